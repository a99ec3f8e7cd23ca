"""Flat tables of the records, for CSV and the screen. In come records, out goes a `Sheet` with fixed columns.

Only what is published is taken: publishers, never a contributor's name or a path.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.records import (
    Claim,
    Count,
    DocumentLine,
    Estimate,
    Incident,
    PartyLine,
    SourceLine,
    TallyRow,
    TotalCheck,
    Victims,
    When,
    Where,
)

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Named columns and rows of equal length; a null cell is unknown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def claims_sheet(claims: Iterable[Claim]) -> Sheet:
    """One row per figure of a claim, or one row for a claim without figures; `part_of` names the whole's words."""
    columns = (
        "id", "document", "act", "mode", "weapon", "effect", "words", "low", "best", "high", "hedge", "unit",
        "status", "age", "sex", "part_of", "scope", "place", "within", "country", "date_start", "date_end",
        "alleged_perpetrator", "speaker", "stance", "confidence", "confidence_whole", "quote",
    )  # fmt: skip
    rows = [_claim_row(claim, count, whole) for claim in claims for count, whole in _figures(claim.counts)]
    return Sheet(columns, tuple(rows))


def documents_sheet(lines: Iterable[DocumentLine]) -> Sheet:
    columns = ("id", "published", "published_how", "source", "title", "url", "claims", "sha256")
    rows = [(d.id, _iso(d.published), d.published_how, d.source, d.title, d.url, d.claims, d.sha256) for d in lines]
    return Sheet(columns, tuple(rows))


def sources_sheet(lines: Iterable[SourceLine]) -> Sheet:
    columns = ("name", "role", "kind", "documents", "claims", "origin_of")
    return Sheet(columns, tuple((s.name, s.role, s.kind, s.documents, s.claims, s.origin_of) for s in lines))


def parties_sheet(lines: Iterable[PartyLine]) -> Sheet:
    columns = ("party", "title", "claims", "denials", "admissions", "incidents")
    return Sheet(columns, tuple((p.party, p.title, p.claims, p.denials, p.admissions, p.incidents) for p in lines))


def incidents_sheet(incidents: Iterable[Incident]) -> Sheet:
    columns = (
        "incident", "act", "mode", "weapon", "place", "within", "country", "lat", "lon", "where_prec", "date_start",
        "date_end", "date_prec", "alleged_perpetrators", "claims", "documents", "origins",
    )  # fmt: skip
    rows = [
        (
            i.code, i.act.type, i.act.mode, i.act.weapon, i.where.name or i.where.words, i.where.within,
            i.where.country, i.where.lat, i.where.lon, i.where.where_prec, _iso(i.when.date_start),
            _iso(i.when.date_end), i.when.date_prec, _perpetrators(i), len(i.claims), len(i.documents),
            len(i.origins),
        )
        for i in incidents
    ]  # fmt: skip
    return Sheet(columns, tuple(rows))


def estimates_sheet(estimates: Iterable[Estimate]) -> Sheet:
    columns = (
        "incident", "effect", "victims", "part_of", "low", "best", "high", "policy", "origins", "used", "left_out",
        "flags", "reason",
    )  # fmt: skip
    rows = [
        (
            e.incident, e.effect, victims_words(e.victims), victims_words(e.part_of) if e.part_of else None,
            e.low, e.best, e.high, e.policy, e.origins, len(e.used), len(e.left_out), "; ".join(e.flags) or None,
            e.reason,
        )
        for e in estimates
    ]  # fmt: skip
    return Sheet(columns, tuple(rows))


def totals_sheet(checks: Iterable[TotalCheck]) -> Sheet:
    columns = (
        "total", "effect", "victims", "low", "best", "high", "words", "place", "date_start", "date_end",
        "alleged_perpetrator", "publisher", "on_record_low", "on_record_best", "on_record_high", "covers",
        "remainder", "note",
    )  # fmt: skip
    rows = [
        (
            c.total.code, c.total.effect, victims_words(c.total.victims), c.total.low, c.total.best, c.total.high,
            c.total.words, c.total.where.name or c.total.where.words, _iso(c.total.date_start),
            _iso(c.total.date_end), c.total.alleged_perpetrator, c.total.publisher, c.on_record_low,
            c.on_record_best, c.on_record_high, len(c.covers), c.remainder, c.note,
        )
        for c in checks
    ]  # fmt: skip
    return Sheet(columns, tuple(rows))


