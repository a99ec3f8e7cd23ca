"""Reports as claims, as a finder without a fault would read them. In comes a war, out come claims with their truth.

Quick: a hundred thousand claims take seconds, as no text is written or read. `texts` writes the same reports out.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from whence.records import Act, Claim, Count, DeniedPart, DocumentFacts, PartyRef, Speaker, When
from whence.simulate.ground import where_of
from whence.simulate.reports import Report, War
from whence.simulate.seeing import Figure, Tell

_SKETCH = 64
_STEP = 200  # code points that a made-up sentence takes


@dataclass(frozen=True, slots=True)
class Told:
    """Claims of a war, with the truth beside them. `truth` maps a claim to its incident's true code, null for a
    running total; `gathered_by` to the source that truly gathered it."""

    war: War
    claims: tuple[Claim, ...]
    facts: Mapping[str, DocumentFacts]
    truth: Mapping[str, str | None]
    gathered_by: Mapping[str, str]


def tell_claims(war: War) -> Told:
    """All claims of all reports, in the order of publication."""
    dice = war.scenario.dice("wording")
    claims: list[Claim] = []
    truth: dict[str, str | None] = {}
    gathered_by: dict[str, str] = {}
    for report in war.reports:
        for number, tell in enumerate(report.tells):
            made = _claims_of(report, number, tell, war, dice)
            claims += made
            truth |= {claim.id: tell.incident for claim in made}
            gathered_by |= {claim.id: tell.origin for claim in made}
    return Told(war, tuple(claims), facts_of_reports(war), truth, gathered_by)


def facts_of_reports(war: War) -> dict[str, DocumentFacts]:
    """What is known of each document; a reprint has the sketch of what it reprints."""
    by_id = {report.id: report for report in war.reports}
    facts = {}
    for report in war.reports:
        first = report
        while first.verbatim and first.copy_of in by_id:
            first = by_id[first.copy_of]
        sketch = _sketch(war.scenario.dice(f"sketch/{first.id}"))
        facts[report.id] = DocumentFacts(report.id, report.published, report.source.name, report.agency, None, sketch)
    return facts


def plant_copies(told: Told, number: int, killed: int) -> Told:
    """`number` documents by as many publishers never seen before, all repeating one false toll of the largest
    incident on record, which each says it has from the same new source."""
    largest = max(war_claims(told), key=lambda claim: (claim.counts[0].best or 0, claim.id))
    false = replace(largest.counts[0], low=killed, best=killed, high=killed, hedge="exact", includes=())
    day = max(fact.published for fact in told.facts.values() if fact.published) + timedelta(days=1)
    claims, facts, truth = list(told.claims), dict(told.facts), dict(told.truth)
    for copy in range(number):
        document = f"planted-{copy:03d}"
        facts[document] = DocumentFacts(document, day, f"Planted Sheet {copy}", None, None, (copy + 1,))
        speaker = (Speaker("Bureau of False News", "media"),)
        claim = replace(
            largest, id=f"{document}-1", document=document, counts=(false,), speaker=speaker, superseded=False
        )
        claims.append(claim)
        truth[claim.id] = told.truth[largest.id]
    gathered_by = {**told.gathered_by, **{c.id: "Bureau of False News" for c in claims[-number:]}}
    return Told(told.war, tuple(claims), facts, truth, gathered_by)


def war_claims(told: Told) -> list[Claim]:
    """Claims of single incidents that number the killed."""
    return [
        claim
        for claim in told.claims
        if claim.scope == "incident" and claim.counts and claim.counts[0].effect == "killed" and claim.counts[0].best
    ]


def _claims_of(report: Report, number: int, tell: Tell, war: War, dice: random.Random) -> list[Claim]:
    first = _claim(report, number, tell, war, 0, tuple(f for f in tell.figures if not f.superseded))
    made = []
    split = len(first.counts) > 1 and dice.random() < 0.4  # the injured in a sentence of their own
    made.append(replace(first, counts=first.counts[:1]) if split else first)
    if split:
        injured = _claim(report, number, tell, war, 1, tell.figures[1:2])
        made.append(replace(injured, when=_carried(injured.when)))
    for figure in tell.figures:
        if figure.superseded:
            before = _claim(report, number, tell, war, 2, (figure,))
            made.append(replace(before, superseded=True, when=_carried(before.when)))
    return made


def _claim(report: Report, number: int, tell: Tell, war: War, part: int, figures: tuple[Figure, ...]) -> Claim:
    start = (3 * number + part) * _STEP
    denied: tuple[DeniedPart, ...] = ("responsibility",) if tell.stance == "denies" else ()
    return Claim(
        id=f"{report.id}#{3 * number + part}",
        document=report.id,
        start=start,
        end=start + _STEP,
        quote="x" * _STEP,
        act=Act("ASSAULT", tell.mode, None),
        counts=tuple(count_of(figure) for figure in figures),
        scope="incident" if tell.since is None else "cumulative",
        where=where_of(war.country, tell.place),
        when=_when(tell),
        alleged_perpetrator=PartyRef(tell.party, tell.party) if tell.party else None,
        target=None,
        speaker=tuple(Speaker(name, kind) for name, kind in tell.speaker),
        stance=tell.stance,
        denied=denied,
        confidence=1.0,
        finder="simulated-v1",
    )


def _when(tell: Tell) -> When:
    if tell.day is None:
        return When()
    start = tell.since or tell.day
    prec = 1 if start == tell.day else 4
    return When(tell.day.isoformat(), start, tell.day, prec, "stated")


def _carried(when: When) -> When:
    return replace(when, anchor="carried") if when.date_start else when


def count_of(figure: Figure) -> Count:
    """A told figure as a count."""
    number = figure.number
    low, best, high = number, number, number
    if figure.hedge == "at_least":
        high = None
    elif figure.hedge == "range":
        best, high = None, figure.most
    elif figure.hedge == "vague":
        low = best = high = None
    parts: tuple[Count, ...] = ()
    if figure.children:
        n = figure.children
        parts = (Count(figure.effect, f"{n} children", n, n, n, "exact", "people", figure.status, "child"),)
    words = f"{number} people" if number is not None else "dozens of people"
    return Count(figure.effect, words, low, best, high, figure.hedge, "people", figure.status, includes=parts)


def _sketch(dice: random.Random) -> tuple[int, ...]:
    return tuple(sorted({dice.getrandbits(32) for _ in range(_SKETCH)}))


def reported_incidents(war: War) -> frozenset[str]:
    """The codes of incidents of which some report numbers the killed; of the others nobody can count anything."""
    return frozenset(
        tell.incident
        for report in war.reports
        for tell in report.tells
        if tell.incident and any(f.effect == "killed" and f.number and not f.superseded for f in tell.figures)
    )


def day_of_publication(told: Told, claim: Claim) -> date:
    """When a simulated claim was printed; every simulated document has a date."""
    published = told.facts[claim.document].published
    assert published is not None
    return published
