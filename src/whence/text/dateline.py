"""Reading the publication date at the head of a report. In comes its text, out come the day, its words and notes.

Only the head, and what is clearly labelled ("Posted on", "Last update:"), is read; never a comment. A numeric date
that can be read two ways stays open unless a weekday or the text itself settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from whence.records import Published
from whence.text.agency import agency_words
from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.calendar import guess_year, make_day, months, weekdays

HEAD = 1500  # characters in which a date may stand as the head's
_PARAGRAPHS = 8  # paragraphs that count as the head

NO_DATE = "no publication date: weekdays and 'yesterday' stay open; give --published"


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says of the date. `start`, `end` are the offsets of its words, null when none was found."""

    published: Published | None
    start: int | None
    end: int | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    days: tuple[date, ...]  # one, or two readings; empty when the year is missing
    remark: str | None = None
    month_day: tuple[int, int] | None = None


_LABEL = (
    r"(?:(?:first |originally )?(?:published|posted|publication date|date of publication|release date|issued|dated?)"
    r"(?: date)?|last updated?|updated|modified)(?: (?:on|at|in))?\s?:?\s*"
)


@lru_cache(maxsize=1)
def _date_pattern() -> re.Pattern[str]:
    weekday = rf"(?:(?P<weekday>{alternatives(weekdays())})\.?,?\s{{1,3}})?"
    month = alternatives(months())
    return re.compile(
        rf"\b{weekday}(?:"
        r"(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?:T[\d:.+]{4,20}Z?)?(?![\d-])"
        r"|(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<num_y>\d{4}|\d\d)(?!\d)"
        rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s,-]{{0,3}}(?P<m1>{month})\b\.?(?:[\s,-]{{0,3}}(?P<y1>\d{{4}}|\d\d)(?!\d))?"
        rf"|(?P<m2>{month})\b\.?\s{{0,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:[,\s]{{0,3}}(?P<y2>(?:19|20)\d\d|\d\d(?=[\s,)]))(?!\d)|(?!\d))"
        r")",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _frames() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Where a date counts as the report's, best first; each is matched right before the date."""
    name = r"[A-Z][\w&.'’-]{0,30}"
    place = r"[A-Z][A-Z .,'’()/&-]{2,60}|[A-Z][A-Z'’ -]{2,40}, ?[A-Z][\w .'’-]{2,30}"
    return (
        ("start", re.compile(rf"^(?:\W{{0,9}}|print this page\W{{0,4}}|(?:{agency_words()})\W{{1,9}})$", re.I)),
        ("label", re.compile(rf"(?:^|[\s(|]){_LABEL}$", re.IGNORECASE)),
        ("place", re.compile(rf"^\W{{0,4}}(?:{place})[ ,]{{0,2}}\(?$")),
        ("release", re.compile(r"^(?:.{2,100} )?(?:update|bulletin|release|statement|summary)\b,? ?$", re.IGNORECASE)),
        ("rubric", re.compile(r"^(?:[A-Z][\w&]*\s){1,8}(?:\d{4}\s)?$")),
        ("town", re.compile(r"^\W{0,4}[A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30}){0,3}, ?$")),
        ("byline", re.compile(rf"^\W{{0,4}}{name}(?: (?:{name}|of|the|and|for|&)){{0,6}}\s?[,|·–-]\s?$")),
    )  # fmt: skip


_RELEASE_CODE = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])-[A-Z]{1,3}[-–]\d{2,4}\b")
_TAIL_LABEL = re.compile(r"\b(?:last update|published|posted on)\s?:\s*", re.IGNORECASE)
_CLOCK = re.compile(r"\s{0,2}(?:$|\(updated |(?:at )?\d{1,2}[:.]?\d\d(?:\s?[AP]M)?\b)", re.IGNORECASE)
_CITY_CLOSE = re.compile(r"\s{0,2}(?:\([^)]{1,40}\)|\))?\s{0,2}(?:[-–—]|\)|\[|$)", re.MULTILINE)
_DASH = re.compile(r"\s{0,2}(?:\([^)]{1,40}\)\s{0,2})?[-–—]{1,2}\s")  # "Odra, 5 Mar 2024 (ONA) - A source"
_NOTHING_MORE = re.compile(r"\W{0,4}$", re.MULTILINE)  # "*The Coast Daily, 6 March 2024*"


def find_published(text: str, paragraphs: list[tuple[int, int]], end: int) -> Head:
    """The publication date of `text[:end]`, `end` being where comments begin.

    A labelled date comes first, then one at the start, in a dateline after a place, in a headline that is an update's.
    """
    head = _candidates(text, paragraphs, end)
    notes: list[str] = []
    for found in head:
        day, note = _decide(found, text, end)
        if note:
            notes.append(note)
        if day:
            return Head(Published(day, "dateline", text[found.start : found.end]), found.start, found.end, tuple(notes))
    labelled = _labelled_tail(text, end)
    if labelled:
        day, note = _decide(labelled, text, end)
        if day:
            words = text[labelled.start : labelled.end]
            return Head(Published(day, "dateline", words), labelled.start, labelled.end, tuple(notes))
    start, stop = (head[0].start, head[0].end) if head else (None, None)
    return Head(None, start, stop, tuple(dict.fromkeys([*notes, NO_DATE])))


