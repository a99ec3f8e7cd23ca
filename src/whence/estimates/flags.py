"""What a person should look at. In come an incident's claims, out come flags and Airwars' grading with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records import Claim, Incident


def flags_of_incident(denials: Sequence[Claim]) -> tuple[str, ...]:
    """Which parts of the incident are denied: "act denied", "responsibility denied" and so on."""
    parts = {part for claim in denials for part in (claim.denied or ("act",))}
    return tuple(f"{part} denied" for part in sorted(parts))


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
