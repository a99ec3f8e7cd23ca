"""Who says it. In comes a whole document, out come its attributions; asked for a place, they name the speakers there.

The publisher itself is nobody here: where no cue reaches and no report is being carried on, the chain is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from whence.claims.voices.attributions import Attribution, find_attributions_in
from whence.claims.voices.cast import Cast, Voice
from whence.claims.voices.chunks import Lexicon, speaker_lexicon
from whence.records import Sentence, Speaker, Stance, Text
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


# a longer "sentence" is a table or a broken page; no claim is read from it
MAX_CHARACTERS = 3000


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
    carried = _carry(text.sentences, sentences, said)
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


# ---------------------------------------------------------------- reports that go on without a cue

_BACKGROUND = re.compile(
    r"\b(?:since\s+(?:the|it|19\d\d|20\d\d|mid-?|early|late|march)|began\s+(?:in|as|when|with)|in\s+(?:19|20)\d\d|"
    r"(?:[a-z]+|\d+)[-\s]years?[-\s](?:old\s+)?(?:war|conflict|civil)|broke\s+out|so\s+far\s+this\s+year|years?\s+of\s+war)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^[\s\"“]*(?:another\b|the\s+(?:attack|strike|raid|explosion|blast|bombing|shelling|victims?|dead|wounded|injured|"
    r"toll|death\s+toll|most|latest|bomb|clash|fighting|others?|sorties|bodies|operation|casualties|assault)|"
    r"among\s+(?:the|them|those)\b|at\s+least\b|women\b|most\s+of\b|some\s+of\b|several\b|all\s+of\b|"
    r"since\s+\w+day\b|\w+\s+others\b)",
    re.IGNORECASE,
)
# a sentence that opens a scene of its own
_NEW_STORY = re.compile(
    r"^[\s\"“”'*-]*(?:on|late|early)\s+(?:\w+\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|^\W*some\s+\d+\s+(?:hours|days)\b|"
    r"\b(?:came|comes|come|took\s+place|followed|follows)\b|\b(?:last|this)\s+(?:week|month|year)\b",
    re.IGNORECASE,
)
# a sentence that speaks of a state of things, another time or another place is the publisher's own again
_OWN_ACCOUNT = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|long\s+)?(?!been\s+(?:killed|wounded|injured))\w+|"
    r"^[\s\"“]*(?:but|however|meanwhile|elsewhere|earlier|separately|last|in\s+(?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december|[a-z]+\s+20\d\d)|to\s+the\s+\w+|while|saturday|sunday)\b|"
    r"\bno\s+(?:immediate\s+)?(?:claim|comment)\b|\b(?:would|is|are)\b",
    re.IGNORECASE,
)
CARRY_SENTENCES = 1


def _carry(
    sentences: tuple[Sentence, ...], words: list[str], said: list[tuple[Said, ...]]
) -> tuple[tuple[Said, str] | None, ...]:
    carried: list[tuple[Said, str] | None] = []
    last: tuple[int, Said] | None = None
    in_quote = False
    for i, sentence in enumerate(sentences):
        opened = in_quote
        in_quote = _quote_open(words[i], in_quote)
        if len(words[i]) > MAX_CHARACTERS:
            carried.append(None)
            last = None
            continue
        if i and sentence.section != sentences[i - 1].section:
            last = None
        if said[i]:
            last = (i, said[i][-1])
            carried.append((said[i][-1], "the quotation goes on") if opened else None)
            continue
        closing = _closing(said, words, i) if in_quote or opened else None
        if closing is not None:
            carried.append((closing, f"the quotation goes on: {closing.chain[0].name} is speaking"))
        elif last is not None and i - last[0] <= CARRY_SENTENCES and _goes_on(words[i], opened):
            name = last[1].chain[0].name
            carried.append((last[1], f"the report of {name} goes on from the sentence before"))
            last = (i, last[1])
        else:
            carried.append(_lead_speaker(sentences, said, i))
            last = None
    return tuple(carried)


def _quote_open(words: str, opened: bool) -> bool:
    """Whether a quotation is still open after this sentence."""
    for mark in words:
        if mark == "“":
            opened = True
        elif mark == "”":
            opened = False
        elif mark == '"':
            opened = not opened
    return opened


def _closing(said: list[tuple[Said, ...]], words: list[str], i: int) -> Said | None:
    """The speaker named where an open quotation closes, in one of the next sentences."""
    for j in range(i + 1, min(i + 4, len(words))):
        if j < len(said) and said[j]:
            first = said[j][0]
            return first if not first.attribution.leads else None
    return None


def _goes_on(words: str, in_quote: bool) -> bool:
    if in_quote:
        return True
    if _BACKGROUND.search(words):
        return False
    return not _NEW_STORY.search(words) and (bool(_GOES_ON.search(words)) or not _OWN_ACCOUNT.search(words))


def _lead_speaker(sentences: tuple[Sentence, ...], said: list[tuple[Said, ...]], i: int) -> tuple[Said, str] | None:
    """A headline says what the lead says, so it has the lead's speaker; null for other sentences."""
    if sentences[i].section != "headline":
        return None
    lead = next((j for j, s in enumerate(sentences) if s.section == "body"), None)
    if lead is None or not said[lead] or sentences[lead].repeats == i:
        return None
    first = said[lead][0]
    return first, f"the lead below the headline is said by {first.chain[0].name}"


__all__ = ["Attributions", "Said", "find_attributions", "said_at", "speaker_for"]
