"""How alike two claims are, one question a comparator. In come two profiles, out comes the name of an outcome.

Each comparator is pure and answers with a row of `score.WEIGHTS`; the row holds the weight and the sentence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from whence.incidents.names import spelt_alike
from whence.incidents.profile import Figure, Profile
from whence.incidents.weekdays import falls_on

Comparator = Callable[[Profile, Profile], str]

_NEIGHBOURS_KM = 5.0
_SAME_AREA_KM = 15.0
_FAR_KM = 40.0
_BESIDE_KM = 30.0  # from a place to the middle of an area that it may lie in or beside

# Weapons that one reporter may call one thing and another the other; any other two modes are unlike.
_CONFUSED = frozenset(
    frozenset(pair)
    for pair in (
        ("aerial", "heavy-weapons"),
        ("aerial", "drone"),
        ("aerial", "explosives"),
        ("aerial", "unconventional"),
        ("heavy-weapons", "unconventional"),
        ("heavy-weapons", "explosives"),
        ("heavy-weapons", "firearms"),
        ("heavy-weapons", "drone"),
        ("explosives", "unconventional"),
        ("firearms", "targeted"),
        ("abduct", "targeted"),
        ("abduct", "arrest"),
        ("firearms", "abduct"),
        ("firearms", "suicide-attack"),
        ("firearms", "explosives"),
        ("explosives", "destroy"),
        ("aerial", "destroy"),
        ("heavy-weapons", "destroy"),
    )
)
_BLASTS = frozenset({"explosives", "suicide-attack"})  # a suicide bombing is first told of as a blast
_UNSEEN_DOERS = frozenset({"aerial", "unconventional"})  # witnesses see planes and gas, not whose they are
_TELLING = frozenset({"unconventional", "suicide-attack", "abduct", "targeted", "torture", "explosives", "drone"})


def compare_place(a: Profile, b: Profile) -> str:
    """Same place, one inside the other, or how far apart."""
    if a.path and b.path:
        return _compare_paths(a, b)
    if a.place and b.place:
        if a.place == b.place:
            return "place:same name"
        return "place:alike name" if spelt_alike(a.place, b.place) else "place:other name"
    if a.words and a.words == b.words:
        return "place:same words"
    return "place:open"


def _compare_paths(a: Profile, b: Profile) -> str:
    if a.path[0] == b.path[0]:
        if a.where_prec == 6 or len(a.path) == 1:
            return "place:same country"
        if _unlisted(a):
            return "place:same settlement"
        return _by_size(a.where_prec, ("place:same settlement", "place:same district", "place:same region"))
    for inner, outer in ((a, b), (b, a)):
        if outer.path[0] in inner.path:
            if outer.where_prec == 6 or outer.path[0] == inner.path[-1]:
                return "place:inside country"
            return _by_size(outer.where_prec, ("place:inside city", "place:inside district", "place:inside region"))
    if (_unlisted(a) or _unlisted(b)) and _one_region(a, b):
        if a.place and b.place and spelt_alike(a.place, b.place):
            return "place:alike name"
        return "place:unlisted"
    if (a.seat and a.path[1] in b.path) or (b.seat and b.path[1] in a.path):
        return "place:city or region"
    if (a.where_prec or 9) <= 2 and (b.where_prec or 9) <= 2:
        km = distance_km(a, b)
        if km is not None:
            if km <= _NEIGHBOURS_KM:  # two spellings of one place may be two rows of a gazetteer
                alike = a.place and b.place and spelt_alike(a.place, b.place)
                return "place:alike name" if alike else "place:neighbours"
            if km <= _SAME_AREA_KM:
                return "place:same area"
            return "place:apart" if km <= _FAR_KM else "place:far"
    km = distance_km(a, b)
    return "place:beside the area" if km is not None and km <= _BESIDE_KM else "place:elsewhere"


def _unlisted(profile: Profile) -> bool:
    """Whether the place is not in the gazetteer; its path then opens with its name after that of its region."""
    return "/" in profile.path[0]


def _one_region(a: Profile, b: Profile) -> bool:
    return len(a.path) > 2 and len(b.path) > 2 and a.path[-2] == b.path[-2]


def _by_size(prec: int | None, names: tuple[str, str, str]) -> str:
    if prec is not None and prec <= 2:
        return names[0]
    return names[1] if prec == 3 else names[2]


def distance_km(a: Profile, b: Profile) -> float | None:
    """Great-circle distance, good to a per cent; null where either has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north = (a.lat - b.lat) * 111.2
    east = (a.lon - b.lon) * 111.2 * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(north, east)


