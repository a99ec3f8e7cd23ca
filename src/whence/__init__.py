"""Whence: every figure of a war with who said it, and what can be counted from them.

`whence.open(record)` gives a Workbench, `whence.create(record)` a new one, `whence.read(paths)` reads without any.
They are loaded when first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.workbench import Workbench, create, evaluate_finder, open, read

__version__ = "0.1.0"
__all__ = ["Workbench", "__version__", "create", "evaluate_finder", "open", "read"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from whence import workbench

        return getattr(workbench, name)
    raise AttributeError(f"module 'whence' has no attribute {name!r}")
