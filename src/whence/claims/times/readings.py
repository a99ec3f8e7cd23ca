"""Reading one mention of time. In come a match of the time pattern and what it is relative to, out comes an interval.

One reader for each way to tell a time; each gives null where the words are no time after all ("next Friday").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from whence.records import When
from whence.vocabulary import calendar as cal

TimeKind = Literal["day", "period", "since", "duration", "vague"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One mention of time: `sentence[start:end] == when.words`. Made and read within `claims`.

    `kind`: a day (or a night of two), a period, since (from a day on), a duration without an end, or vague words.
    Dates of `when` are null where they cannot be told. `stated_year`: the text itself gives the year.
    """

    start: int
    end: int
    when: When
    kind: TimeKind
    stated_year: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What relative words are resolved against, and what the sentence has named so far."""

    published: date | None
    story_day: date | None
    eras: Mapping[str, date]
    earlier: tuple[TimeMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An interval, null where open, how it was got, and its kind."""

    interval: cal.Interval | None
    kind: TimeKind
    anchor: str | None = "published"
    precision: int | None = None
    stated_year: bool = False


_OPEN_VAGUE = Reading(None, "vague", None)
_OPEN_DURATION = Reading(None, "duration", None)


# ---------------------------------------------------------------- reading one match


def read_mention(match: re.Match[str], sentence: str, frame: Frame) -> TimeMention | None:
    """The mention a match stands for, or null."""
    name = next(key for key in _READERS if match.group(key))
    reading = _READERS[name](match, sentence, frame)
    if reading is None or _is_after(reading, frame.published) or _NAMED_AFTER.match(sentence, match.end()):
        return None
    start, end = _trimmed(sentence, match.start(), match.end())
    return TimeMention(start, end, when_of(sentence[start:end], reading), reading.kind, reading.stated_year)


_SOON_DAYS = 60
_AFTER_DAYS = 2  # a report may be dated a day early, in another time zone
_NAMED_AFTER = re.compile(r"\s+(?:movement|square|street|avenue|hospital|brigade|bridge|university)\b", re.IGNORECASE)


def _is_after(reading: Reading, published: date | None) -> bool:
    """Whether a time lies after publication: "elections in November 1990", written in 1989."""
    if reading.interval is None or published is None:
        return False
    return (reading.interval[0] - published).days > _AFTER_DAYS


def when_of(words: str, reading: Reading) -> When:
    """The record of a reading."""
    if reading.interval is None:
        return When(words)
    first, last = reading.interval
    precision = reading.precision or cal.date_precision(first, last)
    return When(words, first, last, precision, reading.anchor)


