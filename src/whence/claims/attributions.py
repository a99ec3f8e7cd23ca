"""Who is said to say what within one sentence. In comes a sentence, out come its attributions: phrase, cue, reach.

A cue is a verb or phrase of the table `cues` with a speaking phrase at its side; its reach is the part of the
sentence that it vouches for: what follows ("X said …"), what goes before ("…, X said"), or both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from whence.claims.chunks import Chunk, Lexicon, find_chunks
from whence.records import Stance
from whence.vocabulary.phrases import Found, PhraseFinder, lower
from whence.vocabulary.tables import DATA, read_table


class Cue(NamedTuple):
    """What a row of `cues.csv` says of its words."""

    shape: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaking phrase with its cue; offsets in the sentence.

    `chunks` are the phrases that speak together, in the order of the text; `reach_start`, `reach_end` bound what
    they say. `leads` tells "X said …" from "…, X said".
    """

    chunks: tuple[Chunk, ...]
    cue_start: int
    cue_end: int
    shape: str
    stance: Stance
    leads: bool
    reach_start: int
    reach_end: int

    @property
    def start(self) -> int:
        """Where the speaking phrase and its cue begin."""
        return min(self.cue_start, self.chunks[0].start)

    @property
    def end(self) -> int:
        """Where the speaking phrase and its cue end."""
        return max(self.cue_end, self.chunks[-1].end)

    def covers(self, offset: int) -> bool:
        """Whether what stands at `offset` is said by this speaker."""
        return self.reach_start <= offset < self.reach_end


