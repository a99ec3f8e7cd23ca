"""Who reports what, when, and from whom. In comes a scenario, out comes a `War`: the truth and all reports on it.

Gatherers report first, each what it sees; then come copies, corrections, denials, running totals, round-ups and the
same document again. The same scenario gives the same war.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from whence.simulate.ground import Country, make_country
from whence.simulate.scenario import Scenario
from whence.simulate.seeing import Figure, Tell, see, see_place, word_figure
from whence.simulate.world import Source, TrueIncident, make_incidents, make_sources

TOTAL_EVERY_DAYS = 10
_CREDITED_KIND = {"agency": "agency", "paper": "media", "monitor": "monitor", "medic": "medic", "rescuer": "rescuer",
                  "government": "state-media", "opposition": "opposition"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """One document. `copy_of` is the report that it repeats, null for one that was gathered; `verbatim`: in that one's
    own words. `agency` is the wire service credited at its head, null for none."""

    id: str
    source: Source
    published: date
    tells: tuple[Tell, ...]
    copy_of: str | None = None
    verbatim: bool = False
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class War:
    """What truly happened, and every report on it in the order of publication."""

    scenario: Scenario
    country: Country
    sources: tuple[Source, ...]
    incidents: tuple[TrueIncident, ...]
    reports: tuple[Report, ...]


def make_war(scenario: Scenario) -> War:
    """The war of a scenario; pure, the same on every machine."""
    country = make_country(scenario)
    sources = make_sources(scenario, country)
    incidents = make_incidents(scenario, country)
    reports: list[Report] = []
    for incident in incidents:
        reports += _report_incident(incident, scenario, country, sources)
    reports = _round_up(reports, scenario)
    reports += _total_up(reports, scenario, country)
    reports += _duplicate(reports, scenario)
    return War(scenario, country, sources, incidents, tuple(sorted(reports, key=lambda r: (r.published, r.id))))


def _report_incident(
    incident: TrueIncident, scenario: Scenario, country: Country, sources: Sequence[Source]
) -> list[Report]:
    dice = scenario.dice(f"reports/{incident.code}")
    hearing = [source for source in sources if _hears(source, incident, dice)]
    copying = [source for source in hearing if dice.random() < min(1.0, 2 * source.copies * scenario.copying)]
    gathered = [
        _gather(incident, source, scenario, country, dice) for source in hearing if source not in copying
    ]  # fmt: skip
    if not gathered:
        return []
    copies = [_copy(dice.choice(gathered), source, scenario, country, dice) for source in copying]
    later = [
        _correct(report, incident, scenario, country, dice)
        for report in gathered
        if dice.random() < scenario.corrections
    ]
    return [*gathered, *copies, *later, *_deny(gathered, sources, scenario, dice)]


def _hears(source: Source, incident: TrueIncident, dice: random.Random) -> bool:
    roll = dice.random()
    if source.regions and not set(source.regions) & set(incident.place.path):
        return False
    if source.civilians_only and not incident.civilians:
        return False
    weight = (incident.killed + 1) / 11
    hears: float = 1 - (1 - source.reach) ** min(2.0, math.sqrt(weight))
    return roll < hears


def _gather(
    incident: TrueIncident, source: Source, scenario: Scenario, country: Country, dice: random.Random
) -> Report:
    delay = source.delay_days + (dice.random() < 0.3)
    tell = see(incident, source, country, scenario.noise, scenario.bias, delay == 0, dice)
    published = max(incident.day + timedelta(days=delay), tell.day or incident.day)
    return Report(f"{incident.code}/{_key(source)}", source, published, (tell,))


def _copy(original: Report, source: Source, scenario: Scenario, country: Country, dice: random.Random) -> Report:
    """A reprint, a report that names whom it has it from, or one that names nobody."""
    tell, giver = original.tells[0], original.source
    id = f"{tell.incident}/{_key(source)}"
    published = original.published + timedelta(days=dice.choice((0, 0, 1)))
    roll = dice.random()
    if roll >= scenario.uncredited and roll < scenario.uncredited + (1 - scenario.uncredited) / 2:
        agency = giver.name if giver.kind == "agency" else None
        return Report(id, source, published, (tell,), original.id, True, agency)
    told = replace(
        tell,
        place=see_place(tell.place, country, scenario.noise / 3, dice) if tell.place else None,
        figures=tuple(_retell(figure, scenario.noise / 2, dice) for figure in tell.figures),
        speaker=() if roll < scenario.uncredited else (*tell.speaker, (giver.name, _CREDITED_KIND[giver.kind])),
    )
    return Report(id, source, published, (told,), original.id)


def _retell(figure: Figure, noise: float, dice: random.Random) -> Figure:
    if figure.hedge != "exact" or figure.number is None:
        return figure
    worded = word_figure(figure.number, noise, dice)
    children = min(figure.children, worded.number or figure.children) if figure.children else None
    return replace(worded, effect=figure.effect, children=children, status=figure.status)


def _correct(
    report: Report, incident: TrueIncident, scenario: Scenario, country: Country, dice: random.Random
) -> Report:
    """The same source some days later, who has seen more; sometimes it says which figure no longer holds."""
    tell = see(incident, report.source, country, scenario.noise / 3, scenario.bias, False, dice)
    before = next((f for f in report.tells[0].figures if f.effect == "killed" and f.number), None)
    now = next(f for f in tell.figures if f.effect == "killed")
    if before and before.number != now.number and dice.random() < 0.3:
        tell = replace(tell, figures=(*tell.figures, replace(before, superseded=True, children=None)))
    published = report.published + timedelta(days=dice.randint(1, 4))
    return Report(f"{report.id}/later", report.source, published, (tell,))


def _deny(
    gathered: Sequence[Report], sources: Sequence[Source], scenario: Scenario, dice: random.Random
) -> list[Report]:
    """The side that is accused says that it was not it; without figures."""
    accusing = next((report for report in gathered if report.tells[0].party), None)
    if accusing is None:
        return []
    tell = accusing.tells[0]
    side = next((s for s in sources if s.side == tell.party and s.side is not None), None)
    if side is None or dice.random() >= scenario.denials:
        return []
    denial = replace(tell, figures=(), stance="denies", origin=side.name, speaker=())
    published = accusing.published + timedelta(days=dice.choice((0, 1)))
    return [Report(f"{tell.incident}/{_key(side)}/denial", side, published, (denial,))]


def _round_up(reports: Iterable[Report], scenario: Scenario) -> list[Report]:
    """Some reports of one publisher and day become one document that tells of several incidents."""
    dice = scenario.dice("round-ups")
    by_day: dict[tuple[str, date], list[Report]] = {}
    for report in reports:
        by_day.setdefault((report.source.name, report.published), []).append(report)
    made: list[Report] = []
    for own in by_day.values():
        open_one: Report | None = None
        for report in own:
            plain = report.copy_of is None and report.tells[0].figures and not report.id.endswith("/later")
            if not plain or dice.random() >= scenario.roundups:
                made.append(report)
            elif open_one is None:
                open_one = report
            else:
                open_one = replace(open_one, tells=(*open_one.tells, *report.tells))
        if open_one:
            made.append(open_one)
    return made


def _total_up(reports: Sequence[Report], scenario: Scenario, country: Country) -> list[Report]:
    """Running totals since the first day, of what each source has told so far."""
    dice = scenario.dice("totals")
    top = country.places[next(place.path[-1] for place in country.settled)]
    made = []
    for name in sorted({report.source.name for report in reports}):
        own = sorted((r for r in reports if r.source.name == name), key=lambda r: (r.published, r.id))
        for number in range(1, scenario.days // TOTAL_EVERY_DAYS + 1):
            until = scenario.first_day + timedelta(days=number * TOTAL_EVERY_DAYS)
            if dice.random() >= scenario.totals:
                continue
            toll = sum(_toll(report) for report in own if report.published <= until)
            if toll:
                figure = Figure("killed", toll, "at_least" if dice.random() < 0.5 else "exact")
                tell = Tell(None, name, top, until, None, None, (figure,), since=scenario.first_day)
                made.append(Report(f"total-{number:03d}/{_key(own[0].source)}", own[0].source, until, (tell,)))
    return made


def _toll(report: Report) -> int:
    if report.id.endswith("/later"):
        return 0
    return sum(f.number or 0 for tell in report.tells for f in tell.figures if f.effect == "killed")


def _duplicate(reports: Sequence[Report], scenario: Scenario) -> list[Report]:
    """The same document again under another id."""
    dice = scenario.dice("duplicates")
    return [
        replace(report, id=f"{report.id}/again", copy_of=report.id, verbatim=True)
        for report in reports
        if dice.random() < scenario.duplicates
    ]


def _key(source: Source) -> str:
    return source.name.lower().replace(" ", "-").replace(".", "")
