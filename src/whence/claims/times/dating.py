"""When a claim is about. In come a text with its attributions, out comes the interval for any place in it, and why.

A time in the claim's own sentence goes first, unless it only tells when somebody spoke; then one told just before,
then one that a later sentence gives for the same attack. Where none does, the day stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from whence.claims.happenings import DEED, Happenings, find_happenings
from whence.claims.parties import tells_of_known_attack
from whence.claims.scope import find_charge
from whence.claims.times.mentions import TimeMention, find_times
from whence.claims.voices.speakers import Attributions
from whence.records import Text, When

CARRY_SENTENCES = 6
KNOWN_CARRY_SENTENCES = 10  # a sentence that begins with “the attack” reaches further back
LOOK_AHEAD_SENTENCES = 8
RECENT_DAYS = 31
_TIMED = ("headline", "caption", "body", "background")


@dataclass(frozen=True, slots=True)
class Dates:
    """The times of a document, by sentence. Made by `read_dates`, read by `when_at`.

    `named[i]` are all times of sentence `i`; `told[i]` those that are neither the report's own date nor when somebody
    spoke; `speech[i]` those of `told[i]` that may be when somebody spoke ("On Friday the group said …"). `story_day` is
    the first recent day that something happened on: the day the report is about, null where it tells none.
    """

    words: tuple[str, ...]
    published: date | None
    named: tuple[tuple[TimeMention, ...], ...]
    told: tuple[tuple[TimeMention, ...], ...]
    speech: tuple[frozenset[int], ...]
    happenings: Happenings
    story_day: date | None = None


def read_dates(text: Text, attributions: Attributions, eras: Mapping[str, date]) -> Dates:
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
        own = tuple(m for m in found if _is_told(words[i], m, stamp))
        named.append(found)
        told.append(own)
        leads = [s.attribution.start for s in attributions.said[i] if s.attribution.leads]
        speech.append(frozenset(m.start for m in own if _opens_speech(words[i], m, leads)))
        days = [m.when.date_start for m in own if m.kind == "day" and m.start not in speech[-1]]
        told_day = next((d for d in reversed(days) if d is not None and not _is_old(published, d)), told_day)
        story_day = told_day or story_day
    return Dates(words, published, tuple(named), tuple(told), tuple(speech), find_happenings(text), first_day)


def when_at(dates: Dates, index: int, focus: tuple[int, int]) -> tuple[When, str]:
    """The interval of what stands at `focus` (offsets in sentence `index`), and how it was got."""
    words = dates.words[index]
    own = list(dates.told[index])
    if len(own) > 1:
        rest = [m for m in own if m.start not in dates.speech[index]]
        own = rest if any(m.when.date_start is not None or m.kind == "since" for m in rest) else own
    elif own and own[0].start in dates.speech[index] and tells_of_known_attack(words):
        before, reason = _carried(dates, index, None, ("day", "period"))
        if before.date_start is not None:
            return before, reason
    if own:
        return _of_sentence(dates, index, own, focus)
    if _SINCE_THEN.match(words) and (since := _since_then(dates, index)) is not None:
        return since
    if (since := _still_since(dates, index)) is not None:
        return since
    if _HABIT.search(words):
        return When(), "time: what happens again and again has no day"
    if (open_ := _SINCE_OPEN.search(words)) is not None and _PERFECT.search(words):
        return When(words=open_.group()), f"time: “{open_.group()}”, of which the text gives no day"
    return _of_others(dates, index)


_SINCE_THEN = re.compile(r"since\s+then\b", re.IGNORECASE)
_RUNNING = re.compile(r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|been\s+)*\w+", re.IGNORECASE)
_SINCE_THEN_REACH, _STILL_REACH = 3, 2


def _since_then(dates: Dates, index: int) -> tuple[When, str] | None:
    """ "Since then nine have died": from the last time told before up to the report; null where none is dated."""
    for back in range(1, min(_SINCE_THEN_REACH, index) + 1):
        for mention in reversed(dates.named[index - back]):
            first = mention.when.date_start
            if first is None or dates.published is None or first >= dates.published:
                continue
            when = When("Since then", first, dates.published, mention.when.date_prec, "carried")
            return when, f"time: since “{mention.when.words}”, {back} sentence(s) before"
    return None


def _still_since(dates: Dates, index: int) -> tuple[When, str] | None:
    """The "since" of a sentence just before, where this one goes on counting ("The group has also executed nine")."""
    told = dates.happenings
    if not _RUNNING.search(dates.words[index]) or told.first[index] is None:
        return None
    for back in range(1, min(_STILL_REACH, index) + 1):
        if told.first[index - back] != told.first[index]:
            return None
        times = [m for m in dates.told[index - back] if m.when.date_start is not None]
        if times and times[-1].kind == "since":
            when = replace(times[-1].when, anchor="carried")
            return when, f"time: still “{when.words}”, {back} sentence(s) before"
        if times:
            return None
    return None


def _of_others(dates: Dates, index: int) -> tuple[When, str]:
    """The time that another sentence gives: for the same attack, just before, further on, or for the whole report."""
    if (known := _of_the_deed(dates, index)) is not None:
        return known
    carried, reason = _carried(dates, index, None, ("day", "period"))
    spoken = [m for m in dates.named[index] if m.kind == "day" and m.when.date_start is not None]
    if carried.date_end is not None:
        if spoken and _is_old(dates.published, carried.date_end):
            return spoken[0].when, f"time: “{spoken[0].when.words}”, when it was said; nothing nearer is told"
        if not spoken or dates.happenings.known[index] or carried.date_start == spoken[0].when.date_start:
            return carried, reason
        return When(), "time: only when it was said is told"
    lead = _of_the_report(dates, index, spoken)
    if index in dates.happenings.lead:
        return _ahead(dates, index) or lead or (carried, reason)
    return lead or _ahead(dates, index) or (carried, reason)


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
        return _carried(dates, index, best.when.words, ("day",))
    if best.when.date_start is not None or not _SAME_PERIOD.search(best.when.words or ""):
        return best.when, f"time: “{best.when.words}” in the sentence"
    return _carried(dates, index, best.when.words, ("since", "period", "day"))


_HOURS = re.compile(r"\b(?:hours?|minutes)\b", re.IGNORECASE)


def _first_day(words: Sequence[str], text: Text, published: date | None, eras: Mapping[str, date]) -> date | None:
    """The first recent day that the text tells of: the story's until another is told."""
    stamp = text.published.words if text.published is not None else None
    for sentence, said in zip(text.sentences, words, strict=True):
        if sentence.section not in _TIMED:
            continue
        for mention in find_times(said, published, eras=eras):
            day = mention.when.date_start
            if mention.kind == "day" and day and not _is_old(published, day) and _is_told(said, mention, stamp):
                return day
    return None


