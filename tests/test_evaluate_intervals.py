"""Intervals, parties, tolls, confidence and comparisons: what planted errors must show, and what chance must not."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import DAY, claim, count
from whence.evaluate import Gold, Resamples, Toll, compare_claims, evaluate_claims, say_gaps
from whence.evaluate.resampling import difference_interval, is_few, percentiles, share_interval, wilson_interval
from whence.evaluate.tolls import find_tolls
from whence.records import Claim, Count

FAR = timedelta(days=30)


def gold_of(claims: list[Claim]) -> Gold:
    return Gold(tuple(claims), frozenset(c.document for c in claims))


def many(documents: int, each: int, party: Callable[[int], str | None] = lambda n: None) -> list[Claim]:
    """`each` figures in every document, all numbers of a document different."""
    return [
        claim(f"{n}-{m}", count(m + 1), doc=f"doc{n:03}", start=20 * m, party=party(m))
        for n in range(documents)
        for m in range(each)
    ]


# ---------------------------------------------------------------- resampling


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 50)), st.integers(0, 99))
def test_packed_sums_are_the_sums_of_the_draws(values: dict[str, int], seed: int) -> None:
    """The digits of one large integer are the sums that a plain loop over the same draws gives."""
    names = sorted("abcdefgh")
    draw = random.Random(seed)
    plain = [sum(values.get(name, 0) for name in draw.choices(names, k=len(names))) for _ in range(20)]
    assert list(Resamples(names, 20, seed).sums(values)) == plain


def test_the_same_seed_gives_the_same_intervals() -> None:
    """And another seed another."""
    gold = gold_of(many(12, 3))
    found = [c for c in gold.claims if c.id[-1] != "2" or c.document < "doc004"]
    runs = [evaluate_claims(found, gold, draws=Resamples(gold.documents, 400, seed)) for seed in (7, 7, 8)]
    assert runs[0] == runs[1]
    assert runs[0].overall.recall_interval != runs[2].overall.recall_interval


def test_documents_are_the_unit() -> None:
    """Misses that come document by document leave more doubt than the same number of misses strewn about."""
    gold = many(20, 5)
    whole = Counter(c.document for c in gold)
    clumped = Counter(c.document for c in gold if c.document < "doc010")
    strewn = Counter(c.document for c in gold if (int(c.document[3:]) + int(c.id.split("-")[1])) % 2)
    draws = Resamples(whole)
    wide, narrow = (share_interval(draws, part, whole) for part in (clumped, strewn))
    assert wide and narrow and sum(clumped.values()) == sum(strewn.values()) == 50
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)


def test_all_right_is_not_certain() -> None:
    """Every resample of ten right figures is right; the interval still allows that one in four is not."""
    draws = Resamples("abcdefghij")
    interval = share_interval(draws, dict.fromkeys("abcdefghij", 1), dict.fromkeys("abcdefghij", 1))
    assert interval is not None and interval.high == 1.0
    assert interval.low == pytest.approx(0.722, abs=0.001)  # Wilson's interval for 10 of 10, from published tables


WILSON = [(0.1, 10, 0.018, 0.404), (0.5, 20, 0.299, 0.701), (0.0, 20, 0.0, 0.161)]


@pytest.mark.parametrize(("share", "figures", "low", "high"), WILSON)
def test_wilson(share: float, figures: int, low: float, high: float) -> None:
    """Against values worked out elsewhere."""
    interval = wilson_interval(share, figures)
    assert (interval.low, interval.high) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


def test_newcombe() -> None:
    """56 of 70 against 48 of 80: 0.2, from 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    names = [f"d{n}" for n in range(150)]
    sizes = ((56, 70), (48, 80))
    sides = [
        (dict.fromkeys(names[:part], 1), dict.fromkeys(names[:whole], 1))
        for part, whole in sizes
    ]  # fmt: skip
    narrow = Resamples(names, 1)  # one draw: too little to widen it
    interval = difference_interval(narrow, *sides)
    assert (interval.low, interval.high) == (pytest.approx(0.0524, abs=0.0002), pytest.approx(0.3339, abs=0.0002))


def test_percentiles() -> None:
    """The middle of the values; nothing is told where too many resamples have no value."""
    found = percentiles(range(1001))
    assert found is not None and (found.low, found.high) == (25, 975)
    assert percentiles([None] * 30 + [1.0] * 70) is None
    assert percentiles([]) is None


