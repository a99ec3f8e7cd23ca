"""Sketching a text for near-duplicates. In come words, out comes a bottom-k sketch of 32-bit numbers.

The share of common numbers in two sketches estimates how much of their five-word runs two texts have in common;
a sketch says nothing of the text itself.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from heapq import nsmallest

from whence.vocabulary.folding import fold

SKETCH = "bottom-64-of-5-words-v1"
SIZE = 64
SHINGLE = 5
_WORD = re.compile(r"[^\W_]+")


def find_words(text: str) -> list[str]:
    """The words of a text, folded: lower case, accents gone."""
    return [w if w.isascii() else fold(w) for w in _WORD.findall(text.casefold().replace("'", "").replace("’", ""))]


def make_sketch(words: Iterable[str]) -> tuple[int, ...]:
    """The 64 lowest hashes of the text's five-word runs, sorted; of a text shorter than that, its one run."""
    words = list(words)
    if not words:
        return ()
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    return tuple(sorted(nsmallest(SIZE, {_hash(run) for run in runs})))


def _hash(run: str) -> int:
    """CRC-32 with its bits mixed, so that the lowest are a fair sample; the same on every machine."""
    value = zlib.crc32(run.encode())
    value = ((value ^ (value >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return value ^ (value >> 16)
