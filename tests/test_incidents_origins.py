"""Independent sources told from copies: ten outlets that quote one monitor, or reprint one wire story, are one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from build import DAY, claim, count
from whence.incidents import find_origins
from whence.incidents.origins import generic_speakers, is_generic
from whence.records import Claim, DocumentFacts, Speaker

MONITOR = ("Casualty Watch", "monitor")
WIRE = tuple(range(100))
OTHER = tuple(range(1000, 1100))


def facts(
    document: str, source: str | None = None, *, agency: str | None = None, day: int = 0, sketch: tuple[int, ...] = ()
) -> DocumentFacts:
    return DocumentFacts(document, DAY + timedelta(days=day), source, agency, None, sketch)


def keys(claims: list[Claim], *known: DocumentFacts) -> list[str]:
    return [origin.key for origin in find_origins(claims, {f.document: f for f in known})]


CHAINS = [
    ([MONITOR], "speaker:casualty watch", "a body"),
    ([("Ana Roe", "monitor"), MONITOR], "speaker:casualty watch", "a person who speaks for a body"),
    ([MONITOR, ("State News", "state-media")], "speaker:casualty watch", "a body that an agency quotes"),
    ([("witnesses", "witness"), MONITOR], "speaker:casualty watch", "a body that passes on what witnesses said"),
    ([("residents", "resident")], "speaker:residents@source:paper", "people without a name"),
    ([("Interior Ministry", "government")], "speaker:interior ministry", "a government"),
    ([("Jon Doe", "official"), ("Interior Ministry", "government")], "speaker:interior ministry", "an official"),
    ([("Interior Ministry", "government"), ("Jon Doe", "official")], "speaker:interior ministry", "one who quotes it"),
    ([], "source:paper", "the paper on its own account"),
]


@pytest.mark.parametrize(("chain", "key", "remark"), CHAINS, ids=[row[2] for row in CHAINS])
def test_root_of_a_chain(chain: list[tuple[str, str]], key: str, remark: str) -> None:
    assert keys([claim("a", count(5), doc="d", speaker=chain)], facts("d", "Paper")) == [key], remark


def test_a_wire_service_is_the_origin_of_papers_that_print_it() -> None:
    claims = [claim("a", count(5), doc="d"), claim("b", count(5), doc="e")]
    assert keys(claims, facts("d", "Paper", agency="Wire"), facts("e", "Mail", agency="Wire")) == ["agency:wire"]


def test_a_reprint_counts_as_its_original() -> None:
    """Four fifths of the words in common: one text, whoever prints it and whatever it changes."""
    reprint = WIRE[:90] + OTHER[:10]
    claims = [claim("a", count(5), doc="d"), claim("b", count(5), doc="e"), claim("c", count(5), doc="f")]
    known = (
        facts("d", "Paper", sketch=WIRE),
        facts("e", "Mail", day=1, sketch=reprint),
        facts("f", "Herald", sketch=OTHER),
    )
    assert keys(claims, *known) == ["source:herald", "source:paper"]


def test_residents_of_two_papers_are_two_and_of_a_reprint_one() -> None:
    claims = [claim(i, count(5), doc=f"d{i}", speaker=[("residents", "resident")]) for i in "abc"]
    known = (
        facts("da", "Paper", sketch=WIRE),
        facts("db", "Mail", day=1, sketch=WIRE),
        facts("dc", "Herald", day=1, sketch=OTHER),
    )
    assert keys(claims, *known) == ["speaker:residents@source:herald", "speaker:residents@source:paper"]


def test_who_speaks_for_whom_is_learnt_from_other_claims() -> None:
    claims = [
        claim("a", count(5), speaker=[("Ana Roe", "monitor"), MONITOR]),
        claim("b", count(5), speaker=[("Ana Roe", "monitor")]),
    ]
    (origin,) = find_origins(claims, {})
    assert origin.claims == ("a", "b")
    assert "speaks for Casualty Watch" in origin.why


def test_a_hundred_outlets_that_quote_one_monitor_are_one_origin() -> None:
    claims = [claim(f"c{i}", count(5), speaker=[MONITOR]) for i in range(100)]
    (origin,) = find_origins(claims, {})
    assert len(origin.claims) == 100


def test_order_of_claims_does_not_matter() -> None:
    claims = [claim(f"c{i}", count(5), doc=f"d{i % 3}", speaker=[("residents", "resident")]) for i in range(9)]
    assert find_origins(claims, {}) == find_origins(claims[::-1], {})


@pytest.mark.parametrize("row", generic_speakers(), ids=lambda row: row.words or row.kind)
def test_every_row_of_generic_speakers(row: object) -> None:
    """Each row's example opens with a speaker that the row makes generic."""
    kind, words, example = row.kind, row.words, row.example  # type: ignore[attr-defined]
    if words:
        assert example.lower().startswith(words)
        assert is_generic(Speaker(words.capitalize(), "official"))
    else:
        assert is_generic(Speaker("Whoever", kind))


def test_a_named_body_is_not_generic() -> None:
    assert not is_generic(Speaker("Casualty Watch", "monitor"))


def test_who_publishes_itself_and_is_quoted_elsewhere_is_one_origin() -> None:
    """A monitor's own report, and a paper that has it from the monitor; a wire's own copy, and one credited to it."""
    claims = [claim("a", doc="d"), claim("b", doc="e", speaker=[MONITOR]), claim("c", doc="f"), claim("d", doc="g")]
    known = [facts("d", MONITOR[0]), facts("e", "Paper"), facts("f", "Wire"), facts("g", "Mail", agency="Wire")]
    assert keys(claims, *known) == ["agency:wire", "speaker:casualty watch"]
