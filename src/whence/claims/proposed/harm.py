"""Whether a sentence tells of harm at all. In comes a sentence as the rules know it, out come the effects it tells of.

A model that quotes a sentence about something else, or takes the wounded for the dead, is found out by the words of
harm that stand there, or do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from whence.claims.acts import find_acts, find_weapons
from whence.claims.arabic.acts import find_arabic_acts
from whence.claims.arabic.told import find_told as find_arabic_told
from whence.claims.figures.counts import find_told
from whence.claims.figures.triggers import find_triggers
from whence.claims.proposed.known import Known
from whence.claims.words import split_words
from whence.records import Effect, Sentence
from whence.vocabulary.folding import fold
from whence.vocabulary.tables import DATA, read_table

CHECKED: frozenset[Effect] = frozenset(("killed", "injured", "missing", "abducted", "detained"))
NO_HARM: frozenset[Effect] = frozenset(("territory", "deployed"))  # ground and troops: counted, and no harm
_DEATH = re.compile(r"\b(?:dead|deaths?|died|bod(?:y|ies)|corpses?|fatalit\w+|victims?|toll|lives?|casualt\w+)\b", re.I)
_HURT = re.compile(r"\b(?:casualt\w+|victims?|hospitali[sz]ed|wounds?|injur\w+)\b", re.I)


def fault_of(
    known: Known, sentences: Iterable[Sentence], effects: Iterable[Effect], *, denied: bool = False
) -> str | None:
    """Why the sentences cannot bear out a claim of these effects; null where they may.

    `denied`: the claim itself denies or doubts it, so that words of denial are no fault. In a language without rules
    the harm must be named by a word of the table of stems, where it has any.
    """
    effects = tuple(effects)
    told: set[Effect] = set()
    unreal: set[Effect] = set()
    acts = False
    sentences = tuple(sentences)
    for sentence in sentences:
        if not known.by_rules and known.seen(sentence) is None:
            return _unnamed(known, sentences, effects)
        if sentence.index not in known.harm:
            known.harm[sentence.index] = _told_in(known, sentence)
        here, only_feared, named = known.harm[sentence.index]
        told |= here | only_feared if denied else here
        unreal |= only_feared
        acts = acts or named
    if not told and not unreal and not acts:
        return "no word of the quote tells of harm or an attack"
    for effect in effects:
        if effect in CHECKED and effect in unreal and effect not in told:
            return f"the quote does not say that anybody was {effect}: it is denied, feared or only planned there"
        if effect in CHECKED and told and effect not in told:
            return f"the quote tells of {', '.join(sorted(told))}, not of people {effect}"
    return None


def read_otherwise(known: Known, sentence: Sentence, words: str, effect: Effect) -> str | None:
    """Why these words do not count people harmed in this way: the rules read them as harmed in another; null if not."""
    if effect not in CHECKED:
        return None
    if sentence.index not in known.told:
        known.told[sentence.index] = tuple(_counted_in(known, sentence))
    low = words.lower()
    read = {as_ for said, as_ in known.told[sentence.index] if low in said or said in low}
    return (
        f"the rules read “{words}” as {', '.join(sorted(read))}, not {effect}" if read and effect not in read else None
    )


def _counted_in(known: Known, sentence: Sentence) -> Iterator[tuple[str, Effect]]:
    """The words of every figure the rules read in a sentence, in lower case, with its effect."""
    seen = known.seen(sentence)
    lexicon = known.vocabulary.lexicon
    if seen is not None:
        told = find_arabic_told(seen.words, known.arabic.lexicon, seen.groups, seen.triggers)
    elif known.by_rules:
        told = find_told(split_words(known.words(sentence)), lexicon, known.vocabulary.armed)
    else:
        told = ()
    for one in told:
        for count in (inside for whole in one.counts for inside in (whole, *whole.includes)):
            yield count.words.lower(), count.effect


def _unnamed(known: Known, sentences: tuple[Sentence, ...], effects: tuple[Effect, ...]) -> str | None:
    """Of a language without rules: the first effect of which no word stands there."""
    words = f" {fold(' '.join(known.words(sentence) for sentence in sentences))}"
    for effect in effects:
        stems = harm_stems().get((known.text.language or "", effect), ())
        if stems and not any(f" {stem}" in words for stem in stems):
            return f"no word of the quote says that people were {effect}"
    return None


@lru_cache(maxsize=1)
def harm_stems() -> dict[tuple[str, str], tuple[str, ...]]:
    """(language, effect) to how its words begin, folded as names are. Raises VocabularyError for a bad row."""
    rows = read_table(DATA / "harm_words.csv", ("language", "effect", "stems", "example"))
    return {(row["language"], row["effect"]): tuple(fold(stem) for stem in row["stems"].split("|")) for row in rows}


def _told_in(known: Known, sentence: Sentence) -> tuple[frozenset[Effect], frozenset[Effect], bool]:
    """The effects told, those only feared or denied, and whether an act or a weapon is named."""
    seen = known.seen(sentence)
    if seen is not None:
        told = {t.word.effect for t in seen.triggers if not (t.negated or t.unreal)}
        told |= {g.effect.effect for g in seen.groups if g.effect is not None}
        unreal = {t.word.effect for t in seen.triggers} - told
        return frozenset(told), frozenset(unreal), bool(find_arabic_acts(seen.words, known.arabic.lexicon))
    lexicon = known.vocabulary.lexicon
    text = known.words(sentence)
    words = split_words(text)
    triggers = find_triggers(words, lexicon)
    told = {t.word.effect for t in triggers if not (t.negated or t.unreal)}
    told |= {one.effect for one in find_told(words, lexicon, known.vocabulary.armed) if not one.none}
    unreal = {t.word.effect for t in triggers} - told
    if _DEATH.search(text):
        told.add("killed")
    if _HURT.search(text):
        told.add("injured")
    return frozenset(told), frozenset(unreal), bool(find_acts(words, lexicon) or find_weapons(words, lexicon))
