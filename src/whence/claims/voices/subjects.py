"""Who stands at a cue as its subject. In come a sentence's cues and phrases, out come those that speak.

A cue is a verb or phrase of the table `cues`. No parser is needed: what may stand between a speaker and its verb is
told by patterns, so that missing commas, places and asides do little harm.
"""

from __future__ import annotations

import re

from whence.claims.voices.chunks import Chunk, Cue
from whence.vocabulary.phrases import Found

DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|overnight"
WHEN = (
    rf"(?:on\s+|late\s+|early\s+|later\s+)*(?:{DAYS})(?:\s+(?:morning|evening|night|afternoon))?|"
    r"in\s+(?:a|an|its|his|their)\s+(?:[a-z-]+\s+){0,2}"
    r"(?:statement|report|interview|tweet|letter|post|communique|speech|briefing)|by\s+(?:telephone|phone)|"
    r"in\s+[A-Za-z]+|(?:last|this|earlier\s+this)\s+(?:week|month|year)|a\s+(?:day|week|month)\s+(?:ago|earlier)"
)
# what may stand between a speaker and its verb
_BEFORE_CUE = re.compile(
    r"^[\s\"”’)]{0,9}(?:,?\s{0,9}(?:aged\s{1,9})?\d{1,2}(?![\d.])[\s,]{1,9})?(?:\s{0,9}and\s{1,9}(?:its|their|his)\s{1,9}(?:[\w-]{1,40}\s{1,9})?all(?:y|ies)\s{1,9})?(?:,?\s{0,9}(?:which|who)\s{1,9})?(?:,?\s{0,9}an?\s{1,9}[\w-]{1,40}\s{1,9}(?:(?!of\b|in\b)[\w-]{1,40}\s{1,9})?)?"
    r"(?:\s{0,9}(?:from|of|at|with|inside|in|near)\s{1,9}(?:the|its|their)\s{1,9}[\w'’-]{1,40}(?:\s{1,9}(?!said\b|told\b)[\w'’-]{1,40})?\s{1,9})?(?:(?:[,(][^,;:]{0,90}[,)]\s{0,9})?(?:(?:have|has|had|also|later|earlier|then|again|separately|initially|"
    r"meanwhile|however|both|now|recently|immediately|repeatedly|strongly|\b\w{3,}ly\b|were|was|would|could|did|already|reportedly|"
    rf"directly|officially|angrily|on\s{{1,9}}the\s{{1,9}}ground|province|city|town|village|district|countryside|neighbou?rhood|area|in\s{{1,9}}turn|for\s{{1,9}}(?:its|his|their)\s{{1,9}}part|however|itself|themselves|{WHEN})\s{{0,9}}){{0,12}})$",
    re.IGNORECASE,
)
_RELATIVE_BEFORE_CUE = re.compile(
    r"^\s{0,9},?\s{0,9}(?:that|which|who|whose|tracking|monitoring|based|close|operating|working|active|affiliated|allied|linked|loyal|formerly|previously|now|better|also\s{1,9}known)\s{1,9}(?:[\w'’.-]{1,40}\s{1,9}){1,14}$|^\s{0,9},\s{0,9}(?:that|which|who)\s{1,9}"
    r"[^,;:.]{3,110},\s{0,9}$|^\s{0,9}\([^)]{1,30}\)\s{0,9}$",
    re.IGNORECASE,
)
_AFTER_CUE = re.compile(
    rf"^[\s,]*(?:(?:{WHEN}|also|by|to|reported|as|the\s+latest|latest|new|figures\s+from|a\s+report\s+by|"
    r"reports\s+from|(?:the\s+|an?\s+)?(?:new|earlier|initial|preliminary|local|first|updated)\s+(?:information|toll|figures|reports?)|"
    r"(?:provided|given|released|issued|compiled|published)\s+by|from|a\s+statement\s+from|both|either)\s*)*$",
    re.IGNORECASE,
)


def is_surname(sentence: str, cue: Found[Cue], capitals: bool) -> bool:
    """ "Ali Said" is a name, not what Ali did."""
    return not capitals and sentence[cue.start : cue.end] == "Said" and sentence[: cue.start].rstrip()[-1:].isalpha()


