"""GeoJSON. In comes a file, out come its features as (where it stands, properties, a point)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from whence.errors import InputError

Feature = tuple[str, dict[str, Any], tuple[float, float] | None]


def read_features(data: bytes, name: str) -> list[Feature]:
    """The features of a FeatureCollection; a point is that of the feature, or the middle of its largest outline.

    Raises InputError where it is no GeoJSON.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"{name} is no JSON: {problem}") from None
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        raise InputError(f"{name} is no GeoJSON of features", remedy="export it as a FeatureCollection")
    return [_read_feature(f, f"{name} feature {i}") for i, f in enumerate(found["features"], 1) if isinstance(f, dict)]


def _read_feature(feature: Mapping[str, Any], at: str) -> Feature:
    properties = feature.get("properties")
    properties = dict(properties) if isinstance(properties, dict) else {}
    inner = properties.get("tags")  # some exports keep OpenStreetMap's tags in an object of their own
    properties |= inner if isinstance(inner, dict) else {}
    if "id" in feature and "@id" not in properties:
        properties["@id"] = feature["id"]
    geometry = feature.get("geometry")
    return at, properties, _point(geometry) if isinstance(geometry, dict) else None


def _point(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    """(lat, lon); null for a geometry that has none."""
    rings = list(_rings(geometry.get("coordinates")))
    if not rings:
        return None
    lat, lon = _centroid(max(rings, key=lambda ring: abs(_area(ring))))
    return (round(lat, 5), round(lon, 5)) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _rings(coordinates: Any) -> Iterator[list[tuple[float, float]]]:
    """Every list of points in nested lists, a single point as a list of one; GeoJSON writes (lon, lat)."""
    if not isinstance(coordinates, list) or not coordinates:
        return
    if _is_pair(coordinates):
        yield [(float(coordinates[0]), float(coordinates[1]))]
    elif all(isinstance(c, list) and _is_pair(c) for c in coordinates):
        yield [(float(c[0]), float(c[1])) for c in coordinates]
    else:
        for inner in coordinates:
            yield from _rings(inner)


def _is_pair(value: list[Any]) -> bool:
    return len(value) >= 2 and all(isinstance(v, int | float) for v in value[:2])


def _area(ring: list[tuple[float, float]]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _centroid(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """(lat, lon) of the middle of an outline; of a line or point, the mean of its points."""
    area = _area(ring)
    if abs(area) < 1e-12:
        return sum(y for _, y in ring) / len(ring), sum(x for x, _ in ring) / len(ring)
    lon = lat = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        lon, lat = lon + (x0 + x1) * cross, lat + (y0 + y1) * cross
    return lat / (6 * area), lon / (6 * area)
