"""GeoNames country files (SY.txt). In come their tab-separated rows, out come places with their chain of divisions.

Columns as in the readme.txt beside the files: 19 of them, alternate names separated by commas in the fourth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whence.errors import InputError
from whence.gazetteers.rows import Aside, NewPlace, parse_number, parse_point

TITLE, LICENCE = "GeoNames", "CC BY 4.0 (geonames.org)"
COLUMNS = 19
# Feature codes by the kind of place they make. What is not here (streams, hills, wells, ...) is where nothing is said
# to have happened, or cannot be told from a village by its name.
_TOWNS = {"PPLX": "neighbourhood", "PPLC": "city", "PPLA": "city"}
_GONE = frozenset(("PPLH", "PPLQ", "PPLW", "PPLCH"))  # places that are no more
_SITES = frozenset(("AIRB", "AIRF", "AIRP", "CMPRF", "CMP", "DAM", "INSM", "MLTB", "OILR", "PRN", "PS", "STNB"))
_ADMIN = {"ADM1": "province", "ADM2": "district", "ADM3": "district"}
_AIRPORT_CODE = 4  # letters: "ALP" and "OSAP" are alternate names of Aleppo there


def is_geonames(line: str) -> bool:
    """Whether a line has the form of a GeoNames row."""
    cells = line.rstrip("\r\n").split("\t")
    return len(cells) == COLUMNS and cells[0].isdigit() and len(cells[6]) <= 1


def read_geonames(lines: Iterable[str], name: str) -> Iterator[NewPlace | Aside]:
    """The places of a country file, larger ones first."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) == COLUMNS:
            rows.append((number, cells))
        elif line.strip():
            yield Aside(f"{name} line {number}", f"{len(cells)} columns, not {COLUMNS}")
    divisions = {_codes(cells, int(cells[7][3])): _id(cells) for _, cells in rows if cells[7] in _ADMIN}
    for number, cells in sorted(rows, key=lambda row: _ADMIN.get(row[1][7], "zzz") + row[1][7]):
        yield _read_row(cells, f"{name} line {number}", divisions)


def _read_row(cells: Sequence[str], at: str, divisions: dict[tuple[str, ...], str]) -> NewPlace | Aside:
    kind = _kind(cells)
    if kind is None:
        return Aside(at, "not a settlement, a division or a site (streams, hills, ruins and the like)", wrong=False)
    own = " ".join(cells[1].split())
    try:
        point = parse_point(cells[4], cells[5])
    except InputError as problem:
        return Aside(at, str(problem))
    if not own or point is None or len(cells[8]) != 2:
        return Aside(at, "no name" if not own else "no point" if point is None else "no country code")
    names = [n for n in (cells[2], *cells[3].split(",")) if n and not (n.isupper() and len(n) <= _AIRPORT_CODE)]
    depth = int(cells[7][3]) if cells[7] in _ADMIN else 4
    parents = []
    for level in range(min(3, depth - 1), 0, -1):
        codes = _codes(cells, level)
        if all(codes) and codes[-1] != "00":
            parents += [divisions.get(codes) or (".".join(codes) if level == 1 else "")]
    people = parse_number(cells[14]) if cells[6] == "P" else 0
    return NewPlace(
        _id(cells), own, kind, cells[8].upper(), *point, at, tuple(dict.fromkeys(names)),
        tuple(filter(None, parents)), population=people,
    )  # fmt: skip


def _id(cells: Sequence[str]) -> str:
    """The ids of the shipped table, so that a place it has is known again."""
    return f"{cells[8].upper()}.{cells[10]}" if cells[7] == "ADM1" else f"gn{cells[0]}"


def _codes(cells: Sequence[str], level: int) -> tuple[str, ...]:
    return (cells[8].upper(), *cells[10 : 10 + level])


def _kind(cells: Sequence[str]) -> str | None:
    code = cells[7]
    if cells[6] == "P" and code not in _GONE:
        return _TOWNS.get(code) or (
            "town" if parse_number(cells[14]) >= 5_000 or code.startswith("PPLA") else "village"
        )
    if cells[6] == "A":
        return _ADMIN.get(code)
    if cells[6] == "S" and code in _SITES:
        return "site"
    return "area" if code == "RGN" else None