def test_too_few_to_tell() -> None:
    """Ten figures of five documents are the least."""
    assert is_few(9, 9) and is_few(50, 4) and not is_few(10, 5)
    slices = evaluate_claims([], gold_of(many(5, 2))).slices
    assert [s.few for s in slices if s.slice == "effect"] == [False]
    assert all(s.few for s in slices if s.slice == "document")


# ---------------------------------------------------------------- parties


def test_a_finder_that_favours_one_side_is_shown() -> None:
    """It misses most of what is laid at the north's door and little of the south's."""
    gold = many(40, 4, lambda m: ("north", "south")[m % 2])
    draw = random.Random(3)
    found = [c for c in gold if draw.random() < {"north": 0.5, "south": 0.95}[c.alleged_perpetrator.party]]  # type: ignore[union-attr]
    result = evaluate_claims(found, gold_of(gold))
    recall = [(gap.party, gap.verdict) for gap in result.gaps if gap.measure == "recall"]
    assert recall == [("north", "less")]
    said = " ".join(say_gaps(result.gaps, result.documents))
    assert "Beyond chance: figures laid at the door of north are found less readily" in said


def test_chance_is_not_called_a_bias() -> None:
    """Twenty finders that miss at random: at the level promised, one or so may seem to favour a side."""
    gold = gold_of(many(30, 6, lambda m: ("north", "south", "east")[m % 3]))
    accused = 0
    for seed in range(20):
        draw = random.Random(seed)
        found = [c for c in gold.claims if draw.random() < 0.7]
        gaps = evaluate_claims(found, gold, draws=Resamples(gold.documents, 400)).gaps
        accused += any(gap.verdict in ("more", "less") for gap in gaps if gap.measure == "recall")
    assert accused <= 2


def test_a_finder_that_takes_one_side_for_the_other_is_shown() -> None:
    """All figures are found; the north's are laid at the south's door."""
    gold = many(20, 4, lambda m: ("north", "south")[m % 2])
    south = next(
        c.alleged_perpetrator for c in gold if c.alleged_perpetrator and c.alleged_perpetrator.party == "south"
    )
    found = [replace(c, alleged_perpetrator=south) if int(c.document[3:]) % 2 else c for c in gold]
    gaps = {gap.measure: gap for gap in evaluate_claims(found, gold_of(gold)).gaps}
    assert gaps["recall"].verdict == "chance"
    assert (gaps["party"].party, gaps["party"].share, gaps["party"].verdict) == ("north", 0.5, "less")


SAID = [
    (many(20, 2), "Fewer than two parties"),
    (many(3, 2, lambda m: ("north", "south")[m % 2]), "Too few figures of any one party"),
    (
        many(20, 2, lambda m: ("north", "south")[m % 2]),
        "No party is read better or worse than the others beyond chance",
    ),
]


@pytest.mark.parametrize(("gold", "words"), SAID)
def test_what_is_said_between_parties(gold: list[Claim], words: str) -> None:
    """Too few is said as such, never as fairness."""
    result = evaluate_claims(gold, gold_of(gold))
    assert say_gaps(result.gaps, result.documents)[0].startswith(words)


# ---------------------------------------------------------------- the documents' numbers

TOLLS: list[tuple[list[Claim], int | None, int | None, str]] = [
    (
        [claim("a", count(17), doc="d"), claim("b", count(19), doc="d")],
        19,
        19,
        "one incident, two speakers: the higher",
    ),
    ([claim("a", count(17), doc="d"), claim("b", count(5), doc="d", place="Velm")], 17, 22, "two places"),
    ([claim("a", count(17), doc="d"), claim("b", count(5), doc="d", day=DAY + FAR)], 17, 22, "two days"),
    ([claim("a", count(8), count(3, status="civilian"), doc="d")], 11, 11, "side by side in one claim"),
    ([claim("a", count(15, includes=[count(4)]), doc="d")], 15, 15, "a part is not added"),
    ([claim("a", count(409), doc="d", scope="cumulative"), claim("b", count(15), doc="d")], 15, 15, "no running total"),
    ([claim("a", count(12), doc="d", superseded=True), claim("b", count(11), doc="d")], 11, 11, "taken back"),
    ([claim("a", count(None), doc="d")], None, None, "in words only, which is not 0"),
    ([claim("a", count(None), doc="d"), claim("b", count(7), doc="d")], 7, 7, "words and a number"),
    ([claim("a", count(12, hedge="at_most"), doc="d")], 12, 12, "up to twelve"),
    ([claim("a", count(0), doc="d")], 0, 0, "nobody"),
]


