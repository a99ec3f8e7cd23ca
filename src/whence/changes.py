"""Why a number is another than it was, or than it is under another rule. In come two sets of estimates of one record,
out come the incidents that make the difference, each with sentences. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from whence.records import EFFECTS, EVERYBODY, ClaimUse, Effect, Estimate, Incident

_Key = tuple[str, Effect]


@dataclass(frozen=True, slots=True)
class Change:
    """One incident and effect whose low, best or high differ; never null but `before` and `after`.

    `before` is null for an incident that was not on record (or has no estimate of that effect), `after` for one that
    is no more. `incident` is the later code; `words` tell it to a person; `why` are sentences.
    """

    incident: str
    words: str
    effect: Effect
    before: Estimate | None
    after: Estimate | None
    why: tuple[str, ...]

    @property
    def people(self) -> int:
        """By how many people the two differ most."""
        pairs = zip(_range(self.before), _range(self.after), strict=True)
        return max(abs((a or 0) - (b or 0)) for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are set against each other: its incidents and their estimates."""

    incidents: Mapping[str, Incident]
    estimates: Sequence[Estimate]


def find_changes(before: Side, after: Side) -> tuple[Change, ...]:
    """What differs between two moments of one record, the largest differences first."""
    home = {claim: code for code, incident in after.incidents.items() for claim in incident.claims}
    went = {code: _where_it_went(incident, after, home) for code, incident in before.incidents.items()}
    return _differences(before, after, went, lambda code, a, b: _why_moved(code, a, b, before, after, went))


def compare_policies(one: Side, other: Side) -> tuple[Change, ...]:
    """What differs between two policies on the same evidence, the largest differences first."""
    same = {code: code for code in one.incidents}

    def why(_: str, a: Estimate | None, b: Estimate | None) -> list[str]:
        return [f"{e.policy}: {e.reason}" for e in (a, b) if e is not None]

    return _differences(one, other, same, why)


def _differences(
    before: Side,
    after: Side,
    went: Mapping[str, str | None],
    why: Callable[[str, Estimate | None, Estimate | None], list[str]],
) -> tuple[Change, ...]:
    now = _wholes(after.estimates)
    was: dict[_Key, Estimate] = {}
    gone: dict[_Key, Estimate] = {}
    for (code, effect), estimate in _wholes(before.estimates).items():
        later = went.get(code)
        if later is None or (later != code and (later in before.incidents or (later, effect) in was)):
            gone[code, effect] = estimate
        else:
            was[later, effect] = estimate
    made = []
    for code, effect in {**was, **now}:
        a, b = was.get((code, effect)), now.get((code, effect))
        if _range(a) != _range(b):
            made.append(Change(code, _words(after.incidents[code]), effect, a, b, tuple(why(code, a, b))))
    for (code, effect), estimate in gone.items():
        later = went.get(code)
        reason = f"it is now counted as part of {later}" if later else "none of its claims is on record as an incident"
        made.append(Change(code, _words(before.incidents[code]), effect, estimate, None, (reason,)))
    return tuple(sorted(made, key=lambda c: (-c.people, EFFECTS.index(c.effect), c.incident)))


def _wholes(estimates: Iterable[Estimate]) -> dict[_Key, Estimate]:
    return {(e.incident, e.effect): e for e in estimates if e.victims == EVERYBODY}


def _where_it_went(incident: Incident, after: Side, home: Mapping[str, str]) -> str | None:
    """The later incident of an earlier one: of the same code, else where the code leads, else most of its claims."""
    if incident.code in after.incidents:
        return incident.code
    leads = next((code for code, i in sorted(after.incidents.items()) if incident.code in i.previous_codes), None)
    if leads:
        return leads
    found = [home[claim] for claim in incident.claims if claim in home]
    return max(sorted(set(found)), key=found.count, default=None)


def _why_moved(
    code: str, a: Estimate | None, b: Estimate | None, before: Side, after: Side, went: Mapping[str, str | None]
) -> list[str]:
    """Sentences: what came, what no longer counts, what was merged or split."""
    incident = after.incidents[code]
    earlier = [old for old, later in went.items() if later == code]
    known = {claim for old in earlier for claim in before.incidents[old].claims}
    if not earlier:
        many = len(incident.documents)
        elsewhere = {c for i in before.incidents.values() for c in i.claims} & set(incident.claims)
        told = f"told of in {many} document{'s' if many != 1 else ''}"
        return [f"split from another incident; {told}" if elsewhere else f"a new incident, {told}"]
    sentences = [f"{old} was joined to it" for old in sorted(earlier) if old != code]
    sentences += [f"new: {use.why}" for use in (b.used if b else ()) if use.claim not in known]
    used_before = {use.claim for use in (a.used if a else ())}
    sentences += [f"no longer counts: {use.why}" for use in (b.left_out if b else ()) if use.claim in used_before]
    lost = known - set(incident.claims)
    if lost:
        sentences.append(f"{len(lost)} claim{'s' if len(lost) != 1 else ''} left it for another incident")
    return sentences or _reworded(a, b)


def _reworded(a: Estimate | None, b: Estimate | None) -> list[str]:
    """Where the same claims give another number: how each was read."""
    said: dict[str, ClaimUse] = {use.claim: use for use in (a.used if a else ())}
    changed = [use.why for use in (b.used if b else ()) if use.claim in said and said[use.claim].why != use.why]
    return [f"read anew: {why}" for why in changed] or ([b.reason] if b else [])


def _range(estimate: Estimate | None) -> tuple[int | None, int | None, int | None]:
    return (estimate.low, estimate.best, estimate.high) if estimate else (None, None, None)


def range_words(estimate: Estimate | None) -> str:
    """A range for a person: "17–19, best 19"; "none" where there is no estimate."""
    if estimate is None:
        return "none"
    low, best, high = _range(estimate)
    if low is None and best is None and high is None:
        return "no number"
    ends = str(low) if low == high else f"{'?' if low is None else low}–{'?' if high is None else high}"
    return ends if best is None or low == high else f"{ends}, best {best}"


def _words(incident: Incident) -> str:
    place = incident.where.name or incident.where.words or "place unknown"
    start = incident.when.date_start
    return f"{place}, {start.isoformat() if start else 'day unknown'}"


def change_to_json(change: Change) -> dict[str, object]:
    """One line of `--json`; a side that has no estimate is null."""

    def side(estimate: Estimate | None) -> dict[str, object] | None:
        if estimate is None:
            return None
        return {"low": estimate.low, "best": estimate.best, "high": estimate.high, "policy": estimate.policy}

    return {
        "incident": change.incident,
        "words": change.words,
        "effect": change.effect,
        "before": side(change.before),
        "after": side(change.after),
        "why": list(change.why),
    }