_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|overnight"
_WHEN = (
    rf"(?:on\s+|late\s+|early\s+|later\s+)*(?:{_DAYS})(?:\s+(?:morning|evening|night|afternoon))?|"
    r"in\s+(?:a|an|its|his|their)\s+(?:[a-z-]+\s+){0,2}"
    r"(?:statement|report|interview|tweet|letter|post|communique|speech|briefing)|by\s+(?:telephone|phone)|"
    r"in\s+[A-Za-z]+"
)
# what may stand between a speaker and its verb
_BEFORE_CUE = re.compile(
    r"^[\s\"”’)]*(?:,?\s*(?:which|who)\s+)?(?:,?\s*an?\s+[\w-]+\s+(?:(?!of\b|in\b)[\w-]+\s+)?)?(?:(?:[,(][^,;:]{0,90}[,)]\s*)?(?:(?:have|has|had|also|later|earlier|then|again|separately|initially|"
    r"meanwhile|however|both|now|recently|immediately|repeatedly|strongly|\w{3,}ly|were|was|would|could|did|already|reportedly|"
    rf"directly|officially|angrily|on\s+the\s+ground|province|city|town|village|district|countryside|neighbou?rhood|area|in\s+turn|for\s+(?:its|his|their)\s+part|however|itself|themselves|{_WHEN})\s*)*)$",
    re.IGNORECASE,
)
_RELATIVE_BEFORE_CUE = re.compile(
    r"^\s*,?\s*(?:that|which|who|whose|tracking|monitoring|based|close)\s+(?:[\w'’.-]+\s+){1,14}$|^\s*,\s*(?:that|which|who)\s+"
    r"[^,;:.]{3,110},\s*$|^\s*\([^)]{1,30}\)\s*$",
    re.IGNORECASE,
)
_AFTER_CUE = re.compile(
    rf"^[\s,]*(?:(?:{_WHEN}|also|by|to|reported|as|the\s+latest|latest|new|figures\s+from|a\s+report\s+by|"
    r"reports\s+from|(?:the\s+|an?\s+)?(?:new|earlier|initial|preliminary|local|first|updated)\s+(?:information|toll|figures|reports?)|"
    r"(?:provided|given|released|issued|compiled|published)\s+by|from|a\s+statement\s+from|both|either)\s*)*$",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"(?:^|[,;:.–—\"“”-]|\b(?:but|and|while|although|though|as|that|which|because|meanwhile|however|after|before|when|"
    rf"where|since|with|or|if|whom|what|elsewhere|also|{_DAYS}|(?:in|on|at|from)\s+[\w'’-]+(?:\s+[\w'’-]+)?))\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"^[\s,]*(?:(?:{_WHEN}|here|again|too|afterwards|earlier|later|also|to\s+reporters)[\s,]*)*"
    r"(?:$|[.\"”!?)]+\s*$|(?:adding|noting|saying|citing|stressing|pointing|warning|without|as|after|when|while|"
    r"in\s+(?:a|an|what|one|comments|remarks)|a\s+day|using|hours|days|weeks|but|and|which|who|although|though|quoting|referring|including|with|most\s+of|mostly|many\s+of|among|updating|of\s+whom|bringing|"
    r"according)\b)",
    re.IGNORECASE,
)
_ADDS_ON = re.compile(r"\b(?:adding|noting|stressing|pointing|warning|saying)\b", re.IGNORECASE)
_SPLITS = re.compile(r"[;]|,?\s\b(?:while|whereas|but|although|though)\b\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def cue_finder() -> PhraseFinder[Cue]:
    """The cues of the table, masked ones included."""
    cues: list[tuple[str, Cue]] = []
    for row in read_table(DATA / "cues.csv", ("shape", "stance", "words", "example")):
        stance: Stance = row["stance"] or "asserts"  # type: ignore[assignment]
        cues += [(words.strip(), Cue(row["shape"], stance)) for words in row["words"].split("|")]
    return PhraseFinder(cues)


def find_attributions_in(
    sentence: str, lexicon: Lexicon, *, capitals: bool = False, headline: bool = False
) -> tuple[Attribution, ...]:
    """The attributions of one sentence, in its order. `headline`: a speaker may stand at its end without a verb."""
    cues = [cue for cue in cue_finder().find(sentence, capitals=False) if cue.value.shape != "masked"]
    handle = _HANDLE.search(sentence)
    if not cues and not headline and handle is None:
        return ()
    chunks = find_chunks(sentence, lexicon, capitals=capitals)
    if headline:
        # where every word has a capital, a capital is no sign of a name
        chunks = tuple(c for c in chunks if not _bare_name(c))
    found: list[Attribution] = []
    used: set[int] = set()
    for cue in cues:
        if _is_surname(sentence, cue, capitals):
            continue
        place = _speaking(sentence, cue, chunks, used)
        if place is None:
            continue
        used.update(place)
        spoken = tuple(chunks[i] for i in place)
        found.append(_reach(sentence, cue, spoken))
    if headline and not found:
        found += _headline_end(sentence, chunks)
    if handle is not None:
        found += _message(sentence, chunks, handle)
    return _settle(sentence, found)


def _quoting(sentence: str, cue: Found[Cue], chunks: tuple[Chunk, ...], used: set[int]) -> list[int]:
    """Who quotes: in "the agency quoted a doctor as saying", the agency."""
    if not sentence[cue.start : cue.end].lower().startswith(("quoted", "quotes", "cited", "cites")):
        return []
    nearest = next((i for i in range(len(chunks) - 1, -1, -1) if chunks[i].end <= cue.start), None)
    before, gap_start = _subject(sentence, chunks, nearest, cue)
    if before is None or before in used or _bare_name(chunks[before]):
        return []
    gap = sentence[gap_start : cue.start]
    return [before] if _BEFORE_CUE.match(gap) or _RELATIVE_BEFORE_CUE.match(gap) else []


def _is_surname(sentence: str, cue: Found[Cue], capitals: bool) -> bool:
    """ "Ali Said" is a name, not what Ali did."""
    return not capitals and sentence[cue.start : cue.end] == "Said" and sentence[: cue.start].rstrip()[-1:].isalpha()


def _speaking(sentence: str, cue: Found[Cue], chunks: tuple[Chunk, ...], used: set[int]) -> list[int] | None:
    """Indices of the chunks that speak at this cue; null where none stands beside it."""
    shape = cue.value.shape
    after = next((i for i, c in enumerate(chunks) if c.atoms[0].start >= cue.end), None)
    if shape in ("according", "by"):
        if after is None or not _AFTER_CUE.match(sentence[cue.end : max(cue.end, chunks[after].start)]):
            return None
        spoken = [after, *_joined_after(sentence, chunks, after)]
        return [*_quoting(sentence, cue, chunks, used), *spoken]
    if shape == "show":
        return _showing(sentence, cue, chunks)
    before = next((i for i in range(len(chunks) - 1, -1, -1) if chunks[i].end <= cue.start), None)
    inverted = (
        _inverted(sentence, cue)
        and after is not None
        and bool(_AFTER_CUE.match(sentence[cue.end : max(cue.end, chunks[after].start)]))
    )
    participle = sentence[: cue.end].endswith("ing")
    if participle and before is not None and _bare_name(chunks[before]):
        with_name = sentence[: chunks[before].start].rstrip().lower().endswith("with")
        before = before if with_name else None
    outer = _relative_subject(sentence, cue, chunks, before)
    nearest = before
    before, gap_start = _subject(sentence, chunks, before, cue)
    if before is not None and after is not None and shape == "say" and _bare_name(chunks[before]):
        # "near the river said the monitor.": a known speaker that ends the sentence goes before a bare name
        next_to = sentence[cue.end : chunks[after].start].strip() == ""
        if next_to and not _NO_SUBJECT_AFTER.search(sentence, 0, cue.end) and _ends_with(sentence, chunks[after]):
            return [after]
    if outer is not None and outer not in used and not inverted:
        return [outer]
    if before is not None and before not in used and not inverted:
        gap = sentence[gap_start : cue.start]
        if len(chunks[before].atoms) > 1:
            gap = gap.removeprefix(",")
        if _BEFORE_CUE.match(gap) or _RELATIVE_BEFORE_CUE.match(gap):
            return [*_joined_before(sentence, chunks, before), before]
    if (
        after is not None
        and shape == "say"
        and (inverted or nearest is None or _follows(sentence, cue, chunks[after], before))
    ):
        gap = sentence[cue.end : max(cue.end, chunks[after].start)]
        if _AFTER_CUE.match(gap) and not _NO_SUBJECT_AFTER.search(sentence, 0, cue.end):
            return [after]
    if _AND_VERB.search(sentence, 0, cue.start) and not used and chunks and _leads_sentence(sentence, chunks[0]):
        return [0] if chunks[0].end <= cue.start else None
    if participle and not used and chunks and chunks[0].start <= _AT_HEAD and not _bare_name(chunks[0]):
        return [0] if chunks[0].end <= cue.start else None
    return None


# "was told", "to blame rebels", "speaking to reporters": who stands after these does not speak
_NO_SUBJECT_AFTER = re.compile(r"\b(?:was|were|be|to)\s+\w+$|\bto$", re.IGNORECASE)
# who stands after these is no subject: heard, was cited, carried the words, or is one of those who spoke
_NOT_SUBJECT = re.compile(
    r"\b(?:(?<!according )to|told|including|"
    r"(?:published|released|carried|issued|distributed|posted|aired|quoted)\s+(?:by|on|via))\s+"
    r"(?:(?:the|its|his|their|a|an)\s+)?(?:affiliated\s+|official\s+|state\s+)?$|"
    r"\bin\s+an?\s+(?:[\w-]+\s+)?(?:interview|statement|speech|address|meeting|briefing)\s+(?:on|with|to|for|by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\s*,?\s*(?:in|near|of|from|outside|inside|at|around|across)\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE
)
_MAX_STEPS = 3


def _subject(sentence: str, chunks: tuple[Chunk, ...], nearest: int | None, cue: Found[Cue]) -> tuple[int | None, int]:
    """The chunk before a verb that is its subject, and where the words between the two begin.

    Places said of the subject, who heard it, and an apposition ("the LCC, a network of activists") are stepped over.
    """
    at, gap_start = nearest, chunks[nearest].end if nearest is not None else 0
    for _ in range(_MAX_STEPS):
        if at is None:
            return None, gap_start
        chunk = chunks[at]
        placed = _is_place(sentence, chunk)
        if not placed and not _NOT_SUBJECT.search(sentence, 0, chunk.start):
            break
        between = sentence[chunks[at - 1].end : chunk.start] if at else ""
        if not at or (placed and not _PLACED.match(between)) or re.search(r"[.;:]", between):
            return None, gap_start
        at -= 1
    if at and _is_apposed(sentence, chunks[at - 1], chunks[at]):
        at -= 1
    return at, gap_start


def _is_apposed(sentence: str, named: Chunk, noun: Chunk) -> bool:
    """Whether a noun with "a" only says what somebody named right before is."""
    last = named.atoms[-1]
    if noun.atoms[0].sort not in ("body", "people", "title") or last.sort != "alias":
        return False
    if last.kind == "government" or _is_place(sentence, named):
        return False
    begins = sentence[noun.start : noun.start + 3].lower()
    return begins.startswith(("a ", "an ")) and sentence[named.end : noun.start].strip() in ("", ",", ")", "),")


# how far from its beginning a sentence's subject may stand
_AT_HEAD = 4
_MAX_INNER_CHUNKS = 4
_AND_VERB = re.compile(r"\band\s+(?:also\s+|\w+ly\s+)?$", re.IGNORECASE)


def _leads_sentence(sentence: str, chunk: Chunk) -> bool:
    """Whether a known speaker is the sentence's subject: it opens it and a verb follows."""
    if chunk.start > _AT_HEAD or chunk.atoms[-1].sort not in ("alias", "body", "people"):
        return False
    return bool(re.match(r"\s+(?:has|have|had|is|was|\w+e[ds])\b", sentence[chunk.end :]))


def _relative_subject(sentence: str, cue: Found[Cue], chunks: tuple[Chunk, ...], before: int | None) -> int | None:
    """The speaker of "the group, which relies on activists in the country, said": not the nearest but the subject."""
    if before is None:
        return None
    for i in range(before - 1, max(-1, before - 1 - _MAX_INNER_CHUNKS), -1):
        if any(a.sort in ("alias", "people", "body", "title") for a in chunks[i].atoms) and _RELATIVE_BEFORE_CUE.match(
            sentence[chunks[i].end : cue.start]
        ):
            return i
    return None


def _showing(sentence: str, cue: Found[Cue], chunks: tuple[Chunk, ...]) -> list[int] | None:
    """Footage or figures that show: the nearest thing before the verb, whatever says where it is from."""
    for i in range(len(chunks) - 1, -1, -1):
        gap = sentence[chunks[i].end : cue.start]
        if chunks[i].end <= cue.start and _is_seen(chunks[i]) and not re.search(r"[.;:]", gap):
            return [i] if len(gap) < _SHOWING_CHARACTERS else None
    return None


_SHOWING_CHARACTERS = 60


_SEE = ("media", "witness", "resident")


def _is_seen(chunk: Chunk) -> bool:
    return any(
        a.sort == "thing" or (a.sort == "people" and a.kind in ("media", "witness", "resident")) for a in chunk.atoms
    )


def _follows(sentence: str, cue: Found[Cue], chunk: Chunk, before: int | None) -> bool:
    """Whether the speaker stands after its verb though no comma says so."""
    if _ends_with(sentence, chunk):
        return True
    plain = sentence[cue.start : cue.end].lower() in ("said", "says", "added", "adds", "reported")
    return before is None and plain and not _bare_name(chunk)


def _ends_with(sentence: str, chunk: Chunk) -> bool:
    """Whether a speaker closes its sentence: the verb before it needs no comma ("… nine people said a monitor.")."""
    return not _bare_name(chunk) and bool(re.match(r"[\s.\"”]*$|,\s+(?:who|which|an?|the)\s", sentence[chunk.end :]))


def _is_place(sentence: str, chunk: Chunk) -> bool:
    """A name, or a capital that may stand for its government, right after "in", "near" and the like."""
    if any(a.sort not in ("name", "alias") for a in chunk.atoms):
        return False
    if any(a.speaker is not None and (a.kind != "government" or " " in a.words) for a in chunk.atoms):
        return False
    return bool(_LOCATIVE.search(sentence[: chunk.start]))


_LOCATIVE = re.compile(
    r"\b(?:in|near|of|from|outside|into|around|across|inside|towards?)\s+(?:the\s+)?"
    r"(?:(?:\w+(?:ern|side|-held)|east|west|north|south|central|rural|besieged|greater|old|downtown|upper|lower)\s+)?$",
    re.IGNORECASE,
)


def _bare_name(chunk: Chunk) -> bool:
    """A name and nothing else: before a participle it is as likely a place as a speaker."""
    return all(atom.sort == "name" for atom in chunk.atoms)


def _inverted(sentence: str, cue: Found[Cue]) -> bool:
    """Whether the verb stands before its speaker: right after a quotation or a comma ("…," said X)."""
    before = sentence[: cue.start].rstrip()
    return before.endswith(('"', "”", ",", "'", "’", ",”")) and sentence[cue.start : cue.end].lower() != "saying"


def _joined_before(sentence: str, chunks: tuple[Chunk, ...], i: int) -> list[int]:
    """Chunks that speak together with the one at `i` ("Britain and France said")."""
    joined: list[int] = []
    while i > 0 and _is_and(sentence[chunks[i - 1].end : chunks[i].start]):
        i -= 1
        joined.insert(0, i)
    return joined


def _joined_after(sentence: str, chunks: tuple[Chunk, ...], i: int) -> list[int]:
    joined: list[int] = []
    while i + 1 < len(chunks) and _is_and(sentence[chunks[i].end : chunks[i + 1].start]):
        i += 1
        joined.append(i)
    return joined


def _is_and(gap: str) -> bool:
    return gap.strip(" ,").lower() in ("and", "and its ally", "as well as", "and the", "and its allies")


def _reach(sentence: str, cue: Found[Cue], spoken: tuple[Chunk, ...]) -> Attribution:
    """The attribution of these speakers at this cue, with the stretch of the sentence that it vouches for."""
    first, last = spoken[0], spoken[-1]
    start, end = min(first.start, cue.start), max(last.end, cue.end)
    before, after = sentence[:start], sentence[end:]
    leads, from_, to = _bounds(sentence, cue, before, after)
    if cue.value.stance == "denies" and _ANSWERS.search(sentence[: first.start] if first.end <= cue.start else before):
        leads, from_, to = True, cue.start, len(sentence)
    return Attribution(spoken, cue.start, cue.end, cue.value.shape, cue.value.stance, leads, from_, to)


def _bounds(sentence: str, cue: Found[Cue], before: str, after: str) -> tuple[bool, int, int]:
    """Whether the speaker leads, and from where to where the speech reaches, by the text before and after it."""
    start, end = len(before), len(sentence)
    follows_relative = bool(re.search(r"\b(?:that|which)\s+$", before))
    if cue.value.stance == "accuses" and follows_relative:
        return True, max(0, start - _ANTECEDENT_CHARACTERS), end
    if follows_relative and _IS_SAID.match(after):
        return False, 0, end
    if cue.value.shape == "tell":
        after = _HEARER.sub("", after)
    nothing_before = not re.search(r"\w", before) or bool(_LEAD_IN.match(before))
    if cue.value.shape in ("according", "by"):
        begins = sentence[cue.start].isupper() and sentence[cue.start + 1].islower()
        leads = nothing_before or begins
        # "the attacks, according to residents, killed nine": both sides of it
        if cue.value.stance == "accuses":
            return True, 0, end
        both = cue.value.shape == "according" and len(after.split()) > _FEW_WORDS and not _NEW_CLAUSE.match(after)
    else:
        tail = bool(_TAIL.match(after))
        quoted = before.rstrip().endswith(('"', "”")) and not re.match(r"[^.]*[\"“]", after)
        leads = nothing_before or (not tail and not quoted and bool(_CLAUSE_START.search(before)))
        # "…, X said adding that …", or a comma is missing: the whole sentence is one speaker's
        both = bool(_ADDS_ON.search(after[:40])) or not (tail or quoted)
    return leads, start if leads else 0, end if leads or both else start


_NEW_CLAUSE = re.compile(r"\s*(?:[,;(]|(?:which|who|while|but|and)\b)")
# "air strikes which the monitor said were …": the whole sentence is the monitor's
_IS_SAID = re.compile(r"\s+(?:was|were|is|are|had|has|have)\b")
_FEW_WORDS = 4
# how far back the antecedent of "that X has blamed on Y" is looked for
_ANTECEDENT_CHARACTERS = 70
# "which X denies": it answers what stands before and says nothing of it itself
_ANSWERS = re.compile(
    r"\b(?:which|that|an?\s+(?:charge|accusation|claim|allegation))\s+(?:the\s+)?$|\bat\s+(?:the\s+)?$|\b\w+ed\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_HEARER = re.compile(
    r"^\s+(?:the\s+|a\s+|an\s+|state\s+)?(?:[\w'’.-]+)(?:\s+[A-Z][\w'’.-]*){0,4}"
    r"(?:\s+(?:news\s+)?(?:agency|reporters?|tv|television))?"
)
_LEAD_IN = re.compile(
    r"^[\s\"“”'*-]*(?:speaking|asked|addressing|responding|reacting|commenting)\b[^.;]{0,120}$|"
    r"^[\s\"“”'*-]*(?:(?:but|and|also|however|meanwhile|earlier|later|separately|elsewhere|in\s+turn|on|in|at|the|last|month|week|year|"
    rf"speaking\s+to\s+[\w\s-]{{2,30}}|for\s+(?:its|his)\s+part|{_DAYS}|[\w'’.-]+\s+on\s+\w+)[\s,]*){{0,6}}$",
    re.IGNORECASE,
)


def _headline_end(sentence: str, chunks: tuple[Chunk, ...]) -> list[Attribution]:
    """ "Nine dead in blast: monitor" — a headline's last words name who says so."""
    if not chunks:
        return []
    last = chunks[-1]
    atom = last.atoms[-1]
    if atom.sort not in ("alias", "people", "body") or re.search(r"\w", sentence[last.end :]):
        return []
    marked = sentence[: last.start].rstrip().endswith((":", "-", "–", "—", ","))
    if not marked and atom.kind not in ("monitor", "state-media", "rights-group", "activist"):
        return []
    return [Attribution((last,), last.start, last.start, "headline", "asserts", False, 0, last.start)]


# who wrote a message that a page shows: "… — Odran Rescue (@odranrescue) 3 May 2016"
_HANDLE = re.compile(r"\s*\(@\w{1,30}\)")


def _message(sentence: str, chunks: tuple[Chunk, ...], handle: re.Match[str]) -> list[Attribution]:
    writer = next((c for c in reversed(chunks) if c.end <= handle.start() + 1), None)
    if writer is None or sentence[writer.end : handle.start()].strip():
        return []
    return [Attribution((writer,), handle.start(), handle.end(), "message", "asserts", False, 0, writer.start)]


def _settle(sentence: str, found: list[Attribution]) -> tuple[Attribution, ...]:
    """Reaches cut where the next speaker begins: a leading one ends at the next clause, a trailing one starts there."""
    found = sorted(found, key=lambda a: a.start)
    settled: list[Attribution] = []
    for i, one in enumerate(found):
        reach_start, reach_end = one.reach_start, one.reach_end
        if one.leads:
            for later in found[i + 1 :]:
                if later.leads and _SPLITS.search(sentence[: later.start]):
                    reach_end = min(reach_end, later.start)
                    break
        else:
            for earlier in found[:i]:
                if not earlier.leads:
                    reach_start = max(reach_start, earlier.end)
                elif lower(sentence[earlier.end : one.start]).strip():
                    reach_start = max(reach_start, earlier.start)
        settled.append(replace(one, reach_start=reach_start, reach_end=reach_end))
    return tuple(settled)
