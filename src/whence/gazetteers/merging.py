"""One place in several gazetteers. In come places with their names, out comes which of them is another record of one
already known.

Two records are one place where they share a name, lie in one country, are of one sort, and lie close by; of a name that
is only an alias on both sides, closer still. Two rows of one source are two places, unless they lie on one spot.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from whence.vocabulary.worldplaces import apart_km, same_within_km

RULES = "places-merging-v1"
_ALIASES_ONLY_KM = 1.5
_ONE_SPOT_KM = 1.0
_FAR_DEGREES = 2.3  # of latitude; more than the two points of any one place can lie apart


@dataclass(frozen=True, slots=True)
class Mark:
    """A known place, as far as comparing needs it. `key` is that of its own name; `source` tells lists apart."""

    id: str
    kind: str
    country: str
    lat: float
    lon: float
    key: str
    source: str


class Known:
    """Places by name, to be found again. Grows while places are added to it."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[Mark]] = {}
        self._by_id: dict[str, Mark] = {}

    def add(self, mark: Mark, keys: Collection[str]) -> None:
        """Make a place known by all its keys."""
        self._by_id.setdefault(mark.id, mark)
        for key in {mark.key, *keys}:
            self._by_key.setdefault(key, []).append(mark)

    def by_id(self, id: str) -> Mark | None:
        """The place of an id; null when it is not known."""
        return self._by_id.get(id)

    def named(self, key: str) -> tuple[Mark, ...]:
        """All places of a name."""
        return tuple({mark.id: mark for mark in self._by_key.get(key, ())}.values())

    def same(self, mark: Mark, keys: Sequence[str]) -> Mark | None:
        """The nearest place that `mark` is another record of; null when it is new."""
        known = self._by_id.get(mark.id)
        if known is not None and known.source != mark.source:
            return known
        best: tuple[float, str, Mark] | None = None
        for key in {mark.key, *keys}:
            for other in self._by_key.get(key, ()):
                if other.country != mark.country or other.id == mark.id or abs(mark.lat - other.lat) > _FAR_DEGREES:
                    continue
                km = apart_km(mark.lat, mark.lon, other.lat, other.lon)
                if km <= _most_km(mark, other, key) and (best is None or (km, other.id) < best[:2]):
                    best = km, other.id, other
        return best[2] if best else None


def _most_km(mark: Mark, other: Mark, key: str) -> float:
    most = same_within_km(mark.kind, other.kind)
    if most > 30 and mark.source == other.source:
        return 0.0  # two districts of one table that share a name
    if mark.source == other.source:
        return min(most, _ONE_SPOT_KM)
    return most if key in (mark.key, other.key) else min(most, _ALIASES_ONLY_KM)
