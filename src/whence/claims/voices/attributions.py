"""Who is said to say what within one sentence. In comes a sentence, out come its attributions: phrase, cue, reach.

A cue is a verb or phrase of the table `cues` with a speaking phrase at its side; its reach is the part of the
sentence that it vouches for: what follows ("X said …"), what goes before ("…, X said"), or both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whence.claims.voices.chunks import Chunk, Cue, Lexicon, find_chunks
from whence.claims.voices.subjects import DAYS, WHEN, find_speaking, is_bare_name, is_surname
from whence.records import Stance
from whence.vocabulary.phrases import Found, lower


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaking phrase with its cue; offsets in the sentence.

    `chunks` are the phrases that speak together, in the order of the text; `reach_start`, `reach_end` bound what
    they say. `leads` tells "X said …" from "…, X said"; `cites` that it is somebody whom another speaker cites.
    """

    chunks: tuple[Chunk, ...]
    cue_start: int
    cue_end: int
    shape: str
    stance: Stance
    leads: bool
    reach_start: int
    reach_end: int
    cites: bool = False

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


_CLAUSE_START = re.compile(
    r"(?:^|[,;:.–—\"“”-]|\b(?:but|and|while|although|though|as|that|which|because|meanwhile|however|after|before|when|"
    rf"where|since|with|or|if|whom|what|elsewhere|also|{DAYS}|(?:in|on|at|from)\s+[\w'’-]+(?:\s+[\w'’-]+)?))\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"^[\s,]{{0,9}}(?:(?:{WHEN}|here|again|too|afterwards|earlier|later|also|to\s{{1,9}}reporters)[\s,]{{0,9}}){{0,12}}"
    r"(?:$|[.\"”!?)]{1,9}\s{0,9}$|(?:adding|noting|saying|citing|stressing|pointing|warning|without|as|after|when|while|"
    r"in\s{1,9}(?:a|an|what|one|comments|remarks)|a\s{1,9}day|using|hours|days|weeks|but|and|which|who|although|though|quoting|referring|including|with|most\s{1,9}of|mostly|many\s{1,9}of|among|updating|of\s{1,9}whom|bringing|"
    r"according)\b)",
    re.IGNORECASE,
)
_ADDS_ON = re.compile(r"\b(?:adding|noting|stressing|pointing|warning|saying)\b", re.IGNORECASE)
_SPLITS = re.compile(r"[;]|,?\s\b(?:while|whereas|but|although|though)\b\s*$", re.IGNORECASE)


def find_attributions_in(
    sentence: str, lexicon: Lexicon, *, capitals: bool = False, headline: bool = False
) -> tuple[Attribution, ...]:
    """The attributions of one sentence, in its order. `headline`: a speaker may stand at its end without a verb."""
    cues = [cue for cue in lexicon.cues.find(sentence, capitals=False) if cue.value.shape != "masked"]
    handle = _HANDLE.search(sentence)
    if not cues and not headline and handle is None:
        return ()
    chunks = find_chunks(sentence, lexicon, capitals=capitals)
    if headline:
        # where every word has a capital, a capital is no sign of a name
        chunks = tuple(c for c in chunks if not is_bare_name(c))
    found: list[Attribution] = []
    used: set[int] = set()
    for cue in cues:
        if is_surname(sentence, cue, capitals):
            continue
        place = find_speaking(sentence, cue, chunks, used)
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
        return False, max(0, start - _ANTECEDENT_CHARACTERS), end
    if cue.value.shape == "tell":
        after = _HEARER.sub("", after)
    nothing_before = not re.search(r"\w", before) or bool(_LEAD_IN.match(before))
    if cue.value.shape == "by" and _ANNOUNCED.search(before) and after.strip(' ."”'):
        return False, max(0, start - _NOUN_CHARACTERS), start  # "a truce announced by X has …": the truce alone
    if cue.value.shape in ("according", "by"):
        begins = sentence[cue.start].isupper() and sentence[cue.start + 1].islower()
        leads = nothing_before or begins
        # "the attacks, according to residents, killed nine": both sides of it
        if cue.value.stance == "accuses":
            return True, 0, end
        both = cue.value.shape == "according" and len(after.split()) > _FEW_WORDS and not _NEW_CLAUSE.match(after)
    else:
        tail = bool(_TAIL.match(after))
        quoted = before.rstrip().endswith(('"', "”")) and not re.match(r"[^.]{0,300}[\"“]", after)
        leads = nothing_before or (not tail and not quoted and bool(_CLAUSE_START.search(before)))
        # "…, X said adding that …", or a comma is missing: the whole sentence is one speaker's
        both = bool(_ADDS_ON.search(after[:40])) or not (tail or quoted)
    return leads, start if leads else 0, end if leads or both else start


