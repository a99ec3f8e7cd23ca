"""People told of after the verb. In comes a sentence being read, out come "killed 15" and "the death of 15"."""

from __future__ import annotations

from dataclasses import replace

from whence.claims.figures.before import THINGS
from whence.claims.figures.chains import (
    BREAKS,
    DAYS,
    JOINTS,
    PREPOSITIONS,
    from_leaving,
    inside_group,
    name_in_capitals,
    object_chain,
)
from whence.claims.figures.reading import Reader, Told
from whence.claims.figures.told import OF_ONE_NAMED, count_of, killed_or_injured, make, make_told
from whence.claims.figures.triggers import ADVERBS, BE, Trigger
from whence.claims.figures.victims import Group
from whence.claims.words import Words
from whence.records import Count, Status
from whence.vocabulary.lexicon import word_set

_CAUSES = word_set(
    """
    caused causing causes cause reported confirmed inflicted inflicting inflict left leaving resulted
    resulting suffered were was many several some numerous and of in no any the cases are been multiple more
    heavy
    """
)
_COUNTED_NOUNS = frozenset(
    {"death", "deaths", "fatality", "fatalities", "casualties", "injuries", "killings", "murders", "arrests", "martyrs"}
)


def told_after(reader: Reader) -> list[Told]:
    """Active verbs, "killing 15", "the death of 15", "15 deaths", "a toll of 15"."""
    told = []
    for trigger in reader.triggers:
        part = trigger.word.part
        if inside_group(reader, trigger):
            made = None
        elif part in ("act", "ing") or (
            part == "past" and not trigger.passive and trigger not in reader.taken.values()
        ):
            made = _object(reader, trigger)
        elif part == "noun":
            made = _nominal(reader, trigger)
        elif part == "case":
            made = _cases(reader, trigger)
        else:
            made = None
        if made is not None:
            told += killed_or_injured(reader, trigger, made) if part != "noun" else [made]
    return told


_AMONG = (["to"], ["among"], ["in"], ["affecting"])


def _cases(reader: Reader, trigger: Trigger) -> Told:
    """ "30 cases of suffocation", "cases of suffocation among more than 30 people", or the bare words, vague."""
    low = reader.words.low
    before = next((g for g in reader.groups if g.last == trigger.first and g.counted), None)
    after = next((g for g in reader.groups if g.first == trigger.last + 1 and g.known and not g.none), None)
    if before is not None:
        words = reader.words.cut(before.first, trigger.last)
        count = replace(count_of(reader, before, trigger.word.effect), words=words)
    elif after is not None and low[trigger.last : trigger.last + 1] in _AMONG:
        count = count_of(reader, after, trigger.word.effect)
    else:
        count = Count(trigger.word.effect, trigger.words, None, None, None, "vague")
    first = before.first if before is not None else trigger.first
    last = after.last if before is None and after is not None else trigger.last
    return make_told(reader, trigger, (count,), first, last)


_PRONOUNS = frozenset({"him", "her", "them"})


