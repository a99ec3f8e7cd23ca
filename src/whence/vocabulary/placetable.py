"""The shipped table of the world's towns, searched where it lies. In comes a folded name, out come its places.

The file is sorted text, mapped into memory and searched block by block: opening it costs next to nothing, a worker
process shares its pages, and a person can read it with `grep`. `tools/build_gazetteer.py` writes it.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from whence.errors import VocabularyError
from whence.vocabulary.folding import fold
from whence.vocabulary.tables import DATA

TABLE = DATA / "places.tsv"
NAMES_MARK = b"\n# names\n"
PLACES_MARK = b"\n# places\n"

_ARTICLES = frozenset(
    (
        "al",
        "el",
        "ad",
        "ar",
        "as",
        "ash",
        "at",
        "az",
        "an",
        "adh",
        "ath",
        "ez",
        "es",
        "er",
        "en",
        "ed",
        "et",
        "esh",
        "ech",
        "ul",
        "ur",
    )
)
_DOUBLED = re.compile(r"([a-z])\1+")
_SPELLINGS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("y", "i"), ("ck", "k"))
_LAST_A = re.compile(r"(?<=..)(?:eh|ah)$")


# Where names are written from Arabic in whichever way a reporter hears them: the members of the Arab League, W. Sahara.
ARABIC_COUNTRIES = frozenset(
    (
        *("AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY"),
        *("MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE"),
    )
)
BLOCK_BYTES = 16_384  # of the names that are searched through at once, after the block is found by its first key
ROUGH = "~"  # what a rough key begins with, so that it is never taken for a name's own
_GLUED = re.compile(r"[ae](?:sh(?=sh)|l(?=[b-df-hjkm-np-tv-z])|([dnrstz])(?=\1))")
_LETTERS = (("ch", "S"), ("sh", "S"), ("kh", "K"), ("gh", "g"), ("th", "T"), ("dh", "D"), ("q", "k"), ("p", "b"))
_VOWELS = re.compile(r"[aeiou]+w?(?![aeiou])|[aeiou]+")


@dataclass(frozen=True, slots=True)
class TownRow:
    """One row of the table. `kind` is "town" or "province"; `province` its first-order code, "" when it has none."""

    id: str
    name: str
    kind: str
    country: str
    province: str
    within: str
    lat: float
    lon: float
    population: int


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The key names are looked up by: `fold`, no article, no blanks, one spelling for doubled letters and long vowels.

    "Deir ez-Zor" and "Dayr az-Zawr" stay two keys (aliases join those); "Douma", "Duma" and "Doumma" become one.
    """
    words = fold(name).split()
    kept = [w for w in words if w not in _ARTICLES] or words
    kept = [w[2:] if len(w) > 4 and w.startswith("ال") else w for w in kept]
    return "".join(_one_spelling(w) for w in kept)


def _one_spelling(word: str) -> str:
    if word.isascii():
        for old, new in _SPELLINGS:
            word = word.replace(old, new)
        word = _LAST_A.sub("a", _DOUBLED.sub(r"\1", word))
    return word


@lru_cache(maxsize=65536)
def rough_key(name: str) -> str:
    """A rougher key for names written from Arabic, for spellings that no list foresees; "" where it would be unsure.

    Beyond `name_key`: an article glued to its noun is cut off ("Ezzor", "Alwaer"); every vowel or diphthong is one sign
    at its place; ch is sh, gh is g, q is k, p is b. Vowels keep their places and four consonants are asked for, so that
    "Kafr Batna" and "Kafr Battin" stay two, and short names have no such key.
    """
    words = [w for w in fold(name).split() if w not in _ARTICLES]
    if not words or not all(w.isascii() and w.isalpha() for w in words):
        return ""
    bones = "".join(_rough_word(w, first=at == 0) for at, w in enumerate(words)).rstrip("*h")
    return f"{ROUGH}{bones}" if sum(c != "*" for c in bones) >= 4 else ""


@lru_cache(maxsize=65536)
def unglued_key(name: str) -> str:
    """`name_key` with articles cut off that are glued to their nouns ("Ezzor", "Alwaer"); "" where there is none."""
    words = fold(name).split()
    cut = [_unglued(word, first=at == 0) for at, word in enumerate(words)]
    return name_key(" ".join(cut)) if cut != words else ""


