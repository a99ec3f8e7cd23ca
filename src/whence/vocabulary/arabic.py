"""Words of Arabic reports. In come CSV tables (and a pack's own), out comes one lexicon that finds their phrases.

Arabic glues "and", "in", "to" and "the" to the word that follows: every word is looked up as it stands and with those
taken off, in one spelling (`folding.fold`); which letters were taken off is told with the hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from whence.errors import VocabularyError
from whence.records import EFFECTS, Age, Effect, Hedge, Sex, Stance, Status
from whence.vocabulary.folding import fold
from whence.vocabulary.packs import PackSpeaker, PartyForms, read_parties, read_speakers
from whence.vocabulary.tables import DATA, read_rows

T = TypeVar("T")
PLACE_COLUMNS = ("words", "name", "country", "demonyms", "demonym", "example")
_LETTERS = re.compile(r"[^\W_]+")
_REMEMBERED = 50_000  # words
_SHORTEST_STEM = 2  # letters left when a glued word is taken off


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[tuple[str, str], ...]:
    """(glued letters, the rest) of a folded word, the word itself first: "وبالقصف" -> ("", …), …, ("وبال", "قصف")."""
    found: list[tuple[str, str]] = [("", word)]
    starts = [("", word)]
    if word[:1] in ("و", "ف") and len(word) > _SHORTEST_STEM:
        starts.append((word[0], word[1:]))
    for glued, rest in starts:
        if glued:
            found.append((glued, rest))
        if rest.startswith("لل") and len(rest) > _SHORTEST_STEM + 2:
            found += [(f"{glued}ل", f"ال{rest[2:]}"), (f"{glued}لل", rest[2:])]
        elif rest[:1] in ("ب", "ل", "ك") and len(rest) > _SHORTEST_STEM:
            found.append((glued + rest[0], rest[1:]))
            if rest[1:].startswith("ال") and len(rest) > _SHORTEST_STEM + 3:
                found.append((f"{glued}{rest[0]}ال", rest[3:]))
        if rest.startswith("ال") and len(rest) > _SHORTEST_STEM + 2:
            found.append((f"{glued}ال", rest[2:]))
    return tuple(found)


def folded_set(words: str) -> frozenset[str]:
    """A set of words from one string of them, in the spelling that all words are compared in."""
    return frozenset(fold(word) for word in words.split())


def bare(word: str) -> str:
    """A folded word without the article."""
    return word[2:] if word.startswith("ال") and len(word) > _SHORTEST_STEM + 2 else word


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: the index after it, what it stands for, and the letters glued before its first word."""

    last: int
    entry: T
    glued: str


class ArabicPhrases(Generic[T]):
    """Phrases looked up by word; the longest wins, then the one with least taken off.

    A phrase given with the article is found only with it; one without is found with and without.
    """

    __slots__ = ("_by_first", "_known")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._known: dict[str, tuple[tuple[str, list[tuple[tuple[str, ...], T]]], ...]] = {}
        by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, entry in entries:
            parts = tuple(fold(part) for part in _LETTERS.findall(_plain(phrase)))
            rows_of = by_first.setdefault(parts[0], []) if parts else []
            if parts and (parts, entry) not in rows_of:
                rows_of.append((parts, entry))
        for rows in by_first.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._by_first = by_first

    def at(self, words: Sequence[str], i: int) -> Hit[T] | None:
        """The longest phrase that begins at folded word `i`, or null; nothing begins after the last word."""
        if i >= len(words) or not self._rows(words[i]):
            return None
        best: Hit[T] | None = None
        for hit in self._hits(words, i):
            if best is None or hit.last > best.last:
                best = hit
        return best

    def all_at(self, words: Sequence[str], i: int) -> list[Hit[T]]:
        """Every phrase of the greatest length that begins at word `i`."""
        if i >= len(words) or not self._rows(words[i]):
            return []
        hits = list(self._hits(words, i))
        longest = max((hit.last for hit in hits), default=0)
        return [hit for hit in hits if hit.last == longest]

    def _rows(self, word: str) -> tuple[tuple[str, list[tuple[tuple[str, ...], T]]], ...]:
        """What may begin with a word, by what is glued to it; remembered, as most words begin nothing."""
        rows = self._known.get(word)
        if rows is None:
            rows = tuple((glued, self._by_first[stem]) for glued, stem in stems(word) if stem in self._by_first)
            if len(self._known) < _REMEMBERED:
                self._known[word] = rows
        return rows

    def _hits(self, words: Sequence[str], i: int) -> Iterator[Hit[T]]:
        for glued, rows in self._rows(words[i]):
            for parts, entry in rows:
                j = i + len(parts)
                if j <= len(words) and all(_is(words[i + k], parts[k]) for k in range(1, len(parts))):
                    yield Hit(j, entry, glued)