# ---------------------------------------------------------------- which times tell of what happened

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
_PERFECT = re.compile(r"\b(?:have|has)\b", re.IGNORECASE)
_HABIT = re.compile(r"\b(?:regularly|routinely|frequently|repeatedly|often|usually|always)\b", re.IGNORECASE)
_SINCE_OPEN = re.compile(r"\bsince\s+(?:the|it|its|they)\s+(?:[\w'’-]+\s?){1,6}", re.IGNORECASE)
_SAME_PERIOD = re.compile(r"\bsame (?:period|time|day|stretch)\b", re.IGNORECASE)


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


# ---------------------------------------------------------------- times of other sentences

_PERIOD_REACH = 2  # sentences that a period goes on for ("in February")
_LONG_DAYS = 45  # a year or a season dates nothing but its own sentence
# "the attack", "Wednesday's blast", "the bombing on Saturday": an attack told before
_THE_ATTACK = re.compile(
    r"\b(?:the|this|that|these|those|\w+day['’]s)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:attacks?|strikes?|air\s?strikes?|bombings?|blasts?|explosions?|raids?|shelling|bombardment|assault|massacre|"
    r"ambush|operation|clashes)\b",
    re.IGNORECASE,
)
_NEAR_CHARACTERS = 60
_LESS_THAN = re.compile(r"\bless than an? (week|month|year)\b", re.IGNORECASE)


def _carried(dates: Dates, index: int, own_words: str | None, kinds: tuple[str, ...]) -> tuple[When, str]:
    """The last time of those kinds told just before, with its own words where the sentence has some."""
    reach = KNOWN_CARRY_SENTENCES if _THE_ATTACK.match(dates.words[index]) else CARRY_SENTENCES
    told = dates.happenings
    for back in range(1, reach + 1):
        if index - back < 0:
            break
        apart = told.first[index] is not None and told.first[index - back] != told.first[index]
        if apart and not told.known[index] and own_words is None:
            continue
        for mention in reversed(dates.told[index - back]):
            if mention.kind not in kinds or mention.when.date_start is None:
                continue
            if _is_by_the_way(dates, index - back, mention, dates.words[index]):
                continue
            when = replace(mention.when, anchor="carried", words=own_words or mention.when.words)
            return when, f"time: carried from “{mention.when.words}” {back} sentence(s) before"
    return When(words=own_words), "time: the text does not let one tell"


def _of_the_deed(dates: Dates, index: int) -> tuple[When, str] | None:
    """Where a sentence speaks of "the attack": the one day that the report gives for an attack; null where it gives two."""
    if not dates.happenings.singular[index]:
        return None
    found: dict[date, TimeMention] = {}
    for i, times in enumerate(dates.told):
        for mention in times:
            day = mention.when.date_start
            if mention.kind != "day" or day is None or mention.start in dates.speech[i]:
                continue
            if any(_distance_to(deed, mention) <= _NEAR_CHARACTERS for deed in _A_DEED.finditer(dates.words[i])):
                found.setdefault(day, mention)
    if len(found) != 1:
        return None
    only = next(iter(found.values()))
    return replace(only.when, anchor="carried"), f"time: “{only.when.words}”, the day the report gives for the attack"


