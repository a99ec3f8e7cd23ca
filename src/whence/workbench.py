"""The Python API. In come a record and a person's questions, out come frozen records; command line and server call
only this.

    import whence

    bench = whence.open()                      # the record of this folder
    bench.add(["reports/"])
    for row in bench.tally(by=["party", "month"]):
        print(row.keys, row.effect, row.low, row.best, row.high)

What a method needs beyond its answer is loaded when it is called, so that a kept answer is given at once.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from whence.answers import Question, name_checks, name_tally, read_checks, read_tally
from whence.errors import NotOnRecordError, UsageError
from whence.ledger import is_ready, read_ready
from whence.lists import EVERYTHING, Filter, in_place, keep_claims, keep_incidents, list_parties, list_sources
from whence.records import (
    Claim,
    DocumentLine,
    Estimate,
    Incident,
    Judgement,
    JudgementKind,
    PartyLine,
    Rejected,
    SourceLine,
    TallyRow,
    TotalCheck,
)
from whence.results import Added, Checked, Clock, Judged, Progress, Verified
from whence.settings import Settings, record_path

if TYPE_CHECKING:
    from whence.changes import Change, Side
    from whence.check import FigureCheck
    from whence.evaluate import Comparison, Evaluation
    from whence.explain import Step
    from whence.ledger import Head, Ledger
    from whence.llm import Model
    from whence.proposing import Finder
    from whence.review import Suggestion
    from whence.scoring import Job
    from whence.standing import Standing

STANDARD_GROUPINGS = ("party", "month")


class Workbench:
    """One open record. Every question takes `as_of` (a day: what was known at its end) and, where numbers are made,
    `policy` (a name or a file; null: the one in `whence.toml`). Close it, or use it in a `with`.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """Raises RecordError when the settings name no record that can be opened."""
        self._settings = settings
        self._clock = clock
        self._file = record_path(settings.record or "")
        if self._file is None or not is_ready(self._file):
            self._ledger.head()  # says in one line what is wrong with the record, or upgrades it

    @cached_property
    def _ledger(self) -> Ledger:
        """Opened when it is first needed: a kept answer needs none of it."""
        from whence.ledger import open_ledger

        return open_ledger(self._settings.record or "")

    @cached_property
    def _standing(self) -> Standing:
        from whence.standing import Standing

        return Standing(self._ledger, self._settings.policy)

    @property
    def name(self) -> str:
        """Where the record is, for a person; never with a password."""
        return self._ledger.place

    @property
    def pack(self) -> str | None:
        """The conflict pack that documents are read with; null: guessed for each."""
        return self._settings.pack or self._ledger.setting("pack") or None

    @property
    def places(self) -> Path | None:
        """The file of imported and added places that documents are read with; null where there is none."""
        file = self._settings.places
        return file if file is not None and file.is_file() else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the record go."""
        if "_ledger" in self.__dict__:
            self._ledger.close()

    # ------------------------------------------------------------ reading in

    def add(
        self,
        paths: Iterable[str | Path],
        *,
        published: date | None = None,
        source: str | None = None,
        jobs: int | None = None,
        stdin: BinaryIO | None = None,
        progress: Progress | None = None,
        finder: Finder = "rules",
        model: Model | None = None,
    ) -> Added:
        """Read documents into the record, then link. The same bytes twice change nothing.

        `finder` is rules, llm or both; the latter two ask `model`, as `whence.open_model` gives it.
        Each document is wholly in or wholly out. `progress` is called with the stage ("reading", then "linking"), the
        number of documents or claims, and the item at hand. Raises RecordError when the record cannot be written.
        """
        from whence.adding import Adding
        from whence.intake import read_documents

        adding = Adding(self._ledger, self._who(None), self._clock, progress)
        items = read_documents(paths, published=published, source=source, stdin=stdin)
        self._note_places()
        adding.add(items, self.pack, jobs or self._settings.jobs, finder, model, self.places)
        if adding.done.added:
            self._standing.relink(progress)
        return adding.done

    # ------------------------------------------------------------ lists

    def documents(self, *, as_of: date | None = None) -> tuple[DocumentLine, ...]:
        """The documents on record, in the order they were added."""
        return tuple(
            DocumentLine(
                id=d.id,
                title=d.title,
                source=d.source,
                published=d.published.day if d.published else None,
                published_how=d.published.how if d.published else None,
                url=d.url,
                sha256=d.sha256,
                claims=d.claims,
            )
            for d in self._ledger.documents(as_of=as_of)
        )

    def claims(self, only: Filter = EVERYTHING, *, as_of: date | None = None) -> tuple[Claim, ...]:
        """The claims on record as people judged them; those they rejected are left out."""
        judged = self._standing.judged(as_of)
        return keep_claims((c for c in judged.claims.values() if judged.reviewed.get(c.id) != "rejected"), only)

    def incidents(self, only: Filter = EVERYTHING, *, as_of: date | None = None) -> tuple[Incident, ...]:
        """The incidents that the record's claims were linked to."""
        return tuple(self.each_incident(only, as_of=as_of))

    def each_incident(self, only: Filter = EVERYTHING, *, as_of: date | None = None) -> Iterator[Incident]:
        """What `incidents` gives, one at a time: of a large record the first comes at once."""
        found = self._standing.each_incident() if as_of is None else iter(self._standing.incidents(as_of).values())
        claims = self._standing.judged(as_of).claims if only.effect else {}
        return (incident for incident in found if keep_incidents((incident,), claims, only))

    def estimates(
        self, only: Filter = EVERYTHING, *, policy: str | None = None, as_of: date | None = None
    ) -> tuple[Estimate, ...]:
        """Low, best and high of each incident, effect and victim group, with the claims used and left out."""
        codes = {incident.code for incident in self.incidents(only, as_of=as_of)}
        found = (e for e in self._standing.estimates(policy, as_of) if e.incident in codes)
        return tuple(e for e in found if only.effect in (None, e.effect))

    def totals(
        self, only: Filter = EVERYTHING, *, policy: str | None = None, as_of: date | None = None
    ) -> tuple[TotalCheck, ...]:
        """Published running totals, each beside the incidents on record for the ground it covers."""
        kept = self._kept(name_checks(policy or self._settings.policy, as_of))
        found = read_checks(kept) if kept is not None else self._standing.checks(policy, as_of)
        return tuple(
            check
            for check in found
            if in_place(check.total.where, only.place)
            and only.party in (None, check.total.alleged_perpetrator or "unknown")
            and only.effect in (None, check.total.effect)
            and (only.since is None or (check.total.date_end is not None and check.total.date_end >= only.since))
            and (only.until is None or (check.total.date_start is not None and check.total.date_start <= only.until))
        )

    def sources(self, *, as_of: date | None = None) -> tuple[SourceLine, ...]:
        """Who publishes and who speaks, with what rests on each."""
        state = self._standing.state(as_of)
        return list_sources(state.claims.values(), state.facts, state.linking.incidents)

    def parties(self, *, as_of: date | None = None) -> tuple[PartyLine, ...]:
        """The parties accused, with their denials and admissions."""
        state = self._standing.state(as_of)
        return list_parties(state.claims.values(), state.linking.incidents, self._party_titles())

    # ------------------------------------------------------------ numbers

    def tally(
        self,
        by: Sequence[str] = (),
        *,
        where: Sequence[tuple[str, str]] = (),
        since: date | None = None,
        until: date | None = None,
        policy: str | None = None,
        as_of: date | None = None,
    ) -> tuple[TallyRow, ...]:
        """Sums of estimates with nothing counted twice; unknown is a row of its own, published totals stand beside.

        `by` are groupings (party, place, month, effect, ...), `where` are (key, value) that narrow it. Raises
        UsageError, listing the valid ones, for an unknown grouping or key.
        """
        asked = Question(tuple(by), tuple(where), since, until, policy, as_of)
        kept = self._kept(name_tally(asked, self._settings.policy))
        return read_tally(kept) if kept is not None else self._standing.tally(asked)

    def explain(self, question: str, *, policy: str | None = None, as_of: date | None = None) -> tuple[Step, ...]:
        """From a number, incident, total, claim, document or tally row (`party=rebels,month=2016-12`) down to the
        sentences. A number can mean several things: all are given. Raises NotOnRecordError when nothing fits.
        """
        from whence.asking import explain_question

        return explain_question(self._standing, self._ledger.document, question, policy, as_of)

    def diff(
        self, since: date, until: date | None = None, only: Filter = EVERYTHING, *, policy: str | None = None
    ) -> tuple[Change, ...]:
        """Which numbers changed from the end of one day to the end of another (null: now), and why; the largest
        differences first.
        """
        from whence.changes import find_changes

        return find_changes(self._side(only, policy, since), self._side(only, policy, until))

    def compare(
        self, one: str, other: str, only: Filter = EVERYTHING, *, as_of: date | None = None
    ) -> tuple[Change, ...]:
        """The same evidence under two policies: the incidents that make the difference, with both rules."""
        from whence.changes import compare_policies

        return compare_policies(self._side(only, one, as_of), self._side(only, other, as_of))

    def check(
        self,
        path: str | Path,
        *,
        published: date | None = None,
        policy: str | None = None,
        stdin: BinaryIO | None = None,
    ) -> Checked:
        """Compare every figure of an article with the record, which is not changed. An article that is itself on
        record is compared with the others.
        """
        from whence.asking import check_reading
        from whence.intake import read_documents
        from whence.pipeline import Reading, read_many

        items = read_documents([path], published=published, stdin=stdin)
        readings = list(read_many(items, self.pack, places=self.places))
        aside = tuple(reading for reading in readings if isinstance(reading, Rejected))
        figures: list[FigureCheck] = []
        notes: list[str] = []
        for reading in readings:
            if isinstance(reading, Reading):
                notes += reading.text.notes
                figures += check_reading(self._standing, reading, policy)
        return Checked(tuple(figures), aside, tuple(notes))

    # ------------------------------------------------------------ judging

    def suggestions(self, limit: int = 20) -> tuple[Suggestion, ...]:
        """What a person should look at next: what would change the tallies most if it were wrong."""
        from whence.review import next_to_review

        state = self._standing.state(None)
        return next_to_review(
            state.claims, self._standing.estimates(None, None), state.linking.links, state.reviewed, limit
        )

    def judge(
        self,
        kind: JudgementKind,
        about: Sequence[str],
        *,
        why: str,
        who: str | None = None,
        change: Sequence[tuple[str, str]] = (),
    ) -> Judged:
        """Accept, reject or edit claims; merge or split incidents. Nothing is overwritten: `undo` takes it back.

        Raises NotOnRecordError for an id the record does not hold, UsageError for a change that makes no sense.
        """
        from whence.judging import parse_about, parse_change, parse_split

        state = self._standing.state(None)
        about = parse_about(state, kind, about)
        if kind == "edit":
            change = parse_change(state, state.claims[about[0]], change, self._party_titles())
        elif kind == "split":
            about, change = parse_split(state, about)
        return self._judge(kind, about, change if kind in ("edit", "split") else (), why, who, None)

    def undo(self, number: int, *, why: str, who: str | None = None) -> Judged:
        """Take back a judgement by its number; an undo can be undone. Raises NotOnRecordError."""
        known = {judgement.number: judgement for judgement in self.judgements()}
        if number not in known:
            numbers = ", ".join(str(n) for n in list(known)[-5:]) or "none yet"
            raise NotOnRecordError(f"no judgement has the number {number}", remedy=f"the latest are {numbers}")
        return self._judge("undo", known[number].about, (), why, who, number)

    def judgements(self, *, as_of: date | None = None) -> tuple[Judgement, ...]:
        """Every judgement ever made, those taken back among them, in order."""
        return self._ledger.judgements(as_of=as_of)

    # ------------------------------------------------------------ trust

    def verify(self, *, head: str | None = None) -> Verified:
        """Re-read every quote behind every number, every document's hash and the journal's chain.

        `head` is one noted earlier, "number:hash": a journal cut off since then is found by it.
        """
        from whence.ledger import verify

        last = self._ledger.head()
        faults = verify(self._ledger, expected_head=_parse_head(head) if head else None)
        documents = self._ledger.documents()
        claims = sum(document.claims for document in documents)
        return Verified(len(documents), claims, last.seq, f"{last.seq}:{last.hash}", faults)

    def evaluate(
        self,
        gold: str | Path,
        documents: str | Path | None = None,
        *,
        finder: str | None = None,
        pack: str | None = None,
        jobs: int | None = None,
        resamples: int | None = None,
        seed: int = 0,
    ) -> Evaluation:
        """Score a finder on gold claims: `rules` (`documents` read anew), `record` (the claims on record as people
        judged them), or a file of claims; null: `rules` where there are documents, else `record`. `pack` null: the
        record's.
        """
        from whence.scoring import score_finder

        return score_finder(self._job(gold, documents, pack, jobs, resamples, seed), finder)

    def compare_finders(
        self,
        gold: str | Path,
        first: str,
        second: str,
        documents: str | Path | None = None,
        *,
        pack: str | None = None,
        jobs: int | None = None,
        resamples: int | None = None,
        seed: int = 0,
    ) -> Comparison:
        """Compare two finders, named as in `evaluate`, on the same gold, with every figure that the second reads better
        or worse.
        """
        from whence.scoring import compare_finders

        return compare_finders(self._job(gold, documents, pack, jobs, resamples, seed), first, second)

    # ------------------------------------------------------------ below the doors

    def _job(
        self,
        gold: str | Path,
        documents: str | Path | None,
        pack: str | None,
        jobs: int | None,
        resamples: int | None,
        seed: int,
    ) -> Job:
        from whence.evaluate import About
        from whence.scoring import Job, Kept

        def about() -> dict[str, About]:
            facts = self._ledger.facts()
            return {d.id: About(d.language, d.source or facts[d.id].agency) for d in self._ledger.documents()}

        kept = Kept(self.claims, about, self._ledger.texts)
        jobs = jobs or self._settings.jobs
        return Job(gold, documents, kept, pack or self.pack, jobs, resamples, seed, self.places)

    def _kept(self, name: str | None) -> str | None:
        """What the record keeps under this name, read without opening all of it; null where it must be worked out."""
        ready = name and self._file and "_ledger" not in self.__dict__
        return read_ready(self._file, name) if ready and self._file and name else None

    def _side(self, only: Filter, policy: str | None, as_of: date | None) -> Side:
        from whence.changes import Side

        incidents = {incident.code: incident for incident in self.incidents(only, as_of=as_of)}
        return Side(incidents, self.estimates(only, policy=policy, as_of=as_of))

    def _judge(
        self,
        kind: JudgementKind,
        about: Sequence[str],
        change: Sequence[tuple[str, str]],
        why: str,
        who: str | None,
        undoes: int | None,
    ) -> Judged:
        from whence.judging import changed_rows

        before = self.tally(STANDARD_GROUPINGS)
        judgement = self._ledger.add_judgement(
            kind, about, who=self._who(who), at=self._clock(), why=why, change=change, undoes=undoes
        )
        self._standing.relink()
        return Judged(judgement, changed_rows(before, self.tally(STANDARD_GROUPINGS)))

    def _party_titles(self) -> dict[str, str]:
        from whence.vocabulary import load_vocabulary

        pack = load_vocabulary(self.pack).pack
        titles: dict[str, str] = {}
        for form in pack.parties if pack else ():
            titles.setdefault(form.key, form.title)
        return titles

    def _note_places(self) -> None:
        """Into the journal with which own places the documents that follow are read, where that has changed."""
        from whence.gazetteers import read_digest

        digest = read_digest(self.places) if self.places else ""
        if digest != (self._ledger.setting("places") or ""):
            self._ledger.set_setting("places", digest, at=self._clock(), actor=self._who(None))

    def _who(self, who: str | None) -> str:
        """Who judges or adds: as given, else as in the settings, else the name of this login."""
        if who or self._settings.who:
            return who or str(self._settings.who)
        try:
            return getpass.getuser()
        except (OSError, KeyError):  # a machine that has no name for its user
            return "unknown"


def _parse_head(words: str) -> Head:
    from whence.ledger import Head

    seq, _, digest = words.partition(":")
    if not seq.isdecimal() or not digest:
        raise UsageError(f"not a head: {words!r}", remedy="as `whence verify` printed it, NUMBER:HASH")
    return Head(int(seq), digest)
