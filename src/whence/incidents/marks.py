"""Where linked stories and totals are found again. In come profiles and claims of totals, out come `Mark`s, and back.

A story is looked for by its days and by what it says; two stories that share no block are never compared, and two
totals that share none are never of one series.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, replace

from whence.incidents.blocking import find_keys
from whence.incidents.profile import Profile, sign
from whence.incidents.totals import find_ground
from whence.records import Claim, Mark, Total

SAME = "same:"
_DAY, _FIGURE, _SERIES = "day:", "figure:", "series:"
_FIELDS = tuple(field.name for field in fields(Profile) if field.name != "signature")


def mark_story(profile: Profile) -> Mark:
    """The mark of a story that stands for all that say the same."""
    blocks = {SAME + _digest(profile.signature)}
    for key in find_keys(profile):
        if key[0] == "figure" and key[1] is None:
            blocks.add(_FIGURE + "|".join(str(part) for part in key[2:]))
        elif key[0] == "open":
            blocks.add(_FIGURE + "|".join(str(part) for part in key[1:]))
        elif key[0] != "doc":  # stories of one document have been told apart already
            blocks.add(f"{_DAY}{key[1]}")
    values = [getattr(profile, name) for name in _FIELDS]
    return Mark(profile.claim, tuple(sorted(blocks)), json.dumps(values, ensure_ascii=False, separators=(",", ":")))


def mark_totals(claims: Sequence[Claim], totals: Sequence[Total]) -> list[Mark]:
    """The marks of claims with running totals and of the codes of their series."""
    found = {claim.id: (_SERIES + _digest(find_ground(claim)),) for claim in claims}
    marks = [Mark(item, blocks) for item, blocks in found.items()]
    return [*marks, *(Mark(total.code, found[total.claims[0]]) for total in totals)]


def read_mark(mark: Mark) -> Profile:
    """The profile that `mark_story` kept. Raises ValueError for the mark of a total."""
    if mark.profile is None:
        raise ValueError(f"{mark.item} is no story")
    values = dict(zip(_FIELDS, json.loads(mark.profile), strict=True))
    values["path"] = tuple(values["path"])
    values["figures"] = tuple(tuple(figure) for figure in values["figures"])
    profile = Profile(signature=(), **values)
    return replace(profile, signature=sign(profile))


def blocks_to_search(marks: Sequence[Mark]) -> set[str]:
    """The blocks in which all that may be compared with these stories is found."""
    return {block for mark in marks for block in mark.blocks if block.startswith((_DAY, _FIGURE))}


def series_of(marks: Sequence[Mark]) -> set[str]:
    """The blocks of totals among those of these marks."""
    return {block for mark in marks for block in mark.blocks if block.startswith(_SERIES)}


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
