"""The command line. In come words, out go lines: data on standard output, progress and errors on standard error.

Every command calls only the workbench, and imports it when it runs, so that `whence --help` is quick.
"""

from __future__ import annotations

from whence.cli.commands import main

__all__ = ["main"]
