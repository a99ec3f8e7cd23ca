"""The outside forms: records to JSON objects and back. In come records, out go plain objects with fixed keys.

The keys are those of the contract for claims, incidents, estimates, totals and tally rows; unknown is `null`.
Reading back is strict: a missing or misspelt value is an `InputError` that says which key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, get_args

from whence.errors import InputError
from whence.records import (
    Act,
    AllegedPerpetrator,
    Claim,
    ClaimUse,
    Count,
    Estimate,
    Incident,
    Origin,
    PartyRef,
    Scope,
    Speaker,
    Stance,
    TallyRow,
    Total,
    TotalCheck,
    Victims,
    When,
    Where,
)
from whence.records import Effect as _Effect

Object = dict[str, Any]

_EFFECTS = frozenset(get_args(_Effect))
_STANCES = frozenset(get_args(Stance))
_SCOPES = frozenset(get_args(Scope))


# ---------------------------------------------------------------- claims


def claim_to_json(claim: Claim) -> Object:
    """The contract's object for one claim, plus id, confidence, finder and what later stages need."""
    return {
        "id": claim.id,
        "document": claim.document,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "act": {"type": claim.act.type, "mode": claim.act.mode, "weapon": claim.act.weapon},
        "counts": [count_to_json(count) for count in claim.counts],
        "scope": claim.scope,
        "where": where_to_json(claim.where),
        "when": when_to_json(claim.when),
        "alleged_perpetrator": _party_to_json(claim.alleged_perpetrator),
        "target": _party_to_json(claim.target),
        "speaker": [{"name": speaker.name, "kind": speaker.kind} for speaker in claim.speaker],
        "stance": claim.stance,
        "denied": list(claim.denied),
        "none_reported": list(claim.none_reported),
        "superseded": claim.superseded,
        "confidence": round(claim.confidence, 3),
        "confidence_whole": None if claim.confidence_whole is None else round(claim.confidence_whole, 3),
        "finder": claim.finder,
        "reading": list(claim.reading),
    }


