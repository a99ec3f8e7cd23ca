"""How a line is worded. In comes a line, out comes whether it looks like a headline's capitals or running words."""

from __future__ import annotations

import re

JOINING_WORDS = frozenset(
    "the a an of in on at by to for with from and or but that as near than into its his their".split()  # noqa: SIM905
)
WORDS = re.compile(r"\S+")
FUNCTION_WORDS = JOINING_WORDS | frozenset(
    "after over amid against during while is are be was were has have not says".split()  # noqa: SIM905
)


def title_share(line: str) -> float:
    """The share of a line's longer words that begin with a capital; 0 where there are only capitals."""
    if line.isupper():
        return 0.0
    words = [word for word in WORDS.findall(line) if len(word) > 3 and word[0].isalpha() and word not in FUNCTION_WORDS]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0
