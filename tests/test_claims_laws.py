"""Laws that hold for every text: quotes stand where they say, numbers are in order, parts fit their whole."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from whence.claims import find_claims
from whence.claims.figures.counts import find_told
from whence.claims.figures.numbers import find_numbers
from whence.claims.words import split_words
from whence.records import Claim, Count, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary

LEXICON = load_vocabulary().lexicon
PIECES = (
    "The army", "Rebels", "killed", "wounded", "15 people", "four children", "including", "among them", "were", "was",
    "dozens of civilians", "two soldiers", "a commander", "and", ",", "said the monitor", "the death toll rose to 31",
    "on Friday", "in the town", "at least", "no one", "could", "the bodies of", "12", "others", "of them", "--", "(",
)  # fmt: skip


def claims_of(text: str, language: str | None = "en") -> tuple[Claim, ...]:
    document = Document(
        "d", text, b"", "", "text/plain", "test", Published(date(2020, 5, 9), "option"), language=language
    )
    vocabulary = load_vocabulary()
    return find_claims(read_text(document, vocabulary), vocabulary).claims


def flat(counts: tuple[Count, ...]) -> list[Count]:
    return [c for count in counts for c in (count, *flat(count.includes))]


@given(st.integers(min_value=2, max_value=999_999))
def test_any_number_is_read_back(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        if written.isdigit() and 1900 <= number <= 2099:
            continue  # a bare year is no number of people unless people follow; they do, but the rule is tested apart
        (told,) = find_told(split_words(f"At least {written} people were killed."), LEXICON)
        assert (told.counts[0].low, told.counts[0].best, told.counts[0].high) == (number, number, None)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_numbers_are_in_order_and_words_stand_in_the_sentence(sentence: str) -> None:
    for told in find_told(split_words(sentence), LEXICON):
        assert 0 <= told.start < told.end <= len(sentence)
        for count in flat(told.counts):
            known = [n for n in (count.low, count.best, count.high) if n is not None]
            assert known == sorted(known)
            assert known or count.hedge == "vague"
            assert count.words in " ".join(sentence.split()) or count.words.startswith("those ")


@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=2, max_size=10).map(" ".join), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_quotes_stand_at_their_offsets_and_ids_are_stable(sentences: list[str]) -> None:
    text = ". ".join(sentences) + "."
    claims = claims_of(text)
    assert all(text[c.start : c.end] == c.quote for c in claims)
    assert len({c.id for c in claims}) == len(claims)
    assert claims_of(text) == claims


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_finder(text: str) -> None:
    find_numbers(split_words(text), LEXICON)
    claims_of(text)


def test_a_language_without_rules_is_set_aside_with_the_reason() -> None:
    document = Document("d", "Quinze personnes ont été tuées.", b"", "", "text/plain", "test", language="fr")
    vocabulary = load_vocabulary()
    finding = find_claims(read_text(document, vocabulary), vocabulary)
    assert finding.claims == ()
    assert "'fr'" in finding.aside[0].reason
