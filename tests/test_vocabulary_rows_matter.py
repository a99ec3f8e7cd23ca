"""A row of a table is there for something: with the row away, its own example reads differently.

Tables that a pack can add to are tried, every row of the small ones and every thirteenth of the large. A few rows that
another row makes up for are known by number; that number only falls.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.claims import find_claims
from whence.claims.acts import find_acts, find_weapons
from whence.claims.figures.counts import find_told
from whence.claims.figures.numbers import find_numbers
from whence.claims.figures.victims import find_groups
from whence.claims.voices.chunks import find_chunks, speaker_lexicon
from whence.claims.voices.speakers import find_attributions
from whence.claims.words import split_words
from whence.records import Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary, tables
from whence.vocabulary.packs import read_pack

# where the tables of words are kept once read
_WORDS = (
    "whence.vocabulary.load",
    "whence.vocabulary.lexicon",
    "whence.vocabulary.arabic",
    "whence.claims.voices.chunks",
)
SMALL_TABLE = 60
EACH = 13
# rows tried that change nothing, because another row or rule reads their example alike
IDLE = {
    "victims.csv": 10,
    "effects.csv": 4,
    "speaker_nouns.csv": 8,
    "not_people.csv": 2,
    "hedges.csv": 1,
    "numbers.csv": 1,
    "arabic_cues.csv": 1,
    "arabic_numbers.csv": 1,
    "arabic_effects.csv": 4,
    "arabic_acts.csv": 1,
}
TABLES = (
    "cues.csv", "name_words.csv", "stand_ins.csv", "speaker_nouns.csv", "weapons.csv", "acts.csv", "effects.csv",
    "victims.csv", "hedges.csv", "numbers.csv", "not_people.csv", "arabic_cues.csv", "arabic_hedges.csv",
    "arabic_numbers.csv", "arabic_effects.csv", "arabic_acts.csv",
)  # fmt: skip


def rows_of(table: str) -> list[tuple[str, str]]:
    """(line, example) of the rows to try."""
    path = tables.DATA / table
    header = next(line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    every = [(row["line"], row["example"]) for row in tables.read_table(path, tuple(header.split(",")))]
    return every if len(every) <= SMALL_TABLE else every[::EACH]


def reading(example: str) -> str:
    """All that is read in a sentence, stage by stage."""
    for module in [m for name, m in sys.modules.items() if name.startswith("whence.") and "gaz" not in name]:
        for made in vars(module).values():
            if hasattr(made, "cache_clear") and getattr(made, "__module__", "") in _WORDS:
                made.cache_clear()
    content = example.encode()
    document = Document("d", example, content, hashlib.sha256(content).hexdigest(), "text/plain", "test")
    vocabulary = load_vocabulary()
    text, words, known = read_text(document, vocabulary), split_words(example), vocabulary.lexicon
    numbers = find_numbers(words, known)
    stages = [find_claims(text, vocabulary), numbers, find_groups(words, numbers, known, frozenset())]
    stages += [find_told(words, known), find_acts(words, known), find_weapons(words, known)]
    stages += [find_chunks(example, speaker_lexicon(None))]
    for pack in (None, read_pack("syria")):
        said = find_attributions(text, pack).said
        stages += [[(s.chain, s.stance, s.attribution.shape) for of in said for s in of]]
    return repr(stages)


@pytest.fixture
def drop(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A list to which the line of a row is added that is then not there."""
    gone: list[str] = []
    read = tables.read_table

    def without(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
        return (row for row in read(path, columns) if row["line"] not in gone)

    monkeypatch.setattr(tables, "read_table", without)
    yield gone
    gone.clear()
    reading("Nine people were killed.")  # what was read without a row is forgotten


@pytest.mark.parametrize("table", TABLES)
def test_each_row_changes_the_reading_of_its_example(table: str, drop: list[str]) -> None:
    """But for a known few."""
    idle = []
    for line, example in rows_of(table):
        drop.clear()
        with_row = reading(example)
        drop.append(line)
        if reading(example) == with_row:
            idle.append(f"{line}: {example}")
    assert len(idle) <= IDLE.get(table, 0), "\n".join(idle)
