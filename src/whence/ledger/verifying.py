"""Has anything moved? In comes a record, out comes a list of faults, empty where all is as the journal says.

Every entry's place in the chain, every document's bytes and text, every quote at its offsets, every claim and
judgement against the journal, and every claim that a number rests on are read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from whence.errors import InputError, RecordError
from whence.ledger import tables
from whence.ledger.journal import EMPTY, Head, digest, hash_of
from whence.ledger.ledger import Ledger
from whence.ledger.read import read_journal
from whence.ledger.rows import claim_columns, claim_from, content_of, digest_of_claims, digest_of_facts
from whence.records import Claim, JournalEntry

_DOCUMENTS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as the journal says. `about` names the entry, document, claim or judgement."""

    about: str
    what: str


@dataclass(frozen=True, slots=True)
class _Journaled:
    """What the journal says there must be: documents by id, judgements by number."""

    documents: Mapping[str, tuple[int, Mapping[str, Any]]]
    judgements: Mapping[int, Mapping[str, Any]]


def verify(ledger: Ledger, *, expected_head: Head | None = None) -> tuple[Fault, ...]:
    """Every fault of a record, in the order journal, documents, judgements, derived; empty where it is whole.

    A chain alone cannot tell that its end was cut off or that all of it was written anew: `expected_head`, kept
    elsewhere since an earlier `Ledger.head`, can.
    """
    with ledger._reading() as connection:
        faults: list[Fault] = []
        journaled = _check_chain(connection, expected_head, faults)
        faults.extend(_check_documents(connection, journaled.documents))
        faults.extend(_check_judgements(connection, journaled.judgements))
        faults.extend(_check_derived(connection))
    return tuple(faults)


def _check_chain(connection: Connection, expected: Head | None, faults: list[Fault]) -> _Journaled:
    head = EMPTY
    documents: dict[str, tuple[int, Mapping[str, Any]]] = {}
    judgements: dict[int, Mapping[str, Any]] = {}
    found_expected = expected is None or expected == EMPTY
    for entry in read_journal(connection):
        faults.extend(_check_entry(entry, head))
        head = Head(entry.seq, entry.hash)
        found_expected = found_expected or head == expected
        payload = _payload(entry)
        if entry.action == "add" and payload is not None:
            documents[entry.about] = (entry.seq, payload)
        elif entry.action == "judge" and payload is not None:
            judgements[entry.seq] = payload
    if expected is not None and not found_expected:
        cut = "its end was cut off" if head.seq < expected.seq else "it was written anew"
        faults.append(Fault("journal", f"entry {expected.seq} is not the one you kept ({expected.hash[:12]}…): {cut}"))
    return _Journaled(documents, judgements)


def _check_entry(entry: JournalEntry, before: Head) -> Iterator[Fault]:
    name = f"journal entry {entry.seq}"
    if entry.seq != before.seq + 1:
        yield Fault(name, f"follows entry {before.seq}: entries between them are missing")
    elif entry.prev_hash != before.hash:
        yield Fault(name, "does not follow from the entry before it")
    if entry.hash != hash_of(entry):
        yield Fault(name, "was changed: its hash is not that of what it says")
    if _payload(entry) is None:
        yield Fault(name, "does not hold what an entry holds")


def _payload(entry: JournalEntry) -> Mapping[str, Any] | None:
    try:
        payload = json.loads(entry.payload)
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None


# ---------------------------------------------------------------- documents and claims


def _check_documents(connection: Connection, journaled: Mapping[str, tuple[int, Mapping[str, Any]]]) -> Iterator[Fault]:
    seen: set[str] = set()
    # Ids first and evidence by the page, so that memory holds a few documents however large the record is.
    d = tables.documents.c
    ids = [row.id for row in connection.execute(select(d.id).order_by(d.seq))]
    for start in range(0, len(ids), _DOCUMENTS_AT_ONCE):
        some = ids[start : start + _DOCUMENTS_AT_ONCE]
        seen.update(some)
        yield from _check_page(connection, some, journaled)
    for missing in sorted(set(journaled) - seen):
        yield Fault(f"document {missing}", "is in the journal and not on record")
    for name in ("claims", "readings"):
        column = tables.metadata.tables[name].c.document
        strays = select(column).where(column.not_in(select(d.id))).distinct()
        for row in connection.execute(strays):
            yield Fault(f"document {row[0]}", f"has {name} and is not on record")


