"""People harmed in an Arabic sentence. In come its words and groups, out comes what befell whom.

The verb or noun of harm stands before its people, a plural verb after them; "among them" makes parts, "and" does not;
what no word of harm takes is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.claims.arabic.groups import Group, find_number
from whence.claims.arabic.words import ArabicWords, has
from whence.claims.reading import Told
from whence.records import Count, Effect
from whence.vocabulary.arabic import ArabicEffect, ArabicLexicon, folded_set, stems

_WINDOW = {"verb": 10, "noun": 8}
_BREAKS = frozenset(("،", ".", "؛", ":", "!", "؟", "«", "»", '"'))
_LINKS = 3  # words that may stand between a group and the "and" of the next
_BEFORE = 14  # words between people and a plural verb that tells what befell them


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of harm at words[first:last]."""

    first: int
    last: int
    word: ArabicEffect
    negated: bool
    unreal: bool


@dataclass(slots=True)
class _Reading:
    words: ArabicWords
    lexicon: ArabicLexicon
    groups: list[Group]
    triggers: tuple[Trigger, ...]
    taken: set[int]
    shared: set[int]

    def starts(self) -> dict[int, int]:
        return {group.first: k for k, group in enumerate(self.groups)}


def find_triggers(words: ArabicWords, lexicon: ArabicLexicon) -> tuple[Trigger, ...]:
    """The words of harm of a sentence other than counted nouns; a word with two parts gives both."""
    found: list[Trigger] = []
    i = 0
    while i < len(words.low):
        hits = [h for h in lexicon.effects.all_at(words.low, i) if h.entry.part != "counted"]
        hits = [h for h in hits if _fits(h.entry.part, h.glued)]
        for hit in hits:
            negated = _is_negated(words, lexicon, i, 3)
            unreal = has(words.low, lexicon.particles["unreal"], i - 3, i) or _may_only(words, i)
            found.append(Trigger(i, hit.last, hit.entry, negated, unreal))
        i = max((h.last for h in hits), default=i + 1)
    return tuple(found)


_STILL = folded_set("يزال تزال يزالون زال زالت")


def _is_negated(words: ArabicWords, lexicon: ArabicLexicon, i: int, reach: int) -> bool:
    """Whether "not" or "without" stands just before word i; "no longer ceases" is "still"."""
    before = range(max(0, i - reach), i)
    if any(words.low[k] in _BREAKS for k in before):
        return False
    return any(lexicon.particles["negation"].at(words.low, k) and words.low[k + 1] not in _STILL for k in before)


_MIGHT = folded_set("يؤدي تؤدي يتسبب تتسبب يسفر تسفر يوقع")


def _may_only(words: ArabicWords, i: int) -> bool:
    """ "may kill", "will kill"; the same word before a past verb says that it did happen."""
    if words.low[i].startswith(("سيقت", "سيصا", "ستقت")):
        return True
    return any(
        (words.low[k] in ("قد", "ربما", "وقد", "سوف", "ان") and words.low[k + 1] in _MIGHT)
        or (k == i - 1 and words.low[k] in ("قد", "ربما", "سوف") and words.low[i][0] in "يت")
        for k in range(max(0, i - 6), i)
    )


def _fits(part: str, glued: str) -> bool:
    """A verb takes only "and" before it; a noun the prepositions too, with the article only a counted one."""
    if part in ("verb", "after"):
        return glued in ("", "و", "ف", "ل") if part == "verb" else True
    return glued in ("", "و", "ف", "ب", "ل", "وب", "ول", "فب")


def find_told(
    words: ArabicWords, lexicon: ArabicLexicon, groups: tuple[Group, ...], triggers: tuple[Trigger, ...]
) -> tuple[Told, ...]:
    """All that a sentence tells of people harmed, in reading order."""
    reading = _Reading(words, lexicon, list(groups), triggers, set(), set())
    _with_parts(reading)
    found = [
        *_of_the_dead(reading),
        *_tolls(reading),
        *_triggered(reading),
        *_counted(reading),
        *_bodies(reading),
        *_territory(reading),
    ]
    told = sorted(found, key=lambda t: t.start)
    none = _none(reading) if not any(t.counts for t in told) else []
    return tuple(_changed(reading, [*told, *none]))


# ---------------------------------------------------------------- parts


