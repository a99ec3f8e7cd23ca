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
    to at of reached reaches reaching was is were stands stood hit passed exceeds exceeded rose rising
    climbed climbs has had as that reach topped surpassed become became be been : from , between with vary varies varied
    ranges ranging ranged
    """
)
_FINDING = word_set("found recovered discovered pulled retrieved dumped buried unearthed exhumed dug removed")


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
        made = make(reader, trigger, object_chain(reader, k), toll=True)
        last = replace(trigger, last=group.last)
        return (
            with_parts_after(reader, last, made)
            if made is not None and made.counts and not made.counts[-1].includes
            else made
        )
    return None


def find_bodies(reader: Reader) -> list[Told]:
    """ "15 bodies were found", "the bodies of 15 people": people killed, counted as bodies."""
    told = []
    for k, group in enumerate(reader.groups):
        if group.kind != "body" or k in reader.taken or group.none:
            continue
        if group.single and not any(word in _FINDING for word in reader.words.low):
            continue
        if group.best == 1 and "of" in reader.words.low[group.first : group.last]:
            continue  # "one of the ministry's bodies"
        chain = [k]
        if not group.numbered or group.definite:
            following = (
                k + 1
                if k + 1 < len(reader.groups)
                and reader.words.low[group.last : reader.groups[k + 1].first] in (["of"], ["of", "the"])
                else None
            )
            if following is not None and reader.groups[following].numbered:
                chain = [following]
            elif group.plural_only or group.definite or group.hedge != "vague":
                continue
        made = [
            count_of(reader, reader.groups[c], "killed", "bodies" if reader.groups[c].kind == "body" else "people")
            for c in chain
        ]
        reader.taken.setdefault(k, reader.triggers[0] if reader.triggers else NO_TRIGGER)
        start, end = reader.groups[chain[0]].first, reader.groups[chain[-1]].last
        told.append(
            Told(
                "killed",
                tuple(made),
                reader.words.start[start],
                reader.words.end[end - 1],
                "bodies",
                start,
                "ASSAULT",
                None,
                (reader.groups[chain[-1]].head,),
            )
        )
    return told


_HURT = frozenset({"wounded", "injured"})
_ADJECTIVES: dict[str, tuple[Effect, str, str | None]] = {
    "wounded": ("injured", "ASSAULT", None),
    "injured": ("injured", "ASSAULT", None),
    "displaced": ("displaced", "ASSAULT", None),
    "kidnapped": ("abducted", "ASSAULT", "abduct"),
}


def find_wounded(reader: Reader) -> list[Told]:
    """ "8 injured people", "dozens of wounded", "thousands of displaced villagers": no other word of harm takes them."""
    low = reader.words.low
    told = []
    for k, group in enumerate(reader.groups):
        if k in reader.taken or group.definite or group.part or group.single or group.none:
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
