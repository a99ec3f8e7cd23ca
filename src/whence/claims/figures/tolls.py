"""Tolls and bodies. In comes a sentence being read, out come "a toll of 15" and "15 bodies"."""

from __future__ import annotations

from dataclasses import replace

from whence.claims.figures.chains import object_chain
from whence.claims.figures.reading import NO_TRIGGER, Reader, Told
from whence.claims.figures.told import count_of, make, with_parts_after
from whence.claims.figures.triggers import Trigger
from whence.records import Effect
from whence.vocabulary.lexicon import word_set

_TOLL_VERBS = word_set(
    """
    to at of reached reaches reaching was is were stands stood hit passed exceeds exceeded rose rising climbed
    climbs has had as that reach topped tops surpassed surpasses surpassing passes exceeding climbing become
    became be been : from , between with vary varies varied ranges ranging ranged
    """
)
_PUTS = frozenset({"put", "puts"})
_BODY = frozenset({"body", "bodies", "corpse", "corpses", "remains"})
_SEES = word_set("saw see seeing showed shows showing littered lined filled strewn")
_LIES = word_set("lay lying lie strewn scattered littered")
_FINDING = word_set(
    "found recovered recovering discovered pulled retrieved retrieving "
    "retrieve recover dumped buried unearthed exhumed dug removed"
)


def find_tolls(reader: Reader) -> list[Told]:
    """Tolls are read first: "the toll has risen to 13 and 106 injured" must not lose its 13 to the injured."""
    told = []
    for trigger in reader.triggers:
        made = read_toll(reader, trigger) if trigger.word.part == "toll" else None
        if made is None:
            continue
        told.append(made)
        for k, group in enumerate(reader.groups):
            if reader.words.start[group.first] >= made.start and reader.words.end[group.last - 1] <= made.end:
                reader.taken.setdefault(k, trigger)
    return told


def read_toll(reader: Reader, trigger: Trigger) -> Told | None:
    low = reader.words.low
    if low[trigger.first] in _PUTS and not _counts_killed_before(reader, trigger):
        return None
    left = (
        next(
            (
                k
                for k, g in enumerate(reader.groups)
                if g.numbered and 0 <= trigger.first - g.last <= 2 and low[g.first - 1] in ("to", "at")
            ),
            None,
        )
        if trigger.first
        else None
    )
    if left is not None and left not in reader.taken:
        return make(reader, trigger, [left], toll=True)
    for k, group in enumerate(reader.groups):
        if group.first < trigger.last:
            continue
        gap = low[trigger.last : group.first]
        if len(gap) > 20 or any(word in (";", ".", "“") for word in gap) or k in reader.taken:
            return None
        if not group.numbered and group.hedge != "vague":
            continue
        if group.single or group.plural_only or (gap and gap[-1] not in _TOLL_VERBS and not group.known):
            continue
        if not gap or gap[-1] not in _TOLL_VERBS:
            continue
        if low[group.last : group.last + 1] and low[group.last] in _HURT:
            return None  # "a toll of one person wounded"
        made = make(reader, trigger, object_chain(reader, k), toll=True)
        last = replace(trigger, last=group.last)
        return (
            with_parts_after(reader, last, made)
            if made is not None and made.counts and not made.counts[-1].includes
            else made
        )
    return None


def _counts_killed_before(reader: Reader, trigger: Trigger) -> bool:
    """ "Put it at nine" says of whom only where the dead, and nobody else, were counted before it."""
    earlier = {t.word.effect for t in reader.triggers if t.first < trigger.first and not (t.negated or t.unreal)}
    return earlier == {"killed"} and reader.words.low[trigger.last : trigger.last + 1] == ["at"]


def find_bodies(reader: Reader) -> list[Told]:
    """ "15 bodies were found", "the bodies of 15 people", "saw corpses": people killed, counted as bodies."""
    told = []
    for k, group in enumerate(reader.groups):
        if k in reader.taken or group.none:
            continue
        chosen = _body(reader, k) if group.kind == "body" else k if _of_a_body(reader, k) else None
        if chosen is None:
            continue
        told.append(_bodies(reader, chosen))
        reader.taken.setdefault(k, reader.triggers[0] if reader.triggers else NO_TRIGGER)
        reader.taken.setdefault(chosen, reader.taken[k])
    return told