def _check_page(
    connection: Connection, ids: Sequence[str], journaled: Mapping[str, tuple[int, Mapping[str, Any]]]
) -> Iterator[Fault]:
    c, d, r = tables.claims, tables.documents, tables.readings
    documents = connection.execute(select(d).where(d.c.id.in_(ids)).order_by(d.c.seq)).all()
    readings = {row.document: row for row in connection.execute(select(r).where(r.c.document.in_(ids)))}
    claims: dict[str, list[Row[Any]]] = {id: [] for id in ids}
    for row in connection.execute(select(c).where(c.c.document.in_(ids)).order_by(c.c.document, c.c.position)):
        claims[row.document].append(row)
    for document in documents:
        name = f"document {document.id}"
        yield from (Fault(name, what) for what in _check_document(document))
        for row in claims[document.id]:
            yield from (
                Fault(f"claim {row.id} of {name}", what) for what in _check_claim(row, document.seq, document.text)
            )
        seq, payload = journaled.get(document.id, (None, None))
        if payload is None or seq != document.seq:
            yield Fault(name, "is on record and not in the journal")
            continue
        kept = _journaled_values(document, readings.get(document.id), claims[document.id])
        yield from (Fault(name, what) for what in _compare(kept, payload))


def _check_document(document: Row[Any]) -> Iterator[str]:
    try:
        content = content_of(document.content, document.text)
    except RecordError as problem:
        yield str(problem)
        return
    if hashlib.sha256(content).hexdigest() != document.sha256:
        yield "its original bytes were changed: their SHA-256 is another"
    if digest(document.text) != document.text_sha256:
        yield "its text was changed: its SHA-256 is another"


def _check_claim(row: Row[Any], seq: int, text: str) -> Iterator[str]:
    claim = _claim_of(row)
    if claim is None:
        yield "cannot be read any more"
        return
    if text[claim.start : claim.end] != claim.quote:
        yield f"its quote no longer stands at {claim.start}–{claim.end}"
    kept = row._mapping
    if row.seq != seq or any(kept[name] != value for name, value in claim_columns(claim).items()):
        yield "what lists filter by is not what the claim says"


def _claim_of(row: Row[Any]) -> Claim | None:
    try:
        return claim_from(row.data)
    except (ValueError, TypeError, AttributeError, InputError):
        return None


def _journaled_values(document: Row[Any], reading: Row[Any] | None, claims: Iterable[Row[Any]]) -> dict[str, Any]:
    """What the journal's entry for a document says, made again from what is on record."""
    data = [row.data for row in claims]
    values: dict[str, Any] = {
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "claims": len(data),
        "claims_sha256": digest_of_claims(data),
        "facts_sha256": None,
    }
    if reading is not None:
        values["facts_sha256"] = digest_of_facts(dict(document._mapping), dict(reading._mapping))
    return values


_SENTENCES = {
    "sha256": "its hash is not the one in the journal",
    "text_sha256": "its text's hash is not the one in the journal",
    "facts_sha256": "its date, source, notes or other facts are not those in the journal",
    "claims": "it has more or fewer claims than the journal says",
    "claims_sha256": "its claims are not those in the journal",
}


def _compare(kept: Mapping[str, Any], payload: Mapping[str, Any]) -> Iterator[str]:
    for name, sentence in _SENTENCES.items():
        if kept[name] != payload.get(name):
            yield sentence


# ---------------------------------------------------------------- judgements and what is derived


def _check_judgements(connection: Connection, journaled: Mapping[int, Mapping[str, Any]]) -> Iterator[Fault]:
    there = {row.number: dict(row._mapping) for row in connection.execute(select(tables.judgements))}
    for number in sorted(set(there) | set(journaled)):
        name = f"judgement {number}"
        if number not in there:
            yield Fault(name, "is in the journal and not on record")
        elif number not in journaled:
            yield Fault(name, "is on record and not in the journal")
        elif there[number] != dict(journaled[number]):
            yield Fault(name, "was changed: it is not what the journal says")


def _check_derived(connection: Connection) -> Iterator[Fault]:
    """Every claim that an incident or an estimate rests on must be on record."""
    claims = {row[0] for row in connection.execute(select(tables.claims.c.id))}
    m = tables.incident_claims.c
    for row in connection.execute(select(m.incident, m.claim).order_by(m.incident)):
        if row.claim not in claims:
            yield Fault(f"incident {row.incident}", f"rests on claim {row.claim}, which is not on record")
    e = tables.estimates.c
    kept = connection.execute(select(e.incident, e.policy, e.data).execution_options(yield_per=1000))
    for incident, policy, data in kept:
        name = f"estimate of {incident} under {policy}"
        try:
            used = [use["claim"] for use in json.loads(data)["used"]]
        except (ValueError, KeyError, TypeError):
            yield Fault(name, "cannot be read any more")
            continue
        yield from (Fault(name, f"uses claim {claim}, which is not on record") for claim in used if claim not in claims)
