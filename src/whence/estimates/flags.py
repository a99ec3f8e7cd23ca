"""What a person should look at. In come an incident's claims, out come flags and Airwars' grading with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from whence.estimates.interval import Interval
from whence.records import Claim, Incident

MANY_DOCUMENTS = 10  # that repeat one origin; copies add nothing to a number, but so many may be planted
MOVES_BY = 2  # an origin that alone raises or lowers an end of a range by this factor is named


def flags_of_incident(denials: Sequence[Claim]) -> tuple[str, ...]:
    """Which parts of the incident are denied: "act denied", "responsibility denied" and so on."""
    parts = {part for claim in denials for part in (claim.denied or ("act",))}
    return tuple(f"{part} denied" for part in sorted(parts))


def flags_of_copies(claims: Sequence[Claim], origin_of: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Origins that many documents repeat: "50 documents repeat one origin (Example News)"."""
    documents: dict[str, set[str]] = {}
    for claim in claims:
        documents.setdefault(origin_of.get(claim.id, claim.document), set()).add(claim.document)
    return [
        f"{len(own)} documents repeat one origin ({names.get(origin, origin)})"
        for origin, own in sorted(documents.items())
        if len(own) >= MANY_DOCUMENTS
    ]


def flags_of_movers(names: Sequence[str], without: Callable[[int], Interval], interval: Interval) -> list[str]:
    """Origins without which the range would be another: "one origin alone moves it (Example News)".

    `names` are the origins in order; `without` gives the range that the others make without the one at an index.
    """
    if len(names) < 2:
        return []
    movers = [name for index, name in enumerate(names) if _is_far(without(index), interval)]
    return [f"one origin alone moves it ({name})" for name in movers]


def _is_far(others: Interval, interval: Interval) -> bool:
    ends = ((others.low, interval.low), (others.best, interval.best), (others.high, interval.high))
    known = [(a, b) for a, b in ends if a is not None and b is not None]
    return any(max(a, b) >= MOVES_BY * max(1, min(a, b)) and abs(a - b) > 1 for a, b in known)


def grade(incident: Incident, claims: Sequence[Claim], origins: int) -> str:
    """Airwars' grading: confirmed, contested, discounted, fair or weak, with why."""
    admitted = sorted({c.alleged_perpetrator.party for c in claims if c.stance == "admits" and c.alleged_perpetrator})
    if admitted:
        return f"grading: confirmed ({admitted[0]} accepts responsibility)"
    statuses = {count.status for claim in claims for count in claim.counts if count.effect == "killed"}
    if statuses == {"combatant"}:
        return "grading: discounted (all those killed are said to be combatants)"
    named = [p.party for p in incident.alleged_perpetrators if p.origins_say]
    if len(named) > 1:
        return f"grading: contested ({' and '.join(sorted(named))} are each held responsible)"
    if origins > 1:
        return f"grading: fair ({origins} independent origins)"
    return "grading: weak (one independent origin)"
