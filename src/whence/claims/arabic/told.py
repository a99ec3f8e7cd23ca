"""People harmed in an Arabic sentence. In come its words and groups, out comes what befell whom.

The verb or noun of harm stands before its people, a plural verb after them; "among them" makes parts, "and" does not;
what no word of harm takes is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.claims.arabic.counted import (
    changed,
    find_bodies,
    find_counted,
    find_none,
    find_of_the_dead,
    find_territory,
    find_tolls,
)
from whence.claims.arabic.groups import Group
from whence.claims.arabic.parts import find_chain, with_parts
from whence.claims.arabic.triggers import BREAKS, Reading, Trigger
from whence.claims.arabic.words import ArabicWords, has
from whence.claims.figures.reading import Told
from whence.vocabulary.arabic import ArabicLexicon, folded_set

_WINDOW = {"verb": 10, "noun": 8}
_BEFORE = 14  # words between people and a plural verb that tells what befell them


def find_told(
    words: ArabicWords, lexicon: ArabicLexicon, groups: tuple[Group, ...], triggers: tuple[Trigger, ...]
) -> tuple[Told, ...]:
    """All that a sentence tells of people harmed, in reading order."""
    reading = Reading(words, lexicon, list(groups), triggers, set(), set())
    with_parts(reading)
    found = [
        *find_of_the_dead(reading),
        *find_tolls(reading),
        *_triggered(reading),
        *find_counted(reading),
        *find_bodies(reading),
        *find_territory(reading),
    ]
    told = sorted(found, key=lambda t: t.start)
    none = find_none(reading) if not any(t.counts for t in told) else []
    return tuple(changed(reading, [*told, *none]))


def _triggered(reading: Reading) -> list[Told]:
    """What each word of harm tells; one spelling may be a verb and a noun, and the first that has people is meant."""
    found: dict[int, Told] = {}
    for trigger in reading.triggers:
        told = _by_trigger(reading, trigger) if trigger.first not in found else None
        if told is not None:
            found[trigger.first] = told
    return list(found.values())


def _by_trigger(reading: Reading, trigger: Trigger) -> Told | None:
    if trigger.unreal or trigger.negated or trigger.word.part == "state":
        return None
    if trigger.word.part == "after":
        return _subject(reading, trigger)
    first = _object(reading, trigger)
    if first is None:
        return None
    if not _needed(reading, trigger, reading.groups[first]):
        return None
    chain = find_chain(reading, first)
    chain = [k for k in chain if k not in reading.taken]
    return _made(reading, trigger, chain)


def _object(reading: Reading, trigger: Trigger) -> int | None:
    """The group a verb or noun of harm speaks of: the first after it, or the one after its doer."""
    starts, low = reading.starts(), reading.words.low
    others = {t.first for t in reading.triggers if t.first > trigger.first}
    i, end = trigger.last, min(len(low), trigger.last + _WINDOW[trigger.word.part])
    while i < end:
        if i in starts and starts[i] not in reading.taken:
            k = starts[i]
            group = reading.groups[k]
            if _is_passing(reading, trigger, k):
                i = group.last
                continue
            members = _members(reading, k)
            if members is not None:
                reading.taken.add(k)
                return members
            later = _after_doer(reading, trigger, k)
            return later if later is not None else k
        if i in starts:
            return None
        if i == trigger.last and i in others and low[i].startswith("و"):
            return _shared(reading, trigger, i)
        if low[i] in BREAKS or i in others or (reading.lexicon.particles["clause"].at(low, i) and low[i] != "كما"):
            return None
        i += 1
    return None


def _members(reading: Reading, k: int) -> int | None:
    """ "a family of six people": the six."""
    group = reading.groups[k]
    if group.unit != "families" or group.kind != "single" or k + 1 >= len(reading.groups):
        return None
    after = reading.groups[k + 1]
    gap = reading.words.low[group.last : after.first]
    return k + 1 if after.numbered and len(gap) <= 4 and gap and gap[-1] == "من" else None


def _shared(reading: Reading, trigger: Trigger, i: int) -> int | None:
    """ "the killing and wounding of dozens": both have the same people, whom the second takes."""
    second = next((t for t in reading.triggers if t.first == i and t.word.part == trigger.word.part), None)
    k = _object(reading, second) if second is not None and second.word.effect != trigger.word.effect else None
    if k is not None:
        reading.shared.add(k)
    return k


def _is_passing(reading: Reading, trigger: Trigger, k: int) -> bool:
    """A group that stands in a phrase of place or means on the way: "by the bullets of a sniper"."""
    group, low = reading.groups[k], reading.words.low
    if (
        group.glued.strip("وف") in ("ب", "ل", "بال", "لل", "ك")
        and trigger.last < group.first + 1
        and not group.numbered
    ):
        return True
    if group.glued.startswith("ب") and trigger.word.part == "verb" and group.first > trigger.last:
        return True
    before = low[group.first - 1] if group.first else ""
    if before == "علي" and low[trigger.first].lstrip("وف")[:2] in ("قض", "اج"):
        return False  # "finished off"
    if (
        before in ("في", "من", "برصاص", "بنيران", "ضد", "علي", "يد", "قبل", "رصاص", "نيران", "باسم")
        and group.first > trigger.last
    ):
        return True
    return group.definite and group.kind == "plural" and group.effect is None


def _after_doer(reading: Reading, trigger: Trigger, k: int) -> int | None:
    """ "killed gunmen three soldiers": of two groups side by side the second is harmed."""
    if trigger.word.part != "verb" or k + 1 >= len(reading.groups) or trigger.word.act == "":
        return None
    group, after = reading.groups[k], reading.groups[k + 1]
    if group.kind not in ("single", "plural") or group.effect is not None or k + 1 in reading.taken:
        return None
    if group.definite or group.includes:
        return None
    gap = reading.words.low[group.last : after.first]
    if len(gap) > 2 or after.glued.startswith("و") or after.glued.strip() in ("ب", "ل") or after.definite:
        return None
    if any(w in BREAKS or w in _PREPOSITIONS or w.startswith("ب") or reading.lexicon.acts.at([w], 0) for w in gap):
        return None
    if any(t.first in range(group.last, after.first) for t in reading.triggers):
        return None
    return k + 1


_PREPOSITIONS = folded_set("في من علي عن الي مع بين خلال منذ بعد قبل قرب وسط برتبه اثر جراء اثناء")


def _needed(reading: Reading, trigger: Trigger, group: Group) -> bool:
    """Whether what the trigger needs is there."""
    needs, low = trigger.word.needs, reading.words.low
    if group.effect is not None and group.effect.effect != trigger.word.effect and trigger.word.effect != "killed":
        return False
    if group.effect is not None and group.effect.effect != trigger.word.effect:
        return False
    if group.definite and group.kind == "plural":
        return False
    if needs == "death":
        return any(w in ("حتفهم", "مصرعهم", "حتفه", "مصرعه", "حتفها", "مصرعها", "حتفهما", "مصرعهما") for w in low)
    if needs == "war":
        return group.numbered or has(low, reading.lexicon.particles["war"], 0, len(low))
    if needs == "troops":
        return group.status == "combatant" and group.numbered
    if needs == "group":
        return group.numbered and any(w in ("دفعه", "الدفعه", "وعددهم", "قافله", "حافلات", "حافله") for w in low)
    if trigger.word.effect in ("trapped",):
        return group.numbered and (group.named or group.status is not None)
    if not group.named and trigger.word.effect in ("displaced", "detained", "abducted", "missing", "evacuated"):
        return (
            group.kind == "others"
            or trigger.word.part == "noun"
            or group.hedge == "vague"
            or group.first == trigger.last
        )
    return True


def _subject(reading: Reading, trigger: Trigger) -> Told | None:
    """A plural verb after its people, with those joined to them."""
    low = reading.words.low
    best = None
    for k in range(len(reading.groups) - 1, -1, -1):
        group = reading.groups[k]
        if group.first >= trigger.first or k in reading.taken:
            continue
        if trigger.first - group.last > _BEFORE:
            break
        gap = low[group.last : trigger.first]
        if any(w in (".", "؛", ":") for w in gap) or any(
            t.first in range(group.last, trigger.first) for t in reading.triggers
        ):
            break
        if group.kind == "single" and not group.numbered:
            continue
        best = k
        break
    if best is None:
        return None
    chain = [best]
    while (
        chain[0]
        and chain[0] - 1 not in reading.taken
        and chain[0] in find_chain(reading, chain[0] - 1)
        and (reading.groups[chain[0] - 1].numbered)
    ):
        chain.insert(0, chain[0] - 1)
    head = reading.groups[chain[0]]
    if head.definite and head.kind == "plural":
        return None
    return _made(reading, trigger, chain)


def _made(reading: Reading, trigger: Trigger, chain: Sequence[int]) -> Told | None:
    if not chain:
        return None
    words = reading.words
    groups = [reading.groups[k] for k in chain]
    effect = trigger.word.effect
    both = bool(set(chain) & reading.shared)
    if not both:
        reading.taken.update(chain)
    elif any(group.hedge != "vague" for group in groups):
        effect = "affected"  # one number of killed and injured is neither's
        reading.taken.update(chain)
    reading.shared.difference_update(chain)
    counts = tuple(group.count(effect, words) for group in groups)
    start = words.start[min(trigger.first, groups[0].first)]
    end = words.end[max(trigger.last, groups[-1].last) - 1]
    return Told(
        effect,
        counts,
        words.start[groups[0].first] if trigger.word.part == "after" else start,
        end,
        words.cut(trigger.first, trigger.last),
        trigger.first,
        trigger.word.act,
        trigger.word.mode,
        heads=tuple(words.low[g.last - 1] if g.definite else "" for g in groups),
        back=tuple(g.definite and g.kind in ("dual", "plural") for g in groups),
        others=any(g.kind == "others" for g in groups),
    )
