"""Documents made to slow the whole reader down, from the bytes to the claims: the time grows with their size."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

import pytest

from whence.claims import find_claims
from whence.records import Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary

SMALL, LARGE = 25_000, 200_000
FACTOR = 2.5  # how much more than eight times as long eight times the text may take, on a busy machine
SLACK_S = 1.5
MEGABYTE_S = 120.0


def again(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece))


KINDS: list[tuple[str, Callable[[int], str]]] = [
    ("one sentence without end", again("the army shelled the town and killed nine people and ")),
    ("no stop anywhere", again("residents say rebels killed two men near orsa on monday ")),
    ("digits", again("1")),
    ("numbers", again("15 1,300 ")),
    ("open brackets", again("(")),
    ("quotations never closed", again('"He said “they killed nine. ')),
    ("headlines", again("Nine killed in Orsa\n\n")),
    ("many short sentences", again("A man was killed. ")),
    ("scripts in turn", again("Nine killed قتل تسعة أشخاص 九人 убиты девять. ")),
    ("one Arabic sentence without end", again("قتل تسعة أشخاص في قصف على البلدة و")),
    ("many Arabic sentences", again("قتل تسعة أشخاص في قصف على البلدة. ")),
    ("blanks", again(" \t")),
    ("lines", again("\n")),
    ("dashes", again("-")),
    ("one word without end", again("killed")),
    ("dates", again("on 5 May 2016, on Monday, ")),
    ("places", again("Aleppo, Idlib, Homs, Damascus, ")),
    ("tags", again("<p><b>nine killed</b>")),
    ("if and who", again("if anyone who was hit by a bus would kill 9 percent of ")),
]


def seconds(content: str) -> float:
    """One core's own time to read a document and find its claims."""
    data = content.encode()
    vocabulary = load_vocabulary("syria")
    document = Document("d", content, data, hashlib.sha256(data).hexdigest(), "text/plain", "test")
    started = time.process_time()
    find_claims(read_text(document, vocabulary), vocabulary)
    return time.process_time() - started


@pytest.mark.parametrize(("kind", "make"), KINDS, ids=[kind for kind, _ in KINDS])
def test_time_grows_with_the_text(kind: str, make: Callable[[int], str]) -> None:
    """Eight times the text takes about eight times as long, and a megabyte ends in reasonable time."""
    seconds("Nine people were killed in Aleppo on Monday. قتل تسعة.")  # tables are read
    small, large = seconds(make(SMALL)), seconds(make(LARGE))
    assert large < FACTOR * (LARGE / SMALL) * small + SLACK_S, (kind, small, large)
    assert large * 1_000_000 / LARGE < MEGABYTE_S, (kind, large)
