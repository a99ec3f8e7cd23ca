"""What one claim says of one effect. In comes a claim, out come its numbers for everybody and for each group.

Groups that stand side by side are added, parts are never added to their whole, and a part counts for every
single trait it has (of "3 boys and 2 girls", five are children).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whence.estimates.interval import Interval, add, interval_of
from whence.estimates.policy import VagueWord
from whence.records import EVERYBODY, Claim, Count, Effect, Victims


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim's numbers for one effect. `groups` never hold EVERYBODY; `whole_said`: the claim counts all people.

    `published` is the ordinal day on which this was first printed, 0 where unknown.
    """

    claim: Claim
    origin: str
    published: int
    effect: Effect
    whole: Interval
    whole_said: bool
    groups: dict[Victims, Interval]
    parents: dict[Victims, Victims]


def say(claim: Claim, effect: Effect, origin: str, published: int, vague: Sequence[VagueWord]) -> Saying:
    """The claim's figures for an effect of which it has at least one count."""
    tops = _distinct([count for count in claim.counts if count.effect == effect])
    groups: dict[Victims, Interval] = {}
    parents: dict[Victims, Victims] = {}
    for group, parent in _groups(tops, EVERYBODY):
        parents.setdefault(group, parent)
    for trait in [t for group in parents for t in traits(group)]:
        parents.setdefault(trait, EVERYBODY)
    for group in parents:
        groups[group] = add(interval_of(count, vague) for count in _topmost(tops, group))
    return Saying(
        claim=claim,
        origin=origin,
        published=published,
        effect=effect,
        whole=add(interval_of(count, vague) for count in tops),
        whole_said=any(victims_of(count) == EVERYBODY for count in tops),
        groups=groups,
        parents=parents,
    )


def victims_of(count: Count) -> Victims:
    return Victims(count.status, count.age, count.sex)


def traits(group: Victims) -> list[Victims]:
    """The group's single traits: a civilian girl is a civilian, a child and female."""
    each = (Victims(status=group.status), Victims(age=group.age), Victims(sex=group.sex))
    return [trait for trait in each if trait != EVERYBODY]


def holds(group: Victims, part: Victims) -> bool:
    """Whether everyone in `part` is also in `group`."""
    return (
        group.status in (None, part.status) and group.age in (None, part.age) and group.sex in (None, part.sex)
    )  # fmt: skip


def _groups(counts: Sequence[Count], parent: Victims) -> Iterator[tuple[Victims, Victims]]:
    for count in counts:
        own = victims_of(count)
        if own != EVERYBODY:
            yield own, parent if holds(parent, own) and parent != own else EVERYBODY
        yield from _groups(count.includes, own if own != EVERYBODY else parent)


def _topmost(counts: Sequence[Count], group: Victims) -> Iterator[Count]:
    for count in counts:
        if holds(group, victims_of(count)):
            yield count
        else:
            yield from _topmost(count.includes, group)


def _distinct(counts: list[Count]) -> list[Count]:
    """Without a figure that one claim gives twice in the same words."""
    seen: dict[tuple[object, ...], Count] = {}
    for count in counts:
        key = (victims_of(count), count.words.casefold(), count.low, count.best, count.high)
        seen.setdefault(key, count)
    return list(seen.values())
