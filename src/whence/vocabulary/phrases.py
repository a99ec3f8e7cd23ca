"""Finding many known phrases at once. In come phrases with what they stand for, out comes where a text has them.

One Aho–Corasick automaton per table: a text is read once, whatever the number of phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

T = TypeVar("T")
SHORT_NAME_LENGTH = 5
# short names that are English words too, so that capitals alone do not tell them
_ENGLISH = frozenset(("is", "us", "who", "it", "as", "an", "be", "can", "may", "all", "ap", "aa"))
_FEW_SMALL = 25
_OTHER_ARTICLE = re.compile(r"\bal[- ](?=\w)")  # "Jaish al-Example" is written "Jaish al Example" too
_BLANKS = re.compile(r"\s\s+|[^\S ]")


class Found(NamedTuple, Generic[T]):
    """A phrase in a text: half-open offsets, and what it stands for."""

    start: int
    end: int
    value: T


class PhraseFinder(Generic[T]):
    """Known phrases, found as whole words without regard to case; of overlapping ones the longest wins.

    A short name in capitals ("IS", "WHO") is found only in capitals; in a text that has nothing but capitals, not at
    all if it is an English word. Where a phrase is given twice the first counts.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        known: dict[str, tuple[str, T]] = {}
        for phrase, value in phrases:
            known.setdefault(lower(straight(phrase)), (phrase, value))
        for key, entry in tuple(known.items()):
            known.setdefault(_OTHER_ARTICLE.sub(lambda m: "al " if m.group()[-1] == "-" else "al-", key), entry)
        for key, (phrase, value) in known.items():
            letters = phrase.replace(".", "")
            exact = letters.isalpha() and letters.isupper() and len(letters) < SHORT_NAME_LENGTH
            self._automaton.add_word(key, (len(key), phrase if exact else None, value))
        if known:
            self._automaton.make_automaton()
        self._empty = not known

    def find(self, text: str, *, capitals: bool = False) -> tuple[Found[T], ...]:
        """The phrases in `text`, in its order, none overlapping another. `capitals`: the text has no lower case."""
        if self._empty:
            return ()
        # line ends or several blanks between words; no other blank than the plain one is printable
        if ("  " in text or not text.isprintable()) and _BLANKS.search(text) is not None:
            squeezed, at = _squeezed(text)
            found = self.find(squeezed, capitals=capitals)
            return tuple(Found(at[f.start], at[f.end - 1] + 1, f.value) for f in found)
        kept: list[Found[T]] = []
        for start, reverse_end, value in sorted(self._hits(text, capitals), key=_place):
            end = -reverse_end
            if not kept or start >= kept[-1].end:
                kept.append(Found(start, end, value))
            elif end - start > kept[-1].end - kept[-1].start:
                kept[-1] = Found(start, end, value)
        return tuple(kept)

    def _hits(self, text: str, capitals: bool) -> Iterator[tuple[int, int, T]]:
        """Every phrase there: its start, its end with a minus (so that longer ones sort first), its value."""
        plain = straight(text)
        lowered = lower(plain)
        for last, (length, exact, value) in self._automaton.iter(lowered):
            start, end = last + 1 - length, last + 1
            if not _is_whole(plain, start, end):
                continue
            if exact is not None and (lowered[start:end] in _ENGLISH if capitals else plain[start:end] != exact):
                continue
            yield start, -end, value


_place = itemgetter(0, 1)


@lru_cache(maxsize=4)
def _squeezed(text: str) -> tuple[str, list[int]]:
    """A text with one blank for each stretch of blanks, and for each of its characters where it stood."""
    squeezed: list[str] = []
    at: list[int] = []
    done = 0
    for blanks in _BLANKS.finditer(text):
        squeezed += (text[done : blanks.start()], " ")
        at += range(done, blanks.start() + 1)
        done = blanks.end()
    return "".join((*squeezed, text[done:])), [*at, *range(done, len(text))]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether [start, end) are whole words: no letter at either side, nor a hyphen that makes one word of two.

    "Britain-based" does not name Britain, nor "non-Syrians" Syrians; "SANA-Terrorists" is a dateline and its text.
    """
    if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
        return False
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].islower():
        return False
    return not (start > 1 and text[start - 1] == "-" and text[start - 2].islower())


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay true ("İ" would become two characters)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def straight(text: str) -> str:
    """Curly apostrophes made straight, length unchanged."""
    return text.replace("’", "'").replace("‘", "'") if "’" in text or "‘" in text else text


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals only, so that case says nothing about names."""
    if sum(map(str.islower, text[:60])) > _FEW_SMALL:
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 20 and sum(c.isupper() for c in letters) > 0.9 * len(letters)
