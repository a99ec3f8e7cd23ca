"""People counted in one sentence. In come its words, groups and triggers, out come Counts by effect, parts inside.

Every trigger takes its people from one side: the subject of a passive, the object of an active verb, the number of a
toll. "Including" makes parts, "and" does not; what no trigger takes is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.claims.numbers import Number, find_numbers
from whence.claims.triggers import ADVERBS, BE, Trigger, find_triggers
from whence.claims.victims import Group, find_groups
from whence.claims.words import Words
from whence.records import Count, Effect, Unit
from whence.vocabulary.lexicon import Lexicon, word_set

_JOINTS = frozenset(
    {",", "and", "as", "well", "along", "with", "plus", "also", "&", "together", "or", "another", "(", "then", "while"}
)
_PART_CUES = frozenset(
    {"including", "includes", "included", "among", "whom", "include", "amongst", "containing", "counting"}
)
_BREAKS = frozenset({";", ":", ".", "!", "?", "“"})
_DASHES = frozenset({"-", "--", "–", "—"})
_CLAUSE = word_set(
    """
    said says saying told reported reports adding added when where after while because although though but
    before confirmed announced stated claimed claims until as if whereas since meanwhile noted indicated
    revealed asserted that which
    """
)
_PREPOSITIONS = word_set(
    """
    in on by at of from with to for near against between during into onto around inside outside amid
    via toward towards across despite under over behind beside besides like within targeting carrying
    holding guarding attacking hit hitting fighting
    """
)
_THINGS = word_set(
    """
    it attack attacks building vehicle village town city area base which what bus car truck convoy house
    plane helicopter aircraft tank device nothing bridge operation strike bomb explosion plan system power
    water work electricity office there this that he she they who case document decision statement situation
    animal dog life
    """
)
_CONTROL = word_set(
    """
    control controls controlled controlling hold holds held holding overrun overran captured capture
    captures seized seize taken take took recaptured regained lost retaken retook conquered occupied
    occupies occupy liberated rule rules ruled under
    """
)
_CAUSES = word_set(
    """
    caused causing causes cause reported confirmed inflicted inflicting inflict left leaving resulted
    resulting suffered were was many several some numerous and of in no any the cases are been multiple more
    heavy
    """
)
_TOLL_VERBS = word_set(
    """
    to at of reached reaches reaching was is were stands stood hit passed exceeds exceeded rose rising
    climbed climbs has had as that reach topped surpassed be been : from , between with vary varies varied
    ranges ranging ranged
    """
)
_COUNTED_NOUNS = frozenset(
    {"death", "deaths", "fatality", "fatalities", "casualties", "injuries", "killings", "murders", "arrests", "martyrs"}
)
_DEAD = frozenset(
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


@dataclass(frozen=True, slots=True)
class Told:
    """One effect told of in a sentence, its counts beside each other.

    `start`/`end` are offsets in the sentence. `none`: the text says that none were. `parts_only`: the counts are
    parts of people told of elsewhere ("among the dead were two children"). `back[i]`: the i-th count points back to
    people already told ("the two men"), where somebody is. `pronoun`: told by "he" or "they". `others`: "two others", beside somebody already told.
    """

    effect: Effect
    counts: tuple[Count, ...]
    start: int
    end: int
    trigger: str
    at: int
    act: str | None
    mode: str | None
    heads: tuple[str, ...] = ()
    back: tuple[bool, ...] = ()
    none: bool = False
    parts_only: bool = False
    pronoun: bool = False
    others: bool = False
    toll: bool = False


@dataclass(slots=True)
class _Reader:
    """One sentence being read; `taken` are the groups that some trigger already has."""

    words: Words
    groups: tuple[Group, ...]
    triggers: tuple[Trigger, ...]
    taken: dict[int, Trigger]


def find_told(words: Words, lexicon: Lexicon, armed: frozenset[str] = frozenset()) -> tuple[Told, ...]:
    """All counts of one sentence, in reading order; empty where nobody is said to be harmed."""
    triggers = find_triggers(words, lexicon)
    numbers = find_numbers(words, lexicon)
    told: list[Told] = []
    if triggers or any(w.startswith(("bod", "corpse")) or w in _DEAD for w in words.low):
        groups = find_groups(words, numbers, lexicon, armed)
        reader = _Reader(words, groups, triggers, {})
        told += _of_the_dead(reader)
        told += _tolls(reader)
        told += _told_before(reader)
        told += _told_after(reader)
        told += _bodies(reader)
        told = _with_among(reader, told)
    told += _territory(words, numbers)
    return tuple(sorted(told, key=lambda t: (t.start, t.end)))


# ---------------------------------------------------------------- people before the trigger


def _tolls(reader: _Reader) -> list[Told]:
    """Tolls are read first: "the toll has risen to 13 and 106 injured" must not lose its 13 to the injured."""
    told = []
    for trigger in reader.triggers:
        made = _toll(reader, trigger) if trigger.word.part == "toll" else None
        if made is None:
            continue
        told.append(made)
        for k, group in enumerate(reader.groups):
            if reader.words.start[group.first] >= made.start and reader.words.end[group.last - 1] <= made.end:
                reader.taken.setdefault(k, trigger)
    return told


def _told_before(reader: _Reader) -> list[Told]:
    """Passives, "15 killed", "15 dead", "15 people died"."""
    told = []
    for trigger in reader.triggers:
        if trigger.word.part not in ("past", "done", "state") or _inside_group(reader, trigger):
            continue
        if trigger.word.part == "past" and not trigger.passive and _is_active(reader, trigger):
            continue
        if (counted := _number_of(reader, trigger)) is not None:
            told.append(counted)
            continue
        if (
            trigger.word.part == "done"
            and not trigger.perfect
            and trigger.words.lower() in ("dies", "die")
            and not reader.words.shouting
        ):
            pass
        chain = _subject(reader, trigger)
        if any(k in reader.taken and reader.taken[k].word is None for k in chain):
            continue
        if chain:
            made = _make(reader, trigger, chain)
            if made is not None:
                for k in chain:
                    reader.taken[k] = trigger
                told.append(_with_parts_after(reader, trigger, made))
            continue
        single = _unnamed_subject(reader, trigger)
        if single is not None:
            told.append(single)
    return told


def _number_of(reader: _Reader, trigger: Trigger) -> Told | None:
    """ "the number of fighters killed in battles has risen to 39": a toll in other words."""
    low = reader.words.low
    of = next(
        (i for i in range(max(1, trigger.first - 7), trigger.first) if low[i - 1] == "number" and low[i] == "of"), None
    )
    if of is None:
        return None
    made = _toll(reader, replace(trigger, last=trigger.last))
    if made is None:
        return None
    kind = next(
        (g for g in reader.groups if of < g.first < trigger.first or g.first < of < g.last <= trigger.first), None
    )
    if kind is None or len(made.counts) != 1 or made.counts[0].status is not None:
        return made
    return replace(made, counts=(replace(made.counts[0], status=kind.status, age=kind.age, sex=kind.sex),))


def _with_parts_after(reader: _Reader, trigger: Trigger, told: Told) -> Told:
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
    if cue is None or not told.counts or any(word in _BREAKS for word in low[trigger.last : cue]):
        return told
    start = next((k for k, g in enumerate(reader.groups) if cue < g.first <= cue + 3), None)
    if start is None or start in reader.taken:
        return told
    whole = told.counts[-1]
    parts: list[Count] = []
    for k in _object_chain(reader, start):
        group = reader.groups[k]
        part = _count(reader, group, told.effect)
        if not group.known or not _size_fits(part, whole) or group.definite:
            break
        parts.append(_inherit(part, whole))
        reader.taken.setdefault(k, trigger)
    return replace(told, counts=(*told.counts[:-1], replace(whole, includes=(*whole.includes, *parts))))


def _size_fits(part: Count, whole: Count) -> bool:
    size = part.best if part.best is not None else part.low
    limit = whole.high if whole.high is not None else whole.best if whole.best is not None else whole.low
    return size is None or limit is None or size <= limit


def _inside_group(reader: _Reader, trigger: Trigger) -> bool:
    return any(g.first <= trigger.first < g.last for g in reader.groups)


def _is_active(reader: _Reader, trigger: Trigger) -> bool:
    """Whether "killed" has its people after it: an object follows and it is no "15 killed 20 wounded"."""
    low, j = reader.words.low, trigger.last
    while j < len(low) and (low[j] in ADVERBS or low[j] in ("off", '"')):
        j += 1
    if j >= len(low):
        return False
    follows = next(
        (k for k, g in enumerate(reader.groups) if g.first in (j, j + 1) and (g.first == j or low[j] in ("the", "a"))),
        None,
    )
    if low[j] == "by":
        return False
    if follows is None:
        named = reader.words.capital[j] and not _adjacent_before(reader, trigger)
        joined = (
            low[j] in ("and", "or", "/")
            and j + 1 < len(low)
            and any(t.first == j + 1 and t.word.part in ("past", "ing") for t in reader.triggers)
        )
        return named or (joined and not _adjacent_before(reader, trigger))
    group = reader.groups[follows]
    after = group.last
    own = next((t for t in reader.triggers if t.first == after and t.word.part in ("past", "state")), None)
    before = _adjacent_before(reader, trigger)
    return not (own is not None and before)


def _adjacent_before(reader: _Reader, trigger: Trigger) -> bool:
    return any(g.last == trigger.first and g.numbered for g in reader.groups)


def _subject(reader: _Reader, trigger: Trigger) -> list[int]:
    """Indexes of the groups that are the trigger's subject, tops and parts, or none."""
    words, groups = reader.words, reader.groups
    low = words.low
    end = trigger.auxiliary
    begin = _clause_begin(reader, trigger, end)
    inside = [k for k, g in enumerate(groups) if g.first >= begin and g.last <= end and k not in reader.taken]
    if not inside:
        if end < trigger.first and end + 1 < len(low):  # "were 15 people killed"
            inverted = [k for k, g in enumerate(groups) if g.first >= end and g.last == trigger.first]
            return inverted[-1:]
        return []
    if not trigger.passive and not trigger.perfect and trigger.word.part != "done":
        near = [
            k
            for k in inside
            if _only_light(low, groups[k].last, trigger.first) or _closed_parenthesis(reader, k, trigger.first)
        ]
        if not near:
            return []
    chains = _chains(reader, inside)
    subject = [c for c in chains if not _is_prepositional(reader, c[0])]
    if not subject:
        last = chains[-1]
        if trigger.words.lower().startswith(("under", "buried")):
            return last
        direct = groups[last[-1]].last >= end - 1
        plain = (
            direct
            and (groups[last[0]].numbered or groups[last[0]].single)
            and low[groups[last[0]].first - 1]
            in ("in", "with", "of", "to", "leaves", "leaving", "from", "for", "among", "at", "by")
            and not (low[groups[last[0]].first - 1] == "by" and trigger.passive)
        )
        return last if plain and not trigger.passive else []
    chosen = subject[-1]
    if not groups[chosen[0]].numbered:
        better = [c for c in subject if groups[c[0]].numbered and not groups[c[0]].single]
        if better and not _finite_between(low, groups[better[-1][-1]].last, groups[chosen[0]].first):
            chosen = better[-1]
    previous = [
        t
        for t in reader.triggers
        if t.last == groups[chosen[0]].first
        and t.word.part in ("past", "act", "ing")
        and t.first != trigger.first
        and not t.passive
    ]
    tops = [k for k in chosen if not _is_part(reader, chosen, k)]
    if previous and len(tops) > 1:
        return chosen[chosen.index(tops[-1]) :]
    if previous and len(tops) == 1 and not trigger.passive and trigger.word.part == "past":
        return []
    return chosen


