"""Judgements add up and nothing is overwritten: what they do to claims, and that an undo restores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import claim, count
from whence.errors import UsageError
from whence.records import EVERYBODY, ClaimUse, Estimate, Judgement, Link
from whence.review import apply_judgements, edit_claim, find_standing, next_to_review, precision_of


def judgement(number: int, kind: Any, about: Sequence[str] = (), **more: Any) -> Judgement:
    return Judgement(
        number, kind, tuple(about), tuple(more.get("change", ())), "ana", "2031-05-10T08:00:00Z", "because",
        more.get("undoes"),
    )  # fmt: skip


CLAIM = claim("c1", count(15, includes=[count(4, age="child", words="four children")]), party="north")

EDITS = [
    ("killed", "16", lambda c: c.counts[0].best, 16, "a plain number is low, best and high"),
    ("killed", "10/12/20", lambda c: (c.counts[0].low, c.counts[0].high), (10, 20), "three numbers are a range"),
    ("killed", "10/10/?", lambda c: c.counts[0].hedge, "at_least", "an open end is at least"),
    ("killed", "?/?/?", lambda c: (c.counts[0].best, c.counts[0].hedge), (None, "vague"), "unknown, not zero"),
    ("killed", "0", lambda c: c.counts[0].best, 0, "zero, not unknown"),
    ("killed.1.1", "5", lambda c: c.counts[0].includes[0].best, 5, "the first part of the first"),
    ("killed.2", "3", lambda c: [k.best for k in c.counts], [15, 3], "one more figure"),
    ("injured", "7", lambda c: [k.effect for k in c.counts], ["killed", "injured"], "a figure of another effect"),
    ("killed", "none", lambda c: c.counts, (), "the figure taken out"),
    ("where", "Velm", lambda c: (c.where.name, c.where.lat), ("Velm", None), "no false point"),
    ("where", "?", lambda c: c.where.name, None, "unknown place"),
    ("when", "2031-05-01..2031-05-03", lambda c: c.when.date_end, date(2031, 5, 3), "an interval"),
    ("when", "?", lambda c: c.when.date_start, None, "unknown date"),
    ("party", "south", lambda c: c.alleged_perpetrator.party, "south", "the words of the text stay"),
    ("party", "?", lambda c: c.alleged_perpetrator, None, "nobody is named"),
    ("scope", "cumulative", lambda c: c.scope, "cumulative", ""),
    ("stance", "denies", lambda c: c.stance, "denies", ""),
]  # fmt: skip


@pytest.mark.parametrize(("slot", "value", "look", "expected", "remark"), EDITS)
def test_an_edit_sets_one_slot(slot: str, value: str, look: Any, expected: Any, remark: str) -> None:
    """Each slot of a claim can be corrected; everything else stays."""
    edited = edit_claim(CLAIM, [(slot, value)])
    assert look(edited) == expected, remark
    assert (edited.id, edited.quote) == (CLAIM.id, CLAIM.quote)


BAD_EDITS = [
    ("colour", "red", "unknown slot 'colour'"),
    ("killed", "many", "not a figure: 'many'"),
    ("killed", "20/10/5", "low must not exceed best"),
    ("killed.3", "5", "1 figures of killed, not 3"),
    ("when", "Friday", "not a date: 'Friday'"),
    ("when", "2031-05-03..2031-05-01", "ends before it begins"),
    ("scope", "big", "one of incident, cumulative, background"),
    ("stance", "shrugs", "one of asserts, accuses"),
]


@pytest.mark.parametrize(("slot", "value", "words"), BAD_EDITS)
def test_an_edit_that_makes_no_sense_is_refused(slot: str, value: str, words: str) -> None:
    """The error says what is wrong and lists the choices there are."""
    with pytest.raises(UsageError, match=".*".join(words.split("...")).replace("'", ".")):
        edit_claim(CLAIM, [(slot, value)])


def test_rejected_claims_stay_and_are_marked() -> None:
    """A rejected claim is left to the estimates to leave out, so that one can see it was."""
    judged = apply_judgements([CLAIM], [judgement(1, "reject", ["c1"])])
    assert judged.reviewed == {"c1": "rejected"}
    assert judged.claims["c1"] == CLAIM


def test_undo_of_an_undo_brings_the_judgement_back() -> None:
    """Only the last word counts."""
    rejected = judgement(1, "reject", ["c1"])
    undone = judgement(2, "undo", ["c1"], undoes=1)
    again = judgement(3, "undo", ["c1"], undoes=2)
    assert find_standing([rejected, undone]) == ()
    assert find_standing([rejected, undone, again]) == (rejected,)


@given(st.lists(st.sampled_from(["accept", "reject", "edit"]), max_size=6))
def test_undoing_everything_restores_everything(kinds: list[str]) -> None:
    """Judge as one likes: taken back in any order, the claims are as they were found."""
    made = [judgement(n, kind, ["c1"], change=[("killed", str(n))]) for n, kind in enumerate(kinds, 1)]
    undone = [judgement(100 + j.number, "undo", ["c1"], undoes=j.number) for j in made]
    judged = apply_judgements([CLAIM], made + undone)
    assert judged.claims == {"c1": CLAIM}
    assert judged.reviewed == {}
    assert judged.standing == ()


def test_an_edit_that_built_on_one_taken_back_is_said_to_be_idle() -> None:
    """Undoing the first of two edits must not make the record unreadable; the second is set aside with a reason."""
    first = judgement(1, "edit", ["c1"], change=[("killed.2", "3")])
    second = judgement(2, "edit", ["c1"], change=[("killed.3", "4")])
    judged = apply_judgements([CLAIM], [first, second, judgement(3, "undo", ["c1"], undoes=1)])
    assert judged.claims["c1"] == CLAIM
    assert [idle.item for idle in judged.idle] == ["2"]


def test_a_judgement_on_a_claim_that_is_gone_changes_nothing() -> None:
    """As of a day before the claim was read, its judgements find nothing to apply to."""
    assert apply_judgements([], [judgement(1, "reject", ["c1"])]).reviewed == {}


@pytest.mark.parametrize(
    ("start", "end", "prec"),
    [("2031-05-09", "2031-05-09", 1), ("2031-05-09", "2031-05-12", 2), ("2031-05-01", "2031-05-07", 3),
     ("2031-05-01", "2031-05-31", 4), ("2031-01-01", "2031-12-31", 5)],
)  # fmt: skip
def test_date_precision_is_that_of_ucdp(start: str, end: str, prec: int) -> None:
    """1 day, 2 two to six days, 3 week, 4 month, 5 longer."""
    assert precision_of(date.fromisoformat(start), date.fromisoformat(end)) == prec


def estimate(incident: str, *used: str, best: int = 10) -> Estimate:
    uses = tuple(ClaimUse(claim_id, "used") for claim_id in used)
    return Estimate(incident, "killed", EVERYBODY, None, best, best, best, "ucdp", uses, (), "a rule", 1)


def test_what_matters_most_comes_first() -> None:
    """Many people read with doubt come before few people, and before many read surely; the judged are left out."""
    big = claim("big", count(100), confidence=0.5)
    sure = claim("sure", count(100), confidence=0.95)
    small = claim("small", count(2), confidence=0.5)
    seen = claim("seen", count(500), confidence=0.1)
    claims = {c.id: c for c in (big, sure, small, seen)}
    estimates = [estimate("i1", "big", "sure"), estimate("i2", "small", "seen")]
    found = next_to_review(claims, estimates, [], {"seen": "accepted"})
    assert [s.about[0] for s in found] == ["big", "sure", "small"]


def test_a_doubtful_link_is_suggested_and_a_persons_link_is_not() -> None:
    """Links near the threshold are worth a look; what a person linked is settled."""
    claims = {c.id: c for c in (claim("a", count(30)), claim("b", count(30)))}
    doubtful, settled = (
        Link("a", "b", 0.5, True, ("same place",), "link-v1"),
        Link("a", "b", 1.0, True, ("seen both",), "ana"),
    )
    assert [s.kind for s in next_to_review(claims, [], [doubtful], {})] == ["link"]
    assert next_to_review(claims, [], [settled], {}) == ()


def test_an_edited_date_is_kept_with_its_precision() -> None:
    """The interval that a person gave is stated, not guessed."""
    edited = edit_claim(CLAIM, [("when", "2031-05-09")])
    assert (edited.when.date_prec, edited.when.anchor) == (1, "stated")
