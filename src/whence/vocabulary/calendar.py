"""Days, months and weekdays as words. In come words and numbers of dates, out come days and intervals of days.

Nothing here reads the clock: whatever is relative is resolved against a day the caller gives.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from whence.vocabulary.tables import DATA, read_table

Interval = tuple[date, date]

_FIRST_YEAR = 1900
_LAST_YEAR = 2100
_CENTURY_TURN = 70  # two-digit years from here on are of the twentieth century


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """Names and abbreviations of months, folded, to 1..12."""
    rows = read_table(DATA / "months.csv", ("word", "month", "verb_or_name", "example"))
    return MappingProxyType({row["word"]: int(row["month"]) for row in rows})


@lru_cache(maxsize=1)
def ambiguous_months() -> frozenset[str]:
    """Names of months that are other words too ("may", "march")."""
    rows = read_table(DATA / "months.csv", ("word", "month", "verb_or_name", "example"))
    return frozenset(row["word"] for row in rows if row["verb_or_name"])


@lru_cache(maxsize=2)
def weekdays(abbreviations: bool = True) -> Mapping[str, int]:
    """Names of weekdays to 0 (Monday) .. 6, with or without "Fri" and its like."""
    rows = read_table(DATA / "weekdays.csv", ("word", "weekday", "abbreviation", "example"))
    return MappingProxyType(
        {row["word"]: int(row["weekday"]) for row in rows if abbreviations or not row["abbreviation"]}
    )


@lru_cache(maxsize=1)
def small_numbers() -> Mapping[str, int]:
    """Number words and ordinals that stand before units of time."""
    rows = read_table(DATA / "small_numbers.csv", ("word", "value", "example"))
    return MappingProxyType({row["word"]: int(row["value"]) for row in rows})


@lru_cache(maxsize=1)
def campaigns() -> frozenset[str]:
    """Words for what goes on for days: a date of its beginning opens a period."""
    return frozenset(row["word"] for row in read_table(DATA / "campaigns.csv", ("word", "example")))


def guess_year(words: str) -> int:
    """A year of four or two digits: "89" -> 1989, "17" -> 2017."""
    year = int(words.strip("'’"))
    if year >= 100:
        return year
    return year + (1900 if year >= _CENTURY_TURN else 2000)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or null where there is none such (31 April) or the year is out of reason."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12:
        return None
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def month_of(year: int, month: int) -> Interval:
    """The whole month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_of(year: int) -> Interval:
    """The whole year."""
    return date(year, 1, 1), date(year, 12, 31)


def part_of_month(year: int, month: int, part: str) -> Interval:
    """The days of "early" (1st to 10th), "mid" (11th to 20th), "late" (from the 21st); else the whole month."""
    first, last = month_of(year, month)
    if part == "early":
        return first, first.replace(day=10)
    if part == "mid":
        return first.replace(day=11), first.replace(day=20)
    if part == "late":
        return first.replace(day=21), last
    return first, last


def part_of_year(year: int, part: str) -> Interval:
    """The months of "early" (January to April), "mid" (May to August), "late" (from September); else the year."""
    if part == "early":
        return date(year, 1, 1), date(year, 4, 30)
    if part == "mid":
        return date(year, 5, 1), date(year, 8, 31)
    if part == "late":
        return date(year, 9, 1), date(year, 12, 31)
    return year_of(year)


def latest_weekday(weekday: int, on_or_before: date) -> date:
    """The latest such weekday on or before a day (`claims.md`: the rule for "on Friday")."""
    return on_or_before - timedelta(days=(on_or_before.weekday() - weekday) % 7)


def latest_day(month: int, day: int, on_or_before: date) -> date | None:
    """The latest such day of the year on or before a day: "on December 23", published in August."""
    for year in range(on_or_before.year, on_or_before.year - 5, -1):  # 29 February comes every four years
        found = make_day(year, month, day)
        if found and found <= on_or_before:
            return found
    return None


def latest_month(month: int, on_or_before: date) -> int:
    """The year of the latest such month that has begun by a day."""
    return on_or_before.year if month <= on_or_before.month else on_or_before.year - 1


def months_before(day: date, count: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    index = day.year * 12 + day.month - 1 - count
    year, month = divmod(index, 12)
    if year < _FIRST_YEAR:
        return date(_FIRST_YEAR, 1, 1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def date_precision(start: date, end: date) -> int:
    """UCDP GED's date_prec by length: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more."""
    days = (end - start).days + 1
    for limit, precision in ((1, 1), (6, 2), (8, 3), (31, 4)):
        if days <= limit:
            return precision
    return 5
