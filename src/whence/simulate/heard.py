"""Claims that the program itself found in simulated texts, with their truth. In come what was written and what was
read, out come claims in the form that a faultless finder would give, to be measured alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.pipeline import Reading, facts_of
from whence.records import Claim, DocumentFacts
from whence.simulate.reports import War
from whence.simulate.texts import WrittenReport
from whence.simulate.told import Told


def hear_texts(war: War, written: Sequence[WrittenReport], readings: Iterable[Reading]) -> Told:
    """The claims found, each with the incident that its sentence tells of; null where it tells of none."""
    stretches = {report.id: report.stretches for report in written}
    gatherer = {
        report.id.replace("/", "-"): {tell.incident: tell.origin for tell in report.tells} for report in war.reports
    }
    claims: list[Claim] = []
    facts: dict[str, DocumentFacts] = {}
    truth: dict[str, str | None] = {}
    gathered_by: dict[str, str] = {}
    for reading in readings:
        document = reading.document.id
        facts[document] = facts_of(reading)
        for claim in reading.claims:
            own = [s for s in stretches.get(document, ()) if claim.start < s.end and s.start < claim.end]
            claims.append(claim)
            truth[claim.id] = own[0].incident if own else None
            if own:
                gathered_by[claim.id] = gatherer[document][own[0].incident]
    return Told(war, tuple(claims), facts, truth, gathered_by)
