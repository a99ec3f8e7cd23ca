"""The record keeps what it is given, gives it back as it was, and does so on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text as sql

from ledger_samples import AT, make_entry, make_estimate, make_incident, make_linking, make_total
from whence.errors import NotOnRecordError, RecordError, UsageError
from whence.ledger import Added, Ledger, Unchanged, open_ledger, verify
from whence.records import Rejected


@pytest.fixture
def ledger(record_url: str) -> Iterator[Ledger]:
    with open_ledger(record_url, create=True) as opened:
        yield opened


def test_a_document_comes_back_as_it_went_in(ledger: Ledger) -> None:
    entry = make_entry(1)
    assert ledger.add_document(entry.document, entry.text, entry.claims, entry.aside, at=AT, actor="ada") == Added(
        "report-1", 1, 2
    )
    assert ledger.document("report-1") == entry.document
    assert ledger.claims() == entry.claims
    assert ledger.claim("report-1:1") == entry.claims[1]
    facts = ledger.facts()["report-1"]
    assert (facts.published, facts.source, facts.agency) == (date(2024, 4, 30), "Karam Daily", "KNA")
    assert facts.sketch == entry.text.sketch


def test_original_bytes_that_are_not_the_text_are_kept_too(ledger: Ledger) -> None:
    entry = make_entry(1)
    page = replace(entry.document, content=b"<html>\x80 the page</html>", sha256="a" * 64, apart="A reader: no!")
    ledger.add_documents([replace(entry, document=page)], at=AT, actor="ada")
    assert ledger.document("report-1") == page


def test_the_same_bytes_twice_change_nothing_and_say_so(ledger: Ledger) -> None:
    entry = make_entry(1)
    ledger.add_documents([entry], at=AT, actor="ada")
    before = ledger.head()
    again = ledger.add_documents([entry, make_entry(1, id="other-name")], at=AT, actor="ada")
    assert again == (Unchanged("report-1"), Unchanged("report-1"))
    assert ledger.head() == before
    assert ledger.has_document(entry.document.sha256) and not ledger.has_document("0" * 64)


def test_the_same_bytes_twice_in_one_call_are_added_once(ledger: Ledger) -> None:
    outcomes = ledger.add_documents([make_entry(1), make_entry(1), make_entry(2)], at=AT, actor="ada")
    assert [type(outcome) for outcome in outcomes] == [Added, Unchanged, Added]


def test_an_id_that_stands_for_other_bytes_is_refused_and_the_rest_goes_on(ledger: Ledger) -> None:
    outcomes = ledger.add_documents([make_entry(1), make_entry(2, id="report-1"), make_entry(3)], at=AT, actor="ada")
    assert isinstance(outcomes[1], Rejected) and "other bytes" in outcomes[1].reason
    assert [summary.id for summary in ledger.documents()] == ["report-1", "report-3"]


def test_a_document_without_claims_is_on_record(ledger: Ledger) -> None:
    ledger.add_documents([make_entry(1, claims=0)], at=AT, actor="ada")
    (summary,) = ledger.documents()
    assert (summary.claims, summary.pack, summary.added_at) == (0, "karam", AT)
    assert verify(ledger) == ()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"document": "report-2"}, ["report-2:0", "report-2:1"]),
        ({"effect": "killed"}, ["report-1:0", "report-1:1", "report-2:0", "report-2:1"]),
        ({"effect": "injured", "document": "report-1"}, ["report-1:0", "report-1:1"]),
        ({"effect": "missing"}, []),
        ({"party": "army", "ids": ["report-2:1", "unknown"]}, ["report-2:1"]),
        ({"party": "rebels"}, []),
        ({"country": "QZ", "scope": "incident", "document": "report-1"}, ["report-1:0", "report-1:1"]),
        (
            {"since": date(2024, 4, 29), "until": date(2024, 4, 29), "document": "report-1"},
            ["report-1:0", "report-1:1"],
        ),
        ({"since": date(2024, 4, 30)}, []),
        ({"until": date(2024, 4, 28)}, []),
    ],
)
def test_claims_are_found_by_filters(ledger: Ledger, asked: dict[str, object], found: list[str]) -> None:
    ledger.add_documents([make_entry(1), make_entry(2)], at=AT, actor="ada")
    assert [claim.id for claim in ledger.claims(**asked)] == found  # type: ignore[arg-type]


def test_the_record_as_of_a_past_day_leaves_out_what_came_later(ledger: Ledger) -> None:
    ledger.add_documents([make_entry(1)], at="2024-05-01T23:59:59Z", actor="ada")
    ledger.add_judgement("accept", ["report-1:0"], who="ada", at="2024-05-02T00:00:00Z", why="two sources")
    ledger.add_documents([make_entry(2)], at="2024-05-02T10:00:00.75+00:00", actor="ada")
    assert [d.id for d in ledger.documents(as_of="2024-05-01")] == ["report-1"]
    assert ledger.judgements(as_of=date(2024, 5, 1)) == ()
    assert len(ledger.claims(as_of="2024-05-02T09:00:00Z")) == 2
    assert len(ledger.judgements(as_of="2024-05-02T09:00:00Z")) == 1
    assert set(ledger.facts(as_of="2024-05-02")) == {"report-1", "report-2"}
    assert [ledger.seq_at(day) for day in ("2024-04-30", "2024-05-01", "2024-05-02", None)] == [0, 1, 3, 3]
    assert ledger.documents(as_of="2024-04-30") == ()


@pytest.mark.parametrize(
    "at", ["2024-05-01T10:00:00", "2024-05-01T10:00:00+02:00", "yesterday", "2024-13-01T00:00:00Z"]
)
def test_a_time_that_is_not_utc_is_refused(ledger: Ledger, at: str) -> None:
    with pytest.raises(UsageError, match="no UTC instant"):
        ledger.add_documents([make_entry(1)], at=at, actor="ada")
    assert ledger.head().seq == 0


def test_judgements_add_up_and_an_undo_is_one_more(ledger: Ledger) -> None:
    ledger.add_documents([make_entry(1)], at=AT, actor="ada")
    first = ledger.add_judgement(
        "edit", ["report-1:0"], who="ada", at=AT, why="the page was corrected", change=[("killed", "7")]
    )
    undone = ledger.add_judgement("undo", [], who="bo", at=AT, why="it was not", undoes=first.number)
    assert ledger.judgements() == (first, undone)
    assert (first.number, undone.number, first.change) == (2, 3, (("killed", "7"),))
    assert [entry.action for entry in ledger.journal()] == ["add", "judge", "judge"]
    assert verify(ledger) == ()


@pytest.mark.parametrize(
    ("kind", "about", "undoes", "problem"),
    [
        ("accept", ["report-9:0"], None, NotOnRecordError),
        ("accept", [], None, UsageError),
        ("undo", [], None, UsageError),
        ("undo", [], 77, NotOnRecordError),
        ("accept", ["report-1:0"], 1, UsageError),
    ],
)
def test_a_judgement_on_nothing_is_refused(
    ledger: Ledger, kind: str, about: list[str], undoes: int | None, problem: type[Exception]
) -> None:
    ledger.add_documents([make_entry(1)], at=AT, actor="ada")
    with pytest.raises(problem):
        ledger.add_judgement(kind, about, who="ada", at=AT, why="because", undoes=undoes)  # type: ignore[arg-type]
    assert ledger.head().seq == 1


def test_derived_state_comes_back_and_only_what_differs_is_written(ledger: Ledger) -> None:
    ledger.add_documents([make_entry(1), make_entry(2)], at=AT, actor="ada")
    one, two = make_incident("i-1", "report-1:0", "report-2:0"), make_incident("i-2", "report-1:1")
    aside = (Rejected("incidents", "report-2:1", "no place and no date"),)
    linking = make_linking(one, two, totals=(make_total("t-1", "report-2:1"),), aside=aside)
    ledger.replace_derived(linking, [make_estimate(one, 4), make_estimate(two, 2)], "ucdp-1", made_from=2)
    ledger.replace_estimates([make_estimate(one, 9, "ibc-1")], "ibc-1")
    assert (ledger.incidents(), ledger.totals(), ledger.links()) == ((one, two), linking.totals, linking.links)
    assert ledger.links("report-2:0") == linking.links and ledger.links("report-1:1") == ()
    assert ledger.unlinked() == aside
    assert ledger.estimates("ucdp-1") == (make_estimate(one, 4), make_estimate(two, 2))
    assert ledger.estimates("ibc-1", incident="i-1") == (make_estimate(one, 9, "ibc-1"),)
    assert ledger.derived_from() == 2
    ledger.replace_derived(make_linking(one), [make_estimate(one, 5)], "ucdp-1", made_from=2)
    assert ledger.incidents() == (one,) and ledger.totals() == () and ledger.unlinked() == ()
    assert ledger.estimates("ucdp-1") == (make_estimate(one, 5),)
    assert ledger.estimates("ibc-1") == (), "estimates made from an earlier linking are not shown as if they held"
    assert verify(ledger) == ()


def test_a_merged_incidents_code_leads_to_the_one_that_took_it_up(ledger: Ledger) -> None:
    ledger.add_documents([make_entry(1), make_entry(2)], at=AT, actor="ada")
    one, two = make_incident("i-1", "report-1:0"), make_incident("i-2", "report-2:0")
    ledger.replace_derived(make_linking(one, two), made_from=2)
    merged = make_incident("i-1", "report-1:0", "report-2:0", previous=("i-2",))
    ledger.replace_derived(make_linking(merged), made_from=2)
    assert ledger.incident("i-2") == ledger.incident("i-1") == merged
    assert ledger.redirects() == {"i-2": "i-1"}
    ledger.replace_derived(make_linking(one, two), made_from=2)
    assert ledger.incident("i-2") == two
    assert ledger.redirects() == {}
    ledger.replace_derived(make_linking(one), made_from=2)
    with pytest.raises(NotOnRecordError):
        ledger.incident("i-2")
    assert ledger.redirects() == {"i-2": None}, "a code once given is not forgotten"


@pytest.mark.parametrize("call", ["document", "claim", "incident"])
def test_what_is_not_on_record_is_said_in_one_line(ledger: Ledger, call: str) -> None:
    with pytest.raises(NotOnRecordError, match="'nothing' on record"):
        getattr(ledger, call)("nothing")


def test_settings_are_kept_and_journaled(ledger: Ledger) -> None:
    ledger.set_setting("pack", "karam", at=AT, actor="ada")
    ledger.set_setting("pack", "syria", at=AT, actor="ada")
    assert ledger.setting("pack") == "syria" and ledger.setting("other") is None
    assert [entry.payload for entry in ledger.journal(after=1)] == ['{"name":"pack","value":"syria"}']


@pytest.mark.parametrize("statement", ["UPDATE journal SET actor = 'eve'", "DELETE FROM journal"])
def test_the_database_itself_refuses_to_change_the_journal(ledger: Ledger, statement: str) -> None:
    ledger.add_documents([make_entry(1)], at=AT, actor="ada")
    with pytest.raises(RecordError, match="append-only"), ledger._writing() as connection:
        connection.execute(sql(statement))
    assert verify(ledger) == ()


def test_a_record_opened_again_goes_on_where_it_was(record_url: str) -> None:
    with open_ledger(record_url, create=True) as ledger:
        ledger.add_documents([make_entry(1)], at=AT, actor="ada")
    with open_ledger(record_url) as ledger:
        ledger.add_documents([make_entry(2)], at=AT, actor="ada")
        assert [entry.seq for entry in ledger.journal()] == [1, 2]
        assert verify(ledger) == ()


def test_names_and_words_of_any_kind_stand_in_the_record(ledger: Ledger) -> None:
    entry = make_entry(1, id="'; DROP TABLE journal; -- %s \\ 🕊 تقرير")
    ledger.add_documents([entry], at=AT, actor="عدا \u202e")
    assert ledger.document(entry.document.id) == entry.document
    assert ledger.claims(document=entry.document.id) == entry.claims
    assert verify(ledger) == ()
