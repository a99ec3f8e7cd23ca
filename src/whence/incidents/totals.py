"""Cumulative figures kept apart from incidents. In come claims with a running total, out come `Total`s.

One publisher's totals with the same ground, start and group are a series: its newest figure is the total, and all
claims of the series stay listed under it. Nothing here is ever added to an incident.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from whence.records import Claim, Count, DocumentFacts, Origin, Total, Victims
from whence.vocabulary.folding import fold, fold_name


def is_total(claim: Claim) -> bool:
    """Cumulative figures, and figures told as background that say since when they count."""
    if not claim.counts or claim.stance == "denies":
        return False
    return claim.scope == "cumulative" or (claim.scope == "background" and claim.when.date_start is not None)


def find_totals(
    claims: Sequence[Claim], origins: Sequence[Origin], facts: Mapping[str, DocumentFacts]
) -> tuple[Total, ...]:
    """One `Total` per series, by code. Each count of a claim is a series of its own; parts go with their whole.

    `origins` are those of these claims, which are best given ground by ground (see `find_ground`).
    """
    origin_of = {claim: origin for origin in origins for claim in origin.claims}
    series: dict[tuple[str, ...], list[tuple[Claim, Count]]] = {}
    for claim in claims:
        for count in claim.counts:
            key = _series_key(claim, count, origin_of[claim.id].key)
            series.setdefault(key, []).append((claim, count))
    totals = [_total(key, rows, origin_of, facts) for key, rows in series.items()]
    return tuple(sorted(totals, key=lambda total: total.code))


def find_ground(claim: Claim) -> tuple[str, ...]:
    """Place, start and party of a claim's totals; claims that differ in one of them are never of one series."""
    where = claim.where
    ground = where.path[0] if where.path else fold_name(where.name or "") or fold(where.words or where.country or "")
    start = claim.when.date_start.isoformat() if claim.when.date_start else "open"
    return ground, start, claim.alleged_perpetrator.party if claim.alleged_perpetrator else ""


def _series_key(claim: Claim, count: Count, origin: str) -> tuple[str, ...]:
    return (origin, *find_ground(claim), count.effect, count.unit, count.status or "", count.age or "", count.sex or "")


def _total(
    key: tuple[str, ...],
    rows: Sequence[tuple[Claim, Count]],
    origin_of: Mapping[str, Origin],
    facts: Mapping[str, DocumentFacts],
) -> Total:
    def age(row: tuple[Claim, Count]) -> tuple[bool, int, int, int, str]:
        claim, count = row
        known = facts.get(claim.document)
        said = known.published if known and known.published else None
        end = claim.when.date_end
        figure = count.best or count.low or count.high or 0
        # The claim that counts up to the latest day, from the latest document, is the series' newest.
        return (
            not claim.superseded,
            end.toordinal() if end else 0,
            said.toordinal() if said else 0,
            figure,
            claim.id,
        )

    claim, count = max(rows, key=age)
    origin = origin_of[claim.id]
    code = "T-" + hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:10]
    publisher = None if origin.key.startswith("document:") else origin.name
    return _from_count(code, claim, count, publisher, tuple(sorted({c.id for c, _ in rows})))


def _from_count(code: str, claim: Claim, count: Count, publisher: str | None, claims: tuple[str, ...]) -> Total:
    party = claim.alleged_perpetrator.party if claim.alleged_perpetrator else None
    return Total(
        code=code,
        effect=count.effect,
        victims=Victims(count.status, count.age, count.sex),
        low=count.low,
        best=count.best,
        high=count.high,
        hedge=count.hedge,
        words=count.words,
        where=claim.where,
        date_start=claim.when.date_start,
        date_end=claim.when.date_end,
        alleged_perpetrator=None if party == "unknown" else party,
        publisher=publisher,
        claims=claims,
        parts=tuple(
            _from_count(f"{code}.{number}", claim, part, publisher, (claim.id,))
            for number, part in enumerate(count.includes, 1)
        ),
    )
