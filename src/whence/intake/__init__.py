"""Reading documents in. In come paths or standard input, out come `Document`s and, for what is no document, `Rejected`.

Text, Markdown, HTML and JSON Lines are read, from files or whole folders; nothing here touches the network.
"""

from __future__ import annotations

from whence.intake.read import read_documents

__all__ = ["read_documents"]
