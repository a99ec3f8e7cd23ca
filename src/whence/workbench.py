"""The Python API. In come a record and a person's questions, out come frozen records; command line and server call
only this. The clock is read here and nowhere below.

    import whence

    bench = whence.open()                      # the record of this folder
    bench.add(["reports/"])
    for row in bench.tally(by=["party", "month"]):
        print(row.keys, row.effect, row.low, row.best, row.high)
"""

from __future__ import annotations

import getpass
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from whence.check import FigureCheck, check_figures
from whence.errors import InputError, NotOnRecordError, RecordError, UsageError
from whence.explain import (
    Ground,
    Step,
    explain_claim,
    explain_incident,
    explain_number,
    explain_row,
    explain_total,
)
from whence.judging import changed_rows, parse_about, parse_change
from whence.ledger import Added as Kept
from whence.ledger import Entry, Fault, Head, Ledger, Unchanged, open_ledger, verify
from whence.lists import EVERYTHING, Filter, in_place, keep_claims, keep_incidents, list_parties, list_sources
from whence.pipeline import Reading, facts_of, link_state, read_many
from whence.records import (
    Claim,
    Document,
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
from whence.review import Suggestion, next_to_review
from whence.settings import FILE_NAME, Settings, read_settings, record_path, record_url, write_settings
from whence.standing import Question, Standing
from whence.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from whence.evaluate import Evaluation

Progress = Callable[[int, str], None]
Clock = Callable[[], datetime]
STANDARD_GROUPINGS = ("party", "month")
BATCH_DOCUMENTS = 100  # kept in one transaction, each wholly in or out; small enough that little waits
_CHECKED = "checked:"  # before the ids of an article that is only compared, so that they meet none on record


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did. `aside` is what could not be read, `notes` are (document, sentence) for a person to act on."""

    added: int
    unchanged: int
    claims: int
    aside: tuple[Rejected, ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement just made, and the rows of the tally by party and month that it changed, before and after."""

    judgement: Judgement
    changed: tuple[tuple[TallyRow | None, TallyRow | None], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """An article against the record: a verdict for each figure, what could not be read, and notes for a person."""

    figures: tuple[FigureCheck, ...]
    aside: tuple[Rejected, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` re-read, and what had moved. `head` is the journal's last number and hash: keep it elsewhere."""

    documents: int
    claims: int
    entries: int
    head: str
    faults: tuple[Fault, ...]


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
    from whence.intake import read_documents  # here and below: who asks a record should not wait for the readers

    return read_many(read_documents(paths, published=published, source=source, stdin=stdin), pack, jobs)


def create(record: str | None = None, *, pack: str | None = None, folder: Path | None = None) -> Workbench:
    """Make a record, and a small commented `whence.toml` beside it; the record is opened and given back.

    `record` is a file, a folder or a postgresql:// URL; null: `whence.db` in this folder. Raises RecordError when
    there is one already, VocabularyError for an unknown pack.
    """
    here = folder or Path.cwd()
    load_vocabulary(pack)
    url = record_url(record or os.environ.get("WHENCE_RECORD") or str(here), here)
    path = record_path(url)
    if path and path.exists():
        raise RecordError(f"there is a record at {path} already", remedy="add to it, or choose another folder")
    home = path.parent if path else here
    if not home.is_dir():
        raise RecordError(f"no folder {home}", remedy="make it first")
    with open_ledger(url, create=True) as ledger:
        named = str(Path(pack).absolute()) if pack and Path(pack).is_dir() else pack
        if ledger.head().seq:
            raise RecordError(f"there is a record at {ledger.place} already", remedy="add to it, or choose another")
        ledger.set_setting("pack", named or "", at=datetime.now(UTC), actor="whence init")
    file = home / FILE_NAME
    if not file.exists():
        inside = named is not None and Path(named).is_relative_to(home.absolute())
        named = str(Path(named).relative_to(home.absolute())) if named and inside else named
        write_settings(file, {"record": path.name if path else url, "pack": named or ""})
    return open(url, folder=home)


def open(record: str | None = None, *, folder: Path | None = None, clock: Clock | None = None) -> Workbench:
    """Open a record: a file, a folder or a URL; null: WHENCE_RECORD, else the record of this folder or one above.

    Raises RecordError when there is none or it cannot be opened.
    """
    settings = read_settings(record, folder=folder or Path.cwd(), environ=os.environ)
    if settings.record is None:
        raise RecordError("no record here", remedy="make one with `whence init`, or name one with --record")
    path = record_path(settings.record)
    if path and not path.exists():
        raise RecordError(f"no record at {path}", remedy="make one with `whence init`")
    ledger = open_ledger(settings.record)
    settings = replace(settings, pack=settings.pack or ledger.setting("pack") or None)
    return Workbench(ledger, settings, clock or (lambda: datetime.now(UTC)))


class Workbench:
    """One open record. Every question takes `as_of` (a day: what was known at its end) and, where numbers are made,
    `policy` (a name or a file; null: the one in `whence.toml`). Close it, or use it in a `with`.
    """

    def __init__(self, ledger: Ledger, settings: Settings, clock: Clock) -> None:
        self._ledger = ledger
        self._settings = settings
        self._clock = clock
        self._standing = Standing(ledger, settings.policy)

    @property
    def name(self) -> str:
        """Where the record is, for a person; never with a password."""
        return self._ledger.place

    @property
    def pack(self) -> str | None:
        """The conflict pack that documents are read with; null: guessed for each."""
        return self._settings.pack

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the record go."""
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
    ) -> Added:
        """Read documents into the record, then link. The same bytes twice change nothing.

        Each document is wholly in or wholly out. `progress` is called with the number of documents seen and the
        item at hand. Raises RecordError when the record cannot be written.
        """
        from whence.intake import read_documents

        seen: Counter[str] = Counter()
        aside: list[Rejected] = []
        notes: list[tuple[str, str]] = []
        items = read_documents(paths, published=published, source=source, stdin=stdin)
        fresh = self._only_new(items, seen)
        readings = read_many(fresh, self._settings.pack, jobs or self._settings.jobs)
        while batch := list(islice(readings, BATCH_DOCUMENTS)):
            aside += [item for item in batch if isinstance(item, Rejected)]
            self._keep([item for item in batch if isinstance(item, Reading)], seen, aside, notes)
            if progress:
                progress(seen["added"] + seen["unchanged"] + len(aside), _item_of(batch[-1]))
        if seen["added"]:
            self._standing.relink()
        return Added(seen["added"], seen["unchanged"], seen["claims"], tuple(aside), tuple(notes))

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
        state = self._standing.state(as_of)
        return keep_claims((c for c in state.claims.values() if state.reviewed.get(c.id) != "rejected"), only)

    def incidents(self, only: Filter = EVERYTHING, *, as_of: date | None = None) -> tuple[Incident, ...]:
        """The incidents that the record's claims were linked to."""
        state = self._standing.state(as_of)
        return keep_incidents(state.linking.incidents, state.claims, only)

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
        found = self._standing.checks(policy, as_of)
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
        return self._standing.tally(Question(tuple(by), tuple(where), since, until, policy, as_of))

    def explain(self, question: str, *, policy: str | None = None, as_of: date | None = None) -> tuple[Step, ...]:
        """From a number, incident, total, claim, document or tally row (`party=rebels,month=2016-12`) down to the
        sentences. A number can mean several things: all are given. Raises NotOnRecordError when nothing fits.
        """
        state, ground = self._standing.state(as_of), self._ground(policy, as_of)
        question = question.strip()
        if "=" in question:
            return self._explain_rows(question, ground, policy, as_of)
        for incident in state.linking.incidents:
            if question in (incident.code, *incident.previous_codes):
                return (explain_incident(incident, ground),)
        for check in ground.checks:
            if question == check.total.code:
                return (explain_total(check, ground),)
        if question in ground.claims:
            return (explain_claim(ground.claims[question], ground),)
        if question in state.facts:
            return tuple(explain_claim(c, ground) for c in ground.claims.values() if c.document == question)
        figure = question.replace(",", "")
        if figure.isdecimal() and figure.isascii():
            return explain_number(int(figure), replace(ground, tally_rows=self._standard_tally(policy, as_of)))
        raise NotOnRecordError(
            f"nothing on record is called {question!r}",
            remedy="a number, an incident's code, a claim's id, or a tally row as party=rebels,month=2016-12",
        )

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
        from whence.intake import read_documents

        items = read_documents([path], published=published, stdin=stdin)
        readings = list(read_many(items, self._settings.pack))
        aside = tuple(reading for reading in readings if isinstance(reading, Rejected))
        figures: list[FigureCheck] = []
        notes: list[str] = []
        for reading in readings:
            if isinstance(reading, Reading):
                notes += reading.text.notes
                figures += self._check_reading(reading, policy)
        return Checked(tuple(figures), aside, tuple(notes))

    # ------------------------------------------------------------ judging

    def suggestions(self, limit: int = 20) -> tuple[Suggestion, ...]:
        """What a person should look at next: what would change the tallies most if it were wrong."""
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
        state = self._standing.state(None)
        about = parse_about(state, kind, about)
        change = parse_change(state, state.claims[about[0]], change, self._party_titles()) if kind == "edit" else ()
        return self._judge(kind, about, change, why, who, None)

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
        last = self._ledger.head()
        faults = verify(self._ledger, expected_head=_parse_head(head) if head else None)
        documents = self._ledger.documents()
        claims = sum(document.claims for document in documents)
        return Verified(len(documents), claims, last.seq, f"{last.seq}:{last.hash}", faults)

    def evaluate(self, gold: str | Path, documents: str | Path | None = None, *, jobs: int | None = None) -> Evaluation:
        """Score the finder on gold claims; with `documents` they are read anew, else the record's claims are scored."""
        return evaluate_finder(gold, documents, pack=self._settings.pack, jobs=jobs or self._settings.jobs, bench=self)

    # ------------------------------------------------------------ below the doors

    def _only_new(self, items: Iterable[Document | Rejected], seen: Counter[str]) -> Iterator[Document | Rejected]:
        """Leave out what is on record, so that it is not read again."""
        for item in items:
            if isinstance(item, Document) and self._ledger.has_document(item.sha256):
                seen["unchanged"] += 1
            else:
                yield item

    def _keep(
        self,
        readings: Sequence[Reading],
        seen: Counter[str],
        aside: list[Rejected],
        notes: list[tuple[str, str]],
    ) -> None:
        entries = [Entry(r.document, r.text, r.claims, r.aside, r.pack, r.pack_reason) for r in readings]
        outcomes = self._ledger.add_documents(entries, at=self._clock(), actor=self._who(None)) if entries else ()
        for reading, outcome in zip(readings, outcomes, strict=True):
            if isinstance(outcome, Kept):
                seen["added"] += 1
                seen["claims"] += outcome.claims
                notes += [(reading.document.id, sentence) for sentence in reading.text.notes]
            elif isinstance(outcome, Unchanged):
                seen["unchanged"] += 1
            else:
                aside.append(outcome)

    def _ground(self, policy: str | None, as_of: date | None) -> Ground:
        state = self._standing.state(as_of)
        return Ground(
            claims=state.claims,
            incidents=self._standing.incidents(as_of),
            estimates=self._standing.estimates(policy, as_of),
            checks=self._standing.checks(policy, as_of),
            reviewed=state.reviewed,
            document_of=lru_cache(maxsize=64)(self._ledger.document),
            estimates_of=self._standing.estimates_by_incident(policy, as_of),
            links=state.linking.links,
        )

    def _explain_rows(self, question: str, ground: Ground, policy: str | None, as_of: date | None) -> tuple[Step, ...]:
        """The tally rows that `key=value,key=value` names; `effect` only chooses among them."""
        wanted = dict(part.split("=", 1) for part in question.split(",") if "=" in part)
        wanted = {key.strip(): value.strip() for key, value in wanted.items()}
        by = tuple(key for key in wanted if key != "effect")
        rows = [row for row in self.tally(by, policy=policy, as_of=as_of) if _row_is(row, wanted)]
        if not rows:
            raise NotOnRecordError(f"no tally row is {question!r}", remedy=f"see `whence tally --by {','.join(by)}`")
        return tuple(explain_row(row, ground) for row in rows)

    def _standard_tally(self, policy: str | None, as_of: date | None) -> tuple[TallyRow, ...]:
        """The rows among which a bare number is looked for: everything, by party, by month, by party and month."""
        found: dict[tuple[object, ...], TallyRow] = {}
        for by in ((), ("party",), ("month",), STANDARD_GROUPINGS):
            for row in self.tally(by, policy=policy, as_of=as_of):
                found.setdefault((row.effect, row.low, row.best, row.high, row.incidents), row)
        return tuple(found.values())

    def _check_reading(self, reading: Reading, policy: str | None) -> tuple[FigureCheck, ...]:
        """Link an article's claims with the record's in memory, the article itself left out of the record."""
        state, document = self._standing.state(None), reading.document
        record = {c.id: c for c in state.claims.values() if c.document != document.id}
        article = [replace(c, id=f"{_CHECKED}{c.id}", document=f"{_CHECKED}{document.id}") for c in reading.claims]
        facts = {
            **state.facts,
            f"{_CHECKED}{document.id}": replace(facts_of(reading), document=f"{_CHECKED}{document.id}"),
        }
        linked = link_state([*record.values(), *article], facts, state.judgements, state.linking.incidents)
        names = {name: fact.source or fact.agency or name for name, fact in state.facts.items()}
        estimates = self._standing.estimates_by_incident(policy)
        figures = check_figures(article, record, linked.linking, estimates, names)
        return tuple(replace(figure, claim=figure.claim.removeprefix(_CHECKED)) for figure in figures)

    def _judge(
        self,
        kind: JudgementKind,
        about: Sequence[str],
        change: Sequence[tuple[str, str]],
        why: str,
        who: str | None,
        undoes: int | None,
    ) -> Judged:
        before = self.tally(STANDARD_GROUPINGS)
        judgement = self._ledger.add_judgement(
            kind, about, who=self._who(who), at=self._clock(), why=why, change=change, undoes=undoes
        )
        self._standing.relink()
        return Judged(judgement, changed_rows(before, self.tally(STANDARD_GROUPINGS)))

    def _party_titles(self) -> dict[str, str]:
        pack = load_vocabulary(self._settings.pack).pack
        titles: dict[str, str] = {}
        for form in pack.parties if pack else ():
            titles.setdefault(form.key, form.title)
        return titles

    def _who(self, who: str | None) -> str:
        """Who judges or adds: as given, else as in the settings, else the name of this login."""
        if who or self._settings.who:
            return who or str(self._settings.who)
        try:
            return getpass.getuser()
        except (OSError, KeyError):  # a machine that has no name for its user
            return "unknown"


def evaluate_finder(
    gold: str | Path,
    documents: str | Path | None = None,
    *,
    pack: str | None = None,
    jobs: int = 1,
    bench: Workbench | None = None,
) -> Evaluation:
    """Score the finder on gold claims (JSON Lines in the claim form), with slices. `documents` are what to read;
    without them the claims on record are scored. Raises InputError that names the line of bad gold.
    """
    from whence.evaluate import read_gold, score_claims

    known = read_gold(Path(gold))
    if documents is not None:
        readings = (r for r in read([documents], pack=pack, jobs=jobs) if isinstance(r, Reading))
        found = [claim for reading in readings for claim in reading.claims]
    elif bench is not None:
        wanted = {claim.document for claim in known}
        found = [claim for claim in bench.claims() if claim.document in wanted]
    else:
        raise UsageError("no documents to read", remedy="name them with --documents, or run it where a record is")
    if not known:
        raise InputError(f"{gold}: no gold claims in it")
    return score_claims(found, known)


def _row_is(row: TallyRow, wanted: Mapping[str, str]) -> bool:
    """Is this the row that was named? Unknown is written as the word."""
    has = {**dict(row.keys), "effect": row.effect}
    return all((has.get(key) or "unknown") == value for key, value in wanted.items())


def _parse_head(words: str) -> Head:
    seq, _, digest = words.partition(":")
    if not seq.isdecimal() or not digest:
        raise UsageError(f"not a head: {words!r}", remedy="as `whence verify` printed it, NUMBER:HASH")
    return Head(int(seq), digest)


def _item_of(item: Reading | Rejected) -> str:
    return item.document.id if isinstance(item, Reading) else item.item
