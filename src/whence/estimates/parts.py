"""Victim groups. In come an effect's sayings, out come estimates of each group, none larger than what holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.estimates.case import Case, by_origin, find_flags, interval_of_estimate, tell_uses
from whence.estimates.choose import choose
from whence.estimates.combine import combine, spell
from whence.estimates.interval import clip
from whence.estimates.say import Saying, holds, traits
from whence.records import ClaimUse, Effect, Estimate, Victims

FAMILIES = (
    (Victims(status="civilian"), Victims(status="combatant")),
    (Victims(age="child"), Victims(age="adult")),
    (Victims(sex="female"), Victims(sex="male")),
)
"""Groups that nobody can be in two of."""


def estimate_parts(case: Case, effect: Effect, sayings: Sequence[Saying]) -> list[Estimate]:
    """Each group that any claim counts, fewest traits first, not yet bounded by the whole."""
    parents: dict[Victims, set[Victims]] = {}
    for saying in sayings:
        for group, parent in saying.parents.items():
            parents.setdefault(group, set()).add(parent)
    order = sorted(parents, key=lambda g: (len(traits(g)), str(g)))
    made = [_part(case, effect, group, max(parents[group], key=_traits_then_name), sayings) for group in order]
    return [part for part in made if part is not None]


def _traits_then_name(group: Victims) -> tuple[int, str]:
    return (len(traits(group)), str(group))


def _part(case: Case, effect: Effect, group: Victims, parent: Victims, sayings: Sequence[Saying]) -> Estimate | None:
    having = [s for s in sayings if group in s.groups]
    context = [s for s in having if _is_context(case, s, group)]
    having = [s for s in having if s not in context]
    left_out = [ClaimUse(s.claim.id, "the perpetrator's own word on its victims' status is context") for s in context]
    if not having:
        return None
    choices = [choose(own, lambda s: s.groups[group]) for own in by_origin(having)]
    combined = combine([c.interval for c in choices], case.policy, [c.saying.published for c in choices])
    used, out = tell_uses(case, choices, {id(c) for c in choices})
    return Estimate(
        incident=case.incident.code,
        effect=effect,
        victims=group,
        part_of=parent,
        low=combined.interval.low,
        best=combined.interval.best,
        high=combined.interval.high,
        policy=case.policy.label,
        used=used,
        left_out=(*out, *left_out),
        reason=combined.reason + ".",
        origins=len([c for c in choices if c.interval.numbered]),
        flags=find_flags(case, choices, combined.interval, ()),
    )


def _is_context(case: Case, saying: Saying, group: Victims) -> bool:
    """Whether a perpetrator speaks of whom it harmed: it admits the act, or the only speaker bears its name."""
    if case.policy.perpetrator_status != "context" or group.status != "combatant":
        return False
    return saying.claim.stance == "admits"


def clip_parts(whole: Estimate, parts: Sequence[Estimate]) -> list[Estimate]:
    """No part larger than what holds it; where it was, or parts exceed the whole together, it is flagged."""
    done: dict[Victims, Estimate] = {}
    for part in parts:
        before = interval_of_estimate(part)
        after = clip(before, interval_of_estimate(whole)) if interval_of_estimate(whole).numbered else before
        for group, larger in done.items():
            if group != part.victims and holds(group, part.victims) and interval_of_estimate(larger).numbered:
                after = clip(after, interval_of_estimate(larger))
        flags, reason = part.flags, part.reason
        if after != before:
            flags = (*flags, "part exceeds whole")
            reason = f"{reason[:-1]}; a part of {spell(interval_of_estimate(whole))}, so no more than that."
        done[part.victims] = replace(part, low=after.low, best=after.best, high=after.high, flags=flags, reason=reason)
    for family in FAMILIES:
        members = [done[group] for group in family if group in done]
        if len(members) > 1 and whole.best is not None and sum(m.best or m.low or 0 for m in members) > whole.best:
            for member in members:
                done[member.victims] = replace(member, flags=(*member.flags, "parts exceed whole"))
    return list(done.values())


def least_people(parts: Sequence[Estimate]) -> int:
    """The fewest people that separate groups come to together."""
    least = {part.victims: part.low if part.low is not None else 0 for part in parts}
    families = [sum(least.get(group, 0) for group in family) for family in FAMILIES]
    return max([0, *families, *least.values()])
