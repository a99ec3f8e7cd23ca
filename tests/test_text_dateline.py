"""The publication date: read from the head in many forms, open where it can be read two ways."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from whence.records import Document, Published, Text
from whence.text import read_text

BODY = " Ten people were killed in Odra on Friday. Two fled to Korab."


def read(text: str, published: Published | None = None) -> Text:
    return read_text(Document("d", text, text.encode(), "", "text/plain", "test", published=published))


HEADS = [
    ("Fri 07 Apr 2017 at 0914 Ten killed in Odra.", date(2017, 4, 7), "weekday and time"),
    ("Saturday 10 December 2016 14:47 Ten killed in Odra.", date(2016, 12, 10), "full weekday"),
    ("   Thu Jul 30 2015 Ten killed in Odra.", date(2015, 7, 30), "month first"),
    ("21.02.2015 - Ten killed in Odra -", date(2015, 2, 21), "dots"),
    ("01.10.2014 - Ten killed in Odra -", date(2014, 10, 1), "dots are day first"),
    ("21-08-2014 Ten killed in Odra.", date(2014, 8, 21), "day beyond twelve"),
    ("Last updated at Jul 172015 - Ten killed in Odra | Korab Times -", date(2015, 7, 17), "glued year"),
    ("Published October 1 2014 - Ten killed in Odra -", date(2014, 10, 1), "label"),
    ("Date of publication 27 November 2017 - Ten killed in Odra -", date(2017, 11, 27), "label"),
    ("Posted on April 19 2017 by Jo Writer Ten Killed in Odra ", date(2017, 4, 19), "label and author"),
    ("August 1 2011 Ten killed in Odra.", date(2011, 8, 1), "bare"),
    ("2016-12-10T08:30:00Z\nTen killed in Odra\n", date(2016, 12, 10), "ISO"),
    ("3 April 2017\nTen killed in Odra\n", date(2017, 4, 3), "a line of its own"),
    ("Ten killed in Odra\n3 April 2017\n", date(2017, 4, 3), "a line after the headline"),
    ("     Ten killed in Odra     AFP  Tuesday 5 Jul 2016  ", date(2016, 7, 5), "after the byline"),
    ("ODRA, 3 JAN 90 -- [REPORT] [TEXT]", date(1990, 1, 3), "two digits of the year"),
    ("KORAB, Odra (Jan. 25, 2013)\n", date(2013, 1, 25), "in brackets after the place"),
    ("2010-09-CA-077 For Immediate Release\nKORAB, Odra (Sept. 8) - ", date(2010, 9, 8), "year of the release code"),
    ("Joint Command Morning Operational Update, Feb. 8, 2011\nJoint Command\n", date(2011, 2, 8), "an update's title"),
    ("7 November  2016 Ten killed in Odra.", date(2016, 11, 7), "a gap within the date"),
    ("Ten killed in Odra  Middle East Odra Security 31-08-2014 0742 PM  ", date(2014, 8, 31), "after rubrics"),
    ("Sunday 4/12/2016\nTen killed in Odra\n", date(2016, 12, 4), "the weekday settles the order"),
]


@pytest.mark.parametrize(("head", "day", "remark"), HEADS)
def test_the_date_at_the_head(head: str, day: date, remark: str) -> None:
    published = read(head + BODY).published
    assert published is not None, remark
    assert (published.day, published.how) == (day, "dateline"), remark
    assert published.words and published.words in head


OPEN = [
    ("10/12/2016\nTen killed in Odra\n", "two readings"),
    ("KORAB, Odra (Dec. 29)\n", "no year"),
    ("ODRA, NO DATE -- [TEXT]", "no date"),
    ("Ten killed in Odra\n", "nothing"),
    ("Odra marks 3 April 2010 in mourning\n", "a date that is the story's"),
]


@pytest.mark.parametrize(("head", "remark"), OPEN)
def test_no_date_is_guessed(head: str, remark: str) -> None:
    text = read(head + BODY)
    assert text.published is None, remark
    assert any(note.startswith("no publication date") for note in text.notes), remark


def test_an_ambiguous_date_is_named_in_the_notes() -> None:
    assert any("2016-12-10" in note and "2016-10-12" in note for note in read(OPEN[0][0] + BODY).notes)


def test_another_date_of_the_text_settles_an_ambiguous_one() -> None:
    text = read("03/07/2015\nTen killed in Odra\nThey died on July 2.")
    assert text.published is not None
    assert text.published.day == date(2015, 7, 3)
    assert any("as other dates of the text suggest" in note for note in text.notes)


def test_what_the_document_says_wins() -> None:
    given = Published(date(2016, 12, 10), "option")
    assert read("3 April 2017\nTen killed in Odra\n" + BODY, given).published == given
    assert not any("no publication date" in note for note in read("Ten killed." + BODY, given).notes)


def test_the_label_at_the_foot_counts_where_the_head_has_none() -> None:
    text = read(f"Ten killed in Odra\n{BODY}  Last Update: Monday 4 March 2024 KSA 11:20 - GMT 08:20    38")
    assert text.published is not None
    assert text.published.day == date(2024, 3, 4)


@pytest.mark.bench
@pytest.mark.parametrize(("name", "floor"), [("fakes-dev", 0.97), ("isaf-dev", 0.90), ("muc4/dev", 0.94)])
def test_most_real_reports_get_their_date(name: str, floor: float) -> None:
    path = Path(__file__).parents[1].parent / "shared" / "bench" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("no bench here")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    assert sum(read(row["text"]).published is not None for row in rows) >= floor * len(rows)
