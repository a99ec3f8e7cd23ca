"""Words that speak to a machine. In comes a text, out come its sentences that give a model orders, with the words.

Such sentences are sent like any other, since filters are known to miss; but no claim is taken from them, nor from what
follows in their paragraph, and it is said.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whence.records import Text
from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.invisible import shown
from whence.vocabulary.tables import DATA, read_table

_COLUMNS = ("language", "words", "example")


def find_orders(text: Text) -> dict[int, str]:
    """The index of each sentence that speaks to a machine or goes on after one, and the words by which it is known."""
    found: dict[int, str] = {}
    paragraph, words = -1, None
    for sentence in text.sentences:
        if sentence.paragraph != paragraph:
            paragraph, words = sentence.paragraph, None
        words = order_in(text.text[sentence.start : sentence.end]) or words
        if words is not None:
            found[sentence.index] = words
    return found


def order_in(words: str) -> str | None:
    """The words of a sentence that speak to a machine; null for none."""
    match = _orders().search(" ".join(shown(words).split()))
    return match.group() if match else None


@lru_cache(maxsize=1)
def _orders() -> re.Pattern[str]:
    rows = read_table(DATA / "machine_orders.csv", _COLUMNS)
    phrases = {phrase.strip() for row in rows for phrase in row["words"].split("|")}
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)", re.IGNORECASE)
