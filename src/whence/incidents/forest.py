"""Clusters while they grow. In come profiles and pairs worth comparing, out come groups of what concerns one happening.

Agglomerative, best pair first. Two clusters join only if no two of their members exclude each other and they are
alike on the whole, so that a vague claim cannot chain two happenings together. What people put together keeps its
separate sides, so that a claim alike to one side is not kept out by the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from whence.incidents.binding import Bindings
from whence.incidents.profile import Profile, content
from whence.incidents.score import CLEAR, LINK, VETO, may_link, score_pair

_SAMPLE = 8  # members per cluster that are compared when two clusters might join, the most specific ones


class Forest:
    """Clusters while they grow: a union-find whose roots know a sample of their members.

    `least_mean` is the least mean log-odds between the members of two clusters that join.
    `_sides` of a root are such samples, one for each part that a person's judgement put together.
    """

    def __init__(
        self, profiles: Sequence[Profile], members: Sequence[Sequence[str]], bindings: Bindings, least_mean: float
    ) -> None:
        self.profiles = profiles
        self._least_mean = least_mean
        self.joined: list[tuple[int, int]] = []
        self.refused: list[tuple[int, int]] = []
        self.undecided: list[tuple[int, int]] = []
        self._scored: list[tuple[float, int, int]] = []
        self._parent = list(range(len(profiles)))
        self._sides = [[[index]] for index in range(len(profiles))]
        self._index = {claim: index for index, claims in enumerate(members) for claim in claims}
        self._apart: dict[int, set[int]] = {}
        for a, b in bindings.apart:
            i, j = self._index.get(a), self._index.get(b)
            if i is not None and j is not None and i != j:
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

    def grow(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Join what is alike, best pair first; ties go by the order of the profiles."""
        scored = []
        for i, j in pairs:
            score = may_link(self.profiles[i], self.profiles[j])
            if score is not None:
                scored.append((-round(score, 6), i, j))
        scored.sort()
        self._scored = scored
        for minus, i, j in scored:
            if -minus >= LINK and self.root(i) != self.root(j):
                (self.joined if self._join(i, j) else self.refused).append((i, j))

    def settle(self) -> None:
        """What `grow` left alone joins the one thing that it is likely to tell of, so that its people are not counted
        twice; where two are nearly as likely it stays alone. Copies of one report are as one."""
        likely: dict[int, list[tuple[float, int]]] = {}
        for minus, i, j in self._scored:
            likely.setdefault(i, []).append((-minus, j))
            likely.setdefault(j, []).append((-minus, i))
        alone = {i: group for group in self.groups() if self._says_one_thing(group) for i in group}
        for minus, i, j in self._scored:
            if -minus >= LINK or self.root(i) == self.root(j):
                continue
            asked = self._vaguer([x for x in (i, j) if x in alone])
            if asked and all(self._is_clear(alone[x], i + j - x, -minus, likely) for x in asked):
                (self.joined if self._join(i, j) else self.refused).append((i, j))
            else:
                self.undecided.append((i, j))

    def _says_one_thing(self, group: Sequence[int]) -> bool:
        return len({content(self.profiles[index]) for index in group}) == 1

    def _vaguer(self, pair: list[int]) -> list[int]:
        """Of two, the one that says less of place and day, both where they say as much."""
        least = max((vagueness(self.profiles[x])[:2] for x in pair), default=None)
        return [x for x in pair if vagueness(self.profiles[x])[:2] == least]

    def _is_clear(
        self, alone: Sequence[int], other: int, score: float, likely: Mapping[int, Sequence[tuple[float, int]]]
    ) -> bool:
        own = {self.root(other), *(self.root(x) for x in alone)}
        rivals = (row for x in alone for row in likely.get(x, ()))
        return all(score - rival >= CLEAR for rival, index in rivals if self.root(index) not in own)

    def groups(self) -> list[list[int]]:
        """The clusters, as indexes of profiles, in the order of their first members."""
        found: dict[int, list[int]] = {}
        for index in range(len(self.profiles)):
            found.setdefault(self.root(index), []).append(index)
        return list(found.values())

    def _join(self, i: int, j: int) -> bool:
        """Join the clusters of two alike profiles unless something keeps them apart."""
        a, b = self.root(i), self.root(j)
        if self._kept_apart(a, b):
            return False
        for mine in self._sides[a]:
            for other in self._sides[b]:
                if self._alike(mine, other):
                    root = self._unite(a, b)
                    sides = [side for side in self._sides[root] if side is not mine and side is not other]
                    self._sides[root] = [*sides, self._most_specific(mine + other)]
                    return True
        return False

    def _alike(self, mine: list[int], other: list[int]) -> bool:
        scores = [score_pair(self.profiles[x], self.profiles[y]) for x in mine for y in other]
        return min(scores) > VETO and sum(scores) / len(scores) >= self._least_mean

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
        return sorted(members, key=lambda i: vagueness(self.profiles[i]))[:_SAMPLE]


def vagueness(profile: Profile) -> tuple[int, int, int, str]:
    span = 99 if profile.day_start is None or profile.day_end is None else profile.day_end - profile.day_start
    return (profile.where_prec or 9, span, -len(profile.figures), profile.claim)
