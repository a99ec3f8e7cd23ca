"""The times of a document. In come a text and its attributions, out come its Dates: every time named, by sentence.

A time that only tells when somebody spoke, or the report's own date, is told apart from when something happened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.claims.happenings import DEED, Happenings
from whence.claims.parties import tells_of_known_attack
from whence.claims.scope import RECORD, find_charge
from whence.claims.times.mentions import TimeMention, find_times
from whence.claims.voices.speakers import Attributions
from whence.records import Text, When

RECENT_DAYS = 31
_TIMED = ("headline", "caption", "body", "background")


@dataclass(frozen=True, slots=True)
class Dates:
    """The times of a document, by sentence. Made by `read_dates`, read by `when_at`.

    `named[i]` are all times of sentence `i`; `told[i]` those that are neither the report's own date nor when somebody
    spoke; `speech[i]` those of `told[i]` that may be when somebody spoke ("On Friday the group said …"). `deed_days`
    are the days said of an attack, beside its word ("the raid on Monday"). `story_day` is the first recent day that
    something happened on: the day the report is about, null where it tells none.
    """

    words: tuple[str, ...]
    published: date | None
    named: tuple[tuple[TimeMention, ...], ...]
    told: tuple[tuple[TimeMention, ...], ...]
    speech: tuple[frozenset[int], ...]
    happenings: Happenings
    deed_days: tuple[TimeMention, ...] = ()
    story_day: date | None = None


def read_dates(text: Text, attributions: Attributions, eras: Mapping[str, date], happenings: Happenings) -> Dates:
    """Every time a document names in its own sentences."""
    published = text.published.day if text.published is not None else None
    stamp = text.published.words if text.published is not None else None
    words = tuple(text.text[s.start : s.end] for s in text.sentences)
    named: list[tuple[TimeMention, ...]] = []
    told: list[tuple[TimeMention, ...]] = []
    speech: list[frozenset[int]] = []
    told_day: date | None = None  # the last day told so far
    first_day = story_day = _first_day(words, text, published, eras)
    for i, sentence in enumerate(text.sentences):
        if sentence.section not in _TIMED:
            named.append(())
            told.append(())
            speech.append(frozenset())
            continue
        found = _times_of(words[i], published, story_day, eras)
        if not any(m.kind in ("day", "since") for m in found) and (hour := _hour_of(words[i], told_day or published)):
            found = tuple(sorted((*found, hour), key=lambda m: m.start))
        found = tuple(m for m in found if m.kind != "since" or not _OF_A_RECORD.search(words[i], 0, m.start))
        own = tuple(m for m in found if _is_told(words[i], m, stamp))
        named.append(found)
        told.append(own)
        leads = [s.attribution.start for s in attributions.said[i] if s.attribution.leads]
        speech.append(frozenset(m.start for m in own if _opens_speech(words[i], m, leads)))
        own_days = [m.when.date_start for m in own if m.kind == "day" and m.start not in speech[-1]]
        told_day = next((d for d in reversed(own_days) if d is not None and not is_old(published, d)), told_day)
        story_day = told_day or story_day
    days = tuple(m for i, times in enumerate(told) for m in times if _is_of_a_deed(words[i], m, speech[i]))
    return Dates(words, published, tuple(named), tuple(told), tuple(speech), happenings, days, first_day)


def _first_day(words: Sequence[str], text: Text, published: date | None, eras: Mapping[str, date]) -> date | None:
    """The first recent day that the text tells of: the story's until another is told."""
    stamp = text.published.words if text.published is not None else None
    for sentence, said in zip(text.sentences, words, strict=True):
        if sentence.section not in _TIMED:
            continue
        for mention in find_times(said, published, eras=eras):
            day = mention.when.date_start
            if mention.kind == "day" and day and not is_old(published, day) and _is_told(said, mention, stamp):
                return day
    return None


def is_old(published: date | None, day: date | None) -> bool:
    return published is not None and day is not None and (published - day).days > RECENT_DAYS


NEAR_CHARACTERS = 60  # between a time and the word for the attack that it is said of
A_DEED = re.compile(rf"\b{DEED}\b", re.IGNORECASE)


def _is_of_a_deed(words: str, mention: TimeMention, speech: frozenset[int]) -> bool:
    """Whether a day stands beside a word for an attack, and is not when somebody spoke of it."""
    if mention.kind != "day" or mention.when.date_start is None or mention.start in speech:
        return False
    if find_charge(words[: mention.end + NEAR_CHARACTERS], doer_named=False) is not None:
        return False  # "involved in the Aug. 8 bombing": an earlier one
    return any(distance_to(deed, mention) <= NEAR_CHARACTERS for deed in A_DEED.finditer(words))