# what somebody says of now ("They are dying", he said): no day of the lead
_QUOTED = re.compile(r"\s*[\"“‘«]|[^.]{0,60}?\b(?:is|are)\s+(?:\w+\s+)?\w+ing\b", re.IGNORECASE)
_HARM = re.compile(
    rf"\b(?:{DEED}|kill\w*|dead|died|die|wound\w*|injur\w*|attack\w*|bomb\w*|shell\w*|struck|hit|battl\w*|fought|fighting"
    r"|target\w*|captur\w*|seized|besieg\w*|evacuat\w*|rebels?|militants?|terrorists?)\b",
    re.IGNORECASE,
)
_A_DEED = re.compile(rf"\b{DEED}\b", re.IGNORECASE)


def _of_the_report(dates: Dates, index: int, spoken: Sequence[TimeMention]) -> tuple[When, str] | None:
    """The day that headline and lead give for what the report tells, where a sentence turns to more of the same."""
    told = dates.happenings
    if told.first[index] is None or spoken or _QUOTED.match(dates.words[index]):
        return None
    for i in sorted(told.lead):
        if not _HARM.search(dates.words[i]):
            continue  # a day of talks and votes
        for mention in dates.told[i]:
            if mention.kind == "day" and mention.when.date_start is not None and mention.start not in dates.speech[i]:
                when = replace(mention.when, anchor="carried")
                return when, f"time: “{mention.when.words}” of the lead"
    return None


def _is_by_the_way(dates: Dates, index: int, mention: TimeMention, told_of: str) -> bool:
    """A year or a season; the date of a message; the day somebody spoke of an attack; that of an earlier deed;
    a day told from another one. `told_of` is the sentence that needs a time."""
    first, last, words = mention.when.date_start, mention.when.date_end, dates.words[index]
    if first is None or last is None or "(@" in words:
        return True
    if mention.start in dates.speech[index] and tells_of_known_attack(words):
        return True
    charged = find_charge(words[: mention.end + _NEAR_CHARACTERS], doer_named=False) is not None
    if charged and find_charge(words[: mention.start], doer_named=False) is None:
        return True  # "he was involved in the May bombing": the day of an earlier deed
    if _is_old(dates.published, last) and _THE_ATTACK.search(told_of) and _told_recently(dates, index):
        return True  # "he fled in September 2008. The raid killed him": the raid is of the day told before
    if mention.when.anchor == "carried" and any(m.kind == "day" and m != mention for m in dates.told[index]):
        return True  # "on Thursday, a day after …": the story is that of Thursday
    return (last - first).days > _LONG_DAYS


def _told_recently(dates: Dates, index: int) -> bool:
    """Whether a sentence before `index` tells of a day near the report's own."""
    return any(
        m.kind == "day" and m.when.date_start is not None and not _is_old(dates.published, m.when.date_start)
        for told in dates.told[:index]
        for m in told
    )


def _ahead(dates: Dates, index: int) -> tuple[When, str] | None:
    """The day that one of the next sentences gives for the attack told here, where no other day comes before it."""
    for i in range(index + 1, min(index + 1 + LOOK_AHEAD_SENTENCES, len(dates.words))):
        days = [m for m in dates.told[i] if m.when.date_start is not None and _is_short(m)]
        if not days:
            continue
        first = days[0]
        if first.start in dates.speech[i] or _is_old(dates.published, first.when.date_start):
            return None
        named = [a for a in _THE_ATTACK.finditer(dates.words[i]) if _distance_to(a, first) <= _NEAR_CHARACTERS]
        if not named:
            return None
        reason = f"time: “{first.when.words}”, which {i - index} sentence(s) later is said of “{named[0].group()}”"
        return replace(first.when, anchor="carried"), reason
    return None


def _is_short(mention: TimeMention) -> bool:
    """A day, or "the past 24 hours"."""
    first, last = mention.when.date_start, mention.when.date_end
    if first is None or last is None or mention.kind not in ("day", "period"):
        return False
    return mention.kind == "day" or (last - first).days <= 1


def _distance_to(attack: re.Match[str], mention: TimeMention) -> int:
    return max(mention.start - attack.end(), attack.start() - mention.end, 0)


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


def _is_old(published: date | None, day: date | None) -> bool:
    return published is not None and day is not None and (published - day).days > RECENT_DAYS


_CLAUSES = re.compile(r"\b(?:when|while|after|before|although|but|which|who)\b|;", re.IGNORECASE)


def _distance(words: str, mention: TimeMention, focus: int) -> int:
    """Characters between a time and the focus; every clause between them makes it longer."""
    if mention.start >= focus:
        between, apart = words[focus : mention.start], mention.start - focus
    else:
        between, apart = words[mention.end : focus], focus - mention.end + 5
    joints = between.count(" and ") if mention.start >= focus else 0
    return apart + 40 * (len(_CLAUSES.findall(between)) + joints)


__all__ = ["Dates", "read_dates", "when_at"]
