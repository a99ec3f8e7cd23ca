"""What a list shows, and of what. In come the claims, incidents and documents of a record, out go those that a
filter keeps, and one line for each source and each party.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.records import Claim, Count, DocumentFacts, Incident, PartyLine, SourceLine, When, Where
from whence.vocabulary.folding import fold_name


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; null keeps all. `place` is any name on the way from a place up to its country,
    `since` and `until` are inclusive, and what has no date is left out as soon as one of them is given.
    """

    place: str | None = None
    party: str | None = None
    effect: str | None = None
    since: date | None = None
    until: date | None = None


EVERYTHING = Filter()


def keep_claims(claims: Iterable[Claim], only: Filter) -> tuple[Claim, ...]:
    """The claims that a filter keeps. A claim has an effect when one of its figures, or parts of one, has it."""
    return tuple(
        claim
        for claim in claims
        if in_place(claim.where, only.place)
        and in_period(claim.when, only)
        and only.party in (None, claim.alleged_perpetrator.party if claim.alleged_perpetrator else "unknown")
        and (only.effect is None or only.effect in find_effects(claim.counts))
    )


def keep_incidents(incidents: Iterable[Incident], claims: Mapping[str, Claim], only: Filter) -> tuple[Incident, ...]:
    """The incidents that a filter keeps. A party is kept when at least one origin names it; "unknown" when none is."""
    return tuple(
        incident
        for incident in incidents
        if in_place(incident.where, only.place)
        and in_period(incident.when, only)
        and (only.party is None or only.party in _parties(incident))
        and (only.effect is None or _has_effect(incident, claims, only.effect))
    )


def in_place(where: Where, name: str | None) -> bool:
    """Does the place lie in, or bear, that name? Compared folded, so that "Idleb" and "Al-Bab" are found."""
    if name is None:
        return True
    wanted = fold_name(name)
    return wanted in {fold_name(part) for part in (where.name, where.within, where.country, where.words) if part} or (
        name in where.path
    )


def in_period(when: When, only: Filter) -> bool:
    """Does the interval touch the filter's?"""
    if only.since is None and only.until is None:
        return True
    start, end = when.date_start or when.date_end, when.date_end or when.date_start
    if start is None or end is None:
        return False
    return (only.since is None or end >= only.since) and (only.until is None or start <= only.until)


def find_effects(counts: Sequence[Count]) -> set[str]:
    """The effects of figures and of their parts."""
    return {count.effect for count in counts}.union(*(find_effects(count.includes) for count in counts))


def list_sources(
    claims: Iterable[Claim], facts: Mapping[str, DocumentFacts], incidents: Iterable[Incident]
) -> tuple[SourceLine, ...]:
    """Publishers first, then those who speak in the texts; each by the number of their claims."""
    published: Counter[str] = Counter()
    spoken: Counter[tuple[str, str]] = Counter()
    documents: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        source = facts[claim.document].source if claim.document in facts else None
        if source:
            published[source] += 1
        for speaker in claim.speaker:
            spoken[speaker.name, speaker.kind] += 1
            documents["speaker", speaker.name].add(claim.document)
    for fact in facts.values():
        if fact.source:
            documents["publisher", fact.source].add(fact.document)
            published.setdefault(fact.source, 0)
    origin_of = Counter(fold_name(origin.name) for incident in incidents for origin in incident.origins)
    lines = [
        SourceLine(name, "publisher", None, len(documents["publisher", name]), count, origin_of[fold_name(name)])
        for name, count in published.items()
    ] + [
        SourceLine(name, "speaker", kind, len(documents["speaker", name]), count, origin_of[fold_name(name)])
        for (name, kind), count in spoken.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.role, -line.claims, line.name, line.kind or "")))


def list_parties(
    claims: Iterable[Claim], incidents: Iterable[Incident], titles: Mapping[str, str]
) -> tuple[PartyLine, ...]:
    """Every party that is accused, denies or admits in the claims; `titles` are the pack's, in its order."""
    kept = [claim for claim in claims if claim.alleged_perpetrator]
    stances = Counter((c.alleged_perpetrator.party, c.stance) for c in kept if c.alleged_perpetrator)
    named = Counter(party for incident in incidents for party in _parties(incident))
    parties = list(dict.fromkeys([*titles, *sorted({party for party, _ in stances} | set(named))]))
    return tuple(
        PartyLine(
            party,
            titles.get(party),
            sum(n for (key, _), n in stances.items() if key == party),
            stances[party, "denies"],
            stances[party, "admits"],
            named[party],
        )
        for party in parties
        if party in titles or named[party] or any(key == party for key, _ in stances)
    )


def _parties(incident: Incident) -> set[str]:
    said = {perpetrator.party for perpetrator in incident.alleged_perpetrators if perpetrator.origins_say}
    return said or {"unknown"}


def _has_effect(incident: Incident, claims: Mapping[str, Claim], effect: str) -> bool:
    return any(effect in find_effects(claims[claim].counts) for claim in incident.claims if claim in claims)
