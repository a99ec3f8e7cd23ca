"""People told of before the verb. In comes a sentence being read, out come "15 were killed", "15 dead", "15 died"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.claims.figures.among import DEAD
from whence.claims.figures.chains import (
    BREAKS,
    DASHES,
    PARTICLES,
    PREPOSITIONS,
    are_joined,
    find_chains,
    from_leaving,
    in_a_name,
    inside_group,
    is_active,
    is_part,
    is_prepositional,
    object_chain,
)
from whence.claims.figures.reading import Reader, Told
from whence.claims.figures.told import OF_ONE_NAMED, killed_or_injured, make, make_told, with_parts_after
from whence.claims.figures.tolls import read_toll
from whence.claims.figures.triggers import ADVERBS, BE, Trigger
from whence.claims.words import Words
from whence.records import Count
from whence.vocabulary.lexicon import word_set

_CLAUSE = word_set(
    """
    said says saying told reported reports adding added when where after while because although though but
    before confirmed announced stated claimed claims until as if whereas since meanwhile noted indicated
    revealed asserted that which
    """
)
THINGS = word_set(
    """
    it attack attacks building vehicle village town city area base which what bus car truck convoy house
    plane helicopter aircraft tank device nothing bridge operation strike bomb explosion plan system power
    water work electricity office there this that he she they who case document decision statement situation
    animal dog life ied ieds
    """
)
_NOT_NAMES = word_set(
    "this it he they one nobody none everyone everybody anyone someone another some many most several there those these"
)
_MOSTLY = frozenset(
    {"mostly", "mainly", "largely", "predominantly", "chiefly"}
)  # "40 people - mostly civilians - died"
_WHILE = frozenset({"as", "while", "when", "if", "before", "after", "until", "where", "because", "since"})
_AFTER_PASSIVE = word_set(
    "in by during on at when as after , . ; and or from near while amid because since outside inside ) this last "
    'including among mostly mainly across " ”'
)


def told_before(reader: Reader) -> list[Told]:
    """Passives, "15 killed", "15 dead", "15 people died"."""
    told = []
    for trigger in reader.triggers:
        if trigger.word.part not in ("past", "done", "state") or inside_group(reader, trigger):
            continue
        if trigger.word.part == "past" and not trigger.passive and (trigger.perfect or is_active(reader, trigger)):
            continue  # "the rebels have seized control"
        if trigger.word.needs == "leaving" and not from_leaving(reader.words.low, trigger.last):
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
        if (named := _described_names(reader, trigger, chain)) is not None:
            told.append(named)
            continue
        if any(k in reader.taken and reader.taken[k].word is None for k in chain):
            continue
        if chain:
            one_of = _is_one_of(reader, chain)
            made = make(reader, trigger, chain[:1] if one_of else chain)
            if made is not None and one_of:
                made = replace(made, parts_only=True)
            if made is not None:
                for k in chain:
                    reader.taken[k] = trigger
                made = _with_company(reader, trigger, with_parts_after(reader, trigger, made))
                told += killed_or_injured(reader, trigger, made)
            continue
        single = _unnamed_subject(reader, trigger)
        if single is not None:
            told.append(_with_company(reader, trigger, single))
    return told


def _is_one_of(reader: Reader, chain: Sequence[int]) -> bool:
    """ "a student who was one of those killed": one of people told of elsewhere."""
    if len(chain) != 2:
        return False
    one, those = reader.groups[chain[0]], reader.groups[chain[1]]
    return those.part and those.best == 1 and any(w in BE for w in reader.words.low[one.last : those.first])


_COMPANY_REACH = 14
_COMPANY = (["along", "with"], ["together", "with"], ["as", "well", "as"], ["in", "addition", "to"])


def _with_company(reader: Reader, trigger: Trigger, made: Told) -> Told:
    """ "29 fighters were killed along with six soldiers": those who come after the verb stand beside."""
    low = reader.words.low
    stop = min((t.first for t in reader.triggers if t.first > trigger.last), default=len(low))
    after = None
    for i in range(trigger.last, min(trigger.last + _COMPANY_REACH, stop)):
        after = next((i + len(c) for c in _COMPANY if low[i : i + len(c)] == c), None)
        if after is not None or low[i] in BREAKS:
            break
    start = next((k for k, g in enumerate(reader.groups) if g.first == after), None)
    if start is None or start in reader.taken or not made.counts or reader.groups[start].plural_only:
        return made
    chain = object_chain(reader, start)
    more = make(reader, trigger, chain)
    if more is None or not more.counts:
        return made
    for k in chain:
        reader.taken[k] = trigger
    return replace(made, counts=(*made.counts, *more.counts), heads=(*made.heads, *more.heads), end=more.end,
                   back=(*made.back, *more.back))  # fmt: skip


def _number_of(reader: Reader, trigger: Trigger) -> Told | None:
    """ "the number of fighters killed in battles has risen to 39": a toll in other words."""
    low = reader.words.low
    of = next(
        (
            i
            for i in range(max(1, trigger.first - 7), trigger.first)
            if low[i - 1 : i + 1] == ["number", "of"] and low[max(0, i - 2) : i - 1] != ["a"]
        ),
        None,
    )
    if of is None:
        return None
    made = read_toll(reader, replace(trigger, last=trigger.last))
    if made is None:
        return None
    kind = next(
        (g for g in reader.groups if of < g.first < trigger.first or g.first < of < g.last <= trigger.first), None
    )
    if kind is None or len(made.counts) != 1 or made.counts[0].status is not None:
        return made
    return replace(made, counts=(replace(made.counts[0], status=kind.status, age=kind.age, sex=kind.sex),))


def _subject(reader: Reader, trigger: Trigger) -> list[int]:
    """Indexes of the groups that are the trigger's subject, tops and parts, or none."""
    words, groups = reader.words, reader.groups
    low = words.low
    end = trigger.auxiliary
    begin = _clause_begin(reader, trigger, end)
    inside = [
        k
        for k, g in enumerate(groups)
        if g.first >= begin and g.last <= end and _is_free(reader, k, trigger) and not _only_describes(reader, k)
    ]
    if low[end - 1 : end] and low[end - 1] in ("he", "she", "they"):
        return []
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
    chains = find_chains(reader, inside)
    nearest = end - 1 if end > 0 and low[end - 1] in ("who", "which", "that") else None
    if any(groups[k].last == end for k in inside):  # "…, three of which died"
        nearest = None
    if nearest is None and not trigger.passive and not trigger.perfect and trigger.word.part != "done":
        nearest = trigger.first  # "the minister murdered in the capital": what stands right before it
    if nearest is not None:
        related = [c for c in chains if any(nearest - 1 <= groups[k].last <= nearest for k in c)]
        if related:
            return related[-1] if _stands_alone(reader, trigger, related[-1]) else []
        if low[nearest] == "who" and _name_before(words, begin, nearest) is not None and not words.shouting:
            return []  # "Jan Novak, who was killed"
    subject = [c for c in chains if not is_prepositional(reader, c[0])]
    if not subject and (after := _after_a_phrase(reader, chains[-1])):
        subject = [after]
    if not subject:
        last = chains[-1]
        if trigger.words.lower().startswith(("under", "buried")):
            return last
        direct = groups[last[-1]].last >= end - 1 or _only_described(reader, last[-1], end)
        plain = (
            direct
            and (groups[last[0]].counted or groups[last[0]].single)
            and low[groups[last[0]].first - 1]
            in ("in", "with", "of", "to", "leaves", "leaving", "from", "for", "among", "at", "by")
            and not (low[groups[last[0]].first - 1] == "by" and trigger.passive)
        )
        return last if plain and not trigger.passive else []
    chosen = subject[-1]
    if not groups[chosen[0]].numbered:
        better = [c for c in subject if groups[c[0]].numbered and not groups[c[0]].single]
        if better and low[groups[better[-1][-1]].last] == "who":
            # "two guards who were with the envoy and a clerk were killed": the envoy only tells which guards
            chosen = [*better[-1], *(k for k in chosen if groups[k].numbered and k > better[-1][-1])]
        elif better and (
            "including" in low[groups[better[-1][0]].last : groups[chosen[0]].first]
            or not _finite_between(low, groups[better[-1][-1]].last, groups[chosen[0]].first)
        ):
            chosen = better[-1]
    previous = [
        t
        for t in reader.triggers
        if t.last == groups[chosen[0]].first
        and t.word.part in ("past", "act", "ing")
        and t.first != trigger.first
        and not t.passive
    ]
    tops = [k for k in chosen if not is_part(reader, chosen, k)]
    if previous and len(tops) > 1:
        return chosen[chosen.index(tops[-1]) :]
    if previous and len(tops) == 1 and not trigger.passive and trigger.word.part == "past":
        return []
    return chosen


