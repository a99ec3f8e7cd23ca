"""A user's own places: imported gazetteers and places added by hand, in one SQLite file. In comes a folded name, out
come its rows.

The file is opened when it is first asked, and an index answers, so that a hundred thousand places slow down nothing.
`whence.gazetteers` writes it; here it is only read, by any number of processes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from whence.errors import VocabularyError

FORMAT = "1"  # of the file; another one is not guessed at


@dataclass(frozen=True, slots=True)
class Above:
    """One larger place in a chain, nearest first: enough to know it again in a pack that calls it by another id."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One place of the file. `same_as` is the id of the known place it is another record of, null for a place of its
    own; `pcode` its COD-AB code, null where the source gives none; `by_user` that a person wrote it down.
    """

    id: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    population: int
    pcode: str | None
    same_as: str | None
    chain: tuple[Above, ...]
    source: str
    by_user: bool


_COLUMNS = (
    "p.id, p.name, p.kind, p.country, p.lat, p.lon, p.population, p.pcode, p.same_as, p.chain, s.name, s.by_user"
    " FROM place p JOIN source s ON s.id = p.source"
)


class OwnPlaces:
    """The file, open for reading. Raises VocabularyError when it is there and cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._by_key: dict[str, tuple[OwnRow, ...]] = {}

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True, check_same_thread=False)
            found = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
        except sqlite3.Error as problem:
            raise VocabularyError(
                f"cannot read the places in {self.path}: {problem}", remedy="import them anew, or move the file away"
            ) from problem
        if found != (FORMAT,):
            raise VocabularyError(f"{self.path} was written by another version", remedy="import its sources anew")
        return connection

    def find(self, key: str) -> tuple[OwnRow, ...]:
        """The places known by a key (see `placetable.name_key`), most populous first; empty when there is none."""
        if key not in self._by_key:
            if len(self._by_key) > 50_000:
                self._by_key.clear()
            query = f"SELECT {_COLUMNS} JOIN name n ON n.place = p.id WHERE n.key = ? ORDER BY p.population DESC, p.id"
            self._by_key[key] = self._rows(query, key)
        return self._by_key[key]

    def row(self, id: str) -> OwnRow | None:
        """The place of an id, null when there is none."""
        rows = self._rows(f"SELECT {_COLUMNS} WHERE p.id = ?", id)
        return rows[0] if rows else None

    def rows(self) -> tuple[OwnRow, ...]:
        """All places, by source and id."""
        return self._rows(f"SELECT {_COLUMNS} ORDER BY s.id, p.id")

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys a place is known by, sorted."""
        found = self._connection.execute("SELECT key FROM name WHERE place = ? ORDER BY key", (id,))
        return tuple(key for (key,) in found)

    def _rows(self, query: str, *values: str) -> tuple[OwnRow, ...]:
        return tuple(map(_read_row, self._connection.execute(query, values).fetchall()))


def _read_row(cells: Sequence[Any]) -> OwnRow:
    id_, name, kind, country, lat, lon, population, pcode, same_as, chain, source, by_user = cells
    above = tuple(Above(*cells) for cells in json.loads(chain))
    return OwnRow(id_, name, kind, country, lat, lon, population, pcode, same_as, above, source, bool(by_user))


def own_stamp(path: Path | None) -> tuple[int, int] | None:
    """What tells a changed file from the one that was opened; null where there is none, or one just being made."""
    if path is None:
        return None
    try:
        state = path.stat()
    except OSError:
        return None
    return (state.st_mtime_ns, state.st_size) if state.st_size else None
