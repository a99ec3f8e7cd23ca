"""When, in Arabic. In come a sentence's words and the publication date, out come its times as intervals.

Levantine, Gregorian and Maghrebi months, weekdays, "yesterday", "since", "last month"; what is relative is resolved
against the publication date and stays open without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from whence.claims.arabic.words import ArabicWords
from whence.claims.times.readings import Reading, TimeKind, TimeMention, when_of
from whence.records import When
from whence.vocabulary import calendar as cal
from whence.vocabulary.arabic import ArabicLexicon, Hit, bare, folded_set, stems
from whence.vocabulary.arabic import ArabicTime as Word
from whence.vocabulary.folding import fold

_PARTS = folded_set("يوم صباح مساء ليل ليله فجر ظهر عصر منتصف نهار بعد ضحي عشيه")
_PAST = folded_set("الماضي الماضيه المنصرم المنصرمه الفايت الفائت السابق الاخيره الاخير")
_NOW = folded_set("الجاري الجاريه الحالي الحاليه")
_EARLY = {"مطلع": "early", "بدايه": "early", "اوايل": "early", "منتصف": "mid", "اواخر": "late", "نهايه": "late"}
_SPANS = {"اسبوع": 7, "شهر": 30, "عام": 365, "سنه": 365}
_BEGAN = ("بدء", "بدا", "انطلا", "اندلا", "اطلاق", "انطلق")  # of a campaign, a war
_HOURS = frozenset(("24", "الـ24"))


@dataclass(frozen=True, slots=True)
class ArabicTime:
    """A time of words[first:last] and the mention it is."""

    first: int
    last: int
    mention: TimeMention


@dataclass(frozen=True, slots=True)
class _Found:
    last: int
    interval: cal.Interval | None
    kind: TimeKind
    anchor: str | None = "published"
    stated_year: bool = False


def find_arabic_times(words: ArabicWords, published: date | None, lexicon: ArabicLexicon) -> tuple[ArabicTime, ...]:
    """Every time of a sentence, left to right, not overlapping."""
    found: list[ArabicTime] = []
    i = 0
    while i < len(words.low):
        one = _since(words, i, published, lexicon) or _at(words, i, published, lexicon)
        if one is None:
            i += 1
            continue
        found.append(ArabicTime(i, one.last, _mention(words, i, one)))
        i = one.last
    return tuple(found)


def _mention(words: ArabicWords, first: int, one: _Found) -> TimeMention:
    start, end = words.start[first], words.end[one.last - 1]
    when = When(words.text[start:end])
    if one.interval is not None:
        when = when_of(words.text[start:end], Reading(one.interval, one.kind, one.anchor))
    return TimeMention(start, end, when, one.kind, one.stated_year)


def _since(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    """ "since Tuesday", "since the beginning of the month", "since the start of the campaign on 15 November"."""
    if words.low[i] not in ("منذ", "ومنذ", "مذ"):
        return None
    j = i + 1
    if j < len(words.low) and words.low[j] in (
        "ليل",
        "ليله",
        "صباح",
        "فجر",
        "مساء",
        "ظهر",
        "الصباح",
        "الفجر",
        "ساعات",
        "قليل",
    ):
        one = _at(words, j, published, lexicon)
        if one is not None and one.kind == "day":
            return one
        return _Found(j + 1, (published, published) if published else None, "day")
    for k in range(j, min(j + (6 if j < len(words.low) and words.low[j].startswith(_BEGAN) else 1), len(words.low))):
        one = _at(words, k, published, lexicon)
        if one is not None and one.kind in ("day", "period"):
            first = one.interval[0] if one.interval else None
            if first is not None and published is not None and one.anchor == "published" and first == published:
                first -= timedelta(days=7)
            known = first is not None and published is not None and first <= published
            interval = (first, published) if known and first and published else None
            return _Found(one.last, interval, "since", one.anchor, one.stated_year)
    return _Found(min(j + 1, len(words.low)), None, "since", None)


@lru_cache(maxsize=32768)
def _may_begin(word: str) -> bool:
    """Whether a time may begin with a word that is no name of a day or month."""
    return word[0].isdigit() or any(stem in _STARTS for _, stem in stems(word))


def _at(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    if not _may_begin(words.low[i]) and lexicon.times.at(words.low, i) is None:
        return None
    for read in (_numeric, _day_month, _month, _relative, _weekday, _last_unit, _year, _hours, _days_ago):
        one = read(words, i, published, lexicon)
        if one is not None and not (published and one.interval and (one.interval[0] - published).days > 2):
            return one
    return None


def _number_at(words: ArabicWords, i: int) -> int | None:
    low = words.low[i] if i < len(words.low) else ""
    return int(low) if low.isdigit() and len(low) <= 4 else None


def _year_at(words: ArabicWords, i: int) -> tuple[int, int] | None:
    """(year, index after) of a year at word i, "of the year" before it."""
    if i < len(words.low) and words.low[i] in ("عام", "سنه", "من"):
        i += 1
    year = _number_at(words, i)
    return (year, i + 1) if year is not None and 1900 <= year <= 2100 else None


def _may_be_glued(words: ArabicWords, i: int, hit: Hit[Word]) -> bool:
    """Whether what stands before a month's name is a word of its own: in "باب" it is not."""
    return hit.glued in ("", "ل", "و") or (hit.glued == "ب" and len(words.low[i]) > len("باذار") - 1)


