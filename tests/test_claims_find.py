"""Whole reports: what is one claim, what is said twice, what is set aside."""

from __future__ import annotations

from datetime import date

from whence.claims import Finding, find_claims
from whence.records import Claim, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary


def read(text: str, day: date | None = date(2020, 5, 9)) -> Finding:
    published = Published(day, "option") if day else None
    document = Document("d", text, b"", "", "text/plain", "test", published, language="en")
    vocabulary = load_vocabulary()
    return find_claims(read_text(document, vocabulary), vocabulary)


def killed(claims: tuple[Claim, ...]) -> list[int | None]:
    return [k.best for c in claims for k in c.counts if k.effect == "killed"]


def test_headline_and_body_say_it_once_and_the_body_is_quoted() -> None:
    text = "Shelling kills nine\n\nNine villagers were killed when shells hit the market on Friday, medics said."
    claims = [c for c in read(text).claims if c.counts]
    assert len(claims) == 1
    assert claims[0].quote.startswith("Nine villagers")


def test_killed_and_injured_of_one_act_are_one_claim() -> None:
    (claim,) = [
        c for c in read("A car bomb killed six people and wounded 20 in the port on Monday.").claims if c.counts
    ]
    assert [(c.effect, c.best) for c in claim.counts] == [("killed", 6), ("injured", 20)]
    assert (claim.act.type, claim.act.mode) == ("ASSAULT", "explosives")


def test_people_told_of_again_are_counted_once() -> None:
    text = (
        "Security forces detained several suspected insurgents in the valley on Monday. "
        "The men were detained after a search. Three insurgents were detained for questioning."
    )
    assert [k.best for c in read(text).claims for k in c.counts] == [3]


def test_two_others_are_two_more() -> None:
    text = "Forces captured a commander in the valley. Two other insurgents were captured nearby."
    assert sum(k.best or 0 for c in read(text).claims for k in c.counts) == 3


def test_those_whom_a_parenthesis_describes_were_told_before() -> None:
    """ "Two women (a teacher and a cook)" counts the teacher and the cook of a sentence before."""
    text = (
        "A teacher and a school cook were killed in the blast, state radio said. "
        "It took the lives of 2 women (a teacher and a school cook) and 3 guards, the monitor said."
    )
    assert killed(read(text).claims) == [2, 3]


def test_some_of_the_injured_who_died_are_more_dead() -> None:
    """Who was hurt and then died is no part of those told to have been killed."""
    text = "Shells killed nine people and wounded 20 in Homs on Friday. Three of the injured died in hospital."
    assert killed(read(text).claims) == [9, 3]


def test_parts_told_in_the_next_sentence_join_their_whole() -> None:
    text = "An air strike killed 17 soldiers near the bridge on Monday. Among the dead was a colonel."
    (claim,) = [c for c in read(text).claims if c.counts]
    assert claim.counts[0].best == 17
    assert [c.best for c in claim.counts[0].includes] == [1]
    assert claim.quote.endswith("a colonel.")


def test_a_since_figure_is_cumulative_and_a_day_one_incident() -> None:
    text = (
        "Shells killed four farmers in the valley on Friday. "
        "At least 60 people have been killed in the valley since 1 April, the monitor said."
    )
    scopes = {c.counts[0].best: c.scope for c in read(text).claims if c.counts}
    assert scopes == {4: "incident", 60: "cumulative"}


def test_none_reported_is_not_zero_and_not_unknown() -> None:
    (claim,) = [
        c for c in read("Shells hit the market on Friday. No civilians were injured.").claims if c.none_reported
    ]
    assert claim.none_reported == ("injured",)
    assert claim.counts == ()


def test_an_act_without_a_number_is_a_claim() -> None:
    claims = read("Warplanes bombed the old market on Friday.").claims
    assert [(c.act.type, c.act.mode) for c in claims] == [("ASSAULT", "aerial")]


def test_what_is_set_aside_has_a_reason() -> None:
    finding = read("Nine people were killed in the port on Friday. The nine people were killed by shells.")
    assert killed(finding.claims) == [9]
    assert any("told already" in r.reason for r in finding.aside)


def test_without_a_publication_date_a_weekday_stays_open() -> None:
    (claim,) = [c for c in read("Nine people were killed in the port on Friday.", day=None).claims if c.counts]
    assert (claim.when.words, claim.when.date_start) == ("on Friday", None)


def test_a_figure_taken_back_is_marked() -> None:
    text = (
        "A car bomb killed 11 people in the port on Friday, the ministry said. "
        "It had earlier said that 12 people were killed."
    )
    assert {c.counts[0].best: c.superseded for c in read(text).claims if c.counts} == {11: False, 12: True}