def _object(reader: Reader, trigger: Trigger) -> Told | None:
    words, low = reader.words, reader.words.low
    j = trigger.last
    while (
        j < len(low)
        and (low[j] in ADVERBS or low[j] in ("off", '"', "“"))
        and not any(g.first == j for g in reader.groups)
    ):
        j += 1
    j = _after_an_aside(reader, _after_a_source(reader, _after_a_day(low, j)))
    if j < len(low) and low[j] in ("and", "or", "/") and trigger.word.part != "noun":
        partner = next((t for t in reader.triggers if t.first == j + 1 and _joins(t)), None)
        if partner is not None:
            j = partner.last
        elif j + 2 < len(low) and low[j + 1].endswith("ed") and any(g.first == j + 2 for g in reader.groups):
            j += 2  # "killed and crucified five civilians"
    if j < len(low) and low[j] == "of" and trigger.word.part == "ing":
        j += 1
    start = next(
        (
            k
            for k, g in enumerate(reader.groups)
            if g.first == j or (g.first == j + 1 and (low[j] in ("the", "up", "all") or low[j + 1] == "'s"))
        ),
        None,
    )
    if start is None and trigger.words.lower() in _DESTROYS:
        start = _last_of_a_list(reader, j)
    if start is None:
        start = _after_modifiers(reader, j)
    if trigger.word.needs == "leaving" and (start is None or not from_leaving(low, reader.groups[start].last)):
        return None
    if start is not None:
        if start in reader.taken and reader.taken[start] is not trigger:
            return None
        chain = object_chain(reader, start)
        made = make(reader, trigger, chain)
        if made is not None:
            for k in chain:
                reader.taken.setdefault(k, trigger)
        return made
    if (
        j < len(low)
        and low[j] in _PRONOUNS
        and not (low[j] == "her" and _is_possessive(low, j))
        and not (trigger.negated or trigger.unreal)
        and trigger.word.needs != "lives"
    ):
        one = 1 if low[j] != "them" else None
        count = Count(trigger.word.effect, words.cut(j, j + 1), one, one, one, "exact" if one else "vague")
        return make_told(reader, trigger, (count,), trigger.first, j + 1, pronoun=True)
    name = _name_after(words, j)
    if (
        name is None
        or trigger.negated
        or trigger.unreal
        or trigger.word.effect not in OF_ONE_NAMED
        or trigger.word.needs in ("troops", "lives", "known", "counted")
    ):
        return None  # "seized X": a place
    if any(word in ('"', "“", "”") for word in low[trigger.last : j]):
        return None  # who is named after a quotation has spoken
    if trigger.word.part == "past" and (
        trigger.first == 0 or low[trigger.first - 1] in ("of", "those", "people", "the")
    ):
        return None
    if trigger.word.needs == "people" and trigger.word.effect != "detained":
        return None
    return _with_joined(reader, trigger, name)


def _with_joined(reader: Reader, trigger: Trigger, name: tuple[int, int]) -> Told:
    """One person by name, and those who are joined: "X, his wife and two guards"."""
    words, low = reader.words, reader.words.low
    counts = [Count(trigger.word.effect, words.cut(*name), 1, 1, 1, "exact")]
    heads = [low[name[1] - 1]]
    end = name[1]
    following = next((k for k, g in enumerate(reader.groups) if g.first >= end), None)
    if following is not None and following not in reader.taken:
        gap = low[end : reader.groups[following].first]
        if gap and len(gap) <= 4 and all(word in JOINTS for word in gap):
            chain = object_chain(reader, following)
            if gap == [","] and reader.groups[following].single and not reader.groups[following].kin:
                chain = chain[1:]  # a description of the person named
            more = make(reader, trigger, chain) if chain else None
            if more is not None:
                counts += more.counts
                heads += more.heads
                end = reader.groups[following].last
    return make_told(reader, trigger, tuple(counts), trigger.first, end, heads=tuple(heads))


_DESTROYS = frozenset({"destroyed", "destroying", "destroy", "wiping out", "wiped out"})
_LONGEST_LIST = 14


def _last_of_a_list(reader: Reader, j: int) -> int | None:
    """ "Destroyed two bases, six tanks and up to 80 fighters": people who stand last among things; their index."""
    low = reader.words.low
    for i in range(j, min(len(low), j + _LONGEST_LIST)):
        if low[i] in BREAKS or low[i] in BE or any(t.first == i for t in reader.triggers):
            return None
        last = next((k for k, g in enumerate(reader.groups) if g.first == i), None)
        if last is not None:
            group = reader.groups[last]
            fits = group.counted and group.status == "combatant" and not group.single and low[i - 1] == "and"
            return last if fits else None
    return None


def _joins(trigger: Trigger) -> bool:
    """ "killing and wounding", and in the looser prose of bulletins "killing and injury"."""
    return trigger.word.part in ("past", "ing", "act") or trigger.words.lower() == "injury"


