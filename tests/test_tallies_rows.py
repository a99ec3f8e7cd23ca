"""Rows of a tally and totals beside it: worked cases by hand, and laws for any incidents."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import DAY, claim, count, facts_of
from whence.errors import UsageError
from whence.estimates import estimate_incident, load_policy
from whence.incidents import link_claims
from whence.records import Claim, Estimate, Incident, TallyRow, Total
from whence.tallies import GROUPINGS, check_totals, tally

Record = tuple[list[Estimate], dict[str, Incident], tuple[Total, ...]]


def record_of(claims: list[Claim], policy: str = "ucdp") -> Record:
    facts = facts_of(claims)
    linking = link_claims(claims, facts)
    by_id = {c.id: c for c in claims}
    estimates = [e for i in linking.incidents for e in estimate_incident(i, by_id, facts, load_policy(policy))]
    return estimates, {i.code: i for i in linking.incidents}, linking.totals


def rows_of(claims: list[Claim], *by: str, **more: Any) -> list[TallyRow]:
    estimates, incidents, totals = record_of(claims, more.pop("policy", "ucdp"))
    return list(tally(estimates, incidents, by=by, totals=totals, **more))


def figures(rows: list[TallyRow]) -> list[tuple[Any, ...]]:
    return [(*(value for _, value in r.keys), r.effect, r.low, r.best, r.high, len(r.incidents)) for r in rows]


JUNE = date(2031, 6, 1)
CLAIMS = [
    claim("a", count(15, includes=[count(4, age="child")]), party="army", speaker="M"),
    claim("b", count(17), party="army", speaker="N"),
    claim("c", count(9), count(3, "injured"), place="Tarn", party="rebels", day=JUNE),
    claim("d", count(None, words="dozens"), place="Velm"),
    claim("e", count(2), place=None, day=None),
    claim("f", count(7, status="civilian"), place="Velm", day=date(2031, 5, 31), until=JUNE, party="army"),
]


def test_everything_in_one_row_per_effect() -> None:
    assert figures(rows_of(CLAIMS)) == [("killed", 33, 33, 35, 5), ("injured", 3, 3, 3, 1)]


def test_harm_without_a_number_is_counted_apart() -> None:
    (killed,) = [r for r in rows_of(CLAIMS) if r.effect == "killed"]
    assert killed.unnumbered == 1


def test_unknown_is_a_row_of_its_own() -> None:
    killed = [r for r in figures(rows_of(CLAIMS, "party")) if r[1] == "killed"]
    assert killed == [("army", "killed", 22, 22, 24, 2), ("rebels", "killed", 9, 9, 9, 1), (None, "killed", 2, 2, 2, 2)]


def test_a_period_across_two_months_belongs_to_neither() -> None:
    killed = {r[0]: r[3] for r in figures(rows_of(CLAIMS, "month")) if r[1] == "killed"}
    assert killed == {"2031-05": 15, "2031-06": 9, None: 9}


def test_parts_and_remainder_sum_to_the_whole() -> None:
    killed = {r[0]: r[3] for r in figures(rows_of(CLAIMS, "age")) if r[1] == "killed"}
    assert killed == {"child": 4, None: 29}


@pytest.mark.parametrize(
    ("where", "best"),
    [
        ((("place", "Orsa"),), 15),
        ((("place", "north"),), 22),
        ((("place", "al-Orsa"),), 15),
        ((("party", "rebels"),), 9),
        ((("party", "unknown"),), 2),
        ((("place", "north"), ("month", "2031-05")), 15),
    ],
)
def test_filters(where: tuple[tuple[str, str], ...], best: int) -> None:
    (killed,) = [r for r in rows_of([*CLAIMS, claim("n", place="North")], where=where) if r.effect == "killed"]
    assert killed.best == best


def test_since_and_until_take_what_lies_wholly_inside() -> None:
    (killed,) = [r for r in rows_of(CLAIMS, since=DAY, until=date(2031, 5, 31)) if r.effect == "killed"]
    assert killed.best == 15


def test_ibc_gives_no_best() -> None:
    (killed,) = [r for r in rows_of(CLAIMS, policy="ibc") if r.effect == "killed"]
    assert (killed.low, killed.best, killed.high) == (33, None, 35)


def test_reviewed_share_is_of_the_claims_used() -> None:
    (killed,) = [r for r in rows_of(CLAIMS[:2], reviewed={"a": "accepted"}) if r.effect == "killed"]
    assert killed.reviewed_share == 0.5
    assert killed.origins == 2


def test_an_unknown_grouping_lists_the_valid_ones() -> None:
    with pytest.raises(UsageError, match="group by party, place"):
        rows_of(CLAIMS, "colour")
    with pytest.raises(UsageError, match="filter by place"):
        rows_of(CLAIMS, where=(("colour", "red"),))


# ---------------------------------------------------------------- totals

SPRING = date(2031, 5, 1)


def _total(n: int, **more: Any) -> Claim:
    return claim("t", count(n, hedge="at_least"), scope="cumulative", speaker="Monitor", day=SPRING, until=DAY, **more)


def test_a_total_is_never_added_and_its_remainder_is_shown() -> None:
    claims = [*CLAIMS, _total(40, place="North", party="army")]
    estimates, incidents, totals = record_of(claims)
    assert figures(rows_of(claims)) == figures(rows_of(CLAIMS))
    (check,) = check_totals(totals, estimates, incidents)
    assert (check.on_record_low, check.on_record_best, check.on_record_high) == (15, 15, 17)
    assert check.remainder == 25
    assert check.note == (
        "Monitor says at least 40 killed from 2031-05-01 to 2031-05-09; the 1 incident on record for that place, "
        "period and party comes to 15–17; 25 are not on record as incidents."
    )


def test_a_total_stands_beside_the_row_of_its_ground() -> None:
    rows = rows_of([*CLAIMS, _total(40, place="North", party="army")], "party")
    beside = {(r.keys[0][1], r.effect): len(r.totals) for r in rows}
    assert beside == {("army", "killed"): 1, ("rebels", "killed"): 0, (None, "killed"): 0, ("rebels", "injured"): 0}


def test_a_total_of_one_group_is_set_against_that_group() -> None:
    civilians = claim(
        "t", count(9, status="civilian"), scope="cumulative", speaker="M", day=SPRING, until=JUNE, place="Velm"
    )
    estimates, incidents, totals = record_of([*CLAIMS, civilians])
    (check,) = check_totals(totals, estimates, incidents)
    assert (check.on_record_best, check.remainder) == (7, 2)


def test_a_series_keeps_its_newest_figure() -> None:
    older = claim("o", count(30), scope="cumulative", speaker="M", day=SPRING, until=date(2031, 5, 3))
    newer = claim("n", count(44), scope="cumulative", speaker="M", day=SPRING, until=DAY)
    _, _, totals = record_of([older, newer])
    assert [(t.best, t.claims) for t in totals] == [(44, ("n", "o"))]


# ---------------------------------------------------------------- laws

happening = st.builds(
    lambda n, child, status, place, day, party, effect: (n, min(child, n), status, place, day, party, effect),
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from([None, "civilian", "combatant"]),
    st.sampled_from(["Orsa", "Old Orsa", "Velm", "Tarn", "North", None]),
    st.integers(0, 60),
    st.sampled_from([None, "army", "rebels"]),
    st.sampled_from(["killed", "injured"]),
)


def _claims(rows: list[Any]) -> list[Claim]:
    return [
        claim(
            f"c{i}",
            count(n, effect, status=status, includes=[count(child, effect, age="child")]),
            place=place,
            day=DAY + timedelta(days=day),
            party=party,
        )
        for i, (n, child, status, place, day, party, effect) in enumerate(rows)
    ]


@given(st.lists(happening, min_size=1, max_size=8), st.lists(st.sampled_from(GROUPINGS), max_size=3), st.integers())
@settings(max_examples=80, deadline=None)
def test_rows_sum_to_the_whole_in_any_order(rows: list[Any], by: list[str], seed: int) -> None:
    claims = _claims(rows)
    estimates, incidents, _ = record_of(claims)
    one = {r.effect: r for r in tally(estimates, incidents, by=())}
    many = tally(estimates, incidents, by=by)
    for effect, whole in one.items():
        assert sum(r.best or 0 for r in many if r.effect == effect) == (whole.best or 0)
        assert {c for r in many if r.effect == effect for c in r.incidents} == set(whole.incidents)
    random.Random(seed).shuffle(estimates)
    assert tally(estimates, dict(sorted(incidents.items(), reverse=True)), by=by) == many
