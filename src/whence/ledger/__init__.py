"""The record. In come documents, claims, judgements and derived state; out comes what was read, found and judged.

An append-only, hash-chained journal stands behind everything; `verify` checks all evidence against it.
"""

from __future__ import annotations

from whence.ledger.journal import Head
from whence.ledger.ledger import Ledger, open_ledger
from whence.ledger.part import Near, Place
from whence.ledger.rows import DocumentSummary, Entry
from whence.ledger.verify import Fault, verify
from whence.ledger.write import Added, Outcome, Unchanged

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
    "open_ledger",
    "verify",
]