def _is(word: str, part: str) -> bool:
    return word == part or bare(word) == part or (word.startswith("لل") and word[2:] == part)


_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")


def _plain(phrase: str) -> str:
    return _MARKS.sub("", phrase)


# ---------------------------------------------------------------- entries


@dataclass(frozen=True, slots=True)
class ArabicPerson:
    """A noun for people. `size`: 1 one, 2 two, 0 more. `kind`: "", family, body, fighter, rank, nation."""

    size: int
    status: Status | None
    age: Age | None
    sex: Sex | None
    kind: str


@dataclass(frozen=True, slots=True)
class ArabicNumber:
    """`kind`: unit, joined, teen, hundred, scale, thousands, vague; `value` null for vague words."""

    kind: str
    value: int | None


@dataclass(frozen=True, slots=True)
class ArabicHedge:
    hedge: Hedge
    shift: int


@dataclass(frozen=True, slots=True)
class ArabicEffect:
    """A word of harm; `part` and `needs` as in the table. `size` of a counted noun as in ArabicPerson."""

    effect: Effect
    part: str
    needs: str
    act: str
    mode: str | None
    size: int = 0


@dataclass(frozen=True, slots=True)
class ArabicAct:
    type: str
    mode: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class ArabicCue:
    shape: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class ArabicVoice:
    """Somebody who can speak: by name (`sort` name) or by a noun (people, office, reporter)."""

    name: str
    kind: str
    sort: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class ArabicParty:
    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class ArabicTime:
    sort: str
    value: int


@dataclass(frozen=True, slots=True)
class ArabicPlaceName:
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class ArabicLexicon:
    """All tables of Arabic words. `particles` by sort; `voices` and `parties` depend on the pack."""

    people: ArabicPhrases[ArabicPerson]
    numbers: ArabicPhrases[ArabicNumber]
    hedges_before: ArabicPhrases[ArabicHedge]
    hedges_after: ArabicPhrases[ArabicHedge]
    effects: ArabicPhrases[ArabicEffect]
    acts: ArabicPhrases[ArabicAct]
    weapons: ArabicPhrases[str | None]
    cues: ArabicPhrases[ArabicCue]
    times: ArabicPhrases[ArabicTime]
    place_words: dict[str, ArabicPhrases[str]]
    place_names: ArabicPhrases[ArabicPlaceName]
    demonyms: ArabicPhrases[ArabicPlaceName]
    never_places: frozenset[str]
    scope_cues: ArabicPhrases[str]
    not_war: ArabicPhrases[str]
    particles: dict[str, ArabicPhrases[str]]
    voices: ArabicPhrases[ArabicVoice]
    state_nouns: ArabicPhrases[ArabicVoice]
    parties: ArabicPhrases[ArabicParty]


# ---------------------------------------------------------------- tables


