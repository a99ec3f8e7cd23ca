"""Precision, recall, F1 and completeness of figures, with intervals. In comes a pairing, out come scores by slice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from whence.evaluate.agreement import is_complete
from whence.evaluate.figures import Figure
from whence.evaluate.pairing import Pairing
from whence.evaluate.resampling import Interval, Resamples, combine, is_few, never_narrower, share_interval
from whence.evaluate.slices import SLICES, About, slice_of

MEASURES = ("precision", "recall", "f1", "complete")


@dataclass(frozen=True, slots=True)
class Score:
    """Figures in one slice. `gold` known to be right, `found` by the finder (a figure said again not among them),
    `right` gold figures that were found, `complete` those right in every slot, in `documents` documents.

    Precision counts found figures by their own slice, recall and completeness those of the gold by theirs; null where
    nothing counts. `complete_share` is of the gold. `few`: too few to tell. Intervals are null where `few` leaves none.
    """

    slice: str
    value: str
    documents: int
    gold: int
    found: int
    right: int
    complete: int
    precision: float | None
    recall: float | None
    f1: float | None
    complete_share: float | None
    precision_interval: Interval | None
    recall_interval: Interval | None
    f1_interval: Interval | None
    complete_interval: Interval | None
    few: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many figures of each document: known, found, found and right, known and found, complete."""

    gold: Counter[str]
    found: Counter[str]
    true: Counter[str]
    right: Counter[str]
    complete: Counter[str]


def count_figures(pairing: Pairing) -> Counted:
    """A pairing by document."""
    gold = [pair.gold for pair in pairing.pairs]
    found = [pair.found for pair in pairing.pairs]
    whole = [pair.gold for pair in pairing.pairs if is_complete(pair.found, pair.gold)]
    return Counted(
        gold=_by_document((*gold, *pairing.missed)),
        found=_by_document((*found, *pairing.wrong)),
        true=_by_document(found),
        right=_by_document(gold),
        complete=_by_document(whole),
    )


def slice_counts(pairing: Pairing, about: Mapping[str, About]) -> Iterator[tuple[str, str, Counted]]:
    """Every value of every slice with what is counted in it."""
    for name in SLICES:
        counted: defaultdict[str, Counted] = defaultdict(lambda: Counted(*(Counter() for _ in range(5))))
        for pair in pairing.pairs:
            known, document = counted[slice_of(name, pair.gold, about)], pair.gold.claim.document
            known.gold[document] += 1
            known.right[document] += 1
            known.complete[document] += is_complete(pair.found, pair.gold)
            ours = counted[slice_of(name, pair.found, about)]
            ours.found[document] += 1
            ours.true[document] += 1
        for figure in pairing.missed:
            counted[slice_of(name, figure, about)].gold[figure.claim.document] += 1
        for figure in pairing.wrong:
            counted[slice_of(name, figure, about)].found[figure.claim.document] += 1
        for value in sorted(counted):
            yield name, value, counted[value]


def score_counted(name: str, value: str, counted: Counted, draws: Resamples) -> Score:
    """The score of one slice. A single document has no interval."""
    gold, found, true, right, complete = (
        sum(c.values()) for c in (counted.gold, counted.found, counted.true, counted.right, counted.complete)
    )
    precision, recall = true / found if found else None, right / gold if gold else None
    f1 = None if precision is None or recall is None else f_measure(precision, recall)
    documents = len({d for c in (counted.gold, counted.found) for d, n in c.items() if n})
    alone = name == "document"
    return Score(
        slice=name,
        value=value,
        documents=documents,
        gold=gold,
        found=found,
        right=right,
        complete=complete,
        precision=_rounded(precision),
        recall=_rounded(recall),
        f1=_rounded(f1),
        complete_share=_rounded(complete / gold if gold else None),
        precision_interval=None if alone else share_interval(draws, counted.true, counted.found),
        recall_interval=None if alone else share_interval(draws, counted.right, counted.gold),
        f1_interval=None if alone or f1 is None else never_narrower(resampled("f1", counted, draws), f1, gold),
        complete_interval=None if alone else share_interval(draws, counted.complete, counted.gold),
        few=is_few(gold, documents),
    )


def resampled(measure: str, counted: Counted, draws: Resamples) -> Sequence[float | None]:
    """One of `MEASURES` in each resample."""
    match measure:
        case "precision":
            return draws.ratios(counted.true, counted.found)
        case "recall":
            return draws.ratios(counted.right, counted.gold)
        case "complete":
            return draws.ratios(counted.complete, counted.gold)
    return combine(f_measure, draws.ratios(counted.true, counted.found), draws.ratios(counted.right, counted.gold))


def f_measure(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _by_document(figures: Iterable[Figure]) -> Counter[str]:
    return Counter(figure.claim.document for figure in figures)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