def distance_to(attack: re.Match[str], mention: TimeMention) -> int:
    """Characters between a word for an attack and a time, in one sentence."""
    return max(mention.start - attack.end(), attack.start() - mention.end, 0)


# ---------------------------------------------------------------- which times tell of what happened

_OF_A_RECORD = re.compile(rf"{RECORD}$", re.IGNORECASE)  # "the first attack since 2011": nothing is counted from then

_SAID_BEFORE = re.compile(
    r"\b(?:said|says|claimed|stated|declared|confirmed|warned|(?:released|published|issued)|announced\s+by\s+[\w'’.-]+|told\s+[\w'’.-]+|told\s+(?:the\s+)?[\w'’.-]+\s+[\w'’.-]+|added|reported"
    r"|announced|confirmed|stated|called|speaking|"
    r"speaking\s+to\s+\w+)(?:\s+in\s+\w+)?(?:\s+(?:on|late|early))*\s*$",
    re.IGNORECASE,
)
# "the ministry on Thursday denied": the day it was said, not the day it happened
_SAYS_AFTER = re.compile(
    r"\s+(?:said|says|denied|denies|announced|told|reported|added|confirmed|lowered|raised|revised|claimed|accused|blamed"
    r"|rejected|condemned|admitted|acknowledged|dismissed|warned)\b",
    re.IGNORECASE,
)
# "in a call on Saturday", "a statement on Sunday"
_IN_SPEECH = re.compile(
    r"\b(?:call|calls|statement|statements|interview|interviews|speech|letter|press conference|news conference|briefing"
    r"|website|site|page|account"
    r"|tweet|telegram|communique|post)\s+(?:(?:on|late|early|issued|published|released|posted)\s+)*$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(?:said|confirmed|told|announced|concluded|accused|blamed|denied)\b", re.IGNORECASE)
_SUBJECT_CHARACTERS = 80  # how far into a sentence its subject and the day it spoke may reach
_HANDLE = re.compile(r"\(@\w{1,30}\)\W{0,3}$")
_OPENING_CHARACTERS = 24
_SPEAKER_GAP_CHARACTERS = 6


def _times_of(
    words: str, published: date | None, story_day: date | None, eras: Mapping[str, date]
) -> tuple[TimeMention, ...]:
    """The times of a sentence; in a message quoted with its own date, "last night" is the night before that date."""
    found = find_times(words, published, story_day=story_day, eras=eras)
    stamps = [m for m in found if m.when.date_start is not None and _HANDLE.search(words, 0, m.start)]
    if len(stamps) == 1 and len(found) > 1:
        found = find_times(words[: stamps[0].start], stamps[0].when.date_start, eras=eras)
    return found


# "earlier in the day", "at around 3:30 am": the day the report is about, else that of the report
_HOUR = re.compile(
    r"\b(?:earlier|later)\s+in\s+the\s+day\b"
    r"|\b(?:at|by|around|until|about)\s+(?:around\s+|about\s+)?\d{1,2}(?:[:.]?\d\d)?\s*(?:[ap]\.m\.|[ap]m\b)",
    re.IGNORECASE,
)


def _hour_of(words: str, day: date | None) -> TimeMention | None:
    """A time of day that a sentence gives without a day; null where none is given, or no day is known."""
    hour = _HOUR.search(words)
    if hour is None or day is None:
        return None
    when = When(hour.group(), day, day, 1, "carried")
    return TimeMention(hour.start(), hour.end(), when, "day")


def _is_told(words: str, mention: TimeMention, stamp: str | None) -> bool:
    """Whether a time is neither the report's own date nor when somebody spoke."""
    at = words.find(stamp) if stamp else -1
    if stamp and 0 <= at <= mention.start and mention.end <= at + len(stamp):
        return False
    if (mention.when.words or "").lower() == "already" or _HANDLE.search(words, 0, mention.start):
        return False
    before = words[: mention.start]
    of_deed = (mention.when.words or "").lower().startswith("of ")  # "the site of Saturday's blast"
    if _SAID_BEFORE.search(before) or (_IN_SPEECH.search(before) and not of_deed):
        return False
    return not (mention.start < _SUBJECT_CHARACTERS and _SAYS_AFTER.match(words, mention.end))


def _opens_speech(words: str, mention: TimeMention, leads: Sequence[int]) -> bool:
    """ "On Friday the group said …": perhaps the day of what it tells, perhaps only the day it spoke."""
    if mention.kind not in ("day", "period") or mention.start > _OPENING_CHARACTERS:
        return False
    if " as saying " in words or " as having " in words:
        return True
    if tells_of_known_attack(words) and _SPEAKS.search(words, mention.end, mention.end + _SUBJECT_CHARACTERS):
        return True
    return any(0 <= start - mention.end <= _SPEAKER_GAP_CHARACTERS for start in leads)
