"""Documents into the record. In come paths, out comes what became of each: added, unchanged or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from whence.ledger import Added as Kept
from whence.ledger import Entry, Ledger, Unchanged
from whence.pipeline import Reading, read_many
from whence.proposing import STAGE, Finder, Proposed, propose_each
from whence.records import Document, Rejected
from whence.results import Added, Clock, Progress

if TYPE_CHECKING:
    from whence.llm import Model

BATCH_DOCUMENTS = 100  # kept in one transaction, each wholly in or out; small enough that little waits


class Adding:
    """One `add` while it goes on. Made by the workbench; `done` says what it did."""

    def __init__(self, ledger: Ledger, who: str, clock: Clock, progress: Progress | None) -> None:
        self._ledger = ledger
        self._who = who
        self._clock = clock
        self._progress = progress
        self._seen: Counter[str] = Counter()
        self._aside: list[Rejected] = []
        self._notes: list[tuple[str, str]] = []

    def add(
        self,
        items: Iterable[Document | Rejected],
        pack: str | None,
        jobs: int,
        finder: Finder = "rules",
        model: Model | None = None,
        places: Path | None = None,
    ) -> None:
        """Read what is not on record yet and keep it. Raises RecordError when the record cannot be written."""
        proposed = propose_each(read_many(self._only_new(items), pack, jobs, places), finder, model, pack, places)
        readings = (one.reading if isinstance(one, Proposed) else one for one in proposed)
        size = BATCH_DOCUMENTS if finder == "rules" else 1  # an answer that took a minute is kept at once
        while batch := list(islice(readings, size)):
            self._aside += [item for item in batch if isinstance(item, Rejected)]
            self._keep([item for item in batch if isinstance(item, Reading)])
            if self._progress:
                done = self._seen["added"] + self._seen["unchanged"] + len(self._aside)
                self._progress("reading", done, _name_of(batch[-1]))

    @property
    def done(self) -> Added:
        """What was done so far."""
        seen = self._seen
        return Added(seen["added"], seen["unchanged"], seen["claims"], tuple(self._aside), tuple(self._notes))

    def _only_new(self, items: Iterable[Document | Rejected]) -> Iterator[Document | Rejected]:
        """Leave out what is on record, so that it is not read again."""
        for item in items:
            if isinstance(item, Document) and self._ledger.has_document(item.sha256):
                self._seen["unchanged"] += 1
            else:
                yield item

    def _keep(self, readings: Sequence[Reading]) -> None:
        entries = [Entry(r.document, r.text, r.claims, r.aside, r.pack, r.pack_reason) for r in readings]
        outcomes = self._ledger.add_documents(entries, at=self._clock(), actor=self._who) if entries else ()
        for reading, outcome in zip(readings, outcomes, strict=True):
            if isinstance(outcome, Kept):
                self._seen["added"] += 1
                self._seen["claims"] += outcome.claims
                self._notes += [(reading.document.id, sentence) for sentence in reading.text.notes]
                refused = (item for item in reading.aside if item.stage == STAGE)
                self._notes += [(reading.document.id, f"set aside: {item.reason}") for item in refused]
            elif isinstance(outcome, Unchanged):
                self._seen["unchanged"] += 1
            else:
                self._aside.append(outcome)


def _name_of(item: Reading | Rejected) -> str:
    return item.document.id if isinstance(item, Reading) else item.item
