"""One incident's estimates. In come its claims, their origins and a policy, out come estimates per effect and group.

Every claim that speaks of an effect is used or left out, each with a sentence; the order of claims does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.estimates.case import Case, make_case, origin_key
from whence.estimates.missing import move_missing
from whence.estimates.parts import clip_parts, estimate_parts
from whence.estimates.policy import Policy
from whence.estimates.say import Saying, say
from whence.estimates.whole import estimate_denied, estimate_none, estimate_whole
from whence.records import EFFECTS, Claim, ClaimUse, DocumentFacts, Effect, Estimate, Incident

_NOT_VICTIMS = frozenset({"deployed", "territory"})


def estimate_incident(
    incident: Incident,
    claims: Mapping[str, Claim],
    facts: Mapping[str, DocumentFacts],
    policy: Policy,
    reviewed: Mapping[str, str] | None = None,
) -> tuple[Estimate, ...]:
    """Estimates of an incident: for each effect the whole first, then its parts, all under one policy.

    `claims` holds at least the incident's own, by id. `reviewed` maps claim ids to the kind of a person's last
    judgement on them; a rejected claim counts for nothing. An effect of which people were harmed without any
    number has an estimate of nulls; one that origins only say was not reported has nulls and the flag
    "none reported". An incident that counts nobody has no estimates.
    """
    case = make_case(incident, claims, facts, policy, reviewed or {})
    estimates: dict[Effect, list[Estimate]] = {}
    for effect in EFFECTS:
        if effect not in _NOT_VICTIMS and (made := _estimate_effect(case, effect)):
            estimates[effect] = made
    estimates = move_missing(case, estimates, lambda day: _estimate_effect(case, "killed", until=day))
    return tuple(estimate for made in estimates.values() for estimate in made)


def _estimate_effect(case: Case, effect: Effect, until: int | None = None) -> list[Estimate]:
    """The whole and the parts of one effect, by claims published up to day `until` (all, if null)."""
    sayings = [
        say(c, effect, origin_key(case, c), case.published[c.id], case.policy.vague_words)
        for c in case.claims
        if any(count.effect == effect for count in c.counts)
        if until is None or case.published[c.id] <= until
    ]
    sayings, parts_of_tolls = _apart(sayings)
    left_out = parts_of_tolls + [
        ClaimUse(claim.id, why) for claim, why in case.out if any(count.effect == effect for count in claim.counts)
    ]
    silent = [c for c in case.claims if effect in c.none_reported]
    if not sayings:
        return estimate_none(case, effect, silent, left_out) if silent else estimate_denied(case, effect, left_out)
    left_out += [ClaimUse(c.id, "says that none were reported, which is not a count of zero") for c in silent]
    parts = estimate_parts(case, effect, sayings)
    whole = estimate_whole(case, effect, sayings, parts, left_out)
    return [whole, *clip_parts(whole, parts)]


def _apart(sayings: Sequence[Saying]) -> tuple[list[Saying], list[ClaimUse]]:
    """Without what one sentence tells beside a toll of somebody else's: "climbed to 14, officials said, after three
    people succumbed" counts the three among the 14, whoever says so."""
    kept: list[Saying] = []
    out: list[ClaimUse] = []
    for saying in sayings:
        toll = None if saying.claim.speaker else next((s for s in sayings if _is_toll_beside(s, saying)), None)
        if toll is None:
            kept.append(saying)
        else:
            why = f"among the {toll.whole.point} that the same sentence gives in claim {toll.claim.id}"
            out.append(ClaimUse(saying.claim.id, why))
    return kept, out


def _is_toll_beside(toll: Saying, saying: Saying) -> bool:
    a, b = toll.claim, saying.claim
    same = a.document == b.document and a.start == b.start and bool(a.speaker)
    return same and toll.whole_said and (toll.whole.point or 0) > (saying.whole.point or 0)