def _clause_begin(reader: _Reader, trigger: Trigger, end: int) -> int:
    low = reader.words.low
    k = end - 1
    while k >= 0:
        word = low[k]
        if word in _BREAKS and not (word == "." and k > 0 and len(low[k - 1]) <= 3):
            return k + 1
        if word in _CLAUSE and not any(g.first <= k < g.last for g in reader.groups):
            group_before = any(g.last == k for g in reader.groups)
            if not (word in ("that", "which", "as") and (group_before or word == "as")):
                return k + 1
        inner = next((t for t in reader.triggers if t.first <= k < t.last and t.first != trigger.first), None)
        if (
            inner is not None
            and not _inside_group(reader, inner)
            and inner.word.part in ("past", "act", "ing", "done", "state")
        ):
            return inner.last
        k -= 1
    return 0


def _chains(reader: _Reader, inside: Sequence[int]) -> list[list[int]]:
    """Runs of groups that are joined ("and", commas) or parts of the one before ("including")."""
    chains: list[list[int]] = []
    for k in inside:
        if chains and (
            _joined(reader, chains[-1][-1], k) or _cue_between(reader, chains[-1][-1], k) or reader.groups[k].part
        ):
            chains[-1].append(k)
        else:
            chains.append([k])
    return chains


def _joined(reader: _Reader, a: int, b: int) -> bool:
    gap = reader.words.low[reader.groups[a].last : reader.groups[b].first]
    if "(" in gap and ")" in gap:
        gap = gap[: gap.index("(")] + gap[gap.index(")") + 1 :]
    if not gap:
        return reader.groups[a].plural_only and reader.groups[b].plural_only  # "women children" without its comma
    return len(gap) <= 4 and all(word in _JOINTS or word in _DASHES for word in gap)


