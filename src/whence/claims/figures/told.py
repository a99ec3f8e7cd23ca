"""Counts made from groups of people. In come groups that one trigger takes, out come Counts with their parts.

This is where the contract's rules on parts, families and status are kept; the modules beside it decide which groups
a trigger takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.claims.figures.chains import BREAKS, DASHES, is_active, is_apposition, is_part, object_chain
from whence.claims.figures.reading import Reader, Told
from whence.claims.figures.triggers import Trigger
from whence.claims.figures.victims import Group
from whence.records import Count, Effect, Unit

OF_ONE_NAMED = frozenset({"killed", "injured", "missing", "abducted", "detained"})  # a town's name is besieged, too


def make(reader: Reader, trigger: Trigger, chain: Sequence[int], *, toll: bool = False) -> Told | None:
    """Counts of a chain of groups under one trigger; None where they cannot be its people."""
    groups = [_with_lives(reader, k) if trigger.word.needs == "lives" else reader.groups[k] for k in chain]
    word = trigger.word
    if any(g.none for g in groups):
        return make_told(reader, trigger, (), groups[0].first, trigger.last, none=True)
    if trigger.negated:
        return make_told(reader, trigger, (), groups[0].first, trigger.last, none=not trigger.unreal)
    if trigger.unreal and not _may_have_been(reader, trigger, groups[0]):
        return None
    if word.part == "act" and groups[0].plural_only and " " not in trigger.words and _is_present(trigger.words.lower()):
        return None  # "they murder peasants" tells of no event
    if word.part == "ing" and groups[0].plural_only and reader.words.low[trigger.first - 1] in ("are", "is", "keep"):
        return None  # "the bombs that are killing villagers": what goes on, no event
    if groups[0].head == "lives" and word.needs != "lives" and word.effect != "killed":
        return None
    tops: list[Count] = []
    used: list[Group] = []
    back: list[bool] = []
    for at, (k, group) in enumerate(zip(chain, groups, strict=True)):
        if at and used and is_apposition(reader, chain[at - 1], k):
            continue
        if not _may_be_people(group, word.needs, word.effect):
            if not tops:
                return None
            break
        count = count_of(reader, group, word.effect, "bodies" if group.kind == "body" else "people")
        if tops and not group.known and group.head == "" and group.numbered and used[-1].known:
            count = replace(count, status=tops[-1].status, age=tops[-1].age, sex=tops[-1].sex)  # "14 women and 22 in X"
        if tops and (is_part(reader, list(chain), k) or group.part):
            tops[-1] = replace(tops[-1], includes=(*tops[-1].includes, inherit(count, tops[-1])))
        else:
            if tops and group.plural_only and not group.numbered and used[-1].numbered and not group.known:
                break
            tops.append(count)
            told_of = (
                group.definite
                and not (group.numbered and group.known and not group.single)
                and not _is_described(reader, group)
            )
            back.append(told_of or (group.plural_only and any(back)))
        used.append(group)
    if not tops:
        return None
    tops = _family(reader, used, _apposition(reader, used, tops))
    back = back[: len(tops)]
    first, last = min(used[0].first, trigger.first), max(used[-1].last, trigger.last)
    return make_told(
        reader, trigger, tuple(tops), first, last,
        heads=tuple(g.head for g in used),
        back=tuple(back),
        others=any(g.others for g in used),
        also="also" in reader.words.low[max(0, trigger.auxiliary - 1) : trigger.last],
        toll=toll,
    )  # fmt: skip


def _with_lives(reader: Reader, k: int) -> Group:
    """ "Hundreds of civilian lives": the lives are theirs."""
    group = reader.groups[k]
    if reader.words.low[group.last : group.last + 1] == ["lives"]:
        return replace(group, last=group.last + 1, head="lives")
    return group


def _may_have_been(reader: Reader, trigger: Trigger, group: Group) -> bool:
    """ "Up to 30 people may have been killed": a guess, with a number, at what happened; no fear of what will."""
    verbs = reader.words.low[trigger.auxiliary : trigger.first]
    told = "have" in verbs and trigger.passive and not {"may", "might"}.isdisjoint(verbs)
    return told and group.counted and not trigger.negated


def _is_described(reader: Reader, group: Group) -> bool:
    """ "Its director Karim Saleh", "the head of the clinic": said who it is, so that nobody need have been told of."""
    of = reader.words.low[group.last : group.last + 1] == ["of"]
    return group.named or (group.single and group.kind in ("role", "rank", "title") and of)


def _is_present(word: str) -> bool:
    return not word.endswith(("ed", "ew", "nt", "de"))


def _may_be_people(group: Group, needs: str, effect: Effect) -> bool:
    if needs == "lives":
        return group.head == "lives"
    if group.kind == "body" and effect not in ("killed", "missing"):
        return False  # "detained by one of the government's bodies"
    if needs == "leaving":
        return True
    if needs == "numbered":
        return group.known and group.counted and not group.single
    if needs == "counted":
        return group.counted
    if needs == "known":
        return group.known
    if needs == "troops":
        return group.status == "combatant" and group.numbered and not group.single
    if needs == "people":
        return group.known or (group.head == "" and (group.numbered or group.hedge == "vague") and not group.single)
    return group.known or group.numbered or group.hedge == "vague"


def count_of(reader: Reader, group: Group, effect: Effect, unit: Unit = "people") -> Count:
    first = group.first
    low = reader.words.low
    if first > 0 and (low[first - 1] == "another" or low[first].startswith("'")):
        first -= 1  # the owner in "the mayor's son" belongs to who it is
    if group.percent:
        unit = "percent"
    if group.head in ("families", "family") and group.numbered and not group.single and not group.kin:
        unit = "families"
    return Count(
        effect, reader.words.cut(first, group.last), group.low, group.best, group.high, group.hedge, unit,
        group.status, group.age, group.sex,
    )  # fmt: skip


def inherit(part: Count, whole: Count) -> Count:
    """Parts of civilians are civilians; nothing else carries over."""
    if part.status is None and whole.status == "civilian":
        return replace(part, status="civilian")
    return part


def _size_fits(part: Count, whole: Count) -> bool:
    size = part.best if part.best is not None else part.low
    limit = whole.high if whole.high is not None else whole.best if whole.best is not None else whole.low
    return size is None or limit is None or size <= limit


def _apposition(reader: Reader, groups: list[Group], tops: list[Count]) -> list[Count]:
    """ "three civilians, a man, his wife and their daughter" are three, told one by one: the rest are the first's."""
    if len(tops) < 3 or len(groups) != len(tops) or not groups[0].numbered or groups[0].single:
        return tops
    whole, rest = tops[0], tops[1:]
    after = reader.words.low[groups[0].last : groups[0].last + 1]
    if after[:1] != [","] and not DASHES.intersection(after):
        return tops
    if whole.status == "combatant" or not any(g.single for g in groups[1:]):
        return tops
    if whole.best is None or any(t.best is None for t in rest) or sum(t.best or 0 for t in rest) != whole.best:
        return tops
    return [replace(whole, includes=(*whole.includes, *(inherit(part, whole) for part in rest)))]


