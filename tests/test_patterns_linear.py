"""Every regular expression of the program, run on text made against it: the time grows with the text, not its square.

What is read by `claims` is a sentence of at most 2,500 characters, so its patterns are run on pieces of that size, a
megabyte being 400 of them; all other patterns see whole documents.
"""

from __future__ import annotations

import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from patterns import Found, find_patterns, hostile, only_at_a_place

PIECE = 2_500
WHOLE = 20_000
US_A_CHARACTER = 3.0  # seconds for a megabyte; the machine that runs the tests may be busy
GIVE_UP_S = 2.0
# dearer than that, in microseconds a character: to be mended, and none to be added
DEARER = {
    r"claims/parties\.py": 40.0,  # what may stand between a doer and its verb
    r"claims/times/patterns\.py": 15.0,  # one alternative for each way to tell a time
    r"claims/times/mentions\.py": 15.0,
    r"claims/voices/subjects\.py": 12.0,
    r"claims/voices/attributions\.py": 12.0,
}


class TooSlowError(Exception):
    """A pattern that was stopped."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.fixture(scope="module")
def patterns() -> list[Found]:
    return find_patterns()


def allowed(found: Found) -> float:
    return next((us for file, us in DEARER.items() if re.match(file, found.where)), US_A_CHARACTER)


def cost(pattern: re.Pattern[str], text: str, *, anchored: bool) -> float:
    """Microseconds a character, the best of three where it is dear."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        with stopped_after(GIVE_UP_S):
            (pattern.match if anchored else pattern.search)(text)
        best = min(best, (time.process_time() - started) * 1e6 / len(text))
        if best < US_A_CHARACTER / 4:
            break
    return best


def test_patterns_are_found(patterns: list[Found]) -> None:
    """Those at module level, those made from tables, those written into a call."""
    files = {found.where.partition(":")[0] for found in patterns}
    assert len(patterns) > 300
    assert {"claims/untold.py", "claims/voices/subjects.py", "text/furniture.py", "vocabulary/folding.py"} <= files


def test_each_pattern_is_fast_on_text_made_against_it(patterns: list[Found]) -> None:
    """No input costs more than a small multiple of reading it."""
    slow: list[str] = []
    for found in patterns:
        pattern, anchored = re.compile(found.pattern, found.flags), only_at_a_place(found)
        for what, text in hostile(found, PIECE if found.where.startswith("claims/") else WHOLE):
            try:
                us = cost(pattern, text, anchored=anchored)
            except TooSlowError:
                us = float("inf")
            if us > allowed(found):
                slow.append(f"{found.where}: {us:.1f} us a character on {what}: {found.pattern[:80]}")
                break
    assert not slow, "\n".join(slow)


def test_no_repeat_stands_alone_in_a_repeat(patterns: list[Found]) -> None:
    """`(a+)+` takes time that doubles with every character."""
    nested = [f"{f.where}: {f.pattern[:80]}" for f in patterns if any(_nested(parser.parse(f.pattern, f.flags)))]
    assert not nested, "\n".join(nested)


def _nested(tree: Any) -> Iterator[bool]:
    for code, arg in tree:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            if arg[1] is op.MAXREPEAT:
                yield _only_repeats(arg[2])
            yield from _nested(arg[2])
        elif code is op.SUBPATTERN:
            yield from _nested(arg[3])
        elif code is op.BRANCH:
            for branch in arg[1]:
                yield from _nested(branch)


def _only_repeats(tree: Any) -> bool:
    """Whether one endless repeat is all that a body must have."""
    endless = 0
    for code, arg in tree:
        if code is op.SUBPATTERN:
            if _only_repeats(arg[3]):
                endless += 1
            else:
                return False
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT) and (arg[1] is op.MAXREPEAT or arg[0] == 0):
            endless += arg[1] is op.MAXREPEAT
        elif code not in (op.AT, op.ASSERT, op.ASSERT_NOT):
            return False
    return endless > 0


def test_a_slow_pattern_would_be_seen() -> None:
    """The check itself: a pattern that is known to be slow is caught, by its time and by its build."""
    bad = Found(r"(a+)+b", 0, "text/none.py:1")
    assert any(_nested(parser.parse(bad.pattern)))
    with pytest.raises(TooSlowError):
        for _, text in hostile(bad, WHOLE):
            cost(re.compile(bad.pattern), text, anchored=False)