def _cue_between(reader: _Reader, a: int, b: int) -> bool:
    """Whether group b stands in an "including ..." that follows group a within the same stretch."""
    low = reader.words.low
    begin, end = reader.groups[a].last, reader.groups[b].first
    gap = low[begin:end]
    if not gap or len(gap) > 25 or any(word in _BREAKS for word in gap):
        return False
    if any(begin <= t.first < end and t.word.part != "state" for t in reader.triggers if t.first >= begin) and gap[
        -1
    ] not in ("including",):
        tail_is_cue = any(word in _PART_CUES for word in gap[-3:])
        if not tail_is_cue:
            return False
    cue = next((k for k in range(len(gap) - 1, max(-1, len(gap) - 4), -1) if gap[k] in _PART_CUES), None)
    if cue is None:
        return False
    return not (gap[cue] in ("among", "amongst") and cue > 0 and gap[cue - 1] in BE) and gap[cue] not in (
        "included",
        "include",
        "includes",
    )


def _is_part(reader: _Reader, chain: Sequence[int], k: int) -> bool:
    """Whether the k-th group is a part of an earlier one in its chain rather than beside it."""
    groups = reader.groups
    at = chain.index(k)
    if at == 0:
        return False
    if groups[k].part:
        return True
    before = chain[at - 1]
    if _cue_between(reader, before, k):
        return True
    if _is_part(reader, chain, before) and _joined(reader, before, k) and not groups[before].part:
        gap = reader.words.low[groups[before].last : groups[k].first]
        if any(word in _DASHES or word == ")" for word in gap):
            return False
        top = next(t for t in reversed(chain[:at]) if not _is_part(reader, chain, t))
        return _fits(groups[k], groups[top])
    return False


