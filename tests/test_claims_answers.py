"""Answers to an attack told before: who denies it, who takes responsibility, who is charged with it."""

from __future__ import annotations

from datetime import date

from whence.claims import find_claims
from whence.records import Claim, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary

LEAD = "A car bomb killed six people in the port of Odran on Monday.\n\n"


def claims_of(text: str) -> list[Claim]:
    vocabulary = load_vocabulary("syria")
    document = Document("d", text, b"", "", "text/plain", "t", Published(date(2016, 5, 11), "option"), language="en")
    return list(find_claims(read_text(document, vocabulary), vocabulary).claims)


def test_claiming_responsibility_admits_the_attack_told_before() -> None:
    """Its act is that attack, its doer who takes responsibility, and it counts nobody."""
    claim = claims_of(LEAD + "The Islamic State group claimed responsibility for the attack.")[-1]
    assert claim.stance == "admits"
    assert claim.act.mode == "explosives"
    assert claim.alleged_perpetrator is not None
    assert claim.alleged_perpetrator.party == "islamic-state"
    assert not claim.counts


def test_no_claim_of_responsibility_admits_nothing() -> None:
    """That nobody has claimed it is no admission."""
    claims = claims_of(LEAD + "No group has claimed responsibility for the blast.")
    assert all(claim.stance == "asserts" for claim in claims)


def test_who_staged_the_attack_is_a_claim_of_its_own() -> None:
    """“The attack” alone goes on about one told before; that somebody staged it is said of him."""
    claim = claims_of(LEAD + "The Syrian opposition says government forces staged the attack.")[-1]
    assert claim.alleged_perpetrator is not None
    assert claim.alleged_perpetrator.party == "syria-government"
    assert [speaker.name for speaker in claim.speaker] == ["Syrian opposition"]