def _month_at(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> tuple[int, int] | None:
    """(month, index after); a second name after a stroke is taken in."""
    if i >= len(words.low):
        return None
    hit = next(
        (h for h in lexicon.times.all_at(words.low, i) if h.entry.sort == "month" and _may_be_glued(words, i, h)),
        None,
    )
    if hit is None:
        return None
    j = hit.last
    twin = lexicon.times.at(words.low, j) if j < len(words.low) else None
    if twin is not None and twin.entry == hit.entry:  # "April Nissan", both calendars' names
        j = twin.last
    if j + 1 < len(words.low) and words.low[j] in ("/", "(", "-"):
        again = lexicon.times.at(words.low, j + 1)
        if again is not None and again.entry.sort == "month":
            j = again.last
            j += j < len(words.low) and words.low[j] == ")"
    return hit.entry.value, j


_ORDINALS = {
    fold(word): n
    for n, word in enumerate(
        ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"], 1
    )
} | {"الحادي": 1, "العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30}


_STARTS = _PARTS | {*_EARLY, *_SPANS, *_ORDINALS, "شهري", "خلال", "في", "الساعات", "اخر", "ال", "قبل"}


def _nth(words: ArabicWords, i: int) -> tuple[int | None, int]:
    """ "the seventh", "the fifteenth", "the twenty-third" of a month, and the index after it."""
    low = words.low
    first = _ORDINALS.get(low[i])
    if first is None or i + 1 >= len(low):
        return None, i + 1
    if low[i + 1] == "عشر" and first <= 10:
        return first + 10, i + 2
    tens = _ORDINALS.get(low[i + 1].removeprefix("و")) if low[i + 1].startswith("و") else None
    if tens in (20, 30) and first < 10:
        return first + tens, i + 2
    return first, i + 1


def _numeric(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    """15/3/2016 (day first) and 2016-03-15."""
    if i + 4 >= len(words.low) or words.low[i + 1] not in ("/", "-", ".") or words.low[i + 3] != words.low[i + 1]:
        return None
    a, b, c = (_number_at(words, k) for k in (i, i + 2, i + 4))
    if a is None or b is None or c is None:
        return None
    day = cal.make_day(c, b, a) if c > 1900 else cal.make_day(a, b, c)
    return _Found(i + 5, (day, day), "day", "stated", True) if day else None


def _day_month(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    number, j = _number_at(words, i), i + 1
    if number is None:
        number, j = _nth(words, i)
    if number is None or not 1 <= number <= 31:
        return None
    j += j < len(words.low) and words.low[j] in ("من", "شهر")
    month = _month_at(words, j, lexicon)
    if month is None:
        return None
    j = month[1]
    year = _year_at(words, j)
    if year is not None:
        day = cal.make_day(year[0], month[0], number)
        return _Found(year[1], (day, day), "day", "stated", True) if day else None
    j += j < len(words.low) and words.low[j] in _PAST | _NOW
    day = cal.latest_day(month[0], number, published) if published else None
    return _Found(j, (day, day) if day else None, "day", "published" if day else None)


def _month(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    """A month, with "early", "mid" or "late" before it, and with or without its year."""
    part, j = "", i
    if words.low[i] in _EARLY:
        part, j = _EARLY[words.low[i]], i + 1
    j += j < len(words.low) and words.low[j] in ("شهر", "شهري")
    month = _month_at(words, j, lexicon)
    if month is None:
        return _this_period(words, j, part, published) if part else None
    j = month[1]
    year = _year_at(words, j)
    if year is None and published is None:
        return _Found(j, None, "period", None)
    if year is not None:
        return _Found(year[1], cal.part_of_month(year[0], month[0], part), "period", "stated", True)
    assert published is not None
    j += j < len(words.low) and words.low[j] in _PAST | _NOW
    return _Found(
        j, _until(cal.part_of_month(cal.latest_month(month[0], published), month[0], part), published), "period"
    )


def _until(interval: cal.Interval, published: date) -> cal.Interval:
    return interval[0], max(interval[0], min(interval[1], published))


def _this_period(words: ArabicWords, j: int, part: str, published: date | None) -> _Found | None:
    """ "the beginning of the (current) month, year, week"."""
    if j >= len(words.low) or bare(words.low[j]) not in _SPANS:
        return None
    year = _year_at(words, j)
    if year is not None:
        return _Found(year[1], cal.part_of_year(year[0], part), "period", "stated", True)
    last = j + 1
    last += last < len(words.low) and words.low[last] in _PAST | _NOW
    if published is None:
        return _Found(last, None, "period", None)
    unit = bare(words.low[j])
    if unit in ("عام", "سنه"):
        return _Found(last, cal.part_of_year(published.year, part), "period")
    if unit == "شهر":
        return _Found(last, cal.part_of_month(published.year, published.month, part), "period")
    first = published - timedelta(days=published.weekday())
    return _Found(last, (first, published), "period")


def _relative(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    hit = next((h for h in lexicon.times.all_at(words.low, i) if h.entry.sort == "ago" and h.glued in ("", "و")), None)
    if hit is None or (
        words.low[i] in ("اليوم", "الليله")
        and hit.last < len(words.low)
        and words.low[hit.last] in ("الاول", "الثاني", "الثالث", "السابق", "التالي")
    ):
        return None
    j = hit.last
    if j < len(words.low):  # "yesterday Saturday"
        named = lexicon.times.at(words.low, j)
        j = named.last if named is not None and named.entry.sort == "weekday" and not named.glued else j
    day = published - timedelta(days=hit.entry.value) if published else None
    return _Found(j, (day, day) if day else None, "day", "published" if day else None)


def _weekday(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    j = i
    while j < len(words.low) and j < i + 3 and any(stem in _PARTS for _, stem in stems(words.low[j])):
        j += 1
    hit = lexicon.times.at(words.low, j) if j < len(words.low) else None
    if hit is not None and hit.entry.sort == "ago" and j > i and not hit.glued:
        day = published - timedelta(days=hit.entry.value) if published else None
        return _Found(hit.last, (day, day) if day else None, "day", "published" if day else None)
    if j > i:  # "on the day of 5 July"
        dated = _day_month(words, j, published, lexicon) if j < len(words.low) else None
        if dated is not None:
            return dated
    if hit is None or hit.entry.sort != "weekday" or hit.glued not in ("", "و"):
        return None
    k = hit.last
    past = k < len(words.low) and words.low[k] in _PAST
    k += past
    dated = (
        _day_month(words, k + (k < len(words.low) and words.low[k] in ("،", "(")), published, lexicon)
        if k + 1 < len(words.low)
        else None
    )
    if dated is not None:
        return dated
    if k < len(words.low) and words.low[k] in ("المقبل", "القادم"):
        return None
    day = cal.latest_weekday(hit.entry.value, published) if published else None
    return _Found(k, (day, day) if day else None, "day", "published" if day else None)


def _last_unit(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    """ "last week", "last month", "last year", "this month"."""
    low = words.low
    unit = bare(low[i]) if low[i].startswith("ال") else ""
    if unit not in _SPANS or i + 1 >= len(low) or low[i + 1] not in _PAST | _NOW:
        return None
    if published is None:
        return _Found(i + 2, None, "period", None)
    now = low[i + 1] in _NOW
    if unit == "شهر":
        index = published.year * 12 + published.month - 1 - (0 if now else 1)
        interval = cal.month_of(index // 12, index % 12 + 1)
    elif unit == "اسبوع":
        first = published - timedelta(days=published.weekday() if now else 7)
        interval = (first, published)
    else:
        interval = cal.year_of(published.year - (0 if now else 1))
    return _Found(i + 2, _until(interval, published), "period")


def _year(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    if not any(stem in ("عام", "سنه") for _, stem in stems(words.low[i])):
        return None
    year = _number_at(words, i + 1)
    if year is None or not 1900 <= year <= 2100:
        return None
    return _Found(i + 2, cal.year_of(year), "period", "stated", True)


def _hours(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    """ "the last 24 hours"."""
    window = words.low[i : i + 6]
    if not window or window[0] not in ("خلال", "في", "الساعات", "اخر", "ال", "24"):
        return None
    if (
        "24" not in window
        or not ({"ساعه", "الساعات", "ساعات"} & set(window))
        or not (_PAST & set(window) or "اخر" in window)
    ):
        return None
    last = max((k for k, word in enumerate(window) if word in _PAST or word in ("24", "ساعه")), default=1)
    interval = (published - timedelta(days=1), published) if published else None
    return _Found(i + last + 1, interval, "period", "published" if interval else None)


def _days_ago(words: ArabicWords, i: int, published: date | None, lexicon: ArabicLexicon) -> _Found | None:
    """ "three days ago"."""
    if words.low[i] != "قبل" or i + 2 >= len(words.low) or words.low[i + 2] not in ("ايام", "يوما"):
        return None
    number = lexicon.numbers.at(words.low, i + 1)
    days = _number_at(words, i + 1) or (
        number.entry.value if number is not None and number.entry.kind != "vague" else None
    )
    if not days or days > 60:
        return None
    day = published - timedelta(days=days) if published else None
    return _Found(i + 3, (day, day) if day else None, "day", "published" if day else None)


def masked(times: tuple[ArabicTime, ...]) -> frozenset[int]:
    """The words that tell times."""
    return frozenset(_spanned(times))


def _spanned(times: tuple[ArabicTime, ...]) -> Iterator[int]:
    for one in times:
        yield from range(one.first, one.last)
