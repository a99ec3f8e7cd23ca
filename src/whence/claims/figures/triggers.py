"""Words of harm in a sentence. In come its words, out come triggers with how they stand: told, denied, only feared.

A trigger is told only where the sentence says that it happened: not after "could", "plans to", "without", "if".
"""

from __future__ import annotations

from dataclasses import dataclass

from whence.claims.words import Words
from whence.vocabulary.lexicon import EffectWord, Lexicon, word_set

BE = frozenset({"was", "were", "been", "be", "being", "is", "are", "got", "get", "gets", "getting"})
SINGULAR_BE = frozenset({"was", "is", "has"})
HAVE = frozenset({"have", "has", "had", "'ve", "having"})
MODALS = frozenset({"would", "could", "might", "may", "can", "should", "must", "will", "shall", "cannot", "'ll"})
NOT = frozenset({"not", "never", "'t", "n't", "neither", "nor", "hardly"})
ADVERBS = word_set(
    """
    also reportedly allegedly either since then later already now still both all apparently immediately
    initially instantly brutally mostly seriously severely critically slightly badly lightly gravely fatally
    deliberately summarily recently subsequently believed confirmed reported recorded documented
    estimated said alleged thought known feared presumed
    assumed reportedly first so far just officially previously always again even only soon too have to
    """
)
_WANTING = word_set(
    """
    plan plans planned planning planing threaten threatens threatened threatening attempt attempts attempted
    attempting try tries tried trying want wants wanted intend intends intended aim aims aimed vow vows
    vowed vowing order orders ordered ordering seek sought refuse refused plot plots plotted plotting
    conspire conspired conspiring hope hoped decide decided ready prepared order orders able unable enough
    likely going designed meant continue continued used
    """
)
_AVOIDING = word_set(
    """
    without avoid avoiding avoided prevent preventing prevented minimize minimise minimizing minimising risk
    risks fear fears danger against before if unless whether
    """
)
_FUTURE_IS_TOLD = frozenset({"deployed", "evacuated"})
_MEANT = word_set(
    """
    plan plans planned planning intend intends intended want wants wanted hope hopes hoped threaten threatens
    threatened aim aims vow vows vowed refuse refused consider considering considered
    """
)
_SHORTEST_PLURAL = 3
# words with an "s" at their end that may follow "missing" and name no things
_NO_PLURALS = word_set(
    "says was has does this thus its his hers hours days weeks months years as is perhaps besides across"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words[first:last]; `auxiliary` is where its verb group begins (its own first word when it has none)."""

    first: int
    last: int
    word: EffectWord
    words: str
    auxiliary: int
    passive: bool
    perfect: bool
    singular: bool
    negated: bool
    unreal: bool


def find_triggers(words: Words, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """All triggers left to right; a word with several readings gives one trigger for each."""
    found: list[Trigger] = []
    i, n = 0, len(words.low)
    while i < n:
        readings = lexicon.effects.all_at(words.low, i) if words.low[i] in lexicon.effect_gate else []
        if words.low[i] == "fleeing" and lexicon.people.at(words.low, min(i + 1, n - 1)) is not None:
            i += 1
            continue  # "38 fleeing civilians"
        for last, word in readings:
            if word.effect != "missing" or not _is_of_a_thing(words.low, last, lexicon):
                found.append(trigger_of(words, i, last, word))
        i = readings[0][0] if readings else i + 1
    return tuple(found)


def _is_of_a_thing(low: list[str], j: int, lexicon: Lexicon) -> bool:
    """ "12 missing books": the word says how things are, it counts nobody."""
    word = low[j] if j < len(low) else ""
    plural = word.isalpha() and word.endswith("s") and not word.endswith("ss") and len(word) > _SHORTEST_PLURAL
    return plural and word not in _NO_PLURALS and lexicon.people.at(low, j) is None


def trigger_of(words: Words, first: int, last: int, word: EffectWord) -> Trigger:
    """Words[first:last] as a trigger, with its verb group before it."""
    low = words.low
    k = first - 1
    passive = perfect = singular = negated = unreal = False
    verb = first
    while k >= 0:
        if low[k] in BE:
            passive, singular, verb = True, singular or low[k] in SINGULAR_BE, k
        elif low[k] in HAVE:
            perfect, singular, verb = True, singular or low[k] == "has", k
        elif low[k] in NOT:
            negated, verb = True, k
        elif low[k] in MODALS:
            unreal, verb = True, k
        elif low[k] == "to" and k > 0 and (passive or word.part == "act"):
            unreal = unreal or not perfect or low[k - 1] in _WANTING
            verb = k
        elif (
            low[k] in ("shot", "beaten", "tortured", "stabbed", "kidnapped", "abducted", "arrested")
            and low[k + 1] in ("and", ",", "to")
        ) or (
            low[k] == "and"
            and k > 0
            and low[k - 1] in ("shot", "beaten", "tortured", "stabbed", "kidnapped", "abducted")
        ):
            verb = k
        elif low[k] == "and" and k > 1 and low[k - 1].endswith("ed") and low[k - 2] in BE:
            passive, singular, verb = True, singular or low[k - 2] in SINGULAR_BE, k - 2
            k -= 2  # "he was engaged and killed"
        elif low[k] in ADVERBS or (
            low[k].endswith("ly") and len(low[k]) > 4 and low[k] not in ("family", "assembly", "only")
        ):
            pass
        else:
            break
        k -= 1
    before = low[max(0, verb - 3) : verb]
    if word.part in ("ing", "noun", "act"):
        if word.part == "noun" and before[-2:] == ["against", "the"]:
            before = before[:-2]  # "spoke out against the kidnapping of 15 people"
        if word.part == "ing" and before[-1:] != ["before"]:
            before = [b for b in before if b != "before"]  # "hit the clinic before dawn, killing two"
        unreal = unreal or any(b in _AVOIDING or b in _WANTING for b in before)
        negated = negated or "without" in before
    elif any(b in ("if", "unless", "whether", "lest") for b in low[max(0, verb - 6) : verb]):
        unreal = True
    if word.part == "done" and first > 0 and low[first - 1] in ("from", "to") and not perfect:
        unreal = True  # "kept from fleeing", "tried to flee"
    if word.effect in _FUTURE_IS_TOLD:
        unreal = unreal and any(b in _AVOIDING or b in _MEANT for b in before)
    return Trigger(first, last, word, words.cut(first, last), verb, passive, perfect, singular, negated, unreal)
