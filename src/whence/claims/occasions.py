"""Whether two sentences tell of two events. In come a text and its scene, out comes what each sentence is about.

Bulletins tell of one engagement after another in like words ("killing dozens of fighters" in village after village):
vague words are the same people only where nothing says that the sentence has gone on to another event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.claims.places.scene import Scene, find_wheres
from whence.errors import VocabularyError
from whence.records import Sentence, Text, Where
from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.folding import fold
from whence.vocabulary.tables import DATA, read_table

_CARRIED = 2  # sentences that stay where the one before them was


@dataclass(frozen=True, slots=True)
class Occasion:
    """What event a sentence is about, as far as its words tell: the places it names (else those of the sentence just
    before it) and how many times the text has said so far, in so many words, that it goes on to another event."""

    places: tuple[Where, ...] = ()
    turn: int = 0


NO_OCCASION = Occasion()


def read_occasions(text: Text, scene: Scene) -> tuple[Occasion, ...]:
    """The occasion of each sentence of a text, by the sentence's index."""
    occasions: list[Occasion] = []
    places: tuple[Where, ...] = ()
    since, turn = 0, 0
    for sentence in text.sentences:
        own = tuple(m.where for m in find_wheres(scene, sentence.index) if not _is_country(m.where))
        turn += _turns(text, sentence)
        since = 0 if own else since + 1
        places = own or (places if since <= _CARRIED else ())
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


def _turns(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence has words that go on to another event (turns.csv)."""
    begin, within = _patterns()
    return (
        begin.match(text.text, sentence.start, sentence.end) is not None
        or within.search(text.text, sentence.start, sentence.end) is not None
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words: dict[str, list[str]] = {"begin": [], "within": []}
    for row in read_table(DATA / "turns.csv", ("where", "words", "example")):
        if row["where"] not in words:
            raise VocabularyError(f"{row['line']}: where is '{row['where']}'", remedy=f"one of {', '.join(words)}")
        words[row["where"]] += [word.strip() for word in row["words"].split("|")]
    begin, within = (alternatives(words[where]) for where in words)
    return re.compile(rf"[\W_]{{0,9}}(?:{begin})\b", re.IGNORECASE), re.compile(rf"\b(?:{within})\b", re.IGNORECASE)
