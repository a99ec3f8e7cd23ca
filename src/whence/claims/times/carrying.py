"""Times that other sentences give. In come a sentence and the Dates, out comes an interval told elsewhere, and why.

A sentence without a day takes that of the attack it speaks of, one told just before in the same happening, that of the
lead, or one that a later sentence gives for the attack. Where the report gives two, or only when it was said, none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.claims.happenings import DEED
from whence.claims.parties import tells_of_known_attack
from whence.claims.scope import find_charge
from whence.claims.times.mentions import TimeMention
from whence.claims.times.timeline import A_DEED, NEAR_CHARACTERS, Dates, distance_to, is_old
from whence.records import When
from whence.vocabulary.sieve import Sifted

CARRY_SENTENCES = 6
KNOWN_CARRY_SENTENCES = 10  # a sentence that begins with “the attack” reaches further back
LOOK_AHEAD_SENTENCES = 8
_RUNNING = re.compile(r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|been\s+)*\w+", re.IGNORECASE)
_SINCE_THEN_REACH, _STILL_REACH = 3, 2


def since_then(dates: Dates, index: int) -> tuple[When, str] | None:
    """ "Since then nine have died": from the last time told before up to the report; null where none is dated."""
    for back in range(1, min(_SINCE_THEN_REACH, index) + 1):
        for mention in reversed(dates.named[index - back]):
            first = mention.when.date_start
            if first is None or dates.published is None or first >= dates.published:
                continue
            when = When("Since then", first, dates.published, mention.when.date_prec, "carried")
            return when, f"time: since “{mention.when.words}”, {back} sentence(s) before"
    return None


def still_since(dates: Dates, index: int) -> tuple[When, str] | None:
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


def of_others(dates: Dates, index: int) -> tuple[When, str]:
    """The time that another sentence gives: for the same attack, just before, further on, or for the whole report."""
    if (known := _of_the_deed(dates, index)) is not None:
        return known
    before, reason = carried(dates, index, None, ("day",) if dates.happenings.singular[index] else ("day", "period"))
    if before.date_end is None:
        before, reason = carried(dates, index, None, ("day", "period"))
    spoken = [m for m in dates.named[index] if m.kind == "day" and m.when.date_start is not None]
    if before.date_end is not None:
        if spoken and is_old(dates.published, before.date_end):
            return spoken[0].when, f"time: “{spoken[0].when.words}”, when it was said; nothing nearer is told"
        if not spoken or dates.happenings.known[index]:
            return before, reason
        return When(), "time: only when it was said is told"
    lead = _of_the_report(dates, index, spoken)
    if index in dates.happenings.lead:
        return _ahead(dates, index) or lead or (before, reason)
    return lead or _ahead(dates, index) or (before, reason)


_PERIOD_REACH = 2  # sentences that a period goes on for ("in February")
_LONG_DAYS = 45  # a year or a season dates nothing but its own sentence
# "the attack", "Wednesday's blast", "the bombing on Saturday": an attack told before
_THE_ATTACK = re.compile(
    r"\b(?:the|this|that|these|those|\w+day['’]s)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:attacks?|strikes?|air\s?strikes?|bombings?|blasts?|explosions?|raids?|shelling|bombardment|assault|massacre|"
    r"ambush|operation|clashes)\b",
    re.IGNORECASE,
)


def carried(dates: Dates, index: int, own_words: str | None, kinds: tuple[str, ...]) -> tuple[When, str]:
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
            recent = not mention.stated_year and own_words is None and not told.known[index]
            if back > _PERIOD_REACH and recent and not _is_short(mention):
                continue
            when = replace(mention.when, anchor="carried", words=own_words or mention.when.words)
            return when, f"time: carried from “{mention.when.words}” {back} sentence(s) before"
    return When(words=own_words), "time: the text does not let one tell"


def _of_the_deed(dates: Dates, index: int) -> tuple[When, str] | None:
    """Where a sentence speaks of "the attack": the day that the report gives for one; null where it gives two."""
    if not dates.happenings.singular[index]:
        return None
    found = {m.when.date_start: m for m in reversed(dates.deed_days)}
    if len(found) != 1:
        return None
    only = next(iter(found.values()))
    return replace(only.when, anchor="carried"), f"time: “{only.when.words}”, the day the report gives for the attack"


# what somebody says of now ("They are dying", he said): no day of the lead
_QUOTED = re.compile(r"\s*[\"“‘«]|[^.]{0,60}?\b(?:is|are)\s+(?:\w+\s+)?\w+ing\b", re.IGNORECASE)
_HARM = Sifted(
    re.compile(
        rf"\b(?:{DEED}|kill\w*|dead|died|die|wound\w*|injur\w*|attack\w*|bomb\w*|raid\w*|shell\w*|struck|hit|battl\w*|fought|fighting"
        r"|target\w*|captur\w*|seized|besieg\w*|evacuat\w*|rebels?|militants?|terrorists?)\b",
        re.IGNORECASE,
    )
)


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
    charged = find_charge(words[: mention.end + NEAR_CHARACTERS], doer_named=False) is not None
    if charged and find_charge(words[: mention.start], doer_named=False) is None:
        return True  # "he was involved in the May bombing": the day of an earlier deed
    if is_old(dates.published, last) and _THE_ATTACK.search(told_of) and _told_recently(dates, index):
        return True  # "he fled in September 2008. The raid killed him": the raid is of the day told before
    if mention.when.anchor == "carried" and any(m.kind == "day" and m != mention for m in dates.told[index]):
        return True  # "on Thursday, a day after …": the story is that of Thursday
    return (last - first).days > _LONG_DAYS


def _told_recently(dates: Dates, index: int) -> bool:
    """Whether a sentence before `index` tells of a day near the report's own."""
    return any(
        m.kind == "day" and m.when.date_start is not None and not is_old(dates.published, m.when.date_start)
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
        if first.start in dates.speech[i] or is_old(dates.published, first.when.date_start):
            return None
        deed = A_DEED if i == index + 1 and _SAME_SPEAKER.match(dates.words[i]) else _THE_ATTACK
        named = [a for a in deed.finditer(dates.words[i]) if distance_to(a, first) <= NEAR_CHARACTERS]
        if not named:
            return None
        reason = f"time: “{first.when.words}”, which {i - index} sentence(s) later is said of “{named[0].group()}”"
        return replace(first.when, anchor="carried"), reason
    return None


# "They said several raids overnight hit …": who told the sentence before tells more of the same
_SAME_SPEAKER = re.compile(r"\W{0,3}(?:they|he|she|it)\s+(?:also\s+)?(?:said|added|told|reported)\b", re.IGNORECASE)


def _is_short(mention: TimeMention) -> bool:
    """A day, or "the past 24 hours"."""
    first, last = mention.when.date_start, mention.when.date_end
    if first is None or last is None or mention.kind not in ("day", "period"):
        return False
    return mention.kind == "day" or (last - first).days <= 1
