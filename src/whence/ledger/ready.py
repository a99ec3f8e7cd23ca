"""Answers that a record keeps ready, without waiting for the database toolkit. In come an SQLite file and a question,
out comes the answer kept, or null where `Ledger` must be asked.

Nothing here raises: whatever is not as it should be is told by `open_ledger`, in one line.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from whence.ledger.formats import DERIVED_FORM, DERIVED_FROM, FORM, FORMATS, VERSION_TABLE


def is_ready(file: Path) -> bool:
    """Whether the file is a record of the newest format."""
    try:
        with _open(file) as connection:
            return _format(connection) == FORMATS[-1]
    except sqlite3.Error:
        return False


def read_ready(file: Path, question: str) -> str | None:
    """What was kept for a question, where the derived state is that of the whole journal; else null."""
    try:
        with _open(file) as connection:
            if _format(connection) != FORMATS[-1] or not _is_derived(connection):
                return None
            found = connection.execute("SELECT data FROM answers WHERE question = ?", (question,)).fetchone()
    except sqlite3.Error:
        return None
    return str(found[0]) if found else None


def _is_derived(connection: sqlite3.Connection) -> bool:
    query = "SELECT name, value FROM settings WHERE name IN (?, ?)"
    kept = dict(connection.execute(query, (DERIVED_FROM, DERIVED_FORM)))
    (head,) = connection.execute("SELECT COALESCE(MAX(seq), 0) FROM journal").fetchone()
    return kept.get(DERIVED_FORM) == FORM and kept.get(DERIVED_FROM) == str(head)


def _format(connection: sqlite3.Connection) -> str | None:
    found = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()
    return str(found[0]) if found else None


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    """One moment of the file, which is not written; no other connection of this program has it open yet."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        connection.execute("BEGIN")
        yield connection
