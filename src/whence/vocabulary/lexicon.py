"""The words the claim finder knows, as frozen tables. In come CSV tables, out comes one `Lexicon`.

Phrases are kept by their first word, longest first, so that matching at a token is one look-up. All words are
lower-case: headlines, telexes in capitals and plain text are read by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from whence.errors import VocabularyError
from whence.records import EFFECTS, Age, Effect, Hedge, Sex, Status
from whence.vocabulary.tables import read_rows

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*\.?|['’]\w+")


def word_set(words: str) -> frozenset[str]:
    """A set of words from one string of them."""
    return frozenset(words.split())


class Phrases(Generic[T]):
    """Phrases by first word, longest first. `at(words, i)` gives (the index after the phrase, its entry) or None.

    Nothing begins after the last word.
    """

    __slots__ = ("_by_first",)

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, entry in entries:
            parts = tuple(_WORD.findall(phrase.lower())) or (phrase,)  # a sign stands for itself: "20+"
            if parts != ("",):
                by_first.setdefault(parts[0], []).append((parts, entry))
        for rows in by_first.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._by_first = by_first

    def at(self, words: list[str], i: int) -> tuple[int, T] | None:
        if i >= len(words):
            return None
        for parts, entry in self._by_first.get(words[i], ()):
            j = i + len(parts)
            if len(parts) == 1 or tuple(words[i:j]) == parts:
                return j, entry
        return None

    def all_at(self, words: list[str], i: int) -> list[tuple[int, T]]:
        """Every entry of the longest phrase that stands at `i` (one word may have several readings)."""
        found: list[tuple[int, T]] = []
        if i >= len(words):
            return found
        for parts, entry in self._by_first.get(words[i], ()):
            j = i + len(parts)
            if found and j != found[0][0]:
                break
            if len(parts) == 1 or tuple(words[i:j]) == parts:
                found.append((j, entry))
        return found

    @property
    def first_words(self) -> frozenset[str]:
        return frozenset(self._by_first)


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A noun for people. `kind`: "" plain, role, rank, title, nation, group, body."""

    plural: bool
    status: Status | None
    age: Age | None
    sex: Sex | None
    kind: str


@dataclass(frozen=True, slots=True)
class NumberWord:
    kind: str  # unit, ten, scale, score, vague, fixed, share
    value: int | None


@dataclass(frozen=True, slots=True)
class HedgeWord:
    hedge: Hedge
    shift: int


@dataclass(frozen=True, slots=True)
class EffectWord:
    """A word of harm; `part` says where its people stand, `needs` how sure it must be that they are people."""

    effect: Effect
    part: str
    needs: str
    act: str | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class ActWord:
    type: str
    mode: str | None
    kind: str  # verb (somebody does it), noun (it is named)


@dataclass(frozen=True, slots=True)
class WeaponWord:
    mode: str | None
    kind: str  # attack ("air strike" names an attack), thing ("helicopters")


@dataclass(frozen=True, slots=True)
class Lexicon:
    people: Phrases[PersonNoun]
    numbers: Phrases[NumberWord]
    hedges_before: Phrases[HedgeWord]
    hedges_after: Phrases[HedgeWord]
    things_after: Mapping[str, str]
    names_before: Mapping[str, str]
    effects: Phrases[EffectWord]
    acts: Phrases[ActWord]
    weapons: Phrases[WeaponWord]
    number_gate: frozenset[str]
    effect_gate: frozenset[str]
    act_gate: frozenset[str]


@lru_cache(maxsize=8)
def load_lexicon(own: Path | None = None) -> Lexicon:
    """The general tables and what the pack in folder `own` adds to them. Raises VocabularyError on a bad row."""
    effects, acts = _effects(own), _acts(own)
    sides = list(read_rows("not_people.csv", ("words", "side", "why", "example"), own))
    hedges = list(read_rows("hedges.csv", ("words", "side", "hedge", "shift", "example"), own))
    numbers = Phrases(_numbers(own))
    before = Phrases(_hedge(r) for r in hedges if r["side"] == "before")
    return Lexicon(
        people=Phrases(_people(own)),
        numbers=numbers,
        hedges_before=before,
        hedges_after=Phrases(_hedge(r) for r in hedges if r["side"] == "after"),
        things_after={r["words"]: r["why"] for r in reversed(sides) if r["side"] in ("after", "both")},
        names_before={r["words"]: r["why"] for r in reversed(sides) if r["side"] in ("before", "both")},
        effects=effects,
        acts=acts,
        weapons=_weapons(own),
        number_gate=numbers.first_words | before.first_words | {"a", "an", "between", "from"},
        effect_gate=effects.first_words,
        act_gate=acts.first_words,
    )


def _people(own: Path | None) -> Iterable[tuple[str, PersonNoun]]:
    for row in read_rows("victims.csv", ("singular", "plural", "status", "age", "sex", "kind", "example"), own):
        status = _one_of(row, "status", ("civilian", "combatant"))
        age = _one_of(row, "age", ("child", "adult"))
        sex = _one_of(row, "sex", ("female", "male"))
        for column, plural in (("plural", True), ("singular", False)):
            if row[column]:
                yield row[column], PersonNoun(plural, status, age, sex, row["kind"])  # type: ignore[arg-type]


def _numbers(own: Path | None) -> Iterable[tuple[str, NumberWord]]:
    for row in read_rows("numbers.csv", ("words", "value", "kind", "example"), own):
        yield row["words"], NumberWord(row["kind"], int(row["value"]) if row["value"] else None)


def _hedge(row: Mapping[str, str]) -> tuple[str, HedgeWord]:
    return row["words"], HedgeWord(row["hedge"], int(row["shift"]))  # type: ignore[arg-type]


def _effects(own: Path | None) -> Phrases[EffectWord]:
    entries = []
    for row in read_rows("effects.csv", ("words", "effect", "part", "needs", "act", "mode", "example"), own):
        effect = _one_of(row, "effect", EFFECTS)
        entries.append(
            (row["words"], EffectWord(effect, row["part"], row["needs"], row["act"] or None, row["mode"] or None))  # type: ignore[arg-type]
        )
    return Phrases(entries)


def _acts(own: Path | None) -> Phrases[ActWord]:
    rows = read_rows("acts.csv", ("words", "type", "mode", "kind", "example"), own)
    return Phrases((row["words"], ActWord(row["type"], row["mode"] or None, row["kind"])) for row in rows)


def _weapons(own: Path | None) -> Phrases[WeaponWord]:
    rows = read_rows("weapons.csv", ("words", "mode", "kind", "example"), own)
    return Phrases((row["words"], WeaponWord(row["mode"] or None, row["kind"])) for row in rows)


def _one_of(row: Mapping[str, str], column: str, allowed: tuple[str, ...]) -> str | None:
    value = row[column]
    if value and value not in allowed:
        raise VocabularyError(f"{row['line']}: {column} is '{value}'", remedy=f"it must be one of {', '.join(allowed)}")
    return value or None