def _fits(part: Group, whole: Group) -> bool:
    if part.status == "combatant" and whole.status == "civilian":
        return False
    size = part.best if part.best is not None else part.low
    limit = whole.high if whole.high is not None else whole.best if whole.best is not None else whole.low
    return size is None or limit is None or size <= limit


def _is_prepositional(reader: _Reader, k: int) -> bool:
    low, first = reader.words.low, reader.groups[k].first
    j = first - 1
    while j >= 0 and low[j] in ("the", "a", "an", "some", "all", "these", "those"):
        j -= 1
    return (
        j >= 0
        and low[j] in _PREPOSITIONS
        and not (low[j] == "of" and j > 0 and low[j - 1] in ("lives", "bodies", "one", "remains"))
    )


def _only_light(low: list[str], i: int, j: int) -> bool:
    return (
        all(
            word in ADVERBS
            or word in _DASHES
            or word in ("(", ")", '"', ",", "lay", "lying", "people", "others", "more")
            or word.endswith("ly")
            for word in low[i:j]
        )
        and j - i <= 4
    )


def _closed_parenthesis(reader: _Reader, k: int, end: int) -> bool:
    """ "15 people, including four children, killed": only a closing comma between the part and the trigger."""
    gap = reader.words.low[reader.groups[k].last : end]
    return gap in ([","], [")"], ["among", "them", ","], ["among", "them"]) or (len(gap) == 1 and gap[0] in _DASHES)


def _finite_between(low: list[str], i: int, j: int) -> bool:
    return any(word in ("and", ",", "but", "were", "was", "had", "have") or word in _CLAUSE for word in low[i:j])


def _unnamed_subject(reader: _Reader, trigger: Trigger) -> Told | None:
    """ "Alaudin was killed", "he was forced to move": one person by the verb's number; "they are dying": some."""
    words, low = reader.words, reader.words.low
    end = trigger.auxiliary
    if trigger.word.part == "state" or trigger.unreal or trigger.negated or end == 0:
        return None
    before = low[end - 1]
    if before in ("he", "she", "they") and (trigger.passive or trigger.perfect or trigger.word.part == "done"):
        sex = {"he": "male", "she": "female"}.get(before)
        del sex
        if before == "they":
            count = Count(trigger.word.effect, words.cut(end - 1, trigger.last), None, None, None, "vague")
        else:
            count = Count(trigger.word.effect, words.cut(end - 1, end), 1, 1, 1, "exact")
        return _told(reader, trigger, (count,), end - 1, trigger.last, pronoun=True)
    if not (trigger.singular and trigger.passive) and not (
        trigger.word.part == "done" and trigger.words.lower() == "died"
    ):
        return None
    begin = _clause_begin(reader, trigger, end)
    name = _name_before(words, begin, end)
    if name is None:
        return None
    if any(low[k] in _THINGS for k in range(*name)) or low[name[1] - 1] in _DEAD:
        return None
    if trigger.word.needs == "people" and (words.shouting or not words.capital[name[0]]):
        return None
    count = Count(trigger.word.effect, words.cut(*name), 1, 1, 1, "exact")
    return _told(reader, trigger, (count,), name[0], trigger.last, heads=(low[name[1] - 1],))


