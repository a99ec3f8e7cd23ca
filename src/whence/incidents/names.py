"""Place names that are one name in two spellings. In come names, out comes whether a person would read them as one.

Only what is not in the gazetteer is compared so: "Khan Skeikhoun" and "Khan Shaykhun" share their consonants, and
"al-Bureij" is what others write "Qasr el-Breij".
"""

from __future__ import annotations

import re
from functools import lru_cache

from whence.vocabulary.folding import fold_name

_DIGRAPHS = (("kh", "k"), ("gh", "g"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("ch", "s"), ("ph", "f"), ("q", "k"))
_SOFT = re.compile(r"[aeiouyw']|h\b")
_TWICE = re.compile(r"(.)\1+")
_TELLING = 3  # consonants from which a word of a name tells it from others; "Tal", "Deir" and "Khan" have fewer
_LONG = 5  # consonants from which one may be wrong


@lru_cache(maxsize=65536)
def sound_out(name: str) -> tuple[str, ...]:
    """The consonants of each word of a name: "Khan Shaykhun" -> ("kn", "skn"). Empty where no consonant is left."""
    folded = fold_name(name)
    for written, heard in _DIGRAPHS:
        folded = folded.replace(written, heard)
    words = _SOFT.sub("", folded).split()
    return tuple(_TWICE.sub(r"\1", word) for word in words)


def telling_sounds(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, as `sound_out` has them."""
    return tuple(word for word in sound_out(name) if len(word) >= _TELLING)


@lru_cache(maxsize=65536)
def spelt_alike(a: str, b: str) -> bool:
    """Whether two names are one in two spellings, or one leaves out a word of the other."""
    first, second = sound_out(a), sound_out(b)
    if not telling_sounds(a) or not telling_sounds(b):
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    joined, other = "".join(first), "".join(second)
    return min(len(joined), len(other)) >= _LONG and _one_edit(joined, other)


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter more, less or other makes one of the other."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    return short[start + (len(long) == len(short)) :] == long[start + 1 :]
