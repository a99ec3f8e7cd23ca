"""Files that people open: no formula fires, numbers stay numbers, unknown stays empty."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import claim, count
from whence.publish import Sheet, claims_sheet, write_csv, write_json_lines
from whence.publish.sheets import range_words, victims_words
from whence.records import Victims

FORMULA_STARTS = "=+-@\t\r\0"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_no_text_cell_is_a_formula(cells: list[str]) -> None:
    """Whatever a document holds, a spreadsheet runs none of it, and nothing else is changed."""
    stream = io.StringIO()
    write_csv(Sheet(tuple("abcd"[: len(cells)]), (tuple(cells),)), stream)
    row = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))[1]
    assert not any(cell.startswith(tuple(FORMULA_STARTS)) for cell in row)
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]


def test_negative_numbers_stay_numbers() -> None:
    """Only text is escaped: a remainder of -25 is a number."""
    stream = io.StringIO()
    write_csv(Sheet(("a", "b", "c"), ((-25, -2.5, None),)), stream)
    assert stream.getvalue() == "a,b,c\r\n-25,-2.5,\r\n"


def test_json_lines_are_utf8_as_is() -> None:
    """One object a line, letters of any script unescaped."""
    stream = io.StringIO()
    assert write_json_lines([{"a": "حلب\n"}, {"a": None}], stream) == 2
    assert stream.getvalue() == '{"a": "حلب\\n"}\n{"a": null}\n'
    assert [json.loads(line)["a"] for line in stream.getvalue().splitlines()] == ["حلب\n", None]


def test_a_part_names_its_whole() -> None:
    """A subset has a row of its own that says of what it is a part, so that nobody adds it."""
    sheet = claims_sheet([claim("c", count(15, includes=[count(4, words="four children")]))])
    at = sheet.columns.index("part_of")
    assert [row[at] for row in sheet.rows] == [None, "15 people"]


RANGES = [
    (15, 15, 15, "15"),
    (10, 15, 20, "10-20, best 15"),
    (10, None, 12, "10-12"),
    (409, 409, None, "at least 409"),
    (None, None, 20, "up to 20"),
    (None, 7, None, "7"),
    (None, None, None, "unknown"),
    (0, 0, 0, "0"),
]


@pytest.mark.parametrize(("low", "best", "high", "words"), RANGES)
def test_a_range_in_words(low: int | None, best: int | None, high: int | None, words: str) -> None:
    """Unknown, zero and an open end are three different things."""
    assert range_words(low, best, high) == words


GROUPS = [
    (Victims(), "everybody"),
    (Victims(status="civilian"), "civilians"),
    (Victims(status="civilian", age="child"), "civilian children"),
    (Victims(age="adult", sex="female"), "women"),
    (Victims(age="child", sex="male"), "boys"),
    (Victims(sex="female"), "female"),
]


@pytest.mark.parametrize(("victims", "words"), GROUPS)
def test_a_victim_group_in_words(victims: Victims, words: str) -> None:
    """As a person says it."""
    assert victims_words(victims) == words
