"""Telling page furniture from the article. In comes a stretch, out come its pieces, furniture under its own kind.

Comments and reply forms, tags, teasers of other stories, credits of writers: the rows of `page_furniture.csv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from whence.records import SectionKind
from whence.text.sentences import sentence_starters
from whence.text.stretches import Stretch, trimmed
from whence.text.wording import FUNCTION_WORDS, WORDS, title_share
from whence.vocabulary.tables import DATA, read_table

_TEASERS = 0.65  # share of capitals that tells a row of other stories' headlines from a sentence
_MOST_TEASERS = 8  # places in a paragraph where such a row is looked for
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Furniture:
    """One row of `page_furniture.csv`."""

    kind: SectionKind
    reach: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def furniture() -> tuple[Furniture, ...]:
    """What stands on a page but is not the article."""
    rows = read_table(DATA / "page_furniture.csv", ("kind", "reach", "anchor", "pattern", "example"))
    return tuple(
        Furniture(
            kind=row["kind"],  # type: ignore[arg-type]
            reach=row["reach"],
            anchors=tuple(row["anchor"].split("|")),
            pattern=re.compile(row["pattern"], re.IGNORECASE),
        )
        for row in rows
    )


def find_article_end(text: str, paragraphs: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the article ends and comments begin, and the number of that paragraph; the text's end where none do."""
    marks, _ = _marks("after")
    for number, (start, end) in enumerate(paragraphs):
        if number and end - start < _LONGEST_LINE and marks.match(text, start, end):
            return start, number
    return len(text), len(paragraphs)


def read_after_article(text: str, paragraphs: list[tuple[int, int]], first: int) -> list[Stretch]:
    """Comments and reply forms, from the first mark of either to the end of the page."""
    marks, kinds = _marks("after")
    stretches = []
    kind: SectionKind = "comment"
    for number, (start, end) in enumerate(paragraphs[first:], first):
        mark = marks.match(text, start, end)
        if mark:
            kind = kinds[(mark.lastindex or 1) - 1]
        stretches.append(Stretch(start, end, kind, number))
    return stretches


@lru_cache(maxsize=4)
def _marks(reach: str) -> tuple[re.Pattern[str], tuple[SectionKind, ...]]:
    """All marks of one reach as one pattern, and the kind of each of its groups."""
    marks = [f for f in furniture() if f.reach == reach]
    return re.compile("|".join(f"({f.pattern.pattern})" for f in marks), re.IGNORECASE), tuple(f.kind for f in marks)


def cut_furniture(text: str, stretch: Stretch) -> list[Stretch]:
    """A stretch with the page furniture in it told apart."""
    start, end = stretch.start, stretch.end
    lines, kinds = _marks("line")
    whole = lines.match(text, start, end) if end - start < _LONGEST_LINE else None
    if whole:
        return [replace(stretch, kind=kinds[(whole.lastindex or 1) - 1])]
    spans = _furniture_spans(text, start, end)
    if not spans:
        return [stretch]
    pieces: list[Stretch] = []
    for a, b, kind in sorted(spans):
        if b <= start:
            continue
        a = max(a, start)
        pieces.append(replace(stretch, start=start, end=a))
        pieces.append(replace(stretch, start=a, end=b, kind=kind))
        start = b
    pieces.append(replace(stretch, start=start, end=end))
    return trimmed(text, pieces)


def _furniture_spans(text: str, start: int, end: int) -> list[tuple[int, int, SectionKind]]:
    """Furniture that stands within a paragraph; a mark's pattern is tried only where one of its anchors stands."""
    spans: list[tuple[int, int, SectionKind]] = []
    lower = text[start:end].lower()
    for mark in furniture():
        if mark.reach not in {"inline", "teasers"} or not any(anchor in lower for anchor in mark.anchors):
            continue
        if mark.reach == "inline":
            spans += [(m.start(), m.end(), mark.kind) for m in mark.pattern.finditer(text, start, end)]
            continue
        for row in islice(mark.pattern.finditer(text, start, end), _MOST_TEASERS):
            if title_share(text[row.start() : min(end, row.start() + 1000)]) >= _TEASERS:
                spans.append((row.start(), end, mark.kind))
                break
    return spans


def cut_tags(text: str, piece: Stretch) -> list[Stretch]:
    """A row of tags, which the body may follow without a mark.

    The body begins where words of the page are said again (the lead repeated), or at the first run of small words.
    """
    words = list(WORDS.finditer(text, piece.start, piece.end))
    cut = _repeated_lead(text, words) or _first_run(words)
    if cut is None:
        return [replace(piece, kind="boilerplate")]
    return [replace(piece, end=cut, kind="boilerplate"), replace(piece, start=cut)]


def _repeated_lead(text: str, words: list[re.Match[str]]) -> int | None:
    for word in words[2:40]:
        start = word.start()
        if text[start].isupper() and text.find(text[start : start + 24], 0, words[0].start()) >= 0:
            return start
    return None


def _first_run(words: list[re.Match[str]]) -> int | None:
    for i in range(2, len(words) - 5):
        run = [word.group() for word in words[i : i + 6]]
        if run[0][0].islower() and sum(w[0].islower() for w in run) >= 4 and sum(w in FUNCTION_WORDS for w in run) >= 2:
            behind = range(i - 1, max(i - 5, 0), -1)
            starters = [k for k in behind if words[k].group().lower() in sentence_starters()]
            return words[starters[0] if starters else i - 1].start()
    return None