def _after_a_phrase(reader: Reader, chain: Sequence[int]) -> list[int]:
    """ "In addition to nine dead civilians, 20 soldiers were killed": the number after the comma is the subject."""
    for at in range(1, len(chain)):
        before, group = reader.groups[chain[at - 1]], reader.groups[chain[at]]
        gap = reader.words.low[before.last : group.first]
        owner = gap == ["and"] and before.definite and before.plural_only  # "a base of the rebels and nine fighters"
        if (gap in ([","], [",", "and"]) or owner) and group.numbered and not group.single:
            return list(chain[at:])
    return []


def _is_free(reader: Reader, k: int, trigger: Trigger) -> bool:
    """Whether no other verb has the people; of "were seized and later killed" both verbs do."""
    other = reader.taken.get(k)
    if other is None:
        return True
    seized = (
        other.word is not None and other.word.effect in ("abducted", "detained") and trigger.word.effect == "killed"
    )
    return seized and other.first != trigger.first and other.auxiliary == trigger.auxiliary


def _only_describes(reader: Reader, k: int) -> bool:
    """ "40 people, mostly women and children, died": a plural that says of what sort most of them were."""
    while k > 0 and reader.groups[k].plural_only and are_joined(reader, k - 1, k):
        if reader.words.low[reader.groups[k].first - 1] in _MOSTLY:
            return True
        k -= 1
    first = reader.groups[k].first
    low = reader.words.low
    of_whom = low[first - 1] in BE and {"whom", "which"}.intersection(low[max(0, first - 3) : first - 1])
    return bool(of_whom) or low[first - 1] in _MOSTLY  # "340 men, many of whom were civilians, were killed"


