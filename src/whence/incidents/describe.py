"""What an incident's claims together say of it. In come its claims and origins, out come act, place, time and doers.

Each is the best supported of the most specific answers: support is counted in independent origins, never claims.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.records import Act, AllegedPerpetrator, Claim, Origin, When, Where

_SAYS = frozenset({"asserts", "accuses", "admits", "disputes"})


def best_where(claims: Sequence[Claim], origin_of: Mapping[str, str]) -> Where:
    """The most specific place that is well supported: none if no claim says where.

    Claims that number people speak first: their place is where the people were harmed.
    A place counts as supported by whoever names it or a place inside it; from the best supported place, one goes
    down to a part of it only where at least a third of its support goes with it.
    """
    placed = [claim for claim in claims if claim.where.path]
    placed = [claim for claim in placed if _numbers_people(claim)] or placed
    if not placed:
        named = [claim for claim in claims if claim.where.name] or [claim for claim in claims if claim.where.words]
        named = named or [claim for claim in claims if claim.where.country]
        return _most_supported_where(named, origin_of) if named else Where()
    support: dict[str, set[str]] = {}
    for claim in placed:
        for place in claim.where.path:
            support.setdefault(place, set()).add(origin_of[claim.id])
    own: dict[str, list[Claim]] = {}
    for claim in placed:
        own.setdefault(claim.where.path[0], []).append(claim)

    def rank(place: str) -> tuple[int, int, str]:
        return (-len(support[place]), _size(own[place][0].where), place)

    current = min(own, key=lambda place: (_size(own[place][0].where) > 3, *rank(place)))
    while True:
        inside = [p for p in own if p != current and current in own[p][0].where.path]
        strong = [p for p in inside if 3 * len(support[p]) >= len(support[current])]
        if not strong:
            return _most_supported_where(own[current], origin_of)
        current = min(strong, key=rank)


def _numbers_people(claim: Claim) -> bool:
    return any(count.best is not None or count.low is not None for count in claim.counts)


def _size(where: Where) -> int:
    return where.where_prec or 9


def _most_supported_where(claims: Sequence[Claim], origin_of: Mapping[str, str]) -> Where:
    by_words: dict[str, tuple[set[str], list[Claim]]] = {}
    for claim in claims:
        origins, same = by_words.setdefault(claim.where.words or claim.where.name or "", (set(), []))
        origins.add(origin_of[claim.id])
        same.append(claim)
    words = min(by_words, key=lambda w: (w == "", -len(by_words[w][0]), w))
    return min(by_words[words][1], key=lambda claim: (-len(claim.where.path), claim.id)).where


def best_when(claims: Sequence[Claim], origin_of: Mapping[str, str]) -> When:
    """The shortest interval among the best supported; a day stated beats one carried over; open if none is given."""
    support: dict[tuple[int, int], tuple[set[str], list[When]]] = {}
    for claim in claims:
        when = claim.when
        if when.date_start is None:
            continue
        end = when.date_end or when.date_start
        origins, whens = support.setdefault((when.date_start.toordinal(), end.toordinal()), (set(), []))
        origins.add(origin_of[claim.id])
        whens.append(when)
    if not support:
        return When()

    def rank(span: tuple[int, int]) -> tuple[bool, int, int, int]:
        start, end = span
        return (end - start > 2, -len(support[span][0]), end - start, start)

    whens = support[min(support, key=rank)][1]
    return min(whens, key=lambda when: (when.anchor == "carried", when.words is None, when.words or ""))


def best_act(claims: Sequence[Claim], origin_of: Mapping[str, str]) -> Act:
    """The best supported act; one that says how it was done before one that does not."""
    support: dict[tuple[str, str | None], tuple[set[str], list[Act]]] = {}
    for claim in claims:
        origins, acts = support.setdefault((claim.act.type, claim.act.mode), (set(), []))
        origins.add(origin_of[claim.id])
        acts.append(claim.act)

    def rank(act: tuple[str, str | None]) -> tuple[bool, bool, int, str, str]:
        kind, mode = act
        return (kind != "ASSAULT", mode is None, -len(support[act][0]), kind, mode or "")

    acts = support[min(support, key=rank)][1]
    return min(acts, key=lambda act: (act.weapon is None, act.weapon or ""))


def alleged_perpetrators(claims: Sequence[Claim], origins: Sequence[Origin]) -> tuple[AllegedPerpetrator, ...]:
    """Each party named, with the independent origins that say it did it and that deny it; most said first.

    A denial of the victims' status or number does not deny who did it.
    """
    origin_of = {claim: origin.key for origin in origins for claim in origin.claims}
    says: dict[str, set[str]] = {}
    denies: dict[str, set[str]] = {}
    for claim in claims:
        party = claim.alleged_perpetrator.party if claim.alleged_perpetrator else None
        if party is None or party == "unknown":
            continue
        says.setdefault(party, set())
        if claim.stance in _SAYS:
            says[party].add(origin_of[claim.id])
        elif claim.stance == "denies" and (not claim.denied or {"act", "responsibility"} & set(claim.denied)):
            denies.setdefault(party, set()).add(origin_of[claim.id])
    rows = [AllegedPerpetrator(party, len(says[party]), len(denies.get(party, ()))) for party in says]
    return tuple(sorted(rows, key=lambda row: (-row.origins_say, row.origins_deny, row.party)))