def _trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks, a leading "and", and the full stop after a month that is written out."""
    lead = re.compile(r"\s*(?:and\s+)?").match(sentence, start, end)
    start = lead.end() if lead else start
    while sentence[end - 1].isspace():
        end -= 1
    word = re.search(r"([A-Za-z]{1,40})\.$", sentence[start:end])
    if word and (len(word.group(1)) > 4 or word.group(1).lower() in {"may", "june", "july"}):
        end -= 1
    return start, end


def _day(day: date | None, anchor: str = "published", stated_year: bool = False) -> Reading:
    """A single day, open when null."""
    return Reading((day, day) if day else None, "day", anchor if day else None, stated_year=stated_year)


def _before(frame: Frame, days: int) -> Reading:
    return _day(frame.published - timedelta(days=days) if frame.published else None)


def _iso(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    day = cal.make_day(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
    return _day(day, "stated", True) if day else None


def _numeric(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    """Day first with full stops; else only where one number cannot be a month, or one reading is after publication."""
    a, b, year = int(match["num_a"]), int(match["num_b"]), int(match["num_y"])
    days = {day for day in (cal.make_day(year, b, a), cal.make_day(year, a, b)) if day}
    if match["num_mark"] == ".":
        days = {day for day in (cal.make_day(year, b, a),) if day}
    if frame.published and len(days) > 1:
        days = {day for day in days if day <= frame.published}
    if not days:
        return None
    return _day(days.pop(), "stated", True) if len(days) == 1 else _OPEN_VAGUE


def _day_month(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    return _date(match["dm_m"], match["dm_d"], match["dm_d2"], match["dm_y"], sentence, frame)


def _month_day(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    if _is_other_word(match["md_m"]):
        return None
    return _date(match["md_m"], match["md_d"], match["md_d2"], match["md_y"], sentence, frame)


def _date(month: str, day: str, day2: str | None, year: str | None, sentence: str, frame: Frame) -> Reading | None:
    number = cal.months()[month.lower()]
    if year:
        first = cal.make_day(int(year), number, int(day))
        anchor = "stated"
    elif frame.published:
        if _TO_COME.search(sentence) and _comes_soon(number, int(day), frame.published):
            return None
        first = cal.latest_day(number, int(day2 or day), frame.published)
        first = cal.make_day(first.year, number, int(day)) if first else None
        anchor = "published"
    else:
        return Reading(None, "day", None) if 1 <= int(day) <= 31 else None
    if first is None:
        return None
    last = cal.make_day(first.year, number, int(day2)) if day2 else first
    if last is None or last < first:
        return None
    return Reading((first, last), "day" if first == last else "period", anchor, stated_year=bool(year))


_TO_COME = re.compile(
    r"\b(?:will|would|shall|scheduled|planned|plans?|expected|tomorrow|upcoming|coming|next|due|set\s+(?:for|to)|to\s+be\s+held"
    r"|until|deadline)\b",
    re.IGNORECASE,
)


def _comes_soon(month: int, day: int, published: date) -> bool:
    """Whether a day without a year may be that of the coming weeks ("talks will open on 20 November", written in
    October) rather than that of the year before, which reporters name with its year."""
    for year in (published.year, published.year + 1):
        coming = cal.make_day(year, month, day)
        if coming is not None and _AFTER_DAYS < (coming - published).days <= _SOON_DAYS:
            return True
    return False


def _is_other_word(month: str) -> bool:
    """Of "may 10 people", "they march 5 km": the month is written with a capital."""
    return month.lower() in cal.ambiguous_months() and month[0].islower()


def _weekday(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    which = (match["wd_which"] or "").lower()
    if which in {"next", "coming", "the following", "following", "every", "each"}:
        return None
    if match["wd_s"] and (
        match.group().lower().startswith("on ") or not re.match(r"\s+(?!and\b)\w", sentence[match.end() :])
    ):
        return None  # "on Fridays"; but "Tuesdays massacre" lost its apostrophe
    if _is_future(sentence, match):
        return None
    if not frame.published:
        return _day(None)
    last = frame.published
    if which == "last" and last.weekday() == cal.weekdays()[match["wd_w"].lower()]:
        last -= timedelta(days=1)
    day = cal.latest_weekday(cal.weekdays()[match["wd_w"].lower()], last)
    if "overnight" in match.group().lower():
        return Reading((day, day + timedelta(days=1)) if day < frame.published else (day, day), "day")
    return _day(day)


def _is_future(sentence: str, match: re.Match[str]) -> bool:
    """Something is to happen then: "is expected to meet on Wednesday", "On Tuesday talks will begin"."""
    before = sentence[max(0, match.start() - 60) : match.start()].lower()
    after = sentence[match.end() : match.end() + 70].lower()
    if re.search(r"\b(?:expected|scheduled|due|set|planned|plans|slated) (?:to|for)\b[^,.;]*$|\bto be held\b", before):
        return True
    return match.start() < 4 and bool(re.match(r"[^,.;]{0,60}\bwill\b", after))


def _month_year(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    word = match["my_m"]
    lead = (match["my_last"] or "").strip().lower()
    if lead == "next" or _is_other_word(word):
        return None
    bare = not (match["my_y"] or match["my_part"] or lead)
    if bare and (_is_name(word, match) or _is_article(word, match)):
        return None
    framed = bool(re.match(r"(?:in|since|during|from|until|of|by)\s", match.group(), re.IGNORECASE))
    if not (framed or match["my_y"] or match["my_part"] or lead):
        following = sentence[match.end() : match.end() + 1]
        if word.lower() in cal.ambiguous_months() or len(word) < 4 or following == "'":
            return None
    month = cal.months()[word.lower()]
    part = _part(match["my_part"])
    if match["my_y"]:
        interval = cal.part_of_month(int(match["my_y"]), month, part)
        return Reading(_capped(interval, frame.published), "period", "stated", stated_year=True)
    if not frame.published:
        return Reading(None, "period", None)
    last = frame.published.replace(day=1) - timedelta(days=1) if lead == "last" else frame.published
    year = cal.latest_month(month, last)
    if match["my_rel"]:
        year = frame.published.year - (match["my_rel"].lower() == "last")
    return Reading(_capped(cal.part_of_month(year, month, part), frame.published), "period")


def _is_name(word: str, match: re.Match[str]) -> bool:
    """Of "in Mar del Plata", "in Jan Mayen": a short form alone needs its full stop."""
    return len(word) < 5 and word.lower() not in {"may", "june", "july"} and not match.group().rstrip().endswith(".")


def _is_article(word: str, match: re.Match[str]) -> bool:
    """Of "during the march": a month that is another word too does not follow "the"."""
    return word.lower() in cal.ambiguous_months() and bool(re.search(r"\bthe\s+\S+$", match.group(), re.IGNORECASE))


def _part(words: str | None) -> str:
    words = (words or "").lower()
    if words in {"early", "beginning of", "start of"}:
        return "early"
    if words in {"mid", "middle of"}:
        return "mid"
    return "late" if words in {"late", "end of"} else ""


def _capped(interval: cal.Interval, published: date | None) -> cal.Interval:
    """Nothing reported lies after the day of the report."""
    first, last = interval
    return (first, min(last, published)) if published and first <= published else interval


def _decade(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    return _OPEN_VAGUE


def _year(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    year = int(match["yr_y"])
    if frame.published and year > frame.published.year:
        return None
    lead = match.group().lower()
    if lead.startswith(("of ", "to ", "by ", "and ")) and not match["yr_part"] and year < 1950:
        return None
    interval = cal.part_of_year(year, _part(match["yr_part"]))
    return Reading(_capped(interval, frame.published), "period", "stated", stated_year=True)


def _lone_year(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    """Of "1982:" as a heading; in "the 2011 uprising" the year only names the uprising, so it counts as vague."""
    interval = _capped(cal.year_of(int(match["lone_y"])), frame.published)
    kind: TimeKind = "period" if sentence[match.end() : match.end() + 1] == ":" else "vague"
    return Reading(interval, kind, "stated", stated_year=True)


def _last_night(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    return _before(frame, 1)


def _overnight(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    """The night before publication; it counts from its first day."""
    if not frame.published:
        return Reading(None, "day", None)
    return Reading((frame.published - timedelta(days=1), frame.published), "day")


def _ago(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    """Of "three weeks ago": the day itself with a week's precision; of months and years the whole month or year."""
    count, unit = _count(match["ago_n"]), match["ago_u"].lower()
    if count is None or not frame.published or count > 500:
        return Reading(None, "day", None)
    if unit == "year":
        return Reading(cal.year_of(max(1900, frame.published.year - count)), "period", precision=5)
    if unit == "month":
        back = cal.months_before(frame.published, count)
        return Reading(cal.month_of(back.year, back.month), "period", precision=4)
    if unit == "hour":
        return _before(frame, count // 24)
    day = frame.published - timedelta(days=count * (7 if unit == "week" else 1))
    return Reading((day, day), "day", precision=3 if unit == "week" else 1)


def _past(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    """Of "in the past 20 days" ends with publication; "last week", "last month", "last year" are the calendar's."""
    unit = match["past_u"].lower()
    count = _count(match["past_n"]) if match["past_n"] else None
    words = match.group().lower()
    if match["past_vague"] or unit == "decade":
        return _OPEN_VAGUE
    if "previous" in words or "preceding" in words:
        return _related(frame, unit, -(count or 1))
    if not frame.published:
        return Reading(None, "period", None)
    if count is None and match["past_s"]:
        return _OPEN_VAGUE
    if count is None and re.search(r"\blast\b", words) and unit in {"week", "month", "year"}:
        return _calendar_last(unit, frame.published)
    return Reading((_back(frame.published, unit, count or 1), frame.published), "period")


def _calendar_last(unit: str, published: date) -> Reading:
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7)
        return Reading((monday, monday + timedelta(days=6)), "period")
    if unit == "month":
        back = cal.months_before(published, 1)
        return Reading(cal.month_of(back.year, back.month), "period")
    return Reading(cal.year_of(published.year - 1), "period")


def _back(day: date, unit: str, count: int) -> date:
    if unit == "year":
        return cal.months_before(day, min(12 * count, 1200))
    if unit == "month":
        return cal.months_before(day, min(count, 1200))
    if unit == "hour":
        return day - timedelta(days=max(1, -(-count // 24)))
    return day - timedelta(days=min(count * (7 if unit == "week" else 1), 36500))


def _this_unit(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    """Of "earlier this month": from its first day to the eve of publication. A bare "this week" stays open."""
    part, unit = (match["tu_part"] or "").strip().lower(), match["tu_u"].lower()
    if part == "later":
        return None
    if unit == "week" and not part:
        return _OPEN_VAGUE
    if not frame.published:
        return Reading(None, "period", None)
    first = last = frame.published
    if unit == "week":
        first -= timedelta(days=first.weekday())
    else:
        first = first.replace(day=1) if unit == "month" else date(first.year, 1, 1)
    if part == "earlier" and first < last:
        last -= timedelta(days=1)
    return Reading((first, last), "period")


def _since_unit(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    """Of "since the first of the year": from the first day of publication's week, month or year."""
    if not frame.published:
        return Reading(None, "since", None)
    first, unit = frame.published, match["su_u"].lower()
    if unit == "week":
        first -= timedelta(days=first.weekday())
    else:
        first = first.replace(day=1) if unit == "month" else date(first.year, 1, 1)
    return Reading((first, frame.published), "since")


def _vague(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    return _OPEN_VAGUE


def _weekend(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    if not frame.published:
        return Reading(None, "period", None)
    last = frame.published
    if match["we_which"].lower() == "last" and last.weekday() >= 5:
        last -= timedelta(days=last.weekday() - 4)
    saturday = cal.latest_weekday(5, last)
    return Reading((saturday, min(saturday + timedelta(days=1), frame.published)), "period")


def _same_day(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    base = _base_day(frame)
    return _day(base, "carried") if base else _OPEN_VAGUE


def _relative(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    if match["rel_n"]:
        count = _count(match["rel_n"])
        if count is None or count > 500:
            return _OPEN_VAGUE
        sign = -1 if match["rel_dir"].lower() in {"earlier", "before", "prior", "previously"} else 1
        return _related(frame, match["rel_u"].lower(), sign * count * _turn(match, sentence))
    direction = (match["rel_prev"] or match["rel_b"]).lower()
    unit = (match["rel_pu"] or match["rel_bu"]).lower()
    sign = -1 if direction in {"previous", "preceding", "before"} else 1
    return _related(frame, unit, sign * _turn(match, sentence))


def _turn(match: re.Match[str], sentence: str) -> int:
    """-1 where a clause follows: "on Monday, a day after rebels killed 80" dates the 80 a day before Monday."""
    words = match.group().lower()
    clause = re.match(r"\s{1,9}(?!and\b|but\b|in\b|on\b|at\b|when\b)\w", sentence[match.end() :])
    return -1 if clause and words.endswith("after") else 1


def _related(frame: Frame, unit: str, count: int) -> Reading:
    """So many units from the day the sentence or the story is about; open without one."""
    if unit in {"year", "month"}:
        dated = [m for m in frame.earlier if m.when.date_start]
        base = dated[-1].when.date_start if dated else None
        if base is None:
            return _OPEN_VAGUE
        if unit == "year":
            return Reading(cal.year_of(max(1900, base.year + count)), "period", "carried")
        back = cal.months_before(base, -count)
        return Reading(cal.month_of(back.year, back.month), "period", "carried")
    day = _base_day(frame)
    if day is None:
        return _OPEN_VAGUE
    return _day(day + timedelta(days=count * (7 if unit == "week" else 1)), "carried")


def _base_day(frame: Frame) -> date | None:
    """The day named last in the sentence, else the story's."""
    days = [m.when.date_start for m in frame.earlier if m.kind == "day" and m.when.date_start]
    return days[-1] if days else frame.story_day


def _in_a_row(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    count = _count(match["row_n"].rstrip("ndrth") if match["row_n"][0].isdigit() else match["row_n"])
    unit = match["row_u"].lower()
    base = _base_day(frame)
    if count is None or base is None:
        return Reading(None, "duration", None)
    days = (count - 1) * (7 if unit == "week" else 1)
    return Reading((base - timedelta(days=days), base), "period", "carried")


def _era(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    start = frame.eras.get(match["era_w"].lower())
    if start is None or frame.published is None or start > frame.published:
        return Reading(None, "since", None)
    return Reading((start, frame.published), "since")


def _duration(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    return _OPEN_DURATION


def _now(match: re.Match[str], sentence: str, frame: Frame) -> Reading | None:
    if match.group().lower() == "already" or not frame.published:
        return _OPEN_VAGUE
    return Reading((frame.published, frame.published), "vague")


def _count(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    return cal.small_numbers().get(words.lower())


_Reader = Callable[[re.Match[str], str, Frame], Reading | None]
_READERS: dict[str, _Reader] = {
    "iso": _iso,
    "num": _numeric,
    "dm": _day_month,
    "md": _month_day,
    "wd": _weekday,
    "my": _month_year,
    "dec": _decade,
    "yr": _year,
    "lone": _lone_year,
    "twodays": lambda match, sentence, frame: _before(frame, 2),
    "yesterday": lambda match, sentence, frame: _before(frame, 1),
    "today": lambda match, sentence, frame: _before(frame, 0),
    "thispart": lambda match, sentence, frame: _before(frame, 0),
    "lastnight": _last_night,
    "overnight": _overnight,
    "ago": _ago,
    "past": _past,
    "sinceunit": _since_unit,
    "thisunit": _this_unit,
    "recent": _vague,
    "weekend": _weekend,
    "sameday": _same_day,
    "rel": _relative,
    "row": _in_a_row,
    "period": _vague,
    "era": _era,
    "dur": _duration,
    "aged": _duration,
    "now": _now,
}
