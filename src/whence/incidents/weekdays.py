"""The weekday that an undated claim names. In come a claim's words of time, out comes the weekday, if one is named."""

from __future__ import annotations

import re
from functools import cache

from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.calendar import weekdays
from whence.vocabulary.folding import fold


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b({alternatives(weekdays(False))})s?\b")


def named_weekday(words: str) -> int | None:
    """0 for Monday to 6; null where the words name none ("overnight")."""
    found = _pattern().search(fold(words))
    return weekdays(False)[found.group(1)] if found else None


def falls_on(weekday: int, first: int, last: int) -> bool:
    """Whether a weekday is among the days from `first` to `last` (proleptic ordinals)."""
    return (weekday - (first - 1)) % 7 <= last - first
