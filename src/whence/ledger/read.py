"""Reading evidence. In come filters, out come the frozen records that stand in the record.

All functions work inside the caller's one transaction, so that what they give belongs to one moment. `upto` is a
journal seq: what was added after it is left out; null leaves nothing out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select

from whence.ledger import tables
from whence.ledger.formats import DERIVED_FORM, DERIVED_FROM, FORM
from whence.ledger.rows import (
    DocumentSummary,
    SlimClaims,
    claim_from,
    document_from,
    facts_from,
    judgement_from,
    published_from,
)
from whence.records import Claim, Document, DocumentFacts, Effect, JournalEntry, Judgement, Published, Scope

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims are asked for; null asks for all."""

    document: str | None = None
    ids: tuple[str, ...] | None = None
    effect: Effect | None = None
    party: str | None = None
    country: str | None = None
    scope: Scope | None = None


def read_document(connection: Connection, id: str) -> Document | None:
    row = connection.execute(select(tables.documents).where(tables.documents.c.id == id)).one_or_none()
    return document_from(row) if row is not None else None


def read_documents(connection: Connection, *, source: str | None, upto: int | None) -> Iterator[DocumentSummary]:
    d, r = tables.documents.c, tables.readings.c
    how_many = select(func.count()).where(tables.claims.c.document == d.id).scalar_subquery()
    light = [column for column in d if column.name not in ("content", "text", "apart")]
    read = (
        r.published.label("read_published"),
        r.published_how.label("read_how"),
        r.published_words.label("read_words"),
        r.source.label("read_source"),
        r.title.label("read_title"),
        r.language.label("read_language"),
        *(r.agency, r.notes, r.pack, r.pack_reason),
    )
    query = select(*light, *read, how_many.label("claims")).join(tables.readings, r.document == d.id)
    if source is not None:
        query = query.where(func.coalesce(d.source, r.source) == source)
    for row in connection.execute(_upto(query, d.seq, upto).order_by(d.seq)):
        yield _summary(row)


def read_texts(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    d = tables.documents.c
    return {
        row.id: row.text
        for some in _portions(ids)
        for row in connection.execute(select(d.id, d.text).where(d.id.in_(some)))
    }


def read_claims(
    connection: Connection, query: ClaimQuery, *, since: date | None, until: date | None, upto: int | None
) -> Iterator[Claim]:
    c = tables.claims.c
    asked: Select[Any] = select(c.data).order_by(c.seq, c.position)
    for column, value in (
        (c.document, query.document),
        (c.party, query.party),
        (c.country, query.country),
        (c.scope, query.scope),
    ):
        if value is not None:
            asked = asked.where(column == value)
    if query.effect is not None:
        asked = asked.where(c.effects.contains(f" {query.effect} ", autoescape=True))
    if since is not None:
        asked = asked.where(c.date_end >= since.isoformat())
    if until is not None:
        asked = asked.where(c.date_start <= until.isoformat())
    asked = _upto(asked, c.seq, upto)
    portions = [None] if query.ids is None else list(_portions(query.ids))
    for some in portions:
        for row in connection.execute(asked if some is None else asked.where(c.id.in_(some))):
            yield claim_from(row.data)


def read_slim_claims(connection: Connection) -> Iterator[Claim]:
    """All claims without quotes and reading notes; see `SlimClaims`."""
    c, slim = tables.claims.c, SlimClaims()
    query = select(c.data).order_by(c.seq, c.position).execution_options(yield_per=1000)
    for row in connection.execute(query):
        yield slim.read(row.data)


def read_facts(connection: Connection, ids: Iterable[str] | None, *, upto: int | None) -> dict[str, DocumentFacts]:
    r, d = tables.readings.c, tables.documents.c
    columns = (r.document, r.published, r.source, r.agency, r.title, r.sketch, d.source.label("stated_source"))
    query = _upto(select(*columns).join(tables.documents, d.id == r.document).order_by(r.seq), r.seq, upto)
    portions = [None] if ids is None else list(_portions(ids))
    return {
        row.document: facts_from(row)
        for some in portions
        for row in connection.execute(query if some is None else query.where(r.document.in_(some)))
    }


def read_judgements(connection: Connection, *, upto: int | None) -> Iterator[Judgement]:
    j = tables.judgements
    for row in connection.execute(_upto(select(j), j.c.number, upto).order_by(j.c.number)):
        yield judgement_from(row)


def read_journal(connection: Connection, *, after: int = 0) -> Iterator[JournalEntry]:
    j = tables.journal
    query = select(j).where(j.c.seq > after).order_by(j.c.seq).execution_options(yield_per=1000)
    for row in connection.execute(query):
        yield JournalEntry(*row)


def read_seq_at(connection: Connection, instant: str) -> int:
    """The last seq whose time is at or before `instant`. Order is that of the journal, whatever clocks said."""
    j = tables.journal.c
    return int(connection.execute(select(func.coalesce(func.max(j.seq), 0)).where(j.at <= instant)).scalar_one())


def has_judgement(connection: Connection, number: int) -> bool:
    j = tables.judgements.c
    return connection.execute(select(j.number).where(j.number == number)).first() is not None


def find_unknown(connection: Connection, names: Sequence[str]) -> list[str]:
    """Those of `names` that are neither a claim's id nor an incident's code, present or past."""
    found: set[str] = set()
    for some in _portions(names):
        for column in (tables.claims.c.id, tables.incidents.c.code, tables.redirects.c.old):
            found |= {row[0] for row in connection.execute(select(column).where(column.in_(some)))}
    return [name for name in names if name not in found]


def read_setting(connection: Connection, name: str) -> str | None:
    """A setting kept with the record; null where there is none."""
    query = select(tables.settings.c.value).where(tables.settings.c.name == name)
    return connection.execute(query).scalar_one_or_none()


def keep_setting(connection: Connection, name: str, value: str) -> None:
    """Write a setting over the one before."""
    connection.execute(delete(tables.settings).where(tables.settings.c.name == name))
    connection.execute(insert(tables.settings), {"name": name, "value": value})


def read_derived_from(connection: Connection) -> int | None:
    """The journal's seq that the derived state was made from; null where none was made in today's form."""
    value = read_setting(connection, DERIVED_FROM)
    return int(value) if value is not None and read_setting(connection, DERIVED_FORM) == FORM else None


def keep_derived_from(connection: Connection, seq: int) -> None:
    """Say that the derived state is that of the journal up to `seq`."""
    keep_setting(connection, DERIVED_FROM, str(seq))
    keep_setting(connection, DERIVED_FORM, FORM)


def _summary(row: Any) -> DocumentSummary:
    published = published_from(row)
    if published is None and row.read_published is not None:
        published = Published(date.fromisoformat(row.read_published), row.read_how, row.read_words)
    return DocumentSummary(
        id=row.id,
        seq=row.seq,
        added_at=row.added_at,
        sha256=row.sha256,
        media_type=row.media_type,
        origin=row.origin,
        published=published,
        source=row.source or row.read_source,
        title=row.title or row.read_title,
        url=row.url,
        language=row.language or row.read_language,
        agency=row.agency,
        claims=row.claims,
        notes=tuple(json.loads(row.notes)),
        pack=row.pack,
        pack_reason=row.pack_reason,
    )


def _upto(query: Select[Any], column: ColumnElement[int], upto: int | None) -> Select[Any]:
    return query if upto is None else query.where(column <= upto)


def _portions(values: Iterable[str]) -> Iterator[list[str]]:
    """Values in portions that one IN (…) may hold, each once, in order."""
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