def _body(reader: Reader, k: int) -> int | None:
    """Which group counts the dead where the k-th is of bodies: itself, "the bodies of 15 people" the 15; or none."""
    low, group = reader.words.low, reader.groups[k]
    found = not _FINDING.isdisjoint(low)
    if group.single and not found:
        return None
    if group.best == 1 and "of" in low[group.first : group.last]:
        return None  # "one of the ministry's bodies"
    if group.numbered and not group.definite:
        return k
    following = k + 1 if k + 1 < len(reader.groups) else None
    if following is not None and low[group.last : reader.groups[following].first] in (["of"], ["of", "the"]):
        people = reader.groups[following]
        return following if people.numbered or (found and group.plural_only and not people.definite) else None
    if group.plural_only and "more" in low[group.first - 1 : group.last]:
        return None  # "more bodies were found": the toll beside it counts them
    if group.plural_only and not group.definite and (found or _is_seen(reader, k)):
        return k if low[group.first - 1 : group.first] not in (["whose"], ["their"]) else None
    return k if group.hedge == "vague" and not (group.plural_only or group.definite) else None


def _of_a_body(reader: Reader, k: int) -> bool:
    """ "The lifeless body of a child": somebody described, whose body is found or seen."""
    low, group = reader.words.low, reader.groups[k]
    at = group.first - 2
    if not group.known or group.definite or at < 0 or low[at + 1] != "of" or low[at] not in _BODY:
        return False
    if k and reader.groups[k - 1].numbered and reader.groups[k - 1].last == at + 1:
        return False  # "28 bodies of villagers": the 28 are counted
    signs = low[max(0, at - 2) : at]
    return not _FINDING.isdisjoint(low) or "lifeless" in signs or _is_seen(reader, k)


def _is_seen(reader: Reader, k: int) -> bool:
    """ "Saw several bodies", "corpses lay in the street", "littered with bodies" """
    low, group = reader.words.low, reader.groups[k]
    before = low[max(0, group.first - 6) : group.first]
    return not (_SEES.isdisjoint(before) and _LIES.isdisjoint(low[group.last : group.last + 4]))


def _bodies(reader: Reader, k: int) -> Told:
    group = reader.groups[k]
    count = count_of(reader, group, "killed", "bodies" if group.kind == "body" else "people")
    start, end = reader.words.start[group.first], reader.words.end[group.last - 1]
    return Told("killed", (count,), start, end, "bodies", group.first, "ASSAULT", None, (group.head,))


_HURT = frozenset({"wounded", "injured"})
_ADJECTIVES: dict[str, tuple[Effect, str, str | None]] = {
    "wounded": ("injured", "ASSAULT", None),
    "injured": ("injured", "ASSAULT", None),
    "dead": ("killed", "ASSAULT", None),
    "displaced": ("displaced", "ASSAULT", None),
    "kidnapped": ("abducted", "ASSAULT", "abduct"),
}


def find_wounded(reader: Reader) -> list[Told]:
    """ "8 injured people", "dozens of wounded", "thousands of displaced villagers": taken by no other word of harm."""
    low = reader.words.low
    told = []
    for k, group in enumerate(reader.groups):
        if k in reader.taken or group.definite or group.part or group.none:
            continue
        if group.single and (not group.known or low[group.first] not in ("a", "an", "another")):
            continue
        if group.plural_only and (low[group.first] not in _HURT or low[group.first - 1 : group.first] == ["for"]):
            continue  # plain "wounded villagers" are told of, "ambulances for wounded villagers" are not
        harmed = next((word for word in low[group.first : group.last] if word in _ADJECTIVES), None)
        inside = harmed is not None
        after = group.head == "" and low[group.last - 1] == "of" and low[group.last : group.last + 1] != []
        if not inside and not (after and low[group.last] in _HURT):
            continue
        last = group.last if inside else group.last + 1
        effect, act, mode = _ADJECTIVES[harmed or "wounded"]
        count = replace(count_of(reader, group, effect), words=reader.words.cut(group.first, last))
        start, end = reader.words.start[group.first], reader.words.end[last - 1]
        reader.taken[k] = NO_TRIGGER
        told.append(Told(effect, (count,), start, end, harmed or "wounded", group.first, act, mode, (group.head,)))
    return told
