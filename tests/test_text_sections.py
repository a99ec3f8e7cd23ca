"""Sections: what is the article's own is told apart from what stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.records import Document, Text
from whence.text import read_text
from whence.text.furniture import furniture
from whence.vocabulary.tables import DATA, read_table


def read(text: str, **more: object) -> Text:
    return read_text(Document("d", text, text.encode(), "", "text/plain", "test", **more))  # type: ignore[arg-type]


def parts(text: Text) -> list[tuple[str, str]]:
    return [(s.section, text.text[s.start : s.end]) for s in text.sentences]


STORY = """Odra counts its dead after night of shelling

smoke over odraThe governor of Odra said on Saturday that 12 people died.

Korab burns

Two more were hurt in Korab, according to Gen. Odran.

More than 9,000 people have been killed since the conflict began in 2011.

3 responses to “Odra counts its dead after night of shelling”

  1. A reader | December 9th 2016

      At least 500 died, believe me.

Leave a Reply
"""


def test_a_page_is_told_apart() -> None:
    assert parts(read(STORY)) == [
        ("headline", "Odra counts its dead after night of shelling"),
        ("caption", "smoke over odra"),
        ("body", "The governor of Odra said on Saturday that 12 people died."),
        ("subhead", "Korab burns"),
        ("body", "Two more were hurt in Korab, according to Gen. Odran."),
        ("background", "More than 9,000 people have been killed since the conflict began in 2011."),
        ("comment", "3 responses to “Odra counts its dead after night of shelling”"),
        ("comment", "A reader | December 9th 2016"),
        ("comment", "At least 500 died, believe me."),
        ("reply_form", "Leave a Reply"),
    ]


def test_a_date_among_the_comments_is_never_the_publication_date() -> None:
    text = read(STORY)
    assert text.published is None
    assert any("no publication date" in note for note in text.notes)


ONE_LINE = [
    (
        "Fri 07 Apr 2017 at 0914 Governor counts losses.   A strike near Odra on Friday killed six.    He said so.",
        ["Governor counts losses."],
        ["A strike near Odra on Friday killed six.", "He said so."],
        "date, time, headline, gap",
    ),
    (
        "Last updated at Jul 172015 - Bombs kill 11 in Odra | Odra Times - Bombs over Odra killed 11. All fled.",
        ["Bombs kill 11 in Odra"],
        ["Bombs over Odra killed 11.", "All fled."],
        "a site's name after the headline",
    ),
    (
        "May 24 2017 16 Civilians Dead in Strikes near Odra At least 16 civilians were killed in raids. He said so.",
        ["16 Civilians Dead in Strikes near Odra"],
        ["At least 16 civilians were killed in raids.", "He said so."],
        "a headline in capitals that runs into its story",
    ),
    (
        "     Strike kills 15 including 4 children in Odra An air strike killed 15 civilians in Odra. He said so.",
        ["Strike kills 15 including 4 children in Odra"],
        ["An air strike killed 15 civilians in Odra.", "He said so."],
        "a headline that the story says again",
    ),
    (
        "THE ODRA HERALD\nFriday 8 March 2024\nCar bomb kills 12 in Korab\n\nA car bomb killed 12 people. It burned.",
        ["THE ODRA HERALD", "Car bomb kills 12 in Korab"],
        ["A car bomb killed 12 people.", "It burned."],
        "a masthead above the headline",
    ),
    (
        "     Blast kills seven in Odra     AFP  Sunday 1 Feb 2015     At least seven died on Sunday.  A bus burned.",
        ["Blast kills seven in Odra"],
        ["At least seven died on Sunday.", "A bus burned."],
        "headline before byline and date",
    ),
    (
        "ODRA, 3 JAN 90 (EFE) -- [REPORT] [TEXT] TEN PEOPLE DIED.  TWO FLED.",
        [],
        ["TEN PEOPLE DIED.", "TWO FLED."],
        "a wire's dateline",
    ),
    (
        "An Odran patrol captured a rebel leader today. He had a rifle.",
        [],
        ["An Odran patrol captured a rebel leader today.", "He had a rifle."],
        "no headline at all",
    ),
]


@pytest.mark.parametrize(("text", "headline", "body", "remark"), ONE_LINE)
def test_headline_and_body_in_one_line(text: str, headline: list[str], body: list[str], remark: str) -> None:
    found = parts(read(text))
    assert [words for kind, words in found if kind == "headline"] == headline, remark
    assert [words for kind, words in found if kind == "body"] == body, remark


def test_wrapped_lines_are_one_sentence_and_blank_lines_end_a_paragraph() -> None:
    text = read(
        "ODRA, 3 JAN 90 -- [TEXT] THE COMMAND HAS REPORTED THAT ABOUT FIFTY OF THE\n"
        "PEASANTS OF VARIOUS AGES HAVE BEEN KIDNAPPED BY REBELS OF THE COAST ARMY\n"
        "OF LIBERATION IN KORAB DEPARTMENT.  THE GARRISON SAID SO ON THE FOURTH OF\n"
        "DECEMBER.\n\n   ANOTHER TEN FLED TO THE HILLS ON THE NEXT DAY, ACCORDING TO THE OFFICERS\n"
        "OF THE SAME GARRISON.\n"
    )
    assert [s.paragraph for s in text.sentences if s.section == "body"] == [0, 0, 1]


def test_a_gap_within_a_sentence_is_not_a_paragraph() -> None:
    text = read("Ten died in Odra.   They were killed by   rebels near the bridge.")
    assert [words for _, words in parts(text)] == ["Ten died in Odra.", "They were killed by   rebels near the bridge."]


def test_tags_before_a_repeated_lead_end_where_the_lead_begins() -> None:
    text = read(
        "12 August 2016 - Violence in Odra - Strikes in northern Korab hit a market on Friday.   Tags Odra market UN "
        "Strikes in northern Korab hit a market on Friday killing at least 18 people. More may die."
    )
    assert ("boilerplate", "Tags Odra market UN") in parts(text)
    assert any(words.endswith("killing at least 18 people.") and kind == "body" for kind, words in parts(text))


def test_a_sentence_that_adds_nothing_is_marked_as_a_repeat() -> None:
    text = read("The army of Odra killed 14 rebels on Monday. The army of Odra killed 14 rebels on Monday. It left.")
    assert [s.repeats for s in text.sentences] == [None, 0, None]


@pytest.mark.parametrize(
    ("first", "second", "remark"),
    [
        ("The army of Odra killed 14 rebels on Monday.", "The army of Odra killed 15 rebels on Monday.", "a number"),
        ("Strikes hit a market in Odra on Friday.", "Strikes hit a market in Odra on Friday killing 18.", "more told"),
    ],
)
def test_a_sentence_with_news_is_no_repeat(first: str, second: str, remark: str) -> None:
    assert all(s.repeats is None for s in read(f"{first} {second}").sentences), remark


@pytest.mark.parametrize(
    "row", list(read_table(DATA / "page_furniture.csv", ("kind", "reach", "anchor", "pattern", "example")))
)
def test_each_row_of_page_furniture_matches_its_example(row: dict[str, str]) -> None:
    mark = next(f for f in furniture() if f.pattern.pattern == row["pattern"])
    found = mark.pattern.search(row["example"])
    assert found, row["line"]
    assert any(anchor in row["example"].lower() for anchor in mark.anchors), row["line"]
    assert row["reach"] in {"inline", "teasers"} or found.start() == 0, row["line"]
    text = read(f"Odra counts its dead\n\nTen people died in Odra.\n\nIt said so. {row['example']}")
    if row["reach"] in {"inline", "teasers"}:
        assert any(kind == row["kind"] for kind in (s.kind for s in text.sections)), row["line"]


@pytest.mark.parametrize("row", list(read_table(DATA / "background_cues.csv", ("pattern", "example"))))
def test_each_background_cue_is_background_at_the_end_and_not_at_the_beginning(row: dict[str, str]) -> None:
    end = read("Ten people died in Odra on Monday. Two were hurt. A house burned. " + row["example"])
    assert end.sentences[-1].section == "background", row["line"]
    beginning = read(row["example"] + " Ten people died in Odra on Monday. Two were hurt. A house burned.")
    assert beginning.sentences[0].section == "body", row["line"]


@pytest.mark.parametrize(
    "line",
    [
        "Save the Children says ten died in Odra",
        "Related violence killed ten in Korab",
        "Sources say ten died in Odra",
        "Print workers were among ten dead in Odra",
    ],
)
def test_a_headline_is_not_taken_for_page_furniture(line: str) -> None:
    assert parts(read(f"{line}\n\nTen people died in Odra on Monday.\n"))[0] == ("headline", line)


@given(st.text(max_size=400))
def test_sections_and_sentences_lie_in_order_within_any_text(raw: str) -> None:
    text = read(raw)
    for spans in (text.sentences, text.sections):
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(raw)
            end = span.end
    assert [s.index for s in text.sentences] == list(range(len(text.sentences)))
    assert text.text == raw
