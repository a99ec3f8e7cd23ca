"""Shares of ground taken or held. In comes a sentence's words and numbers, out come shares of territory in percent.

"Overrun around 85 percent of the east", "control most of the province", "seized large swathes of the country": a
share is of ground where a word of control governs it and a place or a word for ground ends it.
"""

from __future__ import annotations

import re

from whence.claims.figures.numbers import Number
from whence.claims.figures.reading import Told
from whence.claims.words import Words
from whence.records import Count, Hedge
from whence.vocabulary.lexicon import Lexicon, word_set

_CONTROL = word_set(
    """
    control controls controlled controlling hold holds held holding overrun overran captured capture
    captures capturing seized seize seizes seizing taken take takes took taking recaptured regained retaken
    retook conquered occupied occupies occupy occupying liberated rule rules ruled under dominate dominates
    """
)
_PASSIVE = word_set(
    "held controlled seized captured occupied overrun taken retaken lost under ruled liberated fallen fell"
)
_SHARE = re.compile(
    r"(?:(?:some|large|vast|huge|big|wide|significant|major|key|small|several|great|other) )?"
    r"(?:(?:most|much|parts|part|half|swathes|swaths|swathe|tracts|chunks|chunk|stretches|portions|sections|areas"
    r"|the majority|the bulk|almost all|nearly all|(?:a|one) (?:third|quarter|fifth)|two thirds|three quarters) of"
    r"|(?<=large )areas|(?<=vast )areas|(?<=huge )areas|(?<=wide )areas|(?<=vast )territories)"
)
_GROUND = word_set(
    """
    territory territories ground land province provinces city town country countryside region regions area areas field
    fields district districts neighborhood neighborhoods neighbourhood neighbourhoods village villages capital suburb
    suburbs border frontier enclave governorate north south east west quarter island valley highway road base airport
    """
)
_SHARES = word_set("percent % per pct of areas territories")
_ENDS = word_set(
    """
    ; . : ? ! , " “ ” and or but except including after since in from with to according which that who where as while
    when has have had is are was were by during following despite on at until it they there he
    """
)
_PEOPLE = word_set("people population residents casualties victims them those whom inhabitants civilians")
_REACH_BEFORE = 5  # words between the word of control and the share: "control of large parts of"
_REACH_AFTER = 9  # "most of the northern province has been held by"
_LONGEST = 7  # words of the ground itself
_HALF = re.compile(r"\bhalf of\b")


def may_be_ground(low: list[str]) -> bool:
    """A quick look whether a sentence speaks of control and of a share at all."""
    return not (_CONTROL.isdisjoint(low) or _SHARES.isdisjoint(low))


def find_territory(words: Words, numbers: tuple[Number, ...], lexicon: Lexicon) -> list[Told]:
    """Shares of ground in reading order, exact in percent or vague."""
    low = words.low
    told = [
        _told(words, n.first, end, n)
        for n in numbers
        if n.percent and low[n.last : n.last + 1] == ["of"] and (end := _end(low, n.last + 1)) > n.last + 1
        and _PEOPLE.isdisjoint(low[n.last : end])
    ]  # fmt: skip
    return [*told, *_vague_shares(words, lexicon)]


def _vague_shares(words: Words, lexicon: Lexicon) -> list[Told]:
    low = words.low
    told: list[Told] = []
    i = 0
    while i < len(low):
        last = _share_at(low, i)
        end = _end(low, last) if last is not None else i
        if last is None or not (_is_ground(words, last, end, lexicon) and _is_governed(low, i, end)):
            i += 1
            continue
        told.append(_told(words, i, end, None))
        i = end
    return told


def _share_at(low: list[str], i: int) -> int | None:
    """The index after "most of", "large swathes of", "vast areas" that begin at `i`, or null."""
    found = _SHARE.match(" ".join(low[i : i + 5]) + " ")
    if found is None or (i > 0 and _SHARE.match(" ".join(low[i - 1 : i + 4]) + " ")):
        return None
    return i + len(found.group().split())


def _end(low: list[str], i: int) -> int:
    end = i
    while end < min(len(low), i + _LONGEST) and low[end] not in _ENDS:
        if end > i + 1 and low[end] in _CONTROL and low[end].endswith(("ed", "took", "ran")) and low[end - 1] != "the":
            break  # "most of the province captured the rest of it": another deed begins
        end += 1
    return end


def _is_ground(words: Words, i: int, end: int, lexicon: Lexicon) -> bool:
    """Whether words[i:end] name ground: a word for it or a name, and no people or things at their head."""
    low = words.low
    if low[i - 1] in ("areas", "territories"):
        return True  # "vast areas"
    inside = low[i:end]
    if not inside or not _PEOPLE.isdisjoint(inside):
        return False
    if not _GROUND.isdisjoint(inside):
        return True
    people = lexicon.people.at(low, end - 1)
    named = words.capital[end - 1] and low[end - 1] not in lexicon.things_after
    return named and (people is None or people[1].kind == "nation")


def _is_governed(low: list[str], i: int, end: int) -> bool:
    """Whether a word of control stands right before the share, or a passive after it, or a share so governed before."""
    before = low[max(0, i - _REACH_BEFORE) : i]
    if before and before[-1] in ("was", "is", "were", "are", "as", "be", "form", "formed"):
        return False  # "a valley that was part of the enclave"
    stop = max((k + 1 for k, word in enumerate(before) if word in (",", ";", ".", ":")), default=0)
    if not _CONTROL.isdisjoint(before[stop:]):
        return True
    after = low[end : end + _REACH_AFTER]
    if (
        after[:1]
        and after[0] in ("is", "are", "was", "were", "has", "have", "had")
        and not _PASSIVE.isdisjoint(after[:4])
    ):
        return True
    if after[:1] and after[0] in ("has", "have", "had") and "control" in after:
        return True  # "most of the city has returned to government control"
    return i > 0 and low[i - 1] in ("and", "or") and not _CONTROL.isdisjoint(low[max(0, i - 18) : i])


def _told(words: Words, first: int, end: int, number: Number | None) -> Told:
    text = words.cut(first, end)
    half = number is None and _HALF.search(text.lower()) is not None
    best = 50 if half else None
    hedge: Hedge = number.hedge if number is not None else "about" if half else "vague"
    low, high = (number.low, number.high) if number is not None else (best, best)
    best = number.best if number is not None else best
    count = Count("territory", text, low, best, high, hedge, unit="percent")
    start = words.start[first]
    return Told("territory", (count,), start, words.end[end - 1], "territory", first, "COERCE", "seize")
