"""Numbers with what is not known left open. In come counts, out come intervals that add, widen and clip.

Null is unknown: an open `high` means that nobody gives an upper bound, an interval of three nulls is harm without
a number. An exact zero is an interval of zeros.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.estimates.policy import VagueWord
from whence.records import Count
from whence.vocabulary.folding import fold


@dataclass(frozen=True, slots=True)
class Interval:
    """low <= best <= high where known. `bound` tells that best is only a lower bound ("at least 409")."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    bound: bool = False

    @property
    def numbered(self) -> bool:
        return self.low is not None or self.best is not None or self.high is not None

    @property
    def point(self) -> int | None:
        """The one number that stands for it: best, else the least it commits to, else its most."""
        if self.best is not None:
            return self.best
        return self.low if self.low is not None else self.high


UNKNOWN = Interval()


def interval_of(count: Count, vague: Sequence[VagueWord]) -> Interval:
    """What a count says under a table of vague words; families and the like are not people and stay unknown."""
    if count.unit not in ("people", "bodies"):
        return UNKNOWN
    if count.low is None and count.best is None and count.high is None:
        words = f" {fold(count.words)} "
        found = next((v for v in vague if f" {v.words} " in words), None)
        return Interval(found.low, found.best, found.high) if found else UNKNOWN
    bound = count.hedge == "at_least" and count.high is None
    return ordered(Interval(count.low, count.best, count.high, bound))


def ordered(interval: Interval) -> Interval:
    """The same with low <= best <= high, whatever a text says."""
    known = sorted(n for n in (interval.low, interval.best, interval.high) if n is not None)
    if not known:
        return interval
    low = known[0] if interval.low is not None else None
    high = known[-1] if interval.high is not None else None
    best = interval.best
    if best is not None and low is not None:
        best = max(best, low)
    if best is not None and high is not None:
        best = min(best, high)
    return Interval(low, best, high, interval.bound)


def add(intervals: Iterable[Interval]) -> Interval:
    """The sum of separate groups; one without a number leaves the sum open upwards."""
    parts = list(intervals)
    known = [p for p in parts if p.numbered]
    if not known:
        return UNKNOWN
    if len(parts) == 1:
        return parts[0]
    highs = [p.high for p in parts]
    open_ended = any(h is None for h in highs)
    points = [p.point or 0 for p in known]
    return Interval(
        low=sum(p.low if p.low is not None else 0 for p in known),
        best=sum(points),
        high=None if open_ended else sum(h for h in highs if h is not None),
        bound=open_ended,
    )


def clip(part: Interval, whole: Interval) -> Interval:
    """A part no larger than its whole."""

    def least(a: int | None, *limits: int | None) -> int | None:
        known = [n for n in limits if n is not None]
        return a if a is None or not known else min(a, *known)

    return ordered(
        Interval(
            low=least(part.low, whole.low, whole.best, whole.high),
            best=least(part.best, whole.best, whole.high),
            high=least(part.high, whole.high),
            bound=part.bound,
        )
    )
