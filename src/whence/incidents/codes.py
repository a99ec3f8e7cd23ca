"""Permanent codes for incidents. In come clusters of claims and the incidents known so far, out come their codes.

A code once given is never given to anything else: a cluster keeps the code of the known incident with which it
shares most claims, and the codes of others that went into it redirect to it. When such an incident comes apart again,
each part has its own code back: a code belongs with the claim whose digest it ends in.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from whence.records import Incident, When, Where
from whence.vocabulary.folding import fold

_HEX = 4
_SMALL_PART = 3  # a part that has fewer than a third of the largest part's claims has no right to the code


@dataclass(frozen=True, slots=True)
class Code:
    """A permanent code and the codes that redirect to it."""

    code: str
    previous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """Codes by group index, for groups that share claims with a known incident; of those that came out of one without
    a code of their own, the least number of digits of their new one: it is longer, so that the older code is known."""

    codes: Mapping[int, Code]
    digits: Mapping[int, int]


def keep_codes(groups: Sequence[tuple[str, ...]], known: Sequence[Incident]) -> Kept:
    """The codes that groups have already."""
    group_of = {claim: index for index, group in enumerate(groups) for claim in group}
    shared: list[tuple[int, str, int]] = []
    apart = [part for incident in known for part in _take_apart(incident, group_of)]
    for incident in apart:
        counts: dict[int, int] = {}
        for claim in incident.claims:
            if claim in group_of:
                counts[group_of[claim]] = counts.get(group_of[claim], 0) + 1
        shared.extend((-count, incident.code, index) for index, count in counts.items())
    # of as many claims shared, that group comes first which has the fewest others
    shared.sort(key=lambda row: (row[0], len(groups[row[2]]), len(_ending(row[1])), row[1], groups[row[2]]))
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
    living = set(code_of.values())
    for incident in apart:
        _give_back(incident, group_of, code_of, living)
    before = {incident.code: incident.previous_codes for incident in apart}
    kept = {
        index: Code(code, _previous(redirected.get(index, set()) | {code}, before, living))
        for index, code in code_of.items()
    }
    return Kept(kept, {index: len(_ending(code)) + 1 for _, code, index in shared if index not in kept})


def _take_apart(incident: Incident, group_of: Mapping[str, int]) -> Iterator[Incident]:
    """A known incident, or, where its claims now stand in groups that have codes of it each, one for each of these."""
    own: dict[int, list[str]] = {}
    for code, claim in _owners(incident, group_of):
        own.setdefault(group_of[claim], []).append(code)
    sizes = Counter(group_of[claim] for claim in incident.claims if claim in group_of)
    if len(own) < 2 or any(sizes[index] * _SMALL_PART < max(sizes.values()) for index in own):
        yield incident  # a claim that leaves does not take the code along because it was the first to be read
        return
    main = next((index for index, codes in own.items() if incident.code in codes), min(own))
    for index, codes in own.items():
        code = incident.code if index == main else codes[0]
        others = {*codes} - {code}
        if index == main:  # with codes that nobody here owns, and claims of groups without a code
            others |= {*incident.previous_codes}.difference(*own.values())
        home = [c for c in incident.claims if (group_of[c] if group_of.get(c) in own else main) == index]
        yield replace(incident, code=code, claims=tuple(home), previous_codes=tuple(sorted(others)))


def _give_back(incident: Incident, group_of: Mapping[str, int], code_of: dict[int, str], used: set[str]) -> None:
    """A part that left an incident before and leaves it again has the code again that it had then."""
    for code, claim in _owners(incident, group_of):
        index = group_of[claim]
        if index not in code_of and code not in used:
            code_of[index] = code
            used.add(code)


def _owners(incident: Incident, group_of: Mapping[str, int]) -> list[tuple[str, str]]:
    """The codes of an incident that came apart, shortest first, each with the claim it is made from, where it is there.

    Nothing for an incident whose claims are still in one group.
    """
    claims = [claim for claim in incident.claims if claim in group_of]
    if len({group_of[claim] for claim in claims}) < 2:
        return []
    digests = sorted((claim, _digest(claim)) for claim in claims)
    found = []
    for code in sorted((incident.code, *incident.previous_codes), key=lambda code: (len(code), code)):
        ending = _ending(code)
        owner = next((claim for claim, own in digests if own.startswith(ending)), None)
        if owner is not None and len(ending) >= _HEX:
            found.append((code, owner))
    return found


def _ending(code: str) -> str:
    return code.rpartition("-")[2]


def _previous(codes: set[str], before: Mapping[str, tuple[str, ...]], living: set[str]) -> tuple[str, ...]:
    return tuple(sorted({*codes, *(old for name in codes for old in before.get(name, ()))} - living))


def new_code(claims: Sequence[str], where: Where, when: When, taken: set[str], digits: int | None = None) -> str:
    """A code that a person can read: "SY-20161209-aleppo-3fa2". Longer at the end if that one is taken, and where
    more `digits` are asked for."""
    day = when.date_start.strftime("%Y%m%d") if when.date_start else "undated"
    place = "-".join(fold(where.name or "").split()) or "unplaced"
    digest = _digest(min(claims))
    stem = f"{where.country or 'XX'}-{day}-{place}"
    for length in range(digits or _HEX, len(digest) + 1):
        code = f"{stem}-{digest[:length]}"
        if code not in taken:
            return code
    raise AssertionError("two incidents share their smallest claim")


def _digest(claim: str) -> str:
    return hashlib.sha256(claim.encode()).hexdigest()