def _candidates(text: str, paragraphs: list[tuple[int, int]], end: int) -> list[_Found]:
    """Dates of the head that stand where a report's date stands, best frame first, then in order."""
    ranked = []
    for number, (first, last) in enumerate(paragraphs[:_PARAGRAPHS]):
        if first > HEAD or first >= end:
            break
        for found in find_dates(text, first, min(last, first + 300)):
            rank = _frame(text, first, last, found)
            if rank is not None:
                ranked.append((not found.days, rank, number, found.start, found))
    ranked.sort(key=lambda item: item[:4])
    return [found for *_, found in ranked]


def _frame(text: str, first: int, last: int, found: _Found) -> int | None:
    before = text[first : found.start]
    for rank, (kind, pattern) in enumerate(_frames()):
        if not pattern.search(before):
            continue
        if kind == "place" and not _CITY_CLOSE.match(text, found.end, last):
            continue
        if kind == "rubric" and not _CLOCK.match(text, found.end, last):
            continue
        if kind == "town" and not (found.days and _DASH.match(text, found.end, last)):
            continue
        if kind == "byline" and not (found.days and _NOTHING_MORE.match(text, found.end, last)):
            continue
        if kind == "start" and first > 0 and not _alone(text, found, last):
            continue
        return rank
    return None


def _alone(text: str, found: _Found, last: int) -> bool:
    """A date that begins a later paragraph is the report's only with its year, and not as part of a sentence."""
    if not found.days:
        return False
    rest = text[found.end : last]
    return not re.match(r",?\s?(?:was|is|were|marked|and|to|until)\b", rest) and not re.match(r",\s[a-z]", rest)


def find_dates(text: str, start: int, end: int) -> Iterator[_Found]:
    """Every date in a stretch of text that names at least day and month."""
    for match in _date_pattern().finditer(text, start, end):
        found = _read(match, text)
        if found:
            yield found


def _read(match: re.Match[str], text: str) -> _Found | None:
    g = match.group
    weekday = weekdays().get((g("weekday") or "").lower())
    if g("iso_y"):
        return _one(match, make_day(int(g("iso_y")), int(g("iso_m")), int(g("iso_d"))))
    if g("a"):
        return _numeric(match, weekday)
    month = months()[(g("m1") or g("m2")).lower()]
    day = int(g("d1") or g("d2"))
    year = g("y1") or g("y2")
    if year and len(year) == 2 and guess_year(year) < 1970:
        year = None
    if not year:
        code = _RELEASE_CODE.search(text[:HEAD])
        if code and abs(int(code.group(2)) - month) <= 1:
            return _one(match, make_day(int(code.group(1)), month, day), f"the year is that of {code.group()}")
        return _Found(match.start(), match.end(), (), month_day=(month, day))
    return _one(match, make_day(guess_year(year), month, day))


def _one(match: re.Match[str], day: date | None, remark: str | None = None) -> _Found | None:
    return _Found(match.start(), match.end(), (day,), remark) if day else None


def _numeric(match: re.Match[str], weekday: int | None) -> _Found | None:
    """Of "21.02.2015": where both numbers could be the month, a weekday beside it settles it, else both readings stay.

    With full stops the day comes first everywhere it is written so.
    """
    a, b, year = int(match["a"]), int(match["b"]), guess_year(match["num_y"])
    if len(match["num_y"]) == 2 and match["mark"] != "/":
        return None
    day_first, month_first = make_day(year, b, a), make_day(year, a, b)
    if match["mark"] == "." or a == b:
        month_first = None
    days = tuple(day for day in (day_first, month_first) if day)
    if weekday is not None and any(day.weekday() == weekday for day in days):
        days = tuple(day for day in days if day.weekday() == weekday)
    return _Found(match.start(), match.end(), days) if days else None


def _decide(found: _Found, text: str, end: int) -> tuple[date | None, str | None]:
    """The one day a date means, or null with a note why it stays open."""
    words = text[found.start : found.end]
    if not found.days:
        return None, f"the date '{words}' has no year"
    if len(found.days) == 1:
        return found.days[0], f"published {found.days[0]}: {found.remark}" if found.remark else None
    near = {day for day in found.days for other in find_dates(text, found.end, end) if _fits(day, other)}
    if len(near) == 1:
        day = near.pop()
        return day, f"'{words}' read as {day}, as other dates of the text suggest"
    if "-" in words:
        return found.days[0], f"'{words}' read as {found.days[0]}, day first; give --published if that is wrong"
    return None, f"'{words}' can be read as {found.days[0]} or {found.days[1]}"


def _fits(day: date, other: _Found) -> bool:
    """Whether another date of the text lies in the six weeks before a reading of the publication date."""
    if len(other.days) == 1:
        return 0 <= (day - other.days[0]).days <= 42
    if other.month_day:
        guess = make_day(day.year, *other.month_day)
        return guess is not None and 0 <= (day - guess).days <= 42
    return False


def _labelled_tail(text: str, end: int) -> _Found | None:
    """A date such as "Last Update: Saturday 7 October 2017" at the foot."""
    foot = max(0, end - 300)
    for label in _TAIL_LABEL.finditer(text, foot, end):
        for found in find_dates(text, label.end(), min(end, label.end() + 40)):
            if found.start == label.end() and found.days:
                return found
    return None
