"""The world's towns and a user's own places as one list. In comes a folded name, out come the places it may mean.

The same place often stands in several lists: in a pack, in the shipped table, in an imported gazetteer. It comes out
once, with the id of the first of these that knows it, so that two spellings of it never make two places.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from math import cos, hypot, radians

from whence.vocabulary.ownplaces import Above, OwnPlaces, OwnRow
from whence.vocabulary.placelists import Countries, PackPlaces, Place, place_from_row
from whence.vocabulary.placetable import ARABIC_COUNTRIES, TownTable, name_key, rough_key, unglued_key

# Kinds that one thing may be listed under; each class with how far apart, in km, its two points may lie.
_CLASS = {
    "city": "settlement", "town": "settlement", "village": "settlement", "neighbourhood": "quarter", "part": "quarter",
    "site": "site", "crossing": "site", "district": "district", "area": "area", "governorate": "province",
    "province": "province", "country": "country",
}  # fmt: skip
_SAME_KM = {
    ("settlement", "settlement"): 5.0, ("quarter", "settlement"): 3.0, ("quarter", "quarter"): 3.0,
    ("site", "site"): 5.0, ("district", "district"): 60.0, ("area", "area"): 60.0, ("province", "province"): 250.0,
}  # fmt: skip
# A pack lists a province with its title, other lists without.
TITLES = {
    "province": ("Governorate", "Province"),
    "governorate": ("Governorate", "Province"),
    "district": ("District",),
}


@lru_cache(maxsize=1024)
def same_within_km(kind: str, other: str) -> float:
    """How far apart two records of one name may lie and still be one place, by their kinds; 0: never one."""
    first, second = sorted((_CLASS.get(kind, "settlement"), _CLASS.get(other, "settlement")))
    return _SAME_KM.get((first, second), 0.0)


def apart_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points on a flat map."""
    return 111.2 * hypot(lat - other_lat, (lon - other_lon) * cos(radians((lat + other_lat) / 2)))


