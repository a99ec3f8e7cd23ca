"""Who goes on speaking where a sentence names nobody. In come the attributions of a document, out come those carried.

Four readings are tried in turn: an open quotation goes on; the report of the speaker before goes on, by the scored
features of the table `carrying`; a story told throughout on one agency's word stays its own; a headline or a hedged
lead says what the sentence after it says. Where none holds the publisher speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whence.claims.carrying import Feature, add_up, find_features
from whence.claims.happenings import is_known_deed
from whence.claims.voices.chunks import Lexicon
from whence.records import Sentence

if TYPE_CHECKING:
    from whence.claims.voices.speakers import Said

# how many sentences after its cue a report may go on, and how many may stand between that do not belong to it
CARRY_SENTENCES = 4
PAUSE_SENTENCES = 1
LEAD_SENTENCES = 2
# a longer "sentence" is a table or a broken page; no claim is read from it
MAX_CHARACTERS = 3000
# how near its beginning a party stands that is the subject of a sentence
_SUBJECT_CHARACTERS = 15
_SEEN = ("footage", "statement", "data", "media")
_QUOTES = ('"', "“")
_AGENCIES = ("media", "state-media")


@dataclass(frozen=True, slots=True)
class _Last:
    """Who spoke last: in which sentence the words stood, and up to which sentence the report has gone on."""

    said: Said
    told: int
    until: int


def carry_speakers(
    sentences: tuple[Sentence, ...],
    words: Sequence[str],
    said: Sequence[tuple[Said, ...]],
    lexicon: Lexicon,
    frame: tuple[Said, str] | None,
) -> tuple[tuple[Said, str] | None, ...]:
    """For each sentence who goes on speaking in it, with the reason; null where the publisher, or its own cue, speaks.

    `words` and `said` are each sentence's text and attributions, `frame` what `find_frame` found. A sentence with a
    cue of its own carries a speaker only inside a quotation that was opened before it.
    """
    carried: list[tuple[Said, str] | None] = []
    last: _Last | None = None
    in_quote = False
    for i, sentence in enumerate(sentences):
        opened, in_quote = in_quote, _quote_open(words[i], in_quote)
        if len(words[i]) > MAX_CHARACTERS or (i and sentence.section != sentences[i - 1].section):
            last = None
        if len(words[i]) > MAX_CHARACTERS:
            carried.append(None)
        elif said[i]:
            last = _Last(said[i][-1], i, i)
            carried.append((said[i][-1], "the quotation goes on") if opened else None)
        else:
            going = _going_on(i, words, said, last, opened=opened, in_quote=in_quote, lexicon=lexicon)
            if going is not None and last is not None and going[0] is last.said:
                last = _Last(last.said, last.told, i)
            framed = going is None and frame is not None and sentence.section == "body" and not _is_context(words[i])
            carried.append(frame if framed else going or _said_below(sentences, words, said, i))
    return tuple(carried)


def _going_on(
    i: int,
    words: Sequence[str],
    said: Sequence[tuple[Said, ...]],
    last: _Last | None,
    *,
    opened: bool,
    in_quote: bool,
    lexicon: Lexicon,
) -> tuple[Said, str] | None:
    """The quotation or the report that goes on in sentence `i`, or null."""
    closing = _closing(said, words, i) if in_quote or opened else None
    if closing is not None:
        return closing, f"the quotation goes on: {closing.chain[0].name} is speaking"
    distance = i - last.until if last is not None else 0
    if last is None or distance > PAUSE_SENTENCES + 1 or i - last.told > CARRY_SENTENCES:
        return None
    name = last.said.chain[0].name
    if opened or words[i].lstrip().startswith(_QUOTES):
        return last.said, f"the quotation of {name} goes on"
    score, named = score_going_on(words[i], last.said, distance, lexicon)
    if score <= 0:
        return None
    return last.said, f"the report of {name} goes on from the sentence before: {', '.join(named)}"


def score_going_on(sentence: str, said: Said, distance: int, lexicon: Lexicon) -> tuple[float, tuple[str, ...]]:
    """How much speaks for it that a report told till `distance` sentences before goes on, and which features do.

    Above 0 it does.
    """
    holding = features_of(sentence, said, distance, lexicon)
    return add_up(holding), tuple(dict.fromkeys(f.name for f in holding if f.weight > 0))


def features_of(sentence: str, said: Said, distance: int, lexicon: Lexicon) -> tuple[Feature, ...]:
    """The features of `carrying.csv` that hold for a sentence after a speaker."""
    sides = lexicon.sides.find(sentence[:80])
    structure = {
        "always": True,
        "a party acts": bool(sides) and sides[0].start <= _SUBJECT_CHARACTERS,
        "the attack": is_known_deed(sentence),
        "at a distance": distance > 1,
        "only seen": said.chain[0].kind in _SEEN,
    }
    return find_features("speaker", sentence, structure)


# ---------------------------------------------------------------- quotations


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


def _closing(said: Sequence[tuple[Said, ...]], words: Sequence[str], i: int) -> Said | None:
    """The speaker named where an open quotation closes, in one of the next sentences."""
    for j in range(i + 1, min(i + 4, len(words))):
        if said[j]:
            first = said[j][0]
            return first if not first.attribution.leads else None
    return None


# ---------------------------------------------------------------- stories told on one agency's word

_PRESS = ("media", "local media", "media outlets", "news outlets", "media sources")
_REPORTED = re.compile(r"^report(?:s|ed)?$", re.IGNORECASE)


def find_frame(
    sentences: tuple[Sentence, ...], words: Sequence[str], said: Sequence[tuple[Said, ...]]
) -> tuple[Said, str] | None:
    """The agency on whose word the whole story is told: the lead ends in "…, the agency reported"; else null."""
    lead = next((i for i, s in enumerate(sentences) if s.section == "body" and said[i]), None)
    if lead is None or sum(s.section == "body" for s in sentences[:lead]) >= LEAD_SENTENCES:
        return None
    only = said[lead][-1]
    cue = words[lead][only.attribution.cue_start : only.attribution.cue_end]
    if only.attribution.leads or only.chain[0].kind not in _AGENCIES or not _REPORTED.match(cue):
        return None
    last = only.attribution.chunks[0].atoms[-1]
    if last.sort != "alias" and not (last.sort == "people" and last.kind == "media" and last.words.lower() in _PRESS):
        return None
    return only, f"the story is told on the word of {only.chain[0].name}, as its lead says"


_CONTEXT = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:years?|months?)\b|\b(?:has|have)\s+(?:been\s+)?(?!killed|wounded|injured)\w+|\bcrisis\b|"
    r"\b(?:is|are)\b",
    re.IGNORECASE,
)


def _is_context(words: str) -> bool:
    """Whether a sentence tells of a state of things or of another time, which is the publisher's own again."""
    return _CONTEXT.search(words) is not None


