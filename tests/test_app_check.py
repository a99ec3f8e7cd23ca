"""An article against the record: what agrees, what contradicts, what the range holds, what is not on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from build import claim, count, facts_of
from whence.check import FigureCheck, check_figures, compare
from whence.estimates import load_policy
from whence.pipeline import estimate_all, link_state
from whence.records import Claim, Count, Estimate

COMPARED = [
    (count(15), (15, 15, 15), "agrees", "the same"),
    (count(15), (10, 15, 20), "agrees", "the record's best"),
    (count(12), (10, 15, 20), "within the range", "not best, but inside"),
    (count(25), (10, 15, 20), "contradicts", "above"),
    (count(5), (10, 15, 20), "contradicts", "below"),
    (count(10, hedge="at_least"), (10, 15, 20), "within the range", "at least reaches in"),
    (count(30, hedge="at_least"), (10, 15, 20), "contradicts", "at least more than the highest"),
    (count(409, hedge="at_least"), (409, 409, None), "agrees", "the same open end"),
    (count(300), (409, 409, None), "contradicts", "below an open range"),
    (count(500), (409, 409, None), "within the range", "inside an open range"),
    (count(8, hedge="at_most"), (10, 10, None), "contradicts", "at most less than the least"),
    (count(None), (10, 15, 20), "within the range", "a vague word holds any number"),
    (count(None), (None, None, None), "agrees", "both without a number"),
    (count(0), (None, None, None), "within the range", "zero is not unknown"),
]


@pytest.mark.parametrize(("said", "known", "verdict", "remark"), COMPARED)
def test_a_figure_against_a_range(
    said: Count, known: tuple[int | None, int | None, int | None], verdict: str, remark: str
) -> None:
    """Contradicts only where no number fits both."""
    assert compare(said, *known) == verdict, remark


def check(article: list[Claim], record: list[Claim]) -> tuple[FigureCheck, ...]:
    """The record's claims linked and estimated, then the article's beside them."""
    facts = facts_of([*record, *article])
    known = link_state(record, facts)
    estimates: dict[str, tuple[Estimate, ...]] = {}
    for estimate in estimate_all(known, load_policy("ucdp")):
        estimates[estimate.incident] = (*estimates.get(estimate.incident, ()), estimate)
    both = link_state([*record, *article], facts, (), known.linking.incidents)
    return check_figures(article, dict(known.claims), both.linking, estimates, {})


RECORD = [
    claim("r1", count(15, includes=[count(4, age="child")]), mode="aerial", speaker="the Watch"),
    claim("r2", count(7), place="Tarn", day=date(2031, 6, 1), mode="explosives"),
    claim(
        "t1", count(96, hedge="at_least"), scope="cumulative", day=date(2031, 3, 3), until=date(2031, 5, 20),
        place="North", speaker="the Watch",
    ),
]  # fmt: skip


def test_the_same_figure_agrees_and_names_who_said_it() -> None:
    """With the incident it belongs to, and the claim on record."""
    (found, part) = check([claim("a", count(15, includes=[count(4, age="child")]), mode="aerial")], RECORD)
    assert (found.verdict, part.verdict) == ("agrees", "agrees")
    assert found.against is not None
    assert [(heard.claim, heard.name) for heard in found.heard] == [("r1", "the Watch")]


def test_another_figure_of_the_same_happening_contradicts() -> None:
    """The record's figure stands in the reason."""
    (found,) = check([claim("a", count(17), mode="aerial", speaker="the Watch")], RECORD)
    assert found.verdict == "contradicts"
    assert "15 killed in Orsa" in found.reason


def test_what_nobody_told_yet_is_not_on_record() -> None:
    """Another place, another day; an effect that no claim of the incident has."""
    (elsewhere,) = check([claim("a", count(3), place="Velm", day=date(2031, 8, 1))], RECORD)
    assert (elsewhere.verdict, elsewhere.against) == ("not on record", None)
    (other,) = check([claim("a", count(3, "abducted"), mode="aerial", speaker="the Watch")], RECORD)
    assert other.verdict == "not on record"


def test_a_total_is_compared_with_totals_and_never_with_an_incident() -> None:
    """The same monitor's series, a day on."""
    later = replace(RECORD[2], id="a", document="d-a")
    (found,) = check([later], RECORD)
    assert (found.verdict, found.against is not None and found.against.startswith("T")) == ("agrees", True)


def test_an_article_without_figures_has_nothing_to_check() -> None:
    """No verdict is made up."""
    assert check([claim("a")], RECORD) == ()
