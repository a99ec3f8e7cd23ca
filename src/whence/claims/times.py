"""Finding when. In come a sentence and the publication date, out come its mentions of time, each as an interval.

Relative words are resolved against the publication date and never without it; "a day earlier" against another day of
the sentence or the story's day. What cannot be told keeps its words and has no dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from whence.records import When
from whence.vocabulary import calendar as cal

RULES = "times-v1"

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
class _Frame:
    """What relative words are resolved against, and what the sentence has named so far."""

    published: date | None
    story_day: date | None
    eras: Mapping[str, date]
    earlier: tuple[TimeMention, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """An interval, null where open, how it was got, and its kind."""

    interval: cal.Interval | None
    kind: TimeKind
    anchor: str | None = "published"
    precision: int | None = None
    stated_year: bool = False


_OPEN_VAGUE = _Reading(None, "vague", None)
_OPEN_DURATION = _Reading(None, "duration", None)
_NO_ERAS: Mapping[str, date] = {}


def find_times(
    sentence: str,
    published: date | None,
    *,
    story_day: date | None = None,
    eras: Mapping[str, date] | None = None,
) -> tuple[TimeMention, ...]:
    """Every mention of time in a sentence, in order, not overlapping.

    `story_day` is the day the story is about, for "a day earlier" where the sentence names no day itself. `eras` are
    beginnings by folded words ("conflict": 2011-03-01), for "since the conflict started". Future days ("next
    Friday") are left out.
    """
    if not _gate().search(sentence):
        return ()
    frame = _Frame(published, story_day, eras or _NO_ERAS)
    found: list[TimeMention] = []
    for match in _pattern().finditer(sentence):
        mention = _read(match, sentence, replace(frame, earlier=tuple(found)))
        if mention:
            found.append(mention)
    found = _join_ranges(sentence, found)
    return tuple(_open_period(sentence, mention, published) for mention in found)


# ---------------------------------------------------------------- the pattern

_PART = r"(?P<{n}>early|earlier|mid|late|beginning of|start of|middle of|end of)"
_DAYPART = r"(?:morning|afternoon|evening|night|midday|noon|dawn|overnight)"
_NUMBER = r"(?P<{n}>\d{{1,4}}|{words})"


@lru_cache(maxsize=1)
def _gate() -> re.Pattern[str]:
    """A quick look for any word that a mention needs."""
    words = [*cal.months(), *cal.weekdays(abbreviations=False), "today", "yesterday", "tonight", "overnight"]
    words += ["week", "month", "year", "day", "hour", "night", "morning", "evening", "ago", "since", "now", "past"]
    words += ["recent", "weekend", "period", "earlier", "decade", "afternoon", "days", "weeks", "months", "years"]
    words += ["hours", "already", "currently"]
    return re.compile(rf"\b(?:{cal.alternatives(words)})|\b(?:19|20)\d\d\b|\d[./-]\d", re.IGNORECASE)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    month = cal.alternatives(cal.months())
    weekday = cal.alternatives(cal.weekdays(abbreviations=False))
    number = _NUMBER.replace("{words}", cal.alternatives(cal.small_numbers())).replace("{{1,4}}", "{1,4}")
    year = r"(?:19|20)\d\d"
    before = rf"(?:(?:on|in|at|by|from|until|till|of|during|over|for)\s+)?(?:the\s+)?(?:(?:pre-?dawn|early|late|small)\s+(?:hours\s+(?:of|on)\s+)?(?:on\s+)?|(?:{_DAYPART}|eve)\s+(?:of|on)\s+|overnight\s+(?:on\s+)?|at\s+dawn\s+(?:on\s+)?|earlier\s+(?:on\s+)?)?(?:the\s+)?"
    alternatives = [
        # explicit dates
        rf"(?P<iso>{before}\b(?P<iso_y>{year})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?![\d-]))",
        rf"(?P<num>{before}\b(?P<num_a>\d{{1,2}})(?P<num_mark>[./-])(?P<num_b>\d{{1,2}})(?P=num_mark)(?P<num_y>{year})(?!\d))",
        rf"(?P<dm>{before}(?:(?:{weekday}),?\s+)?(?:the\s+)?\b(?P<dm_d>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:\s*(?:-|–|to|and|until|or)\s*(?P<dm_d2>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+)?(?P<dm_m>{month})\b\.?(?:,?\s*(?P<dm_y>{year})\b)?)",
        rf"(?P<md>{before}(?:(?:{weekday}),?\s+)?\b(?P<md_m>{month})\b\.?\s+(?P<md_d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\s*(?:,\d{{3}}|percent|%|people|civilians))"
        rf"(?:\s*(?:-|–|to|and|until|or)\s*(?P<md_d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s*(?P<md_y>{year})\b)?)",
        # weekdays
        rf"(?P<wd>{before}(?P<wd_which>last|this past|this|past|next|coming|the following|following|every|each)?\s*\b(?P<wd_w>{weekday})(?P<wd_s>s(?!\w))?(?P<wd_part>(?:\s+|\s+in the\s+|['’]s\s+){_DAYPART})?(?:\s+(?P<wd_ago>last week))?)",
        # months and years
        rf"(?P<my>(?:(?:in|since|during|from|until|of|by)\s+)?(?:the\s+)?(?:{_PART.replace('{n}', 'my_part')}[\s-]+(?:of\s+)?(?:the\s+)?)?(?P<my_last>last\s+|this\s+|next\s+)?\b(?P<my_m>{month})\b\.?(?:\s+of\s+(?P<my_rel>last|this)\s+year|(?:,?\s+(?:of\s+)?(?P<my_y>{year})\b))?)",
        rf"(?P<dec>(?:(?:in|since|during)\s+)?(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?:19|20)?\d0s\b)",
        rf"(?P<yr>(?:in|since|during|from|until|of|between|by|to|throughout|and)\s+(?:the\s+)?(?:year\s+|(?:summer|winter|spring|autumn|fall)\s+(?:of\s+)?)?(?:{_PART.replace('{n}', 'yr_part')}[\s-]+(?:of\s+)?)?(?P<yr_y>{year})(?![\d,.]\d|-|\s+(?:people|civilians|were|men|women|fighters|militants|children|soldiers)))",
        rf"(?P<lone>\b(?:the\s+)?(?P<lone_y>{year})(?=:|\s+(?:uprising|war|revolution|massacre|invasion|attack|offensive)))",
        # days near publication
        r"(?P<twodays>\b(?:the\s+)?day before yesterday)",
        rf"(?P<yesterday>\b(?:(?:early|late|earlier)\s+)?yesterday(?:\s+{_DAYPART})?)",
        rf"(?P<today>\b(?:(?:early|earlier|late|later)\s+)?today\b(?!['’]s\s+(?:world|youth))|\btonight\b|\bearlier tonight\b)",
        rf"(?P<thispart>\b(?:(?:early|earlier|late)\s+)?this\s+(?:morning|afternoon|evening)|(?<!\w)at\s+dawn\s+today)",
        r"(?P<lastnight>\b(?:late\s+|overnight\s+)?last\s+(?:night|evening))",
        rf"(?P<overnight>\bovernight\b(?!\s+(?:operation|raid|search|mission)s?\b))",
        rf"(?P<overnightop>\bovernight\b)",
        # units before publication
        rf"(?P<ago>\b(?:about|around|some|nearly|almost|more than|over|less than|just)?\s*\b{number.replace('{n}', 'ago_n')}\s+(?:and\s+a\s+half\s+)?(?P<ago_u>day|week|month|year|hour|night)s?\s+ago\b)",
        rf"(?P<past>\b(?:(?:in|over|during|within|for|of)\s+)?(?:the\s+)?(?:past|last|previous|preceding)\s+(?:{number.replace('{n}', 'past_n')}[\s-]+)?(?P<past_vague>few|several|couple of|many)?\s*(?P<past_u>hour|day|week|month|year|decade)(?P<past_s>s?)\b)",
        r"(?P<thisunit>\b(?:(?:so far|in|during)\s+)?(?P<tu_part>(?:early|earlier|late|later)\s+)?this\s+(?P<tu_u>week|month|year)\b)",
        r"(?P<recent>\b(?:in|over|during|of)\s+(?:the\s+)?(?:recent|coming|next)\s+(?:few\s+)?(?:hours|days|weeks|months|years)|\brecently\b|\bin the (?:recent )?past\b)",
        rf"(?P<weekend>\b(?:over|at|on|during|in)?\s*(?P<we_which>the|last|this|this past)\s+weekend\b)",
        # relative to another day
        r"(?P<sameday>\b(?:on\s+)?(?:the|that)\s+same\s+day\b|\bthat\s+(?:same\s+)?(?:day|night|evening|afternoon|morning)\b)",
        rf"(?P<rel>\b{number.replace('{n}', 'rel_n')}\s+(?P<rel_u>day|week|month|year|night)s?\s+(?P<rel_dir>earlier|before|later|after|prior|previously)\b"
        r"|\b(?:on\s+|in\s+)?the\s+(?P<rel_prev>previous|preceding|following|next)\s+(?P<rel_pu>day|night|morning|evening|week|month|year)\b"
        r"|\b(?:on\s+)?the\s+(?P<rel_bu>day|night|week|month|year)\s+(?P<rel_b>before|after)\b)",
        r"(?P<row>\bfor\s+(?:the|a)\s+(?P<row_n>\w+)\s+(?:(?:consecutive|straight|successive)\s+(?P<row_u>day|night|week)|(?P<row_u2>day|night|week)\s+(?:in a row|running)))",
        r"(?P<period>\b(?:in|during|over)\s+(?:the|that)\s+same\s+(?:period|time))",
        # since an era, and durations
        r"(?P<era>\bsince\s+(?:the\s+)?(?:(?:start|beginning|outbreak|onset)\s+of\s+)?(?:\S+\s+){0,6}?(?P<era_w>conflict|war|uprising|crisis|revolution|revolt|rebellion|fighting|unrest|insurgency)\b(?:\s+(?:first\s+)?(?:started|began|erupted|broke out))?)",
        rf"(?P<dur>\b(?:for|in|after|during|of|within)\s+(?:the\s+)?(?:(?:more|less|fewer)\s+than\s+|over\s+|nearly\s+|almost\s+|about\s+|around\s+|at least\s+|some\s+)?(?:{number.replace('{n}', 'dur_n')}|several|many|few|a few)[\s-]+(?:\w+\s+)?(?P<dur_u>hour|day|week|month|year|decade)s?\b)",
        rf"(?P<aged>\b(?:the\s+|a\s+|an\s+)?(?:nearly\s+|almost\s+)?(?:{number.replace('{n}', 'aged_n')})-(?:day|week|month|year)(?:-(?:long|old))?\b)",
        r"(?P<now>\bnow\b|\bcurrently\b|\balready\b)",
    ]
    return re.compile("|".join(alternatives), re.IGNORECASE)


# ---------------------------------------------------------------- reading one match


def _read(match: re.Match[str], sentence: str, frame: _Frame) -> TimeMention | None:
    name = next(key for key in _READERS if match.group(key))
    reading = _READERS[name](match, sentence, frame)
    if reading is None:
        return None
    start, end = _trimmed(sentence, match.start(), match.end())
    return TimeMention(start, end, _when(sentence[start:end], reading), reading.kind, reading.stated_year)


def _when(words: str, reading: _Reading) -> When:
    if reading.interval is None:
        return When(words)
    first, last = reading.interval
    precision = reading.precision or cal.date_precision(first, last)
    return When(words, first, last, precision, reading.anchor)


def _trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    while sentence[start].isspace():
        start += 1
    while sentence[end - 1].isspace():
        end -= 1
    return start, end


def _day(day: date | None, anchor: str = "published", stated_year: bool = False) -> _Reading:
    """A single day, open when null."""
    return _Reading((day, day) if day else None, "day", anchor if day else None, stated_year=stated_year)


def _before(frame: _Frame, days: int) -> _Reading:
    return _day(frame.published - timedelta(days=days) if frame.published else None)


def _iso(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    day = cal.make_day(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
    return _day(day, "stated", True) if day else None


def _numeric(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
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


def _day_month(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    return _date(match["dm_m"], match["dm_d"], match["dm_d2"], match["dm_y"], match, frame)


def _month_day(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    if _is_other_word(match["md_m"]):
        return None
    return _date(match["md_m"], match["md_d"], match["md_d2"], match["md_y"], match, frame)


def _date(
    month: str, day: str, day2: str | None, year: str | None, match: re.Match[str], frame: _Frame
) -> _Reading | None:
    number = cal.months()[month.lower()]
    if year:
        first = cal.make_day(int(year), number, int(day))
        anchor = "stated"
    elif frame.published:
        first = cal.latest_day(number, int(day2 or day), frame.published)
        first = cal.make_day(first.year, number, int(day)) if first else None
        anchor = "published"
    else:
        return _Reading(None, "day", None) if 1 <= int(day) <= 31 else None
    if first is None:
        return None
    last = cal.make_day(first.year, number, int(day2)) if day2 else first
    if last is None or last < first:
        return None
    return _Reading((first, last), "day" if first == last else "period", anchor, stated_year=bool(year))


def _is_other_word(month: str) -> bool:
    """Of "may 10 people", "they march 5 km": the month is written with a capital."""
    return month.lower() in cal.ambiguous_months() and month[0].islower()


def _weekday(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    which = (match["wd_which"] or "").lower()
    if which in {"next", "coming", "the following", "following", "every", "each"}:
        return None
    if match["wd_s"] and (match.group().lower().startswith("on ") or not re.match(r"\s+\w", sentence[match.end() :])):
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
        return _Reading((day, day + timedelta(days=1)) if day < frame.published else (day, day), "day")
    return _day(day)


def _is_future(sentence: str, match: re.Match[str]) -> bool:
    """Something is to happen then: "is expected to meet on Wednesday", "On Tuesday talks will begin"."""
    before = sentence[max(0, match.start() - 60) : match.start()].lower()
    after = sentence[match.end() : match.end() + 70].lower()
    if re.search(r"\b(?:expected|scheduled|due|set|planned|plans|slated) (?:to|for)\b[^,.;]*$", before):
        return True
    return match.start() < 4 and bool(re.match(r"[^,.;]{0,60}\bwill\b", after))


def _month_year(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    word = match["my_m"]
    lead = (match["my_last"] or "").strip().lower()
    if lead == "next" or _is_other_word(word):
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
        return _Reading(_capped(interval, frame.published), "period", "stated", stated_year=True)
    if not frame.published:
        return _Reading(None, "period", None)
    last = frame.published.replace(day=1) - timedelta(days=1) if lead == "last" else frame.published
    year = cal.latest_month(month, last)
    if match["my_rel"]:
        year = frame.published.year - (match["my_rel"].lower() == "last")
    return _Reading(_capped(cal.part_of_month(year, month, part), frame.published), "period")


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


def _decade(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    return _OPEN_VAGUE


def _year(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    year = int(match["yr_y"])
    if frame.published and year > frame.published.year:
        return None
    lead = match.group().lower()
    if lead.startswith(("of ", "to ", "by ", "and ")) and not match["yr_part"] and year < 1950:
        return None
    interval = cal.part_of_year(year, _part(match["yr_part"]))
    return _Reading(_capped(interval, frame.published), "period", "stated", stated_year=True)


def _lone_year(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    interval = cal.year_of(int(match["lone_y"]))
    return _Reading(_capped(interval, frame.published), "period", "stated", stated_year=True)


def _last_night(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    return _before(frame, 1)


def _overnight(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    """The night before publication; it counts from its first day."""
    if not frame.published:
        return _Reading(None, "day", None)
    return _Reading((frame.published - timedelta(days=1), frame.published), "day")


def _ago(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    """Of "three weeks ago": the day itself with a week's precision; of months and years the whole month or year."""
    count, unit = _count(match["ago_n"]), match["ago_u"].lower()
    if count is None or not frame.published or count > 500:
        return _Reading(None, "day", None)
    if unit == "year":
        return _Reading(cal.year_of(max(1900, frame.published.year - count)), "period", precision=5)
    if unit == "month":
        back = cal.months_before(frame.published, count)
        return _Reading(cal.month_of(back.year, back.month), "period", precision=4)
    if unit == "hour":
        return _before(frame, count // 24)
    day = frame.published - timedelta(days=count * (7 if unit == "week" else 1))
    return _Reading((day, day), "day", precision=3 if unit == "week" else 1)


def _past(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    """Of "in the past 20 days" ends with publication; "last week", "last month", "last year" are the calendar's."""
    unit = match["past_u"].lower()
    count = _count(match["past_n"]) if match["past_n"] else None
    words = match.group().lower()
    if match["past_vague"] or unit == "decade":
        return _OPEN_VAGUE
    if "previous" in words or "preceding" in words:
        return _related(frame, unit, -(count or 1))
    if not frame.published:
        return _Reading(None, "period", None)
    if count is None and match["past_s"]:
        return _OPEN_VAGUE
    if count is None and re.search(r"\blast\b", words) and unit in {"week", "month", "year"}:
        return _calendar_last(unit, frame.published)
    return _Reading((_back(frame.published, unit, count or 1), frame.published), "period")


def _calendar_last(unit: str, published: date) -> _Reading:
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7)
        return _Reading((monday, monday + timedelta(days=6)), "period")
    if unit == "month":
        back = cal.months_before(published, 1)
        return _Reading(cal.month_of(back.year, back.month), "period")
    return _Reading(cal.year_of(published.year - 1), "period")


def _back(day: date, unit: str, count: int) -> date:
    if unit == "year":
        return cal.months_before(day, min(12 * count, 1200))
    if unit == "month":
        return cal.months_before(day, min(count, 1200))
    if unit == "hour":
        return day - timedelta(days=max(1, -(-count // 24)))
    return day - timedelta(days=min(count * (7 if unit == "week" else 1), 36500))


def _this_unit(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    """Of "earlier this month" runs from its first day to publication; a bare "this week" does not let one tell."""
    part, unit = (match["tu_part"] or "").strip().lower(), match["tu_u"].lower()
    if part == "later":
        return None
    if unit == "week" and not part:
        return _OPEN_VAGUE
    if not frame.published:
        return _Reading(None, "period", None)
    first = frame.published
    if unit == "week":
        first -= timedelta(days=first.weekday())
    else:
        first = first.replace(day=1) if unit == "month" else date(first.year, 1, 1)
    return _Reading((first, frame.published), "period")


def _vague(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    return _OPEN_VAGUE


def _weekend(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    if not frame.published:
        return _Reading(None, "period", None)
    last = frame.published
    if match["we_which"].lower() == "last" and last.weekday() >= 5:
        last -= timedelta(days=last.weekday() - 4)
    saturday = cal.latest_weekday(5, last)
    return _Reading((saturday, min(saturday + timedelta(days=1), frame.published)), "period")


def _same_day(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    base = _base_day(frame)
    return _day(base, "carried") if base else _OPEN_VAGUE


def _relative(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    if match["rel_n"]:
        count = _count(match["rel_n"])
        if count is None or count > 500:
            return _OPEN_VAGUE
        sign = -1 if match["rel_dir"].lower() in {"earlier", "before", "prior", "previously"} else 1
        return _related(frame, match["rel_u"].lower(), sign * count)
    direction = (match["rel_prev"] or match["rel_b"]).lower()
    unit = (match["rel_pu"] or match["rel_bu"]).lower()
    return _related(frame, unit, -1 if direction in {"previous", "preceding", "before"} else 1)


def _related(frame: _Frame, unit: str, count: int) -> _Reading:
    """So many units from the day the sentence or the story is about; open without one."""
    if unit in {"year", "month"}:
        dated = [m for m in frame.earlier if m.when.date_start]
        base = dated[-1].when.date_start if dated else None
        if base is None:
            return _OPEN_VAGUE
        if unit == "year":
            return _Reading(cal.year_of(max(1900, base.year + count)), "period", "carried")
        back = cal.months_before(base, -count)
        return _Reading(cal.month_of(back.year, back.month), "period", "carried")
    day = _base_day(frame)
    if day is None:
        return _OPEN_VAGUE
    return _day(day + timedelta(days=count * (7 if unit == "week" else 1)), "carried")


def _base_day(frame: _Frame) -> date | None:
    """The day named last in the sentence, else the story's."""
    days = [m.when.date_start for m in frame.earlier if m.kind == "day" and m.when.date_start]
    return days[-1] if days else frame.story_day


def _in_a_row(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    count = _count(match["row_n"])
    unit = (match["row_u"] or match["row_u2"]).lower()
    base = _base_day(frame)
    if count is None or base is None:
        return _Reading(None, "duration", None)
    days = (count - 1) * (7 if unit == "week" else 1)
    return _Reading((base - timedelta(days=days), base), "period", "carried")


def _era(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    start = frame.eras.get(match["era_w"].lower())
    if start is None or frame.published is None or start > frame.published:
        return _Reading(None, "since", None)
    return _Reading((start, frame.published), "since")


def _duration(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    return _OPEN_DURATION


def _now(match: re.Match[str], sentence: str, frame: _Frame) -> _Reading | None:
    if match.group().lower() == "already" or not frame.published:
        return _OPEN_VAGUE
    return _Reading((frame.published, frame.published), "vague")


def _count(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    return cal.small_numbers().get(words.lower())


_Reader = Callable[[re.Match[str], str, _Frame], _Reading | None]
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
    "overnightop": _overnight,
    "ago": _ago,
    "past": _past,
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

# ---------------------------------------------------------------- ranges and openings

_BETWEEN = re.compile(
    r"\s*(?:,?\s*(?:and|to|until|till|through|into|and into|or|–|-)\s*(?:on\s|the\s|early\s)*)\s*$", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:ever\s+)?since\s+(?:at least\s+|[^,.;:]{0,60}\b(?:on|in|at|from)\s+)?$", re.IGNORECASE)
_BEGAN = re.compile(
    r"(?:\b(?:since it was|that was|which was|that|which|who|since it)\s+)?"
    r"\b(?:launched|began|begun|started|erupted|broke out|beginning|starting|unleashed)\s+(?:on\s+|in\s+|back in\s+)?$",
    re.IGNORECASE,
)


def _join_ranges(sentence: str, found: list[TimeMention]) -> list[TimeMention]:
    """Of "from Monday to Wednesday", "between July 2012 and March 2013", "on Saturday and Sunday" as one mention each."""
    joined: list[TimeMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last and _BETWEEN.match(sentence[last.end : mention.start]) and _is_range(sentence, last, mention):
            joined[-1] = _spanned(sentence, last, mention)
        else:
            joined.append(mention)
    return joined


def _is_range(sentence: str, first: TimeMention, second: TimeMention) -> bool:
    """Two ends of one stretch: framed by "from" or "between", or two days in a row."""
    if not {first.kind, second.kind} <= {"day", "period"}:
        return False
    a, b = first.when, second.when
    framed = re.match(
        r"(?:from|between)\b", sentence[max(0, first.start - 8) : first.end].lstrip().lower()
    ) or re.search(r"\b(?:from|between)\s*$", sentence[max(0, first.start - 8) : first.start].lower())
    if a.date_start is None or b.date_start is None or a.date_end is None:
        return bool(framed) and a.date_start is None and b.date_start is None
    if b.date_start < a.date_start:
        return False
    if framed:
        return True
    return first.kind == second.kind == "day" and (b.date_start - a.date_end).days <= 1


def _spanned(sentence: str, first: TimeMention, second: TimeMention) -> TimeMention:
    words = sentence[first.start : second.end]
    stated = first.stated_year or second.stated_year
    if first.when.date_start is None or second.when.date_end is None:
        return TimeMention(first.start, second.end, When(words), "period", stated)
    interval = (first.when.date_start, second.when.date_end)
    reading = _Reading(interval, "period", second.when.anchor)
    return TimeMention(first.start, second.end, _when(words, reading), "period", stated)


def _open_period(sentence: str, mention: TimeMention, published: date | None) -> TimeMention:
    """A mention that opens a period up to publication: "since May", "the offensive launched on November 15"."""
    if mention.kind not in {"day", "period"}:
        return mention
    lead = re.match(r"(?:ever\s+)?since\s", mention.when.words or "", re.IGNORECASE)
    before = sentence[: mention.start]
    since = _SINCE.search(before)
    start = mention.start
    if since:
        start = since.start()
    elif not lead:
        began = _BEGAN.search(before) or _BEGAN.search(before + re.split(r"\d|[A-Z]", mention.when.words or "")[0])
        if not began or not _is_campaign(before, began.group().lower()):
            return mention
        start = began.start()
    words = sentence[start : mention.end]
    first = mention.when.date_start
    if first is None or published is None or first > published:
        return TimeMention(start, mention.end, When(words), "since", mention.stated_year)
    reading = _Reading((first, published), "since", mention.when.anchor)
    return TimeMention(start, mention.end, _when(words, reading), "since", mention.stated_year)


def _is_campaign(before: str, verb: str) -> bool:
    """Whether what began is something that goes on: the nearest words before name an offensive, a war, a siege."""
    words = re.findall(r"[a-z]+", before.lower())[-14:]
    return verb.startswith("since") or any(word in cal.campaigns() for word in words)
