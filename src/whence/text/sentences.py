"""Cutting a stretch of text into sentences. In come a text and two offsets, out come offsets of its sentences.

Own rules and a table of abbreviations, so that "Gen. Odran", "the U.N. General Assembly", "No. 4", quotes and missing
spaces ("irresolution.For his part") survive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from whence.vocabulary.tables import DATA, read_table

MAX_LENGTH = 1500  # a "sentence" longer than this is a list or a broken text; it is cut at a blank

_STOP = re.compile(r"[.!?…؟۔。]+|(?P<item>:\s+(?=--\s)|\s(?=\*\s[A-Z0-9-]))")
_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«([–—-*•¿¡#"
_BULLET = re.compile(r"(?:[-–—*•·▪]{1,3}|\(?\d{1,2}[.)])\s+(?=\S)")
_LAST_TOKEN = re.compile(r"[^\s(\[\"'“‘]*\Z")
_SOME_WORD = re.compile(r"[^\W_]{2}|[^\W\d_]\s")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, str]:
    """Abbreviation in lower case, with its full stop, to how it ends: never, number, open."""
    rows = read_table(DATA / "abbreviations.csv", ("abbreviation", "ends", "example"))
    return MappingProxyType({row["abbreviation"]: row["ends"] for row in rows})


@lru_cache(maxsize=1)
def sentence_starters() -> frozenset[str]:
    """Words, in lower case, that commonly begin a sentence."""
    return frozenset(row["word"] for row in read_table(DATA / "sentence_starters.csv", ("word", "example")))


def find_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, each trimmed of blanks and of a leading bullet; empty ones are left out."""
    found: list[tuple[int, int]] = []
    for first, last in _cuts(text, start, end):
        first, last = trim(text, first, last)
        while bullet := _BULLET.match(text, first, last):
            first = bullet.end()
        if first < last and _SOME_WORD.search(text, first, last):
            found.extend(_shorter(text, first, last))
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _STOP.finditer(text, start, end):
        after = stop.end()
        if stop.lastgroup == "item":
            yield first, after
            first = after
            continue
        while after < end and text[after] in _CLOSERS:
            after += 1
        if after < end and _ends_here(text, first, stop.start(), stop.end(), after, end):
            yield first, after
            first = after
    yield first, end


def _ends_here(text: str, first: int, stop: int, stop_end: int, after: int, end: int) -> bool:
    """Whether the stop at `stop`..`after` (its closing quotes included) ends a sentence."""
    if not text[after].isspace():
        return _glued(text, stop, stop_end, after, end)
    follower = after
    while follower < end and text[follower].isspace():
        follower += 1
    if follower == end:
        return True
    begins = text[follower]
    if begins in _OPENERS:
        begins = _first_letter(text, follower, end)
    if begins.islower():
        return False
    if text[stop:stop_end] != "." or after > stop_end:
        return True
    return not _abbreviated(text, first, stop, follower, end)


def _glued(text: str, stop: int, stop_end: int, after: int, end: int) -> bool:
    """A missing blank: "irresolution.For", `a close.”He`; not "U.S.-led", "Asia.Net" or a web address."""
    if after + 1 >= end or not text[after].isupper() or not (text[after + 1].islower() or text[after + 1] == " "):
        return False
    word = text[max(0, stop - 3) : stop]
    if not (len(word) == 3 and word.isalpha() and (word.islower() or after > stop_end)):
        return False
    token_start = max(text.rfind(" ", 0, stop), text.rfind("\n", 0, stop)) + 1
    token = text[token_start:stop]
    return "/" not in token and "@" not in token and not token.startswith("www")


def _first_letter(text: str, at: int, end: int) -> str:
    """The first letter or digit after opening marks, else a stand-in that is not lower case."""
    for c in text[at : min(end, at + 8)]:
        if c.isalnum():
            return c
    return "X"


def _abbreviated(text: str, first: int, stop: int, follower: int, end: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or initial, and the sentence goes on."""
    found = _LAST_TOKEN.search(text, max(first, stop - 12), stop)
    token = found.group().lower() + "." if found else "."
    ends = abbreviations().get(token)
    if ends is None:  # an initial: "J. Odran"
        return len(token) == 2 and text[stop - 1].isupper() and text[follower].isalpha()
    if ends == "never":
        return True
    if ends == "number":
        return text[follower].isdigit()
    word = _WORD.match(text, follower, min(end, follower + 20))
    return word is None or word.group().lower() not in sentence_starters()


def _shorter(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence itself, or its pieces where it is longer than any sentence should be."""
    while end - start > MAX_LENGTH:
        cut = text.rfind("; ", start + MAX_LENGTH // 2, start + MAX_LENGTH)
        if cut < 0:
            cut = text.rfind(" ", start + MAX_LENGTH // 2, start + MAX_LENGTH)
        cut = start + MAX_LENGTH if cut < 0 else cut + 1
        first, last = trim(text, start, cut)
        if first < last:
            yield first, last
        start = cut
    start, end = trim(text, start, end)
    if start < end:
        yield start, end