@lru_cache(maxsize=8)
def load_arabic(pack: Path | None = None) -> ArabicLexicon:
    """The tables, with those of the pack in that folder (null: none). Raises VocabularyError on a bad row."""
    hedges = list(read_rows("arabic_hedges.csv", ("words", "side", "hedge", "shift", "example"), pack))
    places = list(read_rows("arabic_place_words.csv", ("sort", "words", "example"), pack))
    rows = read_rows("arabic_cues.csv", ("shape", "stance", "words", "example"), pack)
    return ArabicLexicon(
        people=ArabicPhrases(_people(pack)),
        numbers=ArabicPhrases(_numbers(pack)),
        hedges_before=ArabicPhrases(_hedges(r for r in hedges if r["side"] == "before")),
        hedges_after=ArabicPhrases(_hedges(r for r in hedges if r["side"] == "after")),
        effects=ArabicPhrases(_effects(pack)),
        acts=ArabicPhrases(_acts(pack)),
        weapons=ArabicPhrases(
            (w, r["mode"] or None)
            for r in read_rows("arabic_weapons.csv", ("words", "mode", "example"), pack)
            for w in _split(r["words"])
        ),
        cues=ArabicPhrases((w, ArabicCue(r["shape"], r["stance"])) for r in rows for w in _split(r["words"])),  # type: ignore[arg-type]
        times=ArabicPhrases(_times(pack)),
        place_words=_by_sort(r for r in places if r["sort"] != "never"),
        place_names=ArabicPhrases(_place_names(pack)),
        demonyms=ArabicPhrases(_demonyms(pack)),
        never_places=frozenset(fold(w) for r in places if r["sort"] == "never" for w in _split(r["words"])),
        scope_cues=ArabicPhrases(_sorted_words("arabic_scope_cues.csv", pack)),
        not_war=ArabicPhrases(_sorted_words("arabic_not_war.csv", pack)),
        particles=_by_sort(read_rows("arabic_particles.csv", ("sort", "words", "example"), pack)),
        voices=ArabicPhrases(_voices(pack)),
        state_nouns=ArabicPhrases(pair for pair in _noun_voices(pack) if pair[1].sort == "state"),
        parties=ArabicPhrases(_parties(pack)),
    )


def _split(cell: str) -> list[str]:
    return [words.strip() for words in cell.split("|") if words.strip()]


def noun_forms(singular: str) -> tuple[tuple[str, int], ...]:
    """A singular noun's forms with the number of people each names: itself, the accusative's, the dual's."""
    if " " in singular or singular.endswith(("ه", "ها", "هما")):
        return ((singular, 1),)  # "his wife"
    stem = f"{singular[:-1]}ت" if singular.endswith("ة") else singular
    stem = f"{singular[:-2]}ا" if singular.endswith("أة") else stem
    dual = f"{stem}ت" if singular.endswith("أة") else stem
    single = ((singular, 1),) if singular.endswith("ة") else ((singular, 1), (f"{singular}ا", 1))
    return (*single, (f"{dual}ان", 2), (f"{dual}ين", 2), (f"{dual}ا", 2), (f"{dual}ي", 2))


def plural_forms(plural: str) -> tuple[str, ...]:
    """A plural's forms: "-in" for "-un", and those before a genitive."""
    if plural.endswith("ون") and " " not in plural:
        return plural, f"{plural[:-2]}ين", f"{plural[:-2]}ي", f"{plural[:-2]}و"
    return plural, f"{plural}ا"


def _people(pack: Path | None) -> Iterator[tuple[str, ArabicPerson]]:
    made: dict[str, ArabicPerson] = {}
    for row in read_rows("arabic_victims.csv", ("singular", "plural", "status", "age", "sex", "kind", "example"), pack):
        status = _one_of(row, "status", ("civilian", "combatant"))
        age, sex = _one_of(row, "age", ("child", "adult")), _one_of(row, "sex", ("female", "male"))
        forms = [(form, size) for word in _split(row["singular"]) for form, size in noun_forms(word)]
        forms += [(form, 0) for word in _split(row["plural"]) for form in plural_forms(word)]
        for form, size in forms:
            # "مدنيين" is two civilians or many: more than two unless "two" stands beside it
            if form not in made or (size == 0 and made[form].size == 2):
                made[form] = ArabicPerson(size, status, age, sex, row["kind"])  # type: ignore[arg-type]
    return iter(made.items())


def _numbers(pack: Path | None) -> Iterator[tuple[str, ArabicNumber]]:
    for row in read_rows("arabic_numbers.csv", ("words", "value", "kind", "example"), pack):
        for words in _split(row["words"]):
            yield words, ArabicNumber(row["kind"], int(row["value"]) if row["value"] else None)


def _hedges(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, ArabicHedge]]:
    for row in rows:
        for words in _split(row["words"]):
            yield words, ArabicHedge(row["hedge"], int(row["shift"]))  # type: ignore[arg-type]


def _effects(pack: Path | None) -> Iterator[tuple[str, ArabicEffect]]:
    """Plurals first: "مفقودين" is many missing rather than two."""
    return iter(sorted(_all_effects(pack), key=lambda pair: pair[1].size))


