"""Each origin's last word. In come one origin's sayings, out comes the one that counts for everybody or a group.

A later figure of the same origin replaces an earlier one, up or down; repeating an older figure does not bring it
back, a vaguer retelling does not replace a number, and a copy is as old as what it copies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from whence.estimates.interval import Interval
from whence.estimates.say import Saying
from whence.records import ClaimUse

Reader = Callable[[Saying], Interval]

_EXACTNESS = {"exact": 0, "range": 1, "about": 2, "at_least": 3, "at_most": 4, "vague": 5}


@dataclass(frozen=True, slots=True)
class Choice:
    """An origin's figure, the saying it is taken from, and why its others do not count."""

    origin: str
    interval: Interval
    saying: Saying
    why: str
    left_out: tuple[ClaimUse, ...]


def choose(sayings: Sequence[Saying], read: Reader) -> Choice:
    """The last word among one origin's sayings (at least one), as `read` reads their numbers."""
    numbered = [s for s in sayings if read(s).numbered]
    pool = sorted(_without_ends(numbered or sayings, read), key=lambda s: _order(s, read))
    first_said: dict[Interval, Saying] = {}
    for saying in pool:
        first_said.setdefault(read(saying), saying)
    standing = list(first_said.values())
    chosen = standing[0]
    for later in standing[1:]:
        if _replaces(read(later), later, read(chosen), chosen):
            chosen = later
    others = [s for s in sayings if s is not chosen]
    left_out = tuple(
        ClaimUse(s.claim.id, _why_not(s, chosen, read)) for s in sorted(others, key=lambda s: _order(s, read))
    )
    return Choice(chosen.origin, read(chosen), chosen, _why(chosen, standing, read), left_out)


def _without_ends(sayings: Sequence[Saying], read: Reader) -> list[Saying]:
    """Without the single figures of a document that itself, naming nobody, sums them up as "between 5 and 7"."""
    ranges = [s for s in sayings if not s.claim.speaker and _is_range(read(s))]
    return [s for s in sayings if s in ranges or not any(_sums_up(r, s, read) for r in ranges)]


def _is_range(interval: Interval) -> bool:
    return interval.low is not None and interval.high is not None and interval.low < interval.high


def _sums_up(wide: Saying, one: Saying, read: Reader) -> bool:
    ends, point = read(wide), read(one).point
    within = point is not None and (ends.low or 0) <= point <= (ends.high or 0)
    return within and wide.claim.document == one.claim.document and not one.claim.speaker


def _order(saying: Saying, read: Reader) -> tuple[int, str, int, int, int, str]:
    """By day; in a document the most exact first, then the first, of one sentence the larger, which is the whole."""
    claim = saying.claim
    hedges = [_EXACTNESS[count.hedge] for count in claim.counts if count.effect == saying.effect]
    least = -(read(saying).point or 0)
    return (saying.published, claim.document, min(hedges, default=9), claim.start, least, claim.id)


def _replaces(new: Interval, later: Saying, old: Interval, earlier: Saying) -> bool:
    if later.claim.document == earlier.claim.document:
        return False  # the first, most exact figure of one document stands; what it corrects itself is superseded
    a, b = new.point, old.point
    if a is None or b is None:
        return b is None
    if later.published == earlier.published and not old.bound:
        return a > b  # which of two reports of one day is the later is not known; tolls rise
    if new.bound and not old.bound:
        return a > b  # "at least 40" after 45 retells it
    roughly = later.claim.counts and all(count.hedge == "about" for count in later.claim.counts)
    return not (roughly and abs(a - b) * 10 <= b)  # "around 45" after 46 retells it


def _why(chosen: Saying, standing: Sequence[Saying], read: Reader) -> str:
    earlier = [s for s in standing if s.published < chosen.published and read(s).point is not None]
    point = read(chosen).point
    if not earlier or point is None:
        return "the origin's figure"
    before = read(earlier[-1]).point
    assert before is not None
    way = "corrects" if point < before else "updates"
    return f"the origin's latest figure, which {way} its earlier {before} to {point}"


def _why_not(saying: Saying, chosen: Saying, read: Reader) -> str:
    mine, its = read(saying), read(chosen)
    if mine == its:
        return f"the same origin says the same in claim {chosen.claim.id}; a repetition adds nothing"
    if not mine.numbered:
        return f"gives no number; the same origin gives one in claim {chosen.claim.id}"
    if saying.claim.document == chosen.claim.document:
        return f"the same origin gives another figure in the same document, claim {chosen.claim.id}"
    if saying.published < chosen.published:
        return f"replaced by the same origin's later figure, claim {chosen.claim.id}"
    return f"retells an older or vaguer figure of the same origin; its word is claim {chosen.claim.id}"
