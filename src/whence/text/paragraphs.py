"""Finding paragraphs. In comes a text, out come their offsets.

Lines that a narrow column has broken belong together; a long run of blanks in one line parts two paragraphs.
"""

from __future__ import annotations

import re
from itertools import pairwise

from whence.text.sentences import trim
from whence.text.wording import JOINING_WORDS
from whence.vocabulary.calendar import months

_COLUMN = range(50, 100)
_RAGGED = 10  # characters by which wrapped lines differ

_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
_BREAK = re.compile(r"\r?\n|[\x0b\x0c\u2028\u2029]")
_INDENT = re.compile(r"\n(?=[ \t]{2,}\S)")
_GAP = re.compile(r"[ \t\xa0]{2,}")
_ENDS = re.compile(r"[.!?…:;,؟۔][\"'”’»)\]]*$")
_SMALL = re.compile(r"[a-z'’]{1,40}$")


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs, trimmed: by blank lines where lines are wrapped, else by lines and by gaps in them."""
    blocks = _blocks(text)
    wrapped = _is_wrapped(text, blocks)
    paragraphs: list[tuple[int, int]] = []
    for block in blocks:
        if wrapped or _is_wrapped(text, [block]):
            paragraphs += _split(text, _INDENT, block[0][0], block[-1][1])
        else:
            paragraphs += [piece for start, end in block for piece in _by_gaps(text, start, end)]
    return paragraphs


def _blocks(text: str) -> list[list[tuple[int, int]]]:
    """Runs of lines without a blank line between them; each line trimmed."""
    blocks: list[list[tuple[int, int]]] = []
    end = None
    for line in _LINE.finditer(text):
        start, stop = trim(text, *line.span())
        if start == stop:
            continue
        if end is None or len(_BREAK.findall(text, end, start)) > 1:
            blocks.append([])
        blocks[-1].append((start, stop))
        end = stop
    return blocks


def _split(text: str, mark: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    first = start
    for gap in mark.finditer(text, start, end):
        pieces.append(trim(text, first, gap.start()))
        first = gap.end()
    pieces.append(trim(text, first, end))
    return [(a, b) for a, b in pieces if a < b]


def _is_wrapped(text: str, blocks: list[list[tuple[int, int]]]) -> bool:
    """Whether single line ends are only the column's: on most lines the first word of the next had no room."""
    followed = [
        (line[1] - line[0], len(text[after[0] : min(after[1], after[0] + 40)].split(None, 1)[0]))
        for block in blocks[:200]
        for line, after in pairwise(block)
    ]
    if len(followed) < 3:
        return bool(followed) and all(_runs_on(text, a, b) for block in blocks for a, b in pairwise(block))
    column = max(length for length, _ in followed)
    full = sum(length + word > column - _RAGGED and length > 0.7 * column for length, word in followed)
    return column in _COLUMN and full >= 0.7 * len(followed)


def _runs_on(text: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a line of a column's width plainly goes on in the next, where there are too few lines to compare."""
    words = text[line[0] : line[1]]
    if len(words) not in _COLUMN or _ENDS.search(words):
        return False
    return text[after[0]].islower() or words.isupper()


def _by_gaps(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Runs of blanks as paragraph marks, but not where they stand in the middle of a sentence."""
    pieces = []
    first = start
    for gap in _GAP.finditer(text, start, end):
        before, after = text[max(first, gap.start() - 12) : gap.start()], text[gap.end()]
        if (
            after.islower()
            or (not _ENDS.search(before) and _joins(before))
            or _in_date(before, text[gap.end() : gap.end() + 5])
        ):
            continue
        pieces.append((first, gap.start()))
        first = gap.end()
    pieces.append((first, end))
    return [(a, b) for a, b in pieces if a < b]


def _in_date(before: str, after: str) -> bool:
    """Whether a gap stands within a date: "7 November  2016"."""
    word = before.split()[-1:] or [""]
    return word[0].lower() in months() and bool(re.match(r"(?:19|20)\d\d\b", after))


def _joins(before: str) -> bool:
    """Whether a word just before a gap cannot end a paragraph ("killed by   Odran's men")."""
    word = _SMALL.search(before)
    return bool(word) and word.group() in JOINING_WORDS  # type: ignore[union-attr]
