"""Every regular expression of the program, run on text made against it: the time grows with the text, not its square.

What is read by `claims` is a sentence of at most 2,500 characters (longer ones are set aside unread), so its patterns
are run on pieces of that size: a megabyte is 400 of them. All other patterns see whole documents, and are run on 100 kB
and on 1 MB of the text that costs them most.

Times are told as multiples of the time that a plain scan for words (`\\b\\w+\\b`) takes for as much text on the same
machine in the same minute, since a busy machine slows down both. That scan takes about 35 ms for a megabyte on a quiet
core, so that six times as much are 200 ms.
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
TIMES_A_SCAN = 6.0  # 200 ms for a megabyte on a quiet core
SLACK = 2.5  # two timings of a few milliseconds differ by so much on a busy machine
GIVE_UP_S = 4.0
# Dearer than that, each with how many times a scan: to be mended, and none to be added. By file, since a line moves.
DEARER = {
    "claims/times/patterns.py": 106.0,  # one alternative for each way to tell a time
    "claims/places/names.py": 65.0,  # what may stand before a name, all of it optional
    "claims/voices/subjects.py": 64.0,  # what may stand between a speaker and its verb
    "claims/doers.py": 48.0,
    "claims/times/mentions.py": 36.0,
    "claims/parties.py": 26.0,
    "claims/places/others.py": 24.0,
    "claims/occasions.py": 22.0,
    "claims/happenings.py": 20.0,
    "claims/places/scene.py": 19.0,
    "text/furniture.py": 19.0,
    "claims/carrying.py": 18.0,
    "claims/voices/attributions.py": 18.0,
    "claims/voices/shortnames.py": 17.0,
    "claims/untold.py": 15.0,
    "text/background.py": 12.0,
    "text/agency.py": 11.0,
    "text/dateline.py": 8.0,
    "claims/figures/status.py": 14.0,
    "claims/voices/stance.py": 12.0,
    "claims/times/readings.py": 10.0,
    "claims/times/carrying.py": 10.0,
}
# what may stand between a doer and its verb (`acts_after`): it is only ever shown 160 characters, so it is allowed more
BETWEEN, BETWEEN_CHARACTERS, BETWEEN_TIMES = r"(?!(?:[\s\S]*?\b(?:backed by", 160, 300.0


class TooSlowError(Exception):
    """A pattern that was stopped."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def patterns() -> list[Found]:
    return find_patterns()


def allowed(found: Found) -> float:
    """How many times a plain scan a pattern may take."""
    dearer = BETWEEN_TIMES if found.pattern.startswith(BETWEEN) else DEARER.get(found.where.partition(":")[0], 0.0)
    return max(TIMES_A_SCAN, dearer) * SLACK


def size_for(found: Found) -> int:
    """How much text a pattern is shown at once."""
    if found.pattern.startswith(BETWEEN):
        return BETWEEN_CHARACTERS
    return PIECE if found.where.startswith("claims/") else WHOLE