def _name_before(words: Words, begin: int, end: int) -> tuple[int, int] | None:
    """The run of name words that ends where the verb begins; in capitals any short run of plain words."""
    low = words.low
    j = end
    if j > begin and low[j - 1] == ",":
        comma = next((k for k in range(j - 2, begin - 1, -1) if low[k] == ","), None)
        j = comma if comma is not None else j - 1
    k = j
    while (
        k > begin
        and low[k - 1][0].isalpha()
        and low[k - 1] not in _PREPOSITIONS
        and low[k - 1] not in ("and", "the", "who", "also")
    ):
        if not words.shouting and not words.capital[k - 1] and low[k - 1] not in ("al", "bin", "abu", "de", "van"):
            break
        k -= 1
    if k == j or j - k > 6:
        return None
    if words.shouting and (j - k < 2 or low[k] in ("this", "it", "he", "they", "one")):
        return None
    return k, j


# ---------------------------------------------------------------- people after the trigger


def _told_after(reader: _Reader) -> list[Told]:
    """Active verbs, "killing 15", "the death of 15", "15 deaths", "a toll of 15"."""
    told = []
    for trigger in reader.triggers:
        part = trigger.word.part
        if _inside_group(reader, trigger):
            made = None
        elif part in ("act", "ing") or (
            part == "past" and not trigger.passive and trigger not in reader.taken.values()
        ):
            made = _object(reader, trigger)
        elif part == "noun":
            made = _nominal(reader, trigger)
        elif part == "case":
            count = Count(trigger.word.effect, trigger.words, None, None, None, "vague")
            made = _told(reader, trigger, (count,), trigger.first, trigger.last)
        else:
            made = None
        if made is not None:
            told.append(made)
    return told


def _object(reader: _Reader, trigger: Trigger) -> Told | None:
    words, low = reader.words, reader.words.low
    j = trigger.last
    while (
        j < len(low)
        and (low[j] in ADVERBS or low[j] in ("off", '"', "“"))
        and not any(g.first == j for g in reader.groups)
    ):
        j += 1
    if j < len(low) and low[j] in ("and", "or", "/") and trigger.word.part != "noun":
        partner = next((t for t in reader.triggers if t.first == j + 1 and t.word.part in ("past", "ing", "act")), None)
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
            if g.first == j or (g.first == j + 1 and low[j] in ("the", "up", "all"))
        ),
        None,
    )
    if start is not None:
        if start in reader.taken and reader.taken[start] is not trigger:
            return None
        chain = _object_chain(reader, start)
        made = _make(reader, trigger, chain)
        if made is not None:
            for k in chain:
                reader.taken.setdefault(k, trigger)
        return made
    name = _name_after(words, j)
    if name is None or trigger.negated or trigger.unreal or trigger.word.needs in ("troops", "lives"):
        return None
    if trigger.word.part == "past" and (
        trigger.first == 0 or low[trigger.first - 1] in ("of", "those", "people", "the")
    ):
        return None
    if trigger.word.needs == "people" and trigger.word.effect != "detained":
        return None
    if trigger.word.needs == "people" and not _person_like(words, name):
        return None
    counts = [Count(trigger.word.effect, words.cut(*name), 1, 1, 1, "exact")]
    heads = [low[name[1] - 1]]
    end = name[1]
    following = next((k for k, g in enumerate(reader.groups) if g.first >= end), None)
    if following is not None and following not in reader.taken:
        gap = low[end : reader.groups[following].first]
        if gap and len(gap) <= 4 and all(word in _JOINTS for word in gap):
            more = _make(reader, trigger, _object_chain(reader, following))
            if more is not None:
                counts += more.counts
                heads += more.heads
                end = reader.groups[following].last
    return _told(reader, trigger, tuple(counts), trigger.first, end, heads=tuple(heads))


def _person_like(words: Words, name: tuple[int, int]) -> bool:
    return False


