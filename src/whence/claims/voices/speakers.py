"""Who says it. In comes a whole document, out come its attributions; asked for a place, they name the speakers there.

The publisher itself is nobody here: where no cue reaches and no report is being carried on, the chain is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whence.claims.voices.attributions import Attribution, find_attributions_in
from whence.claims.voices.carry import MAX_CHARACTERS, carry_speakers, find_frame, find_whose_report
from whence.claims.voices.cast import Cast, Voice
from whence.claims.voices.chunks import Lexicon, speaker_lexicon
from whence.claims.voices.shortnames import find_short_names
from whence.records import Speaker, Stance, Text
from whence.vocabulary.folding import fold
from whence.vocabulary.packs import Pack, PackSpeaker
from whence.vocabulary.phrases import is_capitals


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with its speakers resolved. `voices` never empty; `own_agency` marks the article's own agency."""

    attribution: Attribution
    voices: tuple[Voice, ...]

    @property
    def chain(self) -> tuple[Speaker, ...]:
        """All who speak here, nearest to the event first."""
        return tuple(dict.fromkeys(speaker for voice in self.voices for speaker in voice.chain))

    @property
    def party(self) -> str | None:
        """The side the speaker speaks for, where the pack tells."""
        return next((voice.party for voice in self.voices if voice.party), None)

    @property
    def stance(self) -> Stance:
        """The stand that the cue alone expresses."""
        return self.attribution.stance


@dataclass(frozen=True, slots=True)
class Attributions:
    """All attributions of a document. Made by `find_attributions`, read by `speaker_for` and `guess_stances`.

    `said[i]` are those of sentence `i`, in its order; `carried[i]` is who goes on speaking in a sentence that has
    none of its own, with the reason, null where the publisher speaks.
    """

    said: tuple[tuple[Said, ...], ...]
    carried: tuple[tuple[Said, str] | None, ...]


def find_attributions(text: Text, pack: Pack | None) -> Attributions:
    """Every attribution in a document's own sentences; comments and boilerplate speak for nobody."""
    lexicon = speaker_lexicon(pack)
    capitals = is_capitals(text.text)
    sentences = [text.text[s.start : s.end] for s in text.sentences]
    named = _bodies_named(text.text, lexicon, capitals)
    cast = Cast(named, lexicon, capitals=capitals, short_names=find_short_names(text.text))
    own = _own_agencies(text, lexicon)
    said: list[tuple[Said, ...]] = []
    for sentence, words in zip(text.sentences, sentences, strict=True):
        if sentence.section in ("comment", "reply_form", "boilerplate") or len(words) > MAX_CHARACTERS:
            said.append(())
            continue
        found = find_attributions_in(words, lexicon, capitals=capitals, headline=sentence.section == "headline")
        said.append(tuple(s for a in found if (s := _resolve(a, words, cast, own)) is not None))
    said = _without_own_reporters(text.text, said, lexicon)
    said = find_whose_report(text.sentences, sentences, said)
    frame = find_frame(text.sentences, sentences, said)
    said = _through_agency(said, frame[0]) if frame is not None else said
    carried = carry_speakers(text.sentences, sentences, said, lexicon, frame)
    return Attributions(tuple(said), carried)


def speaker_for(attributions: Attributions, sentence_index: int, focus: int) -> tuple[tuple[Speaker, ...], str]:
    """Who says what stands at `focus` (an offset in the sentence): the chain, nearest to the event first, and why.

    An empty chain: the publisher says it on its own account.
    """
    said, reason = said_at(attributions, sentence_index, focus)
    chain = tuple(dict.fromkeys(speaker for one in said for speaker in one.chain))
    return chain, reason


def said_at(attributions: Attributions, sentence_index: int, focus: int) -> tuple[tuple[Said, ...], str]:
    """The attributions that reach `focus`, innermost first, and why; empty where the publisher speaks."""
    said = attributions.said[sentence_index]
    reaching = [s for s in said if s.attribution.covers(focus)]
    if reaching:
        # the innermost is the one whose cue stands nearest; a trailing cue lies inside what a leading one introduces
        reaching.sort(
            key=lambda s: (not s.attribution.cites, s.attribution.leads, abs(s.attribution.cue_start - focus))
        )
        return tuple(reaching), reaching[0].voices[0].reason
    carried = attributions.carried[sentence_index]
    if carried is not None:
        return (_vouching(carried[0]),), carried[1]
    return (), "no speaker is named: the publisher says it"


