"""Five hundred sentences that tell of no casualty of war, and sentences much like them that do."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from whence.claims import find_claims
from whence.records import Claim, Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary

DATA = Path(__file__).parent / "data"
AT_MOST = 5  # claims in all five hundred
READ_OF_LIKE = 0.95  # share of the sentences that do tell of harm which must be read rightly


class Row(NamedTuple):
    """A sentence, the kind of talk it stands for, and why nothing (or what) is told in it."""

    sentence: str
    kind: str
    why: str
    half: str


def rows(name: str) -> list[Row]:
    lines = (line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    (_, *cells) = csv.reader(lines)
    return [Row(*(row if len(row) == 4 else [*row, ""])) for row in cells]


def claims_of(words: str) -> tuple[Claim, ...]:
    content = words.encode()
    document = Document("d", words, content, hashlib.sha256(content).hexdigest(), "text/plain", "test")
    vocabulary = load_vocabulary()
    return find_claims(read_text(document, vocabulary), vocabulary).claims


def misread(half: str | None = None) -> list[tuple[str, str]]:
    """The sentences in which the program finds a claim, of people or of an act alone, with their kind."""
    found = [row for row in rows("tells_nothing.csv") if half in (None, row.half) and claims_of(row.sentence)]
    return [(row.kind, row.sentence) for row in found]


def told(row: Row) -> bool:
    """Whether what the row says is read: "killed 12" as a whole or a part of one, "act" as any claim."""
    claims = claims_of(row.sentence)
    if row.why == "act":
        return bool(claims)
    effect, number = row.why.split()
    counts = [count for claim in claims for whole in claim.counts for count in (whole, *whole.includes)]
    return any(count.effect == effect and int(number) in (count.low, count.best) for count in counts)


def test_the_tables_are_wide() -> None:
    """Five hundred sentences of at least thirty kinds, none twice; eighty that look like them and tell of harm."""
    nothing, like = rows("tells_nothing.csv"), rows("tells_like_nothing.csv")
    assert len({row.sentence for row in nothing}) == len(nothing) >= 500
    assert len(Counter(row.kind for row in nothing)) >= 30
    assert len({row.sentence for row in like}) == len(like) >= 80
    assert all(row.why for row in nothing + like)


def test_nothing_is_read_where_nothing_is_told() -> None:
    """At most five claims in all, acts without people counted among them."""
    wrong = misread()
    assert len(wrong) <= AT_MOST, "\n".join(f"{kind}: {sentence}" for kind, sentence in wrong)


def test_what_only_looks_like_nothing_is_read() -> None:
    """The rules that leave those unread leave these be."""
    like = rows("tells_like_nothing.csv")
    missed = [row.sentence for row in like if not told(row)]
    assert len(missed) <= (1 - READ_OF_LIKE) * len(like), "\n".join(missed)


@pytest.mark.parametrize("half", ["seen", "held"])
def test_both_halves_hold_every_kind(half: str) -> None:
    """No kind stands in one half alone, so that a first sight of the held one means something."""
    every = {row.kind for row in rows("tells_nothing.csv")}
    assert {row.kind for row in rows("tells_nothing.csv") if row.half == half} == every
