"""A sentence being read. Holds its words, groups and triggers, and what was told by them so far."""

from __future__ import annotations

from dataclasses import dataclass

from whence.claims.figures.triggers import Trigger
from whence.claims.figures.victims import Group
from whence.claims.words import Words
from whence.records import Count, Effect


@dataclass(frozen=True, slots=True)
class Told:
    """One effect told of in a sentence, its counts beside each other.

    `start`/`end` are offsets in the sentence, `at` is the word of the trigger. `none`: the text says that none were.
    `parts_only`: the counts are parts of people told of elsewhere ("among the dead were two children"). `back[i]`:
    the i-th count points back to people already told ("the two men"), where somebody is. `pronoun`: told by "he" or
    "they". `others`: "two others", beside somebody already told; `also`: "two were also seized", perhaps so.
    `toll`: the figure of a toll.
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
    also: bool = False
    toll: bool = False
    own: bool = False


@dataclass(slots=True)
class Reader:
    """One sentence being read; `taken` are the groups that some trigger already has."""

    words: Words
    groups: tuple[Group, ...]
    triggers: tuple[Trigger, ...]
    taken: dict[int, Trigger]


NO_TRIGGER = Trigger(-1, -1, None, "", -1, False, False, False, False, False)  # type: ignore[arg-type]
