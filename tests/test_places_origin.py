"""Where people are from, whose province a province is, and what a neighbourhood lies in."""

from __future__ import annotations

from datetime import date

import pytest

from whence.claims import find_claims
from whence.claims.scope import guess_scope
from whence.records import Claim, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary


def claims_of(sentence: str) -> tuple[Claim, ...]:
    vocabulary = load_vocabulary("syria")
    document = Document("d", sentence, b"", "", "text/plain", "d", Published(date(2016, 5, 12), "option"))
    return find_claims(read_text(document, vocabulary), vocabulary).claims


@pytest.mark.parametrize(
    ("sentence", "place", "remark"),
    [
        (
            "Nine evacuees from the towns of Kafraya and Fuaa were killed when a blast hit their buses in Rashidin.",
            "Al-Rashidin",
            "people are not harmed where they are from",
        ),
        (
            "Nine people from Douma were killed by shells on Arbin on Monday.",
            "Arbin",
            "nor are those who only live there",
        ),
        (
            "Nine people were killed in Syria's northern province of Raqqa.",
            "Raqqa Governorate",
            "a province of the country",
        ),
        ("Nine people died in a raid on Syria's Raqqa province.", "Raqqa Governorate", "and one named before its kind"),
    ],
)
def test_place_of_the_harm(sentence: str, place: str, remark: str) -> None:
    """The place of a claim is where people were harmed."""
    assert [claim.where.name for claim in claims_of(sentence) if claim.counts] == [place], remark


@pytest.mark.parametrize(
    ("sentence", "act", "scope"),
    [
        ("Officials said the strikes came in response to the raid on the camp.", "raid", "background"),
        ("Rebels shelled the town in retaliation for the air strikes on the market.", "air strikes", "background"),
        ("The army said its attack was a response to the rocket fire.", "attack", "background"),
        ("The army shelled the town in response to the air strikes.", "shelled", "incident"),
    ],
)
def test_the_reason_for_an_attack_is_context(sentence: str, act: str, scope: str) -> None:
    """What is told only as the reason for something else is no news of its own."""
    at = sentence.index(act)
    assert guess_scope(sentence, focus=(at, at + 1))[0] == scope


def test_a_total_of_one_attack_is_no_running_total() -> None:
    """“A total of” many people killed in one attack is that attack's toll."""
    (claim,) = (c for c in claims_of("A total of 150 people were killed in the attack on Monday in Raqqa.") if c.counts)
    assert claim.scope == "incident"