def _only_described(reader: Reader, k: int, end: int) -> bool:
    """Whether between a group and the verb stands only what sort most of them were."""
    inner = [g for g in reader.groups if reader.groups[k].last < g.first and g.last <= end]
    between = reader.words.low[reader.groups[k].last : end]
    return bool(inner) and len(between) <= 8 and not _MOSTLY.isdisjoint(between[:2])


def _stands_alone(reader: Reader, trigger: Trigger, chain: Sequence[int]) -> bool:
    """ "civilians killed in a raid" is a passive only where nothing that could be an object follows the verb."""
    low = reader.words.low
    if trigger.passive or trigger.perfect or reader.groups[chain[0]].numbered or trigger.word.part != "past":
        return True
    if len(trigger.words.split()) > 2:
        return True  # "troops exposed to the gas suffered": nothing can follow as its object
    return trigger.last >= len(low) or low[trigger.last] in _AFTER_PASSIVE


def _clause_begin(reader: Reader, trigger: Trigger, end: int) -> int:
    low = reader.words.low
    k = end - 1
    while k >= 0:
        word = low[k]
        if word in BREAKS and not (word == "." and k > 0 and len(low[k - 1]) <= 3):
            return k + 1
        if word in _CLAUSE and not any(g.first <= k < g.last for g in reader.groups):
            group_before = any(g.last == k for g in reader.groups)
            if not (word in ("that", "which", "as") and (group_before or word == "as")):
                return k + 1
        inner = next((t for t in reader.triggers if t.first <= k < t.last and t.first != trigger.first), None)
        if (
            inner is not None
            and not inside_group(reader, inner)
            and inner.word.part in ("past", "act", "ing", "done", "state")
        ):
            return inner.last
        k -= 1
    return 0


