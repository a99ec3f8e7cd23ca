"""An Arabic sentence as words. In comes its text, out come its words in one spelling with their exact offsets.

Numbers in either set of digits are words of their own, also where "and" or "in" is glued to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.vocabulary.arabic import ArabicPhrases
from whence.vocabulary.folding import fold

_MARK = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_TOKEN = re.compile(
    rf"[0-9٠-٩۰-۹]+(?:[,٬.٫،][0-9٠-٩۰-۹]{{3}}(?![0-9٠-٩۰-۹]))*(?:[.٫][0-9٠-٩۰-۹]+)?|[^\W\d_](?:[^\W\d_]|[{_MARK}])*|[^\w\s]"
)
_ARABIC_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3]")
_OTHER_LETTER = re.compile("[پچژگٹڈڑےںڕڵێۆ]")
_SOME_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class ArabicWords:
    """Tokens of one sentence: `low[i]` folded (a mark as it is), `text[start[i]:end[i]]` the exact words."""

    text: str
    low: list[str]
    start: list[int]
    end: list[int]

    def cut(self, i: int, j: int) -> str:
        """The exact text from token i up to but not including token j, on one line."""
        return " ".join(self.text[self.start[i] : self.end[j - 1]].split()) if j > i else ""


def split_arabic(sentence: str) -> ArabicWords:
    low: list[str] = []
    start: list[int] = []
    end: list[int] = []
    for match in _TOKEN.finditer(sentence):
        word = match.group()
        low.append(fold(word) or word)
        start.append(match.start())
        end.append(match.end())
    return ArabicWords(sentence, low, start, end)


def is_arabic(words: str) -> bool:
    """Whether most letters of a sentence are Arabic ones, and not of another language of that script."""
    if words.isascii():
        return False
    letters = len(_SOME_LETTER.findall(words))
    own = len(_ARABIC_LETTER.findall(words))
    return own > 0.5 * letters and len(_OTHER_LETTER.findall(words)) <= max(1, 0.02 * letters)


def has(words: Sequence[str], phrases: ArabicPhrases[str], first: int, last: int) -> bool:
    """Whether one of the phrases begins in words[first:last]."""
    return any(phrases.at(words, i) is not None for i in range(max(0, first), min(last, len(words))))
