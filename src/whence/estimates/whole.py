"""Everybody. In come an effect's sayings and its groups, out comes the estimate of the whole.

Who counts one group only does not contradict a larger count of everybody; groups that one origin counts apart are
added; a whole is never less than its groups together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.estimates.case import Case, by_origin, find_flags, origin_key, tell_uses
from whence.estimates.choose import Choice, Reader, choose
from whence.estimates.combine import combine
from whence.estimates.flags import flags_of_movers
from whence.estimates.interval import Interval, add, ordered
from whence.estimates.parts import FAMILIES, least_people
from whence.estimates.say import Saying
from whence.records import EVERYBODY, Claim, ClaimUse, Effect, Estimate, Victims


def estimate_whole(
    case: Case, effect: Effect, sayings: Sequence[Saying], parts: Sequence[Estimate], left_out: list[ClaimUse]
) -> Estimate:
    """The estimate of everybody, from each origin's word and never below what the parts come to."""
    choices = [_choose_whole(own) for own in by_origin(sayings)]
    said = [c for c in choices if c.saying.whole_said and c.interval.numbered]
    most = max((c.interval.point or 0 for c in said), default=-1)
    partial = [_at_least(c, most) for c in choices if not c.saying.whole_said and c.interval.numbered]
    counted = _counted([*said, *partial]) or choices
    silent = [c for c in choices if not any(c.origin == other.origin for other in counted)]
    combined = combine([c.interval for c in counted], case.policy, [c.saying.published for c in counted])
    used, out = tell_uses(case, [*counted, *silent], {id(c) for c in counted})
    interval, reason = combined.interval, combined.reason
    floor = least_people(parts)
    flags: tuple[str, ...] = ()
    if not interval.numbered and floor > 0:
        interval, reason = Interval(floor, floor, None, True), f"no origin counts everybody; parts come to {floor}"
    elif floor > (interval.point or 0):
        if any(c.saying.whole_said and not c.interval.bound for c in counted):
            flags = ("parts exceed whole",)  # a contradiction in the reports: a person should look
        else:
            reason = f"{reason}; groups counted apart come to {floor}, so it is at least that"
            interval = _raise(interval, floor)
    return Estimate(
        incident=case.incident.code,
        effect=effect,
        victims=EVERYBODY,
        part_of=None,
        low=interval.low,
        best=interval.best,
        high=interval.high,
        policy=case.policy.label,
        used=used,
        left_out=(*out, *left_out),
        reason=reason + ".",
        origins=len([c for c in counted if c.interval.numbered]),
        flags=(*find_flags(case, counted, interval, left_out), *flags, *_movers(case, counted, combined.interval)),
    )


def _movers(case: Case, counted: Sequence[Choice], interval: Interval) -> list[str]:
    """Flags for origins that alone move the range."""
    numbered = [c for c in counted if c.interval.numbered]

    def without(index: int) -> Interval:
        others = [*numbered[:index], *numbered[index + 1 :]]
        return combine([c.interval for c in others], case.policy, [c.saying.published for c in others]).interval

    return flags_of_movers([case.origin_names.get(c.origin, c.origin) for c in numbered], without, interval)


def _counted(choices: Sequence[Choice]) -> list[Choice]:
    """Those that give a number; a number that a policy reads from "dozens" stands only where nobody gives another."""
    firm = [c for c in choices if any(k.best is not None or k.low is not None for k in c.saying.claim.counts)]
    return firm or list(choices)


def _at_least(choice: Choice, most: int) -> Choice:
    """Who counts one group only says "at least" of everybody, where another counts everybody and finds more."""
    own = choice.interval
    if max(own.point or 0, own.high or 0) > most:
        return choice
    why = f"{choice.why}; it counts one group only, which is at least so many of everybody"
    return replace(choice, interval=Interval(own.low, own.point, None, True), why=why)


def _choose_whole(own: Sequence[Saying]) -> Choice:
    """An origin's word on everybody: where it counts everybody, that; else its separate groups added up."""
    full = [s for s in own if s.whole_said]
    if full:
        choice = choose(full, lambda s: s.whole)
        rest = tuple(
            ClaimUse(s.claim.id, f"counts one group only; the same origin counts everybody in {choice.saying.claim.id}")
            for s in own
            if not s.whole_said
        )
        return replace(choice, left_out=(*choice.left_out, *rest))
    largest = choose(own, lambda s: s.whole)
    statuses = {group for s in own for group in s.groups if group in FAMILIES[0]}
    if len(statuses) < 2 or len(own) < 2:
        return largest
    each = [choose([s for s in own if group in s.groups], _reader(group)) for group in sorted(statuses, key=str)]
    total = add(c.interval for c in each)
    if (total.point or 0) <= (largest.interval.point or 0):
        return largest
    chosen = {c.saying.claim.id for c in each}
    left = tuple(u for u in largest.left_out if u.claim not in chosen)
    return replace(largest, interval=total, why="the origin counts separate groups, added up", left_out=left)


def _reader(group: Victims) -> Reader:
    return lambda saying: saying.groups[group]


def _raise(interval: Interval, floor: int) -> Interval:
    best = floor if interval.best is not None else None
    high = None if interval.high is None else max(interval.high, floor)
    return ordered(Interval(interval.low, best, high, interval.bound))


def estimate_none(case: Case, effect: Effect, silent: Sequence[Claim], left_out: Sequence[ClaimUse]) -> list[Estimate]:
    """Only that none were reported: neither zero nor unknown."""
    names = sorted({case.origin_names.get(origin_key(case, c), "") for c in silent})
    used = tuple(ClaimUse(c.id, "says that none were reported") for c in silent)
    reason = f"{', '.join(n for n in names if n)} say that none were reported; nobody counts any."
    return [_empty(case, effect, used, left_out, reason, len(names), ("none reported",))]


def estimate_denied(case: Case, effect: Effect, left_out: Sequence[ClaimUse]) -> list[Estimate]:
    """Only claims that do not count speak of it: kept, so that nothing is lost, with no number."""
    if not left_out:
        return []
    reason = "every claim that gives a figure was left out."
    return [_empty(case, effect, (), left_out, reason, 0, ("all claims left out",))]


def _empty(
    case: Case,
    effect: Effect,
    used: tuple[ClaimUse, ...],
    left_out: Sequence[ClaimUse],
    reason: str,
    origins: int,
    flags: tuple[str, ...],
) -> Estimate:
    return Estimate(
        incident=case.incident.code,
        effect=effect,
        victims=EVERYBODY,
        part_of=None,
        low=None,
        best=None,
        high=None,
        policy=case.policy.label,
        used=used,
        left_out=tuple(left_out),
        reason=reason,
        origins=origins,
        flags=flags,
    )
