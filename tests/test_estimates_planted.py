"""Many copies of one toll, and one source that alone moves a range, are flagged; copies move nothing."""

from __future__ import annotations

from build import claim, count, facts_of
from whence.estimates import estimate_incident, load_policy
from whence.incidents import link_claims
from whence.records import Claim, Estimate


def killed(*claims: Claim) -> Estimate:
    facts = facts_of(claims)
    (incident,) = link_claims(claims, facts).incidents
    return estimate_incident(incident, {c.id: c for c in claims}, facts, load_policy("ucdp"))[0]


TRUE = (claim("a", count(20), speaker="Casualty Watch"), claim("b", count(21), speaker="Rescue Corps"))


def planted(number: int) -> list[Claim]:
    return [claim(f"z{n:02d}", count(44), speaker="Bureau of False News") for n in range(number)]


def test_fifty_copies_leave_the_range_where_one_left_it_and_raise_a_flag() -> None:
    once, often = killed(*TRUE, *planted(1)), killed(*TRUE, *planted(50))
    assert (often.low, often.best, often.high) == (once.low, once.best, once.high)
    assert "50 documents repeat one origin (Bureau of False News)" in often.flags
    assert not any("repeat one origin" in flag for flag in once.flags)


def test_a_source_that_alone_moves_the_range_is_named() -> None:
    """Best stays with those that agree; that the high end is one source's is said."""
    assert killed(*TRUE).flags == ()
    moved = killed(*TRUE, *planted(1))
    assert "one origin alone moves it (Bureau of False News)" in moved.flags
    assert sum("alone moves it" in flag for flag in moved.flags) == 1
