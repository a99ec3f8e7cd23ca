"""COD-AB tables of administrative units and their P-codes, as OCHA publishes them on HDX. In come rows with columns
like admin2Name_en and admin2Pcode, or ADM2_EN and ADM2_PCODE, out come divisions and communities.

A table of the lowest level names all levels above it in every row; each unit comes out once. Upper levels seldom have a
point of their own: theirs is the middle of what lies in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from whence.errors import InputError
from whence.gazetteers.rows import Aside, NewPlace, parse_point
from whence.vocabulary.placelists import read_countries
from whence.vocabulary.placetable import name_key

TITLE, LICENCE = "COD-AB", "CC BY-IGO (see the data set's page on data.humdata.org)"
_COLUMN = re.compile(r"adm(?:in)?_?([0-5])_?(.*)", re.IGNORECASE)
_NAME = re.compile(r"(?:name_?(?:en)?|en|)$")
_OTHER_NAME = re.compile(r"(?:(?:ref|alt)?_?name\d?_?(?:[a-z]{2})?\d?|(?:alt|ref)\d?_?(?:[a-z]{2})?|[a-z]{2}\d?)$")
_LAT = ("lat", "latitude", "center_lat", "centroid_lat", "lat_dd", "point_y", "y", "latitude_y")
_LON = ("lon", "long", "lng", "longitude", "center_lon", "centroid_lon", "lon_dd", "point_x", "x", "longitude_x")
_KIND = {1: "province", 2: "district", 3: "district"}


@dataclass(slots=True)
class _Level:
    """The columns of one level."""

    code: str | None = None
    name: str | None = None
    others: list[str] = field(default_factory=list)


def is_codab(columns: Sequence[str]) -> bool:
    """Whether these are the columns of such a table: a name and a P-code of at least one level below the country."""
    return any(level.code and level.name for number, level in _levels(columns).items() if number >= 1)


def read_codab(
    rows: Iterable[tuple[str, Mapping[str, str | None], tuple[float, float] | None]],
    columns: Sequence[str],
    country: str | None,
) -> Iterator[NewPlace | Aside]:
    """The units of a table. `rows` are (where it stands, cells, the middle of its outline or null); `country` is the
    code to take where the table names none that is known.
    """
    levels = _levels(columns)
    numbers = sorted(n for n, level in levels.items() if n >= 1 and level.code and level.name)
    units: dict[str, _Unit] = {}
    for at, cells, outline in rows:
        if any((cells.get(column) or "").startswith("#") for column in columns):
            continue  # a row of HXL tags
        try:
            point = _point(cells, columns) or outline
            _take(units, levels, numbers, cells, point, country, at)
        except InputError as problem:
            yield Aside(at, str(problem))
    for unit in units.values():  # from below: the middle of what lies in a unit
        for code in unit.chain:
            if unit.point is not None and code in units:
                units[code].inside.append(unit.point)
    for unit in sorted(units.values(), key=lambda u: u.level):
        lat, lon = unit.point or _middle(unit.inside) or (None, None)
        yield NewPlace(
            unit.code, unit.name, _KIND.get(unit.level, "village"), unit.country, lat, lon, unit.at,
            tuple(dict.fromkeys(n for n in unit.names if n != unit.name)), unit.chain, pcode=unit.code,
        )  # fmt: skip


@dataclass(slots=True)
class _Unit:
    code: str
    name: str
    names: list[str]
    level: int
    country: str
    point: tuple[float, float] | None
    chain: tuple[str, ...]
    at: str
    inside: list[tuple[float, float]] = field(default_factory=list)


def _take(
    units: dict[str, _Unit],
    levels: Mapping[int, _Level],
    numbers: Sequence[int],
    cells: Mapping[str, str | None],
    point: tuple[float, float] | None,
    country: str | None,
    at: str,
) -> None:
    """Add the units of one row. Raises InputError where it has none, or no country is known."""
    chain: list[str] = []
    own = [n for n in numbers if _cell(cells, levels[n].code)]
    if not own:
        raise InputError("no P-code")
    code = _country(cells, levels.get(0), _cell(cells, levels[own[0]].code)) or country
    if code is None:
        raise InputError("no country that is known; name it with --country")
    for number in own:
        pcode, name = _cell(cells, levels[number].code), _cell(cells, levels[number].name)
        if not name:
            raise InputError(f"level {number} has the P-code {pcode} and no name")
        names = [other for column in levels[number].others if (other := _cell(cells, column))]
        if pcode not in units:
            units[pcode] = _Unit(pcode, name, names, number, code, None, tuple(reversed(chain)), at)
        if number == own[-1]:
            units[pcode].point = units[pcode].point or point
        chain.append(pcode)


def _levels(columns: Sequence[str]) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for column in columns:
        if (match := _COLUMN.fullmatch(column.strip())) is None:
            continue
        level, rest = levels.setdefault(int(match[1]), _Level()), match[2].lower()
        if rest in ("pcode", "p_code", "pcod"):
            level.code = column
        elif _NAME.fullmatch(rest) and (level.name is None or rest.endswith("en")):
            level.others += [level.name] if level.name else []
            level.name = column
        elif _OTHER_NAME.fullmatch(rest):
            level.others.append(column)
    for level in levels.values():
        if level.name is None and level.others:
            level.name = level.others.pop(0)
    return levels


def _country(cells: Mapping[str, str | None], level: _Level | None, pcode: str) -> str | None:
    """By the table's own code or name of the country, else by the letters the P-codes begin with."""
    known = read_countries()
    if level is not None:
        code, name = _cell(cells, level.code).upper(), _cell(cells, level.name)
        if code in known.by_code:
            return code
        if name and name_key(name) in known.by_name:
            return known.by_name[name_key(name)][0].id
    letters = re.match(r"[A-Z]*", pcode.upper())
    return letters[0] if letters and letters[0] in known.by_code else None


def _point(cells: Mapping[str, str | None], columns: Sequence[str]) -> tuple[float, float] | None:
    low = {column.lower(): column for column in columns}
    lat = next((cells.get(low[name]) for name in _LAT if name in low), None)
    lon = next((cells.get(low[name]) for name in _LON if name in low), None)
    return parse_point(lat, lon)


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    if not points:
        return None
    return round(fmean(p[0] for p in points), 4), round(fmean(p[1] for p in points), 4)


def _cell(cells: Mapping[str, str | None], column: str | None) -> str:
    return " ".join(str(cells.get(column) or "").split()) if column else ""