def _after_modifiers(reader: Reader, j: int) -> int | None:
    """ "killed Western hostages": a bare plural of people after names that only say of which."""
    for k, group in enumerate(reader.groups):
        if j < group.first <= j + 3 and group.plural_only and not (group.definite or group.none):
            if k in reader.taken or not _only_modify(reader.words, j, group.first):
                return None
            reader.groups = (*reader.groups[:k], replace(group, first=j), *reader.groups[k + 1 :])
            return k
    return None


_SOURCE_WORDS = 6


def _after_a_source(reader: Reader, j: int) -> int:
    """The index after "according to the latest toll" where it stands between a verb and the number it counts."""
    low = reader.words.low
    if low[j : j + 2] != ["according", "to"]:
        return j
    ahead = (g.first for g in reader.groups if j + 2 < g.first <= j + _SOURCE_WORDS and g.numbered and not g.single)
    return next(ahead, j)


def _after_an_aside(reader: Reader, j: int) -> int:
    """The index after ", at gunpoint," where it stands between a verb and the people it counts."""
    low = reader.words.low
    if low[j : j + 1] != [","]:
        return j
    close = next((k for k in range(j + 2, min(j + 7, len(low))) if low[k] == ","), None)
    if close is None or any(t.first > j and t.first < close for t in reader.triggers):
        return j
    return close + 1 if any(g.first == close + 1 and (g.numbered or g.single) for g in reader.groups) else j


def _is_possessive(low: list[str], j: int) -> bool:
    """ "wounded her pride": "her" with a noun of its own."""
    following = low[j + 1] if j + 1 < len(low) else "."
    return following.isalpha() and following not in PREPOSITIONS | JOINTS and not following.endswith("ly")


def _after_a_day(low: list[str], j: int) -> int:
    """The index after "on Monday", "late on Monday", "yesterday" where it stands between a verb and its object."""
    k = j + 1 if low[j : j + 1] == ["late"] else j
    k = k + 1 if low[k : k + 1] == ["on"] else k
    return k + 1 if low[k : k + 1] and low[k] in DAYS else j


def _name_after(words: Words, j: int) -> tuple[int, int] | None:
    if words.shouting:
        return name_in_capitals(words, j)
    if j >= len(words.low) or not words.capital[j] or not words.low[j][0].isalpha():
        return None
    k = j
    while (
        k < len(words.low)
        and k < j + 6
        and (words.capital[k] or words.low[k] in ("al", "bin", "abu", "de", "-"))
        and words.low[k][0].isalpha()
    ):
        k += 1
    return (j, k) if k > j and words.low[j] not in THINGS else None


