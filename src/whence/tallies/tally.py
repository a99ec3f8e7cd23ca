"""Rows of a tally. In come estimates, incidents and groupings, out come sums with what stands behind each.

Every incident is in exactly one row per effect (and victim group); the order of arrival does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from whence.records import EFFECTS, Effect, Estimate, Incident, TallyRow, Total, TotalCheck
from whence.tallies.cells import Cell, share_out
from whence.tallies.ground import (
    TIME_GROUPINGS,
    TRAITS,
    Names,
    check_groupings,
    learn_names,
    matches,
    total_matches,
    total_value,
    value_of,
    within_days,
)
from whence.tallies.totals import check_totals

Keys = tuple[tuple[str, str | None], ...]


@dataclass(slots=True)
class _Row:
    """A row while it grows."""

    cells: list[Cell] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)


def tally(
    estimates: Iterable[Estimate],
    incidents: Mapping[str, Incident],
    *,
    by: Sequence[str],
    totals: Sequence[Total] = (),
    reviewed: Mapping[str, str] | None = None,
    as_of: str | None = None,
    where: Sequence[tuple[str, str]] = (),
    since: date | None = None,
    until: date | None = None,
) -> tuple[TallyRow, ...]:
    """One row per effect, policy and value of the groupings; a value of null is the row of what is not known.

    Low sums what is known to be the least (an unknown low counts as none), high takes an open bound at its best;
    best is null where a policy chooses none. With `since` or `until`, an incident counts only if it lies wholly
    inside. `where` are (key, value) pairs; places match by name, by what holds them, or by id. Raises UsageError
    for an unknown grouping or filter key.
    """
    keys = check_groupings(by, where)
    names = learn_names([*(i.where for i in incidents.values()), *(t.where for t in totals)])
    chosen = {
        code: incident
        for code, incident in incidents.items()
        if within_days(incident.when.date_start, incident.when.date_end, since, until)
        and matches(incident, where, names)
    }
    rows = _fill_rows(estimates, chosen, keys, names)
    checks = _checks(totals, estimates, incidents, where, since, until, names)
    beside = _place_checks(checks, keys, names)
    made = []
    for row, found in rows.items():
        ground = tuple(pair for pair in row[2] if pair[0] not in ("effect", "policy"))
        made.append(_finish(row, found, reviewed or {}, as_of, beside.get((row[0], ground), ())))
    return tuple(sorted(made, key=_order))


_RowKey = tuple[Effect, str, Keys]
# A total that does not say these, or straddles them, is no row's: the unknown row holds incidents, not totals.
_MUST_SAY = (*TIME_GROUPINGS, "weapon", "incident", "place", "region")


def _fill_rows(
    estimates: Iterable[Estimate], incidents: Mapping[str, Incident], keys: Sequence[str], names: Names
) -> dict[_RowKey, _Row]:
    traits = [key for key in keys if key in TRAITS]
    cases: dict[tuple[str, Effect, str], list[Estimate]] = {}
    for estimate in estimates:
        if estimate.incident in incidents and "none reported" not in estimate.flags:
            cases.setdefault((estimate.incident, estimate.effect, estimate.policy), []).append(estimate)
    values: dict[str, dict[str, str | None]] = {}
    rows: dict[_RowKey, _Row] = {}
    for (code, effect, policy), own in sorted(cases.items()):
        incident = incidents[code]
        if code not in values:
            values[code] = {k: value_of(incident, k, names) for k in keys if k not in (*TRAITS, "effect", "policy")}
        for cell in share_out(own, traits):
            fixed: dict[str, str | None] = {**values[code], "effect": effect, "policy": policy}
            row_keys = tuple((key, getattr(cell.victims, key) if key in TRAITS else fixed[key]) for key in keys)
            row = rows.setdefault((effect, policy, row_keys), _Row())
            row.cells.append(cell)
            row.incidents.append(incident)
    return rows


def _finish(
    key: _RowKey,
    row: _Row,
    reviewed: Mapping[str, str],
    as_of: str | None,
    checks: Sequence[TotalCheck],
) -> TallyRow:
    effect, policy, row_keys = key
    known = [cell for cell in row.cells if cell.numbered]
    used: set[str] = set()
    for cell in row.cells:
        for estimate in cell.estimates:
            used.update([use.claim for use in estimate.used])
    origins = {o.key for incident in row.incidents for o in incident.origins if not used.isdisjoint(o.claims)}
    no_best = any(cell.best is None for cell in known)
    return TallyRow(
        keys=row_keys,
        effect=effect,
        low=sum(cell.low or 0 for cell in known) if known else None,
        best=sum(cell.best or 0 for cell in known) if known and not no_best else None,
        high=sum(_most(cell) for cell in known) if known else None,
        incidents=tuple(sorted({incident.code for incident in row.incidents})),
        unnumbered=len(row.cells) - len(known),
        origins=len(origins),
        reviewed_share=round(sum(c in reviewed for c in used) / len(used), 3) if used else None,
        policy=policy,
        as_of=as_of,
        totals=tuple(checks),
    )


def _most(cell: Cell) -> int:
    return cell.high if cell.high is not None else (cell.point or 0)


def _checks(
    totals: Sequence[Total],
    estimates: Iterable[Estimate],
    incidents: Mapping[str, Incident],
    where: Sequence[tuple[str, str]],
    since: date | None,
    until: date | None,
    names: Names,
) -> list[TotalCheck]:
    wanted = [
        total
        for total in totals
        if within_days(total.date_start, total.date_end, since, until) and total_matches(total, where, names)
    ]
    return list(check_totals(wanted, estimates, incidents)) if wanted else []


def _place_checks(
    checks: Sequence[TotalCheck], keys: Sequence[str], names: Names
) -> dict[tuple[Effect, Keys], list[TotalCheck]]:
    """Totals by the row whose ground is theirs: same effect, and the same known value for each grouping."""
    own_keys = [key for key in keys if key not in ("effect", "policy")]
    placed: dict[tuple[Effect, Keys], list[TotalCheck]] = {}
    for check in checks:
        values = tuple((key, total_value(check.total, key, names)) for key in own_keys)
        if not any(value is None and key in _MUST_SAY for key, value in values):
            placed.setdefault((check.total.effect, values), []).append(check)
    return placed


def _order(row: TallyRow) -> tuple[object, ...]:
    keys = tuple((value is None, value or "") for _, value in row.keys)
    return (EFFECTS.index(row.effect), row.policy, keys)
