"""Numbers in an Arabic sentence. In come its words, out come numbers with their bounds.

Words of either gender, both sets of digits, thousands, hedges before and after, ranges; vague words have no value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.claims.arabic.nouns import people_at
from whence.claims.arabic.words import ArabicWords
from whence.records import Hedge
from whence.vocabulary.arabic import ArabicHedge, ArabicLexicon, ArabicNumber, Hit, folded_set

_ORDINALS = folded_set(
    "الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة"
    " الثامن الثامنة التاسع التاسعة"
)
_SCALES = {"الف": 1000, "الفا": 1000, "الاف": 1000, "مليون": 1_000_000, "مليونا": 1_000_000, "ملايين": 1_000_000}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in words[first:last]; all of low, best, high null where the words are vague."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge


def find_number(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> tuple[Number, str] | None:
    """The number that begins at word i, its hedges taken in, with the letters glued before it; null for none."""
    hedge: ArabicHedge | None = None
    glued = ""
    j = i
    if words.low[i] in ("و", "ف", "ب", "ل", "ال", "وال") and i + 1 < len(words.low) and words.low[i + 1][0].isdigit():
        glued, j = words.low[i], i + 1
    hit = lexicon.hedges_before.at(words.low, j)
    if hit is not None:
        hedge, j = hit.entry, hit.last
        glued = hit.glued
    between = _between(words, j, lexicon) if hedge is None else None
    if between is not None:
        return replace(between, first=i), glued
    if j >= len(words.low):
        return None
    if hedge is not None and words.low[j] in ("ال",) and j + 1 < len(words.low):
        j += 1
    found = _value(words, j, lexicon)
    if found is None:
        return None
    last, value, before = found
    glued = glued or before
    after = lexicon.hedges_after.at(words.low, last) if last < len(words.low) else None
    if after is not None and hedge is None:
        hedge, last = after.entry, after.last
    elif value is not None and last + 1 < len(words.low) and words.low[last] in ("-", "–", "الي"):
        upper = _value(words, last + 1, lexicon)
        if upper is not None and upper[1] is not None and upper[1] > value:
            return Number(i, upper[0], value, None, upper[1], "range"), glued
    return hedged(i, last, value, hedge), glued


def hedged(first: int, last: int, value: int | None, hedge: ArabicHedge | None) -> Number:
    if value is None:
        return Number(first, last, None, None, None, "vague")
    if hedge is None or hedge.hedge == "exact":
        return Number(first, last, value, value, value, "exact")
    n = value + hedge.shift
    if hedge.hedge == "at_least":
        return Number(first, last, n, n, None, "at_least")
    if hedge.hedge == "at_most":
        return Number(first, last, None, n, n, "at_most")
    return Number(first, last, n, n, n, "about")


def _between(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Number | None:
    """ "between 10 and 12", "from 10 to 12": a range."""
    low = words.low
    if i < len(low) and low[i] == "ما" and i + 1 < len(low) and low[i + 1] == "بين":
        i += 1
    if i + 3 >= len(low) or low[i] not in ("بين", "من"):
        return None
    a = _value(words, i + 1, lexicon, joined=False)
    if a is None or a[1] is None or a[0] >= len(low):
        return None
    j = a[0]
    if low[i] == "من" and low[j] != "الي":
        return None
    j += low[j] in ("و", "الي")
    b = _value(words, j, lexicon) if j < len(low) else None
    if b is None or b[1] is None or b[1] <= a[1] or (low[i] == "بين" and j == a[0] and not b[2].startswith("و")):
        return None
    return Number(i, b[0], a[1], None, b[1], "range")


def _value(
    words: ArabicWords, i: int, lexicon: ArabicLexicon, *, joined: bool = True
) -> tuple[int, int | None, str] | None:
    """(index after, value, letters glued before) of a bare number at word i."""
    low = words.low
    if i >= len(low):
        return None
    if low[i][0].isdigit():
        return _digits(words, i)
    hit = lexicon.numbers.at(low, i)
    if hit is None or "ال" in hit.glued or "ك" in hit.glued:
        return None
    if hit.entry.kind == "teen" and i and low[i - 1] in _ORDINALS:
        return None  # "the eighteenth"
    if hit.entry.kind == "unit" and hit.entry.value == 1:
        return None  # "of one family"
    if hit.entry.kind == "joined" and (noun := people_at(words, hit.last, lexicon)) and noun.entry.size == 0:
        return hit.last, 1, hit.glued  # "one of its soldiers"
    if hit.entry.kind == "vague" or (hit.entry.kind == "thousands"):
        return hit.last, None, hit.glued
    return _number_words(words, i, hit, lexicon, joined)


def _digits(words: ArabicWords, i: int) -> tuple[int, int | None, str] | None:
    raw = words.text[words.start[i] : words.end[i]]
    digits = "".join(str(int(c)) for c in raw if c.isdigit())
    decimal = any(mark in raw for mark in ".٫") and len(raw.replace("٫", ".").rsplit(".", 1)[-1]) != 3
    if decimal or len(digits) > 9:
        return None
    value, j = int(digits), i + 1
    if j < len(words.low) and words.low[j] in _SCALES:
        value, j = value * _SCALES[words.low[j]], j + 1
        rest = words.low[j + 1] if j + 1 < len(words.low) and words.low[j] == "و" else ""
        if rest.isdigit() and len(rest) <= 3:  # "41 thousand and 500"
            value, j = value + int(rest), j + 2
    return j, value, ""


def _number_words(
    words: ArabicWords, i: int, hit: Hit[ArabicNumber], lexicon: ArabicLexicon, joined: bool
) -> tuple[int, int | None, str] | None:
    total, part, j, first = 0, 0, i, hit
    while True:
        kind, value = hit.entry.kind, hit.entry.value or 0
        if kind in ("scale", "thousands"):
            total, part = total + (part or 1) * value, 0
        elif kind == "hundred":
            part = part * 100 if 3 <= part <= 9 and "و" not in hit.glued else part + 100
        else:
            part += value
        j = hit.last
        following = lexicon.numbers.at(words.low, j) if j < len(words.low) else None
        if following is None or following.entry.kind == "vague" or not _goes_on(hit, following, joined):
            break
        hit = following
    if first.entry.kind == "joined" and j == first.last:
        return None  # "one of": no number by itself
    return j, total + part, first.glued


def _goes_on(hit: Hit[ArabicNumber], after: Hit[ArabicNumber], joined: bool) -> bool:
    """Whether the next number word is of the same number: "and" joins smaller ones, scales follow bare."""
    if after.entry.kind in ("scale", "thousands", "hundred") and not after.glued:
        return hit.entry.kind in ("unit", "teen", "hundred")
    if after.entry.kind == "teen" and not after.glued:
        return hit.entry.kind in ("unit", "joined")
    if not joined or after.glued != "و":
        return False
    big, small = hit.entry.value or 0, after.entry.value or 0
    return (
        hit.entry.kind in ("scale", "thousands", "hundred") or (big >= 100 > small) or (big < 10 and 20 <= small < 100)
    )
