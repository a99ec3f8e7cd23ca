"""From a number down to the sentences it rests on. In come a question and the state of a record, out goes a tree:
number, incidents, estimates with their rule, claims used and left out, the sentence in its surroundings, the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from whence.errors import NotOnRecordError
from whence.publish.sheets import range_words, sureness_words, victims_words, when_words, where_words
from whence.records import (
    EVERYBODY,
    Claim,
    Count,
    Document,
    Estimate,
    Incident,
    Link,
    TallyRow,
    Total,
    TotalCheck,
)

SURROUNDINGS_CHARACTERS = 160
SHOWN_ORIGINS = 8  # more are counted only
_SHOWN_REPORTS = 5  # of one origin
_NAME_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence in its surroundings. `marks` are half-open offsets into `quote`: the words to underline."""

    document: str
    before: str
    quote: str
    after: str
    marks: tuple[tuple[int, int], ...]
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way down. `kind` is tally row, incident, estimate, total, claim or document; `name` its id.

    `sentences` say how it came about; `evidence` is null above the claims. `drawing` are lines for a terminal, empty
    where a sentence says it all.
    """

    kind: str
    name: str
    headline: str
    sentences: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    evidence: Evidence | None = None
    drawing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """All that explaining may look at. Made by the workbench; `document_of` fetches a document when one is shown."""

    claims: Mapping[str, Claim]
    incidents: Mapping[str, Incident]
    estimates: Sequence[Estimate]
    checks: Sequence[TotalCheck]
    reviewed: Mapping[str, str]
    document_of: Callable[[str], Document | None]
    tally_rows: Sequence[TallyRow] = ()
    estimates_of: Mapping[str, tuple[Estimate, ...]] = field(default_factory=dict)
    links: Sequence[Link] = ()


def explain_row(row: TallyRow, ground: Ground) -> Step:
    """A tally row: what was summed, incident by incident, and the published totals beside it."""
    words = ", ".join(f"{key} {value or 'unknown'}" for key, value in row.keys)
    headline = f"{row.effect}: {range_words(row.low, row.best, row.high)} ({words or 'all'})"
    incidents = _many(len(row.incidents), "incident")
    sentences = [f"The sum of the estimates of {incidents} under {row.policy}; no claim is summed."]
    if row.unnumbered:
        sentences.append(f"{row.unnumbered} of them have such harm and no number; they add nothing.")
    sentences += [f"Beside it, not in it: {check.note}" for check in row.totals]
    steps = [explain_incident(ground.incidents[code], ground, row.effect) for code in row.incidents]
    return Step("tally row", words, headline, tuple(sentences), tuple(steps))


def explain_incident(incident: Incident, ground: Ground, effect: str | None = None) -> Step:
    """An incident: its estimates, of one effect or all, and the claims that carry no number."""
    place, when = where_words(incident.where), when_words(incident.when)
    headline = f"{_act_words(incident)} in {place or 'an unknown place'}, {when or 'date unknown'}"
    estimates = [e for e in ground.estimates_of.get(incident.code, ()) if effect in (None, e.effect)]
    origins = [f"Independent origin: {o.name} ({_many(len(o.claims), 'claim')}): {o.why}" for o in incident.origins]
    parties = [
        f"{p.party}: said by {_many(p.origins_say, 'independent origin')}, denied by {p.origins_deny}"
        for p in incident.alleged_perpetrators
    ]
    linked = [] if effect else _link_sentences(incident, ground)
    steps = [explain_estimate(estimate, ground) for estimate in estimates]
    shown = {use.claim for estimate in estimates for use in (*estimate.used, *estimate.left_out)}
    if effect is None:
        steps += [explain_claim(ground.claims[c], ground) for c in incident.claims if c not in shown]
    reached = _documents_of_origins(incident, ground)
    sentences = (*_origins_sentence(incident, reached), *parties, *origins, *linked)
    return Step("incident", incident.code, headline, sentences, tuple(steps), drawing=_draw_origins(reached))


def explain_estimate(estimate: Estimate, ground: Ground) -> Step:
    """An estimate: the rule that made it, the claims it uses and those it leaves out, each with why."""
    group = "" if estimate.victims == EVERYBODY else f" {victims_words(estimate.victims)}"
    headline = f"{estimate.effect}{group}: {range_words(estimate.low, estimate.best, estimate.high)}"
    sentences = [f"Rule ({estimate.policy}): {estimate.reason}", *(f"Look here: {flag}" for flag in estimate.flags)]
    used = [_use_step("used", use.claim, use.why, ground) for use in estimate.used]
    left = [_use_step("left out", use.claim, use.why, ground) for use in estimate.left_out]
    name = f"{estimate.incident} {estimate.effect}"
    return Step("estimate", name, headline, tuple(sentences), tuple(step for step in used + left if step))


def explain_total(check: TotalCheck, ground: Ground) -> Step:
    """A published total: its words, its check against the record, the claims it was read from."""
    total = check.total
    parts = [f"of whom {victims_words(p.victims)}: {range_words(p.low, p.best, p.high)}" for p in total.parts]
    headline = f"{total.effect}: {range_words(total.low, total.best, total.high)} ({total.words})"
    where = where_words(total.where) or "place unknown"
    period = f"{total.date_start or 'open'} to {total.date_end or 'open'}"
    sentences = (
        f"A running total by {total.publisher or 'the publisher'}: {where}, {period}; never added to incidents.",
        *parts,
        check.note,
    )
    steps = tuple(explain_claim(ground.claims[c], ground) for c in total.claims if c in ground.claims)
    return Step("total", total.code, headline, sentences, steps)


def explain_claim(claim: Claim, ground: Ground, *, why: tuple[str, ...] = ()) -> Step:
    """A claim: who says what, how its slots were read, and the sentence with its figures underlined."""
    speaker = ", ".join(s.name for s in claim.speaker) or "the publisher"
    party = f", by {claim.alleged_perpetrator.party}" if claim.alleged_perpetrator else ""
    place, when = where_words(claim.where) or "place unknown", when_words(claim.when) or "date unknown"
    headline = f"{speaker} {claim.stance}: {figures_words(claim.counts)}, {place}, {when}{party} ({claim.scope})"
    judged = ground.reviewed.get(claim.id)
    person = f"{judged} by a person" if judged else "not reviewed by a person"
    sentences = (*why, f"Read by {claim.finder} with {sureness_words(claim)}; {person}.", *claim.reading)
    document = ground.document_of(claim.document)
    evidence = _evidence(claim, document) if document else None
    return Step("claim", claim.id, headline, sentences, (), evidence)


def explain_number(number: int, ground: Ground) -> tuple[Step, ...]:
    """Everything on record that is this number: tally rows, totals, incidents, then claims not shown under those.

    Raises NotOnRecordError when nothing is.
    """
    steps = [explain_row(row, ground) for row in ground.tally_rows if number in (row.low, row.best, row.high)]
    steps += [explain_total(check, ground) for check in ground.checks if _total_has(check.total, number)]
    codes = [e.incident for e in ground.estimates if number in (e.low, e.best, e.high)]
    shown = set(_names(steps, "incident"))
    steps += [explain_incident(ground.incidents[c], ground) for c in dict.fromkeys(codes) if c not in shown]
    shown = set(_names(steps, "claim"))
    alone = [c for c in ground.claims.values() if c.id not in shown and _counts_have(c.counts, number)]
    steps += [explain_claim(claim, ground) for claim in alone]
    if not steps:
        raise NotOnRecordError(
            f"no figure on record is {number}", remedy="see `whence tally` for the figures there are"
        )
    return tuple(steps)


def figures_words(counts: Iterable[Count]) -> str:
    """Figures as the text has them: "at least 409 civilians killed (of them 45 children), 12 injured"."""
    return ", ".join(f"{count.words} {count.effect}{_parts_words(count)}" for count in counts) or "no figure"


def _parts_words(count: Count) -> str:
    parts = ", ".join(f"{part.words}{_parts_words(part)}" for part in count.includes)
    return f" (of them {parts})" if parts else ""


def step_to_json(step: Step) -> dict[str, object]:
    """A step and all below it as one JSON object."""
    found = step.evidence
    evidence = None
    if found:
        evidence = {name: getattr(found, name) for name in Evidence.__slots__ if name != "marks"}
        evidence["marks"] = [list(mark) for mark in found.marks]
    return {
        "kind": step.kind,
        "name": step.name,
        "headline": step.headline,
        "sentences": list(step.sentences),
        "evidence": evidence,
        "steps": [step_to_json(below) for below in step.steps],
    }


def _documents_of_origins(incident: Incident, ground: Ground) -> list[tuple[str, tuple[str, ...]]]:
    """Each independent origin with the documents that carry its word, those most carried first."""
    rows = []
    for origin in incident.origins:
        documents = {ground.claims[claim].document for claim in origin.claims if claim in ground.claims}
        rows.append((origin.name, tuple(sorted(documents))))
    return sorted(rows, key=lambda row: (-len(row[1]), row[0]))


def _origins_sentence(incident: Incident, reached: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """How many reports there are and how few they go back to: "7 reports, 2 independent origins: …"."""
    if not reached:
        return ()
    names = [f"{name} (in {len(own)})" if len(own) > 1 else name for name, own in reached]
    more = len(names) - SHOWN_ORIGINS
    shown = names if more <= 1 else [*names[:SHOWN_ORIGINS], f"{more} more"]
    listed = " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
    return (
        f"{_many(len(incident.documents), 'report')}, {_many(len(reached), 'independent origin')}: {listed}.",
    )  # fmt: skip


def _draw_origins(reached: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Which origin reaches the record through which reports; empty where none is carried by two."""
    if all(len(own) < 2 for _, own in reached):
        return ()
    drawn = [(_shorten(name, _NAME_CHARACTERS), own) for name, own in reached[:SHOWN_ORIGINS]]
    width = max(len(name) for name, _ in drawn)
    lines = []
    for name, own in drawn:
        more = len(own) - _SHOWN_REPORTS
        shown = list(own) if more <= 1 else [*own[:_SHOWN_REPORTS], f"and {more} more"]
        for number, report in enumerate(shown):
            first, last = number == 0, number == len(shown) - 1
            fork = "───" if first and last else "─┬─" if first else " └─" if last else " ├─"
            lines.append(f"{name if first else '':{width}} {fork} {report}")
    if len(reached) > SHOWN_ORIGINS:
        lines.append(f"{_many(len(reached) - SHOWN_ORIGINS, 'more origin')}")
    return tuple(lines)