def _with_parts(reading: _Reading) -> None:
    """Put the groups after "among them" into the group before it; those become taken."""
    words, particles = reading.words, reading.lexicon.particles
    for sort in ("part", "most", "all"):
        for i in range(len(words.low)):
            hit = particles[sort].at(words.low, i)
            if hit is None or any(g.first <= i < g.last for g in reading.groups):
                continue
            _take_parts(reading, i, hit.last, sort)
    for k, group in enumerate(reading.groups):
        if group.of_them and group.effect is None and k and k not in reading.taken:
            whole = _whole_before(reading, group.first)
            if whole is not None:
                _include(reading, whole, [k], group.named)


def _whole_before(reading: _Reading, at: int) -> int | None:
    """The nearest untaken group before a marker of parts: one of several people."""
    for k in range(len(reading.groups) - 1, -1, -1):
        group = reading.groups[k]
        if group.first >= at or k in reading.taken:
            continue
        if group.kind == "single" and (group.best or 0) <= 1:
            continue
        return k if at - group.last <= 28 else None
    return None


def _take_parts(reading: _Reading, marker: int, after: int, sort: str) -> None:
    whole = _whole_before(reading, marker)
    if whole is None:
        return
    starts = reading.starts()
    first = next((starts[j] for j in range(after, min(after + 3, len(reading.words.low))) if j in starts), None)
    if first is None or first in reading.taken:
        return
    gap = reading.words.low[after : reading.groups[first].first]
    if any(word in _BREAKS for word in gap):
        return
    chain = _chain(reading, first, strict=True)
    if sort == "all":
        part = reading.groups[first]
        group = reading.groups[whole]
        reading.groups[whole] = replace(
            group, status=group.status or part.status, age=group.age or part.age, sex=group.sex or part.sex
        )
        reading.taken.add(first)
        return
    _include(reading, whole, chain, sort == "part")


def _include(reading: _Reading, whole: int, parts: list[int], numbered: bool) -> None:
    group = reading.groups[whole]
    made = []
    for k in parts:
        part = reading.groups[k]
        part = replace(part, status=part.status or (group.status if group.status == "civilian" else None))
        if not numbered:
            part = replace(part, low=None, best=None, high=None, hedge="vague")
        made.append(part)
        reading.taken.add(k)
    reading.groups[whole] = replace(group, includes=(*group.includes, *made))


def _chain(reading: _Reading, first: int, *, strict: bool = False) -> list[int]:
    """The group and those joined to it by "and" before anything else is told."""
    words, chain = reading.words, [first]
    triggers = {t.first for t in reading.triggers if t.word.part != "after"}
    for k in range(first + 1, len(reading.groups)):
        if k in reading.taken:
            continue
        before, group = reading.groups[chain[-1]], reading.groups[k]
        gap = words.low[before.last : group.first]
        beside = bool(gap) and reading.lexicon.particles["beside"].at(words.low, before.last) is not None
        beside = beside or _in_company(reading, before, group, gap)
        joined = group.glued.startswith("و") or (gap and gap[-1] == "و") or beside or _and_hedged(reading, group)
        limit = (_LINKS + 1 if group.numbered else 1) if strict else _LINKS + 3 * beside
        if not joined or len(gap) > limit or any(j in triggers for j in range(before.last, group.first)):
            break
        if any(w in _BREAKS for w in gap) and not (gap[:1] == ["،"] and len(gap) == 1):
            break
        if any(reading.lexicon.particles["clause"].at(words.low, j) for j in range(before.last, group.first)):
            break
        if not strict and _has_own_verb(reading, k) and not _has_own_verb(reading, chain[-1]):
            break
        harm = reading.groups[first].effect
        if group.effect is not None and (harm is None or harm.effect != group.effect.effect):
            break
        chain.append(k)
    return chain


def _in_company(reading: _Reading, before: Group, group: Group, gap: Sequence[str]) -> bool:
    """ "the leader of the group with three of his guards"."""
    if before.kind != "single" or not group.numbered or not gap or gap[-1] != "مع":
        return False
    return not any(reading.lexicon.acts.at(gap, j) for j in range(len(gap)))


def _and_hedged(reading: _Reading, group: Group) -> bool:
    return reading.words.low[group.first].startswith("و") and len(reading.words.low[group.first]) > 2


def _has_own_verb(reading: _Reading, k: int) -> bool:
    """Whether a plural verb of harm stands right after a group."""
    last = reading.groups[k].last
    return any(t.word.part == "after" and t.first == last for t in reading.triggers)


# ---------------------------------------------------------------- triggers


