"""Where an incident belongs in a tally. In comes an incident or a total, out come its values for each grouping.

A value of null is unknown and makes a row of its own; what straddles two months belongs to neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.errors import UsageError
from whence.records import Incident, Total, Where
from whence.vocabulary.folding import fold_name

PLACE_GROUPINGS = ("place", "region", "country")
TIME_GROUPINGS = ("day", "month", "year")
TRAITS = ("status", "age", "sex")
GROUPINGS = ("party", *PLACE_GROUPINGS, *TIME_GROUPINGS, "weapon", "effect", *TRAITS, "policy", "incident")
"""What `tally` can group by. `place` is the settlement (its quarters with it), `region` the governorate or
province, `weapon` the PLOVER mode of the act, `party` the party that most origins hold responsible."""

FILTERS = ("place", "party", "weapon", "country", "region", "day", "month", "year", "incident")
_GROUPING_ALIASES = {"governorate": "region", "city": "place", "where": "place"}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of places by gazetteer id, learnt from the incidents and totals themselves."""

    by_id: Mapping[str, str]


def learn_names(wheres: Iterable[Where]) -> Names:
    """Each place named by itself before it is named as what holds another; the same in any order."""
    own: dict[str, str] = {}
    within: dict[str, str] = {}
    for where in wheres:
        if where.path and where.name:
            own[where.path[0]] = min(where.name, own.get(where.path[0], where.name))
        if len(where.path) > 1 and where.within:
            within[where.path[1]] = min(where.within, within.get(where.path[1], where.within))
    return Names({**within, **own})


def check_groupings(by: Sequence[str], where: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The groupings under their own names; UsageError lists the valid ones for an unknown grouping or filter."""
    keys = tuple(dict.fromkeys(_GROUPING_ALIASES.get(key, key) for key in by))
    for key in keys:
        if key not in GROUPINGS:
            raise UsageError(f"cannot group by {key!r}", remedy=f"group by {', '.join(GROUPINGS)}")
    for key, _ in where:
        if _GROUPING_ALIASES.get(key, key) not in FILTERS:
            raise UsageError(f"cannot filter by {key!r}", remedy=f"filter by {', '.join(FILTERS)}")
    return keys


def party_of(incident: Incident) -> str | None:
    """The party most origins hold responsible; null where nobody is named or two are named by as many."""
    says = sorted((-p.origins_say, p.party) for p in incident.alleged_perpetrators if p.origins_say)
    if not says or (len(says) > 1 and says[0][0] == says[1][0]):
        return None
    return says[0][1]


def value_of(incident: Incident, key: str, names: Names) -> str | None:
    """The incident's value for a grouping that does not depend on who was harmed; null is unknown."""
    if key == "party":
        return party_of(incident)
    if key == "weapon":
        return incident.act.mode
    if key == "incident":
        return incident.code
    if key in PLACE_GROUPINGS:
        return place_value(incident.where, key, names)
    return time_value(incident.when.date_start, incident.when.date_end, key)


def place_value(where: Where, key: str, names: Names) -> str | None:
    """Settlement, region or country of a place. A place known only by name is a settlement of its own."""
    if key == "country":
        return where.country
    if not where.path:
        return where.name if key == "place" else None
    level = 3 if key == "place" else 2
    if len(where.path) < level:
        return None
    wanted = where.path[-level]
    if wanted == where.path[0]:
        return where.name
    return names.by_id.get(wanted) or (where.within if wanted == where.path[1] else None) or wanted


def time_value(start: date | None, end: date | None, key: str) -> str | None:
    """The day, month or year that holds the whole interval; null where it straddles two or is open."""
    if start is None:
        return None
    end = end or start
    length = {"day": 10, "month": 7, "year": 4}[key]
    value = start.isoformat()[:length]
    return value if value == end.isoformat()[:length] else None


def is_at(where: Where, wanted: str, names: Names) -> bool:
    """Whether a place is the one wanted or lies inside it, by folded names, the text's words or a gazetteer id."""
    folded = fold_name(wanted)
    known = [where.words, where.name, where.within, *(names.by_id.get(place) for place in where.path)]
    return wanted in where.path or any(name is not None and fold_name(name) == folded for name in known)


def matches(incident: Incident, where: Sequence[tuple[str, str]], names: Names) -> bool:
    """Whether an incident passes all filters; "unknown" asks for what is not known."""
    for raw, wanted in where:
        key = _GROUPING_ALIASES.get(raw, raw)
        if key in ("place", "region") and wanted != "unknown":
            if not is_at(incident.where, wanted, names):
                return False
        elif not _same(incident.code if key == "incident" else value_of(incident, key, names), wanted):
            return False
    return True


def total_matches(total: Total, where: Sequence[tuple[str, str]], names: Names) -> bool:
    """Whether a published total speaks of the filtered ground; a filter it says nothing of keeps it out."""
    for raw, wanted in where:
        key = _GROUPING_ALIASES.get(raw, raw)
        if key in ("place", "region"):
            if not is_at(total.where, wanted, names):
                return False
        elif not _same(total_value(total, key, names), wanted):
            return False
    return True


def total_value(total: Total, key: str, names: Names) -> str | None:
    """The total's own value for a grouping; null where it has none."""
    if key == "party":
        return total.alleged_perpetrator
    if key in PLACE_GROUPINGS:
        return place_value(total.where, key, names)
    if key in TIME_GROUPINGS:
        return time_value(total.date_start, total.date_end, key) if total.date_end else None
    if key in TRAITS:
        return {"status": total.victims.status, "age": total.victims.age, "sex": total.victims.sex}[key]
    return None


def within_days(start: date | None, end: date | None, since: date | None, until: date | None) -> bool:
    """Whether an interval lies wholly inside a period; an open one does not, unless nothing is asked."""
    if since is None and until is None:
        return True
    if start is None:
        return False
    return (since is None or start >= since) and (until is None or (end or start) <= until)


def _same(value: str | None, wanted: str) -> bool:
    if value is None:
        return wanted == "unknown"
    return fold_name(value) == fold_name(wanted)
