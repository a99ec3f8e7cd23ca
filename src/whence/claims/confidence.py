"""How sure a reading is. In come a claim and how its figure was read, out come two chances and what speaks for them.

`confidence` is the chance that the figures of a claim are right: the harm, the number, whose. `confidence_whole` is
the chance that every other slot is right as well. Both are logistic regressions on features that a person can name;
the weights stand in `confidence.csv`, fitted by `tools/fit_confidence.py` on hand-coded stories, never on the fly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from whence.claims.figures.reading import Told
from whence.errors import VocabularyError
from whence.records import Claim, SectionKind
from whence.vocabulary.tables import DATA, read_table

LONG_SENTENCE = 45  # words; beyond it clauses get mixed up
SURE, UNSURE = 0.99, 0.02  # nothing read by rules is surer or less sure than that


def with_confidence(claim: Claim, told: Sequence[Told], section: SectionKind) -> Claim:
    """The claim with both chances, each from 0 to 1 and rounded to three places so that it is the same everywhere."""
    figure, whole = chances(find_features(claim, told, section))
    return replace(claim, confidence=figure, confidence_whole=whole)


def chances(features: Sequence[str]) -> tuple[float, float]:
    """Chance of right figures, and of every slot right too. A feature without a weight weighs nothing."""
    weights = _weights()
    figure = sum(weights[f][0] for f in features if f in weights)
    whole = sum(weights[f][1] for f in features if f in weights)
    sure = _sigmoid(figure)
    return sure, min(sure, _sigmoid(whole))


def find_features(claim: Claim, told: Sequence[Told], section: SectionKind) -> tuple[str, ...]:
    """What can speak for or against a reading, by name, each at most once."""
    return tuple(dict.fromkeys(_features(claim, told, section)))


def _features(claim: Claim, told: Sequence[Told], section: SectionKind) -> Iterator[str]:
    yield "any"
    yield f"language:{'ar' if claim.finder.startswith('rules-ar') else 'en'}"
    yield f"section:{section}"
    yield f"scope:{claim.scope}"
    yield f"stance:{claim.stance}"
    if len(claim.quote.split()) > LONG_SENTENCE:
        yield "sentence:long"
    yield from _figure_features(claim, told)
    yield from _slot_features(claim)


def _figure_features(claim: Claim, told: Sequence[Told]) -> Iterator[str]:
    if not claim.counts:
        yield "figure:none" if claim.none_reported else "figure:act only"
        return
    if len(claim.counts) > 1:
        yield "figure:several"
    for count in claim.counts:
        yield f"effect:{count.effect}"
        if count.hedge == "vague":
            yield "figure:vague"
        elif count.best == 1:
            yield "figure:one person"
        elif any(c.isdigit() for c in count.words):
            yield "figure:digits"
        else:
            yield "figure:number words"
        if count.includes:
            yield "figure:with parts"
        if count.status or count.age or count.sex:
            yield "victims:described"
        if count.unit != "people":
            yield f"unit:{count.unit}"
    for one in told:
        if one.pronoun or any(one.back):
            yield "figure:points back"
        if one.others:
            yield "figure:others"
        if one.toll:
            yield "figure:toll"
        if one.parts_only:
            yield "figure:parts of a toll elsewhere"


def _slot_features(claim: Claim) -> Iterator[str]:
    where, when, doer = claim.where, claim.when, claim.alleged_perpetrator
    if where.name is None:
        yield "place:open"
    else:
        yield "place:own words" if where.words and where.words in claim.quote else "place:carried"
        yield f"place:precision {where.where_prec or 'unlisted'}"
    yield f"time:{when.anchor or 'open'}" if when.date_start else "time:open"
    if when.date_prec is not None and when.date_prec > 1:
        yield "time:not a day"
    if doer is None:
        yield "doer:none"
    else:
        yield "doer:own words" if doer.words in claim.quote else "doer:carried"
        if doer.party == "unknown":
            yield "doer:unknown"
    if not claim.speaker:
        yield "speaker:publisher"
    else:
        near = claim.speaker[0].name.split()[-1] in claim.quote
        yield "speaker:own words" if near else "speaker:meant"


def _sigmoid(log_odds: float) -> float:
    return round(min(SURE, max(UNSURE, 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds)))))), 3)


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[float, float]]:
    weights: dict[str, tuple[float, float]] = {}
    for row in read_table(DATA / "confidence.csv", ("feature", "figure", "whole", "meaning")):
        try:
            weights[row["feature"]] = (float(row["figure"]), float(row["whole"]))
        except ValueError:
            raise VocabularyError(f"{row['line']}: a weight is a number, in log-odds") from None
    return weights
