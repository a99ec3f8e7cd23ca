"""Deeds that a sentence does not tell as having happened. In comes a sentence, out comes of what it speaks, or null.

A law's words, an exercise, a film, a false rumour, what a hospital could treat, a death in bed: nobody is counted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whence.errors import VocabularyError
from whence.vocabulary.tables import DATA, read_table


def speaks_of(sentence: str) -> str | None:
    """ "law", "an exercise", "fiction", … where the sentence speaks of such; else null."""
    for sort, pattern in _patterns():
        if pattern.search(sentence):
            return sort
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for row in read_table(DATA / "not_told.csv", ("sort", "pattern", "example")):
        try:
            made.append((row["sort"], re.compile(row["pattern"], re.IGNORECASE)))
        except re.error as problem:
            raise VocabularyError(f"{row['line']}: {problem}", remedy="mend the pattern") from problem
    return tuple(made)
