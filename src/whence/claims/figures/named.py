"""Victims named in a list. In comes a sentence being read, out come those it names: "the victims were identified as …".

Each name is one person, and a part of people told of elsewhere where their number is given near.
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.claims.figures.among import DEAD
from whence.claims.figures.chains import PARTICLES, in_a_name
from whence.claims.figures.reading import Reader, Told
from whence.claims.figures.told import count_of
from whence.claims.figures.victims import Group
from whence.records import Count, Effect

NAMED = "named"  # the trigger of people told by their names
_HURT = frozenset({"wounded", "injured"})
_WHO = DEAD | {"bodies", "body", "deceased"}
_SAID = (["identified", "as"], ["named", "as"])
_ARE = frozenset({"are", "were"})
_SUBJECT_WORDS = 16  # words between "the victims" and "identified as"
_MOST_NAMES = 30
_ENDS = frozenset({".", "!", "?", "who", "which", "that", "were", "was", "said", "told", "when", "while", "according"})
_BETWEEN = frozenset({",", ";", ":", "and", "(", ")", "-", "--", "–", "—", '"'})


def told_by_name(reader: Reader) -> list[Told]:
    """The people of each such list, as parts; two or more, or one after "identified as"."""
    found = _opening(reader)
    if found is None:
        return []
    effect, at, start = found
    counts, end = _listed(reader, at, effect)
    if not counts or (len(counts) < 2 and reader.words.low[at - 1] != "as"):
        return []
    words = reader.words
    return [
        Told(
            effect, tuple(counts), words.start[start], words.end[end - 1], NAMED, start, "ASSAULT", None,
            tuple(c.words.lower().split()[-1] for c in counts), parts_only=True,
        )
    ]  # fmt: skip


def _opening(reader: Reader) -> tuple[Effect, int, int] | None:
    """The effect told, where the list begins, and the word for the victims."""
    low = reader.words.low
    for i in range(1, len(low) - 2):
        at = None
        if low[i : i + 2] in _SAID:
            at = i + 2
        elif low[i] in _ARE and _names_may_follow(low, i):
            at = i + 1
        if at is None:
            continue
        who = next((k for k in range(i - 1, max(-1, i - _SUBJECT_WORDS), -1) if low[k] in _WHO), None)
        if (
            who is not None
            and who > 0
            and low[who - 1] in ("the", "those", "among", "two", "three", "four", "five", "murdered")
        ):
            return ("injured" if low[who] in _HURT else "killed"), at, who
    return None


def _names_may_follow(low: list[str], i: int) -> bool:
    """Whether "are" or "were" right after the victims may open a list: "among the injured are …"."""
    plain = low[i - 1] in _WHO - {"killed", "bodies", "body"} or low[i - 1] == "here"
    return plain and low[i + 1 : i + 3] not in _SAID


def _listed(reader: Reader, at: int, effect: Effect) -> tuple[list[Count], int]:
    """One Count for each name of the list that begins at `at`, and the index after the last."""
    counts: list[Count] = []
    end = at
    for first, last in _segments(reader, at):
        if len(counts) == _MOST_NAMES:
            break
        group = next((g for g in reader.groups if g.first == first and g.last == last), None)
        if group is not None and (group.numbered or group.single) and _is_somebody(group, counts):
            counts.append(count_of(reader, group, effect))
        elif _is_name(reader, first, last):
            counts.append(Count(effect, reader.words.cut(first, last), 1, 1, 1, "exact"))
        else:
            continue
        end = last
    return counts, end


def _is_somebody(group: Group, counts: list[Count]) -> bool:
    """ "… and two other men": people beside those named; a bare number is an age."""
    return bool(counts) and not group.definite and (group.known or group.others)


def _segments(reader: Reader, at: int) -> Iterator[tuple[int, int]]:
    """What stands between commas, semicolons and "and", up to the end of the sentence or a verb."""
    low, first, depth = reader.words.low, at, 0
    for k in range(at, len(low) + 1):
        word = low[k] if k < len(low) else "."
        if word in _BETWEEN or word in _ENDS:
            if k > first and depth == 0:
                yield first, k
            depth += (word == "(") - (word == ")")
            first = k + 1
            if word in _ENDS:
                return


def _is_name(reader: Reader, first: int, last: int) -> bool:
    words = reader.words
    while first < last and words.low[first].endswith("-old"):
        first += 1
    titled = next((g for g in reader.groups if g.titled and g.first <= first and g.last >= last), None)
    if titled is not None:
        return True
    if any(g.first < last and g.last > first for g in reader.groups) or not 2 <= last - first <= 5:
        return False
    return all(
        (in_a_name(words.low[k]) or words.low[k] in PARTICLES)
        and (words.shouting or words.capital[k] or words.low[k] in PARTICLES)
        for k in range(first, last)
    )
