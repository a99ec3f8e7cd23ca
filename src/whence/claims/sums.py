"""Figures that sum up several happenings told one by one below. In come a text's drafts, out come those marked so.

"Forces detained nine suspects during operations in A and B provinces. In A they detained four …": by the contract a
total over places is cumulative, and the four are told of on their own account. Where nothing is told one by one, the
sentence is the only account there is and stays an incident.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.claims.repeats import Draft
from whence.records import Text

REACH = 6  # sentences below a sum in which its parts are told

_NAME = r"[A-Z][\w'’-]{1,30}(?:\s[A-Z][\w'’-]{1,30})?"
_SEVERAL_PLACES = re.compile(
    # "in A, B and C provinces"
    rf"\b(?i:in|across|throughout)\s(?:{_NAME},\s){{0,5}}{_NAME},?\s(?i:and|as well as)\s(?:in\s)?{_NAME}\s"
    r"(?i:provinces|districts|governorates|departments|regions)\b"
    # "in eastern and southern X"
    r"|\b(?i:(?:north|south)?(?:east|west)ern|northern|southern|central)(?:,\s\w{4,12}){0,2},?\s(?i:and)\s"
    r"(?i:(?:north|south)?(?:east|west)ern|northern|southern|central)\s[A-Z]"
    # "in the two provinces"
    r"|\b(?i:in\s(?:the\s)?(?:two|three|four|five|both|several)\s(?:provinces|districts|governorates|departments|cities|towns|villages))\b"
    # "during separate clearing operations"
    r"|\b(?i:separate\s(?:[\w-]{1,20}\s){0,4}(?:operations|raids|missions|searches|engagements|attacks|air\s?strikes|strikes"
    r"|clashes|incidents|bombings|explosions|shootings))\b(?!\s(?i:in)\s[A-Z][\w'’-]{1,30}(?:\s[A-Z][\w'’-]{1,30})?\s(?i:district|city|town|village)\b)"
)


def mark_sums(text: Text, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with `sums_up` for those of a sentence that sums up what the next ones tell place by place."""
    sums = {
        draft.sentence.index
        for draft in drafts
        if draft.told
        and draft.sentence.section == "body"
        and _SEVERAL_PLACES.search(text.text, draft.start, draft.end)
        and any(_is_part_of(below, draft) for below in drafts)
    }
    return [replace(draft, sums_up=True) if draft.sentence.index in sums else draft for draft in drafts]


def _is_part_of(below: Draft, draft: Draft) -> bool:
    """Whether a later draft counts people of an effect that the sum counts, and does not just point back to them."""
    if not 0 < below.sentence.index - draft.sentence.index <= REACH or below.sentence.section != "body":
        return False
    effects = {told.effect for told in draft.told if told.counts}
    return any(
        told.effect in effects
        and told.counts
        and not (told.pronoun or told.others or told.also or told.parts_only)
        and not (told.back and told.back[0])
        for told in below.told
    )
