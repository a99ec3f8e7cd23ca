"""A user's own places: imported, added, found, listed, removed. In come files and names, out come reports and places.

The file lies beside the record or `whence.toml`. What a source gives is kept whole; a place that is known already is
kept as another record of it, so that its spellings lead to the place and no twin stands beside.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from whence.errors import InputError, NotOnRecordError, UsageError
from whence.gazetteers.formats import open_place_file
from whence.gazetteers.keeping import Keeping, merge_again
from whence.gazetteers.lookup import FoundPlace, Lookup
from whence.gazetteers.plain import make_id
from whence.gazetteers.rows import KINDS, Aside, NewPlace
from whence.gazetteers.store import BY_HAND, SourceLine, change, read_sources
from whence.vocabulary.gazetteer import Place
from whence.vocabulary.ownplaces import OwnPlaces
from whence.vocabulary.placetable import name_key


@dataclass(frozen=True, slots=True)
class Imported:
    """What importing one file did. Never null.

    `kept` places are in the file now, `merged` of them other records of places known before (of a pack, the shipped
    table or an earlier source); `left_out` are (reason, how many) of rows never kept, `aside` the rows that are wrong.
    `unchanged`: the same file was imported before, and nothing was done.
    """

    source: str
    form: str
    licence: str
    kept: int
    merged: int
    names: int
    left_out: tuple[tuple[str, int], ...]
    aside: tuple[Aside, ...]
    remarks: tuple[str, ...]
    unchanged: bool = False


class PlaceBook:
    """A user's own places in one file. Made by `whence.gazetteer`; the file comes into being with the first place."""

    def __init__(self, path: Path, pack: str | None, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._lookup = Lookup(path, pack)
        self._clock = clock

    def import_file(
        self, file: str | Path, *, country: str | None = None, source: str | None = None, licence: str | None = None
    ) -> Imported:
        """Import a gazetteer: a GeoNames country file, COD-AB, OpenStreetMap, or a CSV of one's own.

        `country` is for rows that name none, `source` and `licence` for what the file itself does not say. A source of
        the same name is replaced. Raises InputError when nothing in the file can be kept.
        """
        path = Path(file)
        code = self._lookup.parse_country(country) if country else None
        opened = open_place_file(path, code)
        name = source or f"{opened.title} {path.name.split('.')[0]}"
        if name == BY_HAND:
            raise UsageError(f"{BY_HAND!r} are the places you add yourself", remedy="choose another name")
        licence = licence or opened.licence
        sha256 = _digest(path, code)
        before = {line.name: line for line in self.sources()}.get(name)
        if before is not None and (before.sha256, before.licence) == (sha256, licence):
            return Imported(name, before.form, licence, before.places, before.merged, 0, (), (), (), True)
        rows = list(opened.rows)
        asides = [row for row in rows if isinstance(row, Aside)]
        places = [row for row in rows if isinstance(row, NewPlace)]
        with change(self.path) as store:
            removed = store.removed()
            asides += [Aside(p.at, "you took it out before", wrong=False) for p in places if p.id in removed]
            keeping = Keeping(self._lookup, store, [p for p in places if p.id not in removed], name)
            asides += keeping.asides
            wrong = tuple(aside for aside in asides if aside.wrong)
            if not keeping.kept:
                raise InputError(f"{path}: nothing in it can be kept: {_reasons(asides)}")
            line = SourceLine(
                name, opened.form, licence, path.name, sha256, self._now(), opened.by_user, len(keeping.kept),
                keeping.merged, len(wrong),
            )  # fmt: skip
            store.write_source(line, keeping.kept)
            if before is not None:
                merge_again(self._lookup, store)
        left = Counter(aside.reason for aside in asides if not aside.wrong)
        names = sum(len(place.names) for place in keeping.kept)
        return Imported(
            name, line.form, licence, line.places, line.merged, names, tuple(left.most_common()), wrong,
            tuple(opened.remarks),
        )  # fmt: skip

    def add(
        self,
        name: str,
        lat: float,
        lon: float,
        *,
        kind: str = "town",
        within: str | None = None,
        country: str | None = None,
        aliases: Sequence[str] = (),
        pcode: str | None = None,
    ) -> FoundPlace:
        """Add one place by hand; the same name in the same country is replaced. It counts wherever its name stands.

        Raises UsageError: an unknown kind or country, a larger place that is unknown or could be two.
        """
        if not name_key(name):
            raise UsageError(f"{name!r} is no name")
        if kind not in KINDS:
            raise UsageError(f"unknown kind {kind!r}", remedy=f"one of {', '.join(KINDS)}")
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise UsageError(f"{lat}, {lon} is off the globe", remedy="latitude first, then longitude, in degrees")
        code = self._lookup.parse_country(country) if country else None
        parent = self._lookup.parse_within(within, code) if within else None
        code = code or (parent.country if parent else None)
        if code is None:
            raise UsageError("in which country does it lie?", remedy="--country SY, or --within a place that is known")
        row = NewPlace(
            make_id(code, name), " ".join(name.split()), kind, code, lat, lon, BY_HAND, tuple(aliases),
            within=parent.id if parent else None, pcode=pcode,
        )  # fmt: skip
        with change(self.path) as store:
            store.welcome([row.id])
            others = [place for source, place in store.each_place() if source == BY_HAND and place.id != row.id]
            keeping = Keeping(self._lookup, store, [row], BY_HAND)
            if keeping.asides:
                raise UsageError(keeping.asides[0].reason)
            store.write_source(
                SourceLine(BY_HAND, "hand", "your own", "-", "-", self._now(), True, len(others) + 1, 0, 0),
                [*others, *keeping.kept],
            )
            merge_again(self._lookup, store, BY_HAND)
        gazetteer = self._lookup.nearest_gazetteer(code)
        made = gazetteer.place(row.id)
        assert made is not None
        return self._lookup.describe(made, gazetteer)

    def sources(self) -> tuple[SourceLine, ...]:
        """The imported gazetteers and the places by hand, in the order they came; empty where there are none."""
        return read_sources(self.path)

    def places(self, source: str | None = None) -> tuple[FoundPlace, ...]:
        """All places of the file, or of one source, as they were given. Raises NotOnRecordError for an unknown one."""
        names = [line.name for line in self.sources()]
        if source is not None and source not in names:
            raise NotOnRecordError(f"no source {source!r}", remedy=f"there are {', '.join(names) or 'none yet'}")
        found = []
        for row in OwnPlaces(self.path).rows() if names else ():
            if source in (None, row.source):
                within = row.chain[0].name if row.chain else None
                path = (row.id, *(above.id for above in row.chain), row.country)
                place = Place(
                    row.id, row.name, row.kind, within, row.country, row.lat, row.lon, path, row.population,
                    row.by_user, row.pcode,
                )  # fmt: skip
                chain = (*(above.name for above in row.chain), self._lookup.country_name(row.country))
                found.append(FoundPlace(place, chain, row.source))
        return tuple(found)

    def find(self, name: str, country: str | None = None) -> tuple[FoundPlace, ...]:
        """Every place a name may mean, in the packs, the countries, one's own and the shipped table; may be empty."""
        code = self._lookup.parse_country(country) if country else None
        found: dict[str, FoundPlace] = {}
        known: set[str] = set()  # countries that an earlier pack answers for
        packs: list[str | None] = [*self._lookup.packs(code)]
        for pack in packs or [None]:
            gazetteer = self._lookup.gazetteer(pack)
            for place in gazetteer.find(name):
                if code in (None, place.country) and place.country not in known:
                    found.setdefault(place.id, self._lookup.describe(place, gazetteer))
            known |= gazetteer.pack_countries
        return tuple(found.values())

    def remove(self, what: str) -> tuple[str, int]:
        """Take out a source by its name, or one place by its id, or by its name where it was added by hand.

        Gives what was taken out and how many places. Raises NotOnRecordError where nothing, or more than one, fits.
        """
        lines = {line.name: line for line in self.sources()}
        if not lines:
            raise NotOnRecordError("you have no places of your own yet", remedy="see `whence gazetteer import --help`")
        with change(self.path) as store:
            if what in lines:
                store.drop_source(what)
                merge_again(self._lookup, store)
                return f"source {what}", lines[what].places
            everything = list(store.each_place())
            fit = [(source, place) for source, place in everything if place.id == what] or [
                (source, place)
                for source, place in everything
                if source == BY_HAND and name_key(what) in (key for key, _ in place.names)
            ]
            if len(fit) != 1:
                how = f"{len(fit)} places of your own are" if fit else "no place or source of your own is"
                near = ", ".join(place.id for _, place in fit[:4]) or f"`whence gazetteer find {what!r}` gives ids"
                raise NotOnRecordError(f"{how} called {what!r}", remedy=f"{'name one: ' if fit else ''}{near}")
            source, place = fit[0]
            store.drop_place(place.id, for_good=source != BY_HAND)
            merge_again(self._lookup, store)  # others may have been records of it
            return f"{place.name} ({place.id})", 1

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _digest(path: Path, country: str | None) -> str:
    """Of a file's bytes, and of the country that was given for it."""
    digest = hashlib.sha256(f"{country or ''}\n".encode())
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _reasons(asides: Sequence[Aside]) -> str:
    counted = Counter(aside.reason for aside in asides).most_common(3)
    return "; ".join(f"{reason} ({n:,} rows)" for reason, n in counted) or "it has no rows"
