"""Documents read without any record. In come paths, out come readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from whence.pipeline import Reading, read_many
from whence.records import Rejected


def read(
    paths: Iterable[str | Path],
    *,
    pack: str | None = None,
    jobs: int = 1,
    published: date | None = None,
    source: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Reading | Rejected]:
    """Read documents without any record, in their order: each gives its claims, or what was wrong with it.

    `pack` null: chosen for each document by the country it is about. Raises VocabularyError for an unknown pack.
    """
    from whence.intake import read_documents  # who scores a record should not wait for the readers

    return read_many(read_documents(paths, published=published, source=source, stdin=stdin), pack, jobs)
