"""Parts of people told of elsewhere. In comes a sentence being read, out come parts.

"Among the dead were two children", "five of the dead were women", "the victims included a nurse": the whole is
counted elsewhere, these are parts of it.
"""

from __future__ import annotations

from dataclasses import replace

from whence.claims.figures.chains import find_chains, is_part, object_chain
from whence.claims.figures.reading import NO_TRIGGER, Reader, Told
from whence.claims.figures.told import count_of, inherit
from whence.claims.figures.triggers import BE
from whence.records import Count, Effect

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
        "deceased",
        "martyrs",
        "missing",
    }
)
_ARE = frozenset({"were", "are", "comprised", "comprise"})
_UNSURE = frozenset({"whether", "if"})
_NEAR_HEAD = 4  # words before the verb where the dead are the sentence's subject


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
        if word in _ARE and _dead_are(reader, i):
            made: list[Told] | Told | None = _included(reader, i)
        elif word in ("among", "amongst"):
            made = _among(reader, told, i)
        elif word in ("rest", "remainder") and low[i + 1 : i + 2] == ["of"]:
            made = _rest(reader, i)
        elif word in ("included", "include", "includes"):
            made = _included(reader, i)
        else:
            continue
        if isinstance(made, list):
            told = made
        elif made is not None:
            told = [*told, made]
    return told


def _dead_are(reader: Reader, i: int) -> bool:
    """ "The dead were 16 civilians and seven fighters": a number right after says of which people they were."""
    low = reader.words.low
    named = i >= 2 and low[i - 1] in DEAD and low[i - 1] != "missing" and low[i - 2] in ("the", "those")
    named = named and not any(word in ("among", "amongst") for word in low[:i])
    return named and i <= _NEAR_HEAD and any(g.first == i + 1 and g.numbered for g in reader.groups)


def _included(reader: Reader, i: int) -> Told | None:
    """ "the wounded include a child": the last of the dead or hurt named before the verb says which."""
    low = reader.words.low
    whole = next(
        (k for k in range(i - 1, max(0, i - 19), -1) if low[k] in DEAD and low[k - 1] in ("the", "those")), None
    )
    after = next((k for k, g in enumerate(reader.groups) if g.first == i + 1), None)
    if whole is None or after is None:
        return None
    chain = [*_mostly_were(reader, whole, i), *object_chain(reader, after)]
    return _parts_told(reader, chain, "injured" if low[whole] in ("wounded", "injured") else "killed")


def _mostly_were(reader: Reader, whole: int, i: int) -> list[int]:
    """ "Those killed were mostly residents but included fighters": the residents."""
    low = reader.words.low
    return [
        k
        for k, g in enumerate(reader.groups)
        if whole < g.first - 1 and g.last <= i and k not in reader.taken
        and low[g.first - 1] in ("mostly", "mainly", "largely", "chiefly") and low[g.first - 2] in BE
    ][:1]  # fmt: skip


def _among(reader: Reader, told: list[Told], i: int) -> list[Told] | Told | None:
    low = reader.words.low
    dead = next((k for k in range(i + 1, min(i + 5, len(low))) if low[k] in DEAD), None)
    before = [
        k
        for k, g in enumerate(reader.groups)
        if g.last <= i and i - g.last <= 3 and (any(w in BE for w in low[g.last : i]) or _there_are(low, g.first))
    ]
    whole = next((k for k, g in enumerate(reader.groups) if g.first == i + 1), None)
    if not _UNSURE.isdisjoint(low[:i]):
        return None  # "did not say whether there were civilians among the dead"
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
                made = _nested(reader, parts, t.effect, top)
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


def _rest(reader: Reader, i: int) -> Told | None:
    """ "The rest of the dead were fighters", "four militiamen made up the rest of the dead": parts of a toll."""
    low = reader.words.low
    dead = next(
        (k for k in range(i + 2, min(i + 5, len(low))) if low[k] in DEAD and low[k - 1] in ("the", "those")), None
    )
    if dead is None:
        return None
    effect: Effect = "injured" if low[dead] in ("wounded", "injured") else "killed"
    made_up = next((k for k in range(max(0, i - 4), i - 1) if low[k : k + 2] == ["made", "up"]), None)
    if made_up is not None:
        before = [k for k, g in enumerate(reader.groups) if g.last == made_up]
        chain = find_chains(reader, list(range(before[0] + 1)))[-1] if before else []
    else:
        after = next(
            (k for k, g in enumerate(reader.groups) if g.first > dead and g.first - dead <= 12
             and low[g.first - 1] in BE), None,
        )  # fmt: skip
        chain = object_chain(reader, after) if after is not None else []
    if not chain or any(k in reader.taken for k in chain):
        return None
    return _parts_told(reader, chain, effect)


def _there_are(low: list[str], i: int) -> bool:
    """ "There are children among the dead": the verb stands before them."""
    return low[max(0, i - 2) : i] in (["there", "are"], ["there", "were"], ["there", "is"], ["there", "was"])


def _nested(reader: Reader, chain: list[int], effect: Effect, top: Count) -> tuple[Count, ...]:
    """The groups of a chain as parts of `top`, and parts of parts inside them."""
    made: list[Count] = []
    for k in chain:
        count = inherit(count_of(reader, reader.groups[k], effect), top)
        if made and is_part(reader, chain, k):
            made[-1] = replace(made[-1], includes=(*made[-1].includes, inherit(count, made[-1])))
        else:
            made.append(count)
    return tuple(made)


def _chain_start(reader: Reader, k: int) -> int:
    while k > 0 and len(find_chains(reader, [k - 1, k])) == 1:
        k -= 1
    return reader.groups[k].first


def _parts_told(reader: Reader, chain: list[int], effect: Effect = "killed") -> Told | None:
    groups = [reader.groups[k] for k in chain]
    counts: list[Count] = []
    for k, group in zip(chain, groups, strict=True):
        if group.definite and not group.numbered and not group.age:
            continue
        if not group.known and group.head == "" and reader.words.low[group.first - 1] == ",":
            continue  # "among the injured are X, 53;": an age
        count = count_of(reader, group, effect)
        if counts and is_part(reader, chain, k):  # "16 civilians, including nine children": parts of a part
            top = counts[-1]
            counts[-1] = replace(top, includes=(*top.includes, inherit(count, top)))
        else:
            counts.append(count)
    if not counts:
        return None
    for k in chain:
        reader.taken.setdefault(k, NO_TRIGGER if not reader.triggers else reader.triggers[0])
    start, end = reader.words.start[groups[0].first], reader.words.end[groups[-1].last - 1]
    return Told(
        effect,
        tuple(counts),
        start,
        end,
        "among the dead",
        groups[0].first,
        "ASSAULT",
        None,
        tuple(g.head for g in groups),
        parts_only=True,
    )
