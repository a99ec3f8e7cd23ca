"""Patterns tried only where their words stand. In come patterns and a text, out come the few that could match in it.

A pattern of words cannot match a text that lacks all of them ("earthquakes?|floods?" needs "earthquake" or "flood").
What each needs is read from the pattern itself; one Aho–Corasick automaton looks for the words of all patterns in one
pass, so that a table of a hundred patterns costs a text hardly more than one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import ahocorasick

try:  # a part of Python's own that it does not promise to keep; without it every pattern is tried, as before
    import re._constants as op  # type: ignore[import-not-found]
    import re._parser as parser  # type: ignore[import-not-found]
except ImportError:  # pragma: no cover
    parser = None

_SHORTEST = 2  # characters: a single letter stands everywhere and tells nothing
# letters that a pattern without regard to case takes for ASCII ones, though their lower case is another
_ODD = str.maketrans({"ſ": "s", "ı": "i", "İ": "i"})
Words = frozenset[str]


class Sieve:
    """Some patterns, by their order; null stands for one that is always possible."""

    def __init__(self, patterns: Iterable[re.Pattern[str] | None]) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        self._needs: list[int] = []  # of each pattern the bits of its groups of words
        bits: dict[str, int] = {}
        groups = 0
        for pattern in patterns:
            needs = 0
            for group in find_needed(pattern) if pattern is not None else ():
                for word in group:
                    bits[word] = bits.get(word, 0) | 1 << groups
                needs |= 1 << groups
                groups += 1
            self._needs.append(needs)
        for word, bit in bits.items():
            self._automaton.add_word(word, bit)
        if bits:
            self._automaton.make_automaton()
        self._empty = not bits

    def possible(self, text: str) -> list[int]:
        """The numbers of the patterns that may match in a text, in their order; each other one cannot."""
        if self._empty:
            return list(range(len(self._needs)))
        have = 0
        for _, bit in self._automaton.iter(_lowered(text)):
            have |= bit
        return [at for at, needs in enumerate(self._needs) if have & needs == needs]


class Sifted:
    """One pattern of words, tried only on a text that has one of the words it needs; else it is as its pattern is."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern

    @cached_property
    def _words(self) -> Any:
        """The automaton of the most telling group of words; null where the pattern needs none."""
        needed = max(find_needed(self.pattern), key=_telling, default=frozenset())
        automaton: Any = ahocorasick.Automaton()
        for word in needed:
            automaton.add_word(word, word)
        automaton.make_automaton()
        return automaton if needed else None

    def is_possible(self, text: str) -> bool:
        """Whether the pattern may match in a text."""
        return self._words is None or next(self._words.iter(_lowered(text)), None) is not None

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.pattern.search(text, start, end) if self.is_possible(text[start:end]) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.pattern.finditer(text, start, end) if self.is_possible(text[start:end]) else iter(())


def _lowered(text: str) -> str:
    return (text if text.isascii() else text.translate(_ODD)).lower()


def find_needed(pattern: re.Pattern[str]) -> tuple[Words, ...]:
    """Groups of lower-case ASCII words: a text that `pattern` matches in has at least one word of each group."""
    return () if parser is None else tuple(_needed(parser.parse(pattern.pattern, pattern.flags)))


def _needed(tree: Any, run: str = "") -> list[Words]:
    """The groups of a part of a pattern; `run` are the letters right before it."""
    groups: list[Words] = []
    for code, arg in (*tree, (None, None)):
        if code is op.LITERAL and arg < 128:
            run += chr(arg).lower()
            continue
        if code is op.SUBPATTERN:
            groups += _needed(arg[3], run)
            run = ""
            continue
        if code is op.BRANCH and (found := _of_branches([_needed(branch, run) for branch in arg[1]])):
            groups += found
            run = ""
            continue
        if len(run) >= _SHORTEST:
            groups.append(frozenset((run,)))
        run = ""
        if code is op.ATOMIC_GROUP:
            groups += _needed(arg)
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and arg[0] > 0:
            groups += _needed(arg[2])
    return groups


def _of_branches(branches: Sequence[list[Words]]) -> list[Words]:
    """One group of the most telling words of each branch; none where some branch needs nothing."""
    if not all(branches):
        return []
    return [frozenset().union(*(max(groups, key=_telling) for groups in branches))]


def _telling(words: Words) -> int:
    """How much a group tells: the length of its shortest word."""
    return min(map(len, words))