def _only_light(low: list[str], i: int, j: int) -> bool:
    return (
        all(
            word in ADVERBS
            or word in DASHES
            or word in ("(", ")", '"', ",", "lay", "lying", "people", "others", "more")
            or word.endswith("ly")
            for word in low[i:j]
        )
        and j - i <= 4
    )


def _closed_parenthesis(reader: Reader, k: int, end: int) -> bool:
    """ "15 people, including four children, killed": only a closing comma between the part and the trigger."""
    gap = reader.words.low[reader.groups[k].last : end]
    return gap in ([","], [")"], ["among", "them", ","], ["among", "them"]) or (len(gap) == 1 and gap[0] in DASHES)


def _finite_between(low: list[str], i: int, j: int) -> bool:
    return any(word in ("and", ",", "but", "were", "was", "had", "have") or word in _CLAUSE for word in low[i:j])


def _unnamed_subject(reader: Reader, trigger: Trigger) -> Told | None:
    """ "Alaudin was killed", "he was forced to move": one person by the verb's number; "they are dying": some."""
    words, low = reader.words, reader.words.low
    end = trigger.auxiliary
    if trigger.word.part == "state" or trigger.unreal or trigger.negated or end == 0:
        return None
    before = low[end - 1]
    if before in ("he", "she", "they") and end > 1 and low[end - 2] in _WHILE:
        return None  # "as they fled": how it was for people told of beside
    if before in ("he", "she", "they") and (trigger.passive or trigger.perfect or trigger.word.part == "done"):
        if before == "they":
            count = Count(trigger.word.effect, words.cut(end - 1, trigger.last), None, None, None, "vague")
        else:
            count = Count(trigger.word.effect, words.cut(end - 1, end), 1, 1, 1, "exact")
        return make_told(reader, trigger, (count,), end - 1, trigger.last, pronoun=True)
    if trigger.word.effect not in OF_ONE_NAMED:
        return None  # "X has been beaten back"
    begin = _clause_begin(reader, trigger, end)
    if trigger.passive and not trigger.singular and trigger.word.needs == "yes":
        return _joined_names(reader, trigger, begin, end)
    if not (trigger.singular and trigger.passive) and not (
        trigger.word.part == "done" and trigger.words.lower() == "died"
    ):
        return None
    if words.shouting and before == "who" and end - 2 > begin and low[end - 2] == ",":
        name = _name_before(words, begin, end - 2)
    else:
        name = _name_before(words, begin, end) or _name_described(words, begin, end)
    if name is None or (not words.shouting and name[0] > begin and low[name[0] - 1] in PREPOSITIONS):
        return None  # "the base inside X was captured"
    if any(low[k] in THINGS for k in range(*name)) or low[name[1] - 1] in DEAD:
        return None
    if trigger.word.needs != "yes" and (words.shouting or not words.capital[name[0]] or trigger.word.needs == "known"):
        return None
    count = Count(trigger.word.effect, words.cut(*name), 1, 1, 1, "exact")
    return make_told(reader, trigger, (count,), name[0], trigger.last, heads=(low[name[1] - 1],))


