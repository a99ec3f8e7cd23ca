"""The calendar: its tables, and laws of relative days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.claims.times.mentions import find_times
from whence.text.dateline import find_dates
from whence.vocabulary import calendar as cal
from whence.vocabulary.tables import DATA, read_table

DAYS = st.dates(date(1950, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize("row", list(read_table(DATA / "months.csv", ("word", "month", "verb_or_name", "example"))))
def test_each_month_is_read_in_its_example(row: dict[str, str]) -> None:
    in_head = {d.month for found in find_dates(row["example"], 0, len(row["example"])) for d in found.days}
    mentions = find_times(row["example"], date(2016, 12, 31))
    in_text = {m.when.date_start.month for m in mentions if m.when.date_start}
    assert int(row["month"]) in in_head | in_text, row["line"]


@pytest.mark.parametrize("row", list(read_table(DATA / "weekdays.csv", ("word", "weekday", "abbreviation", "example"))))
def test_each_weekday_is_read_in_its_example(row: dict[str, str]) -> None:
    if row["abbreviation"]:
        (found,) = find_dates(row["example"], 0, len(row["example"]))
        assert found.days[0].weekday() == int(row["weekday"]), row["line"]
    else:
        (mention,) = find_times(row["example"], date(2016, 12, 10))
        assert mention.when.date_start is not None
        assert mention.when.date_start.weekday() == int(row["weekday"]), row["line"]


@pytest.mark.parametrize("row", list(read_table(DATA / "small_numbers.csv", ("word", "value", "example"))))
def test_each_small_number_is_read_in_its_example(row: dict[str, str]) -> None:
    assert cal.small_numbers()[row["word"]] == int(row["value"])
    assert find_times(row["example"], date(2016, 12, 10), story_day=date(2016, 12, 9)), row["line"]


@pytest.mark.parametrize("row", list(read_table(DATA / "campaigns.csv", ("word", "example"))))
def test_each_campaign_opens_a_period_in_its_example(row: dict[str, str]) -> None:
    mentions = find_times(row["example"], date(2016, 12, 10))
    assert any(m.kind == "since" and m.when.date_end == date(2016, 12, 10) for m in mentions), row["line"]


@given(DAYS, st.integers(0, 6))
def test_the_latest_weekday_is_within_the_week_that_ends_with_the_day(day: date, weekday: int) -> None:
    found = cal.latest_weekday(weekday, day)
    assert found.weekday() == weekday
    assert timedelta(0) <= day - found < timedelta(7)


@given(DAYS, st.integers(1, 12), st.integers(1, 28))
def test_the_latest_day_of_the_year_is_within_the_year_that_ends_with_the_day(day: date, month: int, n: int) -> None:
    found = cal.latest_day(month, n, day)
    assert found is not None
    assert (found.month, found.day) == (month, n)
    assert timedelta(0) <= day - found <= timedelta(366)


@given(DAYS, st.integers(0, 600))
def test_months_before_counts_months(day: date, count: int) -> None:
    found = cal.months_before(day, count)
    if found.year > 1900:
        assert (day.year - found.year) * 12 + day.month - found.month == count


@pytest.mark.parametrize(("words", "year"), [("89", 1989), ("70", 1970), ("17", 2017), ("2016", 2016), ("’16", 2016)])
def test_a_year_of_two_digits(words: str, year: int) -> None:
    assert cal.guess_year(words) == year


@pytest.mark.parametrize(("days", "precision"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 3), (30, 4), (31, 4), (90, 5)])
def test_precision_goes_by_length(days: int, precision: int) -> None:
    start = date(2016, 1, 1)
    assert cal.date_precision(start, start + timedelta(days=days - 1)) == precision


def test_there_is_no_31st_of_april_and_no_year_out_of_reason() -> None:
    assert cal.make_day(2016, 4, 31) is None
    assert cal.make_day(9999, 4, 1) is None
    assert cal.latest_day(2, 29, date(2015, 12, 1)) == date(2012, 2, 29)
