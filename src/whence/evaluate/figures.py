"""Figures, the things that are scored. In come claims, out comes one figure for each count, parts among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from whence.records import Claim, Count

UNNAMED = "unknown"
_QUOTED = 140  # characters of a quote that a list shows


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with the claim it stands in; `whole` is the count it is a part of, or null."""

    claim: Claim
    count: Count
    whole: Count | None


def figures_of(claims: Iterable[Claim]) -> Iterator[Figure]:
    """Every count of every claim, wholes before their parts."""
    for claim in claims:
        yield from _flatten(claim, claim.counts, None)


def party_of(claim: Claim) -> str:
    """The party at whose door it is laid; `unknown` where none is named or the text says that nobody knows."""
    return claim.alleged_perpetrator.party if claim.alleged_perpetrator else UNNAMED


def label(figure: Figure) -> str:
    """A figure on one line, for the lists of what was missed or wrongly found."""
    quote = shorten(figure.claim.quote, _QUOTED, placeholder=" …")
    return f"{figure.claim.document}: {figure.count.effect} [{figure.count.words}] {quote}"


def _flatten(claim: Claim, counts: Iterable[Count], whole: Count | None) -> Iterator[Figure]:
    for count in counts:
        yield Figure(claim, count, whole)
        yield from _flatten(claim, count.includes, count)
