"""Sentences: a table of traps, and laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.text.sentences import MAX_LENGTH, abbreviations, find_sentences, sentence_starters
from whence.vocabulary.tables import DATA, read_table


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in find_sentences(text, 0, len(text))]


TRAPS = [
    (["Gen. Odran fell.", "He was 50."], "a title"),
    (["It went to the U.N. Security Council.", "It failed."], "an abbreviation within a name"),
    (["They asked the U.N.", "The council met."], "an abbreviation that ends a sentence"),
    (["It fell at 5 a.m. Saturday.", "Ten died."], "a time of day"),
    (["J. K. Odran spoke.", "Nobody heard."], "initials"),
    (["School No. 4 was hit.", "Was it empty?", "No."], "a number, and a bare No"),
    (["Some 3.5 tonnes burned.", "The rest did not."], "a decimal"),
    (["“They are dying.”", "He wept."], "a closing curly quote after the stop"),
    (['"They are dying."', "He wept."], "a closing straight quote after the stop"),
    (["He said: “Go home and have a rest … while they die?”", "Nobody went."], "dots that do not end"),
    (["It was due to neglect.", "For his part he denied it."], "joined below without a blank"),
    (["The U.S.-led force left.", "Rebels came."], "a hyphen after an abbreviation"),
    (["Ten died.", "Two were children."], "bullets are left out"),
    (["هل قتلوا؟", "قتل عشرة."], "an Arabic question mark"),
    (["ON 11 NOV. 1989 LT. COL. ODRAN FELL.", "TWO DIED."], "capitals only"),
]


@pytest.mark.parametrize(("expected", "remark"), TRAPS)
def test_sentences_survive_the_trap(expected: list[str], remark: str) -> None:
    """Joining the sentences and cutting again gives the same sentences."""
    assert cut(" ".join(expected)) == expected, remark


def test_a_missing_blank_after_a_full_stop_still_ends_the_sentence() -> None:
    assert cut("It was weakness and irresolution.For his part he denied it.") == [
        "It was weakness and irresolution.",
        "For his part he denied it.",
    ]


def test_bullets_and_dashes_before_a_sentence_are_not_part_of_it() -> None:
    assert cut("* 2011: -- In June ten died. -- Odran left. • The town fell.") == [
        "2011:",
        "In June ten died.",
        "Odran left.",
        "The town fell.",
    ]


def test_a_sentence_without_end_is_cut_at_a_blank() -> None:
    pieces = cut("ten died and " * 1000)
    assert all(len(piece) <= MAX_LENGTH for piece in pieces)
    assert "".join(pieces).replace(" ", "") == ("tendiedand" * 1000)


@pytest.mark.parametrize("row", list(read_table(DATA / "abbreviations.csv", ("abbreviation", "ends", "example"))))
def test_each_abbreviation_keeps_its_example_in_one_piece(row: dict[str, str]) -> None:
    assert len(cut(row["example"])) == 1, row["line"]
    assert row["ends"] in {"never", "number", "open"}


@pytest.mark.parametrize("row", list(read_table(DATA / "sentence_starters.csv", ("word", "example"))))
def test_each_starter_begins_a_sentence_after_an_abbreviation(row: dict[str, str]) -> None:
    assert len(cut(row["example"])) == 2, row["line"]
    assert row["word"] in sentence_starters()


def test_abbreviations_are_read_once_in_lower_case() -> None:
    assert all(word == word.lower() and word.endswith(".") for word in abbreviations())


@given(st.text(alphabet=st.sampled_from("aB3 .!?…\n\"'“”-*;:()؟"), max_size=300))
def test_sentences_are_in_order_trimmed_and_lose_no_letter(text: str) -> None:
    spans = find_sentences(text, 0, len(text))
    end = 0
    for a, b in spans:
        assert end <= a < b <= len(text)
        assert text[a:b] == text[a:b].strip()
        end = b
    kept = "".join(text[a:b] for a, b in spans)
    assert kept.count("aB") >= text.count("aB") - kept.count("\n") or text.count("aB") == kept.count("aB")
