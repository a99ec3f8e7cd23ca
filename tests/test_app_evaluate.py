"""Scoring a finder: laws that any score must keep, and a table of what counts as right."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import claim, count
from whence.errors import InputError
from whence.evaluate import read_gold, score_claims
from whence.forms import claim_to_json
from whence.records import Claim, Count, PartyRef

GOLD = claim("g", count(15, includes=[count(4, age="child")]), doc="d", party="north")


def test_gold_against_itself_is_perfect() -> None:
    """Whole and part are two figures, both complete."""
    found = score_claims([GOLD], [GOLD]).overall
    assert (found.gold, found.found, found.right, found.complete) == (2, 2, 2, 2)
    assert (found.precision, found.recall, found.f1) == (1.0, 1.0, 1.0)


def test_nothing_found_is_not_a_division_by_zero() -> None:
    """Precision of nothing is unknown, not zero."""
    found = score_claims([], [GOLD]).overall
    assert (found.precision, found.recall, found.f1) == (None, 0.0, None)


FIGURES = [
    (count(15), count(15), True, "the same"),
    (count(16), count(15), False, "another number"),
    (count(350, hedge="at_least"), count(351, hedge="at_least"), True, "more than a round number"),
    (count(None), count(None), True, "both vague"),
    (count(12), count(None), False, "a number for a vague word"),
    (count(15, "injured"), count(15), False, "another effect"),
]


@pytest.mark.parametrize(("found", "gold", "right", "remark"), FIGURES)
def test_what_counts_as_the_same_figure(found: Count, gold: Count, right: bool, remark: str) -> None:
    """Same document and effect, overlapping words, the same number."""
    score = score_claims([claim("f", found, doc="d")], [claim("g", gold, doc="d")]).overall
    assert score.right == int(right), remark


def test_the_wrong_party_is_right_but_not_complete_and_shows_in_its_slice() -> None:
    """A finder that takes one side for the other is seen in the slice by party."""
    wrong = replace(GOLD, alleged_perpetrator=PartyRef("south", "south"))
    found = score_claims([wrong], [GOLD])
    assert (found.overall.right, found.overall.complete) == (2, 0)
    by_party = {s.value: (s.gold, s.found) for s in found.slices if s.slice == "party"}
    assert by_party == {"north": (2, 0), "south": (0, 2)}


@given(st.permutations([claim(f"c{n}", count(n), doc="d", start=20 * n) for n in range(1, 6)]))
def test_the_order_of_claims_does_not_matter(claims: list[Claim]) -> None:
    """Pairs are chosen by likeness, not by who comes first."""
    gold = [claim(f"c{n}", count(n), doc="d", start=20 * n) for n in (1, 3, 5, 7)]
    assert score_claims(claims, gold).overall == score_claims(sorted(claims, key=lambda c: c.id), gold).overall


def test_one_figure_is_paired_once() -> None:
    """The same figure found twice is right once and wrong once."""
    found = score_claims([GOLD, replace(GOLD, id="again")], [GOLD])
    assert (found.overall.right, len(found.wrong)) == (2, 2)


def test_gold_is_read_and_a_bad_line_is_named(tmp_path: Path) -> None:
    """The line number stands in the message."""
    path = tmp_path / "gold.jsonl"
    good = json.dumps(claim_to_json(GOLD))
    path.write_text(f"{good}\n\n{good}\n", encoding="utf-8")
    assert len(read_gold(path)) == 2
    for bad in ("{", "{}", '{"act": 1}'):
        path.write_text(f"{good}\n{bad}\n", encoding="utf-8")
        with pytest.raises(InputError, match="line 2"):
            read_gold(path)
    with pytest.raises(InputError, match="cannot read"):
        read_gold(tmp_path / "none.jsonl")
