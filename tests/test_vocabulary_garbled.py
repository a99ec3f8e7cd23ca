"""Garbled marks: put back where their place tells which they were, offsets kept, quotations verbatim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.claims import find_claims
from whence.records import Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.garbled import legible

G = "_\x90_\xe2__\x90_\xe2__"

CASES = [
    (f"on Wednesday{G}s blast", "on Wednesday's blast", "an apostrophe before s"),
    (f"We don{G}t know", "We don't know", "an apostrophe inside a word"),
    (f"the soldiers{G} base", "the soldiers' base", "a plural's apostrophe"),
    (f"said {G}nobody was hurt{G} there", 'said "nobody was hurt" there', "a pair of quotation marks"),
    (f"They fled.{G} He stayed", "They fled. He stayed", "a closing mark that nothing opened"),
    (f"nine people {G} all of them guards {G} died", "nine people — all of them guards — died", "dashes"),
    ("a_b __init__ café", "a_b __init__ café", "no control character: nothing is garbled"),
    (f"the Nu{G}rah group", f"the Nu{G}rah group", "a letter inside a name cannot be told"),
]


@pytest.mark.parametrize(("text", "read", "remark"), CASES, ids=[c[2] for c in CASES])
def test_marks_are_put_back(text: str, read: str, remark: str) -> None:
    """Each mark by its place; blanks make up the length."""
    made = legible(text)
    assert " ".join(made.split()) == read
    assert len(made) == len(text)


@given(st.text(alphabet="ab s._\x90\x8d\xe2'\"\n"))
def test_every_offset_holds(text: str) -> None:
    """The length never changes, whatever comes in."""
    assert len(legible(text)) == len(text)


def test_a_quotation_stays_verbatim() -> None:
    """The claim is read from the legible text; its quotation is cut from the given one."""
    text = f"2 May 2016\n\nNine people died in Odran in Wednesday{G}s blast, residents said."
    document = Document("d", text, text.encode(), "0" * 64, "text/plain", "d.txt")
    vocabulary = load_vocabulary()
    claims = find_claims(read_text(document, vocabulary), vocabulary).claims
    assert claims
    assert claims[0].quote == text[claims[0].start : claims[0].end]
    assert G in claims[0].quote
    assert claims[0].when.date_start is not None
