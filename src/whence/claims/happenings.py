"""Which sentences go on about one happening. In comes a Text, out come its Happenings, one number for each sentence.

A report tells of something, goes on about it, and turns to something else: "Meanwhile", "In a separate raid", "In the
neighbouring province". What one sentence of a happening leaves open, its place or its day, another one of it may give.
Bulletins tell of one engagement after another in like words ("killing dozens of fighters" in village after village):
vague words are the same people only where nothing says that the report has gone on to another event (`Occasion`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.errors import VocabularyError
from whence.records import Sentence, Text, Where
from whence.vocabulary.folding import fold
from whence.vocabulary.phrases import lower, straight
from whence.vocabulary.sieve import Sifted
from whence.vocabulary.tables import DATA, read_table

_READ = frozenset(("headline", "caption", "body"))
_LEAD_SENTENCES = 3
DEED = (
    r"(?:attacks?|(?:air\s?|missile\s|rocket\s)?strikes?|bombings?|blasts?|explosions?|raids?|shelling|bombardment"
    r"|assault|massacre|ambush|clashes|operations?|killings|killing(?=\s+of)|incident)"
)
# "the attack", "Wednesday's blast", "these raids": something told before, or told in full elsewhere in the report
_KNOWN_DEED = Sifted(
    re.compile(
        rf"\b(?:the|this|that|these|those|\w+day['’]s)\s+(?:(?!on\b|of\b|in\b|by\b)[\w-]+\s+){{0,3}}?{DEED}\b"
        rf"|\bwhere\s+the\s+{DEED}\b",
        re.IGNORECASE,
    )
)
# "it was behind a similar bombing that killed nine in May": one sentence about another deed, then back to the first
_ASIDE = Sifted(
    re.compile(
        rf"\b(?:an?(?:other)?|the)\s+(?:similar|earlier|previous|separate|different)\s+(?:[\w-]+\s+){{0,2}}{DEED}\b"
        rf"|\banother\s+(?:[\w-]+\s+){{0,2}}{DEED}\b",
        re.IGNORECASE,
    )
)


@dataclass(frozen=True, slots=True)
class Happenings:
    """Made by `find_happenings`, read where a claim's place and time are looked for.

    `first[i]` is the index of the sentence with which the happening of sentence `i` begins; null for a sentence that
    tells of none (page furniture, standing context). `known[i]`: the sentence speaks of "the attack", one told of
    before; `singular[i]`: of one, not of several. `lead` are the sentences that sum up the report: its headline and the
    first of its body.
    """

    first: tuple[int | None, ...]
    known: tuple[bool, ...]
    singular: tuple[bool, ...]
    lead: frozenset[int]


def find_happenings(text: Text) -> Happenings:
    """The happenings of a text, by the words with which its sentences begin. Pure."""
    first: list[int | None] = []
    known: list[bool] = []
    singular: list[bool] = []
    current: int | None = None
    for sentence in text.sentences:
        words = text.text[sentence.start : sentence.end]
        deeds = [match.group() for match in _KNOWN_DEED.finditer(words)]
        known.append(bool(deeds))
        singular.append(any(not deed.lower().endswith(("s", "shelling", "bombardment")) for deed in deeds))
        if sentence.section not in _READ:
            current = None if sentence.section == "subhead" and _after_lead(text.sentences, sentence) else current
            first.append(None)
            continue
        if current is not None and _ASIDE.search(words, 1):
            first.append(sentence.index)
            continue
        if current is None or (turns_away(words) and not _goes_on(words)):
            current = sentence.index
        first.append(current)
    return Happenings(tuple(first), tuple(known), tuple(singular), _lead(text.sentences))


def is_known_deed(sentence: str) -> bool:
    """Whether a sentence speaks of a deed as of one told before: "the blast", "Monday's raids"."""
    return _KNOWN_DEED.search(sentence) is not None


def turns_away(sentence: str) -> bool:
    """Whether a sentence begins as one that turns to another happening ("Elsewhere", "In the province of …")."""
    return _turns()["begin"].match(lower(straight(sentence)).lstrip("\"'“‘ ")) is not None


def _goes_on(sentence: str) -> bool:
    """ "Meanwhile a monitor said that the blast killed nine": still the blast told of before."""
    return is_known_deed(sentence) and not re.match(r"(?:earlier|last|in\s+a(?:nother)?\b|on\s)", sentence.lower())


def _after_lead(sentences: Sequence[Sentence], subhead: Sentence) -> bool:
    """Whether a subhead stands amid the body, where it begins another part; one above the body is a second headline."""
    return sum(s.section == "body" for s in sentences[: subhead.index]) >= _LEAD_SENTENCES


def _lead(sentences: Sequence[Sentence]) -> frozenset[int]:
    body = [s.index for s in sentences if s.section == "body"][:_LEAD_SENTENCES]
    heads = [s.index for s in sentences if s.section in ("headline", "caption") and (not body or s.index < body[-1])]
    return frozenset((*heads, *body))


@dataclass(frozen=True, slots=True)
class Occasion:
    """What event a sentence is about, as far as its words tell: the places it names (else those of the sentence just
    before it) and how many times the text has said so far, in so many words, that it goes on to another event."""

    places: tuple[Where, ...] = ()
    turn: int = 0


NO_OCCASION = Occasion()
_STAYS = 2  # sentences that stay where the one before them was


def read_occasions(text: Text, wheres: Sequence[Sequence[Where]]) -> tuple[Occasion, ...]:
    """The occasion of each sentence of a text; `wheres[i]` are the places that sentence `i` names."""
    occasions: list[Occasion] = []
    places: tuple[Where, ...] = ()
    since, turn = 0, 0
    for sentence, named in zip(text.sentences, wheres, strict=True):
        own = tuple(where for where in named if not _is_country(where))
        words = text.text[sentence.start : sentence.end]
        turn += turns_away(words) or _turns()["within"].search(words) is not None
        since = 0 if own else since + 1
        places = own or (places if since <= _STAYS else ())
        occasions.append(Occasion(places, turn))
    return tuple(occasions)


def are_two(earlier: Occasion, later: Occasion) -> bool:
    """Whether two sentences tell of two events: a turn between them, or places of which none holds another."""
    if earlier.turn != later.turn:
        return True
    return are_elsewhere(earlier.places, later.places)


def are_elsewhere(earlier: Sequence[Where], later: Sequence[Where]) -> bool:
    """Whether both name places and none of one is, or holds, one of the other.

    Where only places that no gazetteer has are named, nobody can tell that they are not the same.
    """
    found = [[w for w in places if w.path] for places in (earlier, later)]
    if not all(found):
        return False
    return not any(_meet(a, b) for a in earlier for b in later)


def _meet(a: Where, b: Where) -> bool:
    if a.path and b.path:
        return a.path[0] in b.path or b.path[0] in a.path
    own, others = ({fold(n) for n in (w.name, w.within) if n} for w in (a, b))
    return not own.isdisjoint(others)


def _is_country(where: Where) -> bool:
    return len(where.path) == 1 or (where.name is None and where.path == ())


@lru_cache(maxsize=1)
def _turns() -> Mapping[str, re.Pattern[str]]:
    """The rows of turns.csv by where in a sentence they stand. Raises VocabularyError for any other place."""
    rows: dict[str, list[str]] = {"begin": [], "within": []}
    for row in read_table(DATA / "turns.csv", ("where", "pattern", "example")):
        if row["where"] not in rows:
            raise VocabularyError(f"{row['line']}: where is '{row['where']}'", remedy=f"one of {', '.join(rows)}")
        rows[row["where"]].append(f"(?:{row['pattern']})")
    return {
        where: re.compile(("" if where == "begin" else r"\b") + f"(?:{'|'.join(patterns)})", re.IGNORECASE)
        for where, patterns in rows.items()
    }