# ---------------------------------------------------------------- headlines and leads

_HEDGED = re.compile(r"\b(?:reportedly|purportedly|allegedly)\b", re.IGNORECASE)
_A_REPORT = re.compile(r"\ba\s+(?:new\s+)?report\s+(?:says|said)\b|\breports?\s+(?:says?|said)\b", re.IGNORECASE)
_THE_DEED = re.compile(
    r"\bthe\s+(?:[\w'-]+\s+)?(?:incident|attacks?|air\s?strikes?|strikes?|raids?|blasts?|explosions?|killings?)\b",
    re.IGNORECASE,
)


def _said_below(
    sentences: tuple[Sentence, ...], words: Sequence[str], said: Sequence[tuple[Said, ...]], i: int
) -> tuple[Said, str] | None:
    """A headline has the lead's speaker, and a hedged lead that of the sentence after it; null for others."""
    if sentences[i].section == "headline":
        lead = next((j for j, s in enumerate(sentences) if s.section == "body"), None)
        if lead is None or not said[lead] or sentences[lead].repeats == i:
            return None
        first = said[lead][0]
        return first, f"the lead below the headline is said by {first.chain[0].name}"
    whose = _reports_next(sentences, words, said, i) if _HEDGED.search(words[i]) else None
    return None if whose is None else (whose, f"the next sentence says whose report it is: {whose.chain[0].name}")


def find_whose_report(
    sentences: tuple[Sentence, ...], words: Sequence[str], said: Sequence[tuple[Said, ...]]
) -> list[tuple[Said, ...]]:
    """The attributions, with "a report says" in a lead given to whoever the sentence after it says it is from."""
    made = list(said)
    for i, found in enumerate(said[:_LEAD_INDEX]):
        if len(found) == 1 and found[0].chain[0].name in _REPORTS and _A_REPORT.search(words[i]):
            first = _reports_next(sentences, words, said, i)
            made[i] = found if first is None else (replace(found[0], voices=first.voices),)
    return made


_REPORTS = ("report", "reports")
_LEAD_INDEX = 6


def _reports_next(
    sentences: tuple[Sentence, ...], words: Sequence[str], said: Sequence[tuple[Said, ...]], i: int
) -> Said | None:
    """Who speaks first in the sentence after a lead, where that goes on about the same deed; else null."""
    after = i + 1
    if sentences[i].section != "body" or after >= len(sentences) or not said[after]:
        return None
    first = said[after][0]
    named = first.attribution.cue_start > 0 and first.attribution.chunks[0].end <= first.attribution.cue_start
    return first if named and _THE_DEED.search(words[after], first.attribution.cue_end) else None
