"""Places by name. In comes a text or a name, out come the places it may mean, with points, precision and reasons.

Three layers: the pack's own places, countries with their demonyms, and the world's towns and provinces (GeoNames).
A name that fits two places stays open until the country and the neighbourhood decide; it is never pinned by guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path
from typing import Literal, NamedTuple

from whence.errors import VocabularyError
from whence.vocabulary.folding import fold
from whence.vocabulary.placetable import TownRow, TownTable, name_key, open_towns
from whence.vocabulary.tables import DATA, read_table

Role = Literal["place", "demonym", "speaker", "based"]
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
_LONGEST = 5
_EVIDENT = 100_000  # people: a town this large may be meant though the text does not name its country
_FAR_APART_KM = 150.0


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `within` is the next larger place in words as the contract wants it, null for provinces, countries.

    `path` are ids from the place itself up to its country. Never null: id, name, kind, country, lat, lon.
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

    `role`: "place"; "demonym" ("Syrian"); "based" ("UK-based"); "speaker" (a capital or country that says something).
    """

    start: int
    end: int
    words: str
    places: tuple[Place, ...]
    role: Role = "place"


def distance_km(a: Place, b: Place) -> float:
    """How far two places are apart, on a flat map: good to a percent within a country."""
    return 111.2 * hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2)))


class Gazetteer:
    """The places a text may name. Cheap to open and to send to a worker process; never changes."""

    def __init__(self, pack_places: Path | None = None, towns: TownTable | None = None) -> None:
        self.pack_places = pack_places
        self._towns = towns or open_towns()
        self._countries = _read_countries()
        self._pack = _read_pack_places(pack_places) if pack_places is not None else _NO_PACK

    def __reduce__(self) -> tuple[object, ...]:
        return (open_gazetteer, (self.pack_places,))

    @property
    def pack_countries(self) -> frozenset[str]:
        """ISO codes of the countries the pack's places lie in; empty without a pack."""
        return self._pack.countries

    def place(self, id: str) -> Place | None:
        """The place with an id (of the pack, a country's ISO code, or a province); null when there is none."""
        if id in self._pack.by_id:
            return self._pack.by_id[id]
        if id in self._countries.by_code:
            return self._countries.by_code[id]
        rows = self._towns.find(f"={id}")
        return self._from_row(rows[0]) if rows else None

    def capital(self, country: str) -> Place | None:
        """A country's capital, null when it is not known."""
        names = self.find(self._countries.capitals.get(country, ""))
        return next((p for p in names if p.country == country and p.kind in ("city", "town")), None)

    def find(self, name: str) -> tuple[Place, ...]:
        """All places of a name: the pack's first, then countries, then towns, most populous first. May be empty."""
        key = name_key(name)
        if not key:
            return ()
        found = [*self._pack.by_name.get(key, ()), *self._countries.by_name.get(key, ())]
        mine = {name_key(p.name) for p in found if p.of_pack} | ({key} if found else set())
        for row in self._towns.find(key):
            if row.country not in self.pack_countries or name_key(row.name) not in mine:
                found.append(self._from_row(row))
        return tuple(found)

    def find_places(self, text: str) -> tuple[PlaceHit, ...]:
        """The places named in a text, longest names first, none overlapping, in order of standing. May be empty.

        Common words, persons ("President Example", "Ali Hama") and bodies ("the Example Times") are left out; a small
        town abroad counts only where the text names its country.
        """
        return _Reading(text, self).hits()

    def choose(self, hit: PlaceHit, countries: Collection[str], near: Sequence[Place] = ()) -> Place | None:
        """The one place a hit means, or null where two remain: then its words are kept, without a point.

        In order: the pack's countries, the countries named, ten times the people, nearness to places already known.
        """
        left = list(hit.places)
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

    def lookup(self, key: str) -> tuple[Place, ...]:
        """Towns and provinces of the world by key, read from the table once."""
        return _towns_by_key(self._towns, key)

    def _from_row(self, row: TownRow) -> Place:
        return _place_from_row(row)


@lru_cache(maxsize=8)
def open_gazetteer(pack_places: Path | None = None) -> Gazetteer:
    """The gazetteer with a pack's places (null: none), opened once in each process. Raises VocabularyError."""
    return Gazetteer(pack_places)


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


