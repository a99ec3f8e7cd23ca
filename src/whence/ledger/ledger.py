"""The record. In come documents with their claims, judgements and what stages derive; out comes all of it again.

One object, one URL, SQLite or PostgreSQL by the same code. Writing is one transaction a call and adds to the
journal; times come in as arguments, and every error is one line of `RecordError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, func, select

from whence.errors import NotOnRecordError, UsageError
from whence.ledger import derived, part, read, schema, tables, write
from whence.ledger.connect import (
    BUSY_TIMEOUT_S,
    WRITES,
    make_engine,
    parse_url,
    record_errors,
    show_url,
    turn_file,
    use_wal,
)
from whence.ledger.journal import Head, parse_instant, parse_until
from whence.ledger.part import Near, Place
from whence.ledger.rows import DocumentSummary, Entry
from whence.ledger.turns import writers_turn
from whence.ledger.write import Outcome
from whence.records import (
    Claim,
    Document,
    DocumentFacts,
    Effect,
    Estimate,
    Incident,
    JournalEntry,
    Judgement,
    JudgementKind,
    Link,
    Linking,
    Rejected,
    Scope,
    Text,
    Total,
)

AsOf = str | date | datetime | None
"""A past day (through its last second, UTC) or UTC instant; null is now."""


def open_ledger(url: str, *, create: bool = False) -> Ledger:
    """Open the record at `url` (`sqlite:///FILE`, a bare path, or `postgresql://…`), upgrading an older format.

    `create` makes it where there is none. Raises RecordError, in one line and without passwords: no record there,
    another program's database, a newer format, no driver, no server, no permission.
    """
    parsed = parse_url(url)
    with record_errors(parsed):
        engine = make_engine(parsed, create=create)
        try:
            with engine.connect() as connection:
                stale = schema.refuse_wrong_format(connection, show_url(parsed), create=create)
            use_wal(engine)
            if stale:
                with (
                    writers_turn(turn_file(parsed), timeout_s=BUSY_TIMEOUT_S),
                    engine.connect().execution_options(**{WRITES: True}) as connection,
                    connection.begin(),
                ):
                    if schema.refuse_wrong_format(connection, show_url(parsed), create=create):
                        schema.upgrade(connection)
        except BaseException:
            engine.dispose()
            raise
    return Ledger(engine, parsed)


class Ledger:
    """An open record. Made by `open_ledger`; close it, or use it in a `with` statement."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self._engine = engine
        self._url = url

    @property
    def place(self) -> str:
        """Where the record is, for a person: a path, or a URL without its password."""
        return show_url(self._url)

    def close(self) -> None:
        """Let go of the database; calling it again does nothing."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ writing

    def add_document(
        self,
        document: Document,
        text: Text,
        claims: Sequence[Claim],
        aside: Sequence[Rejected] = (),
        *,
        at: str | datetime,
        actor: str,
    ) -> Outcome:
        """Add one document with its reading, claims and journal entry, wholly or not at all.

        `Unchanged` where its bytes are on record, `Rejected` where its id stands for other bytes.
        """
        entry = Entry(document, text, tuple(claims), tuple(aside))
        return self.add_documents([entry], at=at, actor=actor)[0]

    def add_documents(self, entries: Sequence[Entry], *, at: str | datetime, actor: str) -> tuple[Outcome, ...]:
        """Add several documents in one transaction; one outcome each, in order. When this returns they are safe.

        A few hundred at once is ten times faster than one by one, and still each is wholly in or out.
        """
        with self._writing() as connection:
            return write.write_documents(connection, entries, at=parse_instant(at), actor=actor)

    def add_judgement(
        self,
        kind: JudgementKind,
        about: Sequence[str],
        *,
        who: str,
        at: str | datetime,
        why: str,
        change: Iterable[tuple[str, str]] = (),
        undoes: int | None = None,
    ) -> Judgement:
        """Add what a person decided; nothing earlier is changed. Raises NotOnRecordError, UsageError.

        `about` must be claims on record (or incident codes); an undo names a judgement that stands.
        """
        instant = parse_instant(at)
        if not who.strip() or not why.strip():
            raise UsageError("a judgement says who made it and why", remedy="give both")
        with self._writing() as connection:
            _refuse_unknown(connection, kind, about, undoes)
            return write.write_judgement(
                connection, kind=kind, about=about, change=change, who=who, at=instant, why=why, undoes=undoes
            )

    def append(
        self, action: str, about: str, payload: Mapping[str, Any], *, at: str | datetime, actor: str
    ) -> JournalEntry:
        """Add an entry of another kind to the journal ("init", "publish"); `payload` must be plain JSON."""
        instant = parse_instant(at)
        with self._writing() as connection:
            return write.write_entry(connection, at=instant, actor=actor, action=action, about=about, payload=payload)

    def set_setting(self, name: str, value: str, *, at: str | datetime, actor: str) -> None:
        """Keep a setting with the record (its pack, say); the change goes into the journal."""
        instant = parse_instant(at)
        with self._writing() as connection:
            read.keep_setting(connection, name, value)
            payload = {"name": name, "value": value}
            write.write_entry(connection, at=instant, actor=actor, action="set", about=name, payload=payload)

    def replace_derived(
        self, linking: Linking, estimates: Iterable[Estimate] = (), policy: str | None = None, *, made_from: int
    ) -> bool:
        """Make the derived state that of `linking`, and the estimates under `policy` those given; only what differs
        is written. Estimates under other policies are dropped, since they were made from the linking before.

        `made_from` is the journal's seq at which the claims were read; `derived_from` gives it back. False, and nothing
        is written, where another program has derived more since.
        """
        with self._writing() as connection:
            if (read.read_derived_from(connection) or 0) > made_from:
                return False
            derived.write_linking(connection, linking)
            derived.drop_estimates(connection, keep=policy)
            if policy is not None:
                derived.write_estimates(connection, policy, estimates)
            derived.drop_answers(connection)
            read.keep_derived_from(connection, made_from)
        return True

    def replace_part(
        self, linking: Linking, estimates: Iterable[Estimate], policy: str, *, place: Place, near: Near
    ) -> bool:
        """Put what linking a part again gave in the place of what was there; the rest stays as it is.

        `near` is the moment at which it was read. Estimates under other policies are dropped. False, and nothing is
        written, where another program has derived something since.
        """
        with self._writing() as connection:
            if read.read_derived_from(connection) != near.since:
                return False
            part.write_part(connection, linking, place)
            derived.drop_estimates(connection, keep=policy)
            codes = {incident.code for incident in (*place.was, *linking.incidents)}
            part.write_estimates_of(connection, codes, policy, estimates)
            derived.drop_answers(connection)
            read.keep_derived_from(connection, near.seq)
        return True

    def replace_estimates(self, estimates: Iterable[Estimate], policy: str) -> None:
        """Make the estimates under one more policy those given; the linking and other policies stay."""
        with self._writing() as connection:
            derived.write_estimates(connection, policy, estimates)

    def keep_answer(self, question: str, data: str, *, made_from: int) -> None:
        """Keep what took long to make, until the derived state changes; nothing is kept once it has."""
        with self._writing() as connection:
            if read.read_derived_from(connection) == made_from:
                derived.write_answer(connection, question, data)

    # ------------------------------------------------------------ evidence

    def has_document(self, sha256: str) -> bool:
        """Whether these bytes are on record."""
        query = select(tables.documents.c.id).where(tables.documents.c.sha256 == sha256)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def document(self, id: str) -> Document:
        """A document as it was got, original bytes among it. Raises NotOnRecordError."""
        with self._reading() as connection:
            found = read.read_document(connection, id)
        if found is None:
            raise NotOnRecordError(f"there is no document {id!r} on record", remedy="`whence documents` lists them")
        return found

    def documents(self, *, source: str | None = None, as_of: AsOf = None) -> tuple[DocumentSummary, ...]:
        """Every document on record without its text, in the order they were added."""
        with self._reading() as connection:
            return tuple(read.read_documents(connection, source=source, upto=self._upto(connection, as_of)))

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """The texts of some documents, by id; ids that are not on record are left out."""
        with self._reading() as connection:
            return read.read_texts(connection, ids)

    def claim(self, id: str) -> Claim:
        """A claim as it was found, before judgements. Raises NotOnRecordError."""
        found = self.claims(ids=[id])
        if not found:
            raise NotOnRecordError(f"there is no claim {id!r} on record", remedy="`whence claims` lists them")
        return found[0]

    def claims(
        self,
        *,
        document: str | None = None,
        ids: Iterable[str] | None = None,
        effect: Effect | None = None,
        party: str | None = None,
        country: str | None = None,
        scope: Scope | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: AsOf = None,
    ) -> tuple[Claim, ...]:
        """Claims as they were found, before judgements, in the order of their documents and in them.

        Filters add up; with `since` or `until`, claims whose dates are open are left out.
        """
        query = read.ClaimQuery(document, tuple(ids) if ids is not None else None, effect, party, country, scope)
        with self._reading() as connection:
            upto = self._upto(connection, as_of)
            return tuple(read.read_claims(connection, query, since=since, until=until, upto=upto))

    def slim_claims(self) -> tuple[Claim, ...]:
        """All claims without their quotes and the notes on their reading, for linking and counting."""
        with self._reading() as connection:
            return tuple(read.read_slim_claims(connection))

    def count_claims(self) -> int:
        """How many claims were found, rejected ones among them."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(tables.claims)).scalar_one()

    def facts(self, ids: Iterable[str] | None = None, *, as_of: AsOf = None) -> dict[str, DocumentFacts]:
        """What later stages may know of documents (all, or those asked for) without their texts, by id."""
        with self._reading() as connection:
            return read.read_facts(connection, ids, upto=self._upto(connection, as_of))

    def judgements(self, *, as_of: AsOf = None) -> tuple[Judgement, ...]:
        """Everything people decided, undone ones and undoing ones among it, in order."""
        with self._reading() as connection:
            return tuple(read.read_judgements(connection, upto=self._upto(connection, as_of)))

    # ------------------------------------------------------------ derived

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, by code."""
        with self._reading() as connection:
            return tuple(derived.read_incidents(connection))

    def each_incident(self) -> Iterator[Incident]:
        """All incidents, by code, one at a time and all of one moment."""
        with self._reading() as connection:
            yield from derived.read_incidents(connection)

    def incident(self, code: str) -> Incident:
        """The incident of a code; a code merged into another gives that one. Raises NotOnRecordError."""
        with self._reading() as connection:
            found = derived.read_incident(connection, code)
        if found is None:
            raise NotOnRecordError(f"there is no incident {code!r} on record", remedy="`whence incidents` lists them")
        return found

    @contextmanager
    def near(self) -> Iterator[Near]:
        """One moment of the record, in which to find what is near some claims."""
        with self._reading() as connection:
            yield Near(connection)

    def count_incidents(self) -> int:
        """How many incidents there are."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(tables.incidents)).scalar_one()

    def redirects(self) -> Mapping[str, str | None]:
        """Codes that are no more, each with the code that took it up; null where none did."""
        with self._reading() as connection:
            return derived.read_redirects(connection)

    def totals(self) -> tuple[Total, ...]:
        """All totals, by code."""
        with self._reading() as connection:
            return tuple(derived.read_totals(connection))

    def links(self, claim: str | None = None) -> tuple[Link, ...]:
        """All links, or those of one claim."""
        with self._reading() as connection:
            return tuple(derived.read_links(connection, claim))

    def unlinked(self) -> tuple[Rejected, ...]:
        """What the linking set aside, with reasons."""
        with self._reading() as connection:
            return tuple(derived.read_unlinked(connection))

    def estimates(self, policy: str, *, incident: str | None = None) -> tuple[Estimate, ...]:
        """The estimates made under a policy, by incident; empty where none were made under it."""
        with self._reading() as connection:
            return tuple(derived.read_estimates(connection, policy, incident))

    def answer(self, question: str) -> str | None:
        """What was kept for a question, where the derived state is that of the whole journal; else null."""
        with self._reading() as connection:
            if read.read_derived_from(connection) != write.read_head(connection).seq:
                return None
            return derived.read_answer(connection, question)

    def derived_from(self) -> int | None:
        """The journal's seq that the derived state was made from; null where none was made, or by older rules."""
        with self._reading() as connection:
            return read.read_derived_from(connection)

    # ------------------------------------------------------------ journal and settings

    def journal(self, *, after: int = 0) -> tuple[JournalEntry, ...]:
        """The journal's entries with a seq above `after`, in order."""
        with self._reading() as connection:
            return tuple(read.read_journal(connection, after=after))

    def head(self) -> Head:
        """The journal's last entry: its seq and hash, to keep apart and give to `verify` later."""
        with self._reading() as connection:
            return write.read_head(connection)

    def seq_at(self, as_of: AsOf) -> int:
        """The journal's last seq at a past day or instant; 0 before the first."""
        with self._reading() as connection:
            upto = self._upto(connection, as_of)
            return upto if upto is not None else write.read_head(connection).seq

    def setting(self, name: str) -> str | None:
        """A setting kept with the record; null where there is none."""
        with self._reading() as connection:
            return read.read_setting(connection, name)

    # ------------------------------------------------------------ connections

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that holds the writers' lock; rolled back whole when anything is raised."""
        with (
            record_errors(self._url),
            writers_turn(turn_file(self._url), timeout_s=BUSY_TIMEOUT_S),
            self._engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One transaction that sees one moment of the record and takes no lock."""
        with record_errors(self._url), self._engine.connect() as connection, connection.begin():
            yield connection

    def _upto(self, connection: Connection, as_of: AsOf) -> int | None:
        return None if as_of is None else read.read_seq_at(connection, parse_until(as_of))


def _refuse_unknown(connection: Connection, kind: JudgementKind, about: Sequence[str], undoes: int | None) -> None:
    if (kind == "undo") != (undoes is not None):
        raise UsageError("an undo names the judgement it takes back, and nothing else does")
    if undoes is not None and not read.has_judgement(connection, undoes):
        raise NotOnRecordError(f"there is no judgement {undoes} on record", remedy="`whence review list` shows them")
    if not about and kind != "undo":
        raise UsageError(f"{kind} says nothing it is about", remedy="name a claim")
    for name in read.find_unknown(connection, about):
        raise NotOnRecordError(f"{name!r} is neither a claim nor an incident on record")