def compare_time(a: Profile, b: Profile) -> str:
    """Same day, overlapping, or how many days between; an undated claim by its document's publication."""
    if a.day_start is not None and b.day_start is not None:
        return _compare_days(a, b)
    if a.day_start is None and b.day_start is None:
        return _compare_published(a, b)
    dated, undated = (a, b) if a.day_start is not None else (b, a)
    if a.document == b.document:
        return "time:undated, same document"
    if undated.published is None:
        return _compare_weekday(undated, dated)
    assert dated.day_start is not None and dated.day_end is not None
    since = undated.published - dated.day_start
    if dated.day_end - undated.published > 1:
        return "time:before it happened"
    if 0 <= since <= 1:
        return "time:undated, news of the day"
    if since <= 2:
        return "time:undated, fresh"
    return "time:undated, recent" if since <= 7 else "time:undated, old"


def _compare_weekday(undated: Profile, dated: Profile) -> str:
    """Of a document without a date, all that is known is the weekday it names."""
    if undated.weekday is None or dated.day_start is None or dated.day_end is None:
        return "time:open"
    return "time:weekday" if falls_on(undated.weekday, dated.day_start, dated.day_end) else "time:other weekday"


def _compare_days(a: Profile, b: Profile) -> str:
    assert a.day_start is not None and a.day_end is not None and b.day_start is not None and b.day_end is not None
    gap = max(a.day_start, b.day_start) - min(a.day_end, b.day_end)
    if gap > 0 and a.document == b.document:
        return "time:another day, carried over" if a.carried or b.carried else "time:another day"
    if gap <= 0:
        widest = max(a.day_end - a.day_start, b.day_end - b.day_start)
        if widest == 0:
            return "time:same day, carried over" if a.carried or b.carried else "time:same day"
        return "time:overlap" if widest <= 3 else "time:wide overlap"
    if gap == 1:
        return "time:next day"
    if gap == 2:
        return "time:two days"
    if gap <= 6 and (a.carried or b.carried):
        return "time:days apart, carried over"
    return "time:days apart" if gap <= 6 else "time:far apart"


def _compare_published(a: Profile, b: Profile) -> str:
    if a.document == b.document:
        return "time:undated, both"
    if a.published is None or b.published is None:
        if a.weekday is None or b.weekday is None:
            return "time:open"
        return "time:weekday" if a.weekday == b.weekday else "time:other weekday"
    gap = abs(a.published - b.published)
    if gap <= 1:
        return "time:published together"
    if gap <= 4:
        return "time:open"
    return "time:published apart" if gap <= 20 else "time:published far apart"


def compare_act(a: Profile, b: Profile) -> str:
    """The same weapon or way, ways that reports confuse, or ways that exclude each other."""
    if a.act_type != b.act_type:
        return "act:other kind"
    if a.mode is None or b.mode is None:
        return "act:open"
    if a.mode == b.mode:
        return "act:same, telling" if a.mode in _TELLING else "act:same"
    if frozenset((a.mode, b.mode)) == _BLASTS:
        return "act:blast"
    return "act:often confused" if frozenset((a.mode, b.mode)) in _CONFUSED else "act:unlike"


def compare_perpetrator(a: Profile, b: Profile) -> str:
    """One party, two, or not said by both; who is accused may differ for one happening."""
    if a.party is None or b.party is None:
        return "party:open"
    if a.party == b.party:
        return "party:same"
    if a.contested or b.contested:
        return "party:disputed"
    if a.mode == b.mode and a.mode in _UNSEEN_DOERS:
        return "party:other, unseen"
    return "party:other" if a.document != b.document else "party:another"


def compare_figures(a: Profile, b: Profile) -> str:
    """People of the same effect: the same number, numbers that can both be true, or numbers far apart."""
    shared = [(f, g) for f in _numbered(a) for g in _numbered(b) if f[0] == g[0]]
    if not shared:
        return _nothing_shared(a, b)
    killed = [pair for pair in shared if pair[0][0] == "killed"]
    rising = _rising(a, b)
    outcomes = [_compare_figure(f, g, rising) for f, g in shared]
    same = {f[0] for (f, _), o in zip(shared, outcomes, strict=True) if o in ("figures:same", "figures:same large")}
    if len(same) >= 2:
        return "figures:same, twice"
    return _compare_tolls(killed or shared, rising, within=a.document == b.document)


def _nothing_shared(a: Profile, b: Profile) -> str:
    """Reports that count other harm, or nobody: "the attack" alone tells little of which attack is meant."""
    if a.document == b.document:
        return "figures:open"
    return ("figures:none", "figures:one", "figures:open")[sum(bool(_numbered(profile)) for profile in (a, b))]


def _numbered(profile: Profile) -> list[Figure]:
    return [figure for figure in profile.figures if _middle(figure) is not None]


