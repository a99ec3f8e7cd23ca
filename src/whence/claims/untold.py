"""Deeds that a sentence does not tell as having happened, or that are none of war. In comes a sentence, out comes why.

A law's words, an exercise, a film, a false rumour, an accident, a disease, a death in bed: nobody is counted. Figures
of speech ("bombarded with questions") cover their own words only; what stands beside them is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from whence.errors import VocabularyError
from whence.records import Text
from whence.vocabulary.phrases import PhraseFinder, is_capitals
from whence.vocabulary.sieve import Sieve
from whence.vocabulary.tables import DATA, read_table

Unless = Literal["", "war", "war-text"]
_UNLESS: tuple[Unless, ...] = ("", "war", "war-text")


class _Kind(NamedTuple):
    """A row of `not_told.csv`."""

    sort: str
    pattern: re.Pattern[str]
    unless: Unless


def speaks_of(sentence: str, *, war: bool, war_text: bool) -> str | None:
    """ "law", "an exercise", "accident", … where the sentence speaks of such; else null.

    `war`: the sentence has a word of war besides; `war_text`: the text has one anywhere.
    """
    kinds, sieve = _kinds()
    for kind in map(kinds.__getitem__, sieve.possible(sentence)):
        if (kind.unless == "war" and war) or (kind.unless == "war-text" and (war or war_text)):
            continue
        if kind.pattern.search(sentence):
            return kind.sort
    return None


def find_figures(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where figures of speech stand, as half-open offsets; mostly nowhere."""
    patterns, sieve = _figures()
    return tuple(match.span() for at in sieve.possible(sentence) for match in patterns[at].finditer(sentence))


def find_war(text: Text, armed: frozenset[str]) -> frozenset[int]:
    """The indices of the sentences that have a word of war outside figures of speech. `armed`: the pack's own words."""
    hits = [found.start for found in _war_words(armed).find(text.text, capitals=is_capitals(text.text))]
    found: set[int] = set()
    at = 0
    for sentence in text.sentences:
        while at < len(hits) and hits[at] < sentence.start:
            at += 1
        if at < len(hits) and hits[at] < sentence.end:
            figures = find_figures(text.text[sentence.start : sentence.end])
            inside = (hit - sentence.start for hit in hits[at:] if hit < sentence.end)
            if any(not covered(offset, figures) for offset in inside):
                found.add(sentence.index)
    return frozenset(found)


def covered(offset: int, figures: Sequence[tuple[int, int]]) -> bool:
    """Whether a figure of speech covers what stands at an offset."""
    return any(start <= offset < end for start, end in figures)


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[_Kind, ...], Sieve]:
    made = []
    for row in read_table(DATA / "not_told.csv", ("sort", "pattern", "unless", "example")):
        unless = next((known for known in _UNLESS if known == row["unless"]), None)
        if unless is None:
            raise VocabularyError(f"{row['line']}: unless is {row['unless']!r}", remedy="use war, war-text or nothing")
        made.append(_Kind(row["sort"], _compiled(row), unless))
    return tuple(made), Sieve(kind.pattern for kind in made)


@lru_cache(maxsize=1)
def _figures() -> tuple[tuple[re.Pattern[str], ...], Sieve]:
    patterns = [_compiled(row) for row in read_table(DATA / "figures_of_speech.csv", ("sort", "pattern", "example"))]
    return tuple(patterns), Sieve(patterns)


@lru_cache(maxsize=8)
def _war_words(armed: frozenset[str]) -> PhraseFinder[None]:
    rows = read_table(DATA / "war_words.csv", ("words", "example"))
    words = {words.strip() for row in rows for words in row["words"].split("|")} | {w for w in armed if "^" not in w}
    return PhraseFinder((word, None) for word in sorted(words))


def _compiled(row: dict[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(row["pattern"], re.IGNORECASE)
    except re.error as problem:
        raise VocabularyError(f"{row['line']}: {problem}", remedy="mend the pattern") from problem
