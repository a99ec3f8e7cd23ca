"""One score from all comparators. In come two profiles, out comes a probability and a sentence per comparator.

Weights are log-odds under rule set `link-v3`: how much more often an outcome is seen between claims on one
happening than between claims on two. Their sum and the prior give the score.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from whence.incidents.comparators import COMPARATORS, compare_place, compare_time, same_toll
from whence.incidents.profile import Profile

RULES = "link-v3"
PRIOR = -3.7  # two claims that share a block concern two happenings far more often than one
LINK = 0.0  # log-odds from which two claims are linked
LIKELY = -2.0  # log-odds from which they are where their tolls agree and nothing else is nearly as likely
AGAINST = -2.3  # log-odds of one comparator that keep a link from being likely, whatever else speaks for it
CLEAR = 1.0  # log-odds by which a likely link must beat the next
VETO = -4.0  # log-odds at which two claims keep their clusters apart, whatever else speaks for it


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparator's answer: log-odds for (above 0) or against (below 0), and the sentence for a person."""

    score: float
    sentence: str


WEIGHTS: dict[str, Comparison] = {
    "place:same settlement": Comparison(2.0, "both name the same settlement"),
    "place:same district": Comparison(1.5, "both name the same district"),
    "place:same region": Comparison(0.8, "both name the same region, which may hold several incidents"),
    "place:same country": Comparison(-0.5, "both name only the country"),
    "place:city or region": Comparison(-1.2, "one names a city, or the region called after it, that holds the other"),
    "place:unlisted": Comparison(-0.7, "the places lie in one region, but one of them is not in the gazetteer"),
    "place:alike name": Comparison(1.5, "the place names are alike, and may be two spellings of one"),
    "place:beside the area": Comparison(-0.8, "one names an area, and the other a place in or beside it"),
    "place:inside city": Comparison(0.5, "one names a part of the city that the other names"),
    "place:inside district": Comparison(1.2, "one names a place in the district that the other names"),
    "place:inside region": Comparison(0.5, "one names a place in the region that the other names"),
    "place:inside country": Comparison(-0.3, "one names only the country"),
    "place:neighbours": Comparison(-0.3, "the places are at most 5 km apart"),
    "place:same area": Comparison(-0.4, "the places are 5 to 15 km apart"),
    "place:apart": Comparison(-2.5, "the places are 15 to 40 km apart"),
    "place:far": Comparison(-7.0, "the places are more than 40 km apart"),
    "place:elsewhere": Comparison(-5.0, "the places are different and neither holds the other"),
    "place:same name": Comparison(2.0, "both give the same place name, which is not in the gazetteer"),
    "place:other name": Comparison(-0.8, "the place names differ"),
    "place:same words": Comparison(0.8, "both describe the place in the same words"),
    "place:open": Comparison(-0.3, "at least one does not say where"),
    "time:same day": Comparison(2.6, "both say the same day"),
    "time:same day, carried over": Comparison(2.3, "both tell of the same day, one by a neighbouring sentence"),
    "time:overlap": Comparison(0.5, "the days given overlap"),
    "time:wide overlap": Comparison(-0.8, "the periods given overlap, but one is long"),
    "time:another day": Comparison(-6.0, "one document tells of two days"),
    "time:another day, carried over": Comparison(
        -3.0, "one document tells of two days, one by a neighbouring sentence"
    ),
    "time:next day": Comparison(-0.3, "the days given are one day apart"),
    "time:two days": Comparison(-2.8, "the days given are two days apart"),
    "time:days apart": Comparison(-5.0, "the days given are three to six days apart"),
    "time:days apart, carried over": Comparison(
        -3.0, "the days are three to six days apart, one by a neighbouring sentence"
    ),
    "time:far apart": Comparison(-8.0, "the days given are more than six days apart"),
    "time:undated, news of the day": Comparison(
        1.7, "one gives no day, but was published on the other's day or the next"
    ),
    "time:undated, fresh": Comparison(-0.2, "one gives no day, but was published within two days of the other's"),
    "time:undated, both": Comparison(-0.3, "neither gives a day, but they stand in one document"),
    "time:undated, same document": Comparison(0.4, "one gives no day, but they stand in one document"),
    "time:undated, recent": Comparison(-1.5, "one gives no day and was published within a week of the other's"),
    "time:undated, old": Comparison(-4.0, "one gives no day and was published more than a week after the other's"),
    "time:before it happened": Comparison(-6.0, "one was published before the day the other gives"),
    "time:weekday": Comparison(-0.6, "one report has no date, but names the weekday of the other's day"),
    "time:other weekday": Comparison(-5.0, "one report has no date, and names another weekday"),
    "time:published together": Comparison(0.5, "neither gives a day, but they were published within a day"),
    "time:published apart": Comparison(-3.0, "neither gives a day and they were published days apart"),
    "time:published far apart": Comparison(-6.0, "neither gives a day and they were published weeks apart"),
    "time:open": Comparison(-1.5, "at least one does not say when"),
    "act:same": Comparison(0.0, "both tell of the same kind of attack"),
    "act:same, telling": Comparison(2.2, "both tell of the same, less common kind of attack"),
    "act:blast": Comparison(1.6, "one tells of a blast, the other of a suicide attack"),
    "act:often confused": Comparison(-1.2, "the kinds of attack differ, but reports often confuse them"),
    "act:unlike": Comparison(-2.4, "the kinds of attack exclude each other"),
    "act:other kind": Comparison(-0.9, "one tells of an attack, the other of another kind of act"),
    "act:open": Comparison(0.0, "at least one does not say how it was done"),
    "party:same": Comparison(0.1, "both name the same party"),
    "party:other, unseen": Comparison(-1.3, "they name different parties, but nobody sees whose planes or gas it was"),
    "party:another": Comparison(-5.0, "one document names two parties"),
    "party:disputed": Comparison(-0.3, "they name different parties, which is disputed"),
    "party:other": Comparison(-2.6, "they name different parties"),
    "party:open": Comparison(0.0, "at least one does not say who did it"),
    "figures:same, twice": Comparison(3.8, "two figures are the same in both"),
    "figures:same large": Comparison(3.6, "both give the same figure, and it is a large one"),
    "figures:same": Comparison(2.5, "both give the same figure"),
    "figures:same small": Comparison(1.5, "both give the same small figure"),
    "figures:same, of a part": Comparison(0.6, "both give the same figure, which in one report is a minor one"),
    "figures:compatible": Comparison(1.0, "the figures can both be true"),
    "figures:close": Comparison(0.9, "the figures are close"),
    "figures:apart": Comparison(0.2, "the figures differ by up to twice"),
    "figures:risen": Comparison(0.2, "the later report gives up to four times as many, as tolls rise"),
    "figures:far": Comparison(-0.9, "the figures differ by two to four times"),
    "figures:very far": Comparison(-2.1, "the figures differ by more than four times"),
    "figures:open": Comparison(0.0, "they do not count the same harm"),
    "figures:none": Comparison(-1.8, "neither counts anybody"),
    "figures:one": Comparison(-0.4, "only one counts anybody"),
    "status:same": Comparison(0.6, "both say the same of the victims' status"),
    "status:other": Comparison(-1.1, "one counts civilians, the other combatants"),
    "status:open": Comparison(0.0, "at least one does not say who the victims were"),
    "head:both": Comparison(1.2, "both stand at the head of their reports"),
    "head:one": Comparison(-0.3, "one stands at the head of its report, the other does not"),
    "head:neither": Comparison(-0.7, "neither stands at the head of its report"),
    "head:open": Comparison(0.0, "they stand in one document"),
    "document:other": Comparison(-0.8, "they stand in different documents, most of which tell of different happenings"),
    "document:same": Comparison(2.3, "they stand in one document"),
    "document:same sentence": Comparison(2.8, "they stand in one sentence"),
    "document:side by side": Comparison(-6.0, "one speaker gives them side by side as two figures"),
}