def _described_names(reader: Reader, trigger: Trigger, chain: Sequence[int]) -> Told | None:
    """ "Ana Ruiz and Juan Paz, members of the guard, were killed": the plural only says who they were."""
    if not chain or not reader.words.shouting:
        return None
    group, low = reader.groups[chain[0]], reader.words.low
    if not group.plural_only or group.numbered or group.first < 2 or low[group.first - 1] != ",":
        return None
    made = _joined_names(reader, trigger, _clause_begin(reader, trigger, group.first - 1), group.first - 1)
    if made is not None:
        for k in chain:
            if chain and not reader.groups[k].numbered:
                reader.taken[k] = trigger
    return made


def _joined_names(reader: Reader, trigger: Trigger, begin: int, end: int) -> Told | None:
    """ "Ana Ruiz, Juan Paz and Luis Mora were killed": each one person."""
    words, low = reader.words, reader.words.low
    names = names_before(words, begin, end)
    if len(names) < 2 or any(n[1] - n[0] < 2 or any(low[k] in THINGS for k in range(*n)) for n in names[1:]):
        return None
    if any(low[k] in THINGS for k in range(*names[0])) or (len(names) == 2 and names[0][1] - names[0][0] < 2):
        return None
    first = names[0][0]
    if any(g.first < names[-1][1] and g.last > first for g in reader.groups):
        return None
    counts = tuple(Count(trigger.word.effect, words.cut(*n), 1, 1, 1, "exact") for n in names)
    return make_told(reader, trigger, counts, first, trigger.last, heads=tuple(low[n[1] - 1] for n in names))


_DESCRIBED_WORDS = 30


def _name_described(words: Words, begin: int, end: int) -> tuple[int, int] | None:
    """ "Juan Paz, 72, who was at the mill, was killed": a name that opens the clause, then its description."""
    low = words.low
    if end - begin > _DESCRIBED_WORDS or end <= begin or low[end - 1] != ",":
        return None
    k = begin
    while k < end and low[k] != "," and (in_a_name(low[k]) or low[k] in PARTICLES):
        if not words.shouting and not words.capital[k]:
            return None
        k += 1
    if not 2 <= k - begin <= 5 or low[k] != "," or k == end - 1 or low[k + 1] in PREPOSITIONS:
        return None
    return begin, k


def names_before(words: Words, begin: int, end: int) -> list[tuple[int, int]]:
    """The names of a list ("A, B, and C") that ends at `end`, left to right; a description ends it."""
    names: list[tuple[int, int]] = []
    low, stop = words.low, _before_age(words.low, end)
    while (name := _name_before(words, begin, stop)) is not None and name[1] == stop:
        names.insert(0, name)
        at = name[0] - 1
        if len(names) == 1:
            if at <= begin or low[at] != "and":
                return []
            at -= low[at - 1] == ","
        elif at < begin or low[at] != ",":
            break
        stop = _before_age(low, at + (len(names) == 1 and low[at] == ","))
    return names


def _before_age(low: list[str], end: int) -> int:
    """Where a name ends that "…, 20 years old," or "…, 21," follows up to `end`; else `end`, less a comma."""
    k = end - 1 if low[end - 1 : end] == [","] else end
    if k == end and low[k : k + 1] != [","]:
        return end
    number = k - 3 if low[k - 2 : k] == ["years", "old"] else k - 1
    if number > 1 and low[number].isdigit() and len(low[number]) < 3 and low[number - 1] == ",":
        return number - 1
    return k


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
        and low[k - 1] not in PREPOSITIONS
        and low[k - 1] not in ("and", "the", "who", "also")
    ):
        if not words.shouting and not words.capital[k - 1] and low[k - 1] not in ("al", "bin", "abu", "de", "van"):
            break
        k -= 1
    if k == j or j - k > 6:
        return None
    if words.shouting and k > begin and low[k - 1] in PREPOSITIONS and j < end:
        return None  # "awaiting trial on drug charges, was stabbed": the name is told before the description
    if words.shouting and (low[k] in _NOT_NAMES or (j - k == 1 and len(low[k]) < 4)):
        return None
    return k, j
