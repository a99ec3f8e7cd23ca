"""The number grammar. In come a sentence's words, out come its numbers with low, best, high and hedge.

Numbers that do not count people (dates, ages, distances, calibres, money, tanks, "Flight 93") are told apart here
and left out; percentages are kept and marked. Follows the Count rules of the contract.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whence.claims.words import Words
from whence.records import Hedge
from whence.vocabulary.lexicon import Lexicon, word_set

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TENS_UNIT = re.compile(r"([a-z]+)-([a-z]+)")
_RANGE_MARKS = frozenset({"to", "-", "–", "or"})
_MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec
    """
)
_BEFORE_YEAR = frozenset(
    {"in", "since", "of", "by", "during", "until", "from", "late", "early", "before", "after", ","}
)
_BEFORE_SUPERLATIVE = frozenset({"the", "its", "his", "her", "their", "our", "a", "second", "third"})
_PERCENT = frozenset({"percent", "%", "pct"})
_LARGEST = 2_000_000_000
_ROUNDED_FROM = 20


@dataclass(frozen=True, slots=True)
class Number:
    """Words[first:last] as a number. `percent` is a share of a hundred; `share` a vague part of a whole ("most of")."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge
    percent: bool = False
    share: bool = False


def find_numbers(words: Words, lexicon: Lexicon) -> tuple[Number, ...]:
    """All numbers that may count people, left to right, non-overlapping."""
    found: list[Number] = []
    i, n = 0, len(words.low)
    while i < n:
        word = words.low[i]
        begins = word in lexicon.number_gate or word[0].isdigit() or "-" in word
        number = _number_at(words, lexicon, i) if begins else None
        if number is None:
            i += 1
            continue
        if not _counts_no_people(words, lexicon, number):
            found.append(number)
        i = number.last
    return tuple(found)


def _number_at(words: Words, lexicon: Lexicon, i: int) -> Number | None:
    low = words.low
    if low[i] == "one" and i > 0 and low[i - 1] in ("no", "any", "every", "some"):
        return None
    hedge: Hedge = "exact"
    shift, j = 0, i
    hedged = lexicon.hedges_before.at(low, i)
    while hedged is not None and hedged[0] < len(low):
        j, word = hedged
        if word.hedge != "exact":
            hedge, shift = word.hedge, word.shift
        hedged = lexicon.hedges_before.at(low, j)
    if j >= len(low):
        return None
    spread = _spread(words, lexicon, j) if j == i or hedge in ("exact", "about") else None
    if spread is not None:
        return replace(spread, first=i)
    read = _cardinal(words, lexicon, j)
    if read is None:
        vague = _vague(words, lexicon, j) or (_vague(words, lexicon, i) if j > i else None)
        return replace(vague, first=i) if vague is not None else None
    last, value = read
    after = lexicon.hedges_after.at(low, last) if last < len(low) else None
    if after is not None:
        last, hedge = after[0], after[1].hedge
    number = _with_hedge(i, last, value, hedge, shift)
    if last < len(low) and low[last] in _PERCENT:
        return replace(number, last=last + 1, percent=True)
    if last + 1 < len(low) and low[last] == "per" and low[last + 1] == "cent":
        return replace(number, last=last + 2, percent=True)
    return number


def _with_hedge(first: int, last: int, value: int, hedge: Hedge, shift: int) -> Number:
    if hedge == "at_least":
        least = value if _is_rounded(value) else value + shift
        return Number(first, last, least, least, None, hedge)
    if hedge == "at_most":
        return Number(first, last, None, value + shift, value + shift, hedge)
    return Number(first, last, value, value, value, hedge)


def _is_rounded(value: int) -> bool:
    """Whether a number reads as rounded, so that "more than 350" says 350 and not 351, while "more than 12" says 13.

    The contract takes both readings of a round number; from twenty on a multiple of ten is no exact count.
    """
    return value >= _ROUNDED_FROM and value % 10 == 0


def _spread(words: Words, lexicon: Lexicon, i: int) -> Number | None:
    """ "between 10 and 12", "from 10 to 12", "10-12", "30 to 40", "two or three": low and high, best unknown."""
    low, opening = words.low, words.low[i]
    start = i + 1 if opening in ("between", "from") else i
    first = _cardinal(words, lexicon, start)
    if first is None or first[0] + 1 >= len(low):
        return None
    middle = low[first[0]]
    if opening == "between" and middle == "and":
        pass
    elif opening == "between" or middle not in _RANGE_MARKS:
        return None
    start_second = first[0] + 1
    more = lexicon.hedges_before.at(low, start_second) if opening in ("from", "between") else None
    open_above = more is not None and more[1].hedge == "at_least"
    second = _cardinal(words, lexicon, more[0] if more is not None else start_second)
    if second is None or second[1] <= first[1] or second[1] > first[1] * 20 + 10:
        return None
    if middle == "or" and second[1] - first[1] > 5:
        return None
    return Number(i, second[0], first[1], None, None if open_above else second[1], "range")


def _cardinal(words: Words, lexicon: Lexicon, i: int) -> tuple[int, int] | None:
    """The index after a plain number and its value: "1,300", "1 000", "two dozen", "half a million", "2.5 million"."""
    low, n = words.low, len(words.low)
    if i >= n:
        return None
    fixed = lexicon.numbers.at(low, i)
    if fixed is not None and fixed[1].kind == "fixed":
        return fixed[0], fixed[1].value or 0
    if low[i] in ("a", "an", "one") and i + 1 < n:
        scaled = lexicon.numbers.at(low, i + 1)
        if scaled is not None and scaled[1].kind in ("scale", "score") and not lexicon.numbers.at(low, i):
            return _scaled(words, lexicon, i + 1, 1.0)
    if _DIGITS.fullmatch(low[i]):
        value = float(low[i].replace(",", ""))
        j = i + 1
        if j < n and _is_split_thousand(words, i):
            value, j = value * 1000 + float(low[j]), j + 1
        return _scaled(words, lexicon, j, value)
    small = _small(low, lexicon, i)
    return _scaled(words, lexicon, small[0], float(small[1])) if small is not None else None


def _small(low: list[str], lexicon: Lexicon, i: int) -> tuple[int, int] | None:
    """ "seven", "thirty", "thirty seven", "thirty-seven" """
    found = lexicon.numbers.at(low, i)
    if found is None:
        pair = _TENS_UNIT.fullmatch(low[i])
        if pair is None:
            return None
        ten = lexicon.numbers.at([pair[1]], 0)
        unit = lexicon.numbers.at([pair[2]], 0)
        if ten is None or unit is None or ten[1].kind != "ten" or unit[1].kind != "unit":
            return None
        return i + 1, (ten[1].value or 0) + (unit[1].value or 0)
    j, word = found
    if word.kind not in ("unit", "ten"):
        return None
    value = word.value or 0
    if word.kind == "ten" and j < len(low):
        k = j + 1 if low[j] == "-" and j + 1 < len(low) else j
        unit = lexicon.numbers.at(low, k)
        if unit is not None and unit[1].kind == "unit" and 0 < (unit[1].value or 0) < 10:
            return unit[0], value + (unit[1].value or 0)
    return j, value


def _scaled(words: Words, lexicon: Lexicon, j: int, value: float) -> tuple[int, int] | None:
    """Multiplies by the scales that follow ("hundred", "thousand") and adds what comes after ("and twelve")."""
    low, n = words.low, len(words.low)
    total, scaled = value, False
    while j < n:
        scale = lexicon.numbers.at(low, j)
        if (
            scale is None
            or scale[1].kind not in ("scale", "score")
            or (scale[1].kind == "score" and not scaled and value == 1)
        ):
            break
        total, j, scaled = total * (scale[1].value or 1), scale[0], True
    if scaled and j + 1 < n and low[j] == "and":
        rest = _small(low, lexicon, j + 1)
        if rest is not None and rest[1] < 100 <= total:
            j, total = rest[0], total + rest[1]
    if total > _LARGEST or total != int(total):
        return None
    return j, int(total)


def _is_split_thousand(words: Words, i: int) -> bool:
    """Whether "1 000" is one number: one to three digits, one blank, three digits; never after a month's name."""
    low = words.low
    return (
        low[i].isdigit()
        and len(low[i]) <= 3
        and low[i] != "0"
        and len(low[i + 1]) == 3
        and low[i + 1].isdigit()
        and words.start[i + 1] == words.end[i] + 1
        and (low[i + 1].endswith("00") or (i > 0 and low[i - 1] in ("over", "than", "least", "about", "some")))
        and not (i > 0 and low[i - 1] in _MONTHS)
    )