def _object_chain(reader: _Reader, start: int) -> list[int]:
    chain = [start]
    for k in range(start + 1, len(reader.groups)):
        group = reader.groups[k]
        own = next(
            (t for t in reader.triggers if t.first >= group.last and t.word.part in ("past", "state", "done")), None
        )
        if k in reader.taken:
            break
        near = (
            own is not None
            and own.auxiliary - group.last <= 1
            and not (own.word.part == "past" and _is_active(reader, own))
        )
        if near and not _cue_between(reader, chain[-1], k) and not group.part:
            break
        if (
            _joined(reader, chain[-1], k)
            or _cue_between(reader, chain[-1], k)
            or (group.part and _near(reader, chain[-1], k))
        ):
            chain.append(k)
        else:
            break
    return chain


def _near(reader: _Reader, a: int, b: int) -> bool:
    gap = reader.words.low[reader.groups[a].last : reader.groups[b].first]
    return len(gap) <= 6 and not any(word in _BREAKS for word in gap)


def _name_after(words: Words, j: int) -> tuple[int, int] | None:
    if words.shouting or j >= len(words.low) or not words.capital[j] or not words.low[j][0].isalpha():
        return None
    k = j
    while (
        k < len(words.low)
        and k < j + 6
        and (words.capital[k] or words.low[k] in ("al", "bin", "abu", "de", "-"))
        and words.low[k][0].isalpha()
    ):
        k += 1
    return (j, k) if k > j else None


def _nominal(reader: _Reader, trigger: Trigger) -> Told | None:
    """ "15 deaths", "the killing of 15", "no casualties", "caused deaths"."""
    words, low = reader.words, reader.words.low
    before = next((k for k, g in enumerate(reader.groups) if g.last == trigger.first), None)
    if trigger.words.lower() not in _COUNTED_NOUNS or (
        before is not None and not _counts_events(reader.groups[before])
    ):
        before = None
    if before is not None and reader.groups[before].none:
        return _told(reader, trigger, (), trigger.first, trigger.last, none=True)
    if (
        before is not None
        and before not in reader.taken
        and not reader.groups[before].single
        and (reader.groups[before].numbered or reader.groups[before].hedge == "vague")
    ):
        if reader.groups[before].known and not reader.groups[before].numbered:
            return None
        return _make(reader, trigger, [before])
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
        return None if lacking else _told(reader, trigger, (), trigger.first, trigger.last, none=True)
    if trigger.last < len(low) and low[trigger.last] == "of" and not trigger.unreal:
        start = next(
            (
                k
                for k, g in enumerate(reader.groups)
                if g.first in (trigger.last + 1, trigger.last + 2)
                and (g.first == trigger.last + 1 or low[trigger.last + 1] in ("the", "all"))
            ),
            None,
        )
        if start is not None and start not in reader.taken:
            return _make(reader, trigger, _object_chain(reader, start))
        name = _name_after(words, trigger.last + 1)
        if name is not None and trigger.word.needs == "yes":
            return _told(
                reader,
                trigger,
                (Count(trigger.word.effect, words.cut(*name), 1, 1, 1, "exact"),),
                trigger.first,
                name[1],
                heads=(low[name[1] - 1],),
            )
        if (
            words.shouting
            and trigger.last + 1 < len(low)
            and trigger.words.lower() in ("assassination", "murder", "kidnapping", "killing", "death", "abduction")
        ):
            k = trigger.last + 1
            if (
                low[k][0].isalpha()
                and low[k] not in _THINGS
                and low[k] not in ("the", "a", "an", "all", "many", "those")
            ):
                return _told(
                    reader,
                    trigger,
                    (Count(trigger.word.effect, words.cut(k, k + 2), 1, 1, 1, "exact"),),
                    trigger.first,
                    k + 2,
                    heads=(low[min(k + 1, len(low) - 1)],),
                )
        return None
    if (
        trigger.words.lower() in ("deaths", "fatalities", "casualties", "injuries")
        and reach
        and reach[-1] in _CAUSES
        and not trigger.unreal
        and any(w in _CAUSES and w not in ("and", "of", "in", "the", "any", "no", "more") for w in reach)
    ):
        return _told(
            reader,
            trigger,
            (Count(trigger.word.effect, trigger.words, None, None, None, "vague"),),
            trigger.first,
            trigger.last,
        )
    return None


def _counts_events(group: Group) -> bool:
    """ "15 deaths" and "no deaths" count people; "several murders" says nothing of how many."""
    return group.numbered or group.none or group.hedge == "vague"


