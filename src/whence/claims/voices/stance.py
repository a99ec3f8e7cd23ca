"""What stand a speaker takes to the act. In come who speaks and whom it is laid to, out comes the stance, and why.

A sentence that holds an accusation and its denial gives both: `guess_stance` for the claim itself, `other_stands` for
those who answer it in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.claims.parties import claims_deed
from whence.claims.voices.speakers import Attributions, Said
from whence.records import DeniedPart, PartyRef, Speaker, Stance
from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.phrases import lower, straight
from whence.vocabulary.sieve import Sifted
from whence.vocabulary.tables import DATA, read_table

# who may charge an adversary; a monitor or a witness vouches for facts
_CHARGING = frozenset(
    ("government", "opposition", "official", "armed-group", "state-media", "un", "intergovernmental", "military")
)


@dataclass(frozen=True, slots=True)
class Stand:
    """A speaker's stand; `denied` says which parts a denial denies, empty otherwise. Never null: stance, reason."""

    stance: Stance
    denied: tuple[DeniedPart, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class OtherStand:
    """Another speaker's stand to the same act in the same sentence; half-open offsets of its words in the sentence."""

    stand: Stand
    speaker: tuple[Speaker, ...]
    start: int
    end: int


def guess_stance(
    sentence: str,
    said: Sequence[Said],
    perpetrator: PartyRef | None,
    focus: tuple[int, int],
    *,
    combatants: bool = False,
) -> Stand:
    """The stand of those who say it (innermost first; none: the publisher) to what stands at `focus`.

    `combatants`: those harmed are fighters, and a force that reports killing fighters reports a success, it does not
    own up to harm.
    """
    patterns = _patterns()
    if not said:
        if _ALLEGED.search(lower(sentence)):
            return Stand("accuses", (), "the text tells of allegations")
        return Stand("asserts", (), "the publisher says it")
    speaker = said[0]
    own = lower(straight(sentence[speaker.attribution.reach_start : speaker.attribution.reach_end]))
    if speaker.stance == "denies" or (patterns["denies"].search(own) and not _denied_by_other(own, speaker)):
        return Stand("denies", _denied_parts(own), f"{speaker.chain[0].name} denies it")
    if speaker.stance == "admits" and tells_own_losses(own):
        return Stand("asserts", (), f"{speaker.chain[0].name} tells of its own dead")
    if speaker.stance != "asserts":
        return Stand(speaker.stance, (), f"the cue says so: {speaker.chain[0].name} {speaker.stance}")
    if patterns["admits"].search(own) or (speaker.attribution.leads and claims_deed(own)):
        return Stand("admits", (), f"{speaker.chain[0].name} takes responsibility")
    for stance in ("doubts", "disputes"):
        if patterns[stance].search(own):
            return Stand(stance, (), f"{speaker.chain[0].name} {stance} it")
    same_side = perpetrator is not None and speaker.party is not None and perpetrator.party == speaker.party
    if same_side and not combatants and patterns["own"].search(own) and not _WHETHER.search(own):
        return Stand("admits", (), f"{speaker.chain[0].name} tells of its own side's deed")
    if perpetrator is not None and not same_side and perpetrator.party != "unknown":
        if patterns["accuses"].search(own):
            return Stand("accuses", (), f"{speaker.chain[0].name} lays it to {perpetrator.words}")
        if speaker.chain[0].kind in _CHARGING and patterns["charge"].search(own):
            return Stand("accuses", (), f"{speaker.chain[0].name} charges {perpetrator.words} with it")
    return Stand("asserts", (), f"{speaker.chain[0].name} says it")


_ALLEGED = re.compile(
    r"\ballegations\s+that\b|\baccused\s+of\b|\balleged\s+to\s+have\b|\bwidely\s+(?:believed|blamed|accused|condemned)\b|"
    r"\b(?:criticised|criticized|condemned)\s+for\b"
)
_WHETHER = re.compile(r"\b(?:whether|if)\s+(?:its|their|it|they)\b")
_OWN_LOSSES = Sifted(
    re.compile(
        r"\b(?:loss|losses|death|deaths|killing)\s+of\s+(?:(?!(?:in|by|from|during|through)\b)[\w-]+\s+){0,4}(?:its|their)\b",
        re.IGNORECASE,
    )
)


def tells_own_losses(words: str) -> bool:
    """Whether somebody tells of its own dead ("admitted the killing of nine of its men"), which is no own deed."""
    return bool(_OWN_LOSSES.search(words))


def other_stands(attributions: Attributions, sentence_index: int, focus: tuple[int, int]) -> tuple[OtherStand, ...]:
    """Those who deny, admit, dispute or doubt it in the same sentence without being the ones who say it."""
    made: list[OtherStand] = []
    for said in attributions.said[sentence_index]:
        if said.stance in ("asserts", "accuses") or said.attribution.covers(focus[0]):
            continue
        stand = Stand(
            said.stance, _denied_parts("") if said.stance == "denies" else (), f"{said.chain[0].name} answers"
        )
        made.append(OtherStand(stand, said.chain, said.attribution.start, said.attribution.end))
    return tuple(made)


def _denied_by_other(own: str, speaker: Said) -> bool:
    """A denial told inside what this speaker says belongs to somebody else ("rejects the denial")."""
    return bool(re.search(r"\b(?:which|who)\s+(?:has\s+|have\s+|had\s+)?(?:strongly\s+)?den", own))


def _denied_parts(words: str) -> tuple[DeniedPart, ...]:
    """Which parts of a claim a denial denies; the whole act where the words name none."""
    parts: list[DeniedPart] = []
    if re.search(
        r"responsib|involvement|behind|carried out|carrying out|accus|its army|its forces|nothing to do", words
    ):
        parts.append("responsibility")
    if _STATUS_DENIED.search(words):
        parts.append("status")
    if _NUMBER_DENIED.search(words):
        parts.append("number")
    return tuple(parts) or ("act",)


_HARMED = r"(?:were|was|had been|have been|has been|died|got)\b"
# "denied that civilians were killed": people may have been, but no civilians
_STATUS_DENIED = Sifted(
    re.compile(
        r"\bcivilians?\b.{0,300}\b(?:not|no)\b|\b(?:no|not)\b.{0,300}\bcivilians?\b|were (?:fighters|militants)"
        rf"|\bden\w{{1,40}} that (?:any )?civilians (?:{_HARMED})"
        r"|\bden\w{1,40} (?:any )?civilian (?:casualties|deaths|victims)\b"
    )
)
# "denied that eight soldiers had been killed": the number is answered, not whether it happened
_NUMBER_DENIED = Sifted(
    re.compile(
        r"\b(?:toll|number|figure|figures|tally)\b|\bden\w+ that (?:at least |more than |as many as )?"
        r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|scores of|hundreds of)"
        rf"(?: [\w'’-]+){{1,3}} {_HARMED}"
    )
)


def stance_words(key: str) -> Sifted:
    """The pattern of a stance's phrases, or of "own" or "charge"; matched against lower-cased words."""
    return _patterns()[key]


@lru_cache(maxsize=1)
def _patterns() -> dict[str, Sifted]:
    """One pattern per stance for phrases, one each for "own" and "charge"."""
    words: dict[str, list[str]] = {}
    for row in read_table(DATA / "stances.csv", ("sort", "stance", "words", "example")):
        key = row["stance"] if row["sort"] == "phrase" else row["sort"]
        words.setdefault(key, []).extend(said.strip().lower() for said in row["words"].split("|"))
    return {key: Sifted(re.compile(rf"\b(?:{alternatives(said)})\b")) for key, said in words.items()}
