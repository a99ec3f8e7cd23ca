"""Whether a figure is one event's, a running total, or standing context. In comes a sentence, out comes its scope.

A total never makes an incident and context is no news, so what counts here is the period the figure is said to cover
and how far before the report it lies.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from whence.records import Count, Scope, SectionKind, When
from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.phrases import lower, straight
from whence.vocabulary.sieve import Sifted
from whence.vocabulary.tables import DATA, read_table

# what is dated this long before the report is told as context; a single day is remembered longer than a month's total
HISTORY_DAYS = 45
HISTORY_OF_A_DAY_DAYS = 60
# a dated event this long before the one the report is about is told as context
EARLIER_DAYS = 6
OPENING_CHARACTERS = 12  # a sentence that begins with such a day turns to something earlier
WAR_TOLL = 5000  # this many harmed are the whole war's toll, unless the text counts from less long ago than this
PERIOD_DAYS = 500
LONG_PERIOD_DAYS = 3


def guess_scope(
    sentence: str,
    *,
    section: SectionKind = "body",
    when: When | None = None,
    time_kinds: Collection[str] = (),
    published: date | None = None,
    counts: Collection[Count] = (),
    focus: tuple[int, int] | None = None,
    story_day: date | None = None,
    places: int = 1,
) -> tuple[Scope, str]:
    """The scope of what stands at `focus` (offsets in the sentence; null: the whole sentence), and why.

    `when` is the claim's own interval and `time_kinds` the kinds of the times its sentence names ("day", "since",
    "period", "duration", "vague"). `story_day` is the day the report is about; `places` counts the towns or provinces
    that the figure is told of together ("in Odra and Pelm").
    """
    words = lower(straight(sentence))
    harmed = [c for c in counts if c.effect in ("killed", "injured", "missing")]
    toll = max((c.best or c.low or c.high or 0 for c in harmed), default=0)
    territory = any(c.effect == "territory" for c in counts)
    cue = _cues()["background"].search(words)
    since = "since" in time_kinds or _SINCE.search(_SINCE_A_RECORD.sub("", words)) is not None
    war = _WAR.search(words)
    counted_since = since and harmed and toll < WAR_TOLL and cue is None and war is None
    if section == "background" and not counted_since:
        return "background", "the paragraph is standing context"
    if war and (toll >= WAR_TOLL or not counts or _VAGUE_MANY.search(words) or _AGED_WAR.search(war.group())):
        return "background", f"“{war.group()}”: a figure of the whole war"
    of_late = when is not None and when.anchor != "carried" and 1 < _days(when) <= PERIOD_DAYS
    if toll >= WAR_TOLL and "day" not in time_kinds and not of_late:
        return "background", f"{toll} harmed and no day: a figure of a whole war"
    if "day" not in time_kinds and _MILLIONS.search(words) and any(c.effect == "displaced" for c in counts):
        return "background", "millions, and no day: the displaced of a whole war"
    if territory:
        return "cumulative", "a share of territory is a state of things, not an event"
    if (history := _history(words, when, published, story_day)) is not None:
        return "background", history
    if counts and focus is not None and all(c.hedge == "vague" for c in counts) and _GOES_ON.search(words[: focus[1]]):
        return "cumulative", "it goes on, and is told of no one event"
    if harmed and (state := _STATE.search(words)) and "day" not in time_kinds:
        return "cumulative", f"“{state.group()}”: people die of it over a time"
    if any(c.effect == "trapped" for c in counts) and _LASTING.search(words):
        return "cumulative", "a siege that has lasted for a time"
    if cue is not None and not counts:
        return "background", f"“{cue.group()}” tells of context"
    if not counts and focus is not None and (reason := _reason(words, focus)) is not None:
        return "background", f"“{reason}”: it tells why something was done"
    if when is not None and when.anchor == "carried" and _SINCE_BEFORE.match(when.words or "") and counts:
        if _VAGUE_MANY.search(words):
            return "background", "it counts from a day told before (“since”): a figure of the whole war"
        return "cumulative", "it counts from a day told before (“since”)"
    if since and not _own_day(when):
        if cue is not None and toll >= WAR_TOLL:
            return "background", f"“{cue.group()}”: a figure of the whole war"
        return "cumulative", "it counts from a day on (“since”)"
    if counts and (several := _SEVERAL_PLACES.search(words)):
        return "cumulative", f"“{several.group()}”: one figure for several places"
    if counts and not _own_day(when) and (series := _SERIES.search(words)):
        return "cumulative", f"“{series.group()}”: one figure for many attacks"
    if counts and not _own_day(when) and (stretch := _STRETCH.search(words)):
        return "cumulative", f"“{stretch.group()}”: one figure for several days"
    if counts and when is not None and _days(when) > 1 and _DAY_AND_DAY.fullmatch(when.words or ""):
        return "cumulative", f"“{when.words}”: one figure for several days"
    if counts and "day" not in time_kinds and (many := _HAS_KILLED_MANY.search(words)):
        return "cumulative", f"“{many.group()}”: what has gone on for a time"
    if counts and places > 1:
        return "cumulative", f"one figure for {places} places"
    if counts and focus is not None and (after := _CAME_AFTER.search(words[: focus[0]])) is not None:
        return "background", f"“{after.group()}”: what had happened before"
    running = _cues()["cumulative"].search(words)
    if running and running.group().startswith("reports that") and _DEED.search(words):
        running = None
    if running and running.group().startswith("bring") and (one := _cues()["incident"].search(words)):
        return "incident", f"the toll of one event, “{one.group()}”"
    one_day = _one_day(when, time_kinds) or bool(_DAY_AND_NIGHT.search(words))
    so_far = running is not None and running.group() == "so far" and when is not None and _days(when) == 1
    if running and not one_day and not (so_far and not _SO_FAR_IN.search(words)):
        return "cumulative", f"“{running.group()}” tells of a period"
    if not counts and "day" not in time_kinds and _HABIT.search(words):
        return "cumulative", "a charge of doing so, not of one attack"
    if when is not None and _days(when) >= LONG_PERIOD_DAYS and not _is_indefinite(lower(when.words or "")):
        return "cumulative", f"“{when.words}” is a period of {_days(when)} days"
    return "incident", "it is told as one event"


_WAR = Sifted(
    re.compile(
        r"\b(?:war|conflict|uprising|crisis|revolt|insurgency|violence|unrest)\b.{0,80}\b(?:has|have)\s+(?:\w+\s+)?(?:killed|claimed|left|cost|"
        r"displaced|forced)\b|\b(?:killed|died|dead|displaced|lives)\b.{0,90}\b(?:since\s+(?:the\s+)?(?:\w+\s+){0,4}(?:war|conflict|uprising|"
        r"crisis|revolt|revolution|unrest|protests|fighting|20\d\d|19\d\d)|(?:war|conflict|uprising|crisis)\b.{0,30}\b(?:began|erupted|started|broke))|"
        r"\b(?:war|conflict)\s+that\s+has\b|"
        r"\b(?:killed|died|dead|deaths?)\b.{0,40}\b(?:in|during)\s+(?:[\w'’]+\s+){0,2}[\w-]+[- ](?:month|year)"
        r"(?:-old|-long)?\s+(?:civil\s+)?(?:war|conflict)\b"
    )
)
_SINCE_BEFORE = re.compile(r"(?:ever\s+)?since\b", re.IGNORECASE)
# "the worst attack since 2011" compares and counts nothing
RECORD = r"\b(?:first|worst|deadliest|bloodiest|biggest|largest|heaviest|highest|fiercest)\b[^.;,]{0,80}?"
_SINCE_A_RECORD = re.compile(rf"{RECORD}\bsince\b")
_FEW = r"(?:two|three|four|five|six|seven|eight|nine|ten|several|\d{1,2})"
_FIGHT = (
    r"(?:air\s?strikes|strikes|raids|attacks|bombings?|bombardments?|shelling|fighting|clashes|battles?|violence|campaign"
    r"|offensive|assault|siege|operation|stretch|period|onslaught)"
)
# "seven days of strikes", "over a four-day stretch", "in two stages"
_STRETCH = re.compile(
    rf"\b{_FEW}[\s-](?:days|weeks|months)['’]?\s+(?:of\s+)?(?:[\w-]+\s+){{0,2}}{_FIGHT}\b"
    rf"|\b(?:over|during|in|of)\s+(?:a|the)\s+{_FEW}-(?:day|week|month)\s+(?:[\w-]+\s+){{0,2}}{_FIGHT}\b"
    rf"|\bin\s+(?:{_FEW}\s+)?(?:stages|phases|batches)\b"
)
_DAY_AND_DAY = re.compile(
    r"(?:on\s+)?(?!over)\w+(?:\s+\d+)?\s+and\s+(?:on\s+)?(?!into)\w+(?:\s+\d+)?(?:,?\s+\d{4})?", re.IGNORECASE
)
_HAS_KILLED_MANY = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+)?(?:killed|claimed|left)\s+(?:\w+\s+)?(?:hundreds|thousands)\b"
)
_AGED_WAR = re.compile(r"[- ](?:month|year)(?:-old|-long)?\s+(?:civil\s+)?(?:war|conflict)$")
_REASON = Sifted(re.compile(r"\b(?:response|retaliation|revenge|reprisal)s?\s+(?:to|for|against)\b[^.;]{0,50}$"))
_GOES_ON = Sifted(
    re.compile(r"\b(?:is|are|keeps?|continues?)\s+(?:\w+ly\s+|still\s+)?(?:killing|wounding|murdering)\b[^,;]*$")
)
_GIVES_REASON = re.compile(
    r"\w*\s+(?:(?:was|were|is|are|came|comes?)\s+)(?:seen\s+)?(?:as\s+|in\s+|a\s+){1,2}(?:response|retaliation|revenge|reprisal)"
    r"\s+(?:to|for|against)\b"
)
_HABIT = re.compile(
    r"\baccus\w+\s+(?:[\w'-]+\s+){1,5}of\s+\w+ing\b(?!\s+the\s+(?:attack|strike|bomb))|"
    r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|been\s+)*(?!accused|blamed|denied|rejected|said|told|reported|claimed|admitted|"
    r"confirmed|announced|condemned|killed|launched|carried)\w+(?:ed|ught|own)\b"
)
# what kills slowly, so that its dead are counted over a time
_STATE = Sifted(
    re.compile(
        r"\b(?:because\s+of|due\s+to|from|of)\s+(?:\w+\s+){0,2}(?:shortages?|starvation|hunger|malnutrition)\b"
        r"|\black\s+of\s+(?:food|medicine|medical\s+care)\b"
    )
)
_SERIES = re.compile(
    r"\b(?:wave|string|series|campaign|number)\s+of\s+(?:[\w-]+\s+){0,3}"
    r"(?:air\s?strikes|strikes|raids|attacks|bombings|shellings|clashes|operations)\b"
)
_CAME_AFTER = re.compile(
    r"\b(?:came|comes?|follows|followed)\s+(?:just\s+|only\s+)?(?:[\w-]+\s+){0,2}(?:days?|weeks?|months?|hours)\s+after\b"
)
_KNOWN_DEED = re.compile(r"\bthe\s+(?:\w+\s+){0,2}(?:attack|strike|blast|explosion|bombing|raid|massacre|killing)\b")
_DEED = re.compile(r"\b(?:attack|strike|air\s?strike|blast|explosion|bombing|raid|massacre)s?\b")
_MILLIONS = Sifted(re.compile(r"\bmillions\b|\bhalf\s+(?:of\s+)?(?:the|its)\b[^.]{0,20}\bpopulation\b"))
_SO_FAR_IN = re.compile(r"\bso\s+far\s+(?:this|in|since|during|over)\b")
_LASTING = Sifted(re.compile(r"\bsince\b|\bfor\s+(?:\w+\s+){0,3}(?:days|weeks|months|years)\b"))
_SEVERAL_PLACES = re.compile(
    r"\b(?:in|on|at|across|hit|hitting|targeting|targeted)\s+(?:at\s+least\s+)?"
    r"(?:several|various|different|many|multiple|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?:\w+\s+)?"
    r"(?:parts|areas|locations|towns|villages|provinces|governorates|cities|regions|sites|places)\b"
)
_DAY_AND_NIGHT = re.compile(r"\b(?:past|last|previous)\s+(?:24|twenty-four|12|twelve)\s+hours\b")
_VAGUE_MANY = re.compile(
    r"\b(?:hundreds|tens)\s+of\s+thousands\b|\bmillions\b|\bhalf\s+(?:of\s+)?(?:the|its)\b|\bpopulation\b"
)
_SINCE = re.compile(
    r"\bsince\s+(?!then|the\s+(?:attack|blast|strike)|when)|\blaunched\s+on\s+\w+\s+\d|\bbegan\s+\w+\s+weeks?\s+ago\b"
)
_INDEFINITE = re.compile(r"\b(?:earlier|last|late|early|this|in|on|overnight|weekend|mid)\b")
_A_WHOLE_PERIOD = re.compile(
    r"\b(?:past|previous)\s+(?:\w+\s+)?(?:week|month|year)|\blast\s+(?:\w+\s+)?(?:days|weeks|months|years)\b"
)


def find_charge(before: str, *, doer_named: bool) -> str | None:
    """The words before a figure or a time that make it an earlier deed of somebody told of now; else null.

    "The detained leader was linked to a bombing that killed nine", "he assisted in the murder of a judge": what the
    report tells is the arrest. Where a doer is named (`doer_named`), "responsible for the attack that …" is the
    charge of that attack itself, unless it opens a list of deeds.
    """
    charge = _CHARGE_SHEET.search(before)
    if charge is not None and doer_named and charge.group().lower().startswith("responsible"):
        charge = _DEEDS.search(before)
    charge = charge or (None if doer_named else _HIS_DEED.search(before))
    return " ".join(charge.group().split()) if charge is not None else None


# a full stop within "the Aug. 8 attack" ends no sentence
_WITHIN = r"(?:(?!\b(?:adding|said|says|saying)\b)(?:[^.]|\.(?=\s[\da-z]))){0,120}"
_CHARGE_SHEET = Sifted(
    re.compile(
        r"\b(?:linked\s+to|responsible\s+for|involved\s+in|suspected\s+of|accused\s+of|wanted\s+for|known\s+for|associated\s+with"
        rf"|in\s+connection\s+with|participated\s+in|took\s+part\s+in|planned|similar\s+to)\b{_WITHIN}"
        r"\b(?:that|which|attacks?|bombings?|assaults?)\b",
        re.IGNORECASE,
    )
)
# "responsible for several attacks, including the murder of": a list of deeds, not the charge of one
_DEEDS = re.compile(
    r"\bresponsible\s+for\s+(?:several|numerous|multiple|many|a\s+(?:number|series|string)\s+of|various)\s+(?:[\w-]+\s+){0,3}"
    r"(?:attacks?|bombings?|assaults?|killings?|murders?),?\s+including\b[^.]{0,60}$",
    re.IGNORECASE,
)
# "he assisted in the murder of": the deed right before the figure, of a person told of already
_HIS_DEED = re.compile(
    r"^\W{0,9}(?:he|she|they|both|all\s{1,9}(?:two|three|four|five)|the\s{1,9}(?:[\w-]{1,40}\s{1,9}){0,4}(?:leaders?|facilitators?|commanders?"
    r"|insurgents?|suspects?|detainees?|man|men|individuals?|militants?)|(?-i:[A-Z][a-z][\w-]{0,40}(?:\s[A-Z][a-z][\w-]{0,40})?))\s{1,9}(?:\w{1,40}\s{1,9}){0,4}"
    r"(?:linked\s{1,9}to|responsible\s{1,9}for|involved\s{1,9}in|(?:assisted|participated)\s{1,9}(?:in|with)|took\s{1,9}part\s{1,9}in|suspected\s{1,9}of"
    r"|planned|plotted|coordinated|implicated\s{1,9}in|connected\s{1,9}to)\s{1,9}(?:the|an?)?\s{0,9}$",
    re.IGNORECASE,
)


def _history(words: str, when: When | None, published: date | None, story_day: date | None) -> str | None:
    """Why an event is history: its day lies well before the report, or before what the report is about; else null."""
    if when is None or when.date_end is None:
        return None
    long = HISTORY_OF_A_DAY_DAYS if _days(when) == 1 else HISTORY_DAYS
    if published is not None and (days := (published - when.date_end).days) > long:
        return f"it is dated {days} days before the report"
    days = (story_day - when.date_end).days if story_day is not None else 0
    opens = (
        " ago" in lower(when.words or "") or 0 <= words.find(lower(straight(when.words or "-"))) < OPENING_CHARACTERS
    )
    if days > EARLIER_DAYS and opens and when.anchor != "carried" and not _KNOWN_DEED.search(words):
        return f"it is dated {days} days before what the report is about"
    return None


def _reason(words: str, focus: tuple[int, int]) -> str | None:
    """The words that make what stands at `focus` the reason for another act, or only say its own; else null."""
    found = _REASON.search(words[max(0, focus[0] - 90) : focus[0]]) or _GIVES_REASON.match(words, focus[1])
    return " ".join(found.group().split()) if found else None


def _is_indefinite(words: str) -> bool:
    """Whether a period only says about when ("in March", "last week"), rather than how long ("in the past year")."""
    return _INDEFINITE.search(words) is not None and _A_WHOLE_PERIOD.search(words) is None


def _one_day(when: When | None, time_kinds: Collection[str]) -> bool:
    return "day" in time_kinds and (when is None or _days(when) == 1)


def _own_day(when: When | None) -> bool:
    """Whether the claim has a day of its own, whatever else its sentence counts from."""
    return when is not None and _days(when) == 1 and "since" not in lower(when.words or "")


def _days(when: When) -> int:
    if when.date_start is None or when.date_end is None:
        return 0
    return (when.date_end - when.date_start).days + 1


@lru_cache(maxsize=1)
def _cues() -> dict[str, Sifted]:
    words: dict[str, list[str]] = {}
    for row in read_table(DATA / "scope_cues.csv", ("sort", "words", "example")):
        words.setdefault(row["sort"], []).extend(row["words"].split("|"))
    return {sort: Sifted(re.compile(rf"\b(?:{alternatives(map(str.strip, said))})\b")) for sort, said in words.items()}
