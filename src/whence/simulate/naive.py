"""The ways that people count without a program like this. In come claims, out come groups with one number each.

Each is given what helps it: running totals are left out beforehand, and text similarity may choose its threshold
with the truth at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.records import Claim, Where
from whence.simulate.told import Told, day_of_publication

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that a way of counting takes for an incident: its claims, how many were killed, where and when.

    `low` and `high` are null where the way gives no range, or the range is open; `killed` null: no number.
    """

    claims: tuple[str, ...]
    killed: float | None
    where: Where
    day: date | None
    low: int | None = None
    high: int | None = None


def sum_all(told: Told) -> list[Counted]:
    """Every claim is added."""
    return [_count([claim], told, sum) for claim in _counting(told)]


def by_place_and_day(told: Told, choose: Callable[[Sequence[float]], float]) -> list[Counted]:
    """Claims that give the same place and day (else the day of publication) are one; `choose` picks the number."""
    groups: dict[tuple[str | None, date], list[Claim]] = {}
    for claim in _counting(told):
        day = claim.when.date_start or day_of_publication(told, claim)
        groups.setdefault((claim.where.name, day), []).append(claim)
    return [_count(group, told, choose) for group in groups.values()]


def by_words(told: Told, threshold: float) -> list[Counted]:
    """Claims in similar words are one, whatever the place and day; the largest number is kept."""
    leaders: list[tuple[frozenset[str], list[Claim]]] = []
    exact: dict[frozenset[str], int] = {}
    holders: dict[str, list[int]] = {}
    for claim in _counting(told):
        words = _words(claim)
        found = exact.get(words)
        if found is None:
            found = _most_alike(words, leaders, holders, threshold)
        if found is None:
            found = len(leaders)
            leaders.append((words, []))
            for word in words:
                holders.setdefault(word, []).append(found)
        exact.setdefault(words, found)
        leaders[found][1].append(claim)
    return [_count(group, told, max) for _, group in leaders]


def mean(numbers: Sequence[float]) -> float:
    """The arithmetic mean of at least one number."""
    return sum(numbers) / len(numbers)


def killed_in(claim: Claim) -> int | None:
    """The one number of killed that a claim would be entered with in a spreadsheet; null where it gives none."""
    counts = [count for count in claim.counts if count.effect == "killed"]
    points = [next((n for n in (c.best, c.low, c.high) if n is not None), None) for c in counts]
    known = [point for point in points if point is not None]
    return sum(known) if known else None


def _counting(told: Told) -> list[Claim]:
    return [claim for claim in told.claims if claim.scope == "incident" and killed_in(claim) is not None]


def _count(group: Sequence[Claim], told: Told, choose: Callable[[Sequence[float]], float]) -> Counted:
    numbers = [float(killed) for claim in group if (killed := killed_in(claim)) is not None]
    first = group[0]
    day = first.when.date_start or day_of_publication(told, first)
    return Counted(tuple(claim.id for claim in group), choose(numbers), first.where, day)


def _most_alike(
    words: frozenset[str],
    leaders: Sequence[tuple[frozenset[str], list[Claim]]],
    holders: Mapping[str, list[int]],
    threshold: float,
) -> int | None:
    shared: dict[int, int] = {}
    for word in words:
        for index in holders.get(word, ()):
            shared[index] = shared.get(index, 0) + 1
    likely = [(n / (len(words) + len(leaders[i][0]) - n), -i) for i, n in shared.items()]
    best = max(likely, default=(0.0, 0))
    return -best[1] if best[0] >= threshold else None


def _words(claim: Claim) -> frozenset[str]:
    """The telling words of a report: numbers, people, weapon, doer, place, day of the week."""
    said = [claim.where.name or "", claim.act.mode or "", " ".join(count.words for count in claim.counts)]
    said += [count.effect for count in claim.counts]
    said.append(claim.alleged_perpetrator.words if claim.alleged_perpetrator else "")
    said.append(f"{claim.when.date_start:%A}" if claim.when.date_start else "")
    return frozenset(word for words in said for word in words.split())
