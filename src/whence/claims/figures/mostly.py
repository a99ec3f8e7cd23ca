"""Parts told without a number. In come the counts of a sentence, out come they with "mostly women and children".

"At least 60 villagers, mostly women and children", "700 villagers, the majority of them civilians": a vague part of the
whole that stands before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.claims.figures.chains import BREAKS, object_chain
from whence.claims.figures.reading import NO_TRIGGER, Reader, Told
from whence.claims.figures.told import inherit
from whence.claims.figures.victims import Group
from whence.records import Count
from whence.vocabulary.lexicon import word_set

_MOSTLY = word_set("mostly mainly largely predominantly chiefly")
_MAJORITY = (["the", "majority", "of", "them"], ["the", "majority", "of", "whom"], ["the", "vast", "majority", "of"])
_REACH = 16  # words between the whole and its part: "700 men of a clan it fought for two weeks, the majority of them …"


def with_mostly(reader: Reader, told: Sequence[Told]) -> list[Told]:
    """The counts, each with the vague part that "mostly" tells of it."""
    made = list(told)
    for i in range(1, len(reader.words.low)):
        chain = _people_at(reader, i)
        if not chain:
            continue
        start = chain[0]
        whole = _whole_before(reader, i, start)
        if whole is not None:
            made = _joined(reader, made, whole, i, chain)
    return made


def _people_at(reader: Reader, i: int) -> list[int]:
    """The groups that a cue at `i` names; "the majority of them civilians" is read as one group."""
    at = _part_at(reader, i)
    if at is None:
        return []
    start = next((k for k, g in enumerate(reader.groups) if g.first in (at, i) and g.last > at), None)
    if start is None or start in reader.taken:
        return []
    group = reader.groups[start]
    if group.first == i:
        return [start] if group.part and not group.numbered else []
    if not group.plural_only or group.definite:
        return []
    return [k for k in object_chain(reader, start) if reader.groups[k].plural_only]


def _part_at(reader: Reader, i: int) -> int | None:
    """Where the people begin whom a cue at `i` says most of a whole to be, or null."""
    low = reader.words.low
    if low[i] in _MOSTLY:
        return i + 1
    return next((i + len(cue) for cue in _MAJORITY if low[i : i + len(cue)] == cue), None)


def _whole_before(reader: Reader, i: int, start: int) -> int | None:
    """The nearest counted plural that stands before the cue in the same stretch, or null."""
    for k in range(start - 1, -1, -1):
        group = reader.groups[k]
        gap = reader.words.low[group.last : i]
        if len(gap) > _REACH or any(word in BREAKS for word in gap):
            return None
        if group.numbered and not group.single and group.last <= i:
            return k
    return None


def _joined(reader: Reader, told: list[Told], whole: int, i: int, chain: list[int]) -> list[Told]:
    words = reader.words.cut(reader.groups[whole].first, reader.groups[whole].last)
    for n, one in enumerate(told):
        for m, count in enumerate(one.counts):
            if count.words != words or count.includes:
                continue
            groups = [reader.groups[k] for k in chain]
            part = inherit(_vague(reader, i, groups, count), count)
            for k in chain:
                reader.taken.setdefault(k, NO_TRIGGER)
            counts = (*one.counts[:m], replace(count, includes=(part,)), *one.counts[m + 1 :])
            return [*told[:n], replace(one, counts=counts), *told[n + 1 :]]
    return told


def _vague(reader: Reader, i: int, groups: list[Group], whole: Count) -> Count:
    """One vague count of all who are named; what they do not share of status, age and sex stays open."""
    first = groups[0]
    return Count(
        whole.effect, reader.words.cut(i, groups[-1].last), None, None, None, "vague",
        status=first.status if all(g.status == first.status for g in groups) else None,
        age=first.age if all(g.age == first.age for g in groups) else None,
        sex=first.sex if all(g.sex == first.sex for g in groups) else None,
    )  # fmt: skip
