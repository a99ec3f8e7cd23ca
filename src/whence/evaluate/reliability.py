"""Whether a claim's confidence is kept: of those read with 0.9, are nine in ten right? In comes a pairing, out comes a
table of confidence claimed and shares right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from whence.evaluate.agreement import is_complete
from whence.evaluate.figures import Figure
from whence.evaluate.pairing import Pairing
from whence.evaluate.resampling import Interval, Resamples, is_few, share_interval

Meaning = Literal["figure", "complete"]
_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Figures read with a confidence from `start` up to, not including, `end`: how many, the mean confidence `claimed`,
    and the share `right` of them, with its interval.
    """

    start: float
    end: float
    figures: int
    documents: int
    claimed: float
    right: float
    interval: Interval | None
    few: bool


@dataclass(frozen=True, slots=True)
class Reliability:
    """Confidence against what is right, which `meaning` says: the `figure` (effect and number), or that and every slot
    (`complete`). `error` is the expected calibration error: the mean gap between claimed and right over all figures,
    bin by bin, null without figures; `over` is claimed less right over all of them, above 0 where too much is claimed.
    """

    meaning: Meaning
    bins: tuple[Bin, ...]
    figures: int
    error: float | None
    over: float | None


def measure_reliability(pairing: Pairing, meaning: Meaning, draws: Resamples) -> Reliability:
    """The table over all figures found, those said again left out."""
    right = {id(p.found) for p in pairing.pairs if meaning == "figure" or is_complete(p.found, p.gold)}
    found = [*(pair.found for pair in pairing.pairs), *pairing.wrong]
    claimed = {id(figure): _claimed(figure, meaning) for figure in found}
    bins = []
    for n in range(_BINS):
        inside = [figure for figure in found if _bin_of(claimed[id(figure)]) == n]
        if inside:
            bins.append(_bin(n, inside, claimed, right, draws))
    gaps = sum(b.figures * abs(b.claimed - b.right) for b in bins)
    over = sum(b.figures * (b.claimed - b.right) for b in bins)
    many = len(found)
    error, surplus = (round(gaps / many, 4), round(over / many, 4)) if many else (None, None)
    return Reliability(meaning, tuple(bins), many, error, surplus)


def _claimed(figure: Figure, meaning: Meaning) -> float:
    """What the finder claims; one that does not tell figure and whole apart claims the same of both."""
    whole = figure.claim.confidence_whole
    return whole if meaning == "complete" and whole is not None else figure.claim.confidence


def _bin_of(claimed: float) -> int:
    """Tenths, the last with 1 in it; rounded first, so that 0.7 is not taken for 0.69999."""
    return min(_BINS - 1, int(round(claimed, 6) * _BINS + 1e-9))


def _bin(n: int, inside: list[Figure], claimed: Mapping[int, float], right: set[int], draws: Resamples) -> Bin:
    whole = Counter(figure.claim.document for figure in inside)
    part = Counter(figure.claim.document for figure in inside if id(figure) in right)
    return Bin(
        start=n / _BINS,
        end=(n + 1) / _BINS,
        figures=len(inside),
        documents=len(whole),
        claimed=round(sum(claimed[id(figure)] for figure in inside) / len(inside), 4),
        right=round(sum(part.values()) / len(inside), 4),
        interval=share_interval(draws, part, whole),
        few=is_few(len(inside), len(whole)),
    )
