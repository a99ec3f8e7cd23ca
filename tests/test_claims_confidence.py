"""How sure a reading is: two chances that are kept, made of features with a meaning."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.claims import find_claims
from whence.claims.confidence import SURE, UNSURE, chances, find_features
from whence.records import Claim, Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.tables import DATA

ROWS = tuple(
    csv.DictReader(
        line for line in (DATA / "confidence.csv").read_text("utf-8").splitlines() if not line.startswith("#")
    )
)
FEATURES = tuple(row["feature"] for row in ROWS)


def read(text: str) -> tuple[Claim, ...]:
    vocabulary = load_vocabulary(None)
    document = Document("d", text, text.encode(), "", "text/plain", "test")
    return find_claims(read_text(document, vocabulary), vocabulary).claims


@pytest.mark.parametrize("row", ROWS, ids=FEATURES)
def test_every_weight_says_what_it_weighs(row: dict[str, str]) -> None:
    assert row["meaning"]
    assert abs(float(row["figure"])) < 6 and abs(float(row["whole"])) < 6  # no single feature settles anything


@given(st.lists(st.sampled_from(FEATURES), unique=True))
def test_the_whole_is_never_surer_than_its_figures(features: list[str]) -> None:
    figure, whole = chances(features)
    assert UNSURE <= whole <= figure <= SURE


def test_a_feature_that_was_never_seen_weighs_nothing() -> None:
    assert chances(("any", "moon:full")) == chances(("any",))


@pytest.mark.parametrize(
    ("surer", "less_sure", "remark"),
    [
        ("Air strikes killed 12 civilians in Aleppo.", "Air strikes left casualties in Aleppo.", "a number in digits"),
        ("Shelling killed 30 people in Idlib.", "Rebels now hold 30 percent of Idlib.", "people against ground"),
    ],
    ids=lambda x: str(x)[:30],
)
def test_what_is_read_more_surely_has_the_higher_chance(surer: str, less_sure: str, remark: str) -> None:
    (first,), (second,) = read(surer), read(less_sure)
    assert first.confidence > second.confidence, remark


def test_each_claim_read_has_both_chances() -> None:
    claims = read("Rebels shelled the town on Friday. Nine people were killed and dozens wounded, medics said.")
    assert claims
    for claim in claims:
        assert claim.confidence_whole is not None
        assert UNSURE <= claim.confidence_whole <= claim.confidence <= SURE
        assert set(find_features(claim, (), "body")) & {"figure:act only", "figure:number words", "figure:vague"}
