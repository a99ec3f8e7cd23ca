"""Codes are permanent: whatever is merged, split and undone, each incident has its own code back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from build import DAY, claim, count, facts_of
from whence.incidents import link_claims
from whence.records import LEAVES, Claim, Incident, Judgement

told = st.tuples(st.sampled_from(["Orsa", "Velm", "Tarn", None]), st.integers(0, 3), st.integers(1, 9))


def _claims(rows: Sequence[tuple[str | None, int, int]]) -> list[Claim]:
    return [claim(f"{n}-{i}", count(n), place=p, day=DAY + timedelta(days=d)) for i, (p, d, n) in enumerate(rows)]


def _judgement(number: int, kind: Any, about: Sequence[str], *left: str, undoes: int | None = None) -> Judgement:
    change = tuple((LEAVES, name) for name in left)
    return Judgement(number, kind, tuple(about), change, "ana", "2031-05-10T08:00:00Z", "because", undoes)


def _link(claims: Sequence[Claim], judgements: Sequence[Judgement], known: Sequence[Incident]) -> tuple[Incident, ...]:
    return link_claims(claims, facts_of(claims), judgements, known).incidents


@given(st.lists(told, min_size=2, max_size=10), st.integers(0, 99), st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_a_merge_taken_back_leaves_the_incidents_as_they_were(rows: list[Any], a: int, b: int) -> None:
    claims = _claims(rows)
    before = _link(claims, (), ())
    one, other = before[a % len(before)], before[b % len(before)]
    assume(one != other)
    merge = _judgement(1, "merge", [*one.claims, *other.claims])
    merged = _link(claims, [merge], before)
    assert _link(claims, [merge, _judgement(2, "undo", merge.about, undoes=1)], merged) == before


@given(st.lists(told, min_size=2, max_size=10), st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_a_split_taken_back_leaves_the_incidents_as_they_were(rows: list[Any], a: int) -> None:
    """But that the code the part had in between now leads to the whole; split again, it has that code again."""
    claims = _claims(rows)
    before = _link(claims, (), ())
    whole = max(before, key=lambda incident: len(incident.claims))
    assume(len(whole.claims) > 1)
    part = whole.claims[a % len(whole.claims)]
    split = _judgement(1, "split", [part], *(c for c in whole.claims if c != part))
    apart = _link(claims, [split], before)
    undo = _judgement(2, "undo", split.about, undoes=1)
    after = _link(claims, [split, undo], apart)
    assert [replace(incident, previous_codes=()) for incident in after] == list(before)
    assert {code for i in after for code in (i.code, *i.previous_codes)} >= {i.code for i in apart}
    again = _link(claims, [split, undo, _judgement(3, "undo", split.about, undoes=2)], after)
    assert {(i.code, i.claims) for i in again} == {(i.code, i.claims) for i in apart}


def test_a_part_that_grew_meanwhile_has_its_code_back() -> None:
    """Two merged, one of them told of by more reports since; undone, neither takes the other's code."""
    claims = [claim("a", count(15)), claim("b", count(15)), claim("c", count(40), place="Tarn")]
    before = {incident.claims: incident.code for incident in _link(claims, (), ())}
    merge = _judgement(1, "merge", ["a", "b", "c"])
    merged = _link(claims, [merge], _link(claims, (), ()))
    claims += [claim(f"d{n}", count(40), place="Tarn") for n in range(4)]
    grown = _link(claims, [merge], merged)
    assert len(grown) == 1
    after = _link(claims, [merge, _judgement(2, "undo", merge.about, undoes=1)], grown)
    codes = {claim: incident.code for incident in after for claim in incident.claims}
    assert (codes["a"], codes["c"]) == (before["a", "b"], before["c",])
    assert all(incident.previous_codes == () for incident in after)
