"""Permanent codes for incidents. In come clusters of claims and the incidents known so far, out come their codes.

A code once given is never given to anything else: a cluster keeps the code of the known incident with which it
shares most claims, and the codes of others that went into it redirect to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.records import Incident, When, Where
from whence.vocabulary.folding import fold

_HEX = 4


@dataclass(frozen=True, slots=True)
class Code:
    """A permanent code and the codes that redirect to it."""

    code: str
    previous: tuple[str, ...] = ()


def keep_codes(groups: Sequence[tuple[str, ...]], known: Sequence[Incident]) -> dict[int, Code]:
    """Codes by group index, for those groups that share claims with a known incident."""
    group_of = {claim: index for index, group in enumerate(groups) for claim in group}
    shared: list[tuple[int, str, int]] = []
    for incident in known:
        counts: dict[int, int] = {}
        for claim in incident.claims:
            if claim in group_of:
                counts[group_of[claim]] = counts.get(group_of[claim], 0) + 1
        shared.extend((-count, incident.code, index) for index, count in counts.items())
    shared.sort(key=lambda row: (row[0], row[1], groups[row[2]]))
    code_of: dict[int, str] = {}
    used: set[str] = set()
    for _, code, index in shared:
        if index not in code_of and code not in used:
            code_of[index] = code
            used.add(code)
    redirected: dict[int, set[str]] = {}
    for _, code, index in shared:
        if code not in used:  # all its groups go by another code; the first named shares most with it
            redirected.setdefault(index, set()).add(code)
            used.add(code)
    before = {incident.code: incident.previous_codes for incident in known}
    return {index: Code(code, _previous(code, redirected.get(index, set()), before)) for index, code in code_of.items()}


def _previous(code: str, redirected: set[str], before: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    codes = {*redirected, *(old for name in (code, *redirected) for old in before.get(name, ()))}
    return tuple(sorted(codes - {code}))


def new_code(claims: Sequence[str], where: Where, when: When, taken: set[str]) -> str:
    """A code that a person can read: "SY-20161209-aleppo-3fa2". Longer at the end if that one is taken."""
    day = when.date_start.strftime("%Y%m%d") if when.date_start else "undated"
    place = "-".join(fold(where.name or "").split()) or "unplaced"
    digest = hashlib.sha256(min(claims).encode()).hexdigest()
    stem = f"{where.country or 'XX'}-{day}-{place}"
    for length in range(_HEX, len(digest) + 1):
        code = f"{stem}-{digest[:length]}"
        if code not in taken:
            return code
    raise AssertionError("two incidents share their smallest claim")
