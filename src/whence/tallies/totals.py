"""Published totals beside the record. In come totals, estimates and incidents, out comes what each says beyond them.

The remainder follows Iraq Body Count's rule for aggregates: the figure less the incidents already recorded for its
place, period and party. It is shown, never added.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.records import EVERYBODY, Estimate, Incident, Total, TotalCheck, Victims
from whence.tallies.ground import Names, is_at, learn_names, party_of, within_days


@dataclass(frozen=True, slots=True)
class _OnRecord:
    """Summed estimates of the incidents a total covers."""

    low: int
    best: int
    high: int
    unnumbered: int
    silent: int  # incidents on the same ground that do not say how many were of the total's group


@dataclass(frozen=True, slots=True)
class _Ground:
    """Incidents by gazetteer id, laid out so that a period is a slice."""

    dated: Mapping[str, list[tuple[date, str, Incident]]]
    undated: Mapping[str, list[Incident]]


def check_totals(
    totals: Sequence[Total], estimates: Iterable[Estimate], incidents: Mapping[str, Incident]
) -> tuple[TotalCheck, ...]:
    """Each total with the incidents inside its place, period and party, and the difference, in the totals' order.

    `estimates` are of one policy. A total without a place or without any date covers what it covers at most; then
    the remainder is null and the note says why.
    """
    names = learn_names([*(i.where for i in incidents.values()), *(t.where for t in totals)])
    by_group: dict[_Group, dict[str, Estimate]] = {}
    for estimate in estimates:
        by_group.setdefault((estimate.effect, estimate.victims), {})[estimate.incident] = estimate
    parties = {code: party_of(incident) for code, incident in incidents.items()}
    ground = _lay_out(incidents)
    made = []
    for total in totals:
        group = by_group.get((total.effect, total.victims), {})
        whole = by_group.get((total.effect, EVERYBODY), {})
        near = _at(total, ground, incidents, names) if whole else ()
        covered = [i for i in near if i.code in whole and _covers(total, i, parties[i.code])]
        inside = [i for i in covered if i.code in group]
        record = _sum([group[i.code] for i in inside], len(covered) - len(inside))
        made.append(_check(total, inside, record))
    return tuple(made)


_Group = tuple[str, Victims]


def _check(total: Total, inside: Sequence[Incident], record: _OnRecord) -> TotalCheck:
    figure = next((n for n in (total.best, total.low, total.high) if n is not None), None)
    open_ground = not _has_place(total) or total.date_start is None
    remainder = None if figure is None or open_ground else figure - record.best
    return TotalCheck(
        total=total,
        covers=tuple(i.code for i in inside),
        on_record_low=record.low if inside else None,
        on_record_best=record.best if inside else None,
        on_record_high=record.high if inside else None,
        remainder=remainder,
        note=_note(total, len(inside), record, remainder),
    )


def _has_place(total: Total) -> bool:
    return bool(total.where.path or total.where.name or total.where.country)


def _lay_out(incidents: Mapping[str, Incident]) -> _Ground:
    """Incidents by each place that holds them, earliest first, the undated apart."""
    dated: dict[str, list[tuple[date, str, Incident]]] = {}
    undated: dict[str, list[Incident]] = {}
    for code, incident in sorted(incidents.items()):
        for place in incident.where.path:
            if incident.when.date_start is None:
                undated.setdefault(place, []).append(incident)
            else:
                dated.setdefault(place, []).append((incident.when.date_start, code, incident))
    return _Ground({place: sorted(own, key=lambda row: row[:2]) for place, own in dated.items()}, undated)


def _at(total: Total, ground: _Ground, incidents: Mapping[str, Incident], names: Names) -> Sequence[Incident]:
    """The incidents at a total's place that may lie in its period, by code."""
    if total.where.path:
        rows = ground.dated.get(total.where.path[0], [])
        first = bisect_left(rows, total.date_start, key=lambda row: row[0]) if total.date_start else 0
        last = bisect_right(rows, total.date_end, key=lambda row: row[0]) if total.date_end else len(rows)
        found = [row[2] for row in rows[first:last]]
        if total.date_start is None and total.date_end is None:
            found += ground.undated.get(total.where.path[0], [])
        return sorted(found, key=lambda incident: incident.code)
    if total.where.name:
        wanted = total.where.name
        return [i for _, i in sorted(incidents.items()) if is_at(i.where, wanted, names)]
    if total.where.country:
        return [i for _, i in sorted(incidents.items()) if i.where.country == total.where.country]
    return ()


def _covers(total: Total, incident: Incident, party: str | None) -> bool:
    if total.alleged_perpetrator is not None and party != total.alleged_perpetrator:
        return False
    return within_days(incident.when.date_start, incident.when.date_end, total.date_start, total.date_end)


def _sum(estimates: Sequence[Estimate], silent: int) -> _OnRecord:
    points = [next((n for n in (e.best, e.low, e.high) if n is not None), None) for e in estimates]
    known = [(e, p) for e, p in zip(estimates, points, strict=True) if p is not None]
    return _OnRecord(
        low=sum(e.low or 0 for e, _ in known),
        best=sum(p for _, p in known),
        high=sum(e.high if e.high is not None else p for e, p in known),
        unnumbered=len(estimates) - len(known),
        silent=silent,
    )


def _note(total: Total, covered: int, record: _OnRecord, remainder: int | None) -> str:
    says = f"{total.publisher or 'a report'} says {_figure(total)} {_people(total)}{_period(total)}"
    if not _has_place(total):
        return f"{says}; it does not say where, so the record cannot be set against it."
    others = f"; {record.silent} more there {'do' if record.silent > 1 else 'does'} not say who the victims were"
    silent = others if record.silent else ""
    if not covered:
        return f"{says}; no incident on record lies within that place, period and party{silent}."
    span = str(record.low) if record.low == record.high else f"{record.low}–{record.high}"
    verb = "incident on record for that place, period and party comes" if covered == 1 else (
        "incidents on record for that place, period and party come"
    )  # fmt: skip
    line = f"{says}; the {covered} {verb} to {span}"
    if record.unnumbered == covered:
        return f"{line.rsplit(' come', 1)[0]} {'have' if covered > 1 else 'has'} no number{silent}."
    if record.unnumbered:
        line += f", {record.unnumbered} of them without a number"
    if remainder is None:
        return f"{line}; it does not say since when, so the difference says nothing{silent}."
    if remainder < 0 and total.hedge != "at_least":
        return f"{line}, which is {-remainder} more than it says{silent}."
    if remainder <= 0:
        return f"{line}, which agrees with it{silent}."
    return f"{line}; {remainder} are not on record as incidents{silent}."


def _figure(total: Total) -> str:
    if total.low is None and total.best is None and total.high is None:
        return f"“{total.words}”"
    if total.hedge == "at_least":
        return f"at least {total.low}"
    if total.hedge == "at_most":
        return f"up to {total.high}"
    if total.hedge == "about":
        return f"about {total.best}"
    if total.best is None and total.low is not None and total.high is not None:
        return f"{total.low} to {total.high}"
    return str(total.best if total.best is not None else total.low)


def _people(total: Total) -> str:
    if total.effect == "territory":
        return "per cent of the territory taken"
    traits = [t for t in (total.victims.status, total.victims.age, total.victims.sex) if t]
    return f"{total.effect} ({', '.join(traits)})" if traits else total.effect


def _period(total: Total) -> str:
    start, end = total.date_start, total.date_end
    if start and end:
        return f" from {start.isoformat()} to {end.isoformat()}"
    if start:
        return f" since {start.isoformat()}"
    return f" until {end.isoformat()}" if end else ""
