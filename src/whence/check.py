"""An article against the record. In come the article's claims, linked with those on record, out goes one verdict for
each figure: agrees, contradicts (with what, from whom), within the range, not on record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from whence.publish.sheets import range_words, when_words, where_words
from whence.records import EVERYBODY, Claim, Count, Estimate, Incident, Linking, Total, Victims
from whence.vocabulary.folding import fold_name

Verdict = Literal["agrees", "contradicts", "within the range", "not on record"]

SAME_PERIOD_DAYS = 3  # two running totals are comparable when their ends lie no further apart


@dataclass(frozen=True, slots=True)
class Heard:
    """Who on record says what of the same: the claim, its root speaker or publisher, and its words."""

    claim: str
    document: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """One figure of an article beside the record. `against` is an incident's or a total's code, null when the figure
    is not on record; `start` and `end` are the offsets of its sentence in the article.
    """

    claim: str
    start: int
    end: int
    quote: str
    effect: str
    words: str
    low: int | None
    best: int | None
    high: int | None
    verdict: Verdict
    against: str | None
    reason: str
    heard: tuple[Heard, ...] = ()


def check_figures(
    article: Sequence[Claim],
    record: Mapping[str, Claim],
    linking: Linking,
    estimates: Mapping[str, tuple[Estimate, ...]],
    names: Mapping[str, str],
) -> tuple[FigureCheck, ...]:
    """Each figure of the article's claims with its verdict, in the article's order.

    `linking` is of the article's and the record's claims together; `estimates` are the record's alone, by incident
    code; `names` gives the name of a record document's publisher. Pure.
    """
    mine = {claim.id for claim in article}
    incidents = {c: i for i in linking.incidents for c in i.claims if c in mine}
    totals = {c: t for t in linking.totals for c in t.claims if c in mine}
    ground = _Ground(record, linking.totals, estimates, names)
    checks = []
    for claim in article:
        for count, victims in _figures(claim.counts):
            if claim.id in incidents:
                checks.append(_check_incident(claim, count, victims, incidents[claim.id], ground))
            else:
                checks.append(_check_total(claim, count, victims, totals.get(claim.id), ground))
    return tuple(checks)


@dataclass(frozen=True, slots=True)
class _Ground:
    record: Mapping[str, Claim]
    totals: Sequence[Total]
    estimates: Mapping[str, tuple[Estimate, ...]]
    names: Mapping[str, str]


def _check_incident(claim: Claim, count: Count, victims: Victims, incident: Incident, ground: _Ground) -> FigureCheck:
    others = [ground.record[c] for c in incident.claims if c in ground.record]
    place = where_words(incident.where) or "an unknown place"
    named = f"{place}, {when_words(incident.when) or 'date unknown'}"
    if not others:
        return _verdict(claim, count, "not on record", None, f"nothing on record about {named}")
    estimate = _estimate_for(incident, count, victims, ground)
    heard = tuple(_hear(others, count.effect, ground))
    if estimate is None:
        reason = f"{named} is on record, without any figure of people {count.effect}"
        return _verdict(claim, count, "not on record", incident.code, reason, heard)
    told = range_words(estimate.low, estimate.best, estimate.high)
    verdict = compare(count, estimate.low, estimate.best, estimate.high)
    says = {
        "agrees": "the record has the same",
        "within the range": "the record's range holds it",
        "contradicts": "the record has another figure",
    }[verdict]
    return _verdict(claim, count, verdict, incident.code, f"{says}: {told} {count.effect} in {named}", heard)


def _check_total(claim: Claim, count: Count, victims: Victims, total: Total | None, ground: _Ground) -> FigureCheck:
    """A running total is compared with the same publisher's series, else with others for the same ground and end."""
    same = [total] if total and any(c in ground.record for c in total.claims) else []
    for found in same or [t for t in ground.totals if _same_ground(t, claim, count)]:
        others = [ground.record[c] for c in found.claims if c in ground.record]
        figure = next((t for t in (found, *found.parts) if t.effect == count.effect and t.victims == victims), None)
        if not others or figure is None:
            continue
        verdict = compare(count, figure.low, figure.best, figure.high)
        reason = f"{found.publisher or 'the record'} says {figure.words} ({found.date_start or 'open'} to "
        reason += f"{found.date_end or 'open'})"
        return _verdict(claim, count, verdict, found.code, reason, tuple(_hear(others, count.effect, ground)))
    return _verdict(claim, count, "not on record", None, "no running total for this ground and period is on record")


