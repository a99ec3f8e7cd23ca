"""The slots of a proposal. In come its words, out come what the text bears out, each with a sentence on how.

Each word a model gives for a place, a time, a party or a speaker must stand in the text. What it means there is read by
our own rules; the model is heard only where they cannot read, and then no further than the text goes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from whence.claims.proposed.figures import UnsupportedError
from whence.claims.proposed.grounding import Ground, Grounded
from whence.claims.proposed.known import (
    Known,
    is_own_outlet,
    parties_named,
    party_at,
    speakers_at,
    when_at,
    where_at,
)
from whence.claims.proposed.shape import ProposedParty, ProposedSpeaker, ProposedWhen
from whence.records import PartyRef, Sentence, Speaker, When, Where

KINDS = frozenset(
    ("witness", "resident", "relative", "medic", "rescuer", "activist", "monitor", "rights-group", "aid", "un",
     "government", "official", "military", "police", "armed-group", "opposition", "media", "state-media", "analyst",
     "source")
)  # fmt: skip
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_RUN = re.compile(r"\d+")
MOST_SPEAKERS = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """One document and one quote in it, to look words up from. `orders` are sentences that speak to a machine."""

    known: Known
    ground: Ground
    quote: Grounded
    orders: Collection[int] = ()

    def stands(self, words: str, what: str) -> list[tuple[Grounded, Sentence]]:
        """Where words stand, those in the quote first, then the nearest before it. Raises UnsupportedError: nowhere."""
        found = [place for place in self.ground.find(words) if not self._in_order(place)]
        if not found:
            raise UnsupportedError(f"{what} “{shorten(words)}” does not stand in the text")
        quote = self.quote

        def rank(place: Grounded) -> tuple[int, int]:
            if quote.start <= place.start and place.end <= quote.end:
                return 0, place.start
            return (1, -place.start) if place.start < quote.start else (2, place.start)

        return [(place, self.ground.sentences_of(place.start, place.end)[0]) for place in sorted(found, key=rank)]

    def _in_order(self, place: Grounded) -> bool:
        return any(s.index in self.orders for s in self.ground.sentences_of(place.start, place.end))


def read_where(standing: Standing, words: str | None) -> tuple[Where, str]:
    """The place. Raises UnsupportedError where its words do not stand in the text."""
    if not words or not words.strip():
        return Where(), "place: the model names none"
    places = standing.stands(words, "the place")
    return where_at(standing.known, places, standing.ground.cut(places[0][0]))


def read_when(standing: Standing, proposed: ProposedWhen | None) -> tuple[When, str]:
    """The time: as the rules read its words, else the model's dates if the words hold their day or year."""
    if proposed is None or not proposed.words or not proposed.words.strip():
        return When(), "time: the model names none"
    places = standing.stands(proposed.words, "the time")
    words = standing.ground.cut(places[0][0])
    when = when_at(standing.known, places)
    if when is not None:
        return when, f"time: “{words}”"
    dates = _dates(proposed)
    if dates is not None and not (standing.known.by_rules) and _told_by(words, *dates):
        start, end = dates
        return When(words, start, end, 1 if start == end else None, "stated"), f"time: “{words}”, dated by the model"
    return When(words=words), f"time: “{words}”, which no rule here can date"


def read_party(standing: Standing, proposed: ProposedParty | None, what: str) -> tuple[PartyRef | None, str]:
    """A party: as the tables read its words, else the model's key if the text names that party somewhere."""
    if proposed is None or not proposed.words.strip():
        return None, f"{what}: the model names none"
    places = standing.stands(proposed.words, f"the {what}")
    words = standing.ground.cut(places[0][0])
    read = party_at(standing.known, places, words)
    if read not in (None, "unknown"):
        return PartyRef(words, read or "unknown"), f"{what}: “{words}”"
    if proposed.party in parties_named(standing.known):
        return PartyRef(words, proposed.party), f"{what}: “{words}”, taken by the model for a party named elsewhere"
    return PartyRef(words, "unknown"), f"{what}: “{words}”, of whom the text names no party"


def read_speakers(standing: Standing, proposed: Sequence[ProposedSpeaker]) -> tuple[tuple[Speaker, ...], str]:
    """The chain of speakers. Raises UnsupportedError where one of them does not stand in the text."""
    chain: list[Speaker] = []
    if len(proposed) > MOST_SPEAKERS:
        raise UnsupportedError(f"{len(proposed)} speakers for one claim")
    for one in proposed:
        places = standing.stands(one.words, "the speaker")
        words = standing.ground.cut(places[0][0])
        if is_own_outlet(standing.known, words):
            continue
        known = speakers_at(standing.known, places, words)
        kind = one.kind if one.kind in KINDS else "other"
        chain += known or (Speaker(_ARTICLE.sub("", words), kind),)
    chain = [speaker for speaker in dict.fromkeys(chain) if not is_own_outlet(standing.known, speaker.name)]
    said = " < ".join(speaker.name for speaker in chain)
    return tuple(chain), f"{said} says it" if chain else "no speaker is named: the publisher says it"


def shorten(words: str, most: int = 60) -> str:
    """On one line, and short."""
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[:most] + " …"


def _dates(proposed: ProposedWhen) -> tuple[date, date] | None:
    try:
        start = date.fromisoformat(proposed.date_start or "")
        end = date.fromisoformat(proposed.date_end or proposed.date_start or "")
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _told_by(words: str, start: date, end: date) -> bool:
    """Whether the words hold the days of the dates in digits: "le 12 mars" tells a 12th, "hier" tells nothing."""
    numbers = {int(run) for run in _RUN.findall(words) if len(run) <= 4}
    return start.day in numbers and end.day in numbers
