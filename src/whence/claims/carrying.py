"""Whether what was told before goes on. In comes a sentence, out come the features of `carrying.csv` that hold for it.

Who speaks and who did it are carried from sentence to sentence by the same rule: named features with weights, added up.
What words tell is read here; what a sentence's make-up tells ("structure") is handed in by whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from whence.errors import VocabularyError
from whence.vocabulary.calendar import small_numbers
from whence.vocabulary.phrases import lower, straight
from whence.vocabulary.sieve import Sieve
from whence.vocabulary.tables import DATA, read_table

What = Literal["speaker", "doer"]

_PLACES = ("opening", "anywhere", "structure")
_ORDINAL = ("second", "third", "fourth", "fifth", "sixth", "seventh")
# who says it may stand before the words that a sentence opens with; a figure there is a toll of its own
_SAID_FIRST = r"^[\s\"“”'*-]*+(?:[^.;\d]{0,110}?\b(?:said|says|reported|added|adding)\s+(?:that\s+)?)?"
_OPENING = r"^[\s\"“”'*-]*"


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of `carrying.csv`; `pattern` is null for what the asker tells by itself ("structure")."""

    what: What
    name: str
    pattern: re.Pattern[str] | None
    weight: float


def find_features(what: What, sentence: str, structure: Mapping[str, bool]) -> tuple[Feature, ...]:
    """The features that hold for a sentence; `structure` says which of those without words do, false where left out."""
    plain = lower(straight(" ".join(sentence.split())))
    features, sieve = _features(what)
    return tuple(
        f
        for f in map(features.__getitem__, sieve.possible(plain))
        if (structure.get(f.name, False) if f.pattern is None else f.pattern.search(plain) is not None)
    )


def add_up(features: Iterable[Feature]) -> float:
    """The sum of the weights, each feature counted once, with its lowest weight."""
    weights: dict[str, float] = {}
    for feature in features:
        weights[feature.name] = min(weights.get(feature.name, feature.weight), feature.weight)
    return sum(weights.values())


@lru_cache(maxsize=2)
def _features(what: What) -> tuple[tuple[Feature, ...], Sieve]:
    """The rows for `what`. Raises VocabularyError for a weight that is no number, an unknown place or kind of row."""
    made: list[Feature] = []
    for row in read_table(DATA / "carrying.csv", ("what", "feature", "place", "weight", "words", "example")):
        try:
            weight = float(row["weight"])
        except ValueError as problem:
            raise VocabularyError(f"{row['line']}: weight {row['weight']!r} is no number") from problem
        if row["place"] not in _PLACES or row["what"] not in ("speaker", "doer"):
            raise VocabularyError(
                f"{row['line']}: cannot tell what row this is", remedy=f"place is one of {', '.join(_PLACES)}"
            )
        if row["what"] == what:
            before = "" if row["place"] == "structure" else _before(what, row["place"])
            made.append(Feature(what, row["feature"], _pattern(row["words"], before) if before else None, weight))
    return tuple(made), Sieve(feature.pattern for feature in made)


def _before(what: What, place: str) -> str:
    """What may stand before a row's words. A sentence that names its speaker carries no other, but may carry a doer."""
    if place == "anywhere":
        return r"\b"
    return _SAID_FIRST if what == "doer" else _OPENING


def _pattern(words: str, before: str) -> re.Pattern[str]:
    counting = (word for word in small_numbers() if word not in ("a", "an") and not word.endswith(_ORDINAL))
    numbers = "|".join(sorted(map(re.escape, counting), key=len, reverse=True))
    tokens = {"N": rf"(?:(?<![\d,])\d[\d,]{{0,12}}|{numbers})", "_": r"[\w'-]{1,40}"}
    tokens["__"] = rf"(?:{tokens['_']} ){{0,5}}{tokens['_']}"
    phrases = [" ".join(tokens.get(t, re.escape(t)) for t in phrase.split()) for phrase in words.split("|")]
    return re.compile(f"{before}(?:{'|'.join(sorted(phrases, key=len, reverse=True))})\\b")
