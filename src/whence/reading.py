"""Documents read without any record, and the finder scored on gold. In come paths, out come readings or scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from whence.errors import InputError, UsageError
from whence.pipeline import Reading, read_many
from whence.records import Claim, Rejected

if TYPE_CHECKING:
    from whence.evaluate import Evaluation


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


def score_finder(
    gold: str | Path,
    documents: str | Path | None,
    *,
    pack: str | None,
    jobs: int,
    on_record: Callable[[], Iterable[Claim]] | None,
) -> Evaluation:
    """Score the finder on gold claims: on `documents` read anew, else on the claims `on_record`. Raises InputError
    that names the line of bad gold, UsageError where there is nothing to score.
    """
    from whence.evaluate import read_gold, score_claims

    known = read_gold(Path(gold))
    if documents is not None:
        readings = (r for r in read([documents], pack=pack, jobs=jobs) if isinstance(r, Reading))
        found = [claim for reading in readings for claim in reading.claims]
    elif on_record is not None:
        wanted = {claim.document for claim in known}
        found = [claim for claim in on_record() if claim.document in wanted]
    else:
        raise UsageError("no documents to read", remedy="name them with --documents, or run it where a record is")
    if not known:
        raise InputError(f"{gold}: no gold claims in it")
    return score_claims(found, known)
