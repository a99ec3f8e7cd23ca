"""Words of harm in an Arabic sentence. In come its words, out come triggers, and the sentence as it is being read."""

from __future__ import annotations

from dataclasses import dataclass

from whence.claims.arabic.groups import Group
from whence.claims.arabic.words import ArabicWords, has
from whence.vocabulary.arabic import ArabicEffect, ArabicLexicon, folded_set

BREAKS = frozenset(("،", ".", "؛", ":", "!", "؟", "«", "»", '"'))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of harm at words[first:last]."""

    first: int
    last: int
    word: ArabicEffect
    negated: bool
    unreal: bool


@dataclass(slots=True)
class Reading:
    words: ArabicWords
    lexicon: ArabicLexicon
    groups: list[Group]
    triggers: tuple[Trigger, ...]
    taken: set[int]
    shared: set[int]

    def starts(self) -> dict[int, int]:
        return {group.first: k for k, group in enumerate(self.groups)}


def find_triggers(words: ArabicWords, lexicon: ArabicLexicon) -> tuple[Trigger, ...]:
    """The words of harm of a sentence other than counted nouns; a word with two parts gives both."""
    found: list[Trigger] = []
    i = 0
    while i < len(words.low):
        hits = [h for h in lexicon.effects.all_at(words.low, i) if h.entry.part != "counted"]
        hits = [h for h in hits if _fits(h.entry.part, h.glued)]
        for hit in hits:
            negated = is_negated(words, lexicon, i, 3)
            unreal = has(words.low, lexicon.particles["unreal"], i - 3, i) or _may_only(words, i)
            found.append(Trigger(i, hit.last, hit.entry, negated, unreal))
        i = max((h.last for h in hits), default=i + 1)
    return tuple(found)


_STILL = folded_set("يزال تزال يزالون زال زالت")


def is_negated(words: ArabicWords, lexicon: ArabicLexicon, i: int, reach: int) -> bool:
    """Whether "not" or "without" stands just before word i; "no longer ceases" is "still"."""
    before = range(max(0, i - reach), i)
    if any(words.low[k] in BREAKS for k in before):
        return False
    return any(lexicon.particles["negation"].at(words.low, k) and words.low[k + 1] not in _STILL for k in before)


_MIGHT = folded_set("يؤدي تؤدي يتسبب تتسبب يسفر تسفر يوقع")


def _may_only(words: ArabicWords, i: int) -> bool:
    """ "may kill", "will kill"; the same word before a past verb says that it did happen."""
    if words.low[i].startswith(("سيقت", "سيصا", "ستقت")):
        return True
    return any(
        (words.low[k] in ("قد", "ربما", "وقد", "سوف", "ان") and words.low[k + 1] in _MIGHT)
        or (k == i - 1 and words.low[k] in ("قد", "ربما", "سوف") and words.low[i][0] in "يت")
        for k in range(max(0, i - 6), i)
    )


def _fits(part: str, glued: str) -> bool:
    """A verb takes only "and" before it; a noun the prepositions too, with the article only a counted one."""
    if part in ("verb", "after"):
        return glued in ("", "و", "ف", "ل") if part == "verb" else True
    return glued in ("", "و", "ف", "ب", "ل", "وب", "ول", "فب")