def _triggered(reading: _Reading) -> list[Told]:
    """What each word of harm tells; one spelling may be a verb and a noun, and the first that has people is meant."""
    found: dict[int, Told] = {}
    for trigger in reading.triggers:
        told = _by_trigger(reading, trigger) if trigger.first not in found else None
        if told is not None:
            found[trigger.first] = told
    return list(found.values())


def _by_trigger(reading: _Reading, trigger: Trigger) -> Told | None:
    if trigger.unreal or trigger.negated or trigger.word.part == "state":
        return None
    if trigger.word.part == "after":
        return _subject(reading, trigger)
    first = _object(reading, trigger)
    if first is None:
        return None
    if not _needed(reading, trigger, reading.groups[first]):
        return None
    chain = _chain(reading, first)
    chain = [k for k in chain if k not in reading.taken]
    return _made(reading, trigger, chain)


def _object(reading: _Reading, trigger: Trigger) -> int | None:
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
        if low[i] in _BREAKS or i in others or (reading.lexicon.particles["clause"].at(low, i) and low[i] != "كما"):
            return None
        i += 1
    return None


def _members(reading: _Reading, k: int) -> int | None:
    """ "a family of six people": the six."""
    group = reading.groups[k]
    if group.unit != "families" or group.kind != "single" or k + 1 >= len(reading.groups):
        return None
    after = reading.groups[k + 1]
    gap = reading.words.low[group.last : after.first]
    return k + 1 if after.numbered and len(gap) <= 4 and gap and gap[-1] == "من" else None


def _shared(reading: _Reading, trigger: Trigger, i: int) -> int | None:
    """ "the killing and wounding of dozens": both have the same people, whom the second takes."""
    second = next((t for t in reading.triggers if t.first == i and t.word.part == trigger.word.part), None)
    k = _object(reading, second) if second is not None and second.word.effect != trigger.word.effect else None
    if k is not None:
        reading.shared.add(k)
    return k


def _is_passing(reading: _Reading, trigger: Trigger, k: int) -> bool:
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


def _after_doer(reading: _Reading, trigger: Trigger, k: int) -> int | None:
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
    if any(w in _BREAKS or w in _PREPOSITIONS or w.startswith("ب") or reading.lexicon.acts.at([w], 0) for w in gap):
        return None
    if any(t.first in range(group.last, after.first) for t in reading.triggers):
        return None
    return k + 1


_PREPOSITIONS = folded_set("في من علي عن الي مع بين خلال منذ بعد قبل قرب وسط برتبه اثر جراء اثناء")


def _needed(reading: _Reading, trigger: Trigger, group: Group) -> bool:
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


def _subject(reading: _Reading, trigger: Trigger) -> Told | None:
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
        and chain[0] in _chain(reading, chain[0] - 1)
        and (reading.groups[chain[0] - 1].numbered)
    ):
        chain.insert(0, chain[0] - 1)
    head = reading.groups[chain[0]]
    if head.definite and head.kind == "plural":
        return None
    return _made(reading, trigger, chain)


def _made(reading: _Reading, trigger: Trigger, chain: Sequence[int]) -> Told | None:
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


# ---------------------------------------------------------------- counted nouns, tolls, parts of the dead


def _counted(reading: _Reading) -> list[Told]:
    """ "15 dead and 20 wounded", "dead and wounded": nouns that say what befell people."""
    found: list[Told] = []
    words = reading.words
    vague_before = False
    for k, group in enumerate(reading.groups):
        if k in reading.taken or group.effect is None or group.of_them:
            continue
        unreal = has(words.low, reading.lexicon.particles["unreal"], group.first - 3, group.first)
        negated = _is_negated(words, reading.lexicon, group.first, 4)
        joined = vague_before and group.glued.startswith("و")
        bare_definite = group.definite and not group.numbered
        if unreal or negated or (bare_definite and not joined):
            continue
        if group.kind == "single" and (group.definite or group.first == 0 or not _fell(words, group)):
            continue
        if "بين" in words.low[max(0, group.first - 2) : group.first] and not group.numbered:
            continue
        reading.taken.add(k)
        vague_before = group.hedge == "vague"
        entry = group.effect if not _both(reading, k) else replace(group.effect, effect="affected")
        count = group.count(entry.effect, words)
        found.append(
            Told(
                entry.effect, (count,), words.start[group.first], words.end[group.last - 1],
                words.cut(group.last - 1, group.last), group.first, entry.act, entry.mode,
                heads=(words.low[group.last - 1],), back=(False,),
            )
        )  # fmt: skip
    return found