def claim_from_json(data: Mapping[str, Any]) -> Claim:
    """A claim from the contract's object; keys beyond the contract may be missing. Raises InputError."""
    try:
        act = data["act"]
        claim = Claim(
            id=str(data.get("id") or f"{data['document']}:{data['start']}"),
            document=str(data["document"]),
            start=int(data["start"]),
            end=int(data["end"]),
            quote=data["quote"],
            act=Act(act["type"], act.get("mode"), act.get("weapon")),
            counts=tuple(count_from_json(count) for count in data.get("counts") or ()),
            scope=data["scope"],
            where=where_from_json(data.get("where") or {}),
            when=when_from_json(data.get("when") or {}),
            alleged_perpetrator=_party_from_json(data.get("alleged_perpetrator")),
            target=_party_from_json(data.get("target")),
            speaker=tuple(Speaker(s["name"], s["kind"]) for s in data.get("speaker") or ()),
            stance=data["stance"],
            denied=tuple(data.get("denied") or ()),
            none_reported=tuple(data.get("none_reported") or ()),
            superseded=bool(data.get("superseded", False)),
            confidence=float(data.get("confidence", 1.0)),
            confidence_whole=None if (whole := data.get("confidence_whole")) is None else float(whole),
            finder=str(data.get("finder", "unknown")),
            reading=tuple(data.get("reading") or ()),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise InputError(f"not a claim: {problem!r}", remedy="see the claim form in docs/method.md") from problem
    if claim.scope not in _SCOPES or claim.stance not in _STANCES:
        raise InputError(f"not a claim: scope {claim.scope!r}, stance {claim.stance!r}")
    return claim


def count_to_json(count: Count) -> Object:
    """The contract's Count."""
    return {
        "effect": count.effect,
        "words": count.words,
        "low": count.low,
        "best": count.best,
        "high": count.high,
        "hedge": count.hedge,
        "unit": count.unit,
        "status": count.status,
        "age": count.age,
        "sex": count.sex,
        "includes": [count_to_json(part) for part in count.includes],
    }


def count_from_json(data: Mapping[str, Any]) -> Count:
    """A Count from the contract's object. Raises InputError on an unknown effect."""
    if data["effect"] not in _EFFECTS:
        raise InputError(f"unknown effect {data['effect']!r}", remedy=f"one of {', '.join(sorted(_EFFECTS))}")
    return Count(
        effect=data["effect"],
        words=data["words"],
        low=data.get("low"),
        best=data.get("best"),
        high=data.get("high"),
        hedge=data["hedge"],
        unit=data.get("unit") or "people",
        status=data.get("status"),
        age=data.get("age"),
        sex=data.get("sex"),
        includes=tuple(count_from_json(part) for part in data.get("includes") or ()),
    )


def where_to_json(where: Where) -> Object:
    return {
        "words": where.words,
        "name": where.name,
        "within": where.within,
        "country": where.country,
        "path": list(where.path),
        "lat": where.lat,
        "lon": where.lon,
        "where_prec": where.where_prec,
        "pcode": where.pcode,
    }


def where_from_json(data: Mapping[str, Any]) -> Where:
    return Where(
        words=data.get("words"),
        name=data.get("name"),
        within=data.get("within"),
        country=data.get("country"),
        path=tuple(data.get("path") or ()),
        lat=data.get("lat"),
        lon=data.get("lon"),
        where_prec=data.get("where_prec"),
        pcode=data.get("pcode"),
    )


def when_to_json(when: When) -> Object:
    return {
        "words": when.words,
        "date_start": _day(when.date_start),
        "date_end": _day(when.date_end),
        "date_prec": when.date_prec,
        "anchor": when.anchor,
    }


def when_from_json(data: Mapping[str, Any]) -> When:
    return When(
        words=data.get("words"),
        date_start=_day_from(data.get("date_start")),
        date_end=_day_from(data.get("date_end")),
        date_prec=data.get("date_prec"),
        anchor=data.get("anchor"),
    )


# ---------------------------------------------------------------- incidents, estimates, totals, tallies


def incident_to_json(incident: Incident) -> Object:
    """The contract's Incident."""
    return {
        "incident": incident.code,
        "act": {"type": incident.act.type, "mode": incident.act.mode, "weapon": incident.act.weapon},
        "where": where_to_json(incident.where),
        "when": when_to_json(incident.when),
        "alleged_perpetrators": [_perpetrator_to_json(p) for p in incident.alleged_perpetrators],
        "claims": list(incident.claims),
        "documents": list(incident.documents),
        "origins": [_origin_to_json(origin) for origin in incident.origins],
        "previous_codes": list(incident.previous_codes),
    }


def incident_from_json(data: Mapping[str, Any]) -> Incident:
    """An Incident from the contract's object, as the ledger keeps it."""
    act = data["act"]
    return Incident(
        code=data["incident"],
        act=Act(act["type"], act["mode"], act["weapon"]),
        where=where_from_json(data["where"]),
        when=when_from_json(data["when"]),
        alleged_perpetrators=tuple(
            AllegedPerpetrator(p["party"], p["origins_say"], p["origins_deny"]) for p in data["alleged_perpetrators"]
        ),
        claims=tuple(data["claims"]),
        documents=tuple(data["documents"]),
        origins=tuple(Origin(o["key"], o["name"], o["kind"], tuple(o["claims"]), o["why"]) for o in data["origins"]),
        previous_codes=tuple(data.get("previous_codes") or ()),
    )


def estimate_to_json(estimate: Estimate) -> Object:
    """The contract's Estimate."""
    part_of = victims_to_json(estimate.part_of) if estimate.part_of is not None else None
    return {
        "incident": estimate.incident,
        "effect": estimate.effect,
        "victims": {**victims_to_json(estimate.victims), "part_of": part_of},
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "policy": estimate.policy,
        "used": _uses(estimate.used),
        "left_out": _uses(estimate.left_out),
        "reason": estimate.reason,
        "origins": estimate.origins,
        "flags": list(estimate.flags),
    }


def estimate_from_json(data: Mapping[str, Any]) -> Estimate:
    """An Estimate from the contract's object, as the ledger keeps it."""
    victims = data["victims"]
    return Estimate(
        incident=data["incident"],
        effect=data["effect"],
        victims=victims_from_json(victims),
        part_of=victims_from_json(victims["part_of"]) if victims.get("part_of") is not None else None,
        low=data["low"],
        best=data["best"],
        high=data["high"],
        policy=data["policy"],
        used=tuple(ClaimUse(u["claim"], u["why"]) for u in data["used"]),
        left_out=tuple(ClaimUse(u["claim"], u["why"]) for u in data["left_out"]),
        reason=data["reason"],
        origins=data["origins"],
        flags=tuple(data.get("flags") or ()),
    )


def total_to_json(total: Total) -> Object:
    """A Total without its check against incidents; `total_check_to_json` gives the contract's whole object."""
    return {
        "total": total.code,
        "effect": total.effect,
        "victims": victims_to_json(total.victims),
        "low": total.low,
        "best": total.best,
        "high": total.high,
        "hedge": total.hedge,
        "words": total.words,
        "where": where_to_json(total.where),
        "date_start": _day(total.date_start),
        "date_end": _day(total.date_end),
        "alleged_perpetrator": total.alleged_perpetrator,
        "publisher": total.publisher,
        "claims": list(total.claims),
        "parts": [total_to_json(part) for part in total.parts],
    }


def total_from_json(data: Mapping[str, Any]) -> Total:
    """A Total from its object, as the ledger keeps it."""
    return Total(
        code=data["total"],
        effect=data["effect"],
        victims=victims_from_json(data["victims"]),
        low=data["low"],
        best=data["best"],
        high=data["high"],
        hedge=data["hedge"],
        words=data["words"],
        where=where_from_json(data["where"]),
        date_start=_day_from(data["date_start"]),
        date_end=_day_from(data["date_end"]),
        alleged_perpetrator=data["alleged_perpetrator"],
        publisher=data["publisher"],
        claims=tuple(data["claims"]),
        parts=tuple(total_from_json(part) for part in data.get("parts") or ()),
    )


def total_check_to_json(check: TotalCheck) -> Object:
    """The contract's Total: the figure, the incidents inside its scope, and the remainder."""
    return {
        **total_to_json(check.total),
        "covers": list(check.covers),
        "on_record": {"low": check.on_record_low, "best": check.on_record_best, "high": check.on_record_high},
        "remainder": check.remainder,
        "note": check.note,
    }


def tally_row_to_json(row: TallyRow) -> Object:
    """The contract's tally row: the grouping keys first, then the figures."""
    return {
        **dict(row.keys),
        "effect": row.effect,
        "low": row.low,
        "best": row.best,
        "high": row.high,
        "incidents": len(row.incidents),
        "incident_codes": list(row.incidents),
        "unnumbered": row.unnumbered,
        "origins": row.origins,
        "reviewed_share": row.reviewed_share,
        "policy": row.policy,
        "as_of": row.as_of,
        "totals": [total_check_to_json(check) for check in row.totals],
    }


def total_check_from_json(data: Mapping[str, Any]) -> TotalCheck:
    """A TotalCheck from its object, as the ledger keeps it."""
    on_record = data["on_record"]
    return TotalCheck(
        total=total_from_json(data),
        covers=tuple(data["covers"]),
        on_record_low=on_record["low"],
        on_record_best=on_record["best"],
        on_record_high=on_record["high"],
        remainder=data["remainder"],
        note=data["note"],
    )


def tally_row_from_json(data: Mapping[str, Any], by: Iterable[str]) -> TallyRow:
    """A tally row from its object; `by` are the groupings it was made with."""
    return TallyRow(
        keys=tuple((key, data[key]) for key in by),
        effect=data["effect"],
        low=data["low"],
        best=data["best"],
        high=data["high"],
        incidents=tuple(data["incident_codes"]),
        unnumbered=data["unnumbered"],
        origins=data["origins"],
        reviewed_share=data["reviewed_share"],
        policy=data["policy"],
        as_of=data["as_of"],
        totals=tuple(total_check_from_json(check) for check in data["totals"]),
    )


def victims_to_json(victims: Victims) -> Object:
    return {"status": victims.status, "age": victims.age, "sex": victims.sex}


def victims_from_json(data: Mapping[str, Any]) -> Victims:
    return Victims(data.get("status"), data.get("age"), data.get("sex"))


def _party_to_json(party: PartyRef | None) -> Object | None:
    return {"words": party.words, "party": party.party} if party else None


def _party_from_json(data: Mapping[str, Any] | None) -> PartyRef | None:
    return PartyRef(data["words"], data["party"]) if data else None


def _perpetrator_to_json(p: AllegedPerpetrator) -> Object:
    return {"party": p.party, "origins_say": p.origins_say, "origins_deny": p.origins_deny}


def _origin_to_json(origin: Origin) -> Object:
    return {
        "key": origin.key,
        "name": origin.name,
        "kind": origin.kind,
        "claims": list(origin.claims),
        "why": origin.why,
    }


def _uses(uses: Iterable[ClaimUse]) -> list[Object]:
    return [{"claim": use.claim, "why": use.why} for use in uses]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_from(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
