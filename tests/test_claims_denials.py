"""Denials of a deed told before, and charges turned away: claims of that deed, with the stance of who denies it."""

from __future__ import annotations

import pytest

from whence.claims import find_claims
from whence.claims.acts import find_denial, find_rebuttal
from whence.claims.words import split_words
from whence.records import Claim, Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.tables import DATA, read_table

SYRIA = load_vocabulary("syria")
ATTACK = "Air strikes killed nine people at the mill on Friday. "


def read(text: str) -> tuple[Claim, ...]:
    document = Document("d", text, text.encode(), "", "text/plain", "test")
    return find_claims(read_text(document, SYRIA), SYRIA).claims


DENIALS = [
    ("The government denied that its planes had carried out the raid.", "syria-government", "a deed in a clause"),
    ("The army denied hitting the school.", "syria-government", "a deed as a gerund"),
    ("Moscow has denied any role.", "russia", "a part in it"),
    ("Russia dismissed the accusation.", "russia", "the charge alone"),
    ("Rebels denied the claim.", "rebels", "the claim alone"),
]


@pytest.mark.parametrize(("sentence", "party", "remark"), DENIALS, ids=[d[2] for d in DENIALS])
def test_a_denial_is_a_claim_of_the_deed(sentence: str, party: str, remark: str) -> None:
    denials = [c for c in read(ATTACK + sentence) if c.stance == "denies"]
    assert [(c.act.type, c.counts) for c in denials] == [("ASSAULT", ())], remark
    assert denials[0].alleged_perpetrator is not None
    assert denials[0].alleged_perpetrator.party == party


@pytest.mark.parametrize(
    "text",
    [
        "The minister denied that talks had failed.",
        "The minister dismissed the accusation.",
        "The club rejected claims that its coach would leave.",
    ],
)
def test_other_denials_are_no_claims_of_harm(text: str) -> None:
    assert not [c for c in read(text) if c.act.type == "ASSAULT"]


@pytest.mark.parametrize(
    "row", tuple(read_table(DATA / "denials.csv", ("sort", "words", "example"))), ids=lambda r: r["line"]
)
def test_every_row_reads_its_example(row: dict[str, str]) -> None:
    words = split_words(row["example"])
    assert not set(row["words"].split("|")).isdisjoint(words.low)
    found = find_denial(words) if row["sort"] in ("deny", "deed") else find_rebuttal(words)
    assert found is not None
