"""What happened, and who reports. In comes a scenario, out come incidents with their true figures, and sources.

Towns, deaths and attention are uneven as in real wars: most incidents kill one to three people in a few towns and
weeks, few kill fifty, and those are reported by everybody.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from whence.simulate.ground import Country, Place
from whence.simulate.scenario import Scenario

GOVERNMENT, FRONT, LEAGUE = "quorvania-government", "dawn-front", "river-league"
PARTIES = (GOVERNMENT, FRONT, LEAGUE)
_PARTY_WEIGHTS = (60, 28, 12)
_MODES: dict[str, tuple[tuple[str, int], ...]] = {
    GOVERNMENT: (("aerial", 40), ("heavy-weapons", 40), ("firearms", 15), ("unconventional", 5)),
    FRONT: (("heavy-weapons", 35), ("explosives", 30), ("firearms", 25), ("suicide-attack", 10)),
    LEAGUE: (("firearms", 50), ("explosives", 30), ("heavy-weapons", 20)),
}
_MOST_KILLED = 150
_OFFENSIVES = 4
_OFFENSIVE_DAYS = 12
_OFFENSIVE_SHARE = 0.3

SourceKind = Literal["monitor", "medic", "rescuer", "government", "opposition", "agency", "paper"]


@dataclass(frozen=True, slots=True)
class TrueIncident:
    """What happened once. Never null; `killed` is civilians and combatants together, `children` are among the
    civilians."""

    code: str
    place: Place
    day: date
    party: str
    mode: str
    killed: int
    injured: int
    civilians: int
    children: int


@dataclass(frozen=True, slots=True)
class Source:
    """Who reports. `reach`: chance to hear of an incident that kills ten. `regions`: where it has people, empty for
    everywhere. `side`: the party it speaks for, null for none. `leans`: how it bends a toll, below 1 downwards, by
    who is to blame: (own side, others). `civilians_only`: its definition leaves combatants out. `copies`: the share
    of its reports that it takes from others, before the scenario's dial."""

    name: str
    kind: SourceKind
    reach: float
    delay_days: int
    regions: tuple[str, ...] = ()
    side: str | None = None
    leans: tuple[float, float] = (1.0, 1.0)
    civilians_only: bool = False
    copies: float = 0.0

    def lean(self, party: str, bias: float) -> float:
        """How this source bends a toll that `party` is to blame for."""
        leaning = self.leans[0] if party == self.side else self.leans[1]
        return 1.0 + (leaning - 1.0) * 2 * bias


# The order in which sources are taken, so that a world with four has one of the main kinds each.
_CAST: tuple[Source, ...] = (
    Source("Quorvanian Casualty Watch", "monitor", 0.8, 1, leans=(1.0, 1.0), copies=0.1),
    Source("Plain Wire", "agency", 0.7, 0, copies=0.4),
    Source("Quorvanian State Agency", "government", 0.6, 0, side=GOVERNMENT, leans=(0.7, 1.12), copies=0.2),
    Source("Harbour Post", "paper", 0.5, 1, copies=0.8),
    Source("Dawn Media Office", "opposition", 0.6, 0, side=FRONT, leans=(0.7, 1.15), copies=0.2),
    Source("Quorvanian Rescue Corps", "rescuer", 0.6, 0, leans=(0.95, 0.95)),
    Source("Daily Ledger", "paper", 0.5, 1, copies=0.8),
    Source("Committee for the Dead", "monitor", 0.6, 2, civilians_only=True, copies=0.1),
    Source("Northern Field Hospital", "medic", 0.7, 0, leans=(0.9, 0.9)),
    Source("Evening Sheet", "paper", 0.4, 1, copies=0.9),
    Source("Harrow News Service", "agency", 0.6, 0, copies=0.5),
    Source("Southern Field Hospital", "medic", 0.7, 0, leans=(0.9, 0.9)),
)


def make_sources(scenario: Scenario, country: Country) -> tuple[Source, ...]:
    """The scenario's sources: the cast in order, then more papers. Hospitals and rescuers know some regions only."""
    dice = scenario.dice("sources")
    regions = sorted(place.id for place in country.places.values() if place.kind == "region")
    found = []
    for number in range(scenario.sources):
        if number >= len(_CAST):
            found.append(Source(f"Gazette No. {number + 1}", "paper", 0.4, 1, copies=0.85))
            continue
        source = _CAST[number]
        if source.kind in ("medic", "rescuer"):
            own = tuple(sorted(dice.sample(regions, len(regions) // 2)))
            source = Source(
                source.name, source.kind, source.reach, source.delay_days, own, leans=source.leans, copies=0.0
            )
        found.append(source)
    return tuple(found)


def make_incidents(scenario: Scenario, country: Country) -> tuple[TrueIncident, ...]:
    """What truly happened, by day."""
    dice = scenario.dice("incidents")
    offensives = [
        (dice.choice([p.id for p in country.places.values() if p.kind == "region"]), dice.randrange(scenario.days))
        for _ in range(_OFFENSIVES)
    ]
    found = [_incident(number, scenario, country, offensives, dice) for number in range(scenario.incidents)]
    return tuple(sorted(found, key=lambda incident: (incident.day, incident.code)))


def _incident(
    number: int, scenario: Scenario, country: Country, offensives: list[tuple[str, int]], dice: random.Random
) -> TrueIncident:
    settled, day = list(country.settled), dice.randrange(scenario.days)
    if dice.random() < _OFFENSIVE_SHARE:
        region, start = dice.choice(offensives)
        settled = [place for place in settled if region in place.path] or settled
        day = min(scenario.days - 1, start + dice.randrange(_OFFENSIVE_DAYS))
    place = dice.choices(settled, [p.weight for p in settled])[0]
    party = dice.choices(PARTIES, _PARTY_WEIGHTS)[0]
    modes = _MODES[party]
    mode = dice.choices([m for m, _ in modes], [w for _, w in modes])[0]
    killed = min(_MOST_KILLED, int(dice.paretovariate(1.1)))
    injured = round(killed * dice.uniform(0.3, 3.0))
    # Some attacks hit a front line, most do not.
    combatants = sum(dice.random() < 0.7 for _ in range(killed)) if dice.random() < 0.15 else 0
    children = sum(dice.random() < 0.2 for _ in range(killed - combatants))
    return TrueIncident(
        code=f"true-{number:05d}",
        place=place,
        day=scenario.first_day + timedelta(days=day),
        party=party,
        mode=mode,
        killed=killed,
        injured=injured,
        civilians=killed - combatants,
        children=children,
    )