def _bodies(reading: _Reading) -> list[Told]:
    """ "ten bodies": people killed, whoever found them."""
    found: list[Told] = []
    words = reading.words
    for k, group in enumerate(reading.groups):
        if k not in reading.taken and group.unit == "bodies" and group.numbered:
            reading.taken.add(k)
            start, end = words.start[group.first], words.end[group.last - 1]
            noun = words.low[group.last - 1]
            found.append(
                Told("killed", (group.count("killed", words),), start, end, noun, group.first, "ASSAULT", None, (noun,))
            )
    return found


_PERCENT = folded_set("% ٪ بالمئة بالمائة المئة المائة")


def _territory(reading: _Reading) -> list[Told]:
    """ "took 60 percent of the town": a share of ground, where the sentence tells of taking it."""
    words, lexicon = reading.words, reading.lexicon
    for i in range(len(words.low)):
        act = lexicon.acts.at(words.low, i)
        if act is None or act.entry.mode != "seize":
            continue
        for j in range(act.last, min(len(words.low), act.last + 8)):
            found = find_number(words, j, lexicon)
            if found is None or found[0].last >= len(words.low):
                continue
            n = found[0]
            if words.low[n.last] in _PERCENT or words.low[n.last : n.last + 2] in (["في", "الميه"], ["في", "المايه"]):
                said = words.cut(n.first, n.last + 1)
                count = Count("territory", said, n.low, n.best, n.high, n.hedge, "percent")
                start, end = words.start[n.first], words.end[n.last]
                return [Told("territory", (count,), start, end, words.cut(i, act.last), i, "COERCE", "seize")]
    return []


def _both(reading: _Reading, k: int) -> bool:
    """ "100 dead and wounded": one number of both is neither's; the second noun is taken with it."""
    if k + 1 >= len(reading.groups) or not reading.groups[k].numbered:
        return False
    group, after = reading.groups[k], reading.groups[k + 1]
    joined = after.first == group.last and after.glued == "و" and not after.numbered and after.effect is not None
    if joined:
        reading.taken.add(k + 1)
    return joined


def _fell(words: ArabicWords, group: Group) -> bool:
    """Whether a single "dead" or "wounded" is told of, not a word of a name or an adjective."""
    before = words.low[max(0, group.first - 3) : group.first]
    return any(
        w in ("سقوط", "سقط", "سقطت", "وقوع", "وقع", "اوقع", "خلف", "خلفت", "بسقوط", "بوقوع", "عن") for w in before
    )


def _tolls(reading: _Reading) -> list[Told]:
    """ "the number of the dead rose to 27", "the toll reached 35"."""
    words, lexicon, found = reading.words, reading.lexicon, []
    starts = reading.starts()
    for i in range(len(words.low)):
        if not has(words.low, lexicon.particles["tollword"], i, i + 1) or i + 1 >= len(words.low):
            continue
        effect = _toll_effect(words, i, lexicon)
        if effect is None:
            continue
        named = (starts[j] for j in range(i + 1, i + 4) if j in starts)
        reading.taken.update(k for k in named if reading.groups[k].effect and not reading.groups[k].numbered)
        for j in range(i + 1, min(len(words.low), i + 16)):
            k = starts.get(j)
            if k is None or k in reading.taken or not reading.groups[k].numbered:
                continue
            if has(words.low, lexicon.particles["reached"], min(i - 2, j - 5), j):
                group = reading.groups[k]
                chain = [k]
                reading.taken.update(chain)
                name: Effect = group.effect.effect if group.effect is not None else effect.effect
                found.append(
                    Told(
                        name, (group.count(name, words),), words.start[i], words.end[group.last - 1],
                        words.cut(i, i + 2), i, effect.act, effect.mode, heads=(words.low[group.last - 1],), toll=True,
                    )
                )  # fmt: skip
            break
    return found


