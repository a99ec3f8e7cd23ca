"""Two finders on the same gold. In come the claims of both, out come differences with paired intervals, and every gain
and loss as an example.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from whence.evaluate.agreement import SLOTS, agree
from whence.evaluate.figures import Figure, figures_of
from whence.evaluate.gold import Gold
from whence.evaluate.pairing import Pair, Pairing, pair_figures
from whence.evaluate.resampling import Interval, Resamples, differences, percentiles
from whence.evaluate.scores import MEASURES, Counted, count_figures, resampled, score_counted, slice_counts
from whence.evaluate.slices import About
from whence.evaluate.tolls import WHICH, Which, count_exact, find_tolls
from whence.records import Claim

Kind = Literal["found", "mended", "wrong gone", "missed", "spoiled", "wrong new"]
GAINS: tuple[Kind, ...] = ("found", "mended", "wrong gone")
LOSSES: tuple[Kind, ...] = ("missed", "spoiled", "wrong new")


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of one slice under both finders; `difference` is second less first, with its paired interval.

    `sure` where the interval leaves 0 out. Null where a finder has no value there.
    """

    slice: str
    value: str
    measure: str
    figures: int
    first: float | None
    second: float | None
    difference: float | None
    interval: Interval | None
    sure: bool
    few: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that the second finder reads otherwise. Gains: `found` what the first missed, `mended` slots, `wrong
    gone`. Losses: `missed`, `spoiled` slots, `wrong new`. `figure` is the gold's, for a wrong one the finder's own;
    `slots` are those that became right or wrong.
    """

    kind: Kind
    figure: Figure
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Finder `second` against `first` on the same `documents`, with the same resamples for both."""

    first: str
    second: str
    documents: int
    resamples: int
    seed: int
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()


def compare_claims(
    first: tuple[str, Iterable[Claim]],
    second: tuple[str, Iterable[Claim]],
    gold: Gold,
    *,
    about: Mapping[str, About] | None = None,
    draws: Resamples | None = None,
    notes: tuple[str, ...] = (),
) -> Comparison:
    """Compare two finders, each given as its name and its claims."""
    draws = draws or Resamples(gold.documents)
    claims = [[c for c in found if c.document in gold.documents] for _, found in (first, second)]
    known = list(figures_of(gold.claims))  # the very same figures for both, so that they can be told apart
    pairings = [pair_figures(list(figures_of(found)), known) for found in claims]
    return Comparison(
        first=first[0],
        second=second[0],
        documents=len(gold.documents),
        resamples=draws.resamples,
        seed=draws.seed,
        differences=(
            *_differences(pairings, about or {}, draws),
            *(_toll_difference(which, claims, gold, draws) for which in WHICH),
        ),
        changes=tuple(sorted(_changes(*pairings), key=_in_order)),
        notes=notes,
    )


def _differences(pairings: Sequence[Pairing], about: Mapping[str, About], draws: Resamples) -> Iterable[Difference]:
    by_slice: defaultdict[tuple[str, str], list[Counted | None]] = defaultdict(lambda: [None, None])
    for n, pairing in enumerate(pairings):
        by_slice["all", "all"][n] = count_figures(pairing)
        for name, value, counted in slice_counts(pairing, about):
            by_slice[name, value][n] = counted
    for (name, value), (one, other) in by_slice.items():
        if one is not None and other is not None and name != "document":
            yield from _of_slice(name, value, one, other, draws)


def _of_slice(name: str, value: str, one: Counted, other: Counted, draws: Resamples) -> Iterable[Difference]:
    scores = [score_counted(name, value, counted, draws) for counted in (one, other)]
    for measure in MEASURES:
        field = "complete_share" if measure == "complete" else measure
        before, after = (getattr(score, field) for score in scores)
        drawn = differences(resampled(measure, other, draws), resampled(measure, one, draws))
        figures, few = max(score.gold for score in scores), all(score.few for score in scores)
        yield _difference((name, value, measure), figures, before, after, percentiles(drawn), few)


def _toll_difference(which: Which, claims: Sequence[Iterable[Claim]], gold: Gold, draws: Resamples) -> Difference:
    """How many documents' numbers are exact, of all effects."""
    (one, known), (other, _) = (count_exact(find_tolls(found, gold.claims), which) for found in claims)
    many = sum(known.values())
    before, after = (sum(c.values()) / many if many else None for c in (one, other))
    drawn = differences(draws.ratios(other, known), draws.ratios(one, known))
    return _difference(("document number", which, "exact"), many, before, after, percentiles(drawn), many < 10)


def _difference(
    of: tuple[str, str, str],
    figures: int,
    before: float | None,
    after: float | None,
    interval: Interval | None,
    few: bool,
) -> Difference:
    known = before is not None and after is not None
    gap = round(after - before, 4) if before is not None and after is not None else None
    sure = known and not few and interval is not None and (interval.low > 0 or interval.high < 0)
    rounded = [None if x is None else round(x, 4) for x in (before, after)]
    return Difference(*of, figures, rounded[0], rounded[1], gap, interval if known else None, sure, few)


def _changes(first: Pairing, second: Pairing) -> Iterable[Change]:
    one, other = ({id(pair.gold): pair for pair in pairing.pairs} for pairing in (first, second))
    for pair in second.pairs:
        if id(pair.gold) not in one:
            yield Change("found", pair.gold)
    for pair in first.pairs:
        if id(pair.gold) not in other:
            yield Change("missed", pair.gold)
        else:
            yield from _slots_changed(pair, other[id(pair.gold)])
    yield from (Change("wrong gone", figure) for figure in _only_in(first.wrong, second.wrong))
    yield from (Change("wrong new", figure) for figure in _only_in(second.wrong, first.wrong))


def _slots_changed(before: Pair, after: Pair) -> Iterable[Change]:
    moved = [
        (slot, agree(slot, after.found, after.gold))
        for slot in SLOTS
        if agree(slot, before.found, before.gold) != agree(slot, after.found, after.gold)
    ]
    mended = tuple(slot for slot, right in moved if right)
    spoiled = tuple(slot for slot, right in moved if not right)
    if mended:
        yield Change("mended", before.gold, mended)
    if spoiled:
        yield Change("spoiled", before.gold, spoiled)


def _only_in(some: Iterable[Figure], others: Iterable[Figure]) -> Iterable[Figure]:
    """Figures of the first that the second has none like, each set against one."""
    left: defaultdict[object, int] = defaultdict(int)
    for figure in others:
        left[_likeness(figure)] += 1
    for figure in some:
        if left[_likeness(figure)]:
            left[_likeness(figure)] -= 1
        else:
            yield figure


def _likeness(figure: Figure) -> object:
    count = figure.count
    return figure.claim.document, count.effect, count.low, count.best, count.high


def _in_order(change: Change) -> tuple[object, ...]:
    kinds = (*GAINS, *LOSSES)
    return kinds.index(change.kind), change.figure.claim.document, change.figure.claim.start
