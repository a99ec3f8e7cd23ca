"""The order of linking. In come claims, document facts, judgements and known incidents, out comes a `Linking`.

Linking is pure and ignores the order of its inputs; rule set `link-v3`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.incidents.binding import Bindings, bind_judgements
from whence.incidents.cluster import cluster_profiles, tell_heads
from whence.incidents.codes import Code, keep_codes, new_code
from whence.incidents.describe import alleged_perpetrators, best_act, best_when, best_where
from whence.incidents.marks import mark_story, mark_totals, read_mark
from whence.incidents.origins import find_origins
from whence.incidents.profile import Profile, profile_claim
from whence.incidents.totals import find_ground, find_totals, is_total
from whence.records import Claim, DocumentFacts, Incident, Judgement, Linking, Mark, Rejected, Total

_HAPPENINGS = frozenset({"ASSAULT", "COERCE"})


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a record that is linked again. Made by who links it, read by `link_claims`.

    `within` are the claims whose links, totals and reasons are wanted: wherever one is linked, all that it is linked
    with; of a total, all of its ground. `beside` are the marks of other stories around them, `taken` codes of
    incidents elsewhere.
    """

    within: frozenset[str]
    beside: tuple[Mark, ...] = ()
    taken: frozenset[str] = frozenset()


def link_claims(
    claims: Sequence[Claim],
    facts: Mapping[str, DocumentFacts],
    judgements: Sequence[Judgement] = (),
    known: Sequence[Incident] = (),
    part: Part | None = None,
) -> Linking:
    """Incidents, totals, the links that made them, and claims set aside with a reason; nothing else is left.

    `known` are the incidents as last linked: their codes are kept (see `codes`). `judgements` bind absolutely;
    kinds other than merge, split and undo are not looked at. With a `part`, `claims` are all those of the documents
    of its happenings, and what comes out is what linking everything would give for it.
    """
    happenings, cumulative, aside = _sort_out(claims)
    within = part.within if part else None
    profiles, bindings = _prepare(happenings, facts, judgements, known)
    beside = [read_mark(mark) for mark in part.beside] if part else []
    clustering = cluster_profiles(profiles, bindings, within, beside)
    by_id = {claim.id: claim for claim in happenings}
    kept = keep_codes(clustering.groups, known)
    taken = {code for incident in known for code in (incident.code, *incident.previous_codes)}
    taken |= part.taken if part else frozenset()
    incidents = []
    for index, group in enumerate(clustering.groups):
        own = [by_id[claim] for claim in group]
        incident = _incident(own, facts, kept.codes.get(index), taken, kept.digits.get(index))
        taken.add(incident.code)
        incidents.append(incident)
    cumulative = [claim for claim in cumulative if within is None or claim.id in within]
    totals = _totals(cumulative, facts)
    return Linking(
        incidents=tuple(sorted(incidents, key=lambda incident: incident.code)),
        totals=totals,
        links=tuple(link for link in clustering.links if within is None or link.claim_a in within),
        aside=tuple(rejected for rejected in aside if within is None or rejected.item in within),
        marks=(*(mark_story(head) for head in clustering.heads), *mark_totals(cumulative, totals)),
    )


def find_marks(
    claims: Sequence[Claim],
    facts: Mapping[str, DocumentFacts],
    judgements: Sequence[Judgement],
    known: Sequence[Incident],
    within: frozenset[str],
) -> tuple[Mark, ...]:
    """The marks that `link_claims` would give these claims, without linking them; totals have claims' marks only."""
    happenings, cumulative, _ = _sort_out(claims)
    profiles, bindings = _prepare(happenings, facts, judgements, known)
    heads = tell_heads(profiles, bindings, within)
    series = mark_totals([claim for claim in cumulative if claim.id in within], ())
    return (*(mark_story(head) for head in heads), *series)


def _prepare(
    happenings: Sequence[Claim],
    facts: Mapping[str, DocumentFacts],
    judgements: Sequence[Judgement],
    known: Sequence[Incident],
) -> tuple[list[Profile], Bindings]:
    bindings = bind_judgements(judgements, known, frozenset(claim.id for claim in happenings))
    return [profile_claim(claim, facts) for claim in happenings], bindings


def _sort_out(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim], list[Rejected]]:
    happenings: list[Claim] = []
    cumulative: list[Claim] = []
    aside: list[Rejected] = []
    for claim in sorted(claims, key=lambda c: c.id):
        if is_total(claim):
            cumulative.append(claim)
        elif claim.scope == "incident" and (claim.act.type in _HAPPENINGS or _counts_people(claim)):
            happenings.append(claim)
        else:
            aside.append(Rejected("incidents", claim.id, _why_aside(claim)))
    return happenings, cumulative, aside


def _counts_people(claim: Claim) -> bool:
    return bool(claim.none_reported) or any(count.effect != "territory" for count in claim.counts)


def _why_aside(claim: Claim) -> str:
    if claim.scope == "cumulative":
        return "a statement on a longer period that gives no figure: neither an incident nor a total"
    if claim.scope == "background":
        return "told as background, without a figure and a period: neither an incident nor a total"
    if claim.act.type == "ACCUSE":
        return "a general charge, not a particular act"
    return f"{claim.act.type.lower()} without people harmed: no incident of violence"


def _incident(
    claims: list[Claim], facts: Mapping[str, DocumentFacts], kept: Code | None, taken: set[str], digits: int | None
) -> Incident:
    origins = find_origins(claims, facts)
    origin_of = {claim: origin.key for origin in origins for claim in origin.claims}
    where, when = best_where(claims, origin_of), best_when(claims, origin_of)
    ids = tuple(sorted(claim.id for claim in claims))
    code = kept or Code(new_code(ids, where, when, taken, digits))
    return Incident(
        code=code.code,
        act=best_act(claims, origin_of),
        where=where,
        when=when,
        alleged_perpetrators=alleged_perpetrators(claims, origins),
        claims=ids,
        documents=tuple(sorted({claim.document for claim in claims})),
        origins=origins,
        previous_codes=code.previous,
    )


def _totals(claims: list[Claim], facts: Mapping[str, DocumentFacts]) -> tuple[Total, ...]:
    """Ground by ground, so that a new claim moves no total of another ground."""
    grounds: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        grounds.setdefault(find_ground(claim), []).append(claim)
    found = [total for own in grounds.values() for total in find_totals(own, find_origins(own, facts), facts)]
    return tuple(sorted(found, key=lambda total: total.code))
