"""What an estimate works on. In come an incident, its claims and a policy, out comes a `Case`: what counts and why not.

Also the parts of an estimate that wholes and groups share: which claims were used, and what is flagged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.estimates.choose import Choice
from whence.estimates.combine import spell
from whence.estimates.flags import flags_of_copies, flags_of_incident, grade
from whence.estimates.interval import Interval
from whence.estimates.policy import Policy
from whence.estimates.say import Saying
from whence.records import Claim, ClaimUse, DocumentFacts, Estimate, Incident
from whence.reprints import find_originals

_NO_NUMBER = "gives no number that this policy can use"


@dataclass(frozen=True, slots=True)
class Case:
    """What is needed throughout: the incident, its usable claims, who says them, when, and under which policy."""

    incident: Incident
    policy: Policy
    claims: tuple[Claim, ...]
    origin_of: Mapping[str, str]
    origin_names: Mapping[str, str]
    published: Mapping[str, int]
    out: tuple[tuple[Claim, str], ...]


def make_case(
    incident: Incident,
    claims: Mapping[str, Claim],
    facts: Mapping[str, DocumentFacts],
    policy: Policy,
    reviewed: Mapping[str, str],
) -> Case:
    usable: list[Claim] = []
    out: list[tuple[Claim, str]] = []
    for claim in sorted((claims[c] for c in incident.claims if c in claims), key=lambda c: c.id):
        why = _why_unusable(claim, policy, reviewed)
        if why is None:
            usable.append(claim)
        else:
            out.append((claim, why))
    originals = find_originals([claim.document for claim in usable], facts)
    published = {}
    for claim in usable:
        known = facts.get(originals[claim.document])
        published[claim.id] = known.published.toordinal() if known and known.published else 0
    return Case(
        incident=incident,
        policy=policy,
        claims=tuple(usable),
        origin_of={c: origin.key for origin in incident.origins for c in origin.claims},
        origin_names={origin.key: origin.name for origin in incident.origins},
        published=published,
        out=tuple(out),
    )


def _why_unusable(claim: Claim, policy: Policy, reviewed: Mapping[str, str]) -> str | None:
    if reviewed.get(claim.id) in ("reject", "rejected"):
        return "rejected by a person"
    if claim.superseded and policy.superseded == "left-out":
        return "the text itself says that this figure no longer holds"
    if claim.stance == "denies":
        return f"denies the {' and the '.join(claim.denied)}: a denial gives no figure" if claim.denied else "a denial"
    if claim.stance == "doubts":
        return "puts the figure in doubt and gives none of its own"
    return None


def origin_key(case: Case, claim: Claim) -> str:
    return case.origin_of.get(claim.id, f"document:{claim.document}")


def by_origin(sayings: Sequence[Saying]) -> list[list[Saying]]:
    found: dict[str, list[Saying]] = {}
    for saying in sayings:
        found.setdefault(saying.origin, []).append(saying)
    return [found[origin] for origin in sorted(found)]


def tell_uses(
    case: Case, choices: Sequence[Choice], counted: set[int]
) -> tuple[tuple[ClaimUse, ...], tuple[ClaimUse, ...]]:
    used: list[ClaimUse] = []
    out: list[ClaimUse] = []
    for choice in choices:
        name = case.origin_names.get(choice.origin, choice.origin)
        claim = choice.saying.claim.id
        if id(choice) in counted:
            used.append(ClaimUse(claim, f"{name}: {spell(choice.interval)}; {choice.why}"))
        else:
            why = "gives a vague word, where others give numbers" if choice.interval.numbered else _NO_NUMBER
            out.append(ClaimUse(claim, f"{name} {why}"))
        out.extend(choice.left_out)
    return tuple(used), tuple(out)


def find_flags(
    case: Case, counted: Sequence[Choice], interval: Interval, left_out: Sequence[ClaimUse]
) -> tuple[str, ...]:
    flags: list[str] = []
    origins = len(counted)
    if origins == 1:
        flags.append("single origin")
    if case.policy.below_min_flag and origins < case.policy.min_origins:
        flags.append(case.policy.below_min_flag)
    if interval.numbered and interval.high is None:
        flags.append("no upper bound")
    if not interval.numbered:
        flags.append("no number")
    if any("none were reported" in use.why for use in left_out):
        flags.append("none reported by some")
    denials = [claim for claim, _ in case.out if claim.stance == "denies"]
    flags.extend(flags_of_incident(denials))
    flags.extend(flags_of_copies(case.claims, case.origin_of, case.origin_names))
    if case.policy.grading:
        flags.append(grade(case.incident, case.claims, origins))
    return tuple(dict.fromkeys(flags))


def interval_of_estimate(estimate: Estimate) -> Interval:
    return Interval(estimate.low, estimate.best, estimate.high, estimate.high is None and estimate.best is not None)