def _nominal(reader: Reader, trigger: Trigger) -> Told | None:
    """ "15 deaths", "the killing of 15", "no casualties", "caused deaths"."""
    words, low = reader.words, reader.words.low
    if trigger.first > 1 and low[trigger.first - 1] in ("'s", "'") and trigger.word.needs == "yes":
        return _owned(reader, trigger)
    before = next((k for k, g in enumerate(reader.groups) if g.last == trigger.first), None)
    if trigger.words.lower() not in _COUNTED_NOUNS or (
        before is not None and not _counts_events(reader.groups[before])
    ):
        before = None
    if before is not None and reader.groups[before].none:
        return make_told(reader, trigger, (), trigger.first, trigger.last, none=True)
    if (
        before is not None
        and before not in reader.taken
        and not reader.groups[before].single
        and (reader.groups[before].numbered or reader.groups[before].hedge == "vague")
    ):
        if reader.groups[before].known and not reader.groups[before].numbered:
            bare = trigger.words.lower() in _BARE and not (trigger.unreal or trigger.negated)
            return _bare(reader, trigger) if bare and _stands_bare(reader, trigger) else None
        return make(reader, trigger, [before])
    reach = low[max(0, trigger.first - 5) : trigger.first]
    if "no" in reach or "without" in reach or "not" in reach:
        lacking = any(
            w
            in (
                "immediate",
                "word",
                "details",
                "information",
                "toll",
                "figures",
                "clear",
                "big",
                "many",
                "believed",
                "signs",
            )
            for w in reach
        )
        return None if lacking else make_told(reader, trigger, (), trigger.first, trigger.last, none=True)
    of = _of_whom(words, trigger.last)
    if of is None and trigger.words.lower() in _AGAINST and low[trigger.last : trigger.last + 1] == ["against"]:
        of = trigger.last
    if of is not None and not trigger.unreal:
        start = next(
            (
                k
                for k, g in enumerate(reader.groups)
                if g.first == of + 1
                or (g.first == of + 2 and (low[of + 1] in ("the", "all") or low[of + 2] == "'s"))
                or (g.titled and of < g.first <= of + 4 and _only_modify(words, of + 1, g.first))
            ),
            None,
        )
        if start is not None:
            # "the death of four students who had been kidnapped": both are said of them
            told_of = start not in reader.taken or low[reader.groups[start].last : reader.groups[start].last + 1] == [
                "who"
            ]
            return make(reader, trigger, object_chain(reader, start)) if told_of else None
        name = _name_after(words, of + 1)
        if name is not None and of > trigger.last and not words.shouting:
            name = None  # "the killing in the town of X": X may be the place
        if name is not None and name[1] < len(low) and low[name[1]].isalpha() and low[name[1]] not in PREPOSITIONS:
            name = None  # "the execution of IED attacks": the name only describes a thing
        if name is not None and trigger.word.needs == "yes":
            return _with_joined(reader, trigger, name)
        if (
            words.shouting
            and of == trigger.last
            and of + 1 < len(low)
            and trigger.words.lower() in ("assassination", "murder", "kidnapping", "killing", "death", "abduction")
        ):
            k = of + 1
            if (
                low[k][0].isalpha()
                and low[k] not in THINGS
                and low[k] not in ("the", "a", "an", "all", "many", "those")
            ):
                return make_told(
                    reader,
                    trigger,
                    (Count(trigger.word.effect, words.cut(k, k + 2), 1, 1, 1, "exact"),),
                    trigger.first,
                    k + 2,
                    heads=(low[min(k + 1, len(low) - 1)],),
                )
        return None
    if trigger.words.lower() in _BARE and not (trigger.unreal or trigger.negated) and _stands_bare(reader, trigger):
        return _bare(reader, trigger)
    if (
        trigger.words.lower() in ("deaths", "fatalities", "casualties", "injuries")
        and reach
        and reach[-1] in _CAUSES
        and not trigger.unreal
        and any(w in _CAUSES and w not in ("and", "of", "in", "the", "any", "no", "more") for w in reach)
    ):
        return make_told(
            reader,
            trigger,
            (Count(trigger.word.effect, trigger.words, None, None, None, "vague"),),
            trigger.first,
            trigger.last,
        )
    return None


_BARE = frozenset({"casualties", "deaths", "fatalities"})
_OF_CASUALTIES = word_set("civilian civilians huge heavy mass many numerous military human several significant")
_ONLY_SPOKEN_OF = word_set(
    """
    no any avoid avoiding avoided prevent preventing minimize minimise minimizing minimising reduce reducing
    limit limiting risk fear fears feared fearing possible potential without not zero toll count number numbers
    figures rate statistics instance instances case cases further future claims if could would may might about
    accept denied denies deny protect against between
    """
)
_GOVERNS = word_set(
    """
    with of in by for causing caused cause causes inflicting inflicted inflict leaving left resulted resulting
    suffered suffer suffering reported treating treated receiving received took taking brought evacuated
    evacuating more the and to from
    """
)
_AGAINST = frozenset({"massacre", "massacres"})  # "a massacre against 14 villagers"
_OPENS_A_PHRASE = frozenset({"in", "on", "at", "near", "during", "yesterday", "today", "last", "this", "early", "late"})
_WHOLES = word_set(
    """
    town city village province department district neighborhood neighbourhood suburb camp area region country state
    part outskirts center centre north south east west month end course beginning middle wake hands streets capital
    campus site road face house home offices office headquarters section zone sector out because front
    """
)


