"""What people judged, applied; and what they should look at next. In come claims, links and judgements as they were
made, out go the claims as judged, and suggestions with their reasons. Nothing is overwritten: judgements add up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast, get_args

from whence.errors import InputError, UsageError
from whence.forms import where_from_json, where_to_json
from whence.publish.sheets import sureness_words
from whence.records import (
    EFFECTS,
    EVERYBODY,
    Claim,
    Count,
    Effect,
    Estimate,
    Hedge,
    Judgement,
    Link,
    PartyRef,
    Rejected,
    Scope,
    Stance,
    When,
    Where,
)

VAGUE_WEIGHT = 20  # what "dozens" weighs when suggestions are ordered; it enters no number
SLOTS = ("where", "when", "party", "scope", "stance")
_FIGURE_SLOT = re.compile(r"(?P<effect>[a-z]+)(?P<path>(?:\.[1-9]\d?){0,3})")


@dataclass(frozen=True, slots=True)
class Judged:
    """Claims after judgement. `reviewed` maps a claim's id to "accepted", "rejected" or "edited".

    Rejected claims stay among `claims`: estimates leave them out and say so. `standing` are the judgements that no
    later one took back, undoing ones left away. `idle` are edits that cannot be made any more, with reasons.
    """

    claims: Mapping[str, Claim]
    reviewed: Mapping[str, str]
    standing: tuple[Judgement, ...]
    idle: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to look at: a claim, or a link between two. `weight` is people at stake times uncertainty."""

    kind: str
    about: tuple[str, ...]
    incident: str | None
    weight: float
    why: str


