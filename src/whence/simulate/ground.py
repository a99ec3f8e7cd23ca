"""An invented country. In comes a scenario, out come its regions, towns and quarters, with names that nobody has.

Laid out in the empty South Atlantic; "XW" is a country code that ISO 3166 leaves to its users.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from whence.records import Where
from whence.simulate.scenario import Scenario

COUNTRY = "XW"
COUNTRY_NAME = "Quorvania"
REGIONS = 6
_QUARTERED = 12  # the largest towns have quarters
_QUARTERS = 4
_STARTS = ("Quor", "Vask", "Zhul", "Brem", "Yost", "Dregh", "Plov", "Skarn", "Wux", "Thoz", "Khem", "Gwyl")
_MIDDLES = ("a", "e", "i", "o", "u", "av", "em", "ol", "ur", "ix")
_ENDS = ("dref", "mund", "zhet", "kvar", "lusk", "grom", "pelth", "wick", "tosk", "nurm")
_QUARTER_NAMES = ("Tannery", "Lower Mill", "Upper Mill", "Old Port", "Brickfield", "Ropewalk", "Saltgate", "Fairground")
_POINT = {"quarter": 1, "town": 1, "region": 4, "country": 6}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the invented country. `path` runs from itself up to the country; `kind` is quarter, town, region or
    country; `weight` is how much of the war happens there (0 for what only holds others)."""

    id: str
    name: str
    kind: str
    path: tuple[str, ...]
    lat: float
    lon: float
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Country:
    """All places by id, and the settled ones (towns and quarters) in which things happen."""

    places: dict[str, Place]
    settled: tuple[Place, ...]

    def above(self, place: Place) -> Place:
        """What holds a place; the country holds itself."""
        return self.places[place.path[min(1, len(place.path) - 1)]]


def make_country(scenario: Scenario) -> Country:
    """The country of a scenario: towns by falling weight, the largest with quarters, some villages side by side."""
    dice = scenario.dice("ground")
    places: dict[str, Place] = {}
    names = _names(dice, REGIONS + scenario.towns)
    country = Place(COUNTRY_NAME.lower(), COUNTRY_NAME, "country", (COUNTRY_NAME.lower(),), -45.0, -25.0)
    places[country.id] = country
    regions = []
    for index in range(REGIONS):
        name = f"{names[index]} Governorate"
        id = f"{names[index].lower()}-governorate"
        lat, lon = -46.0 + 1.6 * (index // 3), -27.0 + 2.0 * (index % 3)
        regions.append(Place(id, name, "region", (id, *country.path), lat, lon))
    places |= {region.id: region for region in regions}
    settled: list[Place] = []
    for rank, name in enumerate(names[REGIONS:], 1):
        region = regions[dice.randrange(REGIONS)]
        lat, lon = region.lat + dice.uniform(-0.6, 0.6), region.lon + dice.uniform(-0.8, 0.8)
        weight = rank**-0.9
        point = (round(lat, 3), round(lon, 3))
        if rank <= _QUARTERED:  # what happens in such a town happens in one of its quarters
            town = Place(name.lower(), name, "town", (name.lower(), *region.path), *point)
            places[town.id] = town
            settled.extend(_quarters(town, weight, dice))
        else:
            settled.append(Place(name.lower(), name, "town", (name.lower(), *region.path), *point, weight))
    places |= {place.id: place for place in settled}
    return Country(places, tuple(settled))


def _quarters(town: Place, weight: float, dice: random.Random) -> list[Place]:
    found = []
    for number, name in enumerate(dice.sample(_QUARTER_NAMES, _QUARTERS)):
        id = f"{name.lower().replace(' ', '-')}-{town.id}"
        lat, lon = town.lat + 0.025 * (number - 1.5), town.lon + 0.035 * dice.uniform(-1, 1)
        found.append(
            Place(id, name, "quarter", (id, *town.path), round(lat, 3), round(lon, 3), weight / _QUARTERS)
        )  # fmt: skip
    return found


def _names(dice: random.Random, number: int) -> list[str]:
    """Different names, no two alike but for one letter's sake: start, middle and end are drawn anew."""
    found: dict[str, None] = {}
    while len(found) < number:
        name = dice.choice(_STARTS) + dice.choice(_MIDDLES) + dice.choice(_ENDS)
        if len(found) >= len(_STARTS) * len(_MIDDLES) * len(_ENDS) // 2:
            name += dice.choice(_ENDS)
        found[name] = None
    return list(found)


def where_of(country: Country, place: Place | None) -> Where:
    """A place as a claim gives it; null: the text does not say where."""
    if place is None:
        return Where()
    within = country.above(place).name if place.kind != "country" else None
    return Where(place.name, place.name, within, COUNTRY, place.path, place.lat, place.lon, _POINT[place.kind])
