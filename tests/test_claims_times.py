"""Times: a table of mentions as reports tell them, resolved against Saturday 10 December 2016."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.claims.times.mentions import find_times

SATURDAY = date(2016, 12, 10)
ERAS = {"conflict": date(2011, 3, 1)}

# sentence, words, start, end, kind, precision
MENTIONS = [
    ("On Friday a rocket killed 15.", "On Friday", "2016-12-09", "2016-12-09", "day", 1),
    ("It was hit on Saturday.", "on Saturday", "2016-12-10", "2016-12-10", "day", 1),
    ("It was hit Thursday.", "Thursday", "2016-12-08", "2016-12-08", "day", 1),
    ("It was hit early Saturday.", "early Saturday", "2016-12-10", "2016-12-10", "day", 1),
    ("It was hit late on Tuesday.", "late on Tuesday", "2016-12-06", "2016-12-06", "day", 1),
    ("It was hit early Sunday morning.", "early Sunday morning", "2016-12-04", "2016-12-04", "day", 1),
    ("In the early hours of Sunday it fell.", "In the early hours of Sunday", "2016-12-04", "2016-12-04", "day", 1),
    ("Tuesdays massacre was worse.", "Tuesdays", "2016-12-06", "2016-12-06", "day", 1),
    ("It was hit today.", "today", "2016-12-10", "2016-12-10", "day", 1),
    ("IT WAS HIT YESTERDAY.", "YESTERDAY", "2016-12-09", "2016-12-09", "day", 1),
    ("It was hit the day before yesterday.", "the day before yesterday", "2016-12-08", "2016-12-08", "day", 1),
    ("It was hit last night.", "last night", "2016-12-09", "2016-12-09", "day", 1),
    ("It was hit this morning.", "this morning", "2016-12-10", "2016-12-10", "day", 1),
    ("It was hit overnight.", "overnight", "2016-12-09", "2016-12-10", "day", 2),
    ("It was hit last Saturday.", "last Saturday", "2016-12-03", "2016-12-03", "day", 1),
    ("It was hit two days ago.", "two days ago", "2016-12-08", "2016-12-08", "day", 1),
    ("It was hit three weeks ago.", "three weeks ago", "2016-11-19", "2016-11-19", "day", 3),
    ("It was hit two months ago.", "two months ago", "2016-10-01", "2016-10-31", "period", 4),
    ("It was hit five years ago.", "five years ago", "2011-01-01", "2011-12-31", "period", 5),
    ("On 9 December it fell.", "On 9 December", "2016-12-09", "2016-12-09", "day", 1),
    ("ON 30 DECEMBER IT FELL.", "ON 30 DECEMBER", "2015-12-30", "2015-12-30", "day", 1),
    ("It fell on December 23.", "on December 23", "2015-12-23", "2015-12-23", "day", 1),
    ("It fell Dec. 9, 2016.", "Dec. 9, 2016", "2016-12-09", "2016-12-09", "day", 1),
    ("It fell on the 4th of April.", "on the 4th of April", "2016-04-04", "2016-04-04", "day", 1),
    ("It fell on 2016-12-01.", "on 2016-12-01", "2016-12-01", "2016-12-01", "day", 1),
    ("It fell on 30/11/2016.", "on 30/11/2016", "2016-11-30", "2016-11-30", "day", 1),
    ("It fell on 9/12/2016.", "on 9/12/2016", None, None, "vague", None),
    ("It fell on the night of Jan. 3.", "on the night of Jan. 3", "2016-01-03", "2016-01-03", "day", 1),
    ("It fell on Friday, December 9.", "on Friday, December 9", "2016-12-09", "2016-12-09", "day", 1),
    ("In March 2013 it fell.", "In March 2013", "2013-03-01", "2013-03-31", "period", 4),
    ("In June ten died.", "In June", "2016-06-01", "2016-06-30", "period", 4),
    ("In May more than ten died.", "In May", "2016-05-01", "2016-05-31", "period", 4),
    ("In early March ten died.", "In early March", "2016-03-01", "2016-03-10", "period", 4),
    ("By mid-June ten had died.", "By mid-June", "2016-06-11", "2016-06-20", "period", 4),
    ("In 2012 ten died.", "In 2012", "2012-01-01", "2012-12-31", "period", 5),
    ("Earlier this month ten died.", "Earlier this month", "2016-12-01", "2016-12-09", "period", 4),
    ("Ten died this week.", "this week", None, None, "vague", None),
    ("Ten died last week.", "last week", "2016-11-28", "2016-12-04", "period", 3),
    ("Ten died last month.", "last month", "2016-11-01", "2016-11-30", "period", 4),
    ("Ten died last year.", "last year", "2015-01-01", "2015-12-31", "period", 5),
    ("Ten died during the past week.", "during the past week", "2016-12-03", "2016-12-10", "period", 3),
    ("Ten died in the past 24 hours.", "in the past 24 hours", "2016-12-09", "2016-12-10", "period", 2),
    ("Ten died in the past 20 days.", "in the past 20 days", "2016-11-20", "2016-12-10", "period", 4),
    ("Ten died in recent weeks.", "in recent weeks", None, None, "vague", None),
    ("Ten died over the weekend.", "over the weekend", "2016-12-10", "2016-12-10", "period", 1),
    ("Ten died between 3 and 5 May.", "between 3 and 5 May", "2016-05-03", "2016-05-05", "period", 2),
    ("Ten died on May 3-4.", "on May 3-4", "2016-05-03", "2016-05-04", "period", 2),
    ("Ten died from Monday to Wednesday.", "from Monday to Wednesday", "2016-12-05", "2016-12-07", "period", 2),
    ("Ten died on Thursday and Friday.", "on Thursday and Friday", "2016-12-08", "2016-12-09", "period", 2),
    (
        "Shells fell overnight Wednesday and into Thursday morning.",
        "overnight Wednesday and into Thursday morning",
        "2016-12-07",
        "2016-12-08",
        "period",
        2,
    ),
    ("Ten died from 2003 to 2005.", "from 2003 to 2005", "2003-01-01", "2005-12-31", "period", 5),
    ("Since Monday ten have died.", "Since Monday", "2016-12-05", "2016-12-10", "since", 2),
    ("Since Saturday ten have died.", "Since Saturday", "2016-12-03", "2016-12-10", "since", 3),
    ("Ten have died since early July.", "since early July", "2016-07-01", "2016-12-10", "since", 5),
    ("Ten have died since 2011.", "since 2011", "2011-01-01", "2016-12-10", "since", 5),
    (
        "Ten died in the offensive launched on November 15.",
        "launched on November 15",
        "2016-11-15",
        "2016-12-10",
        "since",
        4,
    ),
    (
        "Ten died in the conflict which began in 2011.",
        "which began in 2011",
        "2011-01-01",
        "2016-12-10",
        "since",
        5,
    ),
    (
        "The onslaught that began three weeks ago goes on.",
        "that began three weeks ago",
        "2016-11-19",
        "2016-12-10",
        "since",
        4,
    ),
    (
        "Since the start of operations on September 30th 2015 ten died.",
        "Since the start of operations on September 30th 2015",
        "2015-09-30",
        "2016-12-10",
        "since",
        5,
    ),
    ("Ten died since the conflict started.", "since the conflict started", "2011-03-01", "2016-12-10", "since", 5),
    ("Ten died since the uprising began.", "since the uprising began", None, None, "since", None),
    ("A rocket launched on Friday hit it.", "on Friday", "2016-12-09", "2016-12-09", "day", 1),
    ("In less than a month it fell.", "In less than a month", None, None, "duration", None),
    ("The six-year war goes on.", "The six-year", None, None, "duration", None),
    ("It was shelled for the second consecutive day.", "for the second consecutive day", None, None, "duration", None),
    ("A day earlier ten died.", "A day earlier", None, None, "vague", None),
    ("In the late 1970s it burned.", "In the late 1970s", None, None, "vague", None),
    ("In the 1960's it burned.", "In the 1960's", None, None, "vague", None),
    ("It has been held since last summer.", "since last summer", None, None, "vague", None),
    ("1982: the town burned.", "1982", "1982-01-01", "1982-12-31", "period", 5),
    ("The 2011 uprising went on.", "The 2011", "2011-01-01", "2011-12-31", "vague", 5),
    ("Ten died in the same period.", "in the same period", None, None, "vague", None),
]


@pytest.mark.parametrize(("sentence", "words", "start", "end", "kind", "precision"), MENTIONS)
def test_a_mention_of_time(
    sentence: str, words: str, start: str | None, end: str | None, kind: str, precision: int | None
) -> None:
    (mention,) = find_times(sentence, SATURDAY, eras=ERAS)
    when = mention.when
    found = (when.words, when.date_start and when.date_start.isoformat(), when.date_end and when.date_end.isoformat())
    assert found == (words, start, end)
    assert (mention.kind, when.date_prec) == (kind, precision)
    assert sentence[mention.start : mention.end] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "They will meet next Friday.",
        "The council is expected to meet on Wednesday.",
        "On Tuesday the talks will begin.",
        "They pray on Fridays.",
        "It may 10 times be so.",
        "They march 5 kilometres.",
        "Some 2012 people died.",
        "A seven-year-old girl died.",
        "They meet on Mondays, Tuesdays and Thursdays.",
        "The vote is planned for November 2019.",
        "The 19 April Movement fled.",
        "The name given to 1966 graduates is known.",
        "It lies in Mar del Plata.",
        "Ten were shot during the march.",
        "The mayor was hurt.",
        "It evolved, and has since evolved into a war.",
    ],
)
def test_what_is_no_past_time(sentence: str) -> None:
    assert not [m for m in find_times(sentence, SATURDAY) if m.when.date_start or m.kind == "since"]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("On Monday ten died, a day after rebels killed 80.", ["2016-12-05", "2016-12-04"]),
        ("On Monday ten died; two days later it fell.", ["2016-12-05", "2016-12-07"]),
        ("In August 2013 ten died and the year before 49 did.", ["2013-08-01", "2012-01-01"]),
    ],
)
def test_a_day_told_from_another_of_the_sentence(sentence: str, days: list[str]) -> None:
    assert [str(m.when.date_start) for m in find_times(sentence, SATURDAY)] == days


def test_a_day_told_from_the_day_of_the_story() -> None:
    (mention,) = find_times("A day earlier ten died.", SATURDAY, story_day=date(2016, 12, 9))
    assert (mention.when.date_start, mention.when.anchor) == (date(2016, 12, 8), "carried")
    (mention,) = find_times("It fell for the second day.", SATURDAY, story_day=date(2016, 12, 9))
    assert (mention.when.date_start, mention.when.date_end) == (date(2016, 12, 8), date(2016, 12, 9))


def test_only_what_the_text_states_is_told_without_a_publication_date() -> None:
    for sentence, *_ in MENTIONS:
        for mention in find_times(sentence, None):
            if mention.when.date_start is not None:
                assert mention.stated_year
                assert mention.when.anchor in {"stated", "carried"}


@given(
    st.lists(
        st.sampled_from(
            "on in since the early May 5 Friday and to 2012 last week day ago two from between began later a".split()  # noqa: SIM905
        ),
        max_size=25,
    ),
    st.dates(date(1980, 1, 1), date(2030, 12, 31)),
)
def test_mentions_cut_their_words_and_never_end_after_publication(words: list[str], published: date) -> None:
    sentence = " ".join(words)
    end = 0
    for mention in find_times(sentence, published):
        assert end <= mention.start < mention.end <= len(sentence)
        assert sentence[mention.start : mention.end] == mention.when.words
        end = mention.end
        if mention.when.date_start:
            assert mention.when.date_end is not None
            assert mention.when.date_start <= mention.when.date_end
            assert mention.when.date_prec in {1, 2, 3, 4, 5}


@pytest.mark.bench
def test_nearly_every_gold_date_is_among_the_mentions_of_its_document() -> None:
    """An upper bound for the claims' dates: the gold interval is found in the document."""
    import json

    from whence.records import Document
    from whence.text import read_text

    gold = Path(__file__).parents[1].parent / "shared" / "bench" / "gold"
    if not gold.exists():
        pytest.skip("no bench here")
    found: dict[str, set[tuple[date | None, date | None]]] = {}
    for line in (gold / "docs.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        text = read_text(Document(row["id"], row["text"], b"", "", "text/plain", "bench"))
        day = text.published.day if text.published else None
        mentions = [m for s in text.sentences for m in find_times(row["text"][s.start : s.end], day, eras=ERAS)]
        found[row["id"]] = {(m.when.date_start, m.when.date_end) for m in mentions}
    claims = [json.loads(line) for line in (gold / "claims.jsonl").read_text(encoding="utf-8").strip().split("\n")]
    dated = [c for c in claims if c["when"]["date_start"]]
    hits = sum(
        (date.fromisoformat(c["when"]["date_start"]), date.fromisoformat(c["when"]["date_end"])) in found[c["document"]]
        for c in dated
    )
    assert hits >= 0.97 * len(dated)