def _vouching(said: Said) -> Said:
    """Who goes on speaking says on: the denial or charge that was made does not go over to what is told next."""
    return replace(said, attribution=replace(said.attribution, stance="asserts"))


def _bodies_named(text: str, lexicon: Lexicon, capitals: bool) -> list[tuple[str, PackSpeaker]]:
    """Each known body that the text names, by the words it uses."""
    found = lexicon.aliases.find(text, capitals=capitals)
    return [(text[f.start : f.end], f.value) for f in found if not f.value.body]


def _own_agencies(text: Text, lexicon: Lexicon) -> frozenset[str]:
    """The article's own agency or outlet, by the name the text gives it and by its usual one."""
    names = [name for name in (text.agency, text.source) if name]
    usual = [f.value.name for name in names for f in lexicon.aliases.find(name) if f.end - f.start == len(name)]
    return frozenset(fold(name) for name in (*names, *usual))


def _through_agency(said: list[tuple[Said, ...]], agency: Said) -> list[tuple[Said, ...]]:
    """In a story told on an agency's word its unnamed sources are heard through that agency."""
    through = agency.voices[0].chain[-1]

    def heard(voice: Voice) -> Voice:
        unnamed = len(voice.chain) == 1 and voice.chain[0].kind in _SOURCES and _SOURCE.search(voice.chain[0].name)
        return replace(voice, chain=(*voice.chain, through), party=voice.party or agency.party) if unnamed else voice

    return [tuple(replace(one, voices=tuple(map(heard, one.voices))) for one in found) for found in said]


_SOURCES = ("source", "military", "official", "police", "medic")
_SOURCE = re.compile(r"\bsources?\b", re.IGNORECASE)
_HEARS = re.compile(r"\b(?:told|telling|tells)\s+(?:the\s+)?$", re.IGNORECASE)


def _without_own_reporters(text: str, said: list[tuple[Said, ...]], lexicon: Lexicon) -> list[tuple[Said, ...]]:
    """A text that says "told the agency" and never cites that agency is its own: its reporters are the publisher."""
    aliases = [f for f in lexicon.aliases.find(text) if f.value.kind in _AGENCIES]
    heard = {f.value.name for f in aliases if _HEARS.search(text, max(0, f.start - 12), f.start)}
    if not heard:
        return said
    voices = [v for found in said for one in found for v in one.voices]
    own = heard - {v.chain[0].name for v in voices if v.chain[0].kind in _AGENCIES and not _REPORTER.search(v.reason)}
    made: list[tuple[Said, ...]] = []
    for found in said:
        kept = [
            replace(one, voices=left)
            for one in found
            if (left := tuple(v for v in one.voices if not (v.chain[-1].name in own and v.chain[0].kind in _AGENCIES)))
        ]
        made.append(tuple(kept))
    return made


_AGENCIES = ("media", "state-media")
_REPORTER = re.compile(r"\b(?:correspondents?|reporters?|photographers?|cameram[ae]n|journalists?)\b", re.IGNORECASE)


def _resolve(attribution: Attribution, sentence: str, cast: Cast, own: frozenset[str]) -> Said | None:
    voices = [v for chunk in attribution.chunks if (v := cast.resolve(chunk, sentence)) is not None]
    kept = tuple(v for v in voices if not own or fold(v.chain[0].name) not in own)
    if attribution.shape == "according" and attribution.chunks[0].end <= attribution.cue_start:
        kept = kept[::-1]  # "the agency quoted a doctor": the doctor is nearer to the event
    return Said(attribution, kept) if kept else None


__all__ = ["MAX_CHARACTERS", "Attributions", "Said", "find_attributions", "said_at", "speaker_for"]
