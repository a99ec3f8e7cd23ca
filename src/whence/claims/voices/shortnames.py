"""Names in initials. In comes a text, out comes what its short names stand for ("the Halvern Relief Office (HRO)")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_DEFINED = re.compile(
    r"((?:[A-Z][\w’'-]{1,40}\s{1,9}(?:(?:of|for|and|the|in|on)\s{1,9}){0,2}){2,7})\(\s{0,9}([A-Z]{2,7})\s{0,9}\)"
)
_SHORT = re.compile(r"[A-Z]{2,7}")


def find_short_names(text: str) -> dict[str, str]:
    """Each short name that a text explains in brackets after the full one, with the full one on one line."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        words, short = match.group(1).split(), match.group(2)
        for start in range(len(words)):
            if initials(" ".join(words[start:])) == short:
                found.setdefault(short, " ".join(words[start:]))
                break
    return found


def initials(name: str) -> str:
    """The first letters of a name's capitalised words: "Halvern Relief Office" gives "HRO"."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def find_full_name(short: str, names: Iterable[str]) -> str | None:
    """The one of `names` that has these initials; null where none or two do, or where `short` is no short name."""
    if not _SHORT.fullmatch(short):
        return None
    full = {name for name in names if name != short and initials(name) == short}
    return next(iter(full)) if len(full) == 1 else None


def spelled_out(name: str, full: Mapping[str, str]) -> str:
    """A name with its short names spelled out: "HRO official" is a "Halvern Relief Office official"."""
    return " ".join(full.get(word, word) for word in name.split())
