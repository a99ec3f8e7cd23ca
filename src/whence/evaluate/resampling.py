"""How sure a share is: documents drawn again and again. In come numbers by document, out come intervals.

The unit is the document, since figures of one document are right or wrong together. All resamples are summed at once:
a document's weights in all of them are the digits of one large integer, so that a sum over documents is a sum of
integers and needs no library.
"""

from __future__ import annotations

import random
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

RESAMPLES = 2000
LEVEL = 0.95
FEW_FIGURES, FEW_DOCUMENTS = 10, 5
_DIGIT = array("I").itemsize
_ENOUGH = 0.8  # of the resamples must give a value at all, else no interval is told


@dataclass(frozen=True, slots=True)
class Interval:
    """Between `low` and `high`, both included, lies the value with the level asked for."""

    low: float
    high: float


class Resamples:
    """Draws of `documents` with replacement, each as many as there are. The same seed draws the same."""

    def __init__(self, documents: Iterable[str], resamples: int = RESAMPLES, seed: int = 0) -> None:
        names = sorted(set(documents))
        self.documents, self.resamples, self.seed = len(names), resamples, seed
        rows = [array("I", bytes(_DIGIT * resamples)) for _ in names]
        draw = random.Random(seed)
        for n in range(resamples):
            for row in draw.choices(rows, k=len(rows)):
                row[n] += 1
        self._weights = {
            name: int.from_bytes(row.tobytes(), sys.byteorder) for name, row in zip(names, rows, strict=True)
        }

    def sums(self, by_document: Mapping[str, int]) -> Sequence[int]:
        """The sum over the documents of each resample; values are 0 or more and come to less than 2**31 in all."""
        total = sum(self._weights[name] * value for name, value in by_document.items() if value)
        return memoryview(total.to_bytes(_DIGIT * self.resamples, sys.byteorder)).cast("I")

    def ratios(self, part: Mapping[str, int], whole: Mapping[str, int]) -> list[float | None]:
        """Part by whole in each resample; null where the whole is nothing."""
        return [a / b if b else None for a, b in zip(self.sums(part), self.sums(whole), strict=True)]


def percentiles(values: Iterable[float | None], level: float = LEVEL) -> Interval | None:
    """The middle `level` of the values; null where too many resamples have none."""
    asked = list(values)
    known = sorted(value for value in asked if value is not None)
    if not known or len(known) < _ENOUGH * len(asked):
        return None
    tail = (1 - level) / 2
    low = known[int(tail * (len(known) - 1))]
    return Interval(low, known[-1 - int(tail * (len(known) - 1))])


def share_interval(
    draws: Resamples, part: Mapping[str, int], whole: Mapping[str, int], level: float = LEVEL
) -> Interval | None:
    """The interval of a share; null where the whole is nothing."""
    total = sum(whole.values())
    return never_narrower(draws.ratios(part, whole), sum(part.values()) / total, total, level) if total else None


def never_narrower(drawn: Iterable[float | None], share: float, figures: int, level: float = LEVEL) -> Interval:
    """The middle `level` of the resamples, never narrower than Wilson's interval for that many figures: where all are
    right every resample is, and the bootstrap alone would promise certainty.
    """
    middle, wilson = percentiles(drawn, level), wilson_interval(share, figures, level)
    return wilson if middle is None else Interval(min(middle.low, wilson.low), max(middle.high, wilson.high))


def wilson_interval(share: float, figures: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval (1927) of a share of `figures`, 1 or more, taken as independent."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (share + z * z / (2 * figures)) / (1 + z * z / figures)
    half = z / (1 + z * z / figures) * sqrt(share * (1 - share) / figures + z * z / (4 * figures * figures))
    return Interval(max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def difference_interval(
    draws: Resamples,
    first: tuple[Mapping[str, int], Mapping[str, int]],
    second: tuple[Mapping[str, int], Mapping[str, int]],
    level: float = LEVEL,
) -> Interval:
    """The interval of the difference of two shares (part, whole) of *different* figures of the same documents, never
    narrower than Newcombe's (1998, method 10). Both wholes are 1 or more.
    """
    (a, wa), (b, wb) = [_with_wilson(part, whole, level) for part, whole in (first, second)]
    low = a - b - sqrt((a - wa.low) ** 2 + (wb.high - b) ** 2)
    high = a - b + sqrt((wa.high - a) ** 2 + (b - wb.low) ** 2)
    drawn = percentiles(differences(draws.ratios(*first), draws.ratios(*second)), level)
    return Interval(low, high) if drawn is None else Interval(min(low, drawn.low), max(high, drawn.high))


def differences(first: Iterable[float | None], second: Iterable[float | None]) -> list[float | None]:
    """Second taken from first, resample by resample; null where either is."""
    return combine(lambda a, b: a - b, first, second)


def combine(
    make: Callable[[float, float], float], first: Iterable[float | None], second: Iterable[float | None]
) -> list[float | None]:
    """`make` of the two in each resample; null where either is."""
    return [None if a is None or b is None else make(a, b) for a, b in zip(first, second, strict=True)]


def is_few(figures: int, documents: int) -> bool:
    """Too few to tell anything from: fewer than ten figures, or figures of fewer than five documents."""
    return figures < FEW_FIGURES or documents < FEW_DOCUMENTS


def _with_wilson(part: Mapping[str, int], whole: Mapping[str, int], level: float) -> tuple[float, Interval]:
    figures = sum(whole.values())
    share = sum(part.values()) / figures
    return share, wilson_interval(share, figures, level)