def _family(reader: Reader, groups: list[Group], tops: list[Count]) -> list[Count]:
    """ "a man, his wife and their three children" is one Count of five that includes its members."""
    if (
        len(tops) < 2
        or len(groups) != len(tops)
        or not any(g.kin for g in groups[1:])
        or not (groups[0].single and groups[0].known)
    ):
        return tops
    if any(t.best is None for t in tops) or groups[0].definite:
        return tops
    total = sum(t.best or 0 for t in tops)
    words = reader.words.cut(groups[0].first, groups[-1].last)
    statuses = {t.status for t in tops}
    return [
        Count(
            tops[0].effect,
            words,
            total,
            total,
            total,
            "exact",
            status=statuses.pop() if len(statuses) == 1 else None,
            includes=tuple(tops),
        )
    ]


def make_told(
    reader: Reader,
    trigger: Trigger,
    counts: tuple[Count, ...],
    first: int,
    last: int,
    *,
    heads: tuple[str, ...] = (),
    none: bool = False,
    back: tuple[bool, ...] = (),
    pronoun: bool = False,
    others: bool = False,
    also: bool = False,
    toll: bool = False,
) -> Told:
    words = reader.words
    first, last = min(first, trigger.first), min(max(last, trigger.last), len(words.low))
    return Told(
        trigger.word.effect, counts, words.start[first], words.end[last - 1], trigger.words.lower(), trigger.first,
        trigger.word.act, trigger.word.mode, heads, none=none, back=back, pronoun=pronoun, others=others, also=also,
        toll=toll,
    )  # fmt: skip


def with_parts_after(reader: Reader, trigger: Trigger, told: Told) -> Told:
    """ "ten people were killed in the raid, including five children": parts that come after the verb."""
    low = reader.words.low
    stop = min((t.first for t in reader.triggers if t.first > trigger.last), default=len(low))
    cue = next(
        (
            i
            for i in range(trigger.last, min(trigger.last + 22, stop, len(low)))
            if low[i] == "including" or (low[i] in ("among", "of") and low[i + 1 : i + 2] in (["them"], ["whom"]))
        ),
        None,
    )
    if (
        cue is None
        or not told.counts
        or told.counts[-1].best == 1
        or any(word in BREAKS for word in low[trigger.last : cue])
    ):
        return told
    start = next((k for k, g in enumerate(reader.groups) if cue < g.first <= cue + 3), None)
    others = [g for g in reader.groups if trigger.last <= g.first < cue and g.numbered and not g.single]
    if start is None or start in reader.taken or others:
        return told
    whole = told.counts[-1]
    parts: list[Count] = []
    for k in object_chain(reader, start):
        group = reader.groups[k]
        part = count_of(reader, group, told.effect)
        placed = group.numbered and group.head == "" and low[group.last : group.last + 1] in (["in"], ["at"], ["from"])
        if not (group.known or placed) or not _size_fits(part, whole) or group.definite:
            break
        parts.append(inherit(part, whole))
        reader.taken.setdefault(k, trigger)
    return replace(told, counts=(*told.counts[:-1], replace(whole, includes=(*whole.includes, *parts))))


def killed_or_injured(reader: Reader, trigger: Trigger, made: Told) -> list[Told]:
    """ "48 were killed or injured" gives one number for both, which is neither's; "scores" may be said of each."""
    low, j = reader.words.low, trigger.last
    partner = next(
        (
            t
            for t in reader.triggers
            if t.first == j + 1 and (t.word.part in ("past", "ing") or t.words.lower() == "injury")
        ),
        None,
    )
    if (
        partner is None
        or low[j] not in ("and", "or", "/", "&")
        or {trigger.word.effect, partner.word.effect} != {"killed", "injured"}
    ):
        return [made]
    if trigger.word.part == "past" and is_active(reader, partner) and not is_active(reader, trigger):
        return [made]
    if any(count.hedge != "vague" for count in made.counts):
        return [_as(made, "affected")]
    return [made, _as(made, partner.word.effect)]


def _as(told: Told, effect: Effect) -> Told:
    counts = tuple(
        replace(c, effect=effect, includes=tuple(replace(part, effect=effect) for part in c.includes))
        for c in told.counts
    )
    return replace(told, effect=effect, counts=counts)
