"""Whether two figures say the same, slot by slot. In come a found figure and a gold one, out goes yes or no."""

from __future__ import annotations

from collections.abc import Callable

from whence.evaluate.figures import Figure, party_of
from whence.records import Count
from whence.vocabulary.folding import fold_name

Agree = Callable[[Figure, Figure], bool]


def numbers_agree(found: Count, gold: Count) -> bool:
    """The same number, or both without one. "More than 350" may be read as 350 or 351.

    Where both give a best, that decides; else the same low or the same high does.
    """
    slack = 1 if gold.hedge in ("at_least", "at_most") else 0
    if gold.low is gold.best is gold.high is None:
        return found.low is found.best is found.high is None or found.hedge == "vague"
    if found.best is not None and gold.best is not None:
        return abs(found.best - gold.best) <= slack
    pairs = ((found.low, gold.low), (found.high, gold.high))
    return any(a is not None and b is not None and abs(a - b) <= slack for a, b in pairs)


def agree(slot: str, found: Figure, gold: Figure) -> bool:
    """Whether the two agree in one of `SLOTS`."""
    return _AGREE[slot](found, gold)


def is_complete(found: Figure, gold: Figure) -> bool:
    """Right in every slot that a number rests on; how the text hedges it is shown, not asked for."""
    return all(_AGREE[slot](found, gold) for slot in COMPLETE)


def _names_alike(a: str | None, b: str | None) -> bool:
    """One name in two spellings: one holds all words of the other, or they share half of them all.

    "Idlib" and "Idlib Governorate"; two names that nobody gives are alike, a name and none are not.
    """
    x, y = set(fold_name(a or "").split()), set(fold_name(b or "").split())
    if not x or not y:
        return not x and not y
    return x <= y or y <= x or 2 * len(x & y) >= len(x | y)


def _places_agree(found: Figure, gold: Figure) -> bool:
    """The same name, or the same words of the text, which a place in no table keeps."""
    a, b = found.claim.where, gold.claim.where
    return _names_alike(a.name, b.name) or (b.words is not None and _names_alike(a.words, b.words))


def _speakers_agree(found: Figure, gold: Figure) -> bool:
    """The gold's speaker nearest to the event is somewhere in the chain found; or the publisher speaks in both."""
    a, b = found.claim.speaker, gold.claim.speaker
    if not a or not b:
        return not a and not b
    return any(_names_alike(speaker.name, b[0].name) for speaker in a)


def _wholes_agree(found: Figure, gold: Figure) -> bool:
    if found.whole is None or gold.whole is None:
        return found.whole is gold.whole
    return numbers_agree(found.whole, gold.whole)


_AGREE: dict[str, Agree] = {
    "hedge": lambda a, b: a.count.hedge == b.count.hedge,
    "victims": lambda a, b: (a.count.status, a.count.age, a.count.sex) == (b.count.status, b.count.age, b.count.sex),
    "part_of": _wholes_agree,
    "where": _places_agree,
    "when": lambda a, b: (
        (a.claim.when.date_start, a.claim.when.date_end) == (b.claim.when.date_start, b.claim.when.date_end)
    ),
    "party": lambda a, b: party_of(a.claim) == party_of(b.claim),
    "speaker": _speakers_agree,
    "stance": lambda a, b: a.claim.stance == b.claim.stance,
    "scope": lambda a, b: a.claim.scope == b.claim.scope,
}
SLOTS = tuple(_AGREE)
COMPLETE = tuple(slot for slot in SLOTS if slot != "hedge")
