"""Finding when. In come a sentence and the publication date, out come its mentions of time, each as an interval.

Relative words are resolved against the publication date and never without it; "a day earlier" against another day of
the sentence or the story's day. What cannot be told keeps its words and has no dates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from whence.claims.times.patterns import time_gate, time_pattern
from whence.claims.times.readings import Frame, Reading, TimeKind, TimeMention, read_mention, when_of
from whence.records import When
from whence.vocabulary import calendar as cal

__all__ = ["RULES", "TimeKind", "TimeMention", "find_times"]

RULES = "times-v1"
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
    matches = _matches(sentence)
    if not matches:
        return ()
    frame = Frame(published, story_day, eras or _NO_ERAS)
    found: list[TimeMention] = []
    for match in matches:
        mention = read_mention(match, sentence, replace(frame, earlier=tuple(found)))
        if mention:
            found.append(mention)
    found = _join_ranges(sentence, found)
    floors = [0, *(mention.end for mention in found)]
    return tuple(_open_period(sentence, m, floor, published) for m, floor in zip(found, floors, strict=False))


@lru_cache(maxsize=256)
def _matches(sentence: str) -> tuple[re.Match[str], ...]:
    """Where a sentence may tell time; kept, for a document's first day is looked for before its times are read."""
    return tuple(time_pattern().finditer(sentence)) if time_gate().search(sentence) else ()


# ---------------------------------------------------------------- ranges and openings

_BETWEEN = re.compile(
    r"\s{0,9}(?:,?\s{0,9}(?:and|to|until|till|through|into|and into|or|–|-)\s{0,9}"
    r"(?:on\s|the\s|early\s){0,12})\s{0,9}$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:ever\s{1,9})?since\s{1,9}(?:at least\s{1,9}|(?P<clause>(?:[^,.;:]|(?<=[A-Z])\.){1,70}\s))?$", re.IGNORECASE
)
_ORPHAN = re.compile(r"to \d{4}", re.IGNORECASE)  # "raised to 1966": the end of a range that has no beginning
_FRAMED = re.compile(r"\b(?:from|between)(?:\s+\S*)?$", re.IGNORECASE)
_SINCE_THEN = re.compile(r"(?:then|when)\b", re.IGNORECASE)
_BEGAN = re.compile(
    r"(?:\b(?:since it was|that was|which was|that|which|who|since it)\s+)?"
    r"\b(?:launched|began|begun|started|erupted|broke out|beginning|starting|unleashed)\s+"
    r"(?:(?:as|with)\s+(?:[\w-]+\s+){1,6}?)?(?:on\s+|in\s+|back in\s+)?$",
    re.IGNORECASE,
)


def _join_ranges(sentence: str, found: list[TimeMention]) -> list[TimeMention]:
    """The mentions, with "from Monday to Wednesday" and "on Saturday and Sunday" as one each."""
    joined: list[TimeMention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last and _BETWEEN.match(_gap(sentence, last, mention)) and _is_range(sentence, last, mention):
            joined[-1] = _spanned(sentence, last, mention)
        else:
            joined.append(mention)
    return [m for m in joined if not _ORPHAN.fullmatch(m.when.words or "")]


def _gap(sentence: str, first: TimeMention, second: TimeMention) -> str:
    """What stands between two mentions, a leading "to" or "and" of the second included."""
    lead = re.match(r"(?:and|to|until|till)\s+", second.when.words or "", re.IGNORECASE)
    return sentence[first.end : second.start + (lead.end() if lead else 0)]


def _is_range(sentence: str, first: TimeMention, second: TimeMention) -> bool:
    """Two ends of one stretch: framed by "from" or "between", or two days in a row."""
    if not {first.kind, second.kind} <= {"day", "period"}:
        return False
    a, b = first.when, second.when
    framed = _FRAMED.search(sentence[max(0, first.start - 10) : first.start] + (a.words or "").split(" ")[0])
    if a.date_start is None or b.date_start is None or a.date_end is None:
        return bool(framed) and a.date_start is None and b.date_start is None
    if b.date_start < a.date_start:
        return False
    if framed:
        return True
    return first.kind == second.kind == "day" and (b.date_start - a.date_end).days <= 1


def _spanned(sentence: str, first: TimeMention, second: TimeMention) -> TimeMention:
    framed = re.search(r"\b(?:from|between)\s+$", sentence[: first.start], re.IGNORECASE)
    start = framed.start() if framed else first.start
    words = sentence[start : second.end]
    stated = first.stated_year or second.stated_year
    if first.when.date_start is None or second.when.date_end is None:
        return TimeMention(start, second.end, When(words), "period", stated)
    interval = (first.when.date_start, second.when.date_end)
    reading = Reading(interval, "period", second.when.anchor)
    return TimeMention(start, second.end, when_of(words, reading), "period", stated)


def _open_period(sentence: str, mention: TimeMention, floor: int, published: date | None) -> TimeMention:
    """A mention that opens a period up to publication: "since May", "the offensive launched on November 15".

    `floor` is where the mention before it ends; no opening reaches over another mention.
    """
    if mention.kind not in {"day", "period"}:
        return mention
    start = _opening(sentence, mention, floor)
    if start is None:
        return mention
    words = sentence[start : mention.end]
    first = mention.when.date_start
    if first is None or published is None or first > published:
        return TimeMention(start, mention.end, When(words), "since", mention.stated_year)
    if first == published and not mention.stated_year and re.search(r"day\b", words):
        first -= timedelta(days=7)  # "since Saturday", said on a Saturday
    if _MID.search(words) and first.replace(day=_MIDDLE) <= published:
        first = first.replace(day=_MIDDLE)  # "since mid-May" counts from the middle of May
    reading = Reading((first, published), "since", mention.when.anchor)
    return TimeMention(start, mention.end, when_of(words, reading), "since", mention.stated_year)


_MID = re.compile(r"\bmid[- ]?(?!week|day|night)|\bmiddle of\b", re.IGNORECASE)
_MIDDLE = 15


def _opening(sentence: str, mention: TimeMention, floor: int) -> int | None:
    """Where the words that open a period begin; null where the mention opens none."""
    before = sentence[floor : mention.start]
    since = _SINCE.search(before)
    if since and not _SINCE_THEN.match(since["clause"] or ""):
        return floor + since.start()
    if re.match(r"(?:ever\s+)?since\s", mention.when.words or "", re.IGNORECASE):
        return mention.start
    began = _BEGAN.search(before)
    if began and (began.group().lower().startswith("since") or _is_campaign(sentence[: floor + began.start()])):
        return floor + began.start()
    return None


def _is_campaign(before: str) -> bool:
    """Whether what began is something that goes on: the nearest words before name an offensive, a war, a siege."""
    return any(word in cal.campaigns() for word in re.findall(r"[a-z]+", before.lower())[-10:])
