"""Reading a text for names of places. In come a text and what the gazetteer knows, out come hits, longest first.

Capitals lead, but not alone: persons, bodies and channels are left out, and a small town counts only where the text
names its country and says "in", "near" or "the town of" before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from whence.vocabulary.placelists import (
    TOKEN,
    Countries,
    PackPlaces,
    Place,
    PlaceHit,
    Role,
    name_words,
    stop_words,
    token_key,
)
from whence.vocabulary.placetable import name_key, rough_key, unglued_key
from whence.vocabulary.worldplaces import World

_LONGEST = 5
_HEAD = 60  # characters a dateline begins within
_EVIDENT = 100_000  # people: a town this large may be meant though the text does not name its country
_JOINS = frozenset((" ", "-", "\n", " - ", "", " ‘", " '", " ’", "' ", "’ "))
_SMALL = frozenset(
    (
        "al",
        "el",
        "ez",
        "az",
        "as",
        "ad",
        "ar",
        "an",
        "at",
        "de",
        "del",
        "la",
        "las",
        "los",
        "e",
        "i",
        "y",
        "and",
        "du",
        "a",
    )
)
_SAYING = re.compile(
    r"\W{0,2}\s?(?:(?:has|have|had|also|later|again|on \w+day|\w+day)\s)?(?:said|says|say|told|den(?:y|ies|ied)"
    r"|insists?|accuse[sd]|blame[sd]|claim(?:s|ed)|announced|warned|called|condemned|confirmed|rejected|backs|backed|support(?:s|ed)|maintains)\b",
    re.I,
)
_BODY_OF = re.compile(
    r"\b(?:(?:Movement|Party|Army|Front|Emirate|Bank|University|Union|Brigades?|Council|Friends)\s(?:of|for)"
    r"|[A-Z][a-z]+ic State (?:of|in))\s$"
)
_CHANNEL_BEFORE = re.compile(r"\b(?:TV|television|channel|newspaper|station|daily|website|broadcaster|radio|agency)\s$")
_CHANNEL_AFTER = re.compile(r"\s(?:TV|[Tt]elevision|(?:TV )?channel|newspaper|daily|website|satellite channel)\b")
_BASED = re.compile(r"[- ](?:based|backed|led|born|trained)\b", re.I)
_TITLES_AFTER = frozenset(("province", "governorate", "department", "state", "region", "oblast"))
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
_SENTENCE_END = re.compile(r"(?:[.!?:\"”’—–|]|\s\s|^)\s{0,9}[\"“‘'(\[]{0,9}$")


class _Token(NamedTuple):
    start: int
    end: int
    key: str
    low: str
    capital: bool
    joined: bool  # to the token before it


@lru_cache(maxsize=32_768)
def _read_word(word: str) -> tuple[int, str, str, bool]:
    """Of a word: how many characters a possessive takes at its end; without these its key, lower case, capital."""
    cut = 2 if len(word) > 4 and word[-1] in "sS" and word[-2] in "'’" else 0
    word = word[: len(word) - cut]
    first = word[0]
    capital = first.isupper() or first.isdigit() or "\u0620" <= first <= "\u06ff"
    if not capital and len(word) > 3 and (dash := word.find("-")) in (2, 3):
        capital = word[dash + 1 : dash + 2].isupper()
    return cut, token_key(word), word.lower(), capital


@lru_cache(maxsize=2)
def _read_tokens(text: str) -> tuple[bool, tuple[_Token, ...]]:
    """Whether a text is all in capitals, and its words; kept, for a text is read without a pack and then with one."""
    tokens: list[_Token] = []
    before = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        cut, key, low, capital = _read_word(match.group())
        tokens.append(_Token(start, end - cut, key, low, capital, text[before:start] in _JOINS and start > 0))
        before = end
    return _is_all_caps(text[:2000]), tuple(tokens)


class Reading:
    """One pass over one text."""

    def __init__(self, text: str, pack: PackPlaces, countries: Countries, world: World) -> None:
        self.text = text
        self.pack = pack
        self.countries = countries
        self.world = world
        self.rough: set[int] = set()  # where a name begins that was found by a rougher spelling
        self.all_caps, self.tokens = _read_tokens(text)
        self.stop, self.stop_keys = stop_words()

    def hits(self) -> tuple[PlaceHit, ...]:
        found: list[tuple[int, int, PlaceHit]] = []
        index = 0
        while index < len(self.tokens):
            first = self.tokens[index]
            hit, size = self._hit_at(index) if first.capital or first.low in self.pack.lower_starts else (None, 1)
            if hit is not None:
                found.append((index, size, hit))
            index += size
        named = {p.country for _, _, h in found for p in h.places if p.kind == "country"} | self.pack.countries
        named |= self._told_from(found)
        found = [one for one in found if one[2].start not in self.rough or self._only_one(one[2], named)]
        taken = {i + k for i, size, _ in found for k in range(size)}
        persons = self._persons(found, taken)
        checked = (self._checked(i, size, hit, named, taken, persons) for i, size, hit in found)
        kept = [hit for hit in checked if hit is not None]
        for i in range(len(kept) - 2, -1, -1):  # "X and Y deny it": both speak
            if kept[i + 1].role == "speaker" and self.text[kept[i].end : kept[i + 1].start] == " and ":
                kept[i] = replace(kept[i], role="speaker")
        return tuple(kept)

    def _hit_at(self, index: int) -> tuple[PlaceHit | None, int]:
        """The longest name that begins at a token, and how many tokens to go on by."""
        tokens = self.tokens
        first = tokens[index]
        if first.low in ("at", "as", "an", "in") and self.text[first.end : first.end + 1] != "-":
            return None, 1
        last = index + 1
        while last < len(tokens) and last - index < _LONGEST and tokens[last].joined:
            last += 1
        for end in range(last, index, -1):
            ending = tokens[end - 1]
            if not ending.key or not (ending.capital or (end - index > 1 and ending.low in self.pack.lower_words)):
                continue  # no name ends so
            window = tokens[index:end]
            places, role = self._places_of(window)
            common = end - index == 1 and (first.low in self.stop or first.key in self.stop_keys)
            if common and places and not self._sure_of(places, end):
                continue
            if places:
                start, stop = window[0].start, window[-1].end
                return PlaceHit(start, stop, self.text[start:stop], places, role), end - index
        return None, 1

    def _sure_of(self, places: tuple[Place, ...], after: int) -> bool:
        """Whether a common word is a place all the same: a country, or a province with "province" behind it."""
        if places[0].kind == "country" or (places[0].of_pack and self.tokens[after - 1].low not in self.stop):
            return True
        titled = after < len(self.tokens) and self.tokens[after].low in _TITLES_AFTER
        return titled and any(p.kind == "province" for p in places)

    def _places_of(self, window: Sequence[_Token]) -> tuple[tuple[Place, ...], Role]:
        key = "".join([t.key for t in window])
        if len(key) > 1 and (window[-1].capital or any(t.capital for t in window)):
            if key in self.pack.by_name and self._spelt_as_pack(window):
                return self._with_mine(self.pack.by_name[key], key), "place"
            if window[-1].capital and (mine := self.world.by_user(key)):
                return mine, "place"
            if key in self.countries.by_name and window[-1].capital:
                code_like = len(key) <= 3 and not self.text[window[0].start : window[-1].end].isupper()
                return ((), "place") if code_like else (self.countries.by_name[key], "place")
            if key in self.countries.demonyms and window[-1].capital:
                return self.countries.demonyms[key], "demonym"
        return self._towns_of(window, key)

    def _with_mine(self, places: tuple[Place, ...], key: str) -> tuple[Place, ...]:
        """The pack's places and those the user wrote down under the same name, each once."""
        known = {place.id: self.world.coded(place) for place in places}
        for place in self.world.by_user(key):
            known.setdefault(place.id, place)
        return tuple(known.values())

    def _spelt_as_pack(self, window: Sequence[_Token]) -> bool:
        """A name ends in a capital or in a small word that some name of the pack has ("Ashford province")."""
        return window[-1].capital or (len(window) > 1 and window[-1].low in self.pack.lower_words)

    def _towns_of(self, window: Sequence[_Token], key: str) -> tuple[tuple[Place, ...], Role]:
        if not (window[0].capital and window[-1].capital) or window[-1].end - window[0].start < 3 or key.isdigit():
            return (), "place"
        if any(not t.capital and t.low not in _SMALL for t in window[1:-1]) or window[-1].low in _SMALL:
            return (), "place"
        common = window[0].low in self.stop or window[-1].low in self.stop
        amid = len(window) > 1 and common and window[0].low not in _BEFORE_TOWN
        if amid and self.all_caps:
            return (), "place"
        places = self.world.by_key(key)
        if amid:
            places = tuple(p for p in places if p.kind == "province")
        return places or self._spelt_otherwise(window, common), "place"

    def _only_one(self, hit: PlaceHit, named: Collection[str]) -> bool:
        """Whether a rough spelling fits one place alone, and that in a country the text names; a province may bear
        its town's name.
        """
        here = [place for place in hit.places if place.country in named]
        return len([place for place in here if place.level > 2] or here) == 1

    def _known_alone(self, token: _Token) -> bool:
        """Whether a word is a place's whole name, so that it does not end a misspelt one ("Ashford Millbrook")."""
        if len(token.key) <= 3:  # "Tal", "Bab", "Ras" begin many names
            return False
        if token.key in self.pack.by_name or token.key in self.countries.by_name:
            return True
        return any(_evident(place, token.key) for place in self.world.by_key(token.key))

    def _spelt_otherwise(self, window: Sequence[_Token], common: bool) -> tuple[Place, ...]:
        """The places that an unknown name is a rougher spelling of: the pack's, else those of the world's table."""
        if common or self.all_caps or (len(window) > 1 and self._known_alone(window[-1])):
            return ()
        name = self.text[window[0].start : window[-1].end]
        unglued, rough = unglued_key(name), rough_key(name)
        found = self.pack.by_name.get(unglued) if len(unglued) > 3 else None
        if found or rough in self.pack.by_rough:
            return found or self.pack.by_rough[rough]
        places = self.world.by_spelling(name)
        if places:
            self.rough.add(window[0].start)
        return places

    def _told_from(self, found: list[tuple[int, int, PlaceHit]]) -> set[str]:
        """The country of a dateline's city, and those of provinces named with their title."""
        countries = set()
        for _, size, hit in found:
            large = max(hit.places, key=lambda p: p.population)
            if hit.start < _HEAD and large.population >= _EVIDENT and self.text[hit.end : hit.end + 1] in (",", ""):
                countries.add(large.country)
            if size > 1 and hit.places[0].kind == "province" and len({p.country for p in hit.places}) == 1:
                countries.add(hit.places[0].country)
        return countries

    def _persons(self, found: list[tuple[int, int, PlaceHit]], taken: set[int]) -> frozenset[str]:
        """Names that the text gives after a first name or a title, and so are a person's wherever they stand."""
        names = set()
        kinds = name_words()
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
        kinds = name_words()
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
            if (
                known[0].of_pack
                and len(key) <= 3
                and key.isascii()
                and size == 1
                and after is not None
                and after.capital
            ):
                return None  # "Tal Something" is not Al-Tall
            if key in persons and after is not None and after.low in ("said", "told", "added"):
                return None
            spoken = _SAYING.match(self.text, hit.end) and not _LOCATIVE.search(
                self.text, max(0, hit.start - 24), hit.start
            )
            role: Role = "speaker" if spoken else "place"
            if known[0].kind == "country" and self._is_shorthand(hit):
                role = "demonym"
            return PlaceHit(hit.start, hit.end, hit.words, hit.places, role)
        return self._checked_town(hit, window, before, after, named, index, taken, persons)

    def _checked_town(
        self,
        hit: PlaceHit,
        window: Sequence[_Token],
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
        if not self.all_caps and (
            self._amid_name(before, index - 1, taken, _BEFORE_TOWN)
            or self._amid_name(after, index + len(window), taken, _PLACE_WORDS)
            or (len(window) == 1 and self._opens(window[0]) and f" {window[0].low} " in self.text)
        ):
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

    def _is_shorthand(self, hit: PlaceHit) -> bool:
        """Initials before a noun are an adjective ("US strikes", "UK officials"); "in the UK" is a place."""
        initials = hit.words.isupper() and len(hit.words) <= 5 and not self.all_caps
        return initials and not _LOCATIVE.search(self.text, max(0, hit.start - 24), hit.start)

    def _amid_name(self, beside: _Token | None, index: int, taken: set[int], fitting: frozenset[str]) -> bool:
        """Whether the word beside a name makes it part of another name ("Ashford Town Holdings")."""
        if beside is None or not beside.capital or index in taken or beside.low in self.stop:
            return False
        return beside.low not in fitting and not (fitting is _BEFORE_TOWN and self._opens(beside))

    def _opens(self, token: _Token) -> bool:
        """Whether a word opens a sentence, so that its capital says nothing."""
        return token.capital and bool(_SENTENCE_END.search(self.text, max(0, token.start - 6), token.start))

    def _plausible(self, place: Place, window: Sequence[_Token]) -> bool:
        """A small town needs a word of place before it: "in", "near", "the town of"."""
        enough = 10 * _EVIDENT if self.all_caps else _EVIDENT
        if place.population >= enough or place.kind == "province" or window[0].start < _HEAD:
            return True
        return bool(_LOCATIVE.search(self.text, max(0, window[0].start - 24), window[0].start))


_LOCATIVE = re.compile(
    r"\b(?:in|at|near|to|from|outside|inside|around|across|on|of|between|through|towards?|into)\s+"
    r"(?:(?:the|north|south|east|west|northern|southern|eastern|western|central|\w+-held|besieged)\s+)*$",
    re.I,
)


def _evident(place: Place, key: str) -> bool:
    """Large enough to be meant where the text does not name its country: by its own name, or with a million people."""
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
    plain = text.encode("ascii", "ignore")
    small = len(plain) - len(plain.translate(None, _SMALL_LETTERS))
    large = len(plain) - len(plain.translate(None, _SMALL_LETTERS.upper()))
    return large > 0 and small < 0.2 * (small + large)


_SMALL_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
