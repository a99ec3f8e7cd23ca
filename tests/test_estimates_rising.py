"""Tolls that rise while people are counted: what an early "at least" says beside a later figure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from build import claim, count, facts_of
from whence.claims import find_claims
from whence.estimates import estimate_incident, load_policy
from whence.incidents import link_claims
from whence.records import EVERYBODY, Claim, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary

DAY = date(2031, 5, 9)


def told(name: str, number: int, hedge: str = "at_least", *, after: int = 0, speaker: str | None = None) -> Claim:
    return claim(
        name, count(number, hedge=hedge), speaker=speaker or f"Office {name}", doc=f"{name}{after}", mode="explosives"
    )


def whole(*claims: Claim, policy: str = "ucdp") -> tuple[int | None, int | None, int | None]:
    own = {c.document: (f"paper {c.document}", DAY + timedelta(days=int(c.document[-1]))) for c in claims}
    facts = facts_of(claims, **own)
    linking = link_claims(claims, facts)
    (incident,) = linking.incidents
    found = estimate_incident(incident, {c.id: c for c in claims}, facts, load_policy(policy), {})
    (everybody,) = [e for e in found if e.effect == "killed" and e.victims == EVERYBODY]
    return everybody.low, everybody.best, everybody.high


CASES = [
    (
        [told("a", 100), told("b", 100), told("c", 100), told("d", 131, "exact", after=4)],
        (100, 131, 131),
        "three early “at least 100” leave room for a later 131",
    ),
    (
        [told("a", 21), told("b", 100), told("c", 110, "exact", after=1)],
        (100, 110, 110),
        "“at least 21” of the first hour, exceeded twice over by two others, is no low",
    ),
    (
        [told("a", 40, "exact"), told("b", 45), told("c", 200)],
        (40, 45, None),
        "“at least 200” of one alone is not what the others leave room for",
    ),
    (
        [told("a", 1300, "exact"), told("b", 1500, "exact", after=1)]
        + [told(name, 1400, after=9) for name in ("c", "d", "e")],
        (1300, 1400, 1500),
        "what is said later leaves no room for an outlier before it",
    ),
    (
        [told("a", 98, "exact", speaker="M"), told("b", 112, "exact", speaker="M")],
        (112, 112, 112),
        "of one origin's two figures of one day, in two reports, the higher: tolls rise",
    ),
]


@pytest.mark.parametrize(("claims", "expected", "remark"), CASES, ids=[case[2] for case in CASES])
def test_tolls_that_rise(claims: list[Claim], expected: tuple[int | None, ...], remark: str) -> None:
    """Best is what most origins give or leave room for; low is no early count that others outgrew."""
    assert whole(*claims) == expected, remark
    assert whole(*reversed(claims)) == expected, "the order of arrival is irrelevant"


def test_the_most_conservative_figure_is_no_vague_word_and_no_early_count() -> None:
    """“Dozens” is twelve only where nobody counts; “over 20” of the first hour is not the toll."""
    vague = claim("v", count(None, words="dozens of people"), speaker="Office v", doc="v0", mode="explosives")
    assert whole(vague, policy="acled") == (12, 12, 12)
    assert whole(vague, told("a", 21), told("b", 100), told("c", 110, "exact", after=1), policy="acled")[1] == 100


@pytest.mark.parametrize(
    ("sentence", "counts", "remark"),
    [
        ("“They must answer for this massacre” Harlow said in a statement.", [], "who speaks is not among the dead"),
        ("88 killed & injured in the shelling.", [("affected", 88)], "one number for both is neither's"),
        ("Gunmen killed “five civilians” in the town.", [("killed", 5)], "a quoted figure is one"),
    ],
)
def test_who_is_counted(sentence: str, counts: list[tuple[str, int]], remark: str) -> None:
    """A quotation that ends before a name ends what was done to whom."""
    document = Document("d", sentence, b"", "", "text/plain", "d", Published(DAY, "option"))
    vocabulary = load_vocabulary(None)
    claims = find_claims(read_text(document, vocabulary), vocabulary).claims
    assert [(k.effect, k.best) for c in claims for k in c.counts] == counts, remark
