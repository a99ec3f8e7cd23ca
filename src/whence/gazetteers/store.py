"""The file of a user's own places, written. In come places, out goes one SQLite file that `vocabulary.ownplaces` reads.

A change is wholly in the file or not at all. The digest in it is that of what was imported and added, so that two files
made of the same sources in the same way have the same.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from whence.errors import VocabularyError
from whence.gazetteers.merging import RULES
from whence.vocabulary.ownplaces import FORMAT, Above, own_stamp

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, form TEXT NOT NULL, licence TEXT NOT NULL, file TEXT NOT NULL,
    sha256 TEXT NOT NULL, at TEXT NOT NULL, by_user INTEGER NOT NULL, places INTEGER NOT NULL, merged INTEGER NOT NULL,
    set_aside INTEGER NOT NULL
);
CREATE TABLE place (
    id TEXT PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id), name TEXT NOT NULL, kind TEXT NOT NULL,
    country TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, pcode TEXT, same_as TEXT,
    chain TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX place_source ON place(source);
CREATE TABLE name (key TEXT NOT NULL, place TEXT NOT NULL, spelling TEXT NOT NULL, PRIMARY KEY (key, place))
WITHOUT ROWID;
CREATE INDEX name_place ON name(place);
CREATE TABLE removed (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of the file: an imported gazetteer, or the places added by hand. Never null.

    `places` are all its places, `merged` how many of them are other records of places known before, `set_aside` how
    many rows were wrong; `at` is when it was imported, ISO 8601.
    """

    name: str
    form: str
    licence: str
    file: str
    sha256: str
    at: str
    by_user: bool
    places: int
    merged: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class StoredPlace:
    """A place as it goes into the file. `names` are (key, spelling), its own name first."""

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
    names: tuple[tuple[str, str], ...]