def _shorten(words: str, characters: int) -> str:
    """Words cut to so many characters, with an ellipsis where some are left out."""
    return words if len(words) <= characters else f"{words[: characters - 1].rstrip()}…"


def _link_sentences(incident: Incident, ground: Ground) -> list[str]:
    """Why its claims are taken for one happening: the surest link of each claim."""
    members, best = set(incident.claims), dict[str, Link]()
    for link in ground.links:
        if link.same and link.claim_a in members and link.claim_b in members:
            for claim in (link.claim_a, link.claim_b):
                if claim not in best or link.score > best[claim].score:
                    best[claim] = link
    links = sorted(set(best.values()), key=lambda link: (-link.score, link.claim_a, link.claim_b))
    return [
        f"Linked by {link.author} with score {link.score:.2f}: {link.claim_a} and {link.claim_b}: "
        f"{'; '.join(link.reasons)}"
        for link in links
    ]


def _use_step(what: str, claim_id: str, why: str, ground: Ground) -> Step | None:
    claim = ground.claims.get(claim_id)
    if claim is None:
        return Step("claim", claim_id, "no longer on record", (f"{what}: {why}",))
    return explain_claim(claim, ground, why=(f"{what}: {why}",))


def _evidence(claim: Claim, document: Document) -> Evidence:
    text = document.text
    before = text[max(0, claim.start - SURROUNDINGS_CHARACTERS) : claim.start]
    after = text[claim.end : claim.end + SURROUNDINGS_CHARACTERS]
    return Evidence(
        document=document.id,
        before=before.partition(" ")[2] if claim.start > SURROUNDINGS_CHARACTERS else before,
        quote=claim.quote,
        after=after.rpartition(" ")[0] if claim.end + SURROUNDINGS_CHARACTERS < len(text) else after,
        marks=_marks(claim),
        title=document.title,
        source=document.source,
        published=str(document.published.day) if document.published else None,
        url=document.url,
        sha256=document.sha256,
    )


def _marks(claim: Claim) -> tuple[tuple[int, int], ...]:
    """Where the words of the figures stand in the quote; words that were put together from several are not found."""
    marks: list[tuple[int, int]] = []
    for words in _all_words(claim.counts):
        at = claim.quote.find(words)
        if at >= 0 and not any(at < end and start < at + len(words) for start, end in marks):
            marks.append((at, at + len(words)))
    return tuple(sorted(marks))


def _all_words(counts: Iterable[Count]) -> Iterator[str]:
    for count in counts:
        yield count.words
        yield from _all_words(count.includes)


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _act_words(incident: Incident) -> str:
    act = incident.act
    return act.weapon or (f"{act.type} ({act.mode})" if act.mode else act.type)


def _total_has(total: Total, number: int) -> bool:
    return number in (total.low, total.best, total.high) or any(_total_has(part, number) for part in total.parts)


def _counts_have(counts: Iterable[Count], number: int) -> bool:
    return any(number in (c.low, c.best, c.high) or _counts_have(c.includes, number) for c in counts)


def _names(steps: Iterable[Step], kind: str) -> Iterator[str]:
    for step in steps:
        if step.kind == kind:
            yield step.name
        yield from _names(step.steps, kind)