def _toll_effect(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> ArabicEffect | None:
    for j in range(i + 1, min(len(words.low), i + 4)):
        hit = next((h for h in lexicon.effects.all_at(words.low, j) if h.entry.part == "counted"), None)
        if hit is not None:
            return hit.entry
    return None


def _of_the_dead(reading: _Reading) -> list[Told]:
    """ "among the dead were five children", "23 of the dead are children": parts of people told of elsewhere."""
    words, found = reading.words, []
    starts = reading.starts()
    for i in range(len(words.low) - 1):
        if words.low[i] not in ("بين", "وبين"):
            continue
        hit = next((h for h in reading.lexicon.effects.all_at(words.low, i + 1) if h.entry.part == "counted"), None)
        k = starts.get(hit.last) if hit is not None else None
        if hit is None or k is None or "ال" not in hit.glued:
            continue
        chain = _chain(reading, k)
        found.append(_part_told(reading, chain, hit.entry, i))
    for k, group in enumerate(reading.groups):
        if not (group.of_them and group.effect is not None) or k in reading.taken:
            continue
        noun = next((starts[j] for j in range(group.last, min(group.last + 4, len(words.low))) if j in starts), None)
        if noun is not None:
            kind = reading.groups[noun]
            reading.groups[k] = replace(group, status=kind.status, age=kind.age, sex=kind.sex)
            reading.taken.add(noun)
        found.append(_part_told(reading, [k], group.effect, group.first))
    return found


def _part_told(reading: _Reading, chain: list[int], effect: ArabicEffect, at: int) -> Told:
    words = reading.words
    groups = [reading.groups[k] for k in chain]
    reading.taken.update(chain)
    counts: tuple[Count, ...] = tuple(group.count(effect.effect, words) for group in groups)
    return Told(
        effect.effect, counts, words.start[at], words.end[groups[-1].last - 1], words.cut(at, at + 2), at,
        effect.act, effect.mode, heads=tuple(words.low[g.last - 1] for g in groups), parts_only=True,
    )  # fmt: skip


# ---------------------------------------------------------------- nobody, and what else befell the injured


def _none(reading: _Reading) -> list[Told]:
    """ "without casualties", "nobody was hurt"; "no word of casualties" says nothing."""
    words, particles = reading.words, reading.lexicon.particles
    for i in range(len(words.low)):
        hit = particles["negation"].at(words.low, i)
        if hit is None or hit.glued not in ("", "و", "ف"):
            continue
        window = range(hit.last, min(len(words.low), hit.last + 6))
        noun = next((j for j in window if particles["nobody"].at(words.low, j) is not None), None)
        if noun is None or any(particles["noinfo"].at(words.low, j) for j in range(hit.last, noun)):
            continue
        said = particles["nobody"].at(words.low, noun)
        assert said is not None
        between = words.low[hit.last : noun]
        if any(w in _BREAKS for w in between):
            continue
        effects = _none_effects(reading, hit.last, noun)
        return [
            Told(
                effect,
                (),
                words.start[i],
                words.end[said.last - 1],
                words.cut(noun, said.last),
                i,
                "ASSAULT",
                None,
                none=True,
            )
            for effect in effects
        ]
    return []


def _none_effects(reading: _Reading, first: int, noun: int) -> tuple[Effect, ...]:
    word = reading.words.low[noun]
    stem = {s for _, s in stems(word)}
    if "احد" in stem:
        trigger = next((t for t in reading.triggers if first <= t.first < noun), None)
        return (trigger.word.effect,) if trigger is not None else ()
    if stem & {"اصابات", "جرحي"}:
        return ("injured",) if "جرحي" in stem else ("killed", "injured")
    return ("killed",) if stem & {"قتلي"} else ("killed", "injured")


def _changed(reading: _Reading, told: list[Told]) -> list[Told]:
    """The injured who suffocate are affected; those "between killed and wounded" are neither's."""
    state = [t for t in reading.triggers if t.word.part == "state"]
    both = any(
        reading.words.low[i : i + 1] in (["بين"], ["ما بين"])
        and {s for w in reading.words.low[i + 1 : i + 4] for _, s in stems(w)} >= {"قتيل", "جريح"}
        for i in range(len(reading.words.low))
    )
    made = []
    for one in told:
        suffocating = one.effect == "injured" and bool(state) and abs(state[0].first - one.at) <= 10
        if one.counts and (suffocating or (both and one.effect in ("killed", "injured"))):
            one = _as_effect(one, "affected")
        made.append(one)
    return made


def _as_effect(one: Told, effect: Effect) -> Told:
    return replace(one, effect=effect, counts=tuple(_count_as(count, effect) for count in one.counts))


def _count_as(count: Count, effect: Effect) -> Count:
    return replace(count, effect=effect, includes=tuple(_count_as(part, effect) for part in count.includes))