def _toll(reader: _Reader, trigger: Trigger) -> Told | None:
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
        return _make(reader, trigger, [left], toll=True)
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
        made = _make(reader, trigger, _object_chain(reader, k), toll=True)
        last = replace(trigger, last=group.last)
        return _with_parts_after(reader, last, made) if made is not None and not made.counts[-1].includes else made
    return None


def _bodies(reader: _Reader) -> list[Told]:
    """ "15 bodies were found", "the bodies of 15 people": people killed, counted as bodies."""
    told = []
    for k, group in enumerate(reader.groups):
        if group.kind != "body" or k in reader.taken or group.none:
            continue
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
            _count(reader, reader.groups[c], "killed", "bodies" if reader.groups[c].kind == "body" else "people")
            for c in chain
        ]
        reader.taken.setdefault(k, reader.triggers[0] if reader.triggers else _NO_TRIGGER)
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


def _of_the_dead(reader: _Reader) -> list[Told]:
    """ "five of the dead were children": a part of people told of elsewhere, with the noun that says what they were."""
    low = reader.words.low
    told = []
    for k, group in enumerate(reader.groups[:-1]):
        after = reader.groups[k + 1]
        if after.first < group.last:
            continue
        gap = low[group.last : after.first]
        said = low[group.first : after.first]
        if not group.numbered or len(gap) > 5 or not any(w in _DEAD for w in said) or not any(w in BE for w in gap):
            continue
        if low[group.last - 1] not in ("the", "those") and not (group.part or "of" in said):
            continue
        effect: Effect = "injured" if any(w in ("wounded", "injured") for w in said) else "killed"
        whole = replace(_count(reader, group, effect), status=after.status, age=after.age, sex=after.sex)
        words = reader.words.cut(group.first, after.last)
        reader.taken[k] = reader.taken[k + 1] = _NO_TRIGGER
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


def _with_among(reader: _Reader, told: list[Told]) -> list[Told]:
    """ "Among the dead were two children", "30 children were among 39 people killed", "the dead included a nurse"."""
    low = reader.words.low
    for i, word in enumerate(low):
        if word not in ("among", "amongst", "included", "include", "includes"):
            continue
        if word in ("among", "amongst"):
            made = _among(reader, told, i)
        elif i > 0 and (low[i - 1] in _DEAD or (i > 1 and low[i - 2] in ("those", "the") and low[i - 1] in _DEAD)):
            after = next((k for k, g in enumerate(reader.groups) if g.first == i + 1), None)
            made = _parts_told(reader, _object_chain(reader, after)) if after is not None else None
        else:
            made = None
        if isinstance(made, list):
            told = made
        elif made is not None:
            told = [*told, made]
    return told


