"""What a source sees and how it words it. In comes what truly happened, out comes a `Tell` with misses and hedges.

Every miss is scaled by the scenario's noise: at 0 a source tells the truth as far as its leaning and definition go; at
0.5 one report in eight misses the place, one in eight the day, one in five the weapon or the doer, half the numbers.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from whence.records import Effect, Hedge, Stance, Status
from whence.simulate.ground import Country, Place
from whence.simulate.world import PARTIES, Source, TrueIncident

CONFUSED = {
    "aerial": "heavy-weapons",
    "heavy-weapons": "aerial",
    "explosives": "suicide-attack",
    "suicide-attack": "explosives",
    "firearms": "heavy-weapons",
    "unconventional": "aerial",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """People of one effect, as told. `number` null: only a vague word is given. `most` is the upper end of a range.

    `children` are told as a part of them, null where not told; `status`: what is said of all of them.
    """

    effect: Effect
    number: int | None
    hedge: Hedge = "exact"
    most: int | None = None
    children: int | None = None
    status: Status | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """What one report says of one incident, or one running total (`incident` null, counted from `since` to `day`).

    Null: the report does not say. `origin` is the source that gathered it, whoever prints it; `speaker` are
    (name, kind) as the report credits them, nearest to the event first.
    """

    incident: str | None
    origin: str
    place: Place | None
    day: date | None
    party: str | None
    mode: str | None
    figures: tuple[Figure, ...]
    speaker: tuple[tuple[str, str], ...] = ()
    stance: Stance = "asserts"
    since: date | None = None


def see(
    incident: TrueIncident,
    source: Source,
    country: Country,
    noise: float,
    bias: float,
    early: bool,
    dice: random.Random,
) -> Tell:
    """What a source that has its own people tells of an incident; `early`: on the day, when not all are found."""
    return Tell(
        incident=incident.code,
        origin=source.name,
        place=see_place(incident.place, country, noise, dice),
        day=_see_day(incident.day, noise, dice),
        party=_see_party(incident.party, noise, dice),
        mode=_see_mode(incident.mode, noise, dice),
        figures=_see_figures(incident, source, noise, bias, early, dice),
    )


def see_place(place: Place, country: Country, noise: float, dice: random.Random) -> Place | None:
    """The place, or what holds it, or a neighbour mistaken for it, or none."""
    roll = dice.random()
    if roll < 0.16 * noise:
        return country.above(place)
    if roll < 0.20 * noise:
        return country.places[place.path[-1]]
    if roll < 0.22 * noise:
        others = [other for other in country.settled if other.id != place.id and other.kind == place.kind]
        return min(others, key=lambda o: math.hypot(o.lat - place.lat, o.lon - place.lon), default=place)
    return None if roll < 0.25 * noise else place


def _see_day(day: date, noise: float, dice: random.Random) -> date | None:
    roll = dice.random()
    if roll < 0.16 * noise:
        return None
    return day + timedelta(days=1) if roll < 0.24 * noise else day


def _see_party(party: str, noise: float, dice: random.Random) -> str | None:
    roll = dice.random()
    if roll < 0.30 * noise:
        return None
    return dice.choice([other for other in PARTIES if other != party]) if roll < 0.36 * noise else party


def _see_mode(mode: str, noise: float, dice: random.Random) -> str | None:
    roll = dice.random()
    if roll < 0.30 * noise:
        return None
    return CONFUSED[mode] if roll < 0.40 * noise else mode


def _see_figures(
    incident: TrueIncident, source: Source, noise: float, bias: float, early: bool, dice: random.Random
) -> tuple[Figure, ...]:
    known = dice.random() >= noise  # a source that has a list of names has it right
    lean = source.lean(incident.party, bias)
    truth = incident.civilians if source.civilians_only else incident.killed
    killed = _guess(truth, lean, 0.0 if known else noise, early, dice)
    all_civilians = incident.civilians == incident.killed
    status: Status | None = "civilian" if source.civilians_only or (all_civilians and dice.random() < 0.4) else None
    children = min(incident.children, killed) if incident.children and dice.random() < 0.3 else None
    figures = [replace(word_figure(killed, noise, dice), children=children, status=status)]
    if incident.injured and dice.random() < 0.7:
        injured = _guess(incident.injured, lean, noise if not known else noise / 3, early, dice)
        figures.append(replace(word_figure(injured, noise, dice), effect="injured"))
    return tuple(figures)


def _guess(truth: int, lean: float, noise: float, early: bool, dice: random.Random) -> int:
    spread = math.exp(dice.gauss(0.0, 0.5 * noise))
    found = 1.0 - 0.4 * noise * dice.random() if early else 1.0
    return max(1, round(truth * lean * spread * found))


def word_figure(number: int, noise: float, dice: random.Random) -> Figure:
    """A number of people killed in the words of a report: exact, hedged, rounded, as a range, or only vague."""
    roll = dice.random()
    if roll < 0.35 * noise:
        return Figure("killed", number, "at_least")
    if roll < 0.50 * noise and number >= 5:
        return Figure("killed", _rounded(number), "about")
    if roll < 0.58 * noise and number >= 5:
        return Figure("killed", max(1, number - dice.randint(0, 2)), "range", most=number + dice.randint(1, 3))
    if roll < 0.65 * noise and number >= 15:
        return Figure("killed", None, "vague")
    return Figure("killed", number)


def _rounded(number: int) -> int:
    step = 5 if number < 50 else 10
    return max(step, step * round(number / step))
