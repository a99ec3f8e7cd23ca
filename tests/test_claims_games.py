"""Figures of speech in sport and markets are no deeds; the missing found dead are killed; who the dead were."""

from __future__ import annotations

import hashlib

import pytest

from whence.claims import find_claims
from whence.claims.games import find_games
from whence.records import Claim, Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.tables import DATA, read_table

ROWS = list(read_table(DATA / "not_war.csv", ("sort", "words", "example")))


def _document(words: str) -> Document:
    content = words.encode()
    return Document("d", words, content, hashlib.sha256(content).hexdigest(), "text/plain", "test")


def _claims(words: str) -> tuple[Claim, ...]:
    vocabulary = load_vocabulary()
    return find_claims(read_text(_document(words), vocabulary), vocabulary).claims


@pytest.mark.parametrize("row", ROWS, ids=[row["line"] for row in ROWS])
def test_each_row_of_the_table_tells_its_example(row: dict[str, str]) -> None:
    """The example of each row is a sentence of its sort."""
    text = read_text(_document(row["example"]), load_vocabulary())
    assert set(find_games(text).values()) == {row["sort"]}


@pytest.mark.parametrize(
    ("words", "expected", "remark"),
    [
        ("Rovers attacked from the first minute and killed off the match with three late goals.", [], "sport"),
        ("The striker shot from afar and the derby was over by half-time, with the goalkeeper beaten.", [], "sport"),
        ("Traders attacked the central bank as shares fell.", [], "markets"),
        (
            "Gunmen attacked a football club during a match and killed nine people.",
            [("killed", 9)],
            "people counted are read, whatever the place",
        ),
        ("Gunmen attacked a bus near the stadium and killed nine people.", [("killed", 9)], "no sport"),
    ],
)
def test_figures_of_speech(words: str, expected: list[tuple[str, int]], remark: str) -> None:
    """Deeds of sport and markets are not read; people harmed are."""
    claims = _claims(words)
    assert [(count.effect, count.best) for claim in claims for count in claim.counts] == expected, remark
    assert expected or not claims, remark


@pytest.mark.parametrize(
    ("words", "expected", "remark"),
    [
        (
            "Six people who had been missing since the raid were later found dead.",
            [("killed", 6)],
            "missing before, killed now",
        ),
        ("Three missing teachers were found dead in a well.", [("killed", 3)], "an adjective"),
        (
            "Two people are missing and five were found dead.",
            [("missing", 2), ("killed", 5)],
            "two groups, not one",
        ),
        ("Four people were missing after the raid, police said.", [("missing", 4)], "still missing"),
        (
            "Ten of the people missing after the raid had been found dead. "
            "That brings the number of people killed in the raid to 19.",
            [("killed", 19)],
            "the ten are among the nineteen",
        ),
    ],
)
def test_the_missing_who_are_found_dead(words: str, expected: list[tuple[str, int]], remark: str) -> None:
    """People move from missing to killed and are counted once."""
    found = [(count.effect, count.best) for claim in _claims(words) for count in claim.counts]
    assert sorted(found) == sorted(expected), remark


@pytest.mark.parametrize(
    ("words", "expected", "remark"),
    [
        (
            "An air strike killed 23 people. The dead were 16 civilians, including nine children, and seven fighters.",
            [(16, "civilian", [9]), (7, "combatant", [])],
            "parts, and a part of a part",
        ),
        (
            "A raid killed 12 people. The victims were nine children and three women.",
            [(9, None, []), (3, None, [])],
            "two groups",
        ),
        ("A raid killed 12 people. Among the dead were nine children.", [(9, None, [])], "among"),
        ("A raid killed 12 people. The missing were nine children.", [], "the missing are not the dead"),
    ],
)
def test_who_the_dead_were(words: str, expected: list[tuple[int, str | None, list[int]]], remark: str) -> None:
    """What the next sentence says of the dead are parts of them, never added."""
    killed = [c for claim in _claims(words) for c in claim.counts if c.effect == "killed"]
    assert len(killed) == 1, remark
    assert [(p.best, p.status, [q.best for q in p.includes]) for p in killed[0].includes] == expected, remark
