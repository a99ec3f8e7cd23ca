"""People who leave, wait or stay under a deal or a siege. In comes a sentence being read, out come those who moved.

"3000 residents left in 45 buses", "a convoy carrying 500 people out of the besieged town", "thousands of evacuees
waited", "besieging districts where 250000 people live": plain verbs that tell of harm only in such a sentence.
"""

from __future__ import annotations

import re

from whence.claims.figures.chains import BREAKS, object_chain
from whence.claims.figures.reading import Reader, Told
from whence.claims.figures.told import make
from whence.claims.figures.triggers import MODALS, trigger_of
from whence.claims.figures.victims import Group
from whence.vocabulary.lexicon import EffectWord, word_set

_EVACUATION = word_set("evacuation evacuations evacuated evacuating evacuees buses convoys safe-passage swap")
_UNDER_A_DEAL = _EVACUATION | word_set("deal agreement truce besieged siege corridor corridors transfer transferred")
_LEAVES = word_set("left leave leaving departed depart departing exited exit exiting")
_CARRIES = word_set("carrying carried transporting transported ferrying ferried taking bringing")
_VEHICLES = word_set("bus buses convoy convoys coaches ambulances vehicles trucks batch group")
_STAYS = word_set("remain remained remaining stay stayed")
_BESIEGED = word_set("besieged besieging besiege besieges siege encircled encircling blockaded blockade")
_SIGNS = _UNDER_A_DEAL | _BESIEGED | {"passage"}
_LIVES = word_set("live lives lived living reside resides residing inhabitants")
_HARMED = word_set("dead killed injured wounded missing homeless hurt")
_REPORT = re.compile(r"\bevacu(?:at|ee)\w*|\bsafe passage\b|\bpopulation (?:swap|transfer)\b", re.IGNORECASE)
_MANAGED = frozenset({"managed", "able"})
_WAITS = word_set("waited waiting wait waits")
_REACH = 14  # words between the people and their verb: "3000 residents of the two towns X and Y left"
_EVACUATED = EffectWord("evacuated", "past", "counted", None, None)
_TRAPPED = EffectWord("trapped", "past", "counted", "COERCE", "restrict")


def speaks_of_leaving(low: list[str]) -> bool:
    """A quick look whether a sentence speaks of a deal, an evacuation or a siege at all."""
    return not _SIGNS.isdisjoint(low)


def is_of_leaving(text: str) -> bool:
    """Whether a report is of people brought out of a place: it says so more than once."""
    return len(_REPORT.findall(text)) >= 3


def told_moved(reader: Reader, leaving: bool = False) -> list[Told]:
    """Counted people that no word of harm has taken, who leave under a deal, are carried off, or live besieged.

    `leaving`: the report as a whole is of an evacuation, so that this sentence need not say it.
    """
    low = reader.words.low
    deal = leaving or not _UNDER_A_DEAL.isdisjoint(low) or _safe_passage(low)
    besieged = not _BESIEGED.isdisjoint(low)
    told: list[Told] = []
    for k, group in enumerate(reader.groups):
        if not group.counted or group.single:
            continue
        told += _besieged_first(reader, k) if besieged else []
        of_whom = reader.words.low[group.last - 1] == "whom"  # "civilians, some 2000 of whom remain inside"
        if not (group.known or group.head == "") or (group.part and not of_whom) or not _is_free(reader, k):
            continue
        made = _told_of(reader, k, deal, besieged)
        if made is not None:
            told.append(made)
    return told


def _is_free(reader: Reader, k: int) -> bool:
    """Whether no word of harm has the group yet; who was trapped may still be told to have left."""
    taken = reader.taken.get(k)
    if taken is None:
        return True
    trapped = taken.word is not None and taken.word.effect == "trapped"
    return trapped and _leaves(reader, reader.groups[k]) is not None


def _besieged_first(reader: Reader, k: int) -> list[Told]:
    """ "5000 people who had lived under siege for two years left": trapped they were, whatever they did then."""
    group = reader.groups[k]
    at = _who_lived(reader, group) if group.known and k not in reader.taken else None
    made = make(reader, trigger_of(reader.words, at, at + 1, _TRAPPED), [k]) if at is not None else None
    return [made] if made is not None else []


