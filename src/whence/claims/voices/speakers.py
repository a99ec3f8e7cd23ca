"""Who says it. In comes a whole document, out come its attributions; asked for a place, they name the speakers there.

The publisher itself is nobody here: where no cue reaches and no report is being carried on, the chain is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from whence.claims.voices.attributions import Attribution, find_attributions_in
from whence.claims.voices.carry import MAX_CHARACTERS, carry_speakers
from whence.claims.voices.cast import Cast, Voice
from whence.claims.voices.chunks import Lexicon, speaker_lexicon
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
    cast = Cast(_bodies_named(text.text, lexicon, capitals), lexicon, capitals=capitals)
    own = _own_agencies(text, lexicon)
    said: list[tuple[Said, ...]] = []
    for sentence, words in zip(text.sentences, sentences, strict=True):
        if sentence.section in ("comment", "reply_form", "boilerplate") or len(words) > MAX_CHARACTERS:
            said.append(())
            continue
        found = find_attributions_in(words, lexicon, capitals=capitals, headline=sentence.section == "headline")
        said.append(tuple(s for a in found if (s := _resolve(a, words, cast, own)) is not None))
    carried = carry_speakers(text.sentences, sentences, said, lexicon)
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
        reaching.sort(key=lambda s: (s.attribution.leads, abs(s.attribution.cue_start - focus)))
        return tuple(reaching), reaching[0].voices[0].reason
    carried = attributions.carried[sentence_index]
    if carried is not None:
        return (carried[0],), carried[1]
    return (), "no speaker is named: the publisher says it"


def _bodies_named(text: str, lexicon: Lexicon, capitals: bool) -> list[tuple[str, PackSpeaker]]:
    """Each known body that the text names, by the words it uses."""
    found = lexicon.aliases.find(text, capitals=capitals)
    return [(text[f.start : f.end], f.value) for f in found if not f.value.body]


def _own_agencies(text: Text, lexicon: Lexicon) -> frozenset[str]:
    """The article's own agency or outlet, by the name the text gives it and by its usual one."""
    names = [name for name in (text.agency, text.source) if name]
    usual = [f.value.name for name in names for f in lexicon.aliases.find(name) if f.end - f.start == len(name)]
    return frozenset(fold(name) for name in (*names, *usual))


def _resolve(attribution: Attribution, sentence: str, cast: Cast, own: frozenset[str]) -> Said | None:
    voices = [v for chunk in attribution.chunks if (v := cast.resolve(chunk, sentence)) is not None]
    kept = tuple(v for v in voices if not own or fold(v.chain[0].name) not in own)
    if attribution.shape == "according" and attribution.chunks[0].end <= attribution.cue_start:
        kept = kept[::-1]  # "the agency quoted a doctor": the doctor is nearer to the event
    return Said(attribution, kept) if kept else None


__all__ = ["MAX_CHARACTERS", "Attributions", "Said", "find_attributions", "said_at", "speaker_for"]
