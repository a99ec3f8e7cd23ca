"""`verify` names everything that moved: each way of tampering is found, and an untouched record has no fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from ledger_samples import AT, make_entry, make_estimate, make_incident, make_linking
from whence.ledger import Head, Ledger, open_ledger, tables, verify
from whence.ledger.journal import EMPTY, canonical_json, hash_of, next_entry
from whence.records import JournalEntry

DROP_TRIGGERS = {
    "sqlite": ("DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete"),
    "postgresql": ("ALTER TABLE journal DISABLE TRIGGER USER",),
}


@pytest.fixture
def ledger(record_url: str) -> Iterator[Ledger]:
    """Four documents, a judgement and an incident on record."""
    with open_ledger(record_url, create=True) as opened:
        opened.add_documents([make_entry(n) for n in (1, 2, 3, 4)], at=AT, actor="ada")
        opened.add_judgement("accept", ["report-1:0"], who="ada", at=AT, why="seen by two")
        incident = make_incident("i-1", "report-1:0", "report-2:0")
        opened.replace_derived(make_linking(incident), [make_estimate(incident, 3)], "ucdp-1", made_from=5)
        yield opened


def tamper(ledger: Ledger, *statements: object) -> None:
    """What an administrator with the database's password can do."""
    with ledger._writing() as connection:
        for statement in DROP_TRIGGERS[connection.dialect.name]:
            connection.execute(text(statement))
        connection.execute(text("PRAGMA defer_foreign_keys = ON")) if connection.dialect.name == "sqlite" else None
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


d, r, c, j, p = tables.documents, tables.readings, tables.claims, tables.journal, tables.judgements

TAMPERINGS: list[tuple[str, object, str, str]] = [
    (
        "a figure in a text",
        update(d).where(d.c.id == "report-3").values(text=d.c.text + " "),
        "document report-3",
        "text",
    ),
    ("the bytes", update(d).where(d.c.id == "report-3").values(content=b"x"), "document report-3", "bytes are damaged"),
    (
        "a document's hash",
        update(d).where(d.c.id == "report-3").values(sha256="0" * 64),
        "document report-3",
        "SHA-256",
    ),
    (
        "a publication date",
        update(r).where(r.c.document == "report-2").values(published="2020-01-01"),
        "report-2",
        "date",
    ),
    ("a source", update(d).where(d.c.id == "report-2").values(source="Another"), "document report-2", "source"),
    ("a claim's party", update(c).where(c.c.id == "report-2:0").values(party="rebels"), "report-2:0", "filter by"),
    ("a claim gone", delete(c).where(c.c.id == "report-4:1"), "document report-4", "more or fewer claims"),
    ("a claim broken", update(c).where(c.c.id == "report-4:1").values(data="{"), "report-4:1", "cannot be read"),
    ("a reading gone", delete(r).where(r.c.document == "report-4"), "document report-4", "other facts"),
    ("a judgement", update(p).values(why="because I say so"), "judgement 5", "was changed"),
    ("a judgement gone", delete(p), "judgement 5", "not on record"),
    ("an actor", update(j).where(j.c.seq == 2).values(actor="eve"), "journal entry 2", "was changed"),
    ("a time", update(j).where(j.c.seq == 2).values(at="2024-05-01T08:00:01Z"), "journal entry 2", "was changed"),
    ("an entry gone", delete(j).where(j.c.seq == 3), "journal entry 4", "missing"),
    ("a payload", update(j).where(j.c.seq == 2).values(payload="[]"), "journal entry 2", "does not hold"),
    ("an estimate's claim", delete(c).where(c.c.id == "report-2:0"), "estimate of i-1", "not on record"),
]


@pytest.mark.parametrize(
    ("statement", "about", "what"), [row[1:] for row in TAMPERINGS], ids=[t[0] for t in TAMPERINGS]
)
def test_what_was_tampered_with_is_named(ledger: Ledger, statement: object, about: str, what: str) -> None:
    assert verify(ledger) == ()
    tamper(ledger, statement)
    faults = verify(ledger)
    assert any(about in fault.about and what in fault.what for fault in faults), faults


def test_a_quote_that_no_longer_stands_at_its_offsets_is_named(ledger: Ledger) -> None:
    with ledger._reading() as connection:
        data = connection.execute(text("SELECT data FROM claims WHERE id = 'report-3:1'")).scalar_one()
    tamper(ledger, update(c).where(c.c.id == "report-3:1").values(data=data.replace('"start":', '"start":1')))
    assert any("no longer stands at" in fault.what for fault in verify(ledger))


def test_a_document_and_its_claims_taken_out_whole_are_missed(ledger: Ledger) -> None:
    tamper(
        ledger,
        delete(c).where(c.c.document == "report-4"),
        delete(r).where(r.c.document == "report-4"),
        delete(d).where(d.c.id == "report-4"),
    )
    assert [fault.about for fault in verify(ledger)] == ["document report-4"]


def test_an_end_cut_off_is_told_by_a_head_kept_elsewhere(ledger: Ledger) -> None:
    head = ledger.head()
    tamper(ledger, delete(p), delete(j).where(j.c.seq == head.seq))
    assert verify(ledger) == (), "the chain alone cannot tell"
    (fault,) = verify(ledger, expected_head=head)
    assert "cut off" in fault.what
    ledger.add_judgement("reject", ["report-1:0"], who="eve", at=AT, why="no")
    (fault,) = verify(ledger, expected_head=head)
    assert "written anew" in fault.what


def test_an_earlier_head_still_holds_when_the_journal_went_on(ledger: Ledger) -> None:
    head = ledger.head()
    ledger.add_documents([make_entry(9)], at=AT, actor="ada")
    assert verify(ledger, expected_head=head) == ()
    assert verify(ledger, expected_head=EMPTY) == ()
    assert verify(ledger, expected_head=Head(2, "f" * 64)) != ()


def _entries() -> list[JournalEntry]:
    entries: list[JournalEntry] = []
    head = EMPTY
    for n in range(6):
        entry = next_entry(head, at=AT, actor="ada", action="note", about=f"n{n}", payload={"n": n, "word": "كلمة"})
        head = Head(entry.seq, entry.hash)
        entries.append(entry)
    return entries


FIELDS = ("seq", "at", "actor", "action", "about", "payload", "prev_hash")


@hypothesis_settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(entry=st.sampled_from(_entries()), field=st.sampled_from(FIELDS), change=st.text(min_size=1, max_size=3))
def test_no_field_of_an_entry_can_change_without_its_hash(entry: JournalEntry, field: str, change: str) -> None:
    fields = asdict(entry)
    fields[field] = entry.seq + len(change) if field == "seq" else fields[field] + change
    assert hash_of(JournalEntry(**fields)) != entry.hash


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_canonical_json_is_one_line_and_one_way(data: object) -> None:
    words = canonical_json(data)
    assert "\n" not in words
    assert canonical_json(json.loads(words)) == words
