"""How far a change reaches. In come the stories near it before and after, out come those whose links it may alter.

A new story changes the links of whatever it is alike to, and, in a block so full that only neighbours are compared,
of those it now stands between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.incidents.blocking import pair_profiles
from whence.incidents.marks import read_mark
from whence.incidents.profile import Profile
from whence.incidents.score import may_link
from whence.records import Mark


def find_reach(before: Sequence[Mark], after: Sequence[Mark]) -> set[str]:
    """The stories, by their marks' items, that have a link, or lose the chance of one, between `before` and `after`.

    Both must hold every story that shares a block with one in which they differ.
    """
    old = {mark.item: mark for mark in before}
    new = {mark.item: mark for mark in after}
    changed = frozenset(item for item in old.keys() | new.keys() if old.get(item) != new.get(item))
    if not changed:
        return set()
    same = {item: read_mark(mark) for item, mark in new.items() if item not in changed}
    was = same | {item: read_mark(old[item]) for item in changed & old.keys()}
    now = same | {item: read_mark(new[item]) for item in changed & new.keys()}
    pairs_was, pairs_now = _pairs(was, changed), _pairs(now, changed)
    fresh = {pair for pair in pairs_now if not changed.isdisjoint(pair)}
    reached = _alike(now, fresh | (pairs_now - pairs_was)) | _alike(was, pairs_was - pairs_now)
    return reached | changed


def _pairs(profiles: Mapping[str, Profile], changed: frozenset[str]) -> set[tuple[str, str]]:
    ordered = list(profiles.values())
    touching = frozenset(i for i, profile in enumerate(ordered) if profile.claim in changed)
    pairs = (
        sorted((ordered[i].claim, ordered[j].claim))
        for i, j in pair_profiles(ordered, touching)
        if ordered[i].document != ordered[j].document
    )
    return {(a, b) for a, b in pairs}


def _alike(profiles: Mapping[str, Profile], pairs: set[tuple[str, str]]) -> set[str]:
    return {item for a, b in pairs if may_link(profiles[a], profiles[b]) is not None for item in (a, b)}