def cost(pattern: re.Pattern[str], text: str, *, anchored: bool, enough: float = 0.0) -> float:
    """Microseconds a character, the best of three where it is more than `enough`."""
    best = float("inf")
    turns = max(1, PIECE // len(text))
    for _ in range(3):
        started = time.process_time()
        with stopped_after(GIVE_UP_S):
            for _ in range(turns):
                (pattern.match if anchored else pattern.search)(text)
        best = min(best, (time.process_time() - started) * 1e6 / len(text) / turns)
        if best < enough:
            break
    return best


def scan_cost() -> float:
    """What a plain scan for words costs just now, in microseconds a character."""
    text, best = "a plain text of words, " * 2_000, float("inf")
    for _ in range(5):
        started = time.process_time()
        for _ in re.finditer(r"\b\w+\b", text):
            pass
        best = min(best, (time.process_time() - started) * 1e6 / len(text))
    return best


def test_patterns_are_found(patterns: list[Found]) -> None:
    """Those at module level, those made from tables, those written into a call."""
    files = {found.where.partition(":")[0] for found in patterns}
    assert len(patterns) > 300
    assert {"claims/untold.py", "claims/voices/subjects.py", "text/furniture.py", "vocabulary/folding.py"} <= files


@pytest.fixture(scope="module")
def worst(patterns: list[Found]) -> dict[Found, tuple[float, str]]:
    """Of each pattern how many times a scan its dearest hostile text costs, and what text that is."""
    made: dict[Found, tuple[float, str]] = {}
    scan = scan_cost()
    for n, found in enumerate(patterns):
        scan = scan_cost() if n % 50 == 0 else scan
        pattern, anchored = re.compile(found.pattern, found.flags), only_at_a_place(found)
        dearest = (0.0, "")
        for what, text in hostile(found, size_for(found)):
            try:
                times = cost(pattern, text, anchored=anchored, enough=scan) / scan
            except TooSlowError:
                times = float("inf")
            dearest = max(dearest, (times, what))
            if times > allowed(found) and times == float("inf"):
                break
        made[found] = dearest
    return made


def test_each_pattern_is_fast_on_text_made_against_it(worst: dict[Found, tuple[float, str]]) -> None:
    """No input costs more than a small multiple of reading it."""
    slow = [
        f"{found.where}: {times:.1f} times a scan on {what}: {found.pattern[:80]}"
        for found, (times, what) in worst.items()
        if times > allowed(found)
    ]
    assert not slow, "\n".join(slow)


def _text_of(found: Found, what: str, size: int) -> str:
    return next(text for name, text in hostile(found, size) if name == what)


def test_time_grows_with_the_text(worst: dict[Found, tuple[float, str]]) -> None:
    """From 100 kB to 1 MB no pattern that sees whole documents takes 50 times as long; the square would take 100."""
    steep: list[str] = []
    for found, (_, what) in worst.items():
        if found.where.startswith("claims/"):
            continue  # these see no more than PIECE at once
        pattern, anchored = re.compile(found.pattern, found.flags), only_at_a_place(found)
        try:
            small, large = (
                cost(pattern, _text_of(found, what, size), anchored=anchored, enough=0.5) for size in (10**5, 10**6)
            )
        except TooSlowError:
            steep.append(f"{found.where}: more than {GIVE_UP_S} s for 1 MB of {what}: {found.pattern[:80]}")
            continue
        if large > 5 * small and large > 0.1:
            steep.append(f"{found.where}: {small:.2f} to {large:.2f} us a character on {what}: {found.pattern[:80]}")
    assert not steep, "\n".join(steep)


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


def test_no_endless_repeat_goes_on_in_the_next(patterns: list[Found]) -> None:
    r"""`\s*\s*` and `\w+[a-z]*` split a run in as many ways as it is long; each more repeat is another power."""
    beside = [
        f"{f.where}: {f.pattern[:80]}"
        for f in patterns
        if not f.where.startswith("claims/") and any(_beside(parser.parse(f.pattern, f.flags)))
    ]
    assert not beside, "\n".join(beside)


def _beside(tree: Any) -> Iterator[bool]:
    """For each pair of endless repeats of one sign with nothing needed between: whether they share a sign."""
    before: list[frozenset[str]] = []
    for code, arg in tree:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            signs = _signs(arg[2]) if arg[1] is op.MAXREPEAT else frozenset()
            yield any(not signs.isdisjoint(other) for other in before)
            before = [*(before if arg[0] == 0 else ()), signs]
            yield from _beside(arg[2])
            continue
        if code not in (op.AT, op.ASSERT, op.ASSERT_NOT):
            before = []
        if code is op.SUBPATTERN:
            yield from _beside(arg[3])
        elif code is op.BRANCH:
            for branch in arg[1]:
                yield from _beside(branch)


def _signs(tree: Any) -> frozenset[str]:
    """The ASCII characters that a repeated part of one sign stands for; none where it is more than one."""
    if len(tree) != 1:
        return frozenset()
    ((code, arg),) = tree
    if code is op.SUBPATTERN:
        return _signs(arg[3])
    every = frozenset(map(chr, range(128)))
    if code is op.ANY:
        return every
    if code in (op.LITERAL, op.NOT_LITERAL):
        return every - {chr(arg)} if code is op.NOT_LITERAL else frozenset(chr(arg))
    if code is not op.IN:
        return frozenset()
    found: set[str] = set()
    for kind, value in arg:
        if kind is op.LITERAL:
            found.add(chr(value))
        elif kind is op.RANGE:
            found.update(c for c in every if value[0] <= ord(c) <= value[1])
        elif kind is op.CATEGORY:
            found.update(c for c in every if re.match(_CATEGORIES[str(value)], c))
    return every - found if arg[0][0] is op.NEGATE else frozenset(found)


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip


def test_a_slow_pattern_would_be_seen() -> None:
    """The check itself: a pattern that is known to be slow is caught, by its time and by its build."""
    bad = Found(r"(a+)+b", 0, "text/none.py:1")
    assert any(_nested(parser.parse(bad.pattern)))
    assert any(_beside(parser.parse(r"a\s*(?=b)\s+c")))
    assert not any(_beside(parser.parse(r"\s*-\s*|\w+\s+|a+b?[c-e]*")))
    with pytest.raises(TooSlowError):
        for _, text in hostile(bad, WHOLE):
            cost(re.compile(bad.pattern), text, anchored=False)
