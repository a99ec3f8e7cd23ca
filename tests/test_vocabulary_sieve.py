"""Patterns tried only where their words stand: nothing that matches is ever passed over."""

from __future__ import annotations

import re

import pytest

from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.sieve import Sieve, Sifted, find_needed

FLOODS = re.compile(r"\b(?:floods?|earth(?:quake|slide)s?)\b.{0,20}\bkill(?:ed|s)\b", re.IGNORECASE)


def test_what_a_pattern_needs_is_read_from_it() -> None:
    groups = find_needed(FLOODS)
    assert frozenset(("flood", "earthquake", "earthslide")) in groups
    assert frozenset(("killed", "kills")) in groups
    assert find_needed(re.compile(r"(?:raids?)?\s*\d+")) == ()
    assert find_needed(re.compile(r"(?:raid|\d+)")) == ()


@pytest.mark.parametrize(
    "text", ["Floods have killed nine.", "EARTHQUAKE KILLS NINE", "Earthslıdes kılled nine", "earthquakeſ killed nine"]
)
def test_what_matches_is_possible(text: str) -> None:
    assert FLOODS.search(text) is not None
    assert Sifted(FLOODS).search(text) is not None
    assert Sieve([FLOODS]).possible(text) == [0]


def test_what_lacks_a_word_is_not_tried() -> None:
    assert Sieve([FLOODS, None, re.compile(r"\d")]).possible("Nine were killed.") == [1, 2]
    assert not Sifted(FLOODS).is_possible("Nine were shot in the flats.")
    assert next(Sifted(FLOODS).finditer("floods killed two; floods killed nine", 17)).start() == 19


def test_alternatives_share_beginnings_and_the_longest_wins() -> None:
    words = ["raid", "raids", "rocket", "air strike", "air", "a", "U.S."]
    made = re.compile(rf"(?:{alternatives(words)})")
    assert all(made.fullmatch(word) for word in words)
    assert made.match("raids").group() == "raids"  # type: ignore[union-attr]
    assert made.match("air strikes").group() == "air strike"  # type: ignore[union-attr]
    assert not made.fullmatch("UxSx")
    assert re.fullmatch(alternatives(["air strike"], blank=r"\s+"), "air \n strike")
    assert len(alternatives(words)) < len("|".join(words)) + 20
