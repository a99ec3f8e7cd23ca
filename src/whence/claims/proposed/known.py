"""What our own rules read in a document. In comes a Text, out comes what they know of any stretch of it.

A model's words are looked up here: who speaks there, which place, time and party is named there, and which number. Each
sentence is read by the rules of its language; where there are none, nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from whence.claims.arabic.scene import ArabicScene, Seen, read_arabic_scene
from whence.claims.arabic.words import is_arabic
from whence.claims.parties import find_parties
from whence.claims.proposed.grounding import READ_SECTIONS, Grounded
from whence.claims.slots import Context, read_context
from whence.claims.voices.chunks import speaker_lexicon
from whence.records import Age, Effect, Hedge, Sentence, Sex, Speaker, Status, Text, When, Where
from whence.vocabulary import Vocabulary
from whence.vocabulary.arabic import load_arabic
from whence.vocabulary.folding import fold
from whence.vocabulary.garbled import legible

MAX_CHARACTERS = 2500


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people as our rules read it in some words; all three null where the words are vague."""

    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge
    percent: bool = False
    status: Status | None = None
    age: Age | None = None
    sex: Sex | None = None

    @property
    def value(self) -> int | None:
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)


@dataclass(frozen=True, slots=True)
class Known:
    """One document as the rules read it. `by_rules` says whether its language has any.

    `figures`, `told` and `harm` keep what was read of a sentence, by its index: a model may quote one many times.
    """

    text: Text
    vocabulary: Vocabulary
    context: Context
    arabic: ArabicScene
    by_rules: bool
    figures: dict[int, tuple[tuple[int, int, Figure], ...]] = field(default_factory=dict)
    told: dict[int, tuple[tuple[str, Effect], ...]] = field(default_factory=dict)
    harm: dict[int, tuple[frozenset[Effect], frozenset[Effect], bool]] = field(default_factory=dict)

    def seen(self, sentence: Sentence) -> Seen | None:
        """The sentence as the rules for Arabic read it; null for any other."""
        return self.arabic.seen.get(sentence.index)

    def words(self, sentence: Sentence) -> str:
        return self.text.text[sentence.start : sentence.end]


def read_known(text: Text, vocabulary: Vocabulary) -> Known:
    """Everything the rules know of a document."""
    readable = replace(text, text=legible(text.text))
    own = [s for s in text.sentences if s.section in READ_SECTIONS and s.end - s.start <= MAX_CHARACTERS]
    arabic = [s for s in own if is_arabic(text.text[s.start : s.end])]
    lexicon = load_arabic(vocabulary.pack.path if vocabulary.pack is not None else None)
    return Known(
        readable,
        vocabulary,
        read_context(readable, vocabulary),
        read_arabic_scene(readable, arabic, vocabulary, lexicon),
        text.language in (None, "en", "ar"),
    )


def where_at(known: Known, places: Iterable[tuple[Grounded, Sentence]], words: str) -> tuple[Where, str]:
    """The place that words name, by the first of their stands that the rules know; else the words alone."""
    for place, sentence in places:
        for start, end, where in _wheres(known, sentence):
            if start < place.end and place.start < end:
                return where, f"place: “{words}”"
    found = known.vocabulary.gazetteer.find(words)
    if len(found) == 1:
        one = found[0]
        where = Where(words, one.name, one.within, one.country, one.path, one.lat, one.lon, one.where_prec)
        return where, f"place: “{words}”"
    named = words if words != words.lower() or words == words.upper() else None  # "the market" names no place
    return Where(words=words, name=named), f"place: “{words}”, which the gazetteer does not know there"


def when_at(known: Known, places: Iterable[tuple[Grounded, Sentence]]) -> When | None:
    """The time that words name, by the first of their stands that the rules read; null for none."""
    for place, sentence in places:
        seen = known.seen(sentence)
        times = [t.mention for t in seen.times] if seen else list(known.context.dates.named[sentence.index])
        for mention in times:
            if sentence.start + mention.start < place.end and place.start < sentence.start + mention.end:
                return mention.when
    return None


def party_at(known: Known, places: Iterable[tuple[Grounded, Sentence]], words: str) -> str | None:
    """The key of the party that words name; null where the rules do not know.

    Words that name a party by themselves mean it, also as the second of two ("the army and Russia").
    """
    named = find_parties(words, known.vocabulary.pack)
    if named and named[0].party != "unknown":
        return named[0].party
    for place, sentence in places:
        for start, end, party in _parties(known, sentence):
            if sentence.start + start < place.end and place.start < sentence.start + end:
                return party
    return None


def parties_named(known: Known) -> frozenset[str]:
    """The keys of all parties that the document names."""
    own = (s for s in known.text.sentences if s.section in READ_SECTIONS)
    return frozenset(party for sentence in own for _, _, party in _parties(known, sentence))


def speakers_at(known: Known, places: Iterable[tuple[Grounded, Sentence]], words: str) -> tuple[Speaker, ...]:
    """Who the words stand for, by the rules or the tables of speakers; empty where neither knows."""
    for place, sentence in places:
        for start, end, chain in _voices(known, sentence):
            if sentence.start + start < place.end and place.start < sentence.start + end:
                return chain
    for found in speaker_lexicon(known.vocabulary.pack).aliases.find(words):
        body = found.value
        return (Speaker(body.name, body.kind),)
    return ()


def is_own_outlet(known: Known, name: str) -> bool:
    """Whether a name is that of the report's own agency or publisher, who is nobody's speaker in it."""
    own = {fold(words) for words in (known.text.agency, known.text.source) if words}
    return fold(name) in own


def _wheres(known: Known, sentence: Sentence) -> Iterator[tuple[int, int, Where]]:
    seen = known.seen(sentence)
    if seen is not None:
        for one in seen.places:
            start, end = seen.words.start[one.first], seen.words.end[one.last - 1]
            yield sentence.start + start, sentence.start + end, one.where
        return
    for mention in known.context.scene.mentions[sentence.index]:
        if mention.role in ("place", "demonym"):
            yield mention.start, mention.end, mention.where


def _parties(known: Known, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    seen = known.seen(sentence)
    if seen is not None:
        for doer in seen.doers:
            yield seen.words.start[doer.first], seen.words.end[doer.last - 1], doer.party.party
        return
    for mention in known.context.doers.mentions[sentence.index]:
        yield mention.start, mention.end, mention.party


def _voices(known: Known, sentence: Sentence) -> Iterator[tuple[int, int, tuple[Speaker, ...]]]:
    seen = known.seen(sentence)
    if seen is not None:
        for said in seen.said:
            yield seen.words.start[said.first], seen.words.end[said.last - 1], said.speakers
        return
    for one in known.context.attributions.said[sentence.index]:
        chunks = one.attribution.chunks
        if len(chunks) == len(one.voices):
            for chunk, voice in zip(chunks, one.voices, strict=True):
                yield chunk.start, chunk.end, voice.chain
        else:
            yield chunks[0].start, chunks[-1].end, one.chain
