"""The rows of one source made ready to be kept. In come places as a file has them, out come places with their chain,
their keys, and the known place that each is another record of.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from whence.errors import InputError, UsageError
from whence.gazetteers.lookup import Lookup
from whence.gazetteers.merging import Mark
from whence.gazetteers.plain import make_id
from whence.gazetteers.rows import Aside, NewPlace
from whence.gazetteers.store import Store, StoredPlace
from whence.vocabulary.ownplaces import Above
from whence.vocabulary.placelists import LEVEL
from whence.vocabulary.placetable import ARABIC_COUNTRIES, ROUGH, name_key, open_towns, rough_key
from whence.vocabulary.worldplaces import TITLES

_SHORTEST_KEY = 3  # letters of an alias: shorter ones are codes
_LONGEST_NAME = 80
_FEW = 200  # places; of more, all that is known is read at once


class Keeping:
    """Takes rows one by one, larger places first. `kept`, `asides` and `merged` say what came of them."""

    def __init__(self, lookup: Lookup, store: Store, places: Sequence[NewPlace], source: str) -> None:
        self.kept: list[StoredPlace] = []
        self.asides: list[Aside] = []
        self.merged = 0
        self._lookup = lookup
        self._source = source
        few = {key for place in places for key, _ in find_names(place)} if len(places) <= _FEW else None
        self._table, self._packs = lookup.known_marks({p.country for p in places} - {""}, few)
        self._taken = store.ids_but_of(source)
        for other, kept in store.each_place() if few is None else store.each_named(few):
            if other != source:
                self._table.add(mark_of(kept, other), plain_keys(kept))
        self._by_own_id: dict[str, tuple[Above, tuple[Above, ...]]] = {}
        self._by_own_name: dict[tuple[str, str], tuple[Above, tuple[Above, ...]] | None] = {}  # null: two of that name
        self._within: dict[tuple[str, str], tuple[Above, ...] | str] = {}
        left = sorted(places, key=lambda p: LEVEL.get(p.kind, 5))
        while left:  # once more while that helps: a row may lie within one that stands further down
            asides, before = [], len(self.kept)
            later = []
            for place in left:
                try:
                    self._keep(place)
                except InputError as problem:
                    asides.append(Aside(place.at, str(problem)))
                    later += [place] if place.within else []
            more = later and len(self.kept) > before
            again = {place.at for place in later} if more else set()
            self.asides += [aside for aside in asides if aside.at not in again]
            left = later if more else []

    def _keep(self, row: NewPlace) -> None:
        """Raises InputError with the reason where the row cannot be kept."""
        names = find_names(row)
        if not names:
            raise InputError(f"{row.name!r} is no name that can be looked up")
        if not row.country:
            raise InputError("no country; give a column country, or name it with --country")
        chain = self._chain(row)
        keys = [key for key, _ in names if not key.startswith(ROUGH)]
        lat, lon = self._point(row, keys)
        own_id = row.id or make_id(row.country, row.name)
        mark = Mark(own_id, row.kind, row.country, lat, lon, keys[0], self._source)
        same = self._table.same(mark, keys)
        self.merged += same is not None or self._packs.same(mark, keys) is not None
        id_ = self._free(own_id)
        self._table.add(Mark(id_, row.kind, row.country, lat, lon, keys[0], self._source), keys)
        above = Above(same.id if same else id_, row.name, row.kind, lat, lon)
        self._by_own_id.setdefault(own_id, (above, chain))
        twice = (keys[0], row.country) in self._by_own_name
        self._by_own_name[keys[0], row.country] = None if twice else (above, chain)
        self.kept.append(
            StoredPlace(
                id_, row.name, row.kind, row.country, lat, lon, row.population, row.pcode, same.id if same else None,
                chain, names,
            )
        )  # fmt: skip

    def _chain(self, row: NewPlace) -> tuple[Above, ...]:
        """The larger places, nearest first. Raises InputError for one that is unknown."""
        if row.within is not None:
            own = self._by_own_id.get(row.within) or self._by_own_name.get((name_key(row.within), row.country))
            if own is not None:
                return (own[0], *own[1])
            return self._named(row.within, row.country)
        found = []
        for parent in row.parents:
            known = self._by_own_id[parent][0] if parent in self._by_own_id else _shipped(parent)
            found += [known] if known is not None else []
        return tuple(found)

    def _named(self, within: str, country: str) -> tuple[Above, ...]:
        key = (within, country)
        if key not in self._within:
            try:
                self._within[key] = self._lookup.chain_of(self._lookup.parse_within(within, country))
            except UsageError as problem:
                self._within[key] = str(problem)
        found = self._within[key]
        if isinstance(found, str):
            raise InputError(f"within: {found}")
        return found

    def _point(self, row: NewPlace, keys: Sequence[str]) -> tuple[float, float]:
        """The row's point; where it has none, that of the known place of its name and sort, or of a district's seat."""
        if row.lat is not None and row.lon is not None:
            return row.lat, row.lon
        provinces = {"province", "governorate"}
        for sort in (provinces if row.kind in provinces else {row.kind}, {"city", "town"}):
            marks = [m for known in (self._packs, self._table) for key in keys for m in known.named(key)]
            fit = [m for m in marks if m.country == row.country and m.kind in sort]
            if fit and (row.kind == "district" or "city" not in sort):
                return fit[0].lat, fit[0].lon
        raise InputError("no point, and no place of that name and sort is known")

    def _free(self, id: str) -> str:
        """The id, or the id with a number where another source has it, or another row of this one."""
        number, free = 1, id
        while free in self._taken:
            number += 1
            free = f"{id}~{number}"
        self._taken.add(free)
        return free


def merge_again(lookup: Lookup, store: Store, only: str | None = None) -> None:
    """Work out anew which places are other records of others, after a source or a place has gone or changed; `only`
    those of one source, which then must be the last that came.
    """
    places = list(store.each_place(only))
    few = {key for _, place in places for key, _ in place.names} if only and len(places) <= _FEW else None
    table, packs = lookup.known_marks({place.country for _, place in places}, few)
    mine = {place.id for _, place in places}
    for source, place in (store.each_named(few) if few is not None else store.each_place()) if only else ():
        if source != only and place.same_as not in mine:
            table.add(mark_of(place, source), plain_keys(place))
    same_as: list[tuple[str | None, str]] = []
    merged: dict[str, int] = {}
    for source, place in places:
        mark, keys = mark_of(place, source), plain_keys(place)
        plain = Mark(place.id.split("~")[0], *(getattr(mark, f) for f in Mark.__slots__[1:]))
        same = table.same(plain, keys)
        same_as.append((same.id if same else None, place.id))
        merged[source] = merged.get(source, 0) + (same is not None or packs.same(mark, keys) is not None)
        table.add(mark, keys)
    store.set_same(same_as, merged)


def find_names(row: NewPlace) -> tuple[tuple[str, str], ...]:
    """(key, spelling) of all names a row can be looked up by, its own first; empty where its own is none."""
    own = name_key(row.name)
    if not own:
        return ()
    names = {own: row.name}
    for name in row.names:
        key = name_key(name)
        if len(key) >= _SHORTEST_KEY and not key.isdigit() and len(name) <= _LONGEST_NAME:
            names.setdefault(key, name)
    for title in TITLES.get(row.kind, ()):
        for name in list(names.values()):
            if name.isascii() and title.lower() not in name.lower():
                names.setdefault(name_key(f"{name} {title}"), f"{name} {title}")
    if row.country in ARABIC_COUNTRIES:
        for name in list(names.values()):
            if rough := rough_key(name):
                names.setdefault(rough, name)
    return tuple(names.items())


def plain_keys(place: StoredPlace) -> list[str]:
    """The keys of a kept place that merging goes by: rough ones are only for reading."""
    return [key for key, _ in place.names if not key.startswith(ROUGH)]


def mark_of(place: StoredPlace, source: str) -> Mark:
    """A kept place as merging compares it."""
    return Mark(place.id, place.kind, place.country, place.lat, place.lon, name_key(place.name), source)


@lru_cache(maxsize=4096)
def _shipped(id: str) -> Above | None:
    rows = open_towns().find(f"={id}")
    return Above(id, rows[0].name, "province", rows[0].lat, rows[0].lon) if rows else None
