"""Sentences that speak to a machine. In comes a text, out come the sentences that give a model orders, with the words.

Such a sentence is sent like any other, since filters are known to miss; but no claim is taken from it, and it is said.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whence.claims.proposed.visible import shown
from whence.records import Sentence, Text
from whence.vocabulary.tables import DATA, read_table

_COLUMNS = ("language", "words", "example")


def find_orders(text: Text) -> dict[int, str]:
    """The index of each sentence that speaks to a machine, and the words by which it is known."""
    found: dict[int, str] = {}
    for sentence in text.sentences:
        words = order_in(_plain(text, sentence))
        if words is not None:
            found[sentence.index] = words
    return found


def order_in(words: str) -> str | None:
    """The words of a sentence that speak to a machine; null for none."""
    match = _orders().search(" ".join(shown(words).split()))
    return match.group() if match else None


def _plain(text: Text, sentence: Sentence) -> str:
    return text.text[sentence.start : sentence.end]


@lru_cache(maxsize=1)
def _orders() -> re.Pattern[str]:
    rows = read_table(DATA / "machine_orders.csv", _COLUMNS)
    phrases = {phrase.strip() for row in rows for phrase in row["words"].split("|")}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(rf"(?<!\w){re.escape(p)}(?!\w)" for p in longest_first), re.IGNORECASE)
