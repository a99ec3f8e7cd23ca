"""The order of linking. In come claims, document facts, judgements and known incidents, out comes a `Linking`.

Linking is pure and ignores the order of its inputs; rule set `link-v1`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.incidents.binding import bind_judgements
from whence.incidents.cluster import cluster_profiles
from whence.incidents.codes import Code, keep_codes, new_code
from whence.incidents.describe import alleged_perpetrators, best_act, best_when, best_where
from whence.incidents.origins import find_origins
from whence.incidents.profile import profile_claim
from whence.incidents.totals import find_totals, is_total
from whence.records import Claim, DocumentFacts, Incident, Judgement, Linking, Rejected, Total

_HAPPENINGS = frozenset({"ASSAULT", "COERCE"})


def link_claims(
    claims: Sequence[Claim],
    facts: Mapping[str, DocumentFacts],
    judgements: Sequence[Judgement] = (),
    known: Sequence[Incident] = (),
) -> Linking:
    """Incidents, totals, the links that made them, and claims set aside with a reason; nothing else is left.

    `known` are the incidents as last linked: their codes are kept (see `codes`). `judgements` bind absolutely;
    kinds other than merge, split and undo are not looked at. To relink a part of a record see `block_keys`.
    """
    happenings, cumulative, aside = _sort_out(claims)
    bindings = bind_judgements(judgements, known, frozenset(claim.id for claim in happenings))
    clustering = cluster_profiles([profile_claim(claim, facts) for claim in happenings], bindings)
    by_id = {claim.id: claim for claim in happenings}
    kept = keep_codes(clustering.groups, known)
    taken = {code for incident in known for code in (incident.code, *incident.previous_codes)}
    incidents = []
    for index, group in enumerate(clustering.groups):
        incident = _incident([by_id[claim] for claim in group], facts, kept.get(index), taken)
        taken.add(incident.code)
        incidents.append(incident)
    return Linking(
        incidents=tuple(sorted(incidents, key=lambda incident: incident.code)),
        totals=_totals(cumulative, facts),
        links=clustering.links,
        aside=tuple(aside),
    )


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


def _incident(claims: list[Claim], facts: Mapping[str, DocumentFacts], kept: Code | None, taken: set[str]) -> Incident:
    origins = find_origins(claims, facts)
    origin_of = {claim: origin.key for origin in origins for claim in origin.claims}
    where, when = best_where(claims, origin_of), best_when(claims, origin_of)
    ids = tuple(sorted(claim.id for claim in claims))
    code = kept or Code(new_code(ids, where, when, taken))
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
    return find_totals(claims, find_origins(claims, facts), facts)
