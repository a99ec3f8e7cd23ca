"""Questions that need the whole state of a record. In come its standing and a question or an article, out come the
steps down to the sentences, or a verdict for each figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from whence.answers import USUAL_GROUPINGS, Question
from whence.check import FigureCheck, check_figures
from whence.errors import NotOnRecordError
from whence.explain import (
    Ground,
    Step,
    explain_claim,
    explain_incident,
    explain_number,
    explain_row,
    explain_total,
)
from whence.pipeline import Reading, facts_of, link_state
from whence.records import Document, TallyRow
from whence.standing import Standing

_CHECKED = "checked:"  # before the ids of an article that is only compared, so that they meet none on record


def explain_question(
    standing: Standing,
    document_of: Callable[[str], Document],
    question: str,
    policy: str | None,
    as_of: date | None,
) -> tuple[Step, ...]:
    """See `Workbench.explain`."""
    state, ground = standing.state(as_of), _ground(standing, document_of, policy, as_of)
    question = question.strip()
    if "=" in question:
        return _explain_rows(standing, question, ground, policy, as_of)
    for incident in state.linking.incidents:
        if question in (incident.code, *incident.previous_codes):
            return (explain_incident(incident, ground),)
    for check in ground.checks:
        if question == check.total.code:
            return (explain_total(check, ground),)
    if question in ground.claims:
        return (explain_claim(ground.claims[question], ground),)
    if question in state.facts:
        return tuple(explain_claim(c, ground) for c in ground.claims.values() if c.document == question)
    figure = question.replace(",", "")
    if figure.isdecimal() and figure.isascii():
        return explain_number(int(figure), replace(ground, tally_rows=_usual_rows(standing, policy, as_of)))
    raise NotOnRecordError(
        f"nothing on record is called {question!r}",
        remedy="a number, an incident's code, a claim's id, or a tally row as party=rebels,month=2016-12",
    )


def check_reading(standing: Standing, reading: Reading, policy: str | None) -> tuple[FigureCheck, ...]:
    """Link an article's claims with the record's in memory, the article itself left out of the record."""
    state, document = standing.state(None), reading.document
    record = {c.id: c for c in state.claims.values() if c.document != document.id}
    article = [replace(c, id=f"{_CHECKED}{c.id}", document=f"{_CHECKED}{document.id}") for c in reading.claims]
    facts = {
        **state.facts,
        f"{_CHECKED}{document.id}": replace(facts_of(reading), document=f"{_CHECKED}{document.id}"),
    }
    linked = link_state([*record.values(), *article], facts, state.judgements, state.linking.incidents)
    names = {name: fact.source or fact.agency or name for name, fact in state.facts.items()}
    figures = check_figures(article, record, linked.linking, standing.estimates_by_incident(policy), names)
    return tuple(replace(figure, claim=figure.claim.removeprefix(_CHECKED)) for figure in figures)


def _ground(
    standing: Standing, document_of: Callable[[str], Document], policy: str | None, as_of: date | None
) -> Ground:
    state = standing.state(as_of)
    return Ground(
        claims=state.claims,
        incidents=standing.incidents(as_of),
        estimates=standing.estimates(policy, as_of),
        checks=standing.checks(policy, as_of),
        reviewed=state.reviewed,
        document_of=lru_cache(maxsize=64)(document_of),
        estimates_of=standing.estimates_by_incident(policy, as_of),
        links=state.linking.links,
    )


def _explain_rows(
    standing: Standing, question: str, ground: Ground, policy: str | None, as_of: date | None
) -> tuple[Step, ...]:
    """The tally rows that `key=value,key=value` names; `effect` only chooses among them."""
    wanted = dict(part.split("=", 1) for part in question.split(",") if "=" in part)
    wanted = {key.strip(): value.strip() for key, value in wanted.items()}
    by = tuple(key for key in wanted if key != "effect")
    found = standing.tally(Question(by, policy=policy, as_of=as_of))
    rows = [row for row in found if _row_is(row, wanted)]
    if not rows:
        raise NotOnRecordError(f"no tally row is {question!r}", remedy=f"see `whence tally --by {','.join(by)}`")
    return tuple(explain_row(row, ground) for row in rows)


def _usual_rows(standing: Standing, policy: str | None, as_of: date | None) -> tuple[TallyRow, ...]:
    """The rows among which a bare number is looked for: everything, by party, by month, by party and month."""
    found: dict[tuple[object, ...], TallyRow] = {}
    for by in USUAL_GROUPINGS:
        for row in standing.tally(Question(by, policy=policy, as_of=as_of)):
            found.setdefault((row.effect, row.low, row.best, row.high, row.incidents), row)
    return tuple(found.values())


def _row_is(row: TallyRow, wanted: Mapping[str, str]) -> bool:
    """Is this the row that was named? Unknown is written as the word."""
    has = {**dict(row.keys), "effect": row.effect}
    return all((has.get(key) or "unknown") == value for key, value in wanted.items())