def _told_of(reader: Reader, k: int, deal: bool, besieged: bool) -> Told | None:
    group = reader.groups[k]
    if besieged and group.known and k not in reader.taken and (at := _lives(reader, group)) is not None:
        return _told(reader, k, _TRAPPED, at)
    if not deal:
        return None
    if (at := _leaves(reader, group)) is not None or (at := _is_carried(reader, group)) is not None:
        return _told(reader, k, _EVACUATED, at)
    if (at := _stays(reader, group)) is not None:
        return _told(reader, k, _TRAPPED, at)
    if group.head == "evacuees":
        return _told(reader, k, _EVACUATED, group.last - 1)
    return None


def _told(reader: Reader, k: int, effect: EffectWord, at: int) -> Told | None:
    trigger = trigger_of(reader.words, at, at + 1, effect)
    chain = object_chain(reader, k)
    made = make(reader, trigger, chain)
    if made is not None:
        for taken in chain:
            reader.taken[taken] = trigger
    return made


def _safe_passage(low: list[str]) -> bool:
    return any(low[i : i + 2] == ["safe", "passage"] for i in range(len(low)))


def _verb_after(reader: Reader, group: Group, verbs: frozenset[str]) -> int | None:
    """Where the first of `verbs` stands whose subject the group is: no other clause or counted people between."""
    low = reader.words.low
    for i in range(group.last, min(len(low), group.last + _REACH)):
        if low[i] in verbs:
            return i
        if low[i] in BREAKS or (low[i] in MODALS and low[i] != "will"):
            return None
        if any(t.first == i and t.word.effect != "trapped" for t in reader.triggers) or any(
            g.first == i and g.numbered for g in reader.groups
        ):
            return None
    return None


def _leaves(reader: Reader, group: Group) -> int | None:
    """ "900 villagers left at dawn in 12 lorries", not "the blast left 20 people dead" """
    low = reader.words.low
    at = _verb_after(reader, group, _LEAVES)
    if at is None or (low[at - 1] == "to" and low[at - 2] not in _MANAGED):
        return None
    after = next((g for g in reader.groups if g.first in (at + 1, at + 2)), None)
    if after is not None and not _HARMED.isdisjoint(low[after.last : after.last + 3]):
        return None
    return at


def _is_carried(reader: Reader, group: Group) -> int | None:
    """ "buses carrying some 500 people": only in a sentence that tells of people brought out."""
    low = reader.words.low
    at = group.first - 1
    if at < 1 or low[at] not in _CARRIES or group.status == "combatant":
        return None
    brought_out = not _EVACUATION.isdisjoint(low) or _safe_passage(low) or not _LEAVES.isdisjoint(low)
    return at if brought_out and not _VEHICLES.isdisjoint(low[max(0, at - 6) : at]) else None


def _stays(reader: Reader, group: Group) -> int | None:
    low = reader.words.low
    at = _verb_after(reader, group, _STAYS | _WAITS)
    if at is None or low[at + 1 : at + 2] not in (["in"], ["inside"], ["there"], ["behind"], ["at"]):
        return None
    return at


def _who_lived(reader: Reader, group: Group) -> int | None:
    """Where "lived" stands in "5000 people who had lived under siege", or null."""
    low = reader.words.low
    if low[group.last : group.last + 1] != ["who"]:
        return None
    lived = next((i for i in range(group.last + 1, min(len(low), group.last + 4)) if low[i] in _LIVES), None)
    if lived is None or _BESIEGED.isdisjoint(low[lived : lived + 6]):
        return None
    return lived


def _lives(reader: Reader, group: Group) -> int | None:
    """ "besieging districts where some 250000 people live", but not "would besiege …" """
    low = reader.words.low
    if not MODALS.isdisjoint(low[: group.first]) or "if" in low[: group.first]:
        return None
    siege = next((i for i in range(group.first) if low[i] in _BESIEGED), None)
    if siege is None:
        live = low[group.last : group.last + 3]
        after = low[group.last + 1 : group.last + 6]  # "600,000 people live in besieged areas"
        return group.last if live[:1] and live[0] in _LIVES and not _BESIEGED.isdisjoint(after) else None
    if not _LIVES.isdisjoint(low[group.last : group.last + 4]):
        return siege
    return siege if low[max(0, group.first - 2) : group.first] == ["home", "to"] else None
