"""A table of a user's own: CSV with at least name, lat and lon. In come its rows, out come places.

Other columns it may have: kind, within (a larger place by name or id), country (ISO code), aliases (separated by |),
name_ar, pcode, population, id. The places.csv of a pack is such a table too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from whence.errors import InputError
from whence.gazetteers.rows import KINDS, Aside, NewPlace, parse_number, parse_point
from whence.vocabulary.folding import fold

TITLE, LICENCE = "own table", "not stated"
_COLUMNS = {
    "name": ("name", "place", "name_en"), "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "kind": ("kind", "type"), "within": ("within", "in"), "country": ("country", "iso2", "country_code"),
    "aliases": ("aliases", "alias"), "name_ar": ("name_ar",), "pcode": ("pcode", "p_code"),
    "population": ("population",), "id": ("id",),
}  # fmt: skip
_SILENT = frozenset(("example", "source", "licence", "chain", "where_prec", "same_as"))  # of packs and of our own lists


def is_plain(columns: Sequence[str]) -> bool:
    """Whether a table has a name and a point for each place."""
    found = _find_columns(columns)
    return {"name", "lat", "lon"} <= set(found)


def unread_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """Columns that are not read."""
    read = set(_find_columns(columns).values())
    return tuple(c for c in columns if c not in read and c.strip().lower() not in _SILENT)


def read_plain(
    rows: Iterable[tuple[str, Mapping[str, str | None], tuple[float, float] | None]],
    columns: Sequence[str],
    country: str | None,
) -> Iterator[NewPlace | Aside]:
    """The places of a table, as (where it stands, cells, point of an outline or null)."""
    by_role = _find_columns(columns)
    for at, cells, outline in rows:
        said = {role: " ".join(str(cells.get(column) or "").split()) for role, column in by_role.items()}
        try:
            yield _parse_row(said, at, outline, country)
        except InputError as problem:
            yield Aside(at, str(problem))


def make_id(country: str, name: str) -> str:
    """An id for a place that brings none: the same name in the same country gives the same."""
    return f"own-{country.lower()}-{fold(name).replace(' ', '-') or 'place'}"


def _parse_row(said: Mapping[str, str], at: str, outline: tuple[float, float] | None, country: str | None) -> NewPlace:
    """Raises InputError with what is wrong with the row."""
    name, kind = said.get("name", ""), said.get("kind", "").lower() or "town"
    code = (said.get("country") or country or "").upper()
    point = parse_point(said.get("lat"), said.get("lon")) or outline
    if not name:
        raise InputError("no name")
    if point is None:
        raise InputError("no point")
    if kind not in KINDS:
        raise InputError(f"unknown kind {kind!r}; one of {', '.join(KINDS)}")
    if code and (len(code) != 2 or not code.isalpha()):
        raise InputError(f"country {code!r} is no two-letter code")
    aliases = [" ".join(alias.split()) for alias in said.get("aliases", "").split("|")]
    names = tuple(filter(None, (said.get("name_ar", ""), *aliases)))
    people = parse_number(said.get("population"))
    return NewPlace(
        said.get("id", ""), name, kind, code, *point, at, names, within=said.get("within") or None,
        population=people, pcode=said.get("pcode") or None,
    )  # fmt: skip


def _find_columns(columns: Sequence[str]) -> dict[str, str]:
    low = {column.strip().lower(): column for column in columns}
    return {role: low[name] for role, names in _COLUMNS.items() for name in names[::-1] if name in low}
