"""People's judgements on links. In come merge, split and undo judgements, out come pairs that must or must not link.

A later judgement on the same pair overrides an earlier one; one taken back by an undo no longer counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.records import LEAVES, Incident, Judgement, Link

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bindings:
    """Pairs of claim ids, smaller first, that people put together or apart; `claims` are all claims they judged."""

    together: tuple[Pair, ...]
    apart: frozenset[Pair]
    claims: frozenset[str]
    links: tuple[Link, ...]


def bind_judgements(judgements: Sequence[Judgement], known: Sequence[Incident], present: frozenset[str]) -> Bindings:
    """The pairs that judgements bind.

    `merge`: all claims named, and all claims of the incidents named, are one. `split` that leaves claims, or an
    incident: the claims named leave them together; that leaves none: the claims named are each another's.
    """
    members = _members_by_code(known)
    bound: dict[Pair, tuple[bool, Judgement]] = {}
    for judgement in standing(judgements):
        for pair, same in _pairs(judgement, members, present):
            bound[pair] = (same, judgement)
    latest_first = sorted(bound.items(), key=lambda item: (-item[1][1].number, item[0]))
    return Bindings(
        together=tuple(pair for pair, (same, _) in latest_first if same),
        apart=frozenset(pair for pair, (same, _) in latest_first if not same),
        claims=frozenset(claim for pair, _ in latest_first for claim in pair),
        links=tuple(
            Link(pair[0], pair[1], 1.0 if same else 0.0, same, (judgement.why,), judgement.who)
            for pair, (same, judgement) in latest_first
        ),
    )


def standing(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Judgements that no undo took back, oldest first; an undo can itself be undone."""
    ordered = sorted(judgements, key=lambda j: j.number)
    undone: set[int] = set()
    for judgement in reversed(ordered):
        if judgement.kind == "undo" and judgement.number not in undone and judgement.undoes is not None:
            undone.add(judgement.undoes)
    return [j for j in ordered if j.kind in ("merge", "split") and j.number not in undone]


def _members_by_code(known: Sequence[Incident]) -> Mapping[str, tuple[str, ...]]:
    members: dict[str, tuple[str, ...]] = {}
    for incident in known:
        for code in incident.previous_codes:
            members.setdefault(code, incident.claims)
    return members | {incident.code: incident.claims for incident in known}


def _pairs(
    judgement: Judgement, members: Mapping[str, tuple[str, ...]], present: frozenset[str]
) -> list[tuple[Pair, bool]]:
    claims = sorted({item for item in judgement.about if item in present})
    groups = [[c for c in members[code] if c in present] for code in judgement.about if code in members]
    if judgement.kind == "merge":
        everyone = sorted({*claims, *(claim for group in groups for claim in group)})
        return [((everyone[0], other), True) for other in everyone[1:]]
    pairs: list[tuple[Pair, bool]] = []
    left = [claim for slot, claim in judgement.change if slot == LEAVES and claim in present]
    if claims and (left or groups):
        stay = sorted({*left, *(claim for group in groups for claim in group)} - set(claims))
        pairs.extend((_ordered(a, b), False) for a in claims for b in stay)
        pairs.extend((_ordered(claims[0], b), True) for b in claims[1:])
        return pairs
    return [(_ordered(a, b), False) for k, a in enumerate(claims) for b in claims[k + 1 :]]


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
