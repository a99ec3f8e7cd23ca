"""Words of harm that stand around the people harmed. In comes a sentence being read, out come people told of so.

"Took 15 villagers hostage", "forced 300 residents out of their homes", "shot two men dead": verb, people, tail.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from whence.claims.figures.chains import object_chain
from whence.claims.figures.reading import Reader, Told
from whence.claims.figures.told import make
from whence.claims.figures.triggers import ADVERBS, trigger_of
from whence.errors import VocabularyError
from whence.records import EFFECTS
from whence.vocabulary.lexicon import EffectWord
from whence.vocabulary.tables import DATA, read_table

_REACH = 6  # words between the people and the tail: "took 15 villagers of the town hostage"
_LIGHT = frozenset({"up", "some", "the", "all", "in"})
_LEFT = frozenset({"left", "leaving", "leaves"})
_ENDS = frozenset({",", ".", ";", ":", "and", "but", "who", "which", "that"})

Tails = tuple[tuple[tuple[str, ...], EffectWord], ...]


@lru_cache(maxsize=1)
def _verbs() -> dict[str, Tails]:
    """Verb -> its tails, longest first, each with the effect it tells."""
    verbs: dict[str, list[tuple[tuple[str, ...], EffectWord]]] = {}
    for row in read_table(DATA / "effects_around.csv", ("verb", "tail", "effect", "act", "mode", "example")):
        if row["effect"] not in EFFECTS:
            raise VocabularyError(f"{row['line']}: effect is '{row['effect']}'", remedy=f"one of {', '.join(EFFECTS)}")
        word = EffectWord(row["effect"], "past", "around", row["act"] or None, row["mode"] or None)
        for verb in row["verb"].split("|"):
            verbs.setdefault(verb, []).extend((tuple(tail.split()), word) for tail in row["tail"].split("|"))
    return {verb: tuple(sorted(tails, key=lambda t: -len(t[0]))) for verb, tails in verbs.items()}


@lru_cache(maxsize=1)
def _first_of_tails() -> frozenset[str]:
    return frozenset(words[0] for tails in _verbs().values() for words, _ in tails)


def stands_around(low: list[str]) -> bool:
    """A quick look whether a sentence has such a verb and a tail at all."""
    return not (_verbs().keys().isdisjoint(low) or _first_of_tails().isdisjoint(low))


def told_around(reader: Reader) -> list[Told]:
    """People between a verb and its tail; groups that are read so are taken."""
    low = reader.words.low
    verbs = _verbs()
    told: list[Told] = []
    for i, word in enumerate(low):
        tails = verbs.get(word)
        start = _people_after(reader, i + 1) if tails is not None else None
        if tails is None or start is None or start in reader.taken:
            continue
        chain = object_chain(reader, start)
        last = reader.groups[chain[-1]]
        found = _tail_after(reader, last.first + 1, last.last + _REACH, tails)
        if found is None:
            continue
        at, effect = found
        if at == last.last and low[i] in _LEFT and effect.effect in ("killed", "injured"):
            continue  # "left 15 people dead": the state right after the people tells it, with all that follows
        if at < last.last:  # "15 villagers hostage": the tail is no part of who they are
            shorter = replace(last, last=at, head=low[at - 1])
            reader.groups = (*reader.groups[: chain[-1]], shorter, *reader.groups[chain[-1] + 1 :])
        trigger = trigger_of(reader.words, i, i + 1, effect)
        made = make(reader, trigger, chain)
        if made is None:
            continue
        for k in chain:
            reader.taken[k] = trigger
        told.append(made)
    return told


def _people_after(reader: Reader, j: int) -> int | None:
    low = reader.words.low
    while j < len(low) and (low[j] in ADVERBS or low[j] in _LIGHT) and not any(g.first == j for g in reader.groups):
        j += 1
    return next((k for k, g in enumerate(reader.groups) if g.first == j), None)


def _tail_after(reader: Reader, i: int, end: int, tails: Tails) -> tuple[int, EffectWord] | None:
    """Where the nearest tail begins and its effect, not across the end of a clause or another word of harm; or None."""
    low = reader.words.low
    for at in range(i, min(len(low), end)):
        for words, effect in tails:
            if tuple(low[at : at + len(words)]) == words:
                return at, effect
        if low[at] in _ENDS or any(t.first == at for t in reader.triggers):
            return None
    return None
