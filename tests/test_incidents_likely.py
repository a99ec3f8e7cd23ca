"""A lone report that lacks a day or a place joins the one incident it is likely to tell of, and stays alone between
two."""

from __future__ import annotations

from datetime import timedelta

from build import DAY, claim, count, facts_of
from whence.incidents import link_claims
from whence.records import Claim


def groups(*claims: Claim) -> set[tuple[str, ...]]:
    return {incident.claims for incident in link_claims(claims, facts_of(claims)).incidents}


def test_the_only_likely_incident_is_joined() -> None:
    """One dead in one town, told of the next day: alike, but not so alike that it is sure."""
    a = claim("a", count(3), party="army", mode="firearms")
    late = claim("b", count(3), day=DAY + timedelta(days=1))
    assert groups(a, late) == {("a", "b")}


def test_between_two_that_are_as_likely_it_stays_alone() -> None:
    a = claim("a", count(3), party="army", mode="firearms")
    other = claim("c", count(3), day=DAY + timedelta(days=2), party="rebels", mode="explosives")
    late = claim("b", count(3), day=DAY + timedelta(days=1))
    found = groups(a, late, other)
    assert ("b",) in found
    kept_apart = [link for link in link_claims([a, late, other], facts_of([a, late, other])).links if not link.same]
    assert any("as likely" in link.reasons[0] for link in kept_apart), "a person can see why"


def test_another_toll_is_another_incident() -> None:
    a = claim("a", count(3), party="army", mode="firearms")
    assert groups(a, claim("b", count(9), day=DAY + timedelta(days=1))) == {("a",), ("b",)}


def test_what_speaks_against_it_keeps_it_apart() -> None:
    a = claim("a", count(3), party="army", mode="firearms")
    assert groups(a, claim("b", count(3), party="rebels", day=DAY + timedelta(days=1))) == {("a",), ("b",)}