def tally_sheet(rows: Sequence[TallyRow]) -> Sheet:
    """A tally: the groupings first; `totals` are the published ones, as publisher and figure, with the remainder."""
    groupings = tuple(key for key, _ in rows[0].keys) if rows else ()
    columns = (
        *(key for key in groupings if key != "effect"),
        "effect", "low", "best", "high", "incidents", "unnumbered", "origins", "reviewed_share", "totals", "policy",
        "as_of",
    )  # fmt: skip
    lines = [
        (
            *(value for key, value in row.keys if key != "effect"),
            row.effect, row.low, row.best, row.high, len(row.incidents), row.unnumbered, row.origins,
            row.reviewed_share, "; ".join(total_words(check) for check in row.totals) or None, row.policy, row.as_of,
        )
        for row in rows
    ]  # fmt: skip
    return Sheet(columns, tuple(lines))


def range_words(low: int | None, best: int | None, high: int | None) -> str:
    """Low, best and high as a person writes them: "15", "10-20, best 15", "at least 409", "unknown"."""
    match low, best, high:
        case None, None, None:
            return "unknown"
        case _ if low == best == high:
            return str(best)
        case _ if low is not None and high is None:
            return f"at least {low}" if best in (None, low) else f"at least {low}, best {best}"
        case _ if low is None and high is not None:
            return f"up to {high}" if best in (None, high) else f"up to {high}, best {best}"
        case None, _, None:
            return str(best)
    return f"{low}-{high}" if best is None else f"{low}-{high}, best {best}"


def victims_words(victims: Victims) -> str:
    """A victim group in words: "everybody", "civilian children", "women"."""
    match victims.age, victims.sex:
        case None, None:
            people = ""
        case "child", sex:
            people = {"female": "girls", "male": "boys"}.get(sex or "", "children")
        case "adult", sex:
            people = {"female": "women", "male": "men"}.get(sex or "", "adults")
        case _:
            people = "female" if victims.sex == "female" else "male"
    if not people:
        return {"civilian": "civilians", "combatant": "combatants"}.get(victims.status or "", "everybody")
    return f"{victims.status} {people}" if victims.status else people


def total_words(check: TotalCheck) -> str:
    """A published total on one line, with what it says beyond the record."""
    total = check.total
    said = f"{total.publisher or 'unnamed'}: {range_words(total.low, total.best, total.high)}"
    return said if check.remainder is None else f"{said} ({check.remainder:+d} beyond the record)"


def where_words(where: Where) -> str | None:
    """A place on one line: its name and the larger place, else the text's words."""
    name = where.name or where.words
    return f"{name}, {where.within}" if name and where.within else name


def sureness_words(claim: Claim) -> str:
    """How sure the reading is: of the figures, and of every slot where the finder tells the two apart."""
    whole = claim.confidence_whole
    every = f" ({whole:.2f} that every slot is right)" if whole is not None else ""
    return f"confidence {claim.confidence:.2f}{every}"


def when_words(when: When) -> str | None:
    """An interval on one line; null when open."""
    if when.date_start is None or when.date_end is None or when.date_start == when.date_end:
        return _iso(when.date_start) or _iso(when.date_end)
    return f"{when.date_start} to {when.date_end}"


def _figures(counts: tuple[Count, ...], whole: str | None = None) -> list[tuple[Count | None, str | None]]:
    figures: list[tuple[Count | None, str | None]] = []
    for count in counts:
        figures.append((count, whole))
        figures += _figures(count.includes, count.words) if count.includes else []
    return figures or [(None, None)]


def _claim_row(claim: Claim, count: Count | None, whole: str | None) -> tuple[Cell, ...]:
    figure: tuple[Cell, ...] = (None,) * 10
    if count:
        figure = (
            count.effect, count.words, count.low, count.best, count.high, count.hedge, count.unit, count.status,
            count.age, count.sex,
        )  # fmt: skip
    party = claim.alleged_perpetrator
    speaker = " < ".join(s.name for s in claim.speaker) or None
    return (
        claim.id, claim.document, claim.act.type, claim.act.mode, claim.act.weapon, *figure, whole, claim.scope,
        claim.where.name or claim.where.words, claim.where.within, claim.where.country, _iso(claim.when.date_start),
        _iso(claim.when.date_end), party.party if party else None, speaker, claim.stance,
        round(claim.confidence, 3), claim.confidence_whole, claim.quote,
    )  # fmt: skip


def _perpetrators(incident: Incident) -> str | None:
    said = [
        f"{p.party} ({p.origins_say} say, {p.origins_deny} deny)" if p.origins_deny else f"{p.party} ({p.origins_say})"
        for p in incident.alleged_perpetrators
    ]
    return "; ".join(said) or None


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None