def compare(count: Count, low: int | None, best: int | None, high: int | None) -> Verdict:
    """A figure against a range. "At least 10" holds every range that reaches 10; a vague word holds any number.

    Agrees: the same number is the best, or both bounds are the same. Contradicts: no number fits both.
    """
    theirs = [n for n in (count.best, count.low, count.high) if n is not None]
    ours = [n for n in (best, low, high) if n is not None]
    if not theirs or not ours:
        return "agrees" if not theirs and not ours else "within the range"
    if theirs[0] == ours[0] or (count.low, count.high) == (low, high):
        return "agrees"
    below = high is not None and count.low is not None and count.low > high
    above = low is not None and count.high is not None and count.high < low
    exact_beyond = high is None and best is not None and low == best and count.best is not None and count.best < best
    return "contradicts" if below or above or exact_beyond else "within the range"


def _estimate_for(incident: Incident, count: Count, victims: Victims, ground: _Ground) -> Estimate | None:
    """The record's estimate for the same people, else for everybody harmed in that way."""
    found = [e for code in (incident.code, *incident.previous_codes) for e in ground.estimates.get(code, ())]
    found = [e for e in found if e.effect == count.effect]
    return next((e for e in found if e.victims == victims), None) or next(
        (e for e in found if e.victims == EVERYBODY), None
    )


def _same_ground(total: Total, claim: Claim, count: Count) -> bool:
    if total.effect != count.effect or not _near(total.date_end, claim.when.date_end):
        return False
    names = [fold_name(w.name or w.words or "") for w in (total.where, claim.where)]
    party = claim.alleged_perpetrator.party if claim.alleged_perpetrator else None
    return names[0] == names[1] != "" and total.alleged_perpetrator == party


def _near(a: date | None, b: date | None) -> bool:
    return a is not None and b is not None and abs((a - b).days) <= SAME_PERIOD_DAYS


def _figures(counts: Sequence[Count]) -> Iterator[tuple[Count, Victims]]:
    for count in counts:
        yield count, Victims(count.status, count.age, count.sex)
        yield from _figures(count.includes)


def _hear(claims: Sequence[Claim], effect: str, ground: _Ground) -> Iterator[Heard]:
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        words = [count.words for count, _ in _figures(claim.counts) if count.effect == effect]
        if words:
            name = claim.speaker[-1].name if claim.speaker else ground.names.get(claim.document, "the publisher")
            told = ", ".join(words)
            if (name, told) not in seen:  # the same words of the same speaker, in whatever paper, once
                seen.add((name, told))
                yield Heard(claim.id, claim.document, name, told)


def _verdict(
    claim: Claim, count: Count, verdict: Verdict, against: str | None, reason: str, heard: tuple[Heard, ...] = ()
) -> FigureCheck:
    return FigureCheck(
        claim.id, claim.start, claim.end, claim.quote, count.effect, count.words, count.low, count.best, count.high,
        verdict, against, reason, heard,
    )  # fmt: skip


def check_to_json(check: FigureCheck) -> dict[str, object]:
    """A verdict as one JSON object."""
    found: dict[str, object] = {name: getattr(check, name) for name in FigureCheck.__slots__ if name != "heard"}
    found["heard"] = [{name: getattr(h, name) for name in Heard.__slots__} for h in check.heard]
    return found