_NEW_CLAUSE = re.compile(r"\s*(?:[,;(]|(?:which|who|while|but|and)\b)")
# "air strikes which the monitor said were …": the whole sentence is the monitor's
_IS_SAID = re.compile(r"\s+(?:was|were|is|are|had|has|have)\b")
_FEW_WORDS = 4
# the noun that a participle belongs to: no form of "be", no figure and no report stands before it
_ANNOUNCED = re.compile(
    r"\b(?!(?:was|were|been|being|is|are|as|also|figures?|tolls?|reports?|statement|video|footage|images|information|data)\b)"
    r"[a-z][\w'-]*\s+(?:in\s+[A-Z][\w-]*\s+)?$"
)
_NOUN_CHARACTERS = 20
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
    r"^[\s\"“”'*-]{0,9}(?:speaking|asked|addressing|responding|reacting|commenting)\b[^.;]{0,120}$|"
    r"^[\s\"“”'*-]{0,9}(?:(?:but|and|also|however|meanwhile|earlier|later|separately|elsewhere|in\s{1,9}turn|on|in|at|the|last|month|week|year|"
    rf"speaking\s{{1,9}}to(?:\s{{1,9}}[\w-]{{1,30}}){{1,4}}|for\s{{1,9}}(?:its|his)\s{{1,9}}part|{DAYS}|[\w'’.-]{{1,40}}\s{{1,9}}on\s{{1,9}}\w{{1,40}})[\s,]{{0,9}}){{0,6}}$",
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
_HANDLE = re.compile(r"\s{0,9}\(@\w{1,30}\)")


def _message(sentence: str, chunks: tuple[Chunk, ...], handle: re.Match[str]) -> list[Attribution]:
    writer = next((c for c in reversed(chunks) if c.end <= handle.start() + 1), None)
    if writer is None or sentence[writer.end : handle.start()].strip():
        return []
    return [Attribution((writer,), handle.start(), handle.end(), "message", "asserts", False, 0, writer.start)]


_CITING = re.compile(r"(?:citing|quoting)\b", re.IGNORECASE)


def _settle(sentence: str, found: list[Attribution]) -> tuple[Attribution, ...]:
    """Reaches cut where the next speaker begins: a leading one ends at the next clause, a trailing one starts there."""
    found = sorted(found, key=lambda a: a.start)
    settled: list[Attribution] = []
    for i, one in enumerate(found):
        reach_start, reach_end = one.reach_start, one.reach_end
        if (
            i
            and _CITING.match(sentence, one.cue_start)
            and not re.search(r"\w{3,}", sentence[found[i - 1].end : one.start])
        ):
            # "…, the agency said citing a doctor", "media reported citing a doctor that …": both vouch for it
            before = settled[-1]
            end = len(sentence) if len(sentence[one.end :].split()) > _FEW_WORDS else before.reach_end
            settled[-1] = replace(before, reach_end=max(before.reach_end, end))
            settled.append(replace(one, reach_start=before.reach_start, reach_end=end, cites=True))
            continue
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
