"""How well groups of claims match what happened. In come groups and the truth, out come shares from 0 to 1. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Pairs of claims rightly put together, and B-cubed over claims (Bagga and Baldwin 1998). 1 where there is nothing
    to get wrong."""

    pair_precision: float
    pair_recall: float
    b3_precision: float
    b3_recall: float

    @property
    def b3_f1(self) -> float:
        """The harmonic mean of B-cubed precision and recall."""
        both = self.b3_precision + self.b3_recall
        return 2 * self.b3_precision * self.b3_recall / both if both else 0.0


def score_links(groups: Iterable[Sequence[str]], truth: Mapping[str, str]) -> LinkScore:
    """`groups` of claim ids against the true incident of each claim in `truth`; a claim in no group stands alone.

    Claims without truth are not counted.
    """
    kept = [[claim for claim in group if claim in truth] for group in groups]
    grouped = {claim for group in kept for claim in group}
    kept += [[claim] for claim in truth if claim not in grouped]
    sizes = Counter(truth.values())
    found_pairs = right_pairs = 0
    precision = recall = 0.0
    for group in kept:
        found_pairs += _pairs(len(group))
        for incident, number in Counter(truth[claim] for claim in group).items():
            right_pairs += _pairs(number)
            precision += number * number / len(group)
            recall += number * number / sizes[incident]
    true_pairs = sum(_pairs(size) for size in sizes.values())
    claims = len(truth)
    return LinkScore(
        pair_precision=right_pairs / found_pairs if found_pairs else 1.0,
        pair_recall=right_pairs / true_pairs if true_pairs else 1.0,
        b3_precision=precision / claims if claims else 1.0,
        b3_recall=recall / claims if claims else 1.0,
    )


def main_incident(group: Iterable[str], truth: Mapping[str, str]) -> str | None:
    """The true incident that most claims of a group tell of, of as many the first by code; null for none."""
    counted = Counter(truth[claim] for claim in group if claim in truth)
    return min(counted, key=lambda incident: (-counted[incident], incident)) if counted else None


def _pairs(number: int) -> int:
    return number * (number - 1) // 2
