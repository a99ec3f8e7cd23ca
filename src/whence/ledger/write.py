"""Writing evidence. In come documents with their claims, and judgements; out come what became of each.

All functions work inside the caller's one transaction, which holds the writers' lock: a document, its reading, its
claims and its journal entry are there together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from whence.ledger import tables
from whence.ledger.journal import EMPTY, Head, next_entry
from whence.ledger.rows import (
    Entry,
    TableRow,
    claim_row,
    digest_of_claims,
    digest_of_facts,
    document_row,
    judgement_row,
    reading_row,
)
from whence.records import JournalEntry, Judgement, JudgementKind, Rejected

_AT_ONCE = 500
"""How many values one IN (…) is given; databases have limits."""


@dataclass(frozen=True, slots=True)
class Added:
    """A document now on record, with the number of its journal entry and of its claims."""

    document: str
    seq: int
    claims: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The same bytes are on record already, as `document`; nothing was changed."""

    document: str


Outcome = Added | Unchanged | Rejected


def read_head(connection: Connection) -> Head:
    """The journal's last entry."""
    columns = (tables.journal.c.seq, tables.journal.c.hash)
    row = connection.execute(select(*columns).order_by(columns[0].desc()).limit(1)).one_or_none()
    return Head(row.seq, row.hash) if row else EMPTY


def write_documents(connection: Connection, entries: Sequence[Entry], *, at: str, actor: str) -> tuple[Outcome, ...]:
    """Add each document that is new; one outcome for each entry, in order."""
    known_bytes = _known(connection, tables.documents.c.sha256, (e.document.sha256 for e in entries))
    known_ids = _known(connection, tables.documents.c.id, (e.document.id for e in entries))
    head = read_head(connection)
    outcomes: list[Outcome] = []
    rows: dict[str, list[TableRow]] = {"journal": [], "documents": [], "readings": [], "claims": []}
    for entry in entries:
        refusal = _refuse(entry, known_bytes, known_ids)
        if refusal is not None:
            outcomes.append(refusal)
            continue
        written = _write_entry(entry, head, rows, at=at, actor=actor)
        head = Head(written.seq, written.hash)
        known_bytes[entry.document.sha256] = known_ids[entry.document.id] = entry.document.id
        outcomes.append(Added(entry.document.id, written.seq, len(entry.claims)))
    for name in ("journal", "documents", "readings", "claims"):
        if rows[name]:
            connection.execute(insert(tables.metadata.tables[name]), rows[name])
    return tuple(outcomes)


def write_judgement(
    connection: Connection,
    *,
    kind: JudgementKind,
    about: Sequence[str],
    change: Iterable[tuple[str, str]],
    who: str,
    at: str,
    why: str,
    undoes: int | None,
) -> Judgement:
    """Add what a person decided; its number is its place in the journal."""
    head = read_head(connection)
    judgement = Judgement(head.seq + 1, kind, tuple(about), tuple(change), who, at, why, undoes)
    row = judgement_row(judgement)
    entry = next_entry(head, at=at, actor=who, action="judge", about=" ".join(judgement.about), payload=row)
    connection.execute(insert(tables.journal), asdict(entry))
    connection.execute(insert(tables.judgements), row)
    return judgement


def write_entry(
    connection: Connection, *, at: str, actor: str, action: str, about: str, payload: Mapping[str, Any]
) -> JournalEntry:
    """Add any other entry to the journal."""
    entry = next_entry(read_head(connection), at=at, actor=actor, action=action, about=about, payload=payload)
    connection.execute(insert(tables.journal), asdict(entry))
    return entry


def _write_entry(entry: Entry, head: Head, rows: Mapping[str, list[TableRow]], *, at: str, actor: str) -> JournalEntry:
    seq = head.seq + 1
    document, reading = document_row(entry.document, seq=seq, at=at), reading_row(entry, seq=seq)
    claims = [claim_row(claim, seq=seq, position=n) for n, claim in enumerate(entry.claims)]
    payload = {
        "id": entry.document.id,
        "sha256": entry.document.sha256,
        "text_sha256": document["text_sha256"],
        "facts_sha256": digest_of_facts(document, reading),
        "claims": len(claims),
        "claims_sha256": digest_of_claims(row["data"] for row in claims),
    }
    written = next_entry(head, at=at, actor=actor, action="add", about=entry.document.id, payload=payload)
    rows["journal"].append(asdict(written))
    rows["documents"].append(document)
    rows["readings"].append(reading)
    rows["claims"].extend(claims)
    return written


def _refuse(entry: Entry, known_bytes: Mapping[str, str], known_ids: Mapping[str, str]) -> Outcome | None:
    document = entry.document
    if document.sha256 in known_bytes:
        return Unchanged(known_bytes[document.sha256])
    if document.id in known_ids:
        reason = "another document of this id is on record, with other bytes; give the new one an id of its own"
        return Rejected("ledger", document.id, reason)
    if any(claim.document != document.id for claim in entry.claims):
        return Rejected("ledger", document.id, "one of its claims names another document")
    if len({claim.id for claim in entry.claims}) != len(entry.claims):
        return Rejected("ledger", document.id, "two of its claims have the same id")
    return None


def _known(connection: Connection, column: Any, values: Iterable[str]) -> dict[str, str]:
    """Of `values`, those on record, each with the id of its document."""
    wanted = list(dict.fromkeys(values))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in connection.execute(select(column, tables.documents.c.id).where(column.in_(some))):
            found[row[0]] = row[1]
    return found