class Store:
    """The file, open for writing inside `change`. Raises VocabularyError when it cannot be written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def sources(self) -> tuple[SourceLine, ...]:
        """All sources, in the order they came."""
        found = self._connection.execute(
            "SELECT name, form, licence, file, sha256, at, by_user, places, merged, set_aside FROM source ORDER BY id"
        )
        return tuple(SourceLine(*cells) for cells in found)

    def write_source(self, line: SourceLine, places: Iterable[StoredPlace]) -> None:
        """A source with all its places, in the place of one of the same name."""
        self.drop_source(line.name)
        self._connection.execute(
            "INSERT INTO source (name, form, licence, file, sha256, at, by_user, places, merged, set_aside)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (line.name, line.form, line.licence, line.file, line.sha256, line.at, line.by_user, line.places,
             line.merged, line.set_aside),
        )  # fmt: skip
        source = self._connection.execute("SELECT id FROM source WHERE name = ?", (line.name,)).fetchone()[0]
        kept = list(places)
        self._connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (p.id, source, p.name, p.kind, p.country, p.lat, p.lon, p.population, p.pcode, p.same_as,
                 json.dumps([[a.id, a.name, a.kind, a.lat, a.lon] for a in p.chain], ensure_ascii=False))
                for p in kept
            ),
        )  # fmt: skip
        names = sorted((key, p.id, spelling) for p in kept for key, spelling in p.names)
        self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)

    def drop_source(self, name: str) -> None:
        """A source and its places; nothing where there is none of that name."""
        mine = "SELECT p.id FROM place p JOIN source s ON s.id = p.source WHERE s.name = ?"
        self._connection.execute(f"DELETE FROM name WHERE place IN ({mine})", (name,))
        self._connection.execute(f"DELETE FROM place WHERE id IN ({mine})", (name,))
        self._connection.execute("DELETE FROM source WHERE name = ?", (name,))

    def drop_place(self, id: str, *, for_good: bool) -> None:
        """One place; `for_good`: kept out also when its source is imported again."""
        self._connection.execute("DELETE FROM name WHERE place = ?", (id,))
        self._connection.execute("DELETE FROM place WHERE id = ?", (id,))
        if for_good:
            self._connection.execute("INSERT OR IGNORE INTO removed VALUES (?)", (id,))

    def welcome(self, ids: Collection[str]) -> None:
        """Places that a person adds again are no longer kept out."""
        self._connection.executemany("DELETE FROM removed WHERE id = ?", ((id_,) for id_ in ids))

    def removed(self) -> frozenset[str]:
        """Ids of places a person took out."""
        return frozenset(id_ for (id_,) in self._connection.execute("SELECT id FROM removed"))

    def ids_but_of(self, source: str) -> set[str]:
        """Ids of all places that are not of a source."""
        query = "SELECT p.id FROM place p JOIN source s ON s.id = p.source WHERE s.name <> ?"
        return {id_ for (id_,) in self._connection.execute(query, (source,))}

    def each_named(self, keys: Collection[str]) -> Iterator[tuple[str, StoredPlace]]:
        """The places known by any of some keys, with their source's name."""
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (key TEXT PRIMARY KEY)")
        self._connection.execute("DELETE FROM asked")
        self._connection.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((key,) for key in keys))
        yield from self._each("p.id IN (SELECT n.place FROM name n JOIN asked USING (key))", None)

    def each_place(self, source: str | None = None) -> Iterator[tuple[str, StoredPlace]]:
        """All places, or those of one source, with their source's name, sources in their order."""
        yield from self._each("?1 IS NULL OR s.name = ?1", source)

    def _each(self, which: str, value: str | None) -> Iterator[tuple[str, StoredPlace]]:
        names: dict[str, list[tuple[str, str]]] = {}
        mine = f" FROM place p JOIN source s ON s.id = p.source WHERE ({which}) AND (?1 IS NULL OR 1)"
        query = f"SELECT place, key, spelling FROM name WHERE place IN (SELECT p.id{mine}) ORDER BY key"
        for place, key, spelling in self._connection.execute(query, (value,)):
            names.setdefault(place, []).append((key, spelling))
        found = self._connection.execute(
            "SELECT s.name, p.id, p.name, p.kind, p.country, p.lat, p.lon, p.population, p.pcode, p.same_as, p.chain"
            f"{mine} ORDER BY s.id, p.id",
            (value,),
        )
        for of, id_, name, kind, country, lat, lon, population, pcode, same_as, chain in found.fetchall():
            above = tuple(Above(*cells) for cells in json.loads(chain))
            spelt = tuple(names.get(id_, ()))
            yield (
                of,
                StoredPlace(id_, name, kind, country, lat, lon, population, pcode, same_as, above, spelt),
            )

    def set_same(self, pairs: Sequence[tuple[str | None, str]], merged: Mapping[str, int]) -> None:
        """Set (same_as, id) of places, and what each source then has and how much of it is merged; a source without
        places goes.
        """
        self._connection.executemany("UPDATE place SET same_as = ? WHERE id = ?", pairs)
        counted = "(SELECT count(*) FROM place WHERE place.source = source.id)"
        self._connection.execute(f"UPDATE source SET places = {counted}")
        self._connection.executemany("UPDATE source SET merged = ? WHERE name = ?", ((n, s) for s, n in merged.items()))
        self._connection.execute("DELETE FROM source WHERE places = 0")

    def seal(self) -> None:
        """Write the digest of what is in the file now."""
        digest = hashlib.sha256(f"{FORMAT} {RULES}".encode())
        for line in sorted(self.sources(), key=lambda s: s.name):
            if line.form != "hand":
                digest.update(f"\n{line.name}\t{line.form}\t{line.sha256}\t{line.places}".encode())
        for _, place in self.each_place(BY_HAND):
            digest.update(f"\n{place}".encode())
        digest.update("\n".join(("", *sorted(self.removed()))).encode())
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('digest', ?)", (digest.hexdigest(),))


BY_HAND = "by hand"


@contextmanager
def change(path: Path) -> Iterator[Store]:
    """The file for one change, made where there is none; all of the change is kept, or none when it fails."""
    new = own_stamp(path) is None
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                _prepare(connection, path)
                store = Store(connection)
                yield store
                store.seal()
            except BaseException:
                connection.execute("ROLLBACK")
                if new:
                    path.unlink(missing_ok=True)
                raise
            connection.execute("COMMIT")
    except sqlite3.Error as problem:
        raise VocabularyError(
            f"cannot write the places in {path}: {problem}", remedy="is the folder there and writable?"
        ) from problem


def read_sources(path: Path) -> tuple[SourceLine, ...]:
    """The sources of a file; empty where there is none. Raises VocabularyError when it cannot be read."""
    if own_stamp(path) is None:
        return ()
    with _reading(path) as connection:
        return Store(connection).sources()


def read_digest(path: Path) -> str:
    """The digest of the places in a file. Raises VocabularyError when it cannot be read."""
    with _reading(path) as connection:
        found = connection.execute("SELECT value FROM meta WHERE name = 'digest'").fetchone()
    return str(found[0]) if found else ""


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            yield connection
    except sqlite3.Error as problem:
        raise VocabularyError(
            f"cannot read the places in {path}: {problem}", remedy="import them anew, or move the file away"
        ) from problem


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file; refuse one that another version wrote."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
    elif "meta" not in tables:
        raise VocabularyError(f"{path} is no file of places", remedy="name another under `places` in whence.toml")
    elif connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone() != (FORMAT,):
        raise VocabularyError(f"{path} was written by another version", remedy="import its sources anew")