def _compare_tolls(pairs: Sequence[tuple[Figure, Figure]], rising: int, *, within: bool) -> str:
    """A document that gives several figures agrees if one of its large ones does; of the minor ones, which are parts
    or other happenings, only the very same number tells anything."""
    most = [max((_middle(pair[side]) or 0 for pair in pairs), default=0) for side in (0, 1)]
    large = [pair for pair in pairs if within or all(_PART * (_middle(pair[k]) or 0) > most[k] for k in (0, 1))]
    found = min((_compare_figure(f, g, rising) for f, g in large or pairs), key=_FIGURES_BEST_FIRST.index)
    less = _FIGURES_BEST_FIRST.index(found) > _FIGURES_BEST_FIRST.index(_IN_PART)
    return _IN_PART if less and any(_compare_figure(f, g, rising) in _SAME for f, g in pairs) else found


_PART = 2  # a figure that a report exceeds so many times over is one of its minor ones
_IN_PART = "figures:same, of a part"
_SAME = frozenset({"figures:same large", "figures:same"})

_FIGURES_BEST_FIRST = (
    "figures:same large",
    "figures:same",
    "figures:same small",
    "figures:close",
    "figures:compatible",
    "figures:same, of a part",
    "figures:open",
    "figures:risen",
    "figures:apart",
    "figures:far",
    "figures:very far",
)


def _rising(a: Profile, b: Profile) -> int:
    """1 where the second was published up to four days after the first, -1 the other way round, else 0."""
    if a.published is None or b.published is None or a.document == b.document:
        return 0
    later = b.published - a.published
    return 0 if later == 0 or abs(later) > 4 else (1 if later > 0 else -1)


def _compare_figure(f: Figure, g: Figure, rising: int) -> str:
    a, b = _middle(f), _middle(g)
    if a is None or b is None:
        return "figures:open"
    if a == b:
        if a >= 20:
            return "figures:same large"
        return "figures:same" if a >= 5 else "figures:same small"
    small, large = (f, g) if a < b else (g, f)
    # "at least 15" can be true beside 19; "up to 20" beside 17.
    if large[1] is None or (small[3] is None and max(a, b) <= 2 * min(a, b)):
        return "figures:compatible"
    ratio = max(a, b) / max(1, min(a, b))
    if ratio <= 1.34:
        return "figures:close"
    if ratio <= 4 and rising == (1 if b > a else -1):
        return "figures:risen"
    if ratio <= 2:
        return "figures:apart"
    return "figures:far" if ratio <= 4 else "figures:very far"


def _middle(f: Figure) -> int | None:
    _, low, best, high = f
    if best is not None:
        return best
    if low is not None and high is not None:
        return (low + high) // 2
    return low if low is not None else high


def same_toll(a: Profile, b: Profile) -> bool:
    """Whether both say how many were killed, and the most that each says is nearly the same."""
    mine, other = ([n for f in p.figures if f[0] == "killed" and (n := _middle(f)) is not None] for p in (a, b))
    if not mine or not other:
        return False
    few, many = sorted((max(mine), max(other)))
    return 3 * many <= 4 * few


def compare_status(a: Profile, b: Profile) -> str:
    """Whether the people counted are said to be of one kind."""
    if a.status is None or b.status is None:
        return "status:open"
    return "status:same" if a.status == b.status else "status:other"


def compare_head(a: Profile, b: Profile) -> str:
    """What stands at the head of two reports is what they are mainly about."""
    if a.document == b.document:
        return "head:open"
    if a.lead and b.lead:
        return "head:both"
    return "head:one" if a.lead or b.lead else "head:neither"


def compare_company(a: Profile, b: Profile) -> str:
    """Claims of one document: told in one breath, or two figures given side by side."""
    if a.document != b.document:
        return "document:other"
    if side_by_side(a, b):
        return "document:side by side"
    return "document:same sentence" if a.start == b.start else "document:same"


def side_by_side(a: Profile, b: Profile) -> bool:
    """One speaker gives two figures of one effect in one document for what differs in place, day or doer."""
    if a.document != b.document or a.speaker != b.speaker or a.superseded or b.superseded:
        return False
    if not _unequal_figures(a, b):
        return False
    places = bool(a.path and b.path) and a.path[0] not in b.path and b.path[0] not in a.path
    days = (
        a.day_start is not None
        and b.day_start is not None
        and (a.day_start > (b.day_end or 0) or b.day_start > (a.day_end or 0))
    )
    doers = a.party is not None and b.party is not None and a.party != b.party
    return places or days or doers


def _unequal_figures(a: Profile, b: Profile) -> bool:
    return any(
        f[0] == g[0] and f[2] is not None and g[2] is not None and f[2] != g[2] for f in a.figures for g in b.figures
    )


COMPARATORS: tuple[Comparator, ...] = (
    compare_place,
    compare_time,
    compare_act,
    compare_perpetrator,
    compare_figures,
    compare_status,
    compare_head,
    compare_company,
)
