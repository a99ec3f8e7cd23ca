"""What a gazetteer's file gives: places to keep, and rows set aside with the reason. Made by the readers of this room,
read by `book`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from whence.errors import InputError
from whence.vocabulary.placelists import LEVEL

KINDS = tuple(kind for kind in LEVEL if kind != "country")


@dataclass(frozen=True, slots=True)
class NewPlace:
    """One row of a gazetteer, as its source has it.

    `lat`, `lon` are null where the source gives no point. `names` are all spellings but the name itself. `parents` are
    ids of larger places, nearest first, in this file or the shipped table; `within` is a larger place by name or id,
    for sources that say no more. `at` says where in the file it stands.
    """

    id: str
    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    at: str
    names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    within: str | None = None
    population: int = 0
    pcode: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that was not kept. `wrong`: something is the matter with it; else it is of a sort that is never kept."""

    at: str
    reason: str
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """A gazetteer's file, recognised: its form, where such data come from, under which licence, and its rows.

    `by_user`: a table a person made, whose names count wherever they stand. `remarks` fill while the rows are read.
    """

    form: str
    title: str
    licence: str
    rows: Iterator[NewPlace | Aside]
    by_user: bool = False
    remarks: list[str] = field(default_factory=list)


def parse_point(lat: str | float | None, lon: str | float | None) -> tuple[float, float] | None:
    """A point in degrees, null where both are missing. Raises InputError: one missing, no number, or off the globe."""
    missing = [value is None or str(value).strip() == "" for value in (lat, lon)]
    if all(missing):
        return None
    if any(missing):
        raise InputError("only one of latitude and longitude")
    try:
        point = float(str(lat).replace(",", ".")), float(str(lon).replace(",", "."))
    except ValueError:
        raise InputError("latitude and longitude are no numbers") from None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise InputError("latitude or longitude is off the globe")
    return point


def parse_number(words: str | float | None) -> int:
    """A number of people, 0 where none is given or it is no number: only used to tell large places from small."""
    digits = str(words or "").strip().replace(",", "").replace(" ", "")
    try:
        return max(0, int(float(digits))) if digits else 0
    except (ValueError, OverflowError):
        return 0
