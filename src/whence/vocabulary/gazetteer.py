"""Places by name. In comes a text or a name, out come the places it may mean, with points, precision and reasons.

Four layers: the pack's own places, those a user wrote down, countries with their demonyms, and the world's towns and
provinces (GeoNames, and gazetteers the user imported).
A name that fits two places stays open until the country and the neighbourhood decide; it is never pinned by guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

from whence.vocabulary.ownplaces import OwnPlaces, own_stamp
from whence.vocabulary.placefinding import Reading
from whence.vocabulary.placelists import (
    NO_PACK,
    Place,
    PlaceHit,
    Role,
    distance_km,
    read_countries,
    read_pack_places,
)
from whence.vocabulary.placetable import TownTable, name_key, open_towns, rough_key
from whence.vocabulary.worldplaces import World

__all__ = ["Gazetteer", "Place", "PlaceHit", "Role", "distance_km", "guess_country", "open_gazetteer"]

_FAR_APART_KM = 150.0


class Gazetteer:
    """The places a text may name. Cheap to open and to send to a worker process; never changes."""

    def __init__(
        self, pack_places: Path | None = None, own_places: Path | None = None, towns: TownTable | None = None
    ) -> None:
        self.pack_places = pack_places
        self.own_places = own_places
        self._countries = read_countries()
        self._pack = read_pack_places(pack_places) if pack_places is not None else NO_PACK
        own = OwnPlaces(own_places) if own_places is not None else None
        self._world = World(self._pack, self._countries, towns or open_towns(), own)

    def __reduce__(self) -> tuple[object, ...]:
        return (open_gazetteer, (self.pack_places, self.own_places))

    @property
    def pack_countries(self) -> frozenset[str]:
        """ISO codes of the countries the pack's places lie in; empty without a pack."""
        return self._pack.countries

    def place(self, id: str) -> Place | None:
        """The place with an id (of the pack, a country's ISO code, a province, or the user's); null: there is none."""
        if id in self._pack.by_id:
            return self._world.coded(self._pack.by_id[id])
        if id in self._countries.by_code:
            return self._countries.by_code[id]
        return self._world.place(id)

    def capital(self, country: str) -> Place | None:
        """A country's capital, null when it is not known."""
        names = self.find(self._countries.capitals.get(country, ""))
        return next((p for p in names if p.country == country and p.kind in ("city", "town")), None)

    def find(self, name: str) -> tuple[Place, ...]:
        """All places of a name: the pack's, countries, the user's, then towns, most populous first. May be empty."""
        key = name_key(name)
        if not key:
            return ()
        pack = map(self._world.coded, self._pack.by_name.get(key, ()))
        found = {p.id: p for p in (*pack, *self._countries.by_name.get(key, ()), *self._world.by_user(key))}
        mine = {name_key(p.name) for p in found.values() if p.of_pack} | ({key} if found else set())
        for place in self._world.by_key(key):
            if place.country not in self.pack_countries or name_key(place.name) not in mine:
                found.setdefault(place.id, place)
        return tuple(found.values()) or self._pack.by_rough.get(rough_key(name), ()) or self._world.by_spelling(name)

    def find_places(self, text: str) -> tuple[PlaceHit, ...]:
        """The places named in a text, longest names first, none overlapping, in order of standing. May be empty.

        Common words, persons ("President Example", "Ali Hama") and bodies ("the Example Times") are left out; a small
        town abroad counts only where the text names its country.
        """
        return Reading(text, self._pack, self._countries, self._world).hits()

    def choose(self, hit: PlaceHit, countries: Collection[str], near: Sequence[Place] = ()) -> Place | None:
        """The one place a hit means, or null where two remain: then its words are kept, without a point.

        In order: the pack's countries, the countries named, ten times the people, nearness to places already known.
        """
        left = _world_cities(hit.places, countries)
        for keep in (
            [p for p in left if p.country in self.pack_countries],
            [p for p in left if p.country in countries],
        ):
            left = keep or left
        if len(left) > 1:
            left = _prefer_kind(left)
        if len(left) > 1:
            large = sorted(left, key=lambda p: -p.population)
            if large[0].population >= 10 * max(1, large[1].population):
                left = large[:1]
        if len(left) > 1 and near:
            close = sorted(left, key=lambda p: min(distance_km(p, n) for n in near))
            nearest = min(distance_km(close[0], n) for n in near)
            second = min(distance_km(close[1], n) for n in near)
            if nearest <= _FAR_APART_KM and (second > 2 * nearest + 5 or close[0].of_pack):
                left = close[:1]
        return left[0] if len(left) == 1 else None


def open_gazetteer(pack_places: Path | None = None, own_places: Path | None = None) -> Gazetteer:
    """The gazetteer with a pack's places and a user's own (null, or no such file: none), opened once in each process
    and again when the user's file has changed. Raises VocabularyError.
    """
    stamp = own_stamp(own_places)
    return _open_gazetteer(pack_places, own_places if stamp else None, stamp)


@lru_cache(maxsize=8)
def _open_gazetteer(pack_places: Path | None, own_places: Path | None, stamp: tuple[int, int] | None) -> Gazetteer:
    return Gazetteer(pack_places, own_places)


def guess_country(text: str) -> tuple[str | None, str]:
    """The country a text is about as ISO 3166-1 alpha-2 and the reason; null where none stands out.

    A country that things happen *in* weighs more than one that acts ("Russian jets"), the head more than the tail.
    """
    scores: dict[str, float] = defaultdict(float)
    for hit in open_gazetteer().find_places(text[:20_000]):
        countries = {p.country for p in hit.places}
        if len(countries) > 1 or hit.role in ("speaker", "based"):
            continue
        country = countries.pop()
        weight = 1.0 if hit.role == "demonym" else 2.0
        if hit.role == "place" and _LOCATIVE_BEFORE.search(text, max(0, hit.start - 14), hit.start):
            weight = 3.0
        scores[country] += weight * (2.0 if hit.start < 600 else 1.0)
    if not scores:
        return None, "no country is named"
    (best, score), *others = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
    if others and score < 1.05 * others[0][1]:
        return None, f"{best} and {others[0][0]} are named about as often"
    return best, f"most places named lie in {best}"


_LOCATIVE_BEFORE = re.compile(r"\b(?:in|inside|across|near|at|around|throughout|of|from|outside)\s(?:the\s)?$", re.I)


def _world_cities(places: Sequence[Place], countries: Collection[str]) -> list[Place]:
    """Of a world city and a small namesake in the story's country, the world city."""
    largest = max(places, key=lambda p: p.population)
    here = max((p.population for p in places if p.country in countries), default=0)
    if largest.population >= 1_000_000 and not any(p.of_pack for p in places) and largest.population > 50 * here > 0:
        return [largest]
    return list(places)


def _prefer_kind(places: list[Place]) -> list[Place]:
    """Of a town and the province of its name, the town: a text that means the province says so."""
    towns = [p for p in places if p.level >= 5]
    provinces = [p for p in places if p.level <= 2]
    if towns and provinces and all(any(t.within == p.name for t in towns) for p in provinces):
        return [t for t in towns if any(t.within == p.name for p in provinces)] or towns
    return places
