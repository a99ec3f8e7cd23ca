"""Parts of people told of elsewhere. In comes a sentence being read, out come parts.

"Among the dead were two children", "five of the dead were women", "the victims included a nurse": the whole is
counted elsewhere, these are parts of it.
"""

from __future__ import annotations

from dataclasses import replace

from whence.claims.chains import are_joined, find_chains, object_chain
from whence.claims.reading import NO_TRIGGER, Reader, Told
from whence.claims.told import count_of, inherit
from whence.claims.triggers import BE
from whence.records import Effect

DEAD = frozenset(
    {
        "dead",
        "killed",
        "victims",
        "wounded",
        "injured",
        "casualties",
        "deaths",
        "fatalities",
        "slain",
        "martyrs",
        "missing",
    }
)


def of_the_dead(reader: Reader) -> list[Told]:
    """ "five of the dead were children": a part of people told of elsewhere, with the noun that says what they were."""
    low = reader.words.low
    told = []
    for k, group in enumerate(reader.groups[:-1]):
        after = reader.groups[k + 1]
        if after.first < group.last:
            continue
        gap = low[group.last : after.first]
        be = next((i for i in range(group.last, after.first) if low[i] in BE), after.first)
        said = low[group.first : be]
        if not group.numbered or len(gap) > 5 or not any(w in DEAD for w in said) or not any(w in BE for w in gap):
            continue
        if low[group.last - 1] not in ("the", "those") and not (group.part or "of" in said):
            continue
        effect: Effect = "injured" if any(w in ("wounded", "injured") for w in said) else "killed"
        whole = replace(count_of(reader, group, effect), status=after.status, age=after.age, sex=after.sex)
        words = reader.words.cut(group.first, after.last)
        reader.taken[k] = reader.taken[k + 1] = NO_TRIGGER
        start, end = reader.words.start[group.first], reader.words.end[after.last - 1]
        told.append(
            Told(
                effect,
                (replace(whole, words=words),),
                start,
                end,
                "of the dead",
                group.first,
                "ASSAULT",
                None,
                (after.head,),
                parts_only=True,
            )
        )
    return told


def with_among(reader: Reader, told: list[Told]) -> list[Told]:
    """ "Among the dead were two children", "30 children were among 39 people killed", "the dead included a nurse"."""
    low = reader.words.low
    for i, word in enumerate(low):
        if word not in ("among", "amongst", "included", "include", "includes"):
            continue
        made = _among(reader, told, i) if word in ("among", "amongst") else _included(reader, i)
        if isinstance(made, list):
            told = made
        elif made is not None:
            told = [*told, made]
    return told


def _included(reader: Reader, i: int) -> Told | None:
    """ "the wounded include a child": the last of the dead or hurt named before the verb says which."""
    low = reader.words.low
    whole = next(
        (k for k in range(i - 1, max(0, i - 9), -1) if low[k] in DEAD and low[k - 1] in ("the", "those")), None
    )
    after = next((k for k, g in enumerate(reader.groups) if g.first == i + 1), None)
    if whole is None or after is None:
        return None
    return _parts_told(
        reader, object_chain(reader, after), "injured" if low[whole] in ("wounded", "injured") else "killed"
    )


def _among(reader: Reader, told: list[Told], i: int) -> list[Told] | Told | None:
    low = reader.words.low
    dead = next((k for k in range(i + 1, min(i + 5, len(low))) if low[k] in DEAD), None)
    before = [
        k
        for k, g in enumerate(reader.groups)
        if g.last <= i and i - g.last <= 3 and any(w in BE for w in low[g.last : i])
    ]
    whole = next((k for k, g in enumerate(reader.groups) if g.first == i + 1), None)
    if before and whole is not None:
        parts = find_chains(
            reader, [k for k in range(before[-1] + 1) if reader.groups[k].first >= _chain_start(reader, before[-1])]
        )[-1]
        for n, t in enumerate(told):
            if (
                t.counts
                and reader.words.start[reader.groups[whole].first]
                <= t.start
                <= reader.words.end[reader.groups[whole].last - 1]
            ):
                top = t.counts[0]
                made = tuple(inherit(count_of(reader, reader.groups[k], t.effect), top) for k in parts)
                return [
                    *told[:n],
                    replace(t, counts=(replace(top, includes=top.includes + made), *t.counts[1:])),
                    *told[n + 1 :],
                ]
    if dead is None:
        return None
    effect: Effect = "injured" if low[dead] in ("wounded", "injured") else "killed"
    if before:
        chain = find_chains(reader, list(range(before[-1] + 1)))[-1]
    else:
        after = next(
            (
                k
                for k, g in enumerate(reader.groups)
                if 0 <= g.first - dead - 1 <= 5 and any(w in BE for w in low[dead + 1 : g.first])
            ),
            None,
        )
        if after is None:
            return None
        chain = object_chain(reader, after)
    if any(k in reader.taken for k in chain):
        return None
    return _parts_told(reader, chain, effect)


def _chain_start(reader: Reader, k: int) -> int:
    while k > 0 and are_joined(reader, k - 1, k):
        k -= 1
    return reader.groups[k].first


def _parts_told(reader: Reader, chain: list[int], effect: Effect = "killed") -> Told | None:
    groups = [reader.groups[k] for k in chain]
    counts = tuple(count_of(reader, g, effect) for g in groups if not g.definite or g.numbered or g.age)
    if not counts:
        return None
    for k in chain:
        reader.taken.setdefault(k, NO_TRIGGER if not reader.triggers else reader.triggers[0])
    start, end = reader.words.start[groups[0].first], reader.words.end[groups[-1].last - 1]
    return Told(
        effect,
        counts,
        start,
        end,
        "among the dead",
        groups[0].first,
        "ASSAULT",
        None,
        tuple(g.head for g in groups),
        parts_only=True,
    )