def _stands_bare(reader: Reader, trigger: Trigger) -> bool:
    """ "Overwhelmed with casualties", "reports of civilian casualties": no number, yet people were harmed."""
    low = reader.words.low
    first = _adjectives(low, trigger)
    if not _ONLY_SPOKEN_OF.isdisjoint(low[max(0, first - 3) : first]):
        return False
    if low[trigger.last : trigger.last + 1] and low[trigger.last] in (
        "toll",
        "figures",
        "count",
        "numbers",
        "recorders",
    ):
        return False
    after = low[trigger.last : trigger.last + 4]
    if after[:1] in (["are"], ["were"], ["is"]) and not {"not", "few", "no", "minimal", "low"}.isdisjoint(after):
        return False
    if trigger.words.lower() != "casualties" and first == trigger.first:
        return False  # "deaths" alone may be anybody's
    governed = first > 0 and low[first - 1] in _GOVERNS
    if {"reported", "confirmed", "feared"}.intersection(after) and after[0] in ("are", "were", "have"):
        return "feared" not in after
    return governed or low[trigger.last : trigger.last + 1] in (
        ["from"],
        ["were"],
        ["in"],
        ["among"],
        ["soared"],
        ["rose"],
    )


def _adjectives(low: list[str], trigger: Trigger) -> int:
    first = trigger.first
    while first > 0 and low[first - 1] in _OF_CASUALTIES:
        first -= 1
    return first


def _bare(reader: Reader, trigger: Trigger) -> Told:
    first = _adjectives(reader.words.low, trigger)
    civilian = "civilian" in reader.words.low[first : trigger.first]
    words = reader.words.cut(first, trigger.last)
    status: Status | None = "civilian" if civilian else None
    count = Count(trigger.word.effect, words, None, None, None, "vague", status=status)
    return make_told(reader, trigger, (count,), first, trigger.last)


def _only_modify(words: Words, i: int, j: int) -> bool:
    """Whether the words before a title only say of what: "the murder of Valdos mayor X"."""
    return all(
        words.low[k].isalpha() and words.low[k] not in PREPOSITIONS | JOINTS and (words.shouting or words.capital[k])
        for k in range(i, j)
    )


def _of_whom(words: Words, j: int) -> int | None:
    """The index of the "of" whose people a noun at `j` counts: "the death of", "the killing yesterday in X of"."""
    low = words.low
    if j >= len(low):
        return None
    if low[j] == "of":
        return j
    if low[j] not in _OPENS_A_PHRASE:
        return None
    for k in range(j + 1, min(j + 8, len(low) - 1)):
        if low[k] == "of":
            return k if low[k - 1] not in _WHOLES and low[k - 1] not in PREPOSITIONS else None
        if low[k] in (
            ",",
            ".",
            ";",
            ":",
            "(",
            "and",
            "was",
            "were",
            "has",
            "have",
            "that",
            "which",
            "who",
            "by",
            "had",
        ):
            return None
    return None


def _owned(reader: Reader, trigger: Trigger) -> Told | None:
    """ "the six priests' murder", "X's assassination" """
    at = trigger.first - 1
    owner = next((k for k, g in enumerate(reader.groups) if g.last == at), None)
    if owner is not None:
        return make(reader, trigger, [owner]) if owner not in reader.taken else None
    words = reader.words
    name = words.low[at - 1]
    named = name.isalpha() and name not in THINGS and (words.capital[at - 1] or words.shouting)
    if not named or trigger.unreal or trigger.negated or trigger.words.lower().endswith("s"):
        return None
    count = Count(trigger.word.effect, words.cut(at - 1, at), 1, 1, 1, "exact")
    return make_told(reader, trigger, (count,), at - 1, trigger.last, heads=(name,))


def _counts_events(group: Group) -> bool:
    """ "15 deaths" and "no deaths" count people; "several murders" says nothing of how many."""
    return group.numbered or group.none or group.hedge == "vague"
