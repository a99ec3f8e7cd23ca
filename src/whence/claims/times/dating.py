"""When a claim is about. In come the Dates of a text, out comes the interval for any place in it, and how it was got.

A time in the claim's own sentence goes first, unless it only tells when somebody spoke; then one that another sentence
gives for the same. Where none does, the day stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.claims.parties import tells_of_known_attack
from whence.claims.times.carrying import carried, of_others, since_then, still_since
from whence.claims.times.mentions import TimeMention
from whence.claims.times.timeline import Dates
from whence.records import When

_PERFECT = re.compile(r"\b(?:have|has)\b", re.IGNORECASE)
_HABIT = re.compile(r"\b(?:regularly|routinely|frequently|repeatedly|often|usually|always)\b", re.IGNORECASE)
_SINCE_OPEN = re.compile(r"\bsince\s+(?:the|it|its|they)\s+(?:[\w'’-]+\s?){1,6}", re.IGNORECASE)
_SINCE_THEN = re.compile(r"since\s+then\b", re.IGNORECASE)
_SAME_PERIOD = re.compile(r"\bsame (?:period|time|day|stretch)\b", re.IGNORECASE)


def when_at(dates: Dates, index: int, focus: tuple[int, int]) -> tuple[When, str]:
    """The interval of what stands at `focus` (offsets in sentence `index`), and how it was got."""
    words = dates.words[index]
    own = [m for m in dates.told[index] if not _is_of_the_war(words, m)]
    if len(own) > 1:
        rest = [m for m in own if m.start not in dates.speech[index]]
        own = rest if any(m.when.date_start is not None or m.kind == "since" for m in rest) else own
    elif own and own[0].start in dates.speech[index] and tells_of_known_attack(words):
        before, reason = carried(dates, index, None, ("day", "period"))
        if before.date_start is not None:
            return before, reason
    if own:
        return _of_sentence(dates, index, own, focus)
    if _SINCE_THEN.match(words) and (since := since_then(dates, index)) is not None:
        return since
    if (since := still_since(dates, index)) is not None:
        return since
    if _HABIT.search(words):
        return When(), "time: what happens again and again has no day"
    if (open_ := _SINCE_OPEN.search(words)) is not None and _PERFECT.search(words):
        return When(words=open_.group()), f"time: “{open_.group()}”, of which the text gives no day"
    return of_others(dates, index)


def _of_sentence(dates: Dates, index: int, own: Sequence[TimeMention], focus: tuple[int, int]) -> tuple[When, str]:
    words = dates.words[index]
    running = _PERFECT.search(words, max(0, focus[0] - 25), focus[1] + 30) is not None
    best = min(
        own,
        key=lambda m: (
            not (running and m.kind == "since"),
            m.kind in ("vague", "duration"),
            _distance(words, m, focus[0]),
        ),
    )
    if best.when.date_start is None and (since := _campaign(dates, best.when.words or "")) is not None:
        return replace(since, words=best.when.words, anchor="carried"), f"time: since “{since.words}”"
    if best.kind == "duration" and _HOURS.search(best.when.words or ""):
        return carried(dates, index, best.when.words, ("day",))
    if best.when.date_start is not None or not _SAME_PERIOD.search(best.when.words or ""):
        return best.when, f"time: “{best.when.words}” in the sentence"
    return carried(dates, index, best.when.words, ("since", "period", "day"))


# "a monitor of the five-year conflict said": how old the war is, unless its dead are counted
_AGE_OF_WAR = re.compile(r"[- ](?:month|year)(?:-old|-long)?$", re.IGNORECASE)
_WAR_AFTER = re.compile(r"\s+(?:\w+\s+)?(?:war|conflict|uprising|crisis|revolt)\b", re.IGNORECASE)
_WATCHED = re.compile(r"\b(?:which|that|who)\s+(?:monitors|tracks|documents|covers|follows|watches)\b", re.IGNORECASE)


def _is_of_the_war(words: str, mention: TimeMention) -> bool:
    """Whether a time only says how old the war is that a speaker watches."""
    aged = _AGE_OF_WAR.search(mention.when.words or "") is not None and _WAR_AFTER.match(words, mention.end) is not None
    return aged and _WATCHED.search(words, 0, mention.start) is not None


_HOURS = re.compile(r"\b(?:hours?|minutes)\b", re.IGNORECASE)


_LESS_THAN = re.compile(r"\bless than an? (week|month|year)\b", re.IGNORECASE)


def _campaign(dates: Dates, words: str) -> When | None:
    """ "in less than a month": the campaign that the text says began within that time, where it tells of just one."""
    span = _LESS_THAN.search(words)
    if span is None or dates.published is None:
        return None
    limit = {"week": 7, "month": 31, "year": 366}[span[1].lower()]
    found = {
        (m.when.date_start, m.when.date_end): m.when
        for times in dates.named
        for m in times
        if m.kind == "since"
        and m.when.date_start is not None
        and 0 < (dates.published - m.when.date_start).days < limit
    }
    return next(iter(found.values())) if len(found) == 1 else None


_CLAUSES = re.compile(r"\b(?:when|while|after|before|although|but|which|who)\b|;", re.IGNORECASE)


def _distance(words: str, mention: TimeMention, focus: int) -> int:
    """Characters between a time and the focus; every clause between them makes it longer."""
    if mention.start >= focus:
        between, apart = words[focus : mention.start], mention.start - focus
    else:
        between, apart = words[mention.end : focus], focus - mention.end + 5
    joints = between.count(" and ") if mention.start >= focus else 0
    return apart + 40 * (len(_CLAUSES.findall(between)) + joints)