@pytest.mark.parametrize(("claims", "largest", "together", "remark"), TOLLS)
def test_the_number_a_reader_carries_away(
    claims: list[Claim], largest: int | None, together: int | None, remark: str
) -> None:
    """The deadliest incident's highest toll, and all incidents' together."""
    assert [(t.which, t.gold) for t in find_tolls([], claims)] == [("largest", largest), ("sum", together)], remark


NO_TOLLS = [
    (claim("a", count(8), doc="d", stance="denies"), "denied"),
    (claim("a", replace(count(4), unit="families"), doc="d"), "families are not people"),
    (claim("a", count(409), doc="d", scope="cumulative"), "a running total"),
    (claim("a", doc="d"), "nobody counted"),
]


@pytest.mark.parametrize(("only", "remark"), NO_TOLLS)
def test_a_document_without_a_number(only: Claim, remark: str) -> None:
    """It has none, which is not 0."""
    assert find_tolls([], [only]) == (), remark


def _numbers(pairs: list[tuple[Count | None, Count | None]]) -> tuple[list[Claim], Gold]:
    found = [claim(f"f{n}", ours, doc=f"doc{n}") for n, (ours, _) in enumerate(pairs) if ours]
    gold = [claim(f"g{n}", known, doc=f"doc{n}") for n, (_, known) in enumerate(pairs) if known]
    return found, Gold(tuple(gold), frozenset(f"doc{n}" for n in range(len(pairs))))


def test_the_error_of_the_number() -> None:
    """Exact, too high, too low, missed and invented are told apart; means are over documents with both numbers."""
    pairs = [(10, 10), (15, 10), (4, 8), (None, 5), (6, None)]
    made = [(count(a) if a else None, count(b) if b else None) for a, b in pairs]
    result = evaluate_claims(*_numbers(made))
    (error,) = [e for e in result.toll_errors if e.which == "largest"]
    assert (error.documents, error.exact, error.high, error.low, error.missed, error.invented) == (4, 1, 1, 1, 1, 1)
    assert (error.exact_share, error.mean_absolute, error.mean_relative) == (0.25, 3.0, 0.3333)
    assert error.bias == round((29 - 28) / 28, 4)
    assert Toll("doc3", "killed", "largest", 5, None) in result.tolls


SLACK = [
    (100, 101, "at_least", True, "more than a hundred"),
    (101, 100, "at_least", True, "either way"),
    (100, 102, "at_least", False, "two off"),
    (100, 101, "exact", False, "an exact number"),
]


@pytest.mark.parametrize(("ours", "known", "hedge", "exact", "remark"), SLACK)
def test_more_than_a_round_number(ours: int, known: int, hedge: str, exact: bool, remark: str) -> None:
    """May be read as that number or the next, in a document's number as in a figure."""
    result = evaluate_claims(*_numbers([(count(ours), count(known, hedge=hedge))]))
    assert {(e.exact, e.mean_absolute == 0) for e in result.toll_errors} == {(int(exact), exact)}, remark


def test_a_finder_that_inflates_shows_its_direction() -> None:
    """Every number a fifth too high: the bias and its whole interval lie above 0."""
    found, gold = _numbers([(count(12 * n), count(10 * n)) for n in range(1, 30)])
    (error,) = [e for e in evaluate_claims(found, gold).toll_errors if e.which == "sum"]
    assert error.bias == 0.2 and error.bias_interval is not None and error.bias_interval.low > 0.19
    assert error.mean_relative == 0.2


def test_an_incident_taken_for_two_shows_in_the_sum() -> None:
    """The right toll twice, once at a wrong place: the deadliest is right, the sum is double."""
    gold = gold_of([claim("g", count(9), doc="d")])
    found = [claim("a", count(9), doc="d"), claim("b", count(9), doc="d", place="Velm")]
    numbers = {t.which: (t.gold, t.found) for t in evaluate_claims(found, gold).tolls}
    assert numbers == {"largest": (9, 9), "sum": (9, 18)}


# ---------------------------------------------------------------- confidence


def _sure(documents: int, confidence: float, right: Callable[[int], bool]) -> tuple[list[Claim], list[Claim]]:
    gold = many(documents, 5)
    found = [
        replace(c if right(n) else replace(c, counts=(count(900 + n),)), confidence=confidence)
        for n, c in enumerate(gold)
    ]
    return found, gold


def test_a_promise_kept() -> None:
    """Nine in ten right at 0.9: no calibration error."""
    found, gold = _sure(20, 0.9, lambda n: n % 10 != 0)
    figure, _ = evaluate_claims(found, gold_of(gold)).reliability
    (only,) = figure.bins
    assert (only.start, only.end, only.figures, only.claimed, only.right, only.few) == (0.9, 1.0, 100, 0.9, 0.9, False)
    assert figure.error == 0.0 and figure.over == 0.0


