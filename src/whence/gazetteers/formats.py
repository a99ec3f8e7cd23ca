"""Which gazetteer a file is. In comes a path, out comes a `PlaceFile` whose rows are read as they are asked for.

Known by what is in it, not by its name: a GeoNames country file, a COD-AB table or GeoJSON, places of OpenStreetMap as
GeoJSON or .osm.pbf, or a CSV of a user's own. A .zip with one of these in it will do.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from whence.errors import InputError
from whence.gazetteers import codab, geonames, osm, plain
from whence.gazetteers.geojson import read_features
from whence.gazetteers.rows import PlaceFile

MOST_BYTES = 600_000_000  # of a file unpacked: the largest country file is a third of this; all countries are too much
KNOWN = (
    "a GeoNames country file, a COD-AB table (CSV or GeoJSON), OpenStreetMap places (GeoJSON, .osm.pbf), or a CSV with "
    "name, lat and lon"
)


def open_place_file(path: Path, country: str | None = None) -> PlaceFile:
    """The file, recognised. `country` is the ISO code to take where rows name none.

    Raises InputError: the file is missing, too large, or none of the forms known.
    """
    if path.suffix.lower() == ".pbf":
        return PlaceFile("osm", osm.TITLE, osm.LICENCE, osm.read_osm(osm.read_pbf(_there(path)), country))
    name, data = _read(_there(path))
    if data.lstrip()[:1] == b"{":
        return _from_geojson(name, data, country)
    text = _decode(name, data)
    first = text.split("\n", 1)[0]
    if geonames.is_geonames(first):
        lines = io.StringIO(text)
        return PlaceFile("geonames", geonames.TITLE, geonames.LICENCE, geonames.read_geonames(lines, name))
    return _from_table(name, text, country)


def _from_geojson(name: str, data: bytes, country: str | None) -> PlaceFile:
    features = read_features(data, name)
    columns = tuple(dict.fromkeys(key for _, properties, _ in features[:200] for key in properties))
    cells = ((at, {k: None if v is None else str(v) for k, v in row.items()}, point) for at, row, point in features)
    if codab.is_codab(columns):
        return PlaceFile("cod-ab", codab.TITLE, codab.LICENCE, codab.read_codab(cells, columns, country))
    if "place" in columns:
        return PlaceFile("osm", osm.TITLE, osm.LICENCE, osm.read_osm(features, country))
    if "name" in {column.lower() for column in columns}:
        rows = plain.read_plain(cells, columns, country)
        return PlaceFile("own", plain.TITLE, plain.LICENCE, rows, True, _remarks(columns))
    raise InputError(f"{name}: its features have no names that are known", remedy=f"what can be imported: {KNOWN}")


def _from_table(name: str, text: str, country: str | None) -> PlaceFile:
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("# ")]
    if not lines:
        raise InputError(f"{name} is empty", remedy=f"what can be imported: {KNOWN}")
    delimiter = max(",;\t", key=lines[0][1].count)
    reader = csv.reader((line for _, line in lines), delimiter=delimiter)
    columns = tuple(cell.strip() for cell in next(reader))
    rows = _cells(name, columns, reader)
    if codab.is_codab(columns):
        return PlaceFile("cod-ab", codab.TITLE, codab.LICENCE, codab.read_codab(rows, columns, country))
    if plain.is_plain(columns):
        own = plain.read_plain(rows, columns, country)
        return PlaceFile("own", plain.TITLE, plain.LICENCE, own, True, _remarks(columns))
    raise InputError(
        f"{name} is no gazetteer that is known; its first line is {lines[0][1][:60]!r}",
        remedy=f"what can be imported: {KNOWN}",
    )


def _cells(
    name: str, columns: Sequence[str], reader: Iterator[list[str]]
) -> Iterator[tuple[str, Mapping[str, str | None], None]]:
    number = 1
    try:
        for number, cells in enumerate(reader, 2):
            yield f"{name} row {number}", dict(zip(columns, cells, strict=False)), None
    except csv.Error as problem:
        raise InputError(f"{name} row {number + 1}: {problem}", remedy="mend the row, or save the table anew") from None


def _remarks(columns: Sequence[str]) -> list[str]:
    left = plain.unread_columns(columns)
    return [f"columns not read: {', '.join(left)}"] if left else []


def _there(path: Path) -> Path:
    if not path.is_file():
        raise InputError(f"no file {path}", remedy="give the file itself")
    if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
        raise InputError(f"{path.name} is a spreadsheet", remedy="save the sheet as CSV and import that")
    return path


def _read(path: Path) -> tuple[str, bytes]:
    """The name and bytes of a file, or of the one table in a .zip."""
    try:
        if not zipfile.is_zipfile(path):
            if path.stat().st_size > MOST_BYTES:
                raise InputError(f"{path} has more than {MOST_BYTES // 10**6} MB", remedy="import country by country")
            return path.name, path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            inside = [
                i for i in archive.infolist()
                if not i.is_dir() and "readme" not in i.filename.lower() and not i.filename.startswith("__MACOSX")
            ]  # fmt: skip
            if len(inside) != 1:
                names = ", ".join(i.filename for i in inside[:4]) or "nothing"
                raise InputError(f"{path} holds {names}", remedy="unpack it and import the one table you mean")
            if inside[0].file_size > MOST_BYTES:
                raise InputError(f"{path} unpacks to more than {MOST_BYTES // 10**6} MB")
            with archive.open(inside[0]) as packed:
                return Path(inside[0].filename).name, packed.read(MOST_BYTES)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
        raise InputError(f"cannot read {path}: {problem}") from None


def _decode(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{name} is not UTF-8 text", remedy="save it as UTF-8 CSV") from None