def _vague(words: Words, lexicon: Lexicon, i: int) -> Number | None:
    """ "dozens", "tens of thousands", "several hundred", "a number of": the words are kept, no value is given."""
    low, n = words.low, len(words.low)
    found = lexicon.numbers.at(low, i)
    if found is None or found[1].kind not in ("vague", "share"):
        return None
    j, word = found
    if low[i:j] == ["most"] and ((i > 0 and low[i - 1] in _BEFORE_SUPERLATIVE) or low[i - 1].startswith("'")):
        return None  # "the town's most important leader"
    while j < n:
        k = j + 1 if low[j] == "of" and j + 1 < n else j
        more = lexicon.numbers.at(low, k)
        if more is None or more[1].kind not in ("vague", "scale", "score"):
            break
        j = more[0]
    return Number(i, j, None, None, None, "vague", share=word.kind == "share")


def _counts_no_people(words: Words, lexicon: Lexicon, number: Number) -> bool:
    """Dates, ages, distances, money, tanks, names with a number, years."""
    low, i, j, n = words.low, number.first, number.last, len(words.low)
    if number.percent or number.share:
        return False
    before = low[i - 1] if i > 0 else ""
    after = low[j] if j < n else ""
    if (
        before in ("$", "€", "£", "#", "/", "-")
        or (before == ":" and i > 1 and low[i - 2][-1].isdigit())  # "10:15", but "Peshawar: 15 people were killed"
        or after in (":", "/")
        or (after == "," and _is_year_after_month(low, i))
    ):
        return True
    if before in lexicon.names_before and not (before in _MONTHS and _month_is_verb(low, i)):
        # "On July 31 200 people": the number right after the month is the date, a second one is not.
        day_told = i > 1 and low[i - 2].isdigit() and len(low[i - 2]) < 3 and before in _MONTHS
        if day_told and lexicon.people.at(low, min(j, n - 1)) is not None:
            return False  # "on 23 September 28 bodies": the day stands before the month
        return number.hedge in ("exact", "range")
    if before == "," and after == "," and number.hedge == "exact" and (number.best or 0) < 110:
        return True  # "X, 56, was killed"
    if before == "and" and i > 2 and low[i - 3] in ("aged", "ages"):
        return True
    if after in lexicon.things_after and not _thing_is_modifier(words, lexicon, j):
        return not _is_case(words, lexicon, j)
    if j + 1 < n and low[j] == "of" and low[j + 1] in lexicon.things_after:
        return True
    value = number.best if number.best is not None else number.low
    plain_year = value is not None and 1900 <= value <= 2099 and number.hedge == "exact" and low[i] == str(value)
    return plain_year and (
        before in _BEFORE_YEAR or before in _MONTHS or lexicon.people.at(low, j) is None if j < n else True
    )


def _is_case(words: Words, lexicon: Lexicon, j: int) -> bool:
    """ "30 cases of asphyxiation": each is a person."""
    found = lexicon.effects.at(words.low, j)
    return found is not None and found[1].part == "case"


def _is_year_after_month(low: list[str], i: int) -> bool:
    return i > 0 and low[i - 1] in _MONTHS


def _month_is_verb(low: list[str], i: int) -> bool:
    """ "may 15 people" never happens, "march" as a verb hardly: only 'may' after a noun is left to be a verb."""
    return low[i - 1] == "may" and i > 1 and low[i - 2] in ("it", "they", "this", "that")


def _thing_is_modifier(words: Words, lexicon: Lexicon, j: int) -> bool:
    """ "17 army soldiers", "12 bus passengers": a noun of people right after the thing makes it a modifier."""
    if lexicon.things_after[words.low[j]] in ("time", "date", "distance", "money", "measure", "share"):
        return False
    for k in (j + 1, j + 2):
        if k < len(words.low) and lexicon.people.at(words.low, k) is not None:
            between = words.low[j + 1 : k]
            return not any(word in ("and", "or", ",", "of", "in", "with", "carrying", "by", "from") for word in between)
    return False
