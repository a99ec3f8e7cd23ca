"""People who move between classes. In come an incident's estimates, out come the same with nobody counted twice.

The dead as they stood on the day the missing were reported are an estimate too; who makes it comes as an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from whence.estimates.case import Case, interval_of_estimate
from whence.records import Effect, Estimate


def move_missing(
    case: Case,
    estimates: Mapping[Effect, list[Estimate]],
    killed_until: Callable[[int], list[Estimate]],
) -> dict[Effect, list[Estimate]]:
    """People missing in one report may be among the dead of a later one: nobody is counted as both.

    Of those missing, as many as the killed rose by since are taken to have been found; the highest bound stays.
    """
    if "missing" not in estimates or "killed" not in estimates:
        return dict(estimates)
    missing, killed = estimates["missing"][0], estimates["killed"][0]
    seen = max((case.published[use.claim] for use in missing.used), default=0)
    latest = max((case.published[use.claim] for use in killed.used), default=0)
    if not seen or latest <= seen or (missing.low is None and missing.best is None):
        return dict(estimates)
    before = killed_until(seen)
    then = interval_of_estimate(before[0]).point or 0 if before else 0
    found = max(0, (interval_of_estimate(killed).point or 0) - then)
    if not found:
        return dict(estimates)
    moved = min(found, interval_of_estimate(missing).point or 0)
    day = date.fromordinal(seen).isoformat()
    reason = f"{missing.reason} {moved} of them are taken to be among the {found} more killed reported after {day}."
    parts = [
        replace(
            part,
            low=max(0, part.low - found) if part.low is not None else None,
            best=max(0, part.best - found) if part.best is not None else None,
            reason=reason if part is missing else part.reason,
            flags=(*part.flags, "missing found dead"),
        )
        for part in estimates["missing"]
    ]
    return {**estimates, "missing": parts}
