"""What the gazetteer knows by heart: countries and a pack's places. In come tables, out come frozen places by name.

Also the words that are no places though some place bears them, and the keys that names are compared by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path
from typing import Literal

from whence.errors import VocabularyError
from whence.vocabulary.folding import fold
from whence.vocabulary.placetable import TownRow, name_key, rough_key
from whence.vocabulary.tables import DATA, read_table

Role = Literal["place", "demonym", "speaker", "based", "origin"]
PLACE_COLUMNS = ("id", "name", "kind", "within", "aliases", "lat", "lon", "country", "name_ar", "example")
COUNTRY_COLUMNS = ("iso2", "name", "aliases", "demonyms", "capital", "lat", "lon", "example")
# UCDP GED's where_prec by kind of place: the finer the place, the lower the number.
PRECISION = {
    "site": 1, "neighbourhood": 1, "part": 1, "crossing": 1, "village": 1, "town": 1, "city": 1,
    "district": 3, "governorate": 4, "province": 4, "area": 5, "country": 6,
}  # fmt: skip
# How specific a kind is; the most specific place of a sentence is the claim's.
LEVEL = {
    "site": 6, "neighbourhood": 6, "crossing": 6, "part": 5, "village": 5, "town": 5, "city": 5,
    "district": 4, "area": 3, "governorate": 2, "province": 2, "country": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `within` is the next larger place in words as the contract wants it, null for provinces, countries.

    `path` are ids from the place itself up to its country. Never null: id, name, kind, country, lat, lon. `of_pack`: of
    a pack, or written down by the user. `pcode`: its code in the COD-AB tables, null where none is known.
    """

    id: str
    name: str
    kind: str
    within: str | None
    country: str
    lat: float
    lon: float
    path: tuple[str, ...]
    population: int = 0
    of_pack: bool = False
    pcode: str | None = None

    @property
    def level(self) -> int:
        """How specific it is: 6 a site or quarter, 5 a town, 2 a province, 1 a country."""
        return LEVEL.get(self.kind, 5)

    @property
    def where_prec(self) -> int:
        """UCDP GED's where_prec of the place itself."""
        return PRECISION.get(self.kind, 1)


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A stretch of text that names a place: `text[start:end] == words`; `places` are all it may mean.

    `role`: "place"; "demonym" ("French"); "based" ("UK-based"); "speaker" (a capital or country that says something).
    """

    start: int
    end: int
    words: str
    places: tuple[Place, ...]
    role: Role = "place"


def distance_km(a: Place, b: Place) -> float:
    """How far two places are apart, on a flat map: good to a percent within a country."""
    return 111.2 * hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2)))


@dataclass(frozen=True, slots=True)
class Countries:
    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    demonyms: dict[str, tuple[Place, ...]]
    capitals: dict[str, str]


@dataclass(frozen=True, slots=True)
class PackPlaces:
    by_id: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    by_rough: dict[str, tuple[Place, ...]]
    lower_starts: frozenset[str]
    lower_words: frozenset[str]
    countries: frozenset[str]


NO_PACK = PackPlaces({}, {}, {}, frozenset(), frozenset(), frozenset())


@lru_cache(maxsize=1)
def read_countries() -> Countries:
    by_code: dict[str, Place] = {}
    by_name: dict[str, tuple[Place, ...]] = {}
    demonyms: dict[str, tuple[Place, ...]] = {}
    capitals: dict[str, str] = {}
    for row in read_table(DATA / "countries.csv", COUNTRY_COLUMNS):
        code = row["iso2"]
        place = Place(code, row["name"], "country", None, code, float(row["lat"]), float(row["lon"]), (code,))
        by_code[code] = place
        capitals[code] = row["capital"]
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            by_name[name_key(name)] = (place,)
        for name in filter(None, row["demonyms"].split("|")):
            demonyms[name_key(name)] = (place,)
    return Countries(by_code, by_name, demonyms, capitals)


_DIRECTIONS = ("East", "West", "North", "South")  # of a name like "East Ashford", also written small


@lru_cache(maxsize=8)
def read_pack_places(path: Path) -> PackPlaces:
    rows = {row["id"]: row for row in read_table(path, PLACE_COLUMNS)}
    by_id = {id_: _pack_place(row, rows, path) for id_, row in rows.items()}
    names: dict[str, list[Place]] = {}
    rough: dict[str, set[str]] = {}
    starts: set[str] = set()
    lower_words: set[str] = set()
    for id_, row in rows.items():
        for name in (row["name"], row["name_ar"], *row["aliases"].split("|")):
            if key := "".join(token_key(w) for w in TOKEN.findall(name)):
                if by_id[id_] not in names.setdefault(key, []):
                    names[key].append(by_id[id_])
                if (bones := rough_key(name)) and by_id[id_].level >= 2:
                    rough.setdefault(bones, set()).add(id_)
            words = [w.lower() for w in name.split() if w[0].islower() and w.lower() not in BARE_ARTICLES]
            lower_words.update(words)
            if name[:1].islower() or name.startswith(_DIRECTIONS):
                starts.add(name.split()[0].lower())
    by_rough: dict[str, tuple[Place, ...]] = {
        bones: (by_id[min(ids)],) for bones, ids in rough.items() if len(ids) == 1
    }
    countries = frozenset(row["country"] for row in rows.values())
    return PackPlaces(
        by_id,
        {key: tuple(_own_name_first(places, key)) for key, places in names.items()},
        by_rough,
        frozenset(starts),
        frozenset(lower_words),
        countries,
    )


def _pack_place(row: dict[str, str], rows: dict[str, dict[str, str]], path: Path) -> Place:
    """Raises VocabularyError for a point that is none, or a `within` that is no row."""
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError as problem:
        raise VocabularyError(f"{path}: {row['line']}: lat and lon must be numbers") from problem
    chain = [row["id"]]
    while parent := rows[chain[-1]]["within"]:
        if parent not in rows or parent in chain:
            raise VocabularyError(f"{path}: {rows[chain[-1]]['line']}: within {parent!r} is no place of this table")
        chain.append(parent)
    top = rows[chain[-1]]
    if top["kind"] != "country" and top["country"]:
        chain.append(top["country"])
    kind = row["kind"] or "town"
    people = _USUAL_SIZE.get(kind, 1_000)
    within = _within_words(row, rows)
    return Place(row["id"], row["name"], kind, within, row["country"], lat, lon, tuple(chain), people, True)


# Of two places of one name in a pack, the one readers think of first; the table gives no numbers of people.
_USUAL_SIZE = {"country": 10_000_000, "city": 100_000, "town": 8_000, "area": 8_000}


def _within_words(row: dict[str, str], rows: dict[str, dict[str, str]]) -> str | None:
    """The next larger place in words: none for provinces, nor for a city that is a province of its own."""
    parent = rows.get(row["within"])
    if parent is None or parent["kind"] == "country" or row["kind"] in ("governorate", "province", "country"):
        return None
    alone = parent["kind"] in ("governorate", "province") and name_key(parent["name"].split()[0]) == name_key(
        row["name"]
    )
    if alone and hypot(float(parent["lat"]) - float(row["lat"]), float(parent["lon"]) - float(row["lon"])) < 0.01:
        return None
    return parent["name"]


def _own_name_first(places: list[Place], key: str) -> list[Place]:
    return sorted(places, key=lambda p: (name_key(p.name) != key, -p.population))


@lru_cache(maxsize=1)
def name_words() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {"word": set(), "given": set(), "title": set(), "org": set()}
    for row in read_table(DATA / "not_places.csv", ("word", "kind", "example")):
        if row["kind"] not in kinds:
            raise VocabularyError(f"{row['line']}: kind {row['kind']!r}", remedy=f"one of {', '.join(kinds)}")
        kinds[row["kind"]].add(row["word"])
    return {kind: frozenset(words) for kind, words in kinds.items()}


@lru_cache(maxsize=1)
def stop_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that alone are no place, as written and as keys."""
    kinds = name_words()
    words = kinds["word"] | kinds["given"] | kinds["title"] | kinds["org"]
    return words, frozenset(map(name_key, words))


# ---------------------------------------------------------------- keys and rows

# A word, an article with its hyphen taken in ("al-Example"); other hyphens part words, joined again by the key.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:(?i:al|el|ad|ar|as|ash|at|az|an|ez|es|ed|en|et|esh)-)?[^\W_]+(?:['’`][^\W_]+)*"
)


@lru_cache(maxsize=32768)
def token_key(word: str) -> str:
    """A word's part in a key; articles that stand alone weigh nothing (but do as a one-word name, which is stopped)."""
    folded = fold(word)
    if folded in BARE_ARTICLES:
        return ""
    return name_key(word)


BARE_ARTICLES = frozenset(
    ("al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ez", "es", "er", "en", "ed", "et", "esh")
)


def place_from_row(row: TownRow) -> Place:
    province = f"{row.country}.{row.province}" if row.province and row.within else ""
    path = (row.id, row.country) if row.kind == "province" else tuple(filter(None, (row.id, province, row.country)))
    return Place(row.id, row.name, row.kind, row.within or None, row.country, row.lat, row.lon, path, row.population)
