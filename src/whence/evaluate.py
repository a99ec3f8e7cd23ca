"""The finder against a user's own gold. In come claims found and claims known to be right, out go precision, recall
and F1 of their figures, how many are complete in every slot, and the same for slices.

A slice by party shows a finder that reads one side's victims better than the other's.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whence.errors import InputError
from whence.forms import claim_from_json
from whence.records import Claim, Count
from whence.vocabulary.folding import fold_name

SLICES = ("effect", "hedge", "scope", "stance", "party", "document")
SLOTS = ("hedge", "victims", "part_of", "where", "when", "party", "speaker", "stance", "scope")


@dataclass(frozen=True, slots=True)
class Score:
    """Figures in one slice. `gold` known to be right, `found` by the finder, `right` in both, `complete` in every slot.

    Precision counts found figures by their own slice, recall those of the gold by theirs; null where nothing counts.
    """

    slice: str
    value: str
    gold: int
    found: int
    right: int
    complete: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with the claim it stands in; `whole` is the count it is a part of, or null."""

    claim: Claim
    count: Count
    whole: Count | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of an evaluation: the overall score, one for each value of each slice, agreement slot by slot as
    (slot, right, of), and the figures missed and wrongly found.
    """

    overall: Score
    slices: tuple[Score, ...]
    slots: tuple[tuple[str, int, int], ...]
    missed: tuple[Figure, ...]
    wrong: tuple[Figure, ...]


def read_gold(path: Path) -> tuple[Claim, ...]:
    """Gold claims from JSON Lines in the contract's form. Raises InputError that names the line."""
    claims = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    claims.append(_parse_line(line, path, number))
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"cannot read {path}: {problem}", remedy="a file of JSON Lines, one claim a line") from None
    return tuple(claims)


def score_claims(found: Iterable[Claim], gold: Iterable[Claim]) -> Evaluation:
    """Score figures found against gold. The order of either does not matter; each figure is paired at most once."""
    ours, theirs = list(_figures_of(found)), list(_figures_of(gold))
    pairs = _pair(ours, theirs)
    right_ours = {id(a) for a, _ in pairs}
    right_theirs = {id(b) for _, b in pairs}
    slots = Counter(slot for pair in pairs for slot in SLOTS if _AGREE[slot](*pair))
    complete = {id(b) for a, b in pairs if all(_AGREE[slot](a, b) for slot in SLOTS)}
    slices = [
        _score(name, value, ours, theirs, right_ours, right_theirs, complete)
        for name in SLICES
        for value in sorted({_slice_of(name, f) for f in (*ours, *theirs)})
    ]
    return Evaluation(
        overall=_score("all", "all", ours, theirs, right_ours, right_theirs, complete),
        slices=tuple(slices),
        slots=tuple((slot, slots[slot], len(pairs)) for slot in SLOTS),
        missed=tuple(f for f in theirs if id(f) not in right_theirs),
        wrong=tuple(f for f in ours if id(f) not in right_ours),
    )


def score_to_json(score: Score) -> dict[str, object]:
    """A score as one JSON object."""
    return {name: getattr(score, name) for name in Score.__slots__}


# ---------------------------------------------------------------- pairing


