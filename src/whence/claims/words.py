"""A sentence as words. In comes its text, out come its lower-cased tokens with their offsets.

Everything after this works on the lower-cased words, so that text in capitals reads like any other; `capital`
remembers which words were capitalised where that tells something (it tells nothing in text all in capitals).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from whence.vocabulary.lexicon import word_set

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])"  # 1,300
    r"|\d+(?:\.\d+)?(?![\w-])"  # 15, 2.5
    r"|\d+(?=-\d)"  # 10-12
    r"|(?:[A-Za-z]\.){2,}"  # U.S.
    r"|[^\W_]+(?:[-.&][^\W_]+)*"  # words, 12-year-old, 187th
    r"|['’]\w+"  # 's
    r"|--|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens of one sentence. `low[i]` is lower-case, `text[start[i]:end[i]]` the exact words; `capital[i]` is
    false throughout where the whole sentence is in capitals."""

    text: str
    low: list[str]
    start: list[int]
    end: list[int]
    capital: list[bool]
    shouting: bool

    def cut(self, i: int, j: int) -> str:
        """The exact text from token i up to but not including token j, on one line."""
        if j <= i:
            return ""
        return " ".join(self.text[self.start[i] : self.end[j - 1]].split())


NAME_MARK = "^"
_SMALL_WORDS = word_set("is us it who am an as at in on or to he we so un no")


@lru_cache(maxsize=16_384)
def _lowered(word: str, shouting: bool) -> str:
    """Lower case; "IS" and "US" in running text are names and keep a mark, so as not to be read as "is"."""
    low = word.lower().replace("’", "'")
    name = not shouting and len(word) > 1 and word.isupper() and low in _SMALL_WORDS
    return low + NAME_MARK if name else low


def split_words(sentence: str) -> Words:
    low: list[str] = []
    start: list[int] = []
    end: list[int] = []
    capital: list[bool] = []
    large = sum(map(str.isupper, sentence))
    shouting = large > 9 and (letters := sum(map(str.isalpha, sentence))) > 12 and large > 0.8 * letters
    for match in _TOKEN.finditer(sentence):
        word = match.group()
        first, last = match.span()
        low.append(word if word.islower() and word.isascii() else _lowered(word, shouting))
        start.append(first)
        end.append(last)
        capital.append(not shouting and word[0].isupper())
    if _is_title_case(low, capital):
        capital = [False] * len(capital)
    return Words(sentence, low, start, end, capital, shouting)


def _is_title_case(low: list[str], capital: list[bool]) -> bool:
    """A Headline Written Like This: its capitals tell nothing of names."""
    long = [capital[i] for i, word in enumerate(low) if len(word) > 3 and word.isalpha()]
    return 4 <= len(long) <= 25 and sum(long) > 0.85 * len(long)