class World:
    """All places that are neither a pack's nor a country. Cheap to make; what it found once it keeps."""

    def __init__(self, pack: PackPlaces, countries: Countries, towns: TownTable, own: OwnPlaces | None) -> None:
        self._pack = pack
        self._countries = countries
        self._towns = towns
        self._own = own
        self._by_key: dict[str, tuple[Place, ...]] = {}
        self._by_row: dict[str, Place] = {}
        self._codes: dict[str, str | None] = {}

    def by_key(self, key: str) -> tuple[Place, ...]:
        """The places of a name, most populous first, those of the pack under its ids; may be empty."""
        if key not in self._by_key:
            if len(self._by_key) > 65_536:
                self._by_key.clear()
            found = {p.id: p for row in self._towns.find(key) for p in (self._known(place_from_row(row)),)}
            for row in self._own.find(key) if self._own else ():
                place = self._of_row(row)
                found.setdefault(place.id, place)
            self._by_key[key] = tuple(map(self.coded, found.values()))
        return self._by_key[key]

    def by_spelling(self, name: str) -> tuple[Place, ...]:
        """The places in Arabic-speaking countries that a name unknown as it stands is a rougher spelling of."""
        found: dict[str, Place] = {}
        for key in (unglued_key(name), rough_key(name)):
            if key and not found:
                found = {p.id: p for p in self.by_key(key) if p.country in ARABIC_COUNTRIES}
        return tuple(found.values())

    def by_user(self, key: str) -> tuple[Place, ...]:
        """Of these the places a person wrote down, which count wherever the name stands, as a pack's do."""
        if self._own is None:
            return ()
        rows = [row for row in self._own.find(key) if row.by_user]
        return tuple({p.id: p for p in (self.coded(self._of_row(row)) for row in rows)}.values())

    def place(self, id: str) -> Place | None:
        """The place with an id: a province of the table, or one of the user's; null when there is none."""
        rows = self._towns.find(f"={id}")
        if rows:
            return self.coded(self._known(place_from_row(rows[0])))
        row = self._own.row(id) if self._own else None
        return self.coded(self._of_row(row)) if row else None

    def coded(self, place: Place) -> Place:
        """The place with the P-code that an imported table gives it, if any."""
        if self._own is None or place.pcode is not None:
            return place
        if place.id not in self._codes:
            keys = (name_key(place.name), *self._pack_keys.get(place.id, ()))
            rows = (row for key in keys for row in self._own.find(key) if row.pcode and self._is(row, place))
            self._codes[place.id] = next((row.pcode for row in rows), None)
        code = self._codes[place.id]
        return replace(place, pcode=code) if code else place

    @cached_property
    def _pack_keys(self) -> dict[str, list[str]]:
        """The keys of each place of the pack."""
        found: dict[str, list[str]] = {}
        for key, places in self._pack.by_name.items():
            for place in places:
                found.setdefault(place.id, []).append(key)
        return found

    def _of_row(self, row: OwnRow) -> Place:
        """A user's row as a place: the known one that it is, else a place of its own."""
        if row.id not in self._by_row:
            if len(self._by_row) > 65_536:
                self._by_row.clear()
            self._by_row[row.id] = self._place_of(row)
        return self._by_row[row.id]

    def _place_of(self, row: OwnRow) -> Place:
        assert self._own is not None
        keys = self._own.keys_of(row.id)
        for key in (name_key(row.name), *keys):
            for place in self._pack.by_name.get(key, ()):
                if self._is(row, place):
                    return self._told(place, row)
        if row.same_as is not None:
            same = self._own.row(row.same_as)
            if same is not None:
                return self._told(self._of_row(same), row)
            for key in keys:
                for town in self._towns.find(key):
                    if town.id == row.same_as:
                        return self._told(self._known(place_from_row(town)), row)
        return self._own_place(row)

    def _told(self, place: Place, row: OwnRow) -> Place:
        """The known place, with what only the row tells of it; a spelling of the row's is trusted as the row is."""
        people = max(place.population, row.population)
        return replace(place, pcode=place.pcode or row.pcode, of_pack=row.by_user, population=people)

    def _own_place(self, row: OwnRow) -> Place:
        chain = [self._above(above, row.country) for above in row.chain]
        ids = (row.id, *(a.id for a in chain), row.country)
        path = ids if row.country in self._countries.by_code else ids[:-1] if chain else (row.id,)
        within = _within(row.kind, chain)
        return Place(
            row.id, row.name, row.kind, within, row.country, row.lat, row.lon, path, row.population, row.by_user,
            row.pcode,
        )  # fmt: skip

    def _known(self, place: Place) -> Place:
        """A place of the shipped table as the pack has it, else with its province as the pack has that."""
        if place.country not in self._pack.countries:
            return place
        for other in self._pack.by_name.get(name_key(place.name), ()):
            if other.country == place.country and _near(place, other):
                # By a spelling the pack does not vouch for: "al-Sham" is Damascus, but "Ahrar al-Sham" no town.
                return replace(other, of_pack=False, population=max(place.population, other.population))
        province = next((id_ for id_ in place.path[1:] if "." in id_), None)
        rows = self._towns.find(f"={province}") if province else ()
        if not rows:
            return place
        up = place_from_row(rows[0])
        above = self._above(Above(up.id, up.name, "province", up.lat, up.lon), place.country)
        return replace(place, within=above.name, path=tuple(above.id if i == province else i for i in place.path))

    def _above(self, above: Above, country: str) -> Above:
        """The larger place under the id and name that it is known by: the pack's, else those of the list it is of."""
        row = self._own.row(above.id) if self._own is not None else None
        if row is not None:
            place = self._of_row(row)
            return Above(place.id, place.name, place.kind, place.lat, place.lon)
        for title in ("", *TITLES.get(above.kind, ())) if country in self._pack.countries else ():
            for other in self._pack.by_name.get(name_key(f"{above.name} {title}"), ()):
                km = same_within_km(above.kind, other.kind)
                if other.country == country and km and apart_km(above.lat, above.lon, other.lat, other.lon) <= km:
                    return Above(other.id, other.name, other.kind, other.lat, other.lon)
        return above

    def _is(self, row: OwnRow, place: Place) -> bool:
        if row.country != place.country:
            return False
        return apart_km(row.lat, row.lon, place.lat, place.lon) <= same_within_km(row.kind, place.kind)


def _near(place: Place, other: Place) -> bool:
    return apart_km(place.lat, place.lon, other.lat, other.lon) <= same_within_km(place.kind, other.kind)


def _within(kind: str, chain: list[Above]) -> str | None:
    """The larger place in words: a quarter lies in its town, a town in its province, a province in none."""
    if kind in ("governorate", "province", "country") or not chain:
        return None
    province = next((a for a in chain if a.kind in ("governorate", "province")), None)
    first = chain[0]
    if _CLASS.get(kind) in ("quarter", "site") and _CLASS.get(first.kind) in ("settlement", "quarter"):
        return first.name
    return (province or first).name
