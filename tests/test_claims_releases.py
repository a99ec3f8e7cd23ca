"""Press releases of armed forces: their days, sums over several operations, recaps, and earlier deeds of the seized."""

from __future__ import annotations

import hashlib

import pytest

from whence.claims import find_claims
from whence.records import Claim, Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary

HEAD = "VALDOS, Ruritania (Oct. 5, 2021) - "


def claims_of(words: str) -> tuple[Claim, ...]:
    content = words.encode()
    document = Document("d", words, content, hashlib.sha256(content).hexdigest(), "text/plain", "test")
    return find_claims(read_text(document, load_vocabulary()), load_vocabulary()).claims


def incidents(words: str) -> list[tuple[str, int | None]]:
    """Effect and best of every figure told as an incident, in reading order; null for a vague word."""
    return [(c.effect, c.best) for claim in claims_of(words) if claim.scope == "incident" for c in claim.counts]


@pytest.mark.parametrize(
    ("words", "day", "precision", "remark"),
    [
        ("Oct. 5: Patrols find caches\n2021-10-CA-031\n\nTwo men were detained near a cache.", "2021-10-05", 1,
         "a headline that opens with the day, the year in the release's number"),
        ("Evening Update, Oct. 5, 2021\n\n" + HEAD + "Two men were detained.", "2021-10-05", 2,
         "the head says its own day twice"),
        (HEAD + "Two men were detained during a two-day search.", "2021-10-05", 2, "how long is no other day"),
        (HEAD + "Officials confirmed today that two men were detained Oct. 3.", "2021-10-03", 1,
         "the day of confirming is not the day of the deed"),
    ],
)  # fmt: skip
def test_the_day_of_a_release(words: str, day: str, precision: int, remark: str) -> None:
    [claim] = [c for c in claims_of(words) if c.counts]
    if claim.when.words is None or precision == 1:
        assert (str(claim.when.date_start), claim.when.date_prec) == (day, precision), remark
    else:
        assert claim.when.date_start is None or str(claim.when.date_start) == day, remark


@pytest.mark.parametrize(
    ("words", "expected", "remark"),
    [
        (
            "The forces detained nine gunmen during operations in Karsk and Lower Sarn provinces. "
            "In Karsk province, a patrol detained four gunmen.",
            [("detained", 4)], "a sum over provinces and one of its parts",
        ),
        (
            "Several gunmen were killed in eastern and southern Ruritania. "
            "In the south, a patrol returned fire, killing one gunman.",
            [("killed", 1)], "a sum over regions",
        ),
        (
            "The forces detained nine gunmen during operations in Karsk and Lower Sarn provinces. "
            "The gunmen were detained after a search.",
            [("detained", 9)], "nothing is told one by one",
        ),
        (
            "The forces detained a leader and a gunman during separate searches in Karsk district. "
            "A patrol detained three gunmen there.",
            [("detained", 1), ("detained", 1), ("detained", 3)], "one district is one place",
        ),
        (
            "Forces detained a rebel leader and several of his associates. "
            "Several men with ties to him were also detained for questioning.",
            [("detained", 1), ("detained", None)], "the lead told of all who were seized",
        ),
        (
            "Forces captured a rebel sub-commander. The forces detained seven gunmen, including the commander.",
            [("detained", 7)], "one told of first is among those told of next",
        ),
        (
            "Forces detained several gunmen in Karsk. The ministry confirmed the capture of a rebel leader there.",
            [("detained", None)], "who one of them was",
        ),
        (
            "A patrol wounded two gunmen in Karsk. The two wounded were detained for treatment.",
            [("injured", 2), ("detained", 2)], "the wounded are seized",
        ),
        (
            "Forces detained a rebel leader. He assisted in the murder of a judge.",
            [("detained", 1)], "an earlier deed of somebody seized now",
        ),
        (
            "Forces have detained 36 leaders since the first of the year. A leader was detained in Karsk yesterday.",
            [("detained", 1)], "since the first of the year",
        ),
    ],
)  # fmt: skip
def test_what_a_release_counts(words: str, expected: list[tuple[str, int | None]], remark: str) -> None:
    """What is told as an incident, each person once."""
    assert incidents(HEAD + words) == expected, remark


def test_the_day_of_an_earlier_deed_is_not_carried() -> None:
    """ "He was involved in the Aug. 8 bombing": what follows is of the day told before."""
    found = claims_of(
        HEAD + "A rebel leader was killed in Karsk on Sunday. He was involved in the Aug. 8 bombing of a mill, "
        "which killed three guards. Several other gunmen were also killed in the operation."
    )
    days = {c.words: (claim.scope, str(claim.when.date_start)) for claim in found for c in claim.counts}
    assert days["Several other gunmen"] == ("incident", "2021-10-03")
    assert days["three guards"][0] == "background"


def test_a_commander_in_a_province_is_hunted_there() -> None:
    """ "A commander in X province" names where the search is; "in charge of operations in Y" does not."""
    [claim] = [
        c
        for c in claims_of(
            HEAD + "Forces detained four gunmen while pursuing a rebel commander in Kandahar province. "
            "The commander was in charge of operations in Herat province."
        )
        if c.counts
    ]
    assert claim.where.name == "Kandahar Province"
