"""Documents read without any record. In come paths, out come readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from whence.pipeline import Reading, read_many
from whence.proposing import Finder, Proposed, propose_each
from whence.records import Rejected

if TYPE_CHECKING:
    from whence.llm import Model


def read(
    paths: Iterable[str | Path],
    *,
    pack: str | None = None,
    jobs: int = 1,
    places: Path | None = None,
    published: date | None = None,
    source: str | None = None,
    stdin: BinaryIO | None = None,
    finder: Finder = "rules",
    model: Model | None = None,
) -> Iterator[Reading | Rejected]:
    """Read documents without any record, in their order: each gives its claims, or what was wrong with it.

    `pack` null: chosen for each document by the country it is about. `places`: the file of a user's own, as
    `whence.find_places` gives it; null for none. `finder` is rules, llm or both; the latter two ask `model`, as
    `whence.open_model` gives it. Raises VocabularyError for an unknown pack.
    """
    proposed = propose(
        paths,
        pack=pack,
        jobs=jobs,
        places=places,
        published=published,
        source=source,
        stdin=stdin,
        finder=finder,
        model=model,
    )
    return (one.reading if isinstance(one, Proposed) else one for one in proposed)


def propose(
    paths: Iterable[str | Path],
    *,
    pack: str | None = None,
    jobs: int = 1,
    places: Path | None = None,
    published: date | None = None,
    source: str | None = None,
    stdin: BinaryIO | None = None,
    finder: Finder = "rules",
    model: Model | None = None,
) -> Iterator[Proposed | Rejected]:
    """What `read` gives, and for the finder `both` how the two finders agree on each document."""
    from whence.intake import read_documents  # who scores a record should not wait for the readers

    items = read_documents(paths, published=published, source=source, stdin=stdin)
    return propose_each(read_many(items, pack, jobs, places), finder, model, pack, places)
