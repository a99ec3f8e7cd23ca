"""Groups of people that belong together. In come the groups of a sentence, out come chains: joined, or parts of others.

"And" joins groups side by side; "including", "among them" and "of them" make what follows a part of what stands before.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.claims.figures.reading import Reader
from whence.claims.figures.triggers import ADVERBS, BE, Trigger
from whence.claims.figures.victims import Group
from whence.claims.words import Words
from whence.vocabulary.lexicon import word_set

JOINTS = frozenset(
    {
        ",",
        "and",
        "as",
        "well",
        "along",
        "with",
        "plus",
        "also",
        "&",
        "together",
        "or",
        "another",
        "(",
        "then",
        "while",
        "all",
    }
)
_PART_CUES = frozenset(
    {"including", "includes", "included", "among", "whom", "include", "amongst", "containing", "counting"}
)
_OF_PLACE = frozenset({"of", "in", "from", "outside", "near", "at", "inside", "around"})
_PLACE_WORDS = 6  # "in the neighbourhood of X"
_PLACE_NOUNS = word_set("the neighborhood neighbourhood district districts town village city of and suburb quarter")
_SAYING = word_set("said says say told tell reported report announced added confirmed claimed")
_IN_CARE = (["being"], ["receiving"], ["undergoing"], ["hospitalised"], ["hospitalized"], ["recovering"])
BREAKS = frozenset({";", ":", ".", "!", "?", "“"})
DASHES = frozenset({"-", "--", "–", "—"})
PREPOSITIONS = word_set(
    """
    in on by at of from with to for near against between during into onto around inside outside amid
    via toward towards across despite under over behind beside besides like within targeting carrying
    holding guarding attacking hit hitting fighting
    """
)


def find_chains(reader: Reader, inside: Sequence[int]) -> list[list[int]]:
    """Runs of groups that are joined ("and", commas) or parts of the one before ("including")."""
    chains: list[list[int]] = []
    for k in inside:
        if chains and (
            are_joined(reader, chains[-1][-1], k) or _cue_between(reader, chains[-1][-1], k) or reader.groups[k].part
        ):
            chains[-1].append(k)
        else:
            chains.append([k])
    return chains


def are_joined(reader: Reader, a: int, b: int) -> bool:
    gap = reader.words.low[reader.groups[a].last : reader.groups[b].first]
    if "(" in gap and ")" in gap:
        gap = gap[: gap.index("(")] + gap[gap.index(")") + 1 :]
    if (gap == [","] and _speaks(reader, b)) or reader.words.low[reader.groups[b].last :][:1] in _IN_CARE:
        return False
    if not gap:  # "women children", "a father a mother and a son" without their commas
        one, two = reader.groups[a], reader.groups[b]
        if one.numbered and two.numbered and one.known and two.known and not (two.others or two.single):
            return not (two.definite or _speaks(reader, b))
        return (one.plural_only and two.plural_only) or (one.single and two.single and not two.definite)
    if len(gap) <= 4 and all(word in JOINTS or word in DASHES for word in gap):
        return True
    return _in_a_list_of_places(reader, a, b) or _joined_across(gap, reader.groups[b])


def _in_a_list_of_places(reader: Reader, a: int, b: int) -> bool:
    """ "9 in X 8 in Y": bare numbers, each with a named place, with or without the commas of the list."""
    one, two = reader.groups[a], reader.groups[b]
    low, first, last = reader.words.low, reader.groups[a].last, reader.groups[b].first
    place = range(first + 1, last - (low[last - 1] in (",", "and")))
    return (
        one.numbered
        and two.numbered
        and two.head == ""
        and not two.definite
        and low[first : first + 1] != []
        and low[first] in _OF_PLACE
        and 1 <= len(place) <= _PLACE_WORDS
        and all(reader.words.capital[k] or low[k] in _PLACE_NOUNS for k in place)
        and low[two.last : two.last + 1] in (["in"], ["at"], ["from"], ["near"])
    )


def _joined_across(gap: list[str], group: Group) -> bool:
    """ "15 people in one town and 12 in another": a phrase of place may stand before the "and"."""
    if not 3 <= len(gap) <= 12 or gap[0] not in _OF_PLACE or any(word in BREAKS for word in gap):
        return False
    ends = gap[-1] == "and" or gap[-3:] == ["as", "well", "as"]
    return ends and group.counted and (not group.single or gap[0] == "of") and not group.definite


def _speaks(reader: Reader, k: int) -> bool:
    """ "killed 30 people, residents of the town said": who stands after the comma says so."""
    after = reader.words.low[reader.groups[k].last : reader.groups[k].last + 6]
    end = next((i for i, word in enumerate(after) if word == "," or word in BREAKS), len(after))
    return any(word in _SAYING for word in after[:end])


def _cue_between(reader: Reader, a: int, b: int) -> bool:
    """Whether group b stands in an "including ..." that follows group a within the same stretch."""
    low = reader.words.low
    begin, end = reader.groups[a].last, reader.groups[b].first
    gap = low[begin:end]
    if not gap or len(gap) > 25 or any(word in BREAKS for word in gap):
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


def is_part(reader: Reader, chain: Sequence[int], k: int) -> bool:
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
    if groups[k].others and groups[k].numbered and groups[k].known and reader.words.low[groups[k].first] == "another":
        return False
    if is_part(reader, chain, before) and are_joined(reader, before, k) and not groups[before].part:
        gap = reader.words.low[groups[before].last : groups[k].first]
        if any(word in DASHES or word == ")" for word in gap):
            return False
        top = next(t for t in reversed(chain[:at]) if not is_part(reader, chain, t))
        return _fits(groups[k], groups[top])
    return False


def _fits(part: Group, whole: Group) -> bool:
    if part.status == "combatant" and whole.status == "civilian":
        return False
    size = part.best if part.best is not None else part.low
    limit = whole.high if whole.high is not None else whole.best if whole.best is not None else whole.low
    return size is None or limit is None or size <= limit


def is_prepositional(reader: Reader, k: int) -> bool:
    low, first = reader.words.low, reader.groups[k].first
    j = first - 1
    while j >= 0 and low[j] in ("the", "a", "an", "some", "all", "these", "those"):
        j -= 1
    if low[first].startswith("'"):  # "of the state's envoy": the name before it may hang on a preposition
        j -= 1
        while j >= first - 4 and j >= 0 and low[j] not in PREPOSITIONS and low[j][0].isalpha():
            j -= 1
    group = reader.groups[k]
    if group.plural_only and not group.definite and (reader.words.shouting or reader.words.capital[max(0, j)]):
        back = j  # "by a band of Red Path members"
        while (
            back > max(-1, j - 4) and low[back].isalpha() and low[back] not in PREPOSITIONS and low[back] not in JOINTS
        ):
            if not reader.words.shouting and not reader.words.capital[back]:
                break
            back -= 1
        j = back if back >= 0 and low[back] in ("of", "by") else j
    if reader.groups[k].titled:
        back = j
        while (
            back > j - 3
            and back >= 0
            and (reader.words.shouting or reader.words.capital[back])
            and low[back] not in PREPOSITIONS
        ):
            back -= 1
        j = back if back >= 0 and low[back] in PREPOSITIONS else j
    return (
        j >= 0
        and low[j] in PREPOSITIONS
        and not (low[j] == "of" and j > 0 and low[j - 1] in ("lives", "bodies", "one", "remains"))
    )


def from_leaving(low: list[str], i: int) -> bool:
    """ "blocked 15 people from leaving" """
    return low[i : i + 1] == ["from"] and low[i + 1 : i + 2] in (["leaving"], ["fleeing"], ["escaping"], ["exiting"])


def is_apposition(reader: Reader, a: int, b: int) -> bool:
    """ "the man, a facilitator, and two others": what follows the comma only describes who stands before it."""
    before, after = reader.groups[a], reader.groups[b]
    gap = reader.words.low[before.last : after.first]
    if gap == [","] and before.head == "" and before.best == 1 and after.single and not after.kin:
        return True  # "detaining one, a facilitator, and several others"
    return gap == [","] and before.single and after.single and not after.kin and (before.definite or after.definite)


def object_chain(reader: Reader, start: int) -> list[int]:
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
            and not (own.word.part == "past" and is_active(reader, own))
        )
        if near and not _cue_between(reader, chain[-1], k) and not group.part:
            break
        if (
            are_joined(reader, chain[-1], k)
            or _cue_between(reader, chain[-1], k)
            or (group.part and _near(reader, chain[-1], k))
        ):
            chain.append(k)
        else:
            break
    return chain


def _near(reader: Reader, a: int, b: int) -> bool:
    gap = reader.words.low[reader.groups[a].last : reader.groups[b].first]
    return len(gap) <= 6 and not any(word in BREAKS for word in gap)


def inside_group(reader: Reader, trigger: Trigger) -> bool:
    return any(g.first <= trigger.first < g.last for g in reader.groups)


DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today")
_ONE = frozenset({"a", "an", "the"})
_NO_NAMES = word_set(
    """
    the and that this these those his her their its our all many some several most more such what which who whom whose
    about around over under between from into onto upon with without within for but not than then when where while
    because during after before since until against among near hundreds thousands dozens scores tens
    innocent defenseless civilian civilians only also one two three four five six seven eight nine ten
    yesterday today early late last night morning
    """
)
PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "di", "da", "von", "van", "al", "bin", "abu"})
_TITLES = frozenset({"dr", "mr", "fr", "st"})
_NO_ENDINGS = ("ly", "ing", "tion", "tions", "ment", "ments", "ists", "ers", "ents")
_ENDS_A_NAME = word_set(", . ; ( [ and in on at as by who yesterday today this last early late while when near with")


def name_in_capitals(words: Words, j: int) -> tuple[int, int] | None:
    """In a text all in capitals two to five plain words right after the verb are a name, up to where a name ends."""
    low, k = words.low, j
    while k < len(low) and k < j + 6 and (in_a_name(low[k]) or (k > j and low[k] in PARTICLES)):
        k += 1
    ended = k < len(low) and low[k] in _ENDS_A_NAME
    plain = sum(low[i] not in PARTICLES for i in range(j, k))
    named = plain >= 2 and k - j <= 5 and ended and not any(low[i].endswith(_NO_ENDINGS) for i in range(j, k))
    return (j, k) if named else None


def in_a_name(word: str) -> bool:
    """Whether a word of a text in capitals may be a part of a name."""
    return word.isalpha() and (len(word) > 2 or word in _TITLES) and word not in _NO_NAMES


def is_active(reader: Reader, trigger: Trigger) -> bool:
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
        name = reader.words.capital[j] or (reader.words.shouting and name_in_capitals(reader.words, j) is not None)
        by_one = any(g.last == trigger.first and g.single and reader.words.low[g.first] in _ONE for g in reader.groups)
        named = name and low[j] not in DAYS and (by_one or not _adjacent_before(reader, trigger))
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


def _adjacent_before(reader: Reader, trigger: Trigger) -> bool:
    return any(g.last == trigger.first and g.numbered for g in reader.groups)