# ---------------------------------------------------------------- reading a text

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’`-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.I)
_JOINS = frozenset((" ", "-", "\n", " - ", "", " ‘", " '", " ’"))
_SMALL = frozenset(("al", "el", "ez", "az", "as", "ad", "ar", "an", "at", "de", "del", "la", "las", "los", "e", "i", "y", "and", "du"))  # fmt: skip
_SAYING = re.compile(
    r"\W{0,2}\s?(?:(?:has|have|had|also|later|again|on \w+day|\w+day)\s)?(?:said|says|told|denie[sd]|insists?|accuse[sd]|blame[sd]"
    r"|claim(?:s|ed)|announced|warned|called|condemned|confirmed|rejected|backs|backed|support(?:s|ed)|maintains)\b",
    re.I,
)
_BODY_OF = re.compile(
    r"\b(?:(?:Movement|Party|Army|Front|Emirate|Bank|University|Union|Brigades?|Council|Friends)\s(?:of|for)"
    r"|Islamic State (?:of|in))\s$"
)
_CHANNEL_BEFORE = re.compile(r"\b(?:TV|television|channel|newspaper|station|daily|website|broadcaster|radio|agency)\s$")
_CHANNEL_AFTER = re.compile(r"\s(?:TV|[Tt]elevision|(?:TV )?channel|newspaper|daily|website|satellite channel)\b")
_BASED = re.compile(r"[- ](?:based|backed|led|held by|born|trained)\b", re.I)
_PLACE_WORDS = frozenset(
    (
        "province",
        "governorate",
        "district",
        "city",
        "town",
        "village",
        "camp",
        "neighbourhood",
        "neighborhood",
        "county",
        "suburb",
        "suburbs",
        "countryside",
        "state",
        "department",
        "region",
        "area",
        "valley",
        "airport",
        "airbase",
    )
)
_SENTENCE_END = re.compile(r"(?:[.!?:\"”’—–|]|\s{2,}|^)\s*[\"“‘'(\[]*$")


class _Token(NamedTuple):
    start: int
    end: int
    key: str
    low: str
    capital: bool
    joined: bool  # to the token before it
    opens: bool  # a sentence, so that its capital says nothing


class _Reading:
    """One pass over one text."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.pack = gazetteer._pack
        self.countries = gazetteer._countries
        self.all_caps = _is_all_caps(text[:2000])
        self.tokens = list(self._read_tokens())
        self.stop, self.stop_keys = _stop_words()

    def hits(self) -> tuple[PlaceHit, ...]:
        found: list[tuple[int, int, PlaceHit]] = []
        index = 0
        while index < len(self.tokens):
            hit, size = self._hit_at(index)
            if hit is not None:
                found.append((index, size, hit))
            index += size
        named = {
            p.country for _, _, h in found for p in h.places if p.kind == "country"
        } | self.gazetteer.pack_countries
        taken = {i + k for i, size, _ in found for k in range(size)}
        persons = self._persons(found, taken)
        checked = (self._checked(i, size, hit, named, taken, persons) for i, size, hit in found)
        kept = [hit for hit in checked if hit is not None]
        for i in range(len(kept) - 2, -1, -1):  # "X and Y deny it": both speak
            if kept[i + 1].role == "speaker" and self.text[kept[i].end : kept[i + 1].start] == " and ":
                kept[i] = replace(kept[i], role="speaker")
        return tuple(kept)

    def _read_tokens(self) -> Iterator[_Token]:
        before = 0
        for match in _TOKEN.finditer(self.text):
            start, end, word = match.start(), match.end(), match.group()
            if len(word) > 3 and (cut := _POSSESSIVE.search(word)):
                end -= len(cut.group())
                word = word[: cut.start()]
            gap = self.text[before:start]
            first = word[0]
            capital = first.isupper() or first.isdigit() or "\u0620" <= first <= "\u06ff"
            if not capital and len(word) > 3 and (dash := word.find("-")) in (2, 3):
                capital = word[dash + 1 : dash + 2].isupper()
            opens = capital and bool(_SENTENCE_END.search(self.text, max(0, start - 6), start))
            yield _Token(start, end, _token_key(word), word.lower(), capital, gap in _JOINS and start > 0, opens)
            before = match.end()

    def _hit_at(self, index: int) -> tuple[PlaceHit | None, int]:
        """The longest name that begins at a token, and how many tokens to go on by."""
        tokens = self.tokens
        first = tokens[index]
        if not (first.capital or first.low in self.pack.lower_starts):
            return None, 1
        if first.low in ("at", "as", "an", "in") and self.text[first.end : first.end + 1] != "-":
            return None, 1
        last = index + 1
        while last < len(tokens) and last - index < _LONGEST and tokens[last].joined:
            last += 1
        for end in range(last, index, -1):
            window = tokens[index:end]
            if not window[-1].key:
                continue
            places, role = self._places_of(window)
            if end - index == 1 and first.low in self.stop and places and places[0].kind != "country":
                continue
            if places and not (
                end - index == 1
                and window[0].key in self.stop_keys
                and not (places[0].of_pack or places[0].kind == "country")
            ):
                start, stop = window[0].start, window[-1].end
                return PlaceHit(start, stop, self.text[start:stop], places, role), end - index
        return None, 1

    def _places_of(self, window: list[_Token]) -> tuple[tuple[Place, ...], Role]:
        key = "".join(t.key for t in window)
        if any(t.capital for t in window) and len(key) > 1:
            if key in self.pack.by_name and self._spelt_as_pack(window):
                return self.pack.by_name[key], "place"
            if key in self.countries.by_name and window[-1].capital:
                code_like = len(key) <= 3 and not self.text[window[0].start : window[-1].end].isupper()
                return ((), "place") if code_like else (self.countries.by_name[key], "place")
            if key in self.countries.demonyms and window[-1].capital:
                return self.countries.demonyms[key], "demonym"
        return self._towns_of(window, key)

    def _spelt_as_pack(self, window: list[_Token]) -> bool:
        """A name ends in a capital or in a small word that some name of the pack has ("Aleppo province")."""
        return window[-1].capital or (len(window) > 1 and window[-1].low in self.pack.lower_words)

    def _towns_of(self, window: list[_Token], key: str) -> tuple[tuple[Place, ...], Role]:
        if not (window[0].capital and window[-1].capital) or len(key) < 3 or key.isdigit():
            return (), "place"
        if any(not t.capital and t.low not in _SMALL for t in window[1:-1]):
            return (), "place"
        if len(window) > 1 and (
            window[-1].low in self.stop
            or (window[0].low in self.stop and window[0].low not in _SMALL and window[0].low not in _BEFORE_TOWN)
        ):
            return (), "place"
        if len(window) == 1 and len(key) > 5 and key.startswith("al") and key[2:] in self.pack.by_name:
            return self.pack.by_name[key[2:]], "place"
        places = self.gazetteer.lookup(key)
        if not places and len(window) == 1 and (rough := _skeleton(window[0].key)) in self.pack.skeletons:
            return self.pack.skeletons[rough], "place"
        return places, "place"

    def _persons(self, found: list[tuple[int, int, PlaceHit]], taken: set[int]) -> frozenset[str]:
        """Names that the text gives after a first name or a title, and so are a person's wherever they stand."""
        names = set()
        kinds = _name_words()
        for index, size, _ in found:
            if index and self.tokens[index].joined and not self.all_caps:
                before = self.tokens[index - 1]
                if before.capital and before.low in kinds["given"] and before.low not in _PLACE_WORDS:
                    names.add("".join(t.key for t in self.tokens[index : index + size]))
        return frozenset(names)

    def _checked(
        self, index: int, size: int, hit: PlaceHit, named: Collection[str], taken: set[int], persons: frozenset[str]
    ) -> PlaceHit | None:
        """The hit with the places that can be meant here and the part it plays; null when it is no place."""
        window = self.tokens[index : index + size]
        before = self.tokens[index - 1] if index and window[0].joined else None
        after = self.tokens[index + size] if index + size < len(self.tokens) else None
        if after is not None and not after.joined:
            after = None
        kinds = _name_words()
        if hit.role == "demonym":
            return hit
        if after is not None and after.capital and after.low in kinds["org"] and not self.all_caps:
            return None
        if _CHANNEL_BEFORE.search(self.text, max(0, hit.start - 14), hit.start) or _CHANNEL_AFTER.match(
            self.text, hit.end
        ):
            return None
        if _BODY_OF.search(self.text, max(0, hit.start - 24), hit.start):
            return None
        if _BASED.match(self.text, hit.end):
            return PlaceHit(hit.start, hit.end, hit.words, hit.places, "based")
        if before is not None and before.low in (kinds["given"] if not self.all_caps else _SURE_GIVEN):
            return None
        if before is not None and before.low in kinds["title"] and size == 1 and hit.places[0].kind != "country":
            return None
        key = "".join(t.key for t in window)
        known = [p for p in hit.places if p.of_pack or p.kind == "country"]
        if known:
            if known[0].of_pack and len(key) <= 3 and size == 1 and after is not None and after.capital:
                return None  # "Tal Something" is not Al-Tall
            if key in persons and after is not None and after.low in ("said", "told", "added"):
                return None
            spoken = _SAYING.match(self.text, hit.end) and not _LOCATIVE.search(
                self.text, max(0, hit.start - 24), hit.start
            )
            role: Role = "speaker" if spoken else "place"
            return PlaceHit(hit.start, hit.end, hit.words, hit.places, role)
        return self._checked_town(hit, window, before, after, named, index, taken, persons)

    def _checked_town(
        self,
        hit: PlaceHit,
        window: list[_Token],
        before: _Token | None,
        after: _Token | None,
        named: Collection[str],
        index: int,
        taken: set[int],
        persons: frozenset[str],
    ) -> PlaceHit | None:
        """A town of the world's table: only in a country the text names, or large, and not in the midst of a name."""
        if "".join(t.key for t in window) in persons:
            return None
        if not self.all_caps:
            if before is not None and before.capital and not before.opens and index - 1 not in taken:
                if before.low not in _BEFORE_TOWN and before.low not in self.stop:
                    return None
            if after is not None and after.capital and index + len(window) not in taken:
                if after.low not in _PLACE_WORDS and after.low not in self.stop:
                    return None
            if len(window) == 1 and window[0].opens and self._also_lower(window[0].low):
                return None
        key = "".join(t.key for t in window)
        places = tuple(p for p in hit.places if p.country in named or _evident(p, key))
        if not any(p.country in named for p in places) and self.all_caps and len(window) == 1:
            return None
        if len(window) == 1 and hit.words.isupper() and len(hit.words) < 5 and not self.all_caps:
            return None
        places = tuple(p for p in places if self._plausible(p, window))
        if not places:
            return None
        if _SAYING.match(self.text, hit.end):
            return (
                None
                if max(p.population for p in places) < _EVIDENT
                else PlaceHit(hit.start, hit.end, hit.words, places, "speaker")
            )
        return PlaceHit(hit.start, hit.end, hit.words, places)

    def _also_lower(self, word: str) -> bool:
        return f" {word} " in self.text

    def _plausible(self, place: Place, window: list[_Token]) -> bool:
        """A small town needs a word of place before it: "in", "near", "the town of"."""
        if place.population >= _EVIDENT or place.kind == "province":
            return True
        return bool(_LOCATIVE.search(self.text, max(0, window[0].start - 24), window[0].start))


_LOCATIVE = re.compile(
    r"\b(?:in|at|near|to|from|outside|inside|around|across|on|of|between|through|towards?|into)\s+"
    r"(?:(?:the|north|south|east|west|northern|southern|eastern|western|central|\w+-held|besieged)\s+)*$",
    re.I,
)


def _evident(place: Place, key: str) -> bool:
    """Large enough to be meant in a text that does not name its country: under its own name, or with a million people."""
    return place.population >= _EVIDENT and (name_key(place.name) == key or place.population >= 1_000_000)


_DIRECTIONS = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
_BEFORE_TOWN = frozenset(
    (
        *_DIRECTIONS,
        *(f"{d}ern" for d in _DIRECTIONS),
        "central",
        "greater",
        "old",
        "new",
        "downtown",
        "upper",
        "lower",
        "near",
        "in",
        "city",
        "saint",
        "san",
        "santa",
        "port",
        "fort",
        "mount",
        "el",
        "al",
        "la",
        "los",
        "las",
        "inner",
        "outer",
        "rural",
        "besieged",
    )
)
_SURE_GIVEN = frozenset(("jose", "juan", "carlos", "luis", "jorge", "abu", "abdul", "mohammad", "general", "colonel"))


def _is_all_caps(text: str) -> bool:
    """Whether a text is set in capitals, as agencies' messages once were: they tell nothing of names then."""
    small, large = len(_SMALL_LETTER.findall(text)), len(_LARGE_LETTER.findall(text))
    return large > 0 and small < 0.2 * (small + large)


_SMALL_LETTER, _LARGE_LETTER = re.compile("[a-z]"), re.compile("[A-Z]")


@lru_cache(maxsize=32768)
def _token_key(word: str) -> str:
    """A word's part in a key; articles that stand alone weigh nothing (but do as a one-word name, which is stopped)."""
    folded = fold(word)
    if folded in _BARE_ARTICLES:
        return ""
    return name_key(word)


_BARE_ARTICLES = frozenset(
    ("al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ez", "es", "er", "en", "ed", "et", "esh")
)


@lru_cache(maxsize=65536)
def _towns_by_key(towns: TownTable, key: str) -> tuple[Place, ...]:
    return tuple(_place_from_row(row) for row in towns.find(key))


def _place_from_row(row: TownRow) -> Place:
    province = f"{row.country}.{row.province}" if row.province and row.within else ""
    path = (row.id, row.country) if row.kind == "province" else tuple(filter(None, (row.id, province, row.country)))
    return Place(row.id, row.name, row.kind, row.within or None, row.country, row.lat, row.lon, path, row.population)


def _prefer_kind(places: list[Place]) -> list[Place]:
    """Of a town and the province of its name, the town: a text that means the province says so."""
    towns = [p for p in places if p.level >= 5]
    provinces = [p for p in places if p.level <= 2]
    if towns and provinces and all(any(t.within == p.name for t in towns) for p in provinces):
        return [t for t in towns if any(t.within == p.name for p in provinces)] or towns
    return places


# ---------------------------------------------------------------- tables


@dataclass(frozen=True, slots=True)
class _Countries:
    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    demonyms: dict[str, tuple[Place, ...]]
    capitals: dict[str, str]


@dataclass(frozen=True, slots=True)
class _PackPlaces:
    by_id: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    skeletons: dict[str, tuple[Place, ...]]
    lower_starts: frozenset[str]
    lower_words: frozenset[str]
    countries: frozenset[str]


_NO_PACK = _PackPlaces({}, {}, {}, frozenset(), frozenset(), frozenset())


@lru_cache(maxsize=1)
def _read_countries() -> _Countries:
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
    return _Countries(by_code, by_name, demonyms, capitals)


@lru_cache(maxsize=8)
def _read_pack_places(path: Path) -> _PackPlaces:
    rows = {row["id"]: row for row in read_table(path, PLACE_COLUMNS)}
    by_id = {id_: _pack_place(row, rows, path) for id_, row in rows.items()}
    names: dict[str, list[Place]] = {}
    rough: dict[str, set[str]] = {}
    starts: set[str] = set()
    lower_words: set[str] = set()
    for id_, row in rows.items():
        for name in (row["name"], row["name_ar"], *row["aliases"].split("|")):
            if key := "".join(_token_key(w) for w in _TOKEN.findall(name)):
                if by_id[id_] not in names.setdefault(key, []):
                    names[key].append(by_id[id_])
                if (bones := _skeleton(key)) and by_id[id_].level >= 2:
                    rough.setdefault(bones, set()).add(id_)
            words = [w.lower() for w in name.split() if w[0].islower() and w.lower() not in _BARE_ARTICLES]
            lower_words.update(words)
            if name[:1].islower():
                starts.add(name.split()[0].lower())
    skeletons: dict[str, tuple[Place, ...]] = {
        bones: (by_id[min(ids)],) for bones, ids in rough.items() if len(ids) == 1
    }
    countries = frozenset(row["country"] for row in rows.values())
    return _PackPlaces(
        by_id,
        {key: tuple(_own_name_first(places, key)) for key, places in names.items()},
        skeletons,
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


_VOWELS = re.compile("[aeiou]+")
_DIGRAPHS = re.compile("([kgsdt])h")


def _skeleton(key: str) -> str:
    """A key with its vowels made one, to catch spellings no list foresees; "" for keys too short to be sure."""
    if len(key) < 6 or not key.isascii() or not key.isalpha():
        return ""
    bones = _VOWELS.sub("*", _DIGRAPHS.sub(lambda m: m[1].upper(), key).replace("q", "k")).rstrip("*h")
    return bones if sum(c != "*" for c in bones) >= 4 else ""


@lru_cache(maxsize=1)
def _name_words() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {"word": set(), "given": set(), "title": set(), "org": set()}
    for row in read_table(DATA / "not_places.csv", ("word", "kind", "example")):
        if row["kind"] not in kinds:
            raise VocabularyError(f"{row['line']}: kind {row['kind']!r}", remedy=f"one of {', '.join(kinds)}")
        kinds[row["kind"]].add(row["word"])
    return {kind: frozenset(words) for kind, words in kinds.items()}


@lru_cache(maxsize=1)
def _stop_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that alone are no place, as written and as keys."""
    kinds = _name_words()
    words = kinds["word"] | kinds["given"] | kinds["title"] | kinds["org"]
    return words, frozenset(map(name_key, words))
