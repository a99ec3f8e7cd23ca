"""Nouns for people in an Arabic sentence. In come its words, out comes whom a noun names."""

from __future__ import annotations

from whence.claims.arabic.words import ArabicWords
from whence.vocabulary.arabic import ArabicEffect, ArabicLexicon, ArabicPerson, Hit


def people_at(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Hit[ArabicPerson] | None:
    if i >= len(words.low):
        return None
    hit = lexicon.people.at(words.low, i) or _owned(words.low[i], i, lexicon)
    return hit if hit is not None and hit.glued.strip("وفالبك") == "" else None


_OWNERS = ("هما", "ها", "هم", "نا", "ه")


def _owned(word: str, i: int, lexicon: ArabicLexicon) -> Hit[ArabicPerson] | None:
    """ "its soldiers": a plural with its owner's ending."""
    for owner in _OWNERS:
        stem = word.removesuffix(owner)
        if stem != word and len(stem) >= 4:
            hit = lexicon.people.at((stem,), 0)
            if hit is not None and hit.entry.size == 0 and hit.last == 1:
                return Hit(i + 1, hit.entry, f"{hit.glued}ال")
    return None


def effect_noun(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Hit[ArabicEffect] | None:
    if i >= len(words.low):
        return None
    return next((h for h in lexicon.effects.all_at(words.low, i) if h.entry.part == "counted"), None)
