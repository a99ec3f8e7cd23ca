"""Place names in two spellings, weekdays of undated reports, and what stands at the head of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from build import DAY, claim, count, facts_of
from whence.incidents import link_claims
from whence.incidents.names import spelt_alike
from whence.incidents.weekdays import falls_on, named_weekday
from whence.records import Claim, When, Where


def groups(*claims: Claim, undated: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    facts = facts_of(claims, published=DAY + timedelta(days=1))
    facts |= {document: replace(facts[document], published=None) for document in undated}
    return {incident.claims for incident in link_claims(claims, facts).incidents}


def unlisted(name: str, region: str = "north") -> Where:
    """A place that the gazetteer does not have, in a region that it has."""
    return Where(name, name, region.title(), "QX", (f"{region}/{name.lower()}", region, "QX"), 10.2, 20.2, 4)


@pytest.mark.parametrize(
    ("one", "other", "same", "remark"),
    [
        ("Khan Skeikhoun", "Khan Shaykhun", True, "vowels and doubled letters differ"),
        ("al-Maghayer", "Maghayir", True, "the article and the vowels differ"),
        ("Qasr el-Breij", "al-Bureij", True, "one leaves out a word"),
        ("Salihiah", "Salhiyeh", True, "vowels only"),
        ("Tal Shamiram", "Tal Tamr", False, "“Tal” tells no place from another"),
        ("Maarzita", "Maarat Misrin", False, "a beginning in common is not enough"),
        ("Deir", "Deir Hafir", False, "a word of two consonants tells nothing"),
    ],
)
def test_names_spelt_alike(one: str, other: str, same: bool, remark: str) -> None:
    """A name is told by its consonants."""
    assert spelt_alike(one, other) is spelt_alike(other, one) is same, remark


def test_a_weekday_is_named_or_not() -> None:
    """Only weekdays count, in any case and number; "overnight" names none."""
    assert named_weekday("on Saturday") == 5
    assert named_weekday("Tuesday's") == 1
    assert named_weekday("overnight") is None


def test_a_weekday_falls_on_a_day_or_into_a_week() -> None:
    """9 May 2031 is a Friday; every weekday falls into seven days."""
    day = DAY.toordinal()
    assert [falls_on(weekday, day, day) for weekday in range(7)] == [False] * 4 + [True] + [False] * 2
    assert all(falls_on(weekday, day, day + 6) for weekday in range(7))


def test_an_unlisted_place_in_two_spellings_is_one() -> None:
    """Two reports of one day spell a village differently."""
    a = replace(claim("a", count(12), mode="aerial"), where=unlisted("Qasr el-Breij"))
    b = replace(claim("b", count(14), mode="aerial"), where=unlisted("Bureij"))
    assert groups(a, b) == {("a", "b")}


def test_two_unlisted_places_of_one_region_are_two() -> None:
    """Two villages that share nothing but their region are two happenings."""
    a = replace(claim("a", count(12), mode="aerial"), where=unlisted("Harfa"))
    b = replace(claim("b", count(25), mode="aerial"), where=unlisted("Turmanin"))
    assert groups(a, b) == {("a",), ("b",)}


def test_an_undated_report_is_linked_by_weekday_and_figure() -> None:
    """A report without a date that names the weekday and the same large figure is of the same happening."""
    a = claim("a", count(112), mode="explosives")
    b = replace(claim("b", count(112), mode="explosives", day=None), when=When("Friday"))
    assert groups(a, b, undated=("d-b",)) == {("a", "b")}
    other = replace(b, when=When("Sunday"))
    assert groups(a, other, undated=("d-b",)) == {("a",), ("b",)}


def test_a_city_called_as_its_region_may_stand_for_a_place_in_it() -> None:
    """“In Orsa” may mean the region of that name, where the town lies; a large figure in common then decides."""
    seat = Where("Orsa", "Orsa", "Orsa Governorate", "QX", ("orsa", "north", "QX"), 10.0, 20.0, 1)
    town = Where("Velm", "Velm", "Orsa Governorate", "QX", ("velm", "north", "QX"), 10.5, 20.5, 1)
    a = replace(claim("a", count(58), mode="unconventional"), where=seat)
    b = replace(claim("b", count(58), mode="unconventional"), where=town)
    assert groups(a, b) == {("a", "b")}
    city = replace(a, where=replace(seat, words="the city of Orsa"))
    assert groups(city, b) == {("a",), ("b",)}


def test_a_sentence_that_counts_people_says_how_they_were_killed() -> None:
    """“The bombing” further on does not make a suicide attack an air strike."""
    told = [
        claim("a1", count(16), doc="d-a", mode="suicide-attack"),
        claim("a2", doc="d-a", mode="aerial", start=400),
        claim("a3", doc="d-a", mode="aerial", start=900),
    ]
    other = claim("b", count(16), mode="suicide-attack")
    assert groups(*told, other) == {("a1", "a2", "a3", "b")}


def test_reports_of_another_day_in_passing_are_weighed_less_than_heads() -> None:
    """Two reports that open with an attack of one day and place are of it; two that end with it may not be."""
    heads = (claim("a", count(9)), claim("b", count(11)))
    assert groups(*heads) == {("a", "b")}
    tails = (claim("a", count(9), start=3000), claim("b", start=4000))
    assert groups(*tails) == {("a",), ("b",)}


def test_a_day_is_no_weekday_of_another_year() -> None:
    """The weekday counts only where a report has no date at all."""
    a = claim("a", count(40), day=date(2031, 5, 9))
    b = replace(claim("b", count(40), day=None), when=When("Friday"))
    facts = facts_of((a, b), d_a=("x", date(2031, 5, 10)), d_b=("y", date(2033, 5, 14)))
    assert {i.claims for i in link_claims((a, b), facts).incidents} == {("a",), ("b",)}
