"""What is known of places while a user's own are put in or looked up. In come names, ids and countries, out come
places, their chains, and the lists they stand in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from whence.errors import UsageError
from whence.gazetteers.merging import Known, Mark
from whence.vocabulary.gazetteer import Gazetteer, Place, open_gazetteer
from whence.vocabulary.ownplaces import Above, OwnPlaces, own_stamp
from whence.vocabulary.packs import list_packs, read_pack
from whence.vocabulary.placelists import place_from_row, read_countries, read_pack_places
from whence.vocabulary.placetable import name_key, open_towns

SHIPPED = "GeoNames, shipped"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that a name may mean, with the names of its chain up to its country and the list it stands in."""

    place: Place
    chain: tuple[str, ...]
    source: str


class Lookup:
    """The packs, the shipped table and one's own places, as one thing to ask. `pack` null: every pack there is."""

    def __init__(self, path: Path, pack: str | None) -> None:
        self.path = path
        self.pack = pack

    def packs(self, country: str | None) -> list[str]:
        """The packs to look in: the record's own, else those for the country, else all there are."""
        if self.pack:
            return [self.pack]
        return [name for name in list_packs() if country in (None, *read_pack(name).countries)]

    def gazetteer(self, pack: str | None) -> Gazetteer:
        """The gazetteer with one pack and one's own places."""
        return open_gazetteer(read_pack(pack).places if pack else None, self.path)

    def nearest_gazetteer(self, country: str | None) -> Gazetteer:
        """The gazetteer with the pack for a country, if there is one."""
        packs = self.packs(country)
        return self.gazetteer(packs[0] if packs else None)

    def parse_country(self, words: str) -> str:
        """The ISO code that a code or a country's name means. Raises UsageError for an unknown one."""
        code = words.strip().upper()
        if code in {*read_countries().by_code, *(c for pack in self.packs(None) for c in read_pack(pack).countries)}:
            return code
        named = read_countries().by_name.get(name_key(words))
        if named is None:
            raise UsageError(f"unknown country {words!r}", remedy="give its two letters by ISO 3166-1, as SY")
        return named[0].id

    def parse_within(self, words: str, country: str | None) -> Place:
        """The larger place that a name or an id means. Raises UsageError where it is unknown or could be two."""
        gazetteer = self.nearest_gazetteer(country)
        by_id = gazetteer.place(words)
        if by_id is not None and country in (None, by_id.country):
            return by_id
        found = [p for p in gazetteer.find(words) if country in (None, p.country)]
        found = [p for p in found if p.of_pack] or found
        if len(found) > 1:
            largest = sorted(found, key=lambda p: -p.population)
            found = largest[:1] if largest[0].population >= 10 * max(1, largest[1].population) else found
        if len(found) != 1:
            some = "; ".join(f"{p.id} ({p.kind} {p.name}, {p.within or p.country})" for p in found[:4])
            what = f"{words!r} could be {some}" if found else f"no place {words!r} is known"
            raise UsageError(what, remedy="give the id" if found else "add the larger place first, or leave it out")
        return found[0]

    def chain_of(self, place: Place) -> tuple[Above, ...]:
        """A place and all larger ones below the country, nearest first."""
        gazetteer = self.nearest_gazetteer(place.country)
        ups = [place, *(up for id_ in place.path[1:] if (up := gazetteer.place(id_)) is not None)]
        return tuple(Above(up.id, up.name, up.kind, up.lat, up.lon) for up in ups if up.kind != "country")

    def describe(self, place: Place, gazetteer: Gazetteer) -> FoundPlace:
        """The place with the names of what it lies in, and its source."""
        names = [up.name for id_ in place.path[1:] if (up := gazetteer.place(id_)) is not None and up.kind != "country"]
        names = names or ([place.within] if place.within else [])
        country = () if place.kind == "country" else (self.country_name(place.country),)
        return FoundPlace(place, (*names, *country), self._source_of(place, gazetteer))

    def country_name(self, code: str) -> str:
        """A country's usual English name; its code where it has none here."""
        place = read_countries().by_code.get(code)
        return place.name if place else code

    def known_marks(self, countries: Iterable[str], keys: Collection[str] | None = None) -> tuple[Known, Known]:
        """What is known of some countries (with `keys`: by these names), in the shipped table and in the packs."""
        wanted = frozenset(countries)
        table, packs = Known(), Known()
        if keys is None:
            for row, names in open_towns().each(wanted):
                table.add(_mark(place_from_row(row), SHIPPED), names)
        for key in keys or ():
            for row in open_towns().find(key):
                table.add(_mark(place_from_row(row), SHIPPED), (key,))
        for pack in dict.fromkeys(name for code in wanted for name in self.packs(code)):
            file = read_pack(pack).places
            for key, places in read_pack_places(file).by_name.items() if file else ():
                for place in places:
                    packs.add(_mark(place, f"pack {pack}"), (key,))
        return table, packs

    def _source_of(self, place: Place, gazetteer: Gazetteer) -> str:
        row = OwnPlaces(self.path).row(place.id) if own_stamp(self.path) else None
        if row is not None:
            return row.source
        if place.id in read_countries().by_code:
            return "countries"
        if gazetteer.pack_places is not None and not place.id.startswith("gn") and "." not in place.id:
            return f"pack {gazetteer.pack_places.parent.name}"
        return SHIPPED


def _mark(place: Place, source: str) -> Mark:
    return Mark(place.id, place.kind, place.country, place.lat, place.lon, name_key(place.name), source)
