"""Places of OpenStreetMap. In come features with a `place` tag, as GeoJSON or in a .osm.pbf extract, out come places.

Reading .osm.pbf needs the extra `osm` (pyosmium, BSD-2-Clause).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from whence.errors import InputError, UsageError
from whence.gazetteers.rows import Aside, NewPlace, parse_number

TITLE, LICENCE = "OpenStreetMap", "ODbL 1.0 (© OpenStreetMap contributors)"
_KIND = {
    "city": "city", "town": "town", "village": "village", "hamlet": "village", "isolated_dwelling": "village",
    "suburb": "neighbourhood", "quarter": "neighbourhood", "neighbourhood": "neighbourhood", "borough": "neighbourhood",
}  # fmt: skip
_NAMES = ("name:en", "int_name", "name", "name:ar", "alt_name", "alt_name:en", "alt_name:ar", "old_name",
          "official_name", "official_name:en", "loc_name", "name:fr")  # fmt: skip
_COUNTRY = ("ISO3166-1", "ISO3166-1:alpha2", "is_in:country_code", "addr:country", "country_code")


def read_osm(
    features: Iterable[tuple[str, Mapping[str, object], tuple[float, float] | None]], country: str | None
) -> Iterator[NewPlace | Aside]:
    """The settlements and quarters among features given as (where it stands, tags, point); `country` is the code to
    take where the tags name none, as they seldom do.
    """
    for number, (at, tags, point) in enumerate(features, 1):
        kind = _KIND.get(str(tags.get("place") or ""))
        if kind is None:
            yield Aside(at, "not a settlement or a quarter (localities, islands, regions and the like)", wrong=False)
            continue
        names = [" ".join(part.split()) for key in _NAMES for part in str(tags.get(key) or "").split(";")]
        names = list(dict.fromkeys(filter(None, names)))
        code = next((str(tags[key]).upper() for key in _COUNTRY if tags.get(key)), country)
        if not names:
            yield Aside(at, "no name", wrong=False)
        elif point is None:
            yield Aside(at, "no point")
        elif code is None or len(code) != 2:
            yield Aside(at, "no country that is known; name it with --country")
        else:
            name = next((n for n in names if n.isascii()), names[0])
            rest = tuple(n for n in names if n != name)
            people = parse_number(str(tags.get("population") or ""))
            yield NewPlace(_id(tags, number), name, kind, code, *point, at, rest, population=people)


def read_pbf(path: Path) -> Iterator[tuple[str, Mapping[str, object], tuple[float, float] | None]]:
    """The place nodes of an extract. Raises UsageError without the extra, InputError for a file that is none."""
    try:
        import osmium
    except ImportError:
        raise UsageError(
            f"{path.name}: reading .osm.pbf needs pyosmium", remedy="pip install 'whence[osm]', or export GeoJSON"
        ) from None
    try:
        wanted = osmium.filter.KeyFilter("place")
        for node in osmium.FileProcessor(str(path), osmium.osm.NODE).with_filter(wanted):
            tags: dict[str, object] = {tag.k: tag.v for tag in node.tags}
            tags["@id"] = f"node/{node.id}"
            if isinstance(node, osmium.osm.Node):
                yield f"{path.name} node {node.id}", tags, (node.location.lat, node.location.lon)
    except RuntimeError as problem:  # what pyosmium raises for a broken file
        raise InputError(f"cannot read {path}: {problem}") from None


def _id(tags: Mapping[str, object], number: int) -> str:
    said = str(tags.get("@id") or tags.get("osm_id") or f"row/{number}")
    kind, _, digits = said.rpartition("/")
    return f"osm-{kind[:1] or 'n'}{digits}"