def find_speaking(sentence: str, cue: Found[Cue], chunks: tuple[Chunk, ...], used: set[int]) -> list[int] | None:
    """Indices of the chunks that speak at this cue; null where none stands beside it."""
    shape = cue.value.shape
    after = next((i for i, c in enumerate(chunks) if c.atoms[0].start >= cue.end), None)
    if shape == "say" and cue.value.stance == "accuses":
        after = None  # who stands after "blaming" is the accused
    if shape in ("according", "by"):
        if after is None or not _AFTER_CUE.match(sentence[cue.end : max(cue.end, chunks[after].start)]):
            return None
        if after + 1 < len(chunks) and _COMPILED.match(sentence[chunks[after].end : chunks[after + 1].start]):
            after += 1  # "according to figures compiled by the ministry"
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
    if participle and before is not None and before and _is_country(chunks[before]) and _opens(sentence, chunks[0]):
        before = None  # "troops shelled Example, claiming to have hit …": what was shelled claims nothing
    if participle and before is not None and is_bare_name(chunks[before]):
        with_name = sentence[: chunks[before].start].rstrip().lower().endswith("with")
        before = before if with_name else None
    outer = _relative_subject(sentence, cue, chunks, before)
    nearest = before
    if (
        before is not None
        and after is not None
        and shape == "say"
        and _is_agent(sentence, chunks[before], cue)
        and sentence[cue.end : chunks[after].start].strip() == ""
    ):
        # "… were shot by the front said Ali Example": who did it does not speak, who follows does
        return [after]
    before, gap_start = _subject(sentence, chunks, before, cue)
    if before is not None and after is not None and shape == "say" and _closes(sentence, cue, chunks[after]):
        # "… two soldiers said the monitor.", "near the river said the monitor.": who ends the sentence said it
        return [after]
    if outer is not None and outer not in used and not inverted:
        return [outer]
    if before is not None and before not in used and not inverted:
        gap = sentence[gap_start : cue.start]
        if len(chunks[before].atoms) > 1:
            gap = gap.removeprefix(",")
        if _BEFORE_CUE.match(gap) or _RELATIVE_BEFORE_CUE.match(gap):
            return [*_joined_before(sentence, chunks, before), before]
    told_of = after is not None and not inverted and _is_told_of(sentence, cue, chunks[after])
    if (
        after is not None
        and shape == "say"
        and not told_of
        and (inverted or nearest is None or _follows(sentence, cue, chunks[after], before))
    ):
        gap = sentence[cue.end : max(cue.end, chunks[after].start)]
        if _AFTER_CUE.match(gap) and not _NO_SUBJECT_AFTER.search(sentence, 0, cue.end):
            return [after]
    if _AND_VERB.search(sentence, 0, cue.start) and not used and chunks and _leads_sentence(sentence, chunks[0]):
        return [0] if chunks[0].end <= cue.start else None
    if participle and not used and chunks and not is_bare_name(chunks[0]) and _opens(sentence, chunks[0]):
        return [0] if chunks[0].end <= cue.start else None
    return None


_COMPILED = re.compile(
    r"^\s+(?:compiled|provided|released|published|issued|collected|gathered|obtained|given)\s+(?:by|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
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
    r"\s{0,9},?\s{0,9}(?:in|near|of|from|outside|inside|at|around|across)\s{1,9}(?:[\w'’-]{1,40}\s{1,9}){0,3}$",
    re.IGNORECASE,
)
_AGED = re.compile(r",?\s{1,9}(?:aged\s{1,9})?\d{1,2}(?![\d.:])[\s,]")
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
        placed = _is_place(sentence, chunk) and not _AGED.match(sentence, chunk.end)
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
    proper = named.atoms[0].sort == "body" and named.atoms[0].words[:1].isupper()
    if noun.atoms[0].sort not in ("body", "people", "title") or not (last.sort == "alias" or proper):
        return False
    if last.kind == "government" or _is_place(sentence, named):
        return False
    if noun.atoms[0].sort == "people" and named.atoms[-1].sort == "alias" and noun.atoms[0].kind != last.kind:
        return False  # "in a statement to the agency a source said": an agency is no source
    begins = sentence[noun.start : noun.start + 3].lower()
    return begins.startswith(("a ", "an ")) and sentence[named.end : noun.start].strip() in ("", ",", ")", "),")


def _is_agent(sentence: str, chunk: Chunk, cue: Found[Cue]) -> bool:
    """Whether a phrase stands after "by" and the verb of saying right after it: "by the front said"."""
    adjacent = sentence[chunk.end : cue.start].strip(" \"”,'’") == ""
    return adjacent and bool(re.search(r"\bby\s+(?:the\s+)?$", sentence[: chunk.start]))


# how far from its beginning a sentence's subject may stand
_AT_HEAD = 4
_HEADS = re.compile(
    r"^[\s\"“]*(?:(?:meanwhile|earlier|later|separately|elsewhere|also|however)[\s,]+)?(?:the\s+)?$", re.IGNORECASE
)
_MAX_INNER_CHUNKS = 4


def _opens(sentence: str, chunk: Chunk) -> bool:
    """Whether a phrase stands at the head of its sentence, a word of connection aside."""
    return chunk.start <= _AT_HEAD or _HEADS.match(sentence[: chunk.start]) is not None


def _is_country(chunk: Chunk) -> bool:
    """A country by its bare name, which stands for its government only as a subject."""
    return all(a.sort == "alias" and a.kind == "government" and " " not in a.words for a in chunk.atoms)


