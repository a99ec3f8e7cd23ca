"""The missing who are found dead. In come what a sentence tells and its words, out comes the same with them as killed.

People move between classes and are counted once: "ten of the missing were found dead" is ten killed, and where the
report gives the toll they brought it to, they are among those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.claims.figures.reading import Reader, Told
from whence.claims.words import Words

_FOUND_DEAD = re.compile(
    r"\b(?:was|were|is|are|been|be|being)\s+(?:\w+\s+)?(?:found|confirmed|declared|pronounced|recovered)\s+dead\b|"
    r"\bturned\s+out\s+to\s+be\s+dead\b",
    re.IGNORECASE,
)
_ANOTHER_SUBJECT = re.compile(
    r"\b(?:and|but|while)\s+(?:[\w-]+\s+){1,3}$", re.IGNORECASE
)  # "… and five were found dead"


def with_found_dead(words: Words, told: Sequence[Told]) -> list[Told]:
    """Each who was missing, and is said in the same sentence to have been found dead, as killed."""
    made: list[Told] = []
    for one in told:
        dead = _FOUND_DEAD.search(words.text, one.end) if one.effect == "missing" else None
        if dead is not None and not _ANOTHER_SUBJECT.search(words.text, one.end, dead.start()):
            counts = tuple(replace(count, effect="killed") for count in one.counts)
            one = replace(one, effect="killed", counts=counts, act=None, mode=None, trigger="found dead")
        made.append(one)
    return made


def in_toll_beside(one: Told, told: Sequence[Told]) -> bool:
    """Whether people found dead are among those of a toll that the same report gives."""
    if one.trigger != "found dead" or not one.counts:
        return False
    number = one.counts[0].best or 0
    return any(
        other is not one and other.effect == "killed" and other.toll and (count.best or count.low or 0) > number
        for other in told
        for count in other.counts
    )


def with_wholes(reader: Reader, told: Sequence[Told]) -> list[Told]:
    """ "Clashed with fighters, killing scores of them": "them" are people whom the sentence names, not told before."""
    made: list[Told] = []
    for one in told:
        words = one.counts[0].words.lower() if len(one.counts) == 1 else ""
        if words.endswith(" of them") and not one.parts_only:
            whole = next(
                (
                    g
                    for k, g in reversed(list(enumerate(reader.groups)))
                    if k not in reader.taken and g.known and not g.single and reader.words.end[g.last - 1] <= one.start
                ),
                None,
            )
            if whole is not None:
                count = replace(one.counts[0], status=whole.status, age=whole.age, sex=whole.sex)
                one = replace(one, counts=(count,), own=True)
        made.append(one)
    return made


_SEIZED = frozenset({"detained", "abducted"})


def with_antecedents(told: Sequence[Told]) -> list[Told]:
    """ "Rounded up dozens of men and executed them": those seized in the same sentence are those killed."""
    made: list[Told] = []
    for one in told:
        plural = one.pronoun and len(one.counts) == 1 and one.counts[0].words.lower() == "them"
        single = one.pronoun and len(one.counts) == 1 and one.counts[0].words.lower() in ("him", "her")
        before = next(
            (t for t in told if t.effect in _SEIZED and t.counts and not t.pronoun and t.end <= one.start), None
        )
        if one.effect == "killed" and before is not None and len(before.counts) == 1 and (plural or single):
            count = before.counts[0]
            if (count.best == 1) == single:
                one = replace(one, counts=(replace(count, effect="killed"),), heads=before.heads, pronoun=False)
        made.append(one)
    return made
