"""Which claims are worth comparing. In come profiles, out come pairs of them that share a block, never all pairs.

A block is a stretch of days at a place (or at any place that holds it), a square on the map, or a document.
A claim that gives neither day nor place gets its document's block and that of its figure only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.incidents.names import telling_sounds
from whence.incidents.profile import Profile, profile_claim
from whence.records import Claim, DocumentFacts

BUCKET_DAYS = 4
LONGEST_DAYS = 16  # an interval wider than this is looked for in its documents and by its figure only
WEAK_DAYS = 3  # an undated claim is looked for among those of the days before its document was published
CELL_DEGREES = 0.4  # squares overlap by half, so points within some 20 km always share one
WINDOW = 24  # neighbours compared in a block too full for all its pairs
FULL_BLOCK = 40  # profiles; a block with more is compared in windows, by likeness of figures

Key = tuple[object, ...]


def block_keys(claim: Claim, facts: Mapping[str, DocumentFacts]) -> tuple[str, ...]:
    """The keys under which the ledger indexes a claim: two claims that share none are never compared.

    To relink after new claims came in, take the new claims, all claims that share a key with one of them, and all
    members of the incidents those belong to; `link_claims` over that closure, with these incidents as `known`,
    gives what linking everything would give there, up to chains that run through a third neighbourhood.
    """
    profile = profile_claim(claim, facts)
    return tuple(sorted({"|".join(str(part) for part in key) for key in find_keys(profile)}))


def find_candidates(claims: Sequence[Claim], facts: Mapping[str, DocumentFacts]) -> list[tuple[str, str]]:
    """Pairs of claim ids worth comparing, each once, the smaller id first, sorted."""
    profiles = sorted((profile_claim(claim, facts) for claim in claims), key=lambda p: p.claim)
    return sorted({_ordered(profiles[i].claim, profiles[j].claim) for i, j in pair_profiles(profiles)})


def find_keys(profile: Profile) -> list[Key]:
    """The blocks of one profile."""
    keys: list[Key] = [("doc", profile.document)]
    buckets = _buckets(profile)
    for bucket in buckets:
        for place in profile.path:
            keys.append(("at", bucket, place))
        if len(profile.path) > 2 and profile.place:
            keys.extend(("sound", bucket, profile.path[-2], word) for word in telling_sounds(profile.place))
        if not profile.path and profile.place:
            keys.append(("name", bucket, profile.place))
        if profile.lat is not None and profile.lon is not None and (profile.where_prec or 9) <= 5:
            keys.extend(("cell", bucket, *cell) for cell in _cells(profile.lat, profile.lon))
    if profile.day_start is not None or profile.published is None:
        places = profile.path[:-1] or profile.path
        keys.extend(("open", place, *figure) for place in places for figure in _telling_figures(profile))
    if profile.figures and profile.day_start is not None:
        keys.extend(("any", bucket, profile.figures[0][0]) for bucket in buckets)
    days: list[int | None] = [*buckets] or [None]
    keys.extend(("figure", day, *figure) for day in days for figure in _telling_figures(profile))
    return keys


def pair_profiles(profiles: Sequence[Profile], touching: frozenset[int] | None = None) -> set[tuple[int, int]]:
    """Index pairs (i < j) worth comparing. Near-linear: a full block is compared in windows.

    `touching`: only pairs out of blocks that hold one of these; null: out of all.
    """
    blocks: dict[Key, list[int]] = {}
    for index, profile in enumerate(profiles):
        for key in find_keys(profile):
            blocks.setdefault(key, []).append(index)
    pairs: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) < 2 or (touching is not None and touching.isdisjoint(members)):
            continue
        if key[0] == "at":
            _pair_at(profiles, str(key[2]), members, pairs)
        elif key[0] == "any":
            _pair_unplaced(profiles, members, pairs)
        else:
            _pair_all(profiles, members, pairs)
    return pairs


def _pair_at(profiles: Sequence[Profile], place: str, members: list[int], pairs: set[tuple[int, int]]) -> None:
    """At a place: those that name it with one another, and with those that name a place inside it."""
    own = [i for i in members if profiles[i].path[0] == place or (profiles[i].seat and profiles[i].path[1] == place)]
    if not own:
        return
    _pair_all(profiles, own, pairs)
    inside = sorted(set(members).difference(own))
    if len(own) * len(inside) <= FULL_BLOCK * FULL_BLOCK:
        pairs.update((i, j) if i < j else (j, i) for i in own for j in inside)
    else:
        _pair_all(profiles, own + inside, pairs)


def _pair_unplaced(profiles: Sequence[Profile], members: list[int], pairs: set[tuple[int, int]]) -> None:
    """In some days: those that do not say where with all others, or with those most like them where these are many."""
    own = [i for i in members if not profiles[i].path and not profiles[i].place]
    if not own:
        return
    others = members
    for i in own:
        if len(own) * len(members) > FULL_BLOCK * FULL_BLOCK:
            others = sorted(members, key=lambda j: _unlikeness(profiles[i], profiles[j]))[:WINDOW]
        pairs.update((i, j) if i < j else (j, i) for j in others if i != j)


def _unlikeness(a: Profile, b: Profile) -> tuple[object, ...]:
    return (abs((a.day_start or 0) - (b.day_start or 0)), abs(_number(a) - _number(b)), b.claim)


def _pair_all(profiles: Sequence[Profile], members: list[int], pairs: set[tuple[int, int]]) -> None:
    if len(members) <= FULL_BLOCK:
        pairs.update((a, b) if a < b else (b, a) for k, a in enumerate(members) for b in members[k + 1 :])
        return
    ranked = sorted(members, key=lambda i: _likeness(profiles[i]))
    for k, a in enumerate(ranked):
        pairs.update((a, b) if a < b else (b, a) for b in ranked[k + 1 : k + 1 + WINDOW])


def _likeness(profile: Profile) -> tuple[object, ...]:
    """An order in which claims on one happening stand close together."""
    return (
        profile.day_start or 0,
        profile.path[:1],
        profile.party or "",
        profile.mode or "",
        _number(profile),
        profile.claim,
    )


def _number(profile: Profile) -> int:
    killed = next((f for f in profile.figures if f[0] == "killed"), None) or next(iter(profile.figures), None)
    return (killed[2] or killed[1] or killed[3] or 0) if killed else 0


def _buckets(profile: Profile) -> list[int]:
    if profile.day_start is not None and profile.day_end is not None:
        first, last = profile.day_start - 1, profile.day_end + 1
        if last - first > LONGEST_DAYS:
            return []
    elif profile.published is not None:
        first, last = profile.published - WEAK_DAYS, profile.published
    else:
        return []
    return list(range(first // BUCKET_DAYS, last // BUCKET_DAYS + 1))


def _cells(lat: float, lon: float) -> list[tuple[int, int, int, int]]:
    half = CELL_DEGREES / 2
    return [
        (a, b, int((lat + a * half) // CELL_DEGREES), int((lon + b * half) // CELL_DEGREES))
        for a in (0, 1)
        for b in (0, 1)
    ]


def _telling_figures(profile: Profile) -> list[Key]:
    """Figures unusual enough to bring claims together that do not both say where."""
    return [(effect, best) for effect, _, best, _ in profile.figures if best is not None and best >= 5]


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