def _all_effects(pack: Path | None) -> Iterator[tuple[str, ArabicEffect]]:
    columns = ("words", "effect", "part", "needs", "act", "mode", "example")
    for row in read_rows("arabic_effects.csv", columns, pack):
        effect = _one_of(row, "effect", EFFECTS)
        for words in _split(row["words"]):
            forms = noun_forms(words) if row["part"] == "single" else tuple((f, 0) for f in plural_forms(words))
            for form, size in forms if row["part"] in ("single", "counted") else ((words, 0),):
                part = "counted" if row["part"] == "single" else row["part"]
                yield form, ArabicEffect(effect, part, row["needs"], row["act"], row["mode"] or None, size)  # type: ignore[arg-type]


def _acts(pack: Path | None) -> Iterator[tuple[str, ArabicAct]]:
    for row in read_rows("arabic_acts.csv", ("words", "type", "mode", "kind", "example"), pack):
        for words in _split(row["words"]):
            yield words, ArabicAct(row["type"], row["mode"] or None, row["kind"])


def _times(pack: Path | None) -> Iterator[tuple[str, ArabicTime]]:
    for row in read_rows("arabic_times.csv", ("words", "sort", "value", "example"), pack):
        for words in _split(row["words"]):
            yield words, ArabicTime(row["sort"], int(row["value"]))


def _place_names(pack: Path | None) -> Iterator[tuple[str, ArabicPlaceName]]:
    for row in read_rows("arabic_places.csv", PLACE_COLUMNS, pack):
        for words in _split(row["words"]):
            yield words, ArabicPlaceName(row["name"], row["country"])


def _demonyms(pack: Path | None) -> Iterator[tuple[str, ArabicPlaceName]]:
    for row in read_rows("arabic_places.csv", PLACE_COLUMNS, pack):
        for words in _split(row["demonyms"]):
            yield words, ArabicPlaceName(row["demonym"], row["country"])


def _sorted_words(file: str, pack: Path | None) -> Iterator[tuple[str, str]]:
    for row in read_rows(file, ("sort", "words", "example"), pack):
        for words in _split(row["words"]):
            yield words, row["sort"]


def _by_sort(rows: Iterable[dict[str, str]]) -> dict[str, ArabicPhrases[str]]:
    words: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        words.setdefault(row["sort"], []).extend((w, w) for w in _split(row["words"]))
    return {sort: ArabicPhrases(entries) for sort, entries in words.items()}


def _voices(pack: Path | None) -> Iterator[tuple[str, ArabicVoice]]:
    for speaker in (*_pack_speakers(pack), *read_speakers(DATA / "arabic_speakers.csv")):
        for alias in speaker.aliases:
            yield alias, ArabicVoice(speaker.name, speaker.kind, "name", speaker.party)
    yield from _noun_voices(pack)


def _noun_voices(pack: Path | None) -> Iterator[tuple[str, ArabicVoice]]:
    for row in read_rows("arabic_speaker_nouns.csv", ("sort", "kind", "name", "words", "example"), pack):
        for words in _split(row["words"]):
            yield words, ArabicVoice(row["name"], row["kind"], row["sort"])


def _pack_speakers(pack: Path | None) -> tuple[PackSpeaker, ...]:
    file = pack / "speakers_ar.csv" if pack is not None else None
    return read_speakers(file) if file is not None and file.is_file() else ()


def _parties(pack: Path | None) -> Iterator[tuple[str, ArabicParty]]:
    file = pack / "parties_ar.csv" if pack is not None else None
    own: tuple[PartyForms, ...] = read_parties(file) if file is not None and file.is_file() else ()
    for forms in (*own, *read_parties(DATA / "arabic_parties.csv")):
        for words in forms.words:
            yield words, ArabicParty(forms.key, forms.kind)
    for forms in (*own, *read_parties(DATA / "arabic_parties.csv")):  # last: "روسيا" is Russia first
        for words in forms.words:
            if forms.kind == "side" and not words.endswith("ة"):
                yield f"{words}ا", ArabicParty(forms.key, forms.kind)


def _one_of(row: dict[str, str], column: str, allowed: tuple[str, ...]) -> str | None:
    value = row[column]
    if value and value not in allowed:
        raise VocabularyError(f"{row['line']}: {column} is '{value}'", remedy=f"it must be one of {', '.join(allowed)}")
    return value or None
