"""Laws of linking for any claims: order does not matter, copies add no incident, keys find what linking finds."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from build import DAY, claim, count, facts_of
from whence.incidents import block_keys, find_candidates, link_claims
from whence.records import Claim

told = st.tuples(
    st.sampled_from(["Orsa", "Old Orsa", "Velm", "Tarn", "North", "Quarland", "Nowhere", None]),
    st.one_of(st.none(), st.integers(0, 9)),
    st.sampled_from([None, "aerial", "explosives"]),
    st.sampled_from([None, "army", "rebels"]),
    st.integers(1, 40),
    st.integers(0, 4),
    st.sampled_from(["incident", "incident", "incident", "cumulative"]),
)


def _claims(rows: list[Any]) -> list[Claim]:
    return [
        claim(
            f"c{i}",
            count(n),
            place=place,
            day=None if day is None else DAY + timedelta(days=day),
            mode=mode,
            party=party,
            doc=f"d{document}",
            scope=scope,
            start=i * 100,
        )
        for i, (place, day, mode, party, n, document, scope) in enumerate(rows)
    ]


@given(st.lists(told, min_size=1, max_size=10), st.integers())
@settings(max_examples=100, deadline=None)
def test_order_of_arrival_changes_nothing(rows: list[Any], seed: int) -> None:
    claims = _claims(rows)
    facts = facts_of(claims)
    once = link_claims(claims, facts)
    random.Random(seed).shuffle(claims)
    assert link_claims(claims, facts) == once
    placed = [c for i in once.incidents for c in i.claims] + [c for t in once.totals for c in t.claims]
    assert sorted([*placed, *(r.item for r in once.aside)]) == sorted(c.id for c in claims)


@given(st.lists(told, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_linking_again_keeps_every_code(rows: list[Any]) -> None:
    claims = _claims(rows)
    facts = facts_of(claims)
    once = link_claims(claims, facts)
    assert link_claims(claims, facts, (), once.incidents) == once


@given(st.lists(told, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_linked_claims_share_a_key(rows: list[Any]) -> None:
    """What the ledger would not find as a neighbour is never linked directly."""
    claims = _claims(rows)
    facts = facts_of(claims)
    keys = {c.id: set(block_keys(c, facts)) for c in claims}
    for a, b in find_candidates(claims, facts):
        assert keys[a] & keys[b]


def test_fifty_planted_copies_make_no_new_incident_and_no_new_origin() -> None:
    original = claim("a", count(15), speaker="Casualty Watch")
    copies = [claim(f"z{i}", count(15), speaker="Casualty Watch") for i in range(50)]
    claims = [original, claim("b", count(70), place="Tarn"), *copies]
    linking = link_claims(claims, facts_of(claims))
    assert len(linking.incidents) == 2
    assert sorted(len(i.origins) for i in linking.incidents) == [1, 1]


def _crowd(number: int) -> list[Claim]:
    pick = random.Random(5)
    places = ["Orsa", "Old Orsa", "Velm", "Tarn"]
    return [
        claim(
            f"c{i}",
            count(pick.randrange(1, 60)),
            place=pick.choice(places),
            day=DAY + timedelta(days=pick.randrange(3000)),
            mode=pick.choice([None, "aerial", "explosives"]),
        )
        for i in range(number)
    ]


def test_time_grows_with_the_claims_not_with_their_pairs() -> None:
    """Four times the claims over the same days and places: far less than sixteen times as long."""
    small, large = _crowd(1500), _crowd(6000)
    started = time.process_time()
    link_claims(small, facts_of(small))
    middle = time.process_time()
    link_claims(large, facts_of(large))
    first, second = middle - started, time.process_time() - middle
    assert second < 12 * first + 1


def test_a_crowded_day_in_one_place_stays_quick() -> None:
    """Two thousand claims of one day and place, all different: windows, not two million pairs."""
    claims = [claim(f"c{i}", count(i + 1)) for i in range(2000)]
    assert len(find_candidates(claims, facts_of(claims))) < 200_000