def find_standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that hold, in order. An undo can itself be undone; only the last word counts."""
    undone: set[int] = set()
    standing = []
    for judgement in sorted(judgements, key=lambda j: j.number, reverse=True):
        if judgement.number in undone:
            continue
        if judgement.kind == "undo" and judgement.undoes is not None:
            undone.add(judgement.undoes)
        elif judgement.kind != "undo":
            standing.append(judgement)
    return tuple(reversed(standing))


def apply_judgements(claims: Iterable[Claim], judgements: Sequence[Judgement]) -> Judged:
    """Claims as people judged them. The order of claims does not matter; that of judgements does."""
    standing = find_standing(judgements)
    judged = {claim.id: claim for claim in claims}
    idle = []
    for judgement in standing:
        for claim_id in judgement.about if judgement.kind == "edit" else ():
            try:
                if claim_id in judged:
                    judged[claim_id] = edit_claim(judged[claim_id], judgement.change)
            except UsageError as problem:  # it built on an edit that was taken back since
                idle.append(Rejected("review", str(judgement.number), str(problem)))
    reviewed = {claim: how for claim, how in find_reviewed(judgements).items() if claim in judged}
    return Judged(judged, reviewed, standing, tuple(idle))


def find_reviewed(judgements: Sequence[Judgement]) -> dict[str, str]:
    """How each claim was judged last: "accepted", "rejected" or "edited"; claims nobody judged are not in it."""
    words = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
    return {claim: words[j.kind] for j in find_standing(judgements) if j.kind in words for claim in j.about}


def edit_claim(claim: Claim, change: Sequence[tuple[str, str]]) -> Claim:
    """A claim with some slots set anew. Slots: where, when, party, scope, stance, and figures by their effect.

    `killed=15`, `killed=10/12/20` (low/best/high, `?` unknown), `killed=none` takes the figure out; `killed.2` is the
    second figure of that effect, `killed.1.1` the first part of the first. `when` is `2016-12-09`, an interval
    `2016-12-01..2016-12-05`, or `?`. Raises UsageError that lists the slots or choices there are.
    """
    for slot, value in change:
        claim = _edit_slot(claim, slot, value.strip())
    return claim


def next_to_review(
    claims: Mapping[str, Claim],
    estimates: Sequence[Estimate],
    links: Sequence[Link],
    reviewed: Mapping[str, str],
    limit: int = 20,
) -> tuple[Suggestion, ...]:
    """What would change the tallies most if it were wrong, heaviest first; what a person has judged is left out."""
    suggestions = [*_claim_suggestions(claims, estimates, reviewed), *_link_suggestions(claims, links, reviewed)]
    suggestions.sort(key=lambda s: (-s.weight, s.about))
    return tuple(suggestions[:limit])


def figure_weight(count: Count) -> int:
    """How many people hang on a figure, for the order of suggestions only."""
    known = [n for n in (count.best, count.high, count.low) if n is not None]
    return known[0] if known else VAGUE_WEIGHT


def _is_known(count: Count) -> bool:
    return any(n is not None for n in (count.best, count.high, count.low))


# ---------------------------------------------------------------- editing


def _edit_slot(claim: Claim, slot: str, value: str) -> Claim:
    match slot:
        case "where":
            return replace(claim, where=_parse_where(value))
        case "when":
            return replace(claim, when=_parse_when(value))
        case "party":
            words = claim.alleged_perpetrator.words if claim.alleged_perpetrator else value
            return replace(claim, alleged_perpetrator=None if value == "?" else PartyRef(words, value))
        case "scope":
            return replace(claim, scope=cast(Scope, _parse_choice("scope", value, get_args(Scope))))
        case "stance":
            return replace(claim, stance=cast(Stance, _parse_choice("stance", value, get_args(Stance))))
    match = _FIGURE_SLOT.fullmatch(slot)
    if not match or match["effect"] not in EFFECTS:
        slots = ", ".join((*SLOTS, *EFFECTS))
        raise UsageError(f"unknown slot {slot!r}", remedy=f"one of {slots}, figures also as killed.2 or killed.1.1")
    path = [int(step) for step in match["path"].split(".")[1:]] or [1]
    return replace(claim, counts=_edit_counts(claim.counts, match["effect"], path, value))


def _edit_counts(counts: tuple[Count, ...], effect: str, path: list[int], value: str) -> tuple[Count, ...]:
    """Set, add or take out the figure that `path` leads to; the first step counts figures of the effect."""
    places = [i for i, count in enumerate(counts) if count.effect == effect]
    step, rest = path[0], path[1:]
    if step > len(places) + (0 if rest or value == "none" else 1):
        raise UsageError(f"the claim has {len(places)} figures of {effect}, not {step}")
    figure = None if value == "none" or rest else _parse_figure(value)
    if step > len(places):
        assert figure is not None
        new = Count(cast(Effect, effect), value, *figure, _hedge(figure))
        return (*counts, new)
    at = places[step - 1]
    if rest:
        whole = replace(counts[at], includes=_edit_counts(counts[at].includes, effect, rest, value))
        return (*counts[:at], whole, *counts[at + 1 :])
    if figure is None:
        return (*counts[:at], *counts[at + 1 :])
    low, best, high = figure
    return (*counts[:at], replace(counts[at], low=low, best=best, high=high, hedge=_hedge(figure)), *counts[at + 1 :])


def _parse_figure(value: str) -> tuple[int | None, int | None, int | None]:
    """`15` or `10/12/20` with `?` for unknown. Raises UsageError when low, best, high are out of order."""
    cells = [cell.strip() for cell in value.split("/")]
    cells = cells * 3 if len(cells) == 1 else cells
    if len(cells) != 3 or not all(cell == "?" or (cell.isdecimal() and cell.isascii()) for cell in cells):
        raise UsageError(f"not a figure: {value!r}", remedy="15, or low/best/high as 10/12/20 with ? for unknown")
    low, best, high = (None if cell == "?" else int(cell) for cell in cells)
    known = [n for n in (low, best, high) if n is not None]
    if known != sorted(known):
        raise UsageError(f"not a figure: {value!r}", remedy="low must not exceed best, nor best high")
    return low, best, high


def _hedge(figure: tuple[int | None, int | None, int | None]) -> Hedge:
    low, best, high = figure
    if best is not None and low == best == high:
        return "exact"
    if low is None and best is None and high is None:
        return "vague"
    if high is None:
        return "at_least"
    return "at_most" if low is None else "range"


def _parse_when(value: str) -> When:
    if value == "?":
        return When()
    first, _, last = value.partition("..")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise UsageError(f"not a date: {value!r}", remedy="2016-12-09, or 2016-12-01..2016-12-05, or ?") from None
    if end < start:
        raise UsageError(f"{value!r} ends before it begins")
    return When(value, start, end, precision_of(start, end), "stated")


def precision_of(start: date, end: date) -> int:
    """UCDP GED's date_prec for an interval: 1 day, 2 two to six days, 3 week, 4 month, 5 longer."""
    days = (end - start).days + 1
    return next((prec for prec, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


def where_value(where: Where) -> str:
    """A place as an edit keeps it, so that applying the edit later needs no gazetteer."""
    return json.dumps(where_to_json(where), ensure_ascii=False, sort_keys=True)


def _parse_where(value: str) -> Where:
    """A place as `where_value` wrote it, or plain words, which then have no point; `?` is unknown."""
    if value == "?":
        return Where()
    if not value.startswith("{"):
        return Where(words=value, name=value)
    try:
        return where_from_json(json.loads(value))
    except (json.JSONDecodeError, TypeError, AttributeError) as problem:
        raise InputError(f"not a place: {value!r}") from problem


def _parse_choice(slot: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise UsageError(f"unknown {slot} {value!r}", remedy=f"one of {', '.join(choices)}")
    return value


# ---------------------------------------------------------------- what to look at next


def _claim_suggestions(
    claims: Mapping[str, Claim], estimates: Sequence[Estimate], reviewed: Mapping[str, str]
) -> Iterable[Suggestion]:
    best: dict[str, Suggestion] = {}
    for estimate in estimates:
        if estimate.victims != EVERYBODY:
            continue
        used = [use.claim for use in estimate.used if use.claim in claims]
        for claim_id in used:
            if claim_id in reviewed:
                continue
            suggestion = _weigh_claim(claims[claim_id], estimate, alone=len(used) == 1)
            if claim_id not in best or best[claim_id].weight < suggestion.weight:
                best[claim_id] = suggestion
    return best.values()


def _weigh_claim(claim: Claim, estimate: Estimate, *, alone: bool) -> Suggestion:
    figures = [count for count in claim.counts if count.effect == estimate.effect]
    people = max((figure_weight(count) for count in figures), default=1)
    doubt = 1.0 - (claim.confidence if claim.confidence_whole is None else claim.confidence_whole)
    told = f"{people} people" if any(_is_known(count) for count in figures) else "people without a number"
    reasons = [f"{told} {estimate.effect}, read with {sureness_words(claim)}"]
    if alone:
        doubt += 0.25
        reasons.append("the only claim behind its incident")
    if estimate.flags:
        doubt += 0.1
        reasons.append("; ".join(estimate.flags))
    return Suggestion("claim", (claim.id,), estimate.incident, round(people * doubt, 2), ", ".join(reasons))


def _link_suggestions(
    claims: Mapping[str, Claim], links: Sequence[Link], reviewed: Mapping[str, str]
) -> Iterable[Suggestion]:
    for link in links:
        if link.author.startswith("link-") and link.claim_a in claims and link.claim_b in claims:
            sides = [claims[link.claim_a], claims[link.claim_b]]
            if any(reviewed.get(claim.id) == "rejected" for claim in sides):
                continue
            doubt = 1.0 - 2.0 * abs(link.score - 0.5)
            people = min(max((figure_weight(c) for c in claim.counts), default=0) for claim in sides)
            if doubt > 0.0 and people:
                stand = "the same incident" if link.same else "two incidents"
                why = f"taken for {stand} with score {link.score:.2f}: {'; '.join(link.reasons[:3])}"
                yield Suggestion("link", (link.claim_a, link.claim_b), None, round(people * doubt, 2), why)
