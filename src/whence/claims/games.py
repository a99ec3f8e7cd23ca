"""Sport and markets, whose attacks are figures of speech. In come a text's sentences, out come those that tell of them.

Only deeds without people counted are left unread there: "gunmen attacked the match and killed nine" is still read.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whence.records import Text
from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.sieve import Sifted
from whence.vocabulary.tables import DATA, read_table

ENOUGH_WORDS = 2  # different words of one sort that make a paragraph one of sport or markets


def find_games(text: Text) -> dict[int, str]:
    """Sentence index -> "sport" or "market" for each sentence of such a paragraph; empty in most texts."""
    words: dict[tuple[int, str], set[str]] = {}
    for sentence in text.sentences:
        for found in _pattern().finditer(text.text, sentence.start, sentence.end):
            sort = _sorts()[found.group().lower()]
            words.setdefault((sentence.paragraph, sort), set()).add(found.group().lower().rstrip("s"))
    games = {paragraph: sort for (paragraph, sort), found in words.items() if len(found) >= ENOUGH_WORDS}
    return {s.index: games[s.paragraph] for s in text.sentences if s.paragraph in games}


@lru_cache(maxsize=1)
def _sorts() -> dict[str, str]:
    return {
        words.strip(): row["sort"]
        for row in read_table(DATA / "not_war.csv", ("sort", "words", "example"))
        for words in row["words"].split("|")
    }


@lru_cache(maxsize=1)
def _pattern() -> Sifted:
    return Sifted(re.compile(rf"\b(?:{alternatives(_sorts())})\b", re.IGNORECASE))
