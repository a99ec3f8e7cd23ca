"""Who copies whom, in one sentence and a drawing: how few origins the reports of an incident go back to."""

from __future__ import annotations

import pytest

from build import claim, count, facts_of
from whence.explain import Ground, Step, explain_incident
from whence.incidents import link_claims
from whence.records import Claim


def explained(*claims: Claim) -> Step:
    (incident,) = link_claims(claims, facts_of(claims)).incidents
    by_id = {c.id: c for c in claims}
    return explain_incident(incident, Ground(by_id, {incident.code: incident}, (), (), {}, lambda _: None))


def said(name: str, speaker: str) -> Claim:
    return claim(name, count(15), speaker=speaker, mode="explosives")


def test_reports_and_origins_in_one_sentence() -> None:
    """Four reports that go back to two say so first of all."""
    step = explained(said("a", "The Watch"), said("b", "The Watch"), said("c", "The Watch"), said("d", "Dr Hall"))
    assert step.sentences[0] == "4 reports, 2 independent origins: The Watch (in 3) and Dr Hall."
    assert step.drawing == (
        "The Watch ─┬─ d-a",
        "           ├─ d-b",
        "           └─ d-c",
        "Dr Hall   ─── d-d",
    )


def test_nothing_to_draw() -> None:
    """Where each report has an origin of its own the sentence says it all."""
    step = explained(said("a", "The Watch"), said("b", "Dr Hall"))
    assert step.sentences[0] == "2 reports, 2 independent origins: Dr Hall and The Watch."
    assert step.drawing == ()


@pytest.mark.parametrize(("copies", "last"), [(6, "└─ d-05"), (7, "└─ and 2 more"), (40, "└─ and 35 more")])
def test_many_copies_are_counted(copies: int, last: str) -> None:
    """Of many reports of one origin the first are named and the others counted."""
    step = explained(*(said(f"{n:02}", "The Watch") for n in range(copies)))
    assert step.sentences[0] == f"{copies} reports, 1 independent origin: The Watch (in {copies})."
    assert step.drawing[-1].strip() == last
