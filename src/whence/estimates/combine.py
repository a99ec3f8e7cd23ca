"""Independent origins under a policy. In come one figure per origin, out come low, best, high and the rule in words.

Every origin weighs one, however many documents carry it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.estimates.interval import UNKNOWN, Interval, ordered
from whence.estimates.policy import Policy

_ROOM = 1.5  # "at least 100" leaves room for up to 150; who knew of more would have said more
_OUTGROWN = 2  # an "at least" that others exceed so many times over was said while people were being counted


@dataclass(frozen=True, slots=True)
class Combined:
    """The policy's answer and the sentence that explains it."""

    interval: Interval
    reason: str


def combine(intervals: Sequence[Interval], policy: Policy, days: Sequence[int] = ()) -> Combined:
    """low/best/high of several origins' figures; those without a number are no part of it.

    `days` are when each was published, as ordinals in the order of `intervals`; empty: all at once.
    """
    days = days or [0] * len(intervals)
    pairs = [(i, day) for i, day in zip(intervals, days, strict=True) if i.numbered]
    known = [i for i, _ in pairs]
    if not known:
        return Combined(UNKNOWN, "people were harmed, but no origin gives a number")
    best, why = _best(known, [day for _, day in pairs], policy)
    low = best if policy.low == "best" else _lowest(known)
    high = best if policy.high == "best" else _highest(known)
    interval = ordered(Interval(low, best, high, high is None))
    return Combined(interval, _reason(interval, len(known), why))


def _lowest(known: Sequence[Interval]) -> int | None:
    """The lowest bound said; "up to 20" says none, and an "at least 20" that two others exceed twice over was said
    while people were still being counted."""
    said = [i.low for i in known if i.low is not None]
    grown = [i.low for i in known if i.low is not None and not _outgrown(i, said)]
    return min(grown or said) if said else None


def _outgrown(interval: Interval, said: Sequence[int]) -> bool:
    least = max(1, interval.low or 0)
    return interval.bound and sum(other >= _OUTGROWN * least for other in said) >= 2


def _highest(known: Sequence[Interval]) -> int | None:
    """The highest bound said; open where an origin's "at least" exceeds every bound, or none is said."""
    bounds = [i.high for i in known if i.high is not None]
    if not bounds:
        return None
    most = max(bounds)
    open_ended = [i.point or 0 for i in known if i.high is None]
    return None if any(n > most for n in open_ended) else most


def _best(known: Sequence[Interval], days: Sequence[int], policy: Policy) -> tuple[int | None, str]:
    points = [p for p in (i.point for i in known) if p is not None]
    if policy.best == "none":
        return None, "this policy chooses no best between origins"
    if policy.best == "lowest":
        lows = [i.low for i in known if i.low is not None]
        grown = [i.point for i in known if i.point is not None and not _outgrown(i, lows)]
        return min(grown or points), "the most conservative figure is taken"
    firm = [i.point for i in known if not i.bound and i.point is not None]
    loose = [i.point for i in known if i.bound and i.point is not None]
    # "at least 15" does not speak against 19: it only counts where nobody gives a figure that high.
    weighed = firm + [n for n in loose if not firm or n > max(firm)] if firm else loose
    support = {n: _support(n, known, days) for n in points}
    number = min(points, key=lambda n: (-len(support[n]), n not in weighed, n))
    if len(support[number]) > 1:
        given = sum(known[k].point == number for k in support[number])
        how = "give" if given == len(support[number]) else "give or leave room for"
        return number, f"best is the figure that most of them {how} ({len(support[number])} of {len(known)})"
    middle = sorted(weighed)[(len(weighed) - 1) // 2]
    if len(known) == 1:
        return middle, "best is its figure"
    return middle, "no figure is given twice, so best is the lower middle one"


def _support(number: int, known: Sequence[Interval], days: Sequence[int]) -> list[int]:
    """The origins, by index, that give this number, or an earlier "at least" so many that leaves room for it."""
    since = min(day for i, day in zip(known, days, strict=True) if i.point == number)
    return [
        k
        for k, (i, day) in enumerate(zip(known, days, strict=True))
        if i.point == number
        or (i.bound and i.point is not None and day <= since and i.point <= number <= _ROOM * i.point)
    ]


def _reason(interval: Interval, origins: int, why: str) -> str:
    plural = "s" if origins != 1 else ""
    verb = "give" if origins != 1 else "gives"
    return f"{origins} independent origin{plural} {verb} {spell(interval)}; {why}"


def spell(interval: Interval) -> str:
    """An interval in words: "12 to 17", "at least 409", "no number"."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return "no number" if interval.best is None else f"at least {interval.best}"
    if high is None:
        return f"at least {low}"
    if low is None:
        return f"at most {high}"
    return str(low) if low == high else f"{low} to {high}"