def _unglued(word: str, *, first: bool) -> str:
    """The word without its article; a name's first word keeps it where little would remain ("Essam", "Essen")."""
    glued = _GLUED.match(word)
    return word[glued.end() :] if glued and len(word) - glued.end() >= (4 if first else 3) else word


def _rough_word(word: str, *, first: bool) -> str:
    word = _unglued(word, first=first)
    for old, new in _LETTERS:
        word = word.replace(old, new)
    for old, new in (("iy", "i"), ("y", "i")):
        word = word.replace(old, new)
    word = re.sub(r"([A-Za-z])\1+", r"\1", word)
    return _VOWELS.sub("*", word)


class TownTable:
    """The table, open for reading. Never written; safe to open in any number of processes."""

    def __init__(self, path: Path = TABLE) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as problem:
            raise VocabularyError(f"cannot read the table of places {path}: {problem}") from problem
        places = self._bytes.find(PLACES_MARK, 0, 4096)
        names = int(self._bytes[: self._bytes.find(b"\n")].rsplit(b" ", 1)[1])
        if places < 0 or self._bytes[names - len(NAMES_MARK) : names] != NAMES_MARK:
            raise VocabularyError(f"{path} is not a table of places", remedy="rebuild it with tools/build_gazetteer.py")
        self._places = places + len(PLACES_MARK)
        self._names = names

    def __reduce__(self) -> tuple[type[TownTable], tuple[Path]]:
        return (TownTable, (self.path,))

    def find(self, key: str) -> tuple[TownRow, ...]:
        """The places known by a key (see `name_key`), most populous first; empty when there is none."""
        return tuple(self._row(offset) for offset in self._offsets(key.encode()))

    def each(self, countries: Collection[str]) -> Iterator[tuple[TownRow, tuple[str, ...]]]:
        """Every place of some countries with all the keys it is known by, read in one pass (half a second)."""
        keys: dict[int, list[str]] = {}
        wanted = {}
        position = 0
        for line in self._bytes[self._places : self._names - len(NAMES_MARK)].split(b"\n"):
            if line.split(b"\t", 4)[3].decode() in countries:
                wanted[position] = self._row(position)
            position += len(line) + 1
        for line in self._bytes[self._names :].splitlines() if wanted else ():
            key, _, offsets = line.partition(b"\t")
            for offset in map(int, offsets.split(b",")):
                if offset in wanted and not key.startswith((b"=", ROUGH.encode())):
                    keys.setdefault(offset, []).append(key.decode())
        for offset, row in wanted.items():
            yield row, tuple(keys.get(offset, ()))

    def _offsets(self, key: bytes) -> list[int]:
        block = bisect_right(self._fences[0], key) - 1
        if block < 0:
            return []
        first, end = self._fences[1][block : block + 2]
        line = b"\n%b\t" % key
        at = self._bytes.find(line, first - 1, end)
        if at < 0:
            return []
        return [int(offset) for offset in self._bytes[at + len(line) : self._bytes.find(b"\n", at + 1)].split(b",")]

    @cached_property
    def _fences(self) -> tuple[list[bytes], list[int]]:
        """The first key of each block of the sorted names, and where each block begins, with the end of the last."""
        data = self._bytes
        keys: list[bytes] = []
        starts: list[int] = []
        for near in range(self._names - 1, len(data) - 1, BLOCK_BYTES):
            start = data.find(b"\n", near) + 1
            if 0 < start < len(data) and start not in starts[-1:]:
                keys.append(data[start : data.find(b"\t", start)])
                starts.append(start)
        return keys, [*starts, len(data)]

    def _row(self, offset: int) -> TownRow:
        start = self._places + offset
        cells = self._bytes[start : self._bytes.find(b"\n", start)].decode().split("\t")
        id_, name, kind, country, province, within, lat, lon, population = cells
        return TownRow(id_, name, kind, country, province, within, float(lat), float(lon), int(population))


@lru_cache(maxsize=2)
def open_towns(path: Path = TABLE) -> TownTable:
    """The shipped table, opened once in each process."""
    return TownTable(path)
