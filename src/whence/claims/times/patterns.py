"""The words by which a sentence tells time. Nothing comes in, out come two patterns: a quick gate and the full one.

Each alternative of the full pattern is a named group that `times.py` has a reader for; the order is that of trial.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.calendar import months, small_numbers, weekdays

_YEAR = r"(?:19|20)\d\d"
_DAYPART = r"(?:morning|afternoon|evening|night|midday|noon|dawn|overnight)"
_PEOPLE = r"(?:people|were|men|women|civilians|fighters|militants|children|soldiers|percent|%)"
_LEAD = (  # "on ", "in the early hours of ", "late on ", "on the night of ", "overnight "
    r"(?:(?:on|in|at|by|from|between|until|till|of|during|over|for)\s+)?(?:the\s+)?"
    r"(?:(?:pre-?dawn|early|late|small)\s+(?:hours\s+(?:of|on)\s+)?(?:on\s+)?"
    rf"|(?:{_DAYPART}|eve)\s+(?:of|on)\s+|overnight\s+(?:on\s+)?|at\s+dawn\s+(?:on\s+)?|earlier\s+(?:on\s+)?)?"
    r"(?:the\s+)?"
)
_PART_NAMES = "early|earlier|mid|late|beginning of|start of|middle of|end of"
_ORDINAL = "(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|to|and|until|or)\s*"


def _part(name: str) -> str:
    """A part of a month or year, "early ", "the end of "."""
    return rf"(?:(?P<{name}>{_PART_NAMES})[\s-]+(?:of\s+)?(?:the\s+)?)?"


def _number(name: str) -> str:
    return rf"(?P<{name}>\d{{1,4}}|{alternatives(small_numbers())})"


@lru_cache(maxsize=1)
def time_gate() -> re.Pattern[str]:
    """A quick look for any word that a mention of time needs."""
    stems = "today yesterday tonight overnight week month year day hour night morning evening afternoon ago since now"
    more = "past recent weekend earlier decade currently already period"
    words = alternatives([*months(), *weekdays(abbreviations=False), *stems.split(), *more.split()])
    return re.compile(rf"\b(?:{words})|\b(?:19|20)\d\d|\d0['’]?s\b|\d[./-]\d|-(?:day|week|month|year)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def time_pattern() -> re.Pattern[str]:
    """One alternative for each way to tell a time."""
    groups = {**_dates(), **_months_and_years(), **_near(), **_units(), **_related(), **_stretches()}
    named = "|".join(f"(?P<{name}>{pattern})" for name, pattern in groups.items())
    # bounded blanks: beside each other, blanks without end take a time that grows with the square of their number
    named = named.replace(r"\s+", r"\s{1,9}").replace(r"\s*", r"\s{0,9}")
    return re.compile(rf"(?<![\w-])(?={_first_words()})(?:{named})", re.IGNORECASE)


def _first_words() -> str:
    """The words a mention can begin with, so that most words of a sentence are passed over at one look."""
    lead = "on in at by from until till of during over for the early late earlier later pre small this last every each"
    more = "next coming following past today yesterday tonight overnight that since now currently already recently"
    rest = "about around some nearly almost more less just between to throughout and within so mid middle end beginning"
    rest += " start a an after previous preceding day eve dawn morning afternoon evening night midday noon year"
    words = [*lead.split(), *more.split(), *rest.split(), *months(), *weekdays(abbreviations=False), *small_numbers()]
    return rf"(?:{alternatives(set(words))})\b|{alternatives(weekdays(abbreviations=False))}|\d"


def _dates() -> dict[str, str]:
    month, weekday = alternatives(months()), alternatives(weekdays(abbreviations=False))
    named = rf"(?:(?:{weekday}),?\s+)?"
    year = rf"(?:,?\s*(?P<{{}}>{_YEAR})\b)?"
    return {
        "iso": rf"{_LEAD}\b(?P<iso_y>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?![\d-])",
        "num": rf"{_LEAD}\b(?P<num_a>\d{{1,2}})(?P<num_mark>[./-])(?P<num_b>\d{{1,2}})"
        rf"(?P=num_mark)(?P<num_y>{_YEAR})(?!\d)",
        "dm": rf"{_LEAD}{named}(?:the\s+)?\b(?P<dm_d>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<dm_d2>\d{{1,2}}){_ORDINAL})?"
        rf"\s+(?:of\s+)?(?P<dm_m>{month})\b\.?{year.format('dm_y')}",
        "md": rf"{_LEAD}{named}\b(?P<md_m>{month})\b\.?\s+(?P<md_d>\d{{1,2}}){_ORDINAL}(?![\d:]|,\d{{3}}|\s*{_PEOPLE})"
        rf"(?:{_TO}(?P<md_d2>\d{{1,2}}){_ORDINAL}(?![\d:]|,\d{{3}}|\s*{_PEOPLE}))?{year.format('md_y')}",
        "wd": rf"{_LEAD}(?P<wd_which>last|this past|this|past|next|coming|the following|following|every|each)?\s*"
        rf"\b(?P<wd_w>{weekday})(?P<wd_s>s(?!\w))?\b(?P<wd_part>(?:\s+|\s+in the\s+|['’]s\s+){_DAYPART})?",
    }


def _months_and_years() -> dict[str, str]:
    month = alternatives(months())
    season = r"(?:(?:summer|winter|spring|autumn|fall)\s+(?:of\s+)?)?"
    return {
        "my": rf"(?:(?:in|since|during|from|until|of|by)\s+)?(?:the\s+)?{_part('my_part')}"
        rf"(?P<my_last>last\s+|this\s+|next\s+)?\b(?P<my_m>{month})\b\.?"
        rf"(?:\s+of\s+(?P<my_rel>last|this)\s+year|,?\s+(?:of\s+)?(?P<my_y>{_YEAR})\b)?",
        "dec": r"(?:(?:in|since|during)\s+)?(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?\b(?:(?:19|20)\d0|[2-9]0)['’]?s\b",
        "yr": r"\b(?:in|since|during|from|until|of|between|by|to|throughout|and)\s+(?:the\s+)?(?:year\s+)?"
        rf"{season}{_part('yr_part')}(?P<yr_y>{_YEAR})(?![\d,.]\d|-)\b",
        "lone": rf"\b(?:the\s+)?(?P<lone_y>{_YEAR})"
        r"(?=:|\s+(?:uprising|war|revolution|massacre|invasion|attack|offensive)\b)",
    }


def _near() -> dict[str, str]:
    return {
        "twodays": r"\b(?:the\s+)?day before yesterday\b",
        "yesterday": rf"\b(?:(?:early|late|earlier)\s+)?yesterday\b(?:\s+{_DAYPART})?",
        "today": r"\b(?:(?:early|earlier|late|later)\s+)?today\b|\b(?:earlier\s+)?tonight\b",
        "thispart": r"\b(?:(?:early|earlier|late)\s+)?this\s+(?:morning|afternoon|evening)\b",
        "lastnight": r"\b(?:late\s+|overnight\s+)?last\s+(?:night|evening)\b",
        "overnight": r"\bovernight\b",
        "weekend": r"\b(?:(?:over|at|on|during|in)\s+)?"
        r"(?P<we_which>the|last|this past|this)\s+(?:(?:whole|entire|past)\s+)?weekend\b",
        "now": r"\bnow\b(?!,?\s+in\s+(?:its|his|her|their)\b)|\bcurrently\b|\balready\b",
    }


def _units() -> dict[str, str]:
    about = r"(?:(?:about|around|some|nearly|almost|more than|over|less than|just)\s+)?"
    return {
        "ago": rf"\b{about}{_number('ago_n')}\s+(?:and\s+a\s+half\s+)?"
        r"(?P<ago_u>day|week|month|year|hour|night)s?\s+ago\b",
        "past": r"\b(?:(?:in|over|during|within|for|of)\s+)?(?:the\s+)?(?:past|last|previous|preceding)\s+"
        rf"(?:{_number('past_n')}[\s-]+)?(?:(?P<past_vague>few|several|couple of|many)\s+)?"
        r"(?P<past_u>hour|day|week|month|year|decade)(?P<past_s>s?)\b",
        "sinceunit": r"\b(?:ever\s+)?since\s+the\s+(?:first|beginning|start|turn)\s+of\s+(?:the|this)\s+"
        r"(?P<su_u>week|month|year)\b",
        "thisunit": r"\b(?:(?:so far|in|during)\s+)?(?P<tu_part>(?:early|earlier|late|later)\s+)?this\s+"
        r"(?P<tu_u>week|month|year)\b",
        "recent": r"\b(?:in|over|during|of)\s+(?:the\s+)?(?:recent|coming|next)\s+(?:few\s+)?"
        r"(?:hours|days|weeks|months|years)\b|\brecently\b|\bin the (?:recent )?past\b"
        r"|\b(?:since\s+|in\s+)?(?:last|this)\s+(?:summer|winter|spring|autumn|fall)\b",
    }


def _related() -> dict[str, str]:
    return {
        "sameday": r"\b(?:on\s+)?(?:the|that)\s+same\s+day\b"
        r"|\bthat\s+(?:same\s+)?(?:day|night|evening|afternoon|morning)\b",
        "rel": rf"\b{_number('rel_n')}\s+(?P<rel_u>day|week|month|year|night)s?\s+"
        r"(?P<rel_dir>earlier|before|later|after|prior|previously)\b"
        r"|\b(?:on\s+|in\s+)?the\s+(?P<rel_prev>previous|preceding|following|next)\s+"
        r"(?P<rel_pu>day|night|morning|evening|week|month|year)\b"
        r"|\b(?:on\s+)?the\s+(?P<rel_bu>day|night|week|month|year)\s+"
        r"(?P<rel_b>before|after)\b",
        "row": r"\bfor\s+(?:(?:the|a)\s+)?(?P<row_n>second|third|fourth|fifth|sixth|seventh|\d{1,2}(?:nd|rd|th))\s+"
        r"(?:(?:consecutive|straight|successive)\s+)?(?P<row_u>day|night|week)\b(?:\s+(?:in a row|running))?",
        "period": r"\b(?:in|during|over)\s+(?:the|that)\s+same\s+(?:period|time)\b",
    }


def _stretches() -> dict[str, str]:
    about = r"(?:(?:more|less|fewer)\s+than\s+|(?:over|nearly|almost|about|around|at least|some)\s+)?"
    return {
        "era": r"\bsince\s+(?!evolved|become|been|turned|grown|spiral|descended|escalated|world)"
        r"(?:the\s+)?(?:(?:start|beginning|outbreak|onset)\s+of\s+)?(?:\S{1,30}\s+){0,6}?"
        r"(?P<era_w>conflict|war|uprising|crisis|revolution|revolt|rebellion|fighting|unrest|insurgency)\b"
        r"(?:\s+(?:first\s+)?(?:started|began|erupted|broke out))?"
        r"(?![^.;:]{0,60}?\b(?:in|on)\s+(?:\w+\s+){0,2}(?:19|20)\d\d\b)",
        "dur": rf"\b(?:for|in|after|during|of|within)\s+(?:the\s+)?{about}"
        rf"(?:{_number('dur_n')}|several|many|few|a few)[\s-]+(?:\w{{1,20}}\s+)?"
        r"(?:hour|day|week|month|year|decade)s?\b",
        "aged": rf"\b(?:(?:the|a|an)\s+)?(?:(?:nearly|almost)\s+)?{_number('aged_n')}-(?:day|week|month|year)"
        r"(?:-long|-old(?=\s+(?:civil\s+)?(?:conflict|war|uprising|crisis|siege|truce|ceasefire|offensive|revolt)\b))?\b"
        r"(?!-)",
    }
