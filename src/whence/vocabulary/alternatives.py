"""Many words as one regular expression. In come words, out come alternatives that share their beginnings.

"raid|raids|rocket" becomes "r(?:aid(?:s|)|ocket)": at each place of a text the pattern looks once for each letter that
a word can go on with, and not once for each word. Of words that begin alike the longest is tried first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_Tree = dict[str, "_Tree"]


def alternatives(words: Iterable[str], *, blank: str = r"\ ") -> str:
    """A pattern's alternatives, to be put into a group; `blank` is what stands for a blank within a phrase."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(blank if letter == " " else re.escape(letter), {})
        node[""] = {}
    return "|".join(_branches(tree))


def _branches(tree: _Tree) -> list[str]:
    made = []
    for letter, after in sorted(tree.items(), reverse=True):  # the end of a word comes last
        run = letter
        while len(after) == 1 and "" not in after:
            ((letter, after),) = after.items()
            run += letter
        rest = _branches(after)
        made.append(run if rest in ([], [""]) else f"{run}(?:{'|'.join(rest)})")
    return made
