"""The number a reader carries away from a document, as found and as it is. In come claims found and gold ones, out goes
how far the one is from the other.

An incident is here a day and a place as the claims give them; its toll is the highest that one claim gives of it,
figures told side by side in that claim added, parts not. A document's number is the toll of its deadliest incident
(`largest`), or those of all its incidents together (`sum`), so that an incident taken for two shows. Only what is told
as an incident counts, and neither what is denied nor what the text itself takes back. No rule of linking or estimating
comes into it: the number can be worked out by hand from the gold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from whence.evaluate.resampling import Interval, Resamples, percentiles, share_interval
from whence.records import Claim, Count
from whence.vocabulary.folding import fold_name

Which = Literal["largest", "sum"]
WHICH: tuple[Which, ...] = ("largest", "sum")
_PEOPLE = ("people", "bodies")
_Told = tuple[int, int] | None  # people and slack


@dataclass(frozen=True, slots=True)
class Toll:
    """A document's number for one effect, in the gold and as found; null where there is none (never 0).

    `slack`: how far the two may lie apart and be the same, 1 for each "more than" or "fewer than" in the gold's number,
    since "more than 100" may be read as 100 or 101.
    """

    document: str
    effect: str
    which: Which
    gold: int | None
    found: int | None
    slack: int = 0

    @property
    def off(self) -> int | None:
        """Found less gold, 0 within the slack; null unless both have a number."""
        if self.gold is None or self.found is None:
            return None
        return 0 if abs(self.found - self.gold) <= self.slack else self.found - self.gold


@dataclass(frozen=True, slots=True)
class TollError:
    """The documents' numbers for one effect. `documents` have one in the gold; `exact` of them the same number found,
    `missed` none, `low` and `high` one that is too low or too high; `invented` documents have one only as found.

    `exact_share` is of `documents`. The mean errors are over documents with both: absolute in people, relative to the
    gold's number. `bias` is people found less people known, by people known, over the same: below 0 counts too few.
    """

    effect: str
    which: Which
    documents: int
    exact: int
    low: int
    high: int
    missed: int
    invented: int
    exact_share: float | None
    exact_interval: Interval | None
    mean_absolute: float | None
    mean_relative: float | None
    bias: float | None
    bias_interval: Interval | None


def find_tolls(found: Iterable[Claim], gold: Iterable[Claim]) -> tuple[Toll, ...]:
    """Every document's numbers where either side has one, in the order of documents."""
    ours, theirs = _incidents_of(found), _incidents_of(gold)
    tolls = []
    for document, effect in sorted(ours.keys() | theirs.keys()):
        a, b = ours.get((document, effect)), theirs.get((document, effect))
        for which in WHICH:
            known, slack = _number(which, b)
            tolls.append(Toll(document, effect, which, known, _number(which, a)[0], slack))
    return tuple(tolls)


def score_tolls(tolls: Iterable[Toll], draws: Resamples) -> tuple[TollError, ...]:
    """The error by effect, the effects with most documents first, both numbers of each."""
    by_kind: defaultdict[tuple[str, Which], list[Toll]] = defaultdict(list)
    for toll in tolls:
        by_kind[toll.effect, toll.which].append(toll)
    errors = [_error(effect, which, listed, draws) for (effect, which), listed in by_kind.items()]
    return tuple(sorted(errors, key=lambda e: (-e.documents, e.effect, WHICH.index(e.which))))


def count_exact(tolls: Iterable[Toll], which: Which) -> tuple[Counter[str], Counter[str]]:
    """By document, numbers found exactly and numbers in the gold, of all effects."""
    right: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for toll in tolls:
        if toll.which == which and toll.gold is not None:
            known[toll.document] += 1
            right[toll.document] += toll.off == 0
    return right, known


def _error(effect: str, which: Which, tolls: list[Toll], draws: Resamples) -> TollError:
    known = {toll.document: toll.gold for toll in tolls if toll.gold is not None}
    off = {toll.document: toll.off for toll in tolls if toll.off is not None}
    exact = {document: int(off.get(document) == 0) for document in known}
    people = sum(known[document] for document in off)
    relative = [abs(n) / known[document] for document, n in off.items() if known[document]]
    return TollError(
        effect=effect,
        which=which,
        documents=len(known),
        exact=sum(exact.values()),
        low=sum(n < 0 for n in off.values()),
        high=sum(n > 0 for n in off.values()),
        missed=len(known) - len(off),
        invented=sum(toll.gold is None and toll.found is not None for toll in tolls),
        exact_share=round(sum(exact.values()) / len(known), 4) if known else None,
        exact_interval=share_interval(draws, exact, dict.fromkeys(known, 1)),
        mean_absolute=round(sum(map(abs, off.values())) / len(off), 2) if off else None,
        mean_relative=round(sum(relative) / len(relative), 4) if relative else None,
        bias=round(sum(off.values()) / people, 4) if people else None,
        bias_interval=_bias_interval({document: known[document] for document in off}, off, draws),
    )


def _bias_interval(known: Mapping[str, int], off: Mapping[str, int], draws: Resamples) -> Interval | None:
    ratios = draws.ratios({document: known[document] + n for document, n in off.items()}, known)
    return percentiles(None if ratio is None else ratio - 1 for ratio in ratios)


def _incidents_of(claims: Iterable[Claim]) -> dict[tuple[str, str], dict[object, _Told]]:
    """By document and effect, the toll of each incident with its slack; null where it is told in words only."""
    tolls: defaultdict[tuple[str, str], dict[object, _Told]] = defaultdict(dict)
    for claim in claims:
        if claim.scope != "incident" or claim.stance == "denies" or claim.superseded:
            continue
        when, where = claim.when, fold_name(claim.where.name or claim.where.words or "")
        for effect, told in _told(claim.counts).items():
            of = tolls[claim.document, effect]
            key = (when.date_start, when.date_end, where)
            of[key] = max((n for n in (of.get(key), told) if n is not None), default=None)
    return tolls


def _told(counts: Iterable[Count]) -> dict[str, _Told]:
    """What one claim counts of each effect, wholes only."""
    told: dict[str, _Told] = {}
    for count in counts:
        if count.unit in _PEOPLE:
            number = next((n for n in (count.best, count.low, count.high) if n is not None), None)
            before = told.get(count.effect)
            slack = int(count.hedge in ("at_least", "at_most"))
            told[count.effect] = before if number is None else _added([(number, slack), *([before] if before else [])])
    return told


def _number(which: Which, tolls: Mapping[object, _Told] | None) -> tuple[int | None, int]:
    """A document's number and its slack."""
    numbers = [told for told in (tolls or {}).values() if told is not None]
    if not numbers:
        return None, 0
    return max(numbers) if which == "largest" else _added(numbers)


def _added(numbers: Iterable[tuple[int, int]]) -> tuple[int, int]:
    together = list(numbers)
    return sum(number for number, _ in together), sum(slack for _, slack in together)
