"""Pairs become clusters. In come profiles and people's judgements, out come groups of claims and the links made.

Agglomerative, best pair first, and independent of the order in which claims arrive: ties go by claim id. Two
clusters join only if no two of their claims exclude each other and they are alike on the whole, so that a vague
claim cannot chain two happenings together. Judgements bind absolutely; what people put together keeps its
separate sides, so that a claim alike to one side is not kept out by the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.incidents.binding import Bindings
from whence.incidents.blocking import pair_profiles
from whence.incidents.profile import Profile
from whence.incidents.score import RULES, VETO, compare_pair, may_link, probability, score_pair
from whence.records import Link

_MEAN = -2.0  # least mean log-odds between the claims of two clusters that join
_SAMPLE = 8  # claims per cluster that are compared when two clusters might join, the most specific ones


@dataclass(frozen=True, slots=True)
class Clustering:
    """Groups of claim ids, each sorted, and the links that made or kept apart."""

    groups: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]


def cluster_profiles(profiles: Sequence[Profile], bindings: Bindings) -> Clustering:
    """Groups of claims about one happening each; a claim like no other is a group of its own."""
    bundles = _bundle(profiles, bindings)
    forest = _Forest([members[0] for members in bundles], bindings)
    forest.bind(bindings)
    scored = _scored_pairs(forest.profiles)
    refused: list[tuple[float, int, int]] = []
    for minus, i, j in scored:
        if forest.root(i) != forest.root(j) and not forest.join(i, j):
            refused.append((-minus, i, j))
    groups: dict[int, list[str]] = {}
    for index, members in enumerate(bundles):
        groups.setdefault(forest.root(index), []).extend(profile.claim for profile in members)
    links = [*_links_within(bundles), *forest.links, *_links_refused(forest, refused), *bindings.links]
    return Clustering(
        groups=tuple(sorted(tuple(sorted(group)) for group in groups.values())),
        links=tuple(sorted(links, key=lambda link: (link.claim_a, link.claim_b, link.author))),
    )


def _bundle(profiles: Sequence[Profile], bindings: Bindings) -> list[list[Profile]]:
    """Claims that say the same of the same happening, compared once; a judged claim stands for itself."""
    bundles: dict[tuple[object, ...], list[Profile]] = {}
    for profile in sorted(profiles, key=lambda p: p.claim):
        own = (profile.claim,) if profile.claim in bindings.claims else ()
        bundles.setdefault((profile.signature, own), []).append(profile)
    return list(bundles.values())


def _scored_pairs(profiles: Sequence[Profile]) -> list[tuple[float, int, int]]:
    """(minus score, i, j) of all candidates that may link, best first."""
    scored = []
    for i, j in pair_profiles(profiles):
        score = may_link(profiles[i], profiles[j])
        if score is not None:
            scored.append((-round(score, 6), i, j))
    scored.sort()
    return scored


class _Forest:
    """Clusters while they grow: a union-find whose roots know a sample of their members.

    `_sides` of a root are such samples, one for each part that a person's judgement put together.
    """

    def __init__(self, profiles: list[Profile], bindings: Bindings) -> None:
        self.profiles = profiles
        self.links: list[Link] = []
        self._parent = list(range(len(profiles)))
        self._sides = [[[index]] for index in range(len(profiles))]
        self._index = {profile.claim: index for index, profile in enumerate(profiles)}
        self._apart: dict[int, set[int]] = {}
        for a, b in bindings.apart:
            if a in self._index and b in self._index:
                i, j = self._index[a], self._index[b]
                self._apart.setdefault(i, set()).add(j)
                self._apart.setdefault(j, set()).add(i)

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def bind(self, bindings: Bindings) -> None:
        """What people judged one: joined without asking the comparators."""
        for a, b in bindings.together:
            i, j = self._index.get(a), self._index.get(b)
            if i is not None and j is not None and self.root(i) != self.root(j) and not self._kept_apart(i, j):
                self._unite(self.root(i), self.root(j))

    def join(self, i: int, j: int) -> bool:
        """Join the clusters of two alike claims unless something keeps them apart."""
        a, b = self.root(i), self.root(j)
        if self._kept_apart(a, b):
            return False
        for mine in self._sides[a]:
            for other in self._sides[b]:
                if self._alike(mine, other):
                    self.links.append(_link(self.profiles[i], self.profiles[j], same=True))
                    root = self._unite(a, b)
                    sides = [side for side in self._sides[root] if side is not mine and side is not other]
                    self._sides[root] = [*sides, self._most_specific(mine + other)]
                    return True
        return False

    def _alike(self, mine: list[int], other: list[int]) -> bool:
        scores = [score_pair(self.profiles[x], self.profiles[y]) for x in mine for y in other]
        return min(scores) > VETO and sum(scores) / len(scores) >= _MEAN

    def _kept_apart(self, i: int, j: int) -> bool:
        if not self._apart:
            return False
        a, b = self.root(i), self.root(j)
        return any(self.root(y) == b for x, others in self._apart.items() if self.root(x) == a for y in others)

    def _unite(self, a: int, b: int) -> int:
        keep, drop = (a, b) if a < b else (b, a)
        self._parent[drop] = keep
        self._sides[keep] = self._sides[keep] + self._sides[drop]
        self._sides[drop] = []
        return keep

    def _most_specific(self, members: list[int]) -> list[int]:
        return sorted(members, key=lambda i: _vagueness(self.profiles[i]))[:_SAMPLE]


def _vagueness(profile: Profile) -> tuple[int, int, int, str]:
    span = 99 if profile.day_start is None or profile.day_end is None else profile.day_end - profile.day_start
    return (profile.where_prec or 9, span, -len(profile.figures), profile.claim)


def _link(a: Profile, b: Profile, *, same: bool, why: str | None = None) -> Link:
    reasons = tuple(comparison.sentence for comparison in compare_pair(a, b))
    first, second = (a, b) if a.claim < b.claim else (b, a)
    return Link(
        claim_a=first.claim,
        claim_b=second.claim,
        score=probability(score_pair(a, b)),
        same=same,
        reasons=(why, *reasons) if why else reasons,
        author=RULES,
    )


def _links_within(bundles: list[list[Profile]]) -> list[Link]:
    return [_link(members[0], other, same=True) for members in bundles for other in members[1:]]


def _links_refused(forest: _Forest, refused: list[tuple[float, int, int]]) -> list[Link]:
    """For each two clusters that looked alike and were kept apart, the best pair, for a person to look at."""
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for score, i, j in refused:
        a, b = sorted((forest.root(i), forest.root(j)))
        if a != b and (a, b) not in best:
            best[a, b] = (score, i, j)
    why = "alike, but other claims of the two incidents exclude each other"
    return [_link(forest.profiles[i], forest.profiles[j], same=False, why=why) for _, i, j in best.values()]
