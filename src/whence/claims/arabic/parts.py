"""Parts and joined groups of an Arabic sentence. In comes a sentence being read, parts go into their wholes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.claims.arabic.groups import Group
from whence.claims.arabic.triggers import BREAKS, Reading

_LINKS = 3  # words that may stand between a group and the "and" of the next


def with_parts(reading: Reading) -> None:
    """Put the groups after "among them" into the group before it; those become taken."""
    words, particles = reading.words, reading.lexicon.particles
    for sort in ("part", "most", "all"):
        for i in range(len(words.low)):
            hit = particles[sort].at(words.low, i)
            if hit is None or any(g.first <= i < g.last for g in reading.groups):
                continue
            _take_parts(reading, i, hit.last, sort)
    for k, group in enumerate(reading.groups):
        if group.of_them and group.effect is None and k and k not in reading.taken:
            whole = _whole_before(reading, group.first)
            if whole is not None:
                _include(reading, whole, [k], group.named)


def _whole_before(reading: Reading, at: int) -> int | None:
    """The nearest untaken group before a marker of parts: one of several people."""
    for k in range(len(reading.groups) - 1, -1, -1):
        group = reading.groups[k]
        if group.first >= at or k in reading.taken:
            continue
        if group.kind == "single" and (group.best or 0) <= 1:
            continue
        return k if at - group.last <= 28 else None
    return None


def _take_parts(reading: Reading, marker: int, after: int, sort: str) -> None:
    whole = _whole_before(reading, marker)
    if whole is None:
        return
    starts = reading.starts()
    first = next((starts[j] for j in range(after, min(after + 3, len(reading.words.low))) if j in starts), None)
    if first is None or first in reading.taken:
        return
    gap = reading.words.low[after : reading.groups[first].first]
    if any(word in BREAKS for word in gap):
        return
    chain = find_chain(reading, first, strict=True)
    if sort == "all":
        part = reading.groups[first]
        group = reading.groups[whole]
        reading.groups[whole] = replace(
            group, status=group.status or part.status, age=group.age or part.age, sex=group.sex or part.sex
        )
        reading.taken.add(first)
        return
    _include(reading, whole, chain, sort == "part")


def _include(reading: Reading, whole: int, parts: list[int], numbered: bool) -> None:
    group = reading.groups[whole]
    made = []
    for k in parts:
        part = reading.groups[k]
        part = replace(part, status=part.status or (group.status if group.status == "civilian" else None))
        if not numbered:
            part = replace(part, low=None, best=None, high=None, hedge="vague")
        made.append(part)
        reading.taken.add(k)
    reading.groups[whole] = replace(group, includes=(*group.includes, *made))


def find_chain(reading: Reading, first: int, *, strict: bool = False) -> list[int]:
    """The group and those joined to it by "and" before anything else is told."""
    words, chain = reading.words, [first]
    triggers = {t.first for t in reading.triggers if t.word.part != "after"}
    for k in range(first + 1, len(reading.groups)):
        if k in reading.taken:
            continue
        before, group = reading.groups[chain[-1]], reading.groups[k]
        gap = words.low[before.last : group.first]
        beside = bool(gap) and reading.lexicon.particles["beside"].at(words.low, before.last) is not None
        beside = beside or _in_company(reading, before, group, gap)
        joined = group.glued.startswith("و") or (gap and gap[-1] == "و") or beside or _and_hedged(reading, group)
        limit = (_LINKS + 1 if group.numbered else 1) if strict else _LINKS + 3 * beside
        if not joined or len(gap) > limit or any(j in triggers for j in range(before.last, group.first)):
            break
        if any(w in BREAKS for w in gap) and not (gap[:1] == ["،"] and len(gap) == 1):
            break
        if any(reading.lexicon.particles["clause"].at(words.low, j) for j in range(before.last, group.first)):
            break
        if not strict and _has_own_verb(reading, k) and not _has_own_verb(reading, chain[-1]):
            break
        harm = reading.groups[first].effect
        if group.effect is not None and (harm is None or harm.effect != group.effect.effect):
            break
        chain.append(k)
    return chain


def _in_company(reading: Reading, before: Group, group: Group, gap: Sequence[str]) -> bool:
    """ "the leader of the group with three of his guards"."""
    if before.kind != "single" or not group.numbered or not gap or gap[-1] != "مع":
        return False
    return not any(reading.lexicon.acts.at(gap, j) for j in range(len(gap)))


def _and_hedged(reading: Reading, group: Group) -> bool:
    return reading.words.low[group.first].startswith("و") and len(reading.words.low[group.first]) > 2


def _has_own_verb(reading: Reading, k: int) -> bool:
    """Whether a plural verb of harm stands right after a group."""
    last = reading.groups[k].last
    return any(t.word.part == "after" and t.first == last for t in reading.triggers)