_AND_VERB = re.compile(r"\b(?:and|but|however|yet)\s+(?:also\s+|\w+ly\s+)?$", re.IGNORECASE)


def _leads_sentence(sentence: str, chunk: Chunk) -> bool:
    """Whether a known speaker is the sentence's subject: it opens it and a verb follows."""
    if chunk.start > _AT_HEAD or chunk.atoms[-1].sort not in ("alias", "body", "people"):
        return False
    return bool(re.match(r"\s+(?:has|have|had|is|was|\w+e[ds])\b", sentence[chunk.end :]))


def _relative_subject(sentence: str, cue: Found[Cue], chunks: tuple[Chunk, ...], before: int | None) -> int | None:
    """The speaker of "the group, which relies on activists in the country, said": not the nearest but the subject."""
    if before is None or _stands_at(sentence, chunks[before], cue):
        return None
    for i in range(before - 1, max(-1, before - 1 - _MAX_INNER_CHUNKS), -1):
        if not any(a.sort in ("alias", "people", "body", "title") for a in chunks[i].atoms):
            continue
        hears = _NOT_SUBJECT.search(sentence, 0, chunks[i].start) is not None
        if sentence[chunks[i].end : chunks[before].start].strip(" ,") in ("which", "that", "whom", "what"):
            continue  # "… soldiers, which the ministry said was …": the ministry speaks of it
        if not hears and _RELATIVE_BEFORE_CUE.match(sentence[chunks[i].end : cue.start]):
            return i
    return None


def _stands_at(sentence: str, chunk: Chunk, cue: Found[Cue]) -> bool:
    """Whether somebody with an article stands right at the verb and depends on no word before: "… a witness said"."""
    begins = re.match(r"(?:an?|the)\s", sentence[chunk.start : chunk.end], re.IGNORECASE)
    people = any(a.sort == "people" for a in chunk.atoms)
    depends = _DEPENDS.search(sentence[: chunk.start]) is not None
    return people and begins is not None and not depends and sentence[chunk.end : cue.start].strip() == ""


_DEPENDS = re.compile(
    r"\b(?:of|on|upon|by|from|with|to|in|at|for|near|about|against|through|via|has|have|had|is|are|was|were)\s+$",
    re.IGNORECASE,
)


def _showing(sentence: str, cue: Found[Cue], chunks: tuple[Chunk, ...]) -> list[int] | None:
    """Footage or figures that show: the nearest thing before the verb, whatever says where it is from."""
    for i in range(len(chunks) - 1, -1, -1):
        gap = sentence[chunks[i].end : cue.start]
        if chunks[i].end <= cue.start and _is_seen(chunks[i]) and not re.search(r"[.;:]", gap):
            near = len(gap) < _SHOWING_CHARACTERS or (i == 0 and chunks[i].start <= _AT_HEAD)
            return [i] if near else None
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
    return before is None and plain and not is_bare_name(chunk)


# what a subject does, or the noun it counts and what that does
_DOES = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:were|was|had|have|has|are|is|would|could|may|might|will|died|suffered|fled|remained)\b"
)


def _is_told_of(sentence: str, cue: Found[Cue], chunk: Chunk) -> bool:
    """ "The note said many people were killed": who acts right after the verb is told of, and says nothing."""
    opens = not re.search(r"\w", sentence[: cue.start])
    return not opens and _DOES.match(sentence, chunk.end) is not None


def _closes(sentence: str, cue: Found[Cue], chunk: Chunk) -> bool:
    """Whether a speaker stands right after its verb and ends the sentence with it."""
    next_to = sentence[cue.end : chunk.start].strip() == ""
    return next_to and not _NO_SUBJECT_AFTER.search(sentence, 0, cue.end) and _ends_with(sentence, chunk)


def _ends_with(sentence: str, chunk: Chunk) -> bool:
    """Whether a speaker closes its sentence: the verb before it needs no comma ("… nine people said a monitor.")."""
    return not is_bare_name(chunk) and bool(re.match(r"[\s.\"”]*$|,\s+(?:who|which|an?|the)\s", sentence[chunk.end :]))


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


def is_bare_name(chunk: Chunk) -> bool:
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


def _quoting(sentence: str, cue: Found[Cue], chunks: tuple[Chunk, ...], used: set[int]) -> list[int]:
    """Who quotes: in "the agency quoted a doctor as saying", the agency."""
    if not sentence[cue.start : cue.end].lower().startswith(("quoted", "quotes", "cited", "cites")):
        return []
    nearest = next((i for i in range(len(chunks) - 1, -1, -1) if chunks[i].end <= cue.start), None)
    before, gap_start = _subject(sentence, chunks, nearest, cue)
    if before is None or before in used or is_bare_name(chunks[before]):
        return []
    gap = sentence[gap_start : cue.start]
    return [before] if _BEFORE_CUE.match(gap) or _RELATIVE_BEFORE_CUE.match(gap) else []