def _pair(ours: Sequence[Figure], theirs: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """The closest figures of one document and effect, one to one: same number first, then most slots, then overlap."""
    by_place: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in ours:
        by_place[figure.claim.document, figure.count.effect].append(figure)
    candidates = []
    for n, gold in enumerate(theirs):
        for m, found in enumerate(by_place[gold.claim.document, gold.count.effect]):
            overlap = min(gold.claim.end, found.claim.end) - max(gold.claim.start, found.claim.start)
            if overlap > 0 and _numbers_agree(found, gold):
                slots = sum(_AGREE[slot](found, gold) for slot in SLOTS)
                candidates.append((-slots, -overlap, n, m, found, gold))
    candidates.sort(key=lambda c: c[:4])
    used: set[int] = set()
    pairs = []
    for *_, found, gold in candidates:
        if id(found) not in used and id(gold) not in used:
            used |= {id(found), id(gold)}
            pairs.append((found, gold))
    return pairs


def _figures_of(claims: Iterable[Claim]) -> Iterator[Figure]:
    for claim in claims:
        yield from _flatten(claim, claim.counts, None)


def _flatten(claim: Claim, counts: Iterable[Count], whole: Count | None) -> Iterator[Figure]:
    for count in counts:
        yield Figure(claim, count, whole)
        yield from _flatten(claim, count.includes, count)


# ---------------------------------------------------------------- agreement, slot by slot


def _numbers_agree(found: Figure, gold: Figure) -> bool:
    """The same number, or both without one. "More than 350" may be read as 350 or 351."""
    slack = 1 if gold.count.hedge in ("at_least", "at_most") else 0
    a, b = ([f.count.best, f.count.low, f.count.high] for f in (found, gold))
    if all(n is None for n in b):
        return all(n is None for n in a) or found.count.hedge == "vague"
    shared = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    return bool(shared) and abs(shared[0][0] - shared[0][1]) <= slack


def _places_agree(found: Figure, gold: Figure) -> bool:
    a, b = found.claim.where, gold.claim.where
    return _names_agree(a.name or a.words, b.name or b.words)


def _names_agree(a: str | None, b: str | None) -> bool:
    """The same name, or one that holds the other's words: "Idlib", "Idlib Governorate"."""
    x, y = set(fold_name(a or "").split()), set(fold_name(b or "").split())
    return x == y or bool(x and y and (x <= y or y <= x))


def _speakers_agree(found: Figure, gold: Figure) -> bool:
    """The same root of the chain, or the publisher in both."""
    a, b = found.claim.speaker, gold.claim.speaker
    if not a or not b:
        return not a and not b
    return any(_names_agree(x.name, y.name) for x in a for y in b)


def _wholes_agree(found: Figure, gold: Figure) -> bool:
    if found.whole is None or gold.whole is None:
        return found.whole is gold.whole
    return _numbers_agree(Figure(found.claim, found.whole, None), Figure(gold.claim, gold.whole, None))


def _party(claim: Claim) -> str:
    return claim.alleged_perpetrator.party if claim.alleged_perpetrator else "none"


_AGREE: dict[str, Callable[[Figure, Figure], bool]] = {
    "hedge": lambda a, b: a.count.hedge == b.count.hedge and a.count.unit == b.count.unit,
    "victims": lambda a, b: (a.count.status, a.count.age, a.count.sex) == (b.count.status, b.count.age, b.count.sex),
    "part_of": _wholes_agree,
    "where": _places_agree,
    "when": lambda a, b: (
        (a.claim.when.date_start, a.claim.when.date_end) == (b.claim.when.date_start, b.claim.when.date_end)
    ),
    "party": lambda a, b: _party(a.claim) == _party(b.claim),
    "speaker": _speakers_agree,
    "stance": lambda a, b: a.claim.stance == b.claim.stance,
    "scope": lambda a, b: a.claim.scope == b.claim.scope,
}


# ---------------------------------------------------------------- scores


def _slice_of(name: str, figure: Figure) -> str:
    match name:
        case "effect":
            return figure.count.effect
        case "hedge":
            return figure.count.hedge
        case "party":
            return _party(figure.claim)
        case "document":
            return figure.claim.document
        case "scope":
            return figure.claim.scope
    return figure.claim.stance


def _score(
    name: str,
    value: str,
    ours: Sequence[Figure],
    theirs: Sequence[Figure],
    right_ours: set[int],
    right_theirs: set[int],
    complete: set[int],
) -> Score:
    found = [f for f in ours if name == "all" or _slice_of(name, f) == value]
    gold = [f for f in theirs if name == "all" or _slice_of(name, f) == value]
    right = sum(id(f) in right_theirs for f in gold)
    precision = sum(id(f) in right_ours for f in found) / len(found) if found else None
    recall = right / len(gold) if gold else None
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else None
    whole = sum(id(f) in complete for f in gold)
    rounded = (None if x is None else round(x, 4) for x in (precision, recall, f1))
    return Score(name, value, len(gold), len(found), right, whole, *rounded)


def _parse_line(line: str, path: Path, number: int) -> Claim:
    try:
        return claim_from_json(json.loads(line))
    except json.JSONDecodeError as problem:
        raise InputError(f"{path} line {number}: not JSON ({problem.msg})") from None
    except InputError as problem:
        raise InputError(f"{path} line {number}: {problem}") from None


def label(figure: Figure) -> str:
    """A figure on one line, for the lists of what was missed or wrongly found."""
    quote = " ".join(figure.claim.quote.split())
    return f"{figure.claim.document}: {figure.count.effect} [{figure.count.words}] {quote[:120]}"
