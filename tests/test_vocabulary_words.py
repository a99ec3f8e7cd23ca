"""Every row of the tables of words is run on its own example, so that no row is there for nothing."""

from __future__ import annotations

import pytest

from whence.claims.acts import find_acts, find_weapons
from whence.claims.figures.counts import find_told
from whence.claims.figures.numbers import find_numbers
from whence.claims.figures.victims import find_groups
from whence.claims.words import split_words
from whence.vocabulary.lexicon import load_lexicon
from whence.vocabulary.tables import DATA, read_table

LEXICON = load_lexicon()


def rows(name: str, *columns: str) -> list[object]:
    return [pytest.param(row, id=row["line"]) for row in read_table(DATA / name, (*columns, "example"))]


@pytest.mark.parametrize("row", rows("victims.csv", "singular", "plural", "status", "age", "sex", "kind"))
def test_victims(row: dict[str, str]) -> None:
    words = split_words(row["example"])
    groups = find_groups(words, find_numbers(words, LEXICON), LEXICON, frozenset())
    assert groups, row
    group = groups[0]
    assert (group.status or "", group.age or "", group.sex or "") == (row["status"], row["age"], row["sex"])


@pytest.mark.parametrize("row", rows("numbers.csv", "words", "value", "kind"))
def test_numbers(row: dict[str, str]) -> None:
    numbers = find_numbers(split_words(row["example"]), LEXICON)
    assert numbers, row
    if row["value"] and row["kind"] != "scale" and row["kind"] != "score":
        assert numbers[0].best == int(row["value"])
    if not row["value"]:
        assert numbers[0].hedge == "vague"


@pytest.mark.parametrize("row", rows("hedges.csv", "words", "side", "hedge", "shift"))
def test_hedges(row: dict[str, str]) -> None:
    (number, *_) = find_numbers(split_words(row["example"]), LEXICON)
    assert number.hedge == row["hedge"]
    expected = 23 + int(row["shift"])
    assert expected in (number.low, number.best, number.high)


@pytest.mark.parametrize("row", rows("not_people.csv", "words", "side", "why"))
def test_not_people(row: dict[str, str]) -> None:
    words = split_words(row["example"])
    groups = find_groups(words, find_numbers(words, LEXICON), LEXICON, frozenset())
    assert not [g for g in groups if g.best == 20 and g.known], row


@pytest.mark.parametrize("row", rows("effects.csv", "words", "effect", "part", "needs", "act", "mode"))
def test_effects(row: dict[str, str]) -> None:
    told = find_told(split_words(row["example"]), LEXICON, frozenset())
    assert row["effect"] in {one.effect for one in told}, row


@pytest.mark.parametrize("row", rows("acts.csv", "words", "type", "mode", "kind"))
def test_acts(row: dict[str, str]) -> None:
    assert row["type"] in {m.act.type for m in find_acts(split_words(row["example"]), LEXICON)}, row


@pytest.mark.parametrize("row", rows("weapons.csv", "words", "mode", "kind"))
def test_weapons(row: dict[str, str]) -> None:
    found = find_weapons(split_words(row["example"]), LEXICON)
    assert row["mode"] in {w.mode or "" for w in found}, row