# What a pair is scored with; `tools/fit_links.py` tries others.
SCORES = {name: row.score for name, row in WEIGHTS.items()}


def score_pair(a: Profile, b: Profile) -> float:
    """Log-odds that two claims concern one happening; symmetric."""
    return PRIOR + sum(SCORES[compare(a, b)] for compare in COMPARATORS)


_OTHERS = tuple(compare for compare in COMPARATORS if compare not in (compare_place, compare_time))
_MOST_FROM_OTHERS = 9.5  # no other comparators together can add more


def may_link(a: Profile, b: Profile) -> float | None:
    """`score_pair` where it reaches LINK, or LIKELY with nearly the same toll and nothing that speaks against it;
    else null. Place and time are asked first because they settle most pairs."""
    score = PRIOR + SCORES[compare_time(a, b)]
    if score + _MOST_FROM_OTHERS + 2.5 < LIKELY:
        return None
    score += SCORES[compare_place(a, b)]
    if score + _MOST_FROM_OTHERS < LIKELY:
        return None
    score += sum(SCORES[compare(a, b)] for compare in _OTHERS)
    return score if score >= LINK or (score >= LIKELY and _may_be_likely(a, b)) else None


def _may_be_likely(a: Profile, b: Profile) -> bool:
    return same_toll(a, b) and all(SCORES[compare(a, b)] > AGAINST for compare in COMPARATORS)


def compare_pair(a: Profile, b: Profile) -> tuple[Comparison, ...]:
    """Each comparator's answer; those that cannot say are left out."""
    rows = [WEIGHTS[compare(a, b)] for compare in COMPARATORS]
    return tuple(row for row in rows if row.score != 0.0)


def probability(log_odds: float) -> float:
    """From log-odds to 0..1, rounded to three places so that it reads and compares the same everywhere."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds)))), 3)
