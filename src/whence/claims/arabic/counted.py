"""People counted by nouns in an Arabic sentence. In comes a sentence being read, out come tolls, bodies, the unhurt."""

from __future__ import annotations

from dataclasses import replace

from whence.claims.arabic.groups import Group
from whence.claims.arabic.numbers import find_number
from whence.claims.arabic.parts import find_chain
from whence.claims.arabic.triggers import BREAKS, Reading, is_negated
from whence.claims.arabic.words import ArabicWords, has
from whence.claims.figures.reading import Told
from whence.records import Count, Effect
from whence.vocabulary.arabic import ArabicEffect, ArabicLexicon, folded_set, stems


def find_counted(reading: Reading) -> list[Told]:
    """ "15 dead and 20 wounded", "dead and wounded": nouns that say what befell people."""
    found: list[Told] = []
    words = reading.words
    vague_before = False
    for k, group in enumerate(reading.groups):
        if k in reading.taken or group.effect is None or group.of_them:
            continue
        unreal = has(words.low, reading.lexicon.particles["unreal"], group.first - 3, group.first)
        negated = is_negated(words, reading.lexicon, group.first, 4)
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


def find_bodies(reading: Reading) -> list[Told]:
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


def find_territory(reading: Reading) -> list[Told]:
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


def _both(reading: Reading, k: int) -> bool:
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


def find_tolls(reading: Reading) -> list[Told]:
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


def find_of_the_dead(reading: Reading) -> list[Told]:
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
        chain = find_chain(reading, k)
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


def _part_told(reading: Reading, chain: list[int], effect: ArabicEffect, at: int) -> Told:
    words = reading.words
    groups = [reading.groups[k] for k in chain]
    reading.taken.update(chain)
    counts: tuple[Count, ...] = tuple(group.count(effect.effect, words) for group in groups)
    return Told(
        effect.effect, counts, words.start[at], words.end[groups[-1].last - 1], words.cut(at, at + 2), at,
        effect.act, effect.mode, heads=tuple(words.low[g.last - 1] for g in groups), parts_only=True,
    )  # fmt: skip


def find_none(reading: Reading) -> list[Told]:
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
        if any(w in BREAKS for w in between):
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


def _none_effects(reading: Reading, first: int, noun: int) -> tuple[Effect, ...]:
    word = reading.words.low[noun]
    stem = {s for _, s in stems(word)}
    if "احد" in stem:
        trigger = next((t for t in reading.triggers if first <= t.first < noun), None)
        return (trigger.word.effect,) if trigger is not None else ()
    if stem & {"اصابات", "جرحي"}:
        return ("injured",) if "جرحي" in stem else ("killed", "injured")
    return ("killed",) if stem & {"قتلي"} else ("killed", "injured")


def changed(reading: Reading, told: list[Told]) -> list[Told]:
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
