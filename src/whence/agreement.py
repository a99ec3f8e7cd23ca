"""Two finders side by side. In come the claims of each for one document, out come pairs: found by both, or by one.

Two claims are one finding when their sentences overlap and they count the same people, or name the same act where
nobody is counted; the slots in which they differ are named with both readings. Neither finder is taken to be right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from whence.forms import claim_to_json
from whence.records import Claim, Count, PartyRef
from whence.vocabulary.folding import fold_name

FoundBy = Literal["both", "rules", "llm"]
RULES: FoundBy = "rules"
MODEL: FoundBy = "llm"
BOTH: FoundBy = "both"


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot that two finders read differently, in words for a person."""

    slot: str
    rules: str
    llm: str


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: the claim of each finder, null where it has none, and the slots in which the two differ."""

    document: str
    by: FoundBy
    rules: Claim | None
    llm: Claim | None
    differ: tuple[Difference, ...] = ()

    @property
    def claim(self) -> Claim:
        """The finding as one claim: the rules' where both have it, with a note on how the other reads it."""
        if self.rules is None or self.llm is None:
            one = self.rules or self.llm
            assert one is not None
            return one
        differ = "; ".join(f"{d.slot} (rules “{d.rules}”, llm “{d.llm}”)" for d in self.differ)
        how = f"which differ in {differ}" if differ else "which agree in every slot"
        return replace(
            self.rules,
            finder=f"{self.rules.finder} + {self.llm.finder}",
            reading=(*self.rules.reading, f"found by {self.rules.finder} and by {self.llm.finder}, {how}"),
        )


def match_findings(rules: Sequence[Claim], llm: Sequence[Claim]) -> tuple[Found, ...]:
    """The claims of two finders for one document, paired one to one, the closest first; in reading order. Pure."""
    pairs = _pairs(rules, llm)
    taken = set(pairs.values())
    found = [
        Found(claim.document, BOTH, claim, llm[pairs[i]], tuple(_differences(claim, llm[pairs[i]])))
        if i in pairs
        else Found(claim.document, RULES, claim, None)
        for i, claim in enumerate(rules)
    ]
    found += [Found(claim.document, MODEL, None, claim) for j, claim in enumerate(llm) if j not in taken]
    return tuple(sorted(found, key=lambda one: (one.claim.start, one.claim.end, one.by)))


def found_to_json(found: Found) -> dict[str, Any]:
    """A finding as one JSON object, both claims in the outside form."""
    return {
        "document": found.document,
        "found_by": found.by,
        "differ": [{"slot": d.slot, "rules": d.rules, "llm": d.llm} for d in found.differ],
        "rules": claim_to_json(found.rules) if found.rules else None,
        "llm": claim_to_json(found.llm) if found.llm else None,
    }


# ---------------------------------------------------------------- pairing


def _pairs(rules: Sequence[Claim], llm: Sequence[Claim]) -> dict[int, int]:
    """Index of a rules' claim to that of its partner."""
    candidates = []
    for i, a in enumerate(rules):
        for j, b in enumerate(llm):
            shared = _shared(a, b)
            if shared:
                alike = -sum(1 for _ in _differences(a, b))
                candidates.append((shared, alike, min(a.end, b.end) - max(a.start, b.start), -i, -j))
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(candidates, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _shared(a: Claim, b: Claim) -> int:
    """How much two claims have in common: 0 nothing, 1 the act or the people but not the number, more with figures."""
    if min(a.end, b.end) <= max(a.start, b.start):
        return 0
    same = len(_figures(a.counts) & _figures(b.counts))
    if same:
        return 1 + same
    if not a.counts and not b.counts:
        return int(a.act.type == b.act.type and a.stance == b.stance)
    effects = {c.effect for c in a.counts} & {c.effect for c in b.counts}
    words = [(x.words, y.words) for x in a.counts for y in b.counts if x.effect in effects and y.effect == x.effect]
    return int(any(x in y or y in x for x, y in words))


def _figures(counts: Iterable[Count]) -> set[tuple[object, ...]]:
    return {(c.effect, c.unit, c.best if c.best is not None else c.low or c.high) for c in _flat(counts) if _known(c)}


def _known(count: Count) -> bool:
    return (count.low, count.best, count.high) != (None, None, None)


def _flat(counts: Iterable[Count]) -> Iterator[Count]:
    for count in counts:
        yield count
        yield from _flat(count.includes)


# ---------------------------------------------------------------- slot by slot


def _differences(a: Claim, b: Claim) -> Iterator[Difference]:
    for slot, words_of in _SLOTS.items():
        ours, theirs = words_of(a), words_of(b)
        if fold_name(ours) != fold_name(theirs):
            yield Difference(slot, ours, theirs)


def _number(count: Count) -> str:
    if not _known(count):
        return f"{count.effect} vague"
    if count.low == count.best == count.high:
        return f"{count.effect} {count.best}"
    low, high = ("?" if n is None else str(n) for n in (count.low, count.high))
    return f"{count.effect} {low} to {high}"


def _victims(count: Count) -> str:
    return " ".join(word for word in (count.status, count.age, count.sex) if word) or "anybody"


def _party(party: PartyRef | None) -> str:
    return party.party if party else "nobody"


def _days(claim: Claim) -> str:
    start, end = claim.when.date_start, claim.when.date_end
    return "open" if start is None else f"{start}" if start == end else f"{start} to {end or 'open'}"


_SLOTS: Mapping[str, Callable[[Claim], str]] = {
    "numbers": lambda c: ", ".join(sorted(_number(one) for one in _flat(c.counts))) or "nobody counted",
    "victims": lambda c: ", ".join(sorted(f"{one.effect}: {_victims(one)}" for one in _flat(c.counts))) or "none",
    "act": lambda c: f"{c.act.type} {c.act.mode or ''}".strip(),
    "where": lambda c: c.where.name or c.where.words or "no place",
    "when": _days,
    "party": lambda c: _party(c.alleged_perpetrator),
    "speaker": lambda c: ", ".join(s.name for s in c.speaker) or "the publisher",
    "stance": lambda c: c.stance,
    "scope": lambda c: c.scope,
}
