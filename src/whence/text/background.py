"""Telling a report's standing context. In come its sentences, out come those that give the war's toll and start.

Only where clear: from the last third of the article, and by the wording of `background_cues.csv`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whence.vocabulary.tables import DATA, read_table

_FROM = 0.6  # share of the article's sentences before which nothing is background


@lru_cache(maxsize=1)
def background_cues() -> re.Pattern[str]:
    """One pattern of all cues."""
    rows = read_table(DATA / "background_cues.csv", ("pattern", "example"))
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows), re.IGNORECASE)


def find_background(sentences: list[str]) -> set[int]:
    """Numbers of the sentences that are standing context."""
    first = int(len(sentences) * _FROM)
    return {i for i, sentence in enumerate(sentences) if i >= max(first, 2) and background_cues().search(sentence)}