def _among(reader: _Reader, told: list[Told], i: int) -> list[Told] | Told | None:
    low = reader.words.low
    dead = next((k for k in range(i + 1, min(i + 5, len(low))) if low[k] in _DEAD), None)
    before = [
        k
        for k, g in enumerate(reader.groups)
        if g.last <= i and i - g.last <= 3 and any(w in BE for w in low[g.last : i])
    ]
    whole = next((k for k, g in enumerate(reader.groups) if g.first == i + 1), None)
    if before and whole is not None:
        parts = _chains(
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
                made = tuple(_inherit(_count(reader, reader.groups[k], t.effect), top) for k in parts)
                return [
                    *told[:n],
                    replace(t, counts=(replace(top, includes=top.includes + made), *t.counts[1:])),
                    *told[n + 1 :],
                ]
    if dead is None:
        return None
    effect: Effect = "injured" if low[dead] in ("wounded", "injured") else "killed"
    if before:
        chain = _chains(reader, list(range(before[-1] + 1)))[-1]
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
        chain = _object_chain(reader, after)
    if any(k in reader.taken for k in chain):
        return None
    return _parts_told(reader, chain, effect)


def _chain_start(reader: _Reader, k: int) -> int:
    while k > 0 and _joined(reader, k - 1, k):
        k -= 1
    return reader.groups[k].first


def _parts_told(reader: _Reader, chain: list[int], effect: Effect = "killed") -> Told | None:
    groups = [reader.groups[k] for k in chain]
    counts = tuple(_count(reader, g, effect) for g in groups if not g.definite or g.numbered or g.age)
    if not counts:
        return None
    for k in chain:
        reader.taken.setdefault(k, _NO_TRIGGER if not reader.triggers else reader.triggers[0])
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


def _territory(words: Words, numbers: tuple[Number, ...]) -> list[Told]:
    """ "overrun around 85 percent of east Aleppo": a share of territory, in percent."""
    told: list[Told] = []
    low = words.low
    for number in numbers:
        if not number.percent or number.last >= len(low) or low[number.last] != "of":
            continue
        if not any(word in _CONTROL for word in low):
            continue
        end = number.last + 1
        while (
            end < len(low)
            and end < number.last + 6
            and low[end]
            not in (",", ".", ";", "and", "including", "after", "since", "in", "from", "with", "to", "according")
        ):
            end += 1
        if any(
            word in ("people", "population", "residents", "casualties", "victims", "them")
            for word in low[number.last : end]
        ):
            continue
        count = Count(
            "territory",
            words.cut(number.first, end),
            number.low,
            number.best,
            number.high,
            number.hedge,
            unit="percent",
        )
        told.append(
            Told(
                "territory",
                (count,),
                words.start[number.first],
                words.end[end - 1],
                "territory",
                number.first,
                "COERCE",
                "seize",
            )
        )
    return told


# ---------------------------------------------------------------- Counts from groups


def _make(reader: _Reader, trigger: Trigger, chain: Sequence[int], *, toll: bool = False) -> Told | None:
    """Counts of a chain of groups under one trigger; None where they cannot be its people."""
    groups = [reader.groups[k] for k in chain]
    word = trigger.word
    if any(g.none for g in groups):
        return _told(reader, trigger, (), groups[0].first, trigger.last, none=True)
    if trigger.negated:
        return _told(reader, trigger, (), groups[0].first, trigger.last, none=not trigger.unreal)
    if trigger.unreal:
        return None
    if groups[0].head == "lives" and word.needs != "lives" and word.effect != "killed":
        return None
    tops: list[Count] = []
    used: list[Group] = []
    back: list[bool] = []
    for k, group in zip(chain, groups, strict=True):
        if not _may_be_people(group, word.needs, tops):
            if not tops:
                return None
            break
        count = _count(reader, group, word.effect, "bodies" if group.kind == "body" else "people")
        if tops and (_is_part(reader, list(chain), k) or group.part):
            tops[-1] = replace(tops[-1], includes=(*tops[-1].includes, _inherit(count, tops[-1])))
        else:
            if tops and group.plural_only and not group.numbered and used[-1].numbered and not group.known:
                break
            tops.append(count)
            back.append(group.definite and not (group.numbered and not group.single))
        used.append(group)
    if not tops:
        return None
    tops = _family(reader, used, tops)
    back = back[: len(tops)]
    first, last = min(used[0].first, trigger.first), max(used[-1].last, trigger.last)
    return _told(
        reader, trigger, tuple(tops), first, last,
        heads=tuple(g.head for g in used),
        back=tuple(back),
        others=any(g.others for g in used),
        toll=toll,
    )  # fmt: skip


def _may_be_people(group: Group, needs: str, tops: list[Count]) -> bool:
    if needs == "lives":
        return group.head == "lives"
    if needs == "known":
        return group.known
    if needs == "troops":
        return group.status == "combatant" and group.numbered and not group.single
    if needs == "people":
        return group.known or (group.head == "" and (group.numbered or group.hedge == "vague") and not group.single)
    return group.known or group.numbered or group.hedge == "vague"


def _count(reader: _Reader, group: Group, effect: Effect, unit: Unit = "people") -> Count:
    first = group.first
    low = reader.words.low
    if first > 0 and low[first - 1] in ("another",):
        first -= 1
    if group.percent:
        unit = "percent"
    if group.head in ("families", "family") and group.numbered and not group.single and not group.kin:
        unit = "families"
    return Count(
        effect, reader.words.cut(first, group.last), group.low, group.best, group.high, group.hedge, unit,
        group.status, group.age, group.sex,
    )  # fmt: skip


def _inherit(part: Count, whole: Count) -> Count:
    """Parts of civilians are civilians; nothing else carries over."""
    if part.status is None and whole.status == "civilian":
        return replace(part, status="civilian")
    return part


def _family(reader: _Reader, groups: list[Group], tops: list[Count]) -> list[Count]:
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


def _told(
    reader: _Reader,
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
    toll: bool = False,
) -> Told:
    words = reader.words
    last = min(last, len(words.low))
    return Told(
        trigger.word.effect, counts, words.start[first], words.end[last - 1], trigger.words.lower(), trigger.first,
        trigger.word.act, trigger.word.mode, heads, none=none, back=back, pronoun=pronoun, others=others, toll=toll,
    )  # fmt: skip


_NO_TRIGGER = Trigger(-1, -1, None, "", -1, False, False, False, False, False)  # type: ignore[arg-type]
