"""The record. In come documents, claims, judgements and derived state; out comes what was read, found and judged.

An append-only, hash-chained journal stands behind everything; `verify` checks all evidence against it. Names are
loaded when first asked for: an answer that a record keeps ready (`read_ready`) needs no database toolkit.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.ledger.journal import Head
    from whence.ledger.ledger import Ledger, open_ledger
    from whence.ledger.part import Near, Place
    from whence.ledger.ready import is_ready, read_ready
    from whence.ledger.rows import DocumentSummary, Entry
    from whence.ledger.verifying import Fault, verify
    from whence.ledger.write import Added, Outcome, Unchanged

_HOMES = {
    "journal": ("Head",),
    "ledger": ("Ledger", "open_ledger"),
    "part": ("Near", "Place"),
    "ready": ("is_ready", "read_ready"),
    "rows": ("DocumentSummary", "Entry"),
    "verifying": ("Fault", "verify"),
    "write": ("Added", "Outcome", "Unchanged"),
}

__all__ = [
    "Added",
    "DocumentSummary",
    "Entry",
    "Fault",
    "Head",
    "Ledger",
    "Near",
    "Outcome",
    "Place",
    "Unchanged",
    "is_ready",
    "open_ledger",
    "read_ready",
    "verify",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"whence.ledger.{home}"), name)
    raise AttributeError(f"module 'whence.ledger' has no attribute {name!r}")
