"""One document's claims on one happening, as one. In come their profiles, out comes a profile of them together.

A document is compared with others by what it says on the whole: the place most of its sentences name, the day it
states, all figures it gives; not sentence by sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from whence.incidents.forest import vagueness
from whence.incidents.profile import Figure, Profile, sign

_COUNTING = 3  # how much more a sentence that counts people says of how it was done than "the bombing" further on
_COUNTING_PLACE = 2  # how much more it says of where
_FIGURES = 6  # figures per effect that a story is compared by, the largest ones


@dataclass(frozen=True, slots=True)
class Story:
    """What one document tells of one happening. `claims` are sorted; `profile.claim` is the most specific of them."""

    profile: Profile
    claims: tuple[str, ...]


def tell_story(profiles: Sequence[Profile]) -> Story:
    """The story of one document's claims on one happening (at least one); the same in any order."""
    ordered = sorted(profiles, key=vagueness)
    claims = tuple(sorted(profile.claim for profile in ordered))
    first = ordered[0]
    if len(ordered) == 1:
        return Story(first, claims)
    place = _most_named(_most_closely_placed(ordered))
    place = place or _most_named([p for p in ordered if p.place]) or first
    day = _most_stated([p for p in ordered if p.day_start is not None]) or first
    parties = [p for p in ordered if p.party is not None]
    sure = [p for p in parties if not p.contested]
    statuses = {p.status for p in ordered if p.status}
    story = replace(
        first,
        path=place.path,
        place=place.place,
        words=place.words,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        where_prec=place.where_prec,
        seat=place.seat,
        day_start=day.day_start,
        day_end=day.day_end,
        carried=day.carried,
        weekday=_commonest_weekday(ordered) if day.day_start is None else None,
        act_type=_commonest(p.act_type for p in ordered) or first.act_type,
        mode=_commonest(p.mode for p in ordered for _ in range(_COUNTING if p.figures else 1)),
        party=_commonest(p.party for p in (sure or parties)),
        contested=not sure and bool(parties),
        figures=_figures(ordered),
        status=statuses.pop() if len(statuses) == 1 else None,
        superseded=False,
        lead=any(p.lead for p in ordered),
    )
    return Story(replace(story, signature=sign(story)), claims)


def _most_closely_placed(profiles: Sequence[Profile]) -> list[Profile]:
    """Those that name a place no larger than a district, else a governorate or area, else any that name one."""
    placed = [p for p in profiles if p.path]
    for largest in (3, 5):
        closely = [p for p in placed if (p.where_prec or 9) <= largest]
        if closely:
            return closely
    return placed


def _most_named(profiles: Sequence[Profile]) -> Profile | None:
    """The place most claims name, or a place inside it that at least a third as many name."""
    if not profiles:
        return None
    names: Counter[tuple[str, ...]] = Counter()
    for p in profiles:  # people are counted where they were harmed; an aside may name where the shells came from
        names[p.path or (p.place or "",)] += _COUNTING_PLACE if p.figures else 1
    inside: Counter[tuple[str, ...]] = Counter()
    for path, number in names.items():
        for other in names:
            if other[0] in path:
                inside[other] += number
    most = min(names, key=lambda path: (-inside[path], -len(path), path))
    parts = [path for path in names if most[0] in path and path != most and 3 * names[path] >= inside[most]]
    best = min(parts, key=lambda path: (-names[path], -len(path), path)) if parts else most
    return next(p for p in profiles if (p.path or (p.place or "",)) == best)


def _most_stated(profiles: Sequence[Profile]) -> Profile | None:
    """The day most claims give, those that state it first; of as many, the shortest and then the earliest."""
    stated = [p for p in profiles if not p.carried] or list(profiles)
    if not stated:
        return None
    spans = Counter((p.day_start or 0, p.day_end or 0) for p in stated)
    best = min(spans, key=lambda span: (span[1] - span[0] > 2, -spans[span], span[1] - span[0], span))
    return next(p for p in stated if (p.day_start or 0, p.day_end or 0) == best)


def _commonest_weekday(profiles: Sequence[Profile]) -> int | None:
    counted = Counter(p.weekday for p in profiles if p.weekday is not None)
    return min(counted, key=lambda day: (-counted[day], day)) if counted else None


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _figures(profiles: Sequence[Profile]) -> tuple[Figure, ...]:
    by_effect: dict[str, set[Figure]] = {}
    for profile in profiles:
        for figure in profile.figures:
            by_effect.setdefault(figure[0], set()).add(figure)
    kept: list[Figure] = []
    for effect in sorted(by_effect):
        largest = sorted(by_effect[effect], key=lambda f: (-(f[2] or f[1] or f[3] or 0), str(f)))
        kept.extend(largest[:_FIGURES])
    return tuple(kept)
