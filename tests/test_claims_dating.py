"""When a claim is about: the sentence's own time, one told before, one that a later sentence gives for the attack."""

from __future__ import annotations

from datetime import date

import pytest

from whence.claims import find_claims
from whence.records import Claim, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary

PUBLISHED = date(2016, 3, 17)  # a Thursday
THURSDAY, WEDNESDAY, TUESDAY = date(2016, 3, 17), date(2016, 3, 16), date(2016, 3, 15)

CASES: list[tuple[str, str, date | None, date | None, str]] = [
    (
        "A bomber killed nine people and wounded 20 Wednesday outside a bakery in Odran, residents said.",
        "killed nine", WEDNESDAY, WEDNESDAY, "a weekday without “on”",
    ),
    (
        "Four shells hit a clinic in Odran, killing nine patients. The roof fell in.\n\n"
        "The clinic closed after the shelling on Tuesday, the mayor said.",
        "nine patients", TUESDAY, TUESDAY, "a later sentence dates the attack",
    ),
    (
        "Four shells hit a clinic in Odran, killing nine patients.\n\nTalks on a truce began on Tuesday.",
        "nine patients", None, None, "a later day that is not the attack's",
    ),
    (
        "Nine people were killed in shelling on Odran on Wednesday.\n\n"
        "A guard died in a fire in the camp a day earlier.",
        "A guard died", TUESDAY, TUESDAY, "“a day earlier” counts from the story's day",
    ),
    (
        "The town is the last that rebels hold after a truce in 2014.\n\nWarplanes fired rockets, wounding 12 people.",
        "wounding 12", None, None, "a year named in passing dates nothing else",
    ),
    (
        "Nine people were killed when gunmen took the mill on Tuesday.\n\nOn Thursday the Red Crescent, which has "
        "volunteers there, quoted doctors as saying that 14 people had died in the attack.",
        "14 people", TUESDAY, TUESDAY, "the day of the telling, where the attack is known",
    ),
    (
        "In all 600 people have died since the fall of the old fort on 1 March 2016.",
        "600 people", date(2016, 3, 1), THURSDAY, "since an event on a day",
    ),
    (
        "At least 6 people killed in an airstrike last night — Odran Rescue (@odranrescue) March 15 2016",
        "6 people", date(2016, 3, 14), date(2016, 3, 14), "a message counts from its own date",
    ),
    (
        "Shells killed nine people on Thursday just a day after a blast left 35 people dead.\n\n"
        "Three of the injured died in hospital, residents said.",
        "Three", THURSDAY, THURSDAY, "the story's day, not the day before it",
    ),
    (
        "Shelling hit Odran on Tuesday.\n\nIn all 600 people have died since the army launched its campaign.",
        "600 people", None, None, "since a day that is not told",
    ),
    (
        "Shells hit Odran on Tuesday.\n\nThe council prepares a meeting to be held on Wednesday.\n\n"
        "In the fire 14 people died.",
        "14 people", TUESDAY, TUESDAY, "a day still to come",
    ),
    (
        "Shells hit Odran on Tuesday.\n\nSome 400 people left the town this year.\n\nIn the fire 14 people died.",
        "14 people", TUESDAY, TUESDAY, "a year dates its own sentence only",
    ),
]  # fmt: skip


def claim_with(text: str, words: str) -> Claim:
    vocabulary = load_vocabulary()
    document = Document(
        "d", text, text.encode(), "0" * 64, "text/plain", "d.txt", published=Published(PUBLISHED, "option")
    )
    claims = find_claims(read_text(document, vocabulary), vocabulary).claims
    found = [c for c in claims if words in c.quote and c.counts]
    assert found, [c.quote for c in claims]
    return found[0]


@pytest.mark.parametrize(("text", "words", "start", "end", "remark"), CASES, ids=[c[4] for c in CASES])
def test_when_a_claim_is_about(text: str, words: str, start: date | None, end: date | None, remark: str) -> None:
    """The interval, or none where the text does not let one tell."""
    when = claim_with(text, words).when
    assert (when.date_start, when.date_end) == (start, end), remark
