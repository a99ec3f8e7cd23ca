"""What a reader can see of a text. In comes a text, out comes what is shown, and where each character stood.

Zero-width letters, tags, text-direction marks and control characters show nothing to a person and can carry words for a
machine; they are left out of what a model is sent, and out of the way when its quotes are looked up.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SEEN_ALL_THE_SAME = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")  # Arabic signs of numbers
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BREAKS = frozenset("\n\t\r\v\f\x85")


@lru_cache(maxsize=4096)
def is_invisible(character: str) -> bool:
    """Whether a character shows nothing and is no white space: formats, tags, selectors, fillers, controls."""
    if character in _BREAKS or character in _SEEN_ALL_THE_SAME:
        return False
    code = ord(character)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF
    return selector or character in _FILLERS or unicodedata.category(character) in ("Cf", "Cc")


def shown(text: str) -> str:
    """The text without what is invisible; half characters (lone surrogates) become the sign for a broken one."""
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text if not is_invisible(c))


def count_hidden(text: str) -> int:
    """How many characters show nothing and belong to no script's spelling (joiners and soft hyphens do)."""
    if text.isascii():
        return 0
    return sum(1 for c in text if is_invisible(c) and c not in "\u200c\u200d\u00ad\u200e\u200f\ufeff\ufe0f")
