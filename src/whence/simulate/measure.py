"""How well the record counts a simulated war. In come its claims with their truth, out come one measurement for this
program and one for each naive way, by the same yardsticks.

Only incidents that somebody reported with a number can be counted; the truth is theirs. Who was killed and never
reported is out of reach of every way, and is not measured here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.estimates import load_policy
from whence.pipeline import estimate_all, link_state
from whence.records import EVERYBODY, Estimate, Incident
from whence.simulate.naive import THRESHOLDS, Counted, by_place_and_day, by_words, mean, sum_all
from whence.simulate.reports import make_war
from whence.simulate.scenario import Scenario
from whence.simulate.score import LinkScore, main_incident, score_links
from whence.simulate.told import Told, reported_incidents, tell_claims

PROGRAM = "whence"
_Row = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One way of counting, measured. Shares and relative errors, 0.1 is a tenth.

    `tally_error`: how far the rows of the tally of killed by region and month are from the truth, added up and set
    against all killed; `total_error` the same of the one sum of all, signed; `incident_error` of each incident.
    `coverage`: share of incidents whose truth lies within low and high, null for a way without ranges.
    `double_counted`: share of incidents counted as two or more; `double_people`: those counted again, against all
    killed. `wrongly_merged`: share of incidents that disappear in another. `incidents`: true ones that were reported.
    """

    way: str
    incidents: int
    killed: int
    tally_error: float
    total_error: float
    incident_error: float
    coverage: float | None
    double_counted: float
    double_people: float
    wrongly_merged: float
    links: LinkScore


def measure(told: Told, policy: str = "ucdp") -> tuple[Measurement, ...]:
    """This program under a policy that chooses a best, then the naive ways."""
    return (measure_claims(told, policy), *measure_naive(told))


def measure_claims(told: Told, policy: str = "ucdp") -> Measurement:
    """This program: its claims linked and estimated as for any record."""
    return _measure(PROGRAM, count_incidents(told, policy), told)


def measure_naive(told: Told) -> tuple[Measurement, ...]:
    """Sum of all claims; maximum and mean by place and day; similar words alone, at the threshold that suits best."""
    similar = [_measure(f"similar words ({t})", by_words(told, t), told) for t in THRESHOLDS]
    return (
        _measure("sum of all claims", sum_all(told), told),
        _measure("maximum by place and day", by_place_and_day(told, max), told),
        _measure("mean by place and day", by_place_and_day(told, mean), told),
        min(similar, key=lambda measurement: measurement.tally_error),
    )


def mean_of_runs(runs: Sequence[Sequence[Measurement]]) -> tuple[Measurement, ...]:
    """The mean over several wars, way by way; errors by their size, incidents and killed added up."""
    return tuple(_mean_of([run[index] for run in runs]) for index in range(len(runs[0])))


def measure_mean(scenarios: Iterable[Scenario], policy: str = "ucdp") -> tuple[Measurement, ...]:
    """The wars of several scenarios, measured by faultless claims."""
    return mean_of_runs([measure(tell_claims(make_war(scenario)), policy) for scenario in scenarios])


def count_incidents(told: Told, policy: str = "ucdp") -> list[Counted]:
    """What this program takes for incidents, with the whole of those killed; one that counts nobody has no number."""
    state = link_state(told.claims, told.facts)
    wholes = {
        e.incident: e
        for e in estimate_all(state, load_policy(policy))
        if e.effect == "killed" and e.victims == EVERYBODY
    }
    return [_counted(incident, wholes.get(incident.code)) for incident in state.linking.incidents]


def _counted(incident: Incident, whole: Estimate | None) -> Counted:
    if whole is None:
        return Counted(incident.claims, None, incident.where, incident.when.date_start)
    point = next((n for n in (whole.best, whole.low, whole.high) if n is not None), None)
    day = incident.when.date_start
    return Counted(incident.claims, point, incident.where, day, whole.low, whole.high)


def _measure(way: str, counted: Sequence[Counted], told: Told) -> Measurement:
    linked = {claim: incident for claim, incident in told.truth.items() if incident is not None}
    reported = reported_incidents(told.war)
    truth = {incident.code: incident.killed for incident in told.war.incidents if incident.code in reported}
    killed = sum(truth.values())
    owned: dict[str, list[Counted]] = {code: [] for code in truth}
    present: set[str] = set()
    for one in counted:
        main = main_incident(one.claims, linked)
        if main in owned:
            present.add(main)
            if one.killed is not None:
                owned[main].append(one)
    again = [own for own in owned.values() if len(own) > 1]
    extra = sum(sum(c.killed or 0 for c in own) - max(c.killed or 0 for c in own) for own in again)
    total = sum(one.killed or 0 for one in counted)
    apart = sum(abs(sum(c.killed or 0 for c in own) - truth[code]) for code, own in owned.items())
    return Measurement(
        way=way,
        incidents=len(truth),
        killed=killed,
        tally_error=_row_error(counted, told, truth) / killed,
        total_error=(total - killed) / killed,
        incident_error=apart / killed,
        coverage=_coverage(owned, truth) if way == PROGRAM else None,
        double_counted=len(again) / len(truth),
        double_people=extra / killed,
        wrongly_merged=1 - len(present) / len(truth),
        links=score_links([one.claims for one in counted], linked),
    )


def _row_error(counted: Sequence[Counted], told: Told, truth: Mapping[str, int]) -> float:
    """The distance between two tallies by region and month; what a way cannot place is a row of its own."""
    rows: dict[_Row, float] = {}
    for incident in told.war.incidents:
        if incident.code in truth:
            key = _row(incident.place.path, incident.day)
            rows[key] = rows.get(key, 0.0) - truth[incident.code]
    for one in counted:
        key = _row(one.where.path, one.day)
        rows[key] = rows.get(key, 0.0) + (one.killed or 0.0)
    return sum(abs(difference) for difference in rows.values())


def _row(path: tuple[str, ...], day: date | None) -> _Row:
    return (path[-2] if len(path) > 1 else None, f"{day:%Y-%m}" if day else None)


def _coverage(owned: Mapping[str, Sequence[Counted]], truth: Mapping[str, int]) -> float:
    held = [max(own, key=lambda c: len(c.claims)) for own in owned.values() if own]
    codes = [code for code, own in owned.items() if own]
    inside = sum(
        (c.low is None or c.low <= truth[code]) and (c.high is None or truth[code] <= c.high)
        for code, c in zip(codes, held, strict=True)
    )
    return inside / len(codes) if codes else 1.0


def _mean_of(runs: Sequence[Measurement]) -> Measurement:
    def of(name: str) -> float:
        return sum(abs(float(getattr(run, name))) for run in runs) / len(runs)

    def links(name: str) -> float:
        return sum(float(getattr(run.links, name)) for run in runs) / len(runs)

    return Measurement(
        way=runs[0].way.split(" (")[0],
        incidents=sum(run.incidents for run in runs),
        killed=sum(run.killed for run in runs),
        tally_error=of("tally_error"),
        total_error=of("total_error"),
        incident_error=of("incident_error"),
        coverage=None if runs[0].coverage is None else of("coverage"),
        double_counted=of("double_counted"),
        double_people=of("double_people"),
        wrongly_merged=of("wrongly_merged"),
        links=LinkScore(
            links("pair_precision"), links("pair_recall"), links("b3_precision"), links("b3_recall")
        ),
    )  # fmt: skip
