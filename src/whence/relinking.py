"""Linking again after something new came in. In comes the ledger, out goes its derived state brought up to date: only
the neighbourhood of what is new where the record is large, everything otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from whence.estimates import Policy
from whence.incidents import block_keys
from whence.ledger import Ledger
from whence.pipeline import estimate_all, link_state
from whence.records import Claim, DocumentFacts, Incident
from whence.review import apply_judgements

SMALL_CLAIMS = 4_000  # a record with fewer is linked whole: that takes a second or two
LARGEST_SHARE = 0.2  # where more than this share of the record is near, the whole is linked
REACH_DAYS = 40  # the linker's blocks reach no further than an interval of 16 days and a bucket on either side


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Claims that what is new could be linked with, all claims of wider scope, and the incidents they are in now.

    The claims are as they were found, before judgements.
    """

    claims: tuple[Claim, ...]
    facts: Mapping[str, DocumentFacts]
    was: tuple[Incident, ...]


def relink(ledger: Ledger, policy: Policy) -> bool:
    """Bring incidents, totals and estimates up to date. True where everything was linked, False where a part was."""
    seq = ledger.head().seq
    near = find_neighbourhood(ledger)
    if near is None:
        link_everything(ledger, policy, seq)
        return True
    state = link_state(near.claims, near.facts, ledger.judgements(), near.was)
    if ledger.find_codes({incident.code for incident in state.linking.incidents}) - _codes(near.was):
        link_everything(ledger, policy, seq)  # a new incident would take the code of one that is far away
        return True
    estimates = estimate_all(state, policy)
    ledger.replace_part(state.linking, estimates, policy.label, claims=state.claims, was=near.was, made_from=seq)
    return False


def link_everything(ledger: Ledger, policy: Policy, seq: int) -> None:
    """Link all claims on record; codes once given are kept."""
    state = link_state(ledger.claims(), ledger.facts(), ledger.judgements(), ledger.incidents())
    ledger.replace_derived(state.linking, estimate_all(state, policy), policy.label, made_from=seq)


def find_neighbourhood(ledger: Ledger) -> Neighbourhood | None:
    """What must be linked again since the derived state was made; null where that is everything, or nearly.

    The closure of `block_keys`: what is new, all that shares a block with it, and all members of their incidents.
    """
    since = ledger.derived_from()
    size = ledger.count_claims()
    if since is None or size < SMALL_CLAIMS:
        return None
    judgements = ledger.judgements()
    judged_now = {name for j in judgements if j.number > since for name in j.about}
    ids = {claim.id for claim in ledger.claims_added(since)} | _members(ledger, judged_now)
    fresh = _judged(ledger.claims(ids=ids), ledger)
    facts = ledger.facts({claim.document for claim in fresh.values()})
    days = _days(fresh.values(), facts)
    if not ids or (days and (days[1] - days[0]).days > 20 * REACH_DAYS):
        return None
    around = ledger.claims_near(*days) if days else ledger.claims_near(date.min, date.min)
    edited = ledger.claims(ids={name for j in judgements if j.kind == "edit" for name in j.about})
    candidates = _judged([*around, *edited], ledger) | fresh
    facts = ledger.facts({claim.document for claim in candidates.values()})
    keys = {key for claim in fresh.values() for key in block_keys(claim, facts)}
    touched = {c.id for c in candidates.values() if c.id in fresh or not keys.isdisjoint(block_keys(c, facts))}
    was = ledger.incidents_of(touched)
    touched |= {claim for incident in was for claim in incident.claims}
    if len(touched) > LARGEST_SHARE * size:
        return None
    wider = {claim.id for claim in candidates.values() if claim.scope != "incident"}
    found = ledger.claims(ids=touched | wider)
    return Neighbourhood(found, ledger.facts({claim.document for claim in found}), was)


def _judged(claims: Iterable[Claim], ledger: Ledger) -> dict[str, Claim]:
    return dict(apply_judgements(claims, ledger.judgements()).claims)


def _members(ledger: Ledger, names: set[str]) -> set[str]:
    """Claims among `names`, and those of the incidents that they belong to or name."""
    incidents = [*ledger.incidents_of(names), *(ledger.incident(code) for code in ledger.find_codes(names))]
    known = {claim.id for claim in ledger.claims(ids=names)}
    return known | {claim for incident in incidents for claim in incident.claims}


def _codes(incidents: Iterable[Incident]) -> set[str]:
    return {code for incident in incidents for code in (incident.code, *incident.previous_codes)}


def _days(claims: Iterable[Claim], facts: Mapping[str, DocumentFacts]) -> tuple[date, date] | None:
    """The first and last day that blocks of these claims can reach; null where all are undated."""
    days = []
    for claim in claims:
        published = facts[claim.document].published if claim.document in facts else None
        days += [day for day in (claim.when.date_start, claim.when.date_end, published) if day is not None]
    return (min(days) - timedelta(REACH_DAYS), max(days) + timedelta(REACH_DAYS)) if days else None
