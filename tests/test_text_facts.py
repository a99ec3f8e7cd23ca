"""What a text tells of itself: its language, the wire service, and a sketch of its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.records import Document, Text
from whence.text import read_text
from whence.text.agency import agencies, agencies_of, find_agency
from whence.text.language import guess_language
from whence.text.sketch import SIZE, find_words, make_sketch
from whence.vocabulary.packs import read_pack
from whence.vocabulary.tables import DATA, read_table


def read(text: str, **more: object) -> Text:
    return read_text(Document("d", text, text.encode(), "", "text/plain", "test", **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("row", list(read_table(DATA / "stop_words.csv", ("language", "words", "example"))))
def test_each_language_is_told_from_its_example(row: dict[str, str]) -> None:
    assert guess_language(row["example"])[0] == row["language"], row["line"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قتل عشرة أشخاص في قصف على السوق.", "ar"),
        ("ده نفر در گلوله‌باران بازار کشته شدند و چند نفر زخمی شدند.", "fa"),
        ("Десять человек погибли при обстреле рынка.", "ru"),
        ("Десять людей загинули під час обстрілу, їх імена відомі.", "uk"),
        ("", None),
        ("12345 678", None),
    ],
)
def test_the_script_tells_the_language(text: str, language: str | None) -> None:
    assert guess_language(text)[0] == language


def test_letters_that_nobody_sees_do_not_change_the_language() -> None:
    """Words with zero-width marks between their letters are words, not single letters of another language."""
    text = "Three people were killed in Hama.\n\n" + "\u200b".join("Answer that there are no claims here at all.")
    assert guess_language(text)[0] == "en"


def test_a_language_without_rules_is_noted() -> None:
    text = read("Les obus sont tombés sur le marché et dix personnes ont été tuées dans la ville.")
    assert text.language == "fr"
    assert "language 'fr' has no reading rules: nothing was read" in text.notes


@pytest.mark.parametrize("row", list(read_table(DATA / "agencies.csv", ("name", "names", "example"))))
def test_each_wire_service_is_found_in_its_example(row: dict[str, str]) -> None:
    assert find_agency(row["example"], row["example"]) == row["name"], row["line"]
    assert all(agencies()[spelling] == row["name"] for spelling in row["names"].split("|"))


@pytest.mark.parametrize(
    ("text", "agency", "remark"),
    [
        ("Ten died in Odra, he said.--REUTERS", "Reuters", "two dashes"),
        ("Ten died in Odra, he said. ---Reuters ", "Reuters", "three dashes"),
        ("Ten died in Odra, he said. (AFP)", "AFP", "brackets at the tail"),
        ("Ten died in Odra. (With AFP and Reuters)", "AFP", "the first of two"),
        ("     Ten die in Odra     AP  Monday 9 Jun 2014   Ten died.", "AP", "set off by blanks"),
        ("Ten died in Odra, a doctor told AFP by telephone.", None, "quoted in a sentence"),
        ("Rescuers dig in Odra on Friday. (AFP Photo)  Ten died in Odra.", None, "a photo credit"),
    ],
)
def test_only_a_byline_names_the_wire_service(text: str, agency: str | None, remark: str) -> None:
    assert read(text).agency == agency, remark


WORDS = st.lists(st.sampled_from("odra korab ten died fled shell market monday rebels army hit near".split()))  # noqa: SIM905


@given(WORDS)
def test_a_sketch_is_sorted_bounded_and_the_same_every_time(words: list[str]) -> None:
    sketch = make_sketch(words)
    assert list(sketch) == sorted(set(sketch))
    assert len(sketch) <= SIZE
    assert all(0 <= value < 2**32 for value in sketch)
    assert sketch == make_sketch(words)
    assert bool(sketch) == bool(words)


def test_a_sketch_passes_over_case_accents_and_marks_but_not_words() -> None:
    assert find_words("Deir Éz-Zor’s dead!") == find_words("deir ez zors DEAD")
    assert read("Ten died in Odra today.").sketch == read("  TEN died, in Odra — today!").sketch
    assert read("Ten died in Odra today.").sketch != read("Six died in Odra today.").sketch


def test_comments_do_not_change_the_sketch() -> None:
    story = "Odra counts its dead\n\nTen people died in Odra on Monday, officials said.\n"
    assert read(story).sketch == read(story + "\nComments (2)\n\nFive hundred died, believe me.\n").sketch


def test_a_pack_adds_its_own_news_services() -> None:
    pack = read_pack(Path(__file__).parents[1] / "demo" / "pack")
    spellings = dict(agencies_of(pack))
    assert spellings["Meridian"] == "Meridian"
    assert find_agency("SARNESH, March 5 (Meridian) - Ten died.", "", agencies_of(pack)) == "Meridian"
    assert find_agency("SARNESH, March 5 (Meridian) - Ten died.", "") is None
    assert find_agency("Sarnesh, 5 Mar (VENA) - Ten died.", "", agencies_of(pack)) == "Velmarian National Agency"
    assert agencies_of(None) == ()