def test_a_promise_broken() -> None:
    """Half right at 0.9 and all right at 0.7: errors of 0.4 and 0.3, weighted by figures."""
    found, gold = _sure(20, 0.9, lambda n: n % 2 == 0)
    more, known = _sure(10, 0.7, lambda n: True)
    renamed = [[replace(c, document=f"x{c.document}") for c in side] for side in (more, known)]
    figure, complete = evaluate_claims([*found, *renamed[0]], gold_of([*gold, *renamed[1]])).reliability
    assert [(b.claimed, b.right) for b in figure.bins] == [(0.7, 1.0), (0.9, 0.5)]
    assert figure.error == round((50 * 0.3 + 100 * 0.4) / 150, 4)
    assert figure.over == round((100 * 0.4 - 50 * 0.3) / 150, 4)
    assert complete.figures == figure.figures == 150


def test_right_in_every_slot_is_asked_apart() -> None:
    """Figures right, speakers wrong: the first table keeps its promise, the second does not."""
    gold = many(10, 2)
    found = [replace(claim(c.id, *c.counts, doc=c.document, start=c.start, speaker="X"), confidence=1.0) for c in gold]
    figure, complete = evaluate_claims(found, gold_of(gold)).reliability
    assert (figure.error, complete.error) == (0.0, 1.0)
    assert complete.bins[0].start == 0.9


# ---------------------------------------------------------------- two finders


def test_gains_and_losses_are_told_example_by_example() -> None:
    """Found, mended, gone; missed, spoiled, new: each once."""
    gold = [claim(f"g{n}", count(n + 1), doc="d", start=20 * n, speaker="Watch") for n in range(4)]
    mute = [replace(c, speaker=()) for c in gold]
    extra = [claim("x", count(77), doc="d", start=200), claim("y", count(88), doc="d", start=300)]
    first = [gold[0], mute[1], gold[2], extra[0]]
    second = [gold[0], gold[1], mute[2], gold[3], extra[1]]
    told = [
        (c.kind, c.figure.count.best, c.slots)
        for c in compare_claims(("a", first), ("b", second), gold_of(gold)).changes
    ]
    assert told == [
        ("found", 4, ()),
        ("mended", 2, ("speaker",)),
        ("wrong gone", 77, ()),
        ("spoiled", 3, ("speaker",)),
        ("wrong new", 88, ()),
    ]  # fmt: skip
    back = compare_claims(("b", second), ("a", first), gold_of(gold)).changes
    assert [c.kind for c in back] == ["mended", "wrong gone", "missed", "spoiled", "wrong new"]


def test_a_finder_against_itself_differs_in_nothing() -> None:
    """No change, and every difference is nought with an interval of nought."""
    gold = many(12, 3)
    found = [c for n, c in enumerate(gold) if n % 4]
    same = compare_claims(("a", found), ("b", found), gold_of(gold))
    assert same.changes == ()
    assert all(d.difference in (0, None) and not d.sure for d in same.differences)


def test_a_paired_difference_is_surer_than_two_intervals() -> None:
    """One finder finds all that the other does and a little more in most documents: the gain is sure, though the
    finders' own intervals overlap.
    """
    gold = many(30, 10)
    draw = random.Random(5)
    first = [c for c in gold if draw.random() < 0.6 + 0.3 * (c.document < "doc015")]
    have = {c.id for c in first}
    second = [*first, *(c for n, c in enumerate(gold) if c.id not in have and n % 5 == 0)]
    found = compare_claims(("a", first), ("b", second), gold_of(gold))
    recall = next(d for d in found.differences if (d.slice, d.measure) == ("all", "recall"))
    ours, theirs = (evaluate_claims(c, gold_of(gold)).overall.recall_interval for c in (first, second))
    assert recall.sure and recall.interval is not None and recall.interval.low > 0
    assert ours is not None and theirs is not None and ours.high > theirs.low


def test_differences_of_the_documents_numbers() -> None:
    """The share of exact numbers is compared as well."""
    gold = [claim(f"g{n}", count(n + 1), doc=f"doc{n}") for n in range(12)]
    first = [replace(c, counts=(count(500),)) if n < 6 else c for n, c in enumerate(gold)]
    found = compare_claims(("a", first), ("b", gold), gold_of(gold))
    numbers = [(d.value, d.first, d.second, d.sure) for d in found.differences if d.slice == "document number"]
    assert numbers == [("largest", 0.5, 1.0, True), ("sum", 0.5, 1.0, True)]
