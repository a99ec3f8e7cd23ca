"""Telling a page's parts apart. In comes a text, out come stretches of it, each of one kind.

Headline, dateline, caption, subhead and body; reader comments, reply forms and page furniture. The background at the
end is told later, sentence by sentence (`background.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise

from whence.records import SectionKind
from whence.text.agency import agencies
from whence.text.dateline import Head
from whence.text.sentences import find_sentences, sentence_starters, trim
from whence.vocabulary.calendar import months
from whence.vocabulary.tables import DATA, read_table

_HEADLINE_LENGTH = 200
_SUBHEAD_LENGTH = 70
_TEASERS = 0.65  # share of capitals that tells a row of other stories' headlines from a sentence
_MOST_TEASERS = 8  # places in a paragraph where such a row is looked for
_LONGEST_LINE = 500
_COLUMN = range(50, 100)
_RAGGED = 10  # characters by which wrapped lines differ

_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
_BREAK = re.compile(r"\r?\n|[\x0b\x0c\u2028\u2029]")
_INDENT = re.compile(r"\n(?=[ \t]{2,}\S)")
_GAP = re.compile(r"[ \t\xa0]{2,}")
_ENDS = re.compile(r"[.!?…:;,؟۔][\"'”’»)\]]*$")
_SMALL = re.compile(r"[a-z'’]+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open stretch of the text, its kind and the number of its paragraph."""

    start: int
    end: int
    kind: SectionKind
    paragraph: int


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


# ---------------------------------------------------------------- paragraphs


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


_JOINING = frozenset(
    "the a an of in on at by to for with from and or but that as near than into its his their".split()  # noqa: SIM905
)


def _joins(before: str) -> bool:
    """Whether a word just before a gap cannot end a paragraph ("killed by   Odran's men")."""
    word = _SMALL.search(before)
    return bool(word) and word.group() in _JOINING  # type: ignore[union-attr]


# ---------------------------------------------------------------- comments and furniture


def find_article_end(text: str, paragraphs: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the article ends and comments begin, and the number of that paragraph; the text's end where none do."""
    marks, _ = _marks("after")
    for number, (start, end) in enumerate(paragraphs):
        if number and end - start < _LONGEST_LINE and marks.match(text, start, end):
            return start, number
    return len(text), len(paragraphs)


def _after_article(text: str, paragraphs: list[tuple[int, int]], first: int) -> list[Stretch]:
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


def _cut_furniture(text: str, stretch: Stretch) -> list[Stretch]:
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
    return _trimmed(text, pieces)


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
            if _title_share(text[row.start() : min(end, row.start() + 1000)]) >= _TEASERS:
                spans.append((row.start(), end, mark.kind))
                break
    return spans


def _trimmed(text: str, pieces: list[Stretch]) -> list[Stretch]:
    spans = ((piece, *trim(text, piece.start, piece.end)) for piece in pieces)
    return [replace(piece, start=a, end=b) for piece, a, b in spans if a < b]


# ---------------------------------------------------------------- the article


def find_stretches(text: str, paragraphs: list[tuple[int, int]], head: Head, title: str | None) -> list[Stretch]:
    """The whole page as stretches in order; what lies between them is blank."""
    _, after = find_article_end(text, paragraphs)
    stretches: list[Stretch] = []
    state = _HeadState(title)
    for number, (start, end) in enumerate(paragraphs[:after]):
        more = number + 1 < after
        for piece in _cut_furniture(text, Stretch(start, end, "body", number)):
            stretches.extend(state.read(text, piece, head, more) if piece.kind == "body" else [piece])
    return stretches + _after_article(text, paragraphs, after)


class _HeadState:
    """Walks down the page: dateline and headline come before the body, and only once."""

    def __init__(self, title: str | None) -> None:
        self.title = title
        self.headline = False
        self.body = False
        self.dated = False  # a bare date came right before: what follows is the headline

    def read(self, text: str, piece: Stretch, head: Head, more: bool) -> list[Stretch]:
        """A body stretch of the page, cut into what it is."""
        if self.body:
            return self._body(text, piece, more)
        if text[piece.start : piece.end] in agencies():
            return [replace(piece, kind="dateline")]
        out: list[Stretch] = []
        rest = piece
        dateline_end = _dateline_end(text, piece, head)
        if dateline_end is not None:
            out.append(replace(piece, end=dateline_end, kind="dateline"))
            rest = replace(piece, start=dateline_end)
            self.dated = not _PLACE.match(text, piece.start, dateline_end)
            self.headline = self.headline or not self.dated
        for part in _trimmed(text, [rest]):
            out.extend(self._headline_or_body(text, part, more))
        return _trimmed(text, out)

    def _headline_or_body(self, text: str, piece: Stretch, more: bool) -> list[Stretch]:
        if not self.headline:
            cut = _headline_end(text, piece, self.title, more, self.dated)
            if cut is not None:
                self.headline = True
                rest = _trimmed(text, [replace(piece, start=_skip_mark(text, cut, piece.end))])
                after = [p for part in rest for p in self._first_body(text, part, more)]
                return [replace(piece, end=cut, kind="headline"), *after]
        return self._first_body(text, piece, more)

    def _first_body(self, text: str, piece: Stretch, more: bool) -> list[Stretch]:
        if more and _is_short_line(text, piece, _HEADLINE_LENGTH):
            return [replace(piece, kind="subhead")]
        self.body = True
        pieces = _cut_caption(text, piece)
        return [part for p in pieces for part in (self._body(text, p, more) if p.kind == "body" else [p])]

    def _body(self, text: str, piece: Stretch, more: bool) -> list[Stretch]:
        if _is_caption(text, piece):
            return [replace(piece, kind="caption")]
        if text.startswith(("Tags", "TAGS"), piece.start):
            return _cut_tags(text, piece)
        if more and _is_short_line(text, piece, _SUBHEAD_LENGTH):
            return [replace(piece, kind="subhead")]
        return [piece]


def _is_caption(text: str, piece: Stretch) -> bool:
    """A paragraph that ends in a photo credit; a bare "(Reuters)" may also sign a story, so nobody must speak in it."""
    if piece.end - piece.start > 400:
        return False
    if _CREDIT_END.search(text, piece.start, piece.end):
        return True
    return bool(_BARE_CREDIT.search(text, piece.start, piece.end)) and not _SAID.search(text, piece.start, piece.end)


def _is_short_line(text: str, piece: Stretch, limit: int) -> bool:
    """A line of its own without a full stop; one that ends in a quote only if it is wholly one."""
    line = text[piece.start : piece.end]
    if len(line) > limit or _ENDS.search(line):
        return False
    return line[-1] not in "”’\"'" or (len(line) <= 40 and line[0] in "‘“'\"")


# ---------------------------------------------------------------- head: dateline, headline, caption

_TIME = re.compile(
    r"(?:\s*(?:at\s)?\d{1,2}[:.]?\d\d(?:\s?(?:UTC|GMT|KSA|[ap]\.?m\.?)(?:[+-]\d{1,2})?)?(?=\W))?", re.IGNORECASE
)
_MARK = re.compile(
    r"\s*(?:title:\s*|\d{6}\s|[-–—|:]+\s|\)\s*[-–—]*\s*|\[[A-Z][^\]]{1,90}\]\s*|\([^)]{1,60}\)\s*[-–—]+\s*)*"
)
_CODE = re.compile(r"(?:19|20)\d\d-\d\d-[A-Z]{1,3}[-–]\d{2,4}\s*")
_IN_BRACKETS = r"(?:,? ?\([^)]{1,50}\))"
_CITY = r"[A-Z][a-z]{3,}(?:[ /][A-Z][a-z]+)?"
_WIRE = re.compile(
    r"(?:[A-Z][A-Z'’ .-]{2,30}(?: \([A-Z ]{3,30}\))?(?:, ?[A-Z][\w .'’-]{2,25})?"
    rf"{_IN_BRACKETS}?\s?[-–—]{{1,2}}\s"  # ODRA (AFP) -
    rf"|{_CITY}(?:{_IN_BRACKETS}|,? ?[A-Z]{{3,6}})\s?[-–—]{{1,2}}\s?"  # Odra SANA-
    rf"|{_CITY}(?:\s[-–—]{{1,2}}|[-–—])\s)"  # Odra London-
    r"(?=[A-Z“\"‘0-9\[])"
)
_NAME = r"[A-Z][\w’'-]+ [A-Z][\w’'-]+"
_BYLINE = re.compile(rf"\s*by {_NAME}(?:(?: {_NAME}){{0,3}} and {_NAME})?(?=\W)")
_PLACE = re.compile(r"\W*(?:[A-Z]{2,}|[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:,| ?[-–—]| [A-Z]{2,}))")
_CREDIT_END = re.compile(
    r"(?:\((?:[^()]{0,40}\b)?(?:Getty|EPA|Photo|File|TRT World|Anadolu|handout)\b[^()]{0,40}\)"
    r"|\b(?:AFP|AP|AA|DHA|IHA|Reuters|EPA|Getty) Photo)\s*$",
    re.IGNORECASE,
)
_BARE_CREDIT = re.compile(r"\((?:AFP|AP|Reuters|AA|DHA|IHA|EPA)(?:/[^()]{2,40})?\)\s*$")
_SAID = re.compile(r"\b(?:said|says|told|reported|according)\b")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2,}\b)")
_GLUED_NAMES = ("Mac", "Van", "Fitz")
_TITLE_SITE = re.compile(r"\s[|]\s[A-Z][\w .]{2,30}(?:\s[-–]\s|$)")
_STOPS_INSIDE = re.compile(r"[a-z\d][.?!][\"”’']?(?:\s|$)")
_DASH = re.compile(r"\s[-–—]\s")


def _dateline_end(text: str, piece: Stretch, head: Head) -> int | None:
    """Where the dateline at a paragraph's beginning ends; null where there is none."""
    end = None
    code = _CODE.match(text, piece.start, piece.end)
    if code:
        end = code.end()
    if head.end is not None and head.start is not None and piece.start <= head.start < piece.end:
        if head.start - piece.start > 110:
            return end
        before = text[piece.start : head.start]
        if (
            before.strip()
            and head.end == piece.end
            and not re.search(r"^[A-Z ,.()]+$|(?i:publi|posted|updated|dated?)", before)
        ):
            return end  # a headline that ends in its date
        time = _TIME.match(text, head.end, piece.end)
        end = time.end() if time else head.end
        by = _BYLINE.match(text, end, piece.end)
        end = by.end() if by else end
        mark = _MARK.match(text, end, piece.end)
        return mark.end() if mark else end
    wire = _WIRE.match(text, piece.start, min(piece.end, piece.start + 90))
    if wire is None:
        return end
    mark = _MARK.match(text, wire.end(), piece.end)
    return mark.end() if mark else wire.end()


def _headline_end(text: str, piece: Stretch, title: str | None, more: bool, dated: bool) -> int | None:
    """Where a headline at the stretch's beginning ends; null where there is none."""
    start, end = piece.start, piece.end
    if title and len(title) > 15 and text.startswith(title, start):
        return start + len(title)
    line = text[start : min(end, start + 2 * _HEADLINE_LENGTH)]
    site = _TITLE_SITE.search(line, 0, _HEADLINE_LENGTH)
    if site:
        return start + site.start()
    dash = _DASH.search(line, 20, _HEADLINE_LENGTH)
    if dated and dash:
        return start + dash.start()
    if end - start <= _HEADLINE_LENGTH and more and not _STOPS_INSIDE.search(line):
        return end
    first = next(iter(find_sentences(text, start, min(end, start + 600))), (start, end))
    if dated or _title_share(text[first[0] : first[1]]) >= 0.7:
        run_in = _run_in(text, first[0], first[1])
        if run_in is not None:
            return run_in
        if first[1] - start <= _HEADLINE_LENGTH and (more or first[1] < end):
            return first[1]
    return None


def _skip_mark(text: str, cut: int, end: int) -> int:
    """Past the mark between headline and body: " - ", " | Odra Times - "."""
    site = _TITLE_SITE.match(text, cut, end)
    if site:
        return site.end()
    mark = re.compile(r"\s*[-–—|]+\s").match(text, cut, end)
    return mark.end() if mark else cut


_WORDS = re.compile(r"\S+")
_FUNCTION_WORDS = _JOINING | frozenset(
    "after over amid against during while is are be was were has have not says".split()  # noqa: SIM905
)


def _title_share(line: str) -> float:
    """The share of a line's longer words that begin with a capital; 0 where there are only capitals."""
    if line.isupper():
        return 0.0
    words = [
        word for word in _WORDS.findall(line) if len(word) > 3 and word[0].isalpha() and word not in _FUNCTION_WORDS
    ]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def _run_in(text: str, start: int, end: int) -> int | None:
    """Where a headline in title case runs into its story without a stop: "Killed near Odra At least 16 people"."""
    words = list(_WORDS.finditer(text, start, end))
    for i in range(5, len(words) - 3):
        word = words[i].group()
        if not word.islower() or word in _FUNCTION_WORDS or not word.isalpha():
            continue
        if _title_share(text[start : words[i].start()]) < 0.8:
            return None
        for back in range(1, 5):
            if words[i - back].group().lower() in sentence_starters() and words[i - back].group()[0].isupper():
                return words[i - back].start()
        return None
    return None


def _cut_caption(text: str, piece: Stretch) -> list[Stretch]:
    """A caption glued to the first word of the body: "kerry warnsWestern powers urged"."""
    window = min(piece.end, piece.start + 160)
    for glue in _GLUED.finditer(text, piece.start, window):
        before = text[piece.start : glue.start()]
        word = before.split()[-1] if before.split() else ""
        if word in _GLUED_NAMES or "." in before or len(before.split()) > 14:
            continue
        if text[glue.start() :].split(None, 1)[0].isalpha() and len(before) >= 6:
            return [replace(piece, end=glue.start(), kind="caption"), replace(piece, start=glue.start())]
    return [piece]


def _cut_tags(text: str, piece: Stretch) -> list[Stretch]:
    """A row of tags, which the body may follow without a mark.

    The body begins where words of the page are said again (the lead repeated), or at the first run of small words.
    """
    words = list(_WORDS.finditer(text, piece.start, piece.end))
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
        if (
            run[0][0].islower()
            and sum(w[0].islower() for w in run) >= 4
            and sum(w in _FUNCTION_WORDS for w in run) >= 2
        ):
            behind = range(i - 1, max(i - 5, 0), -1)
            starters = [k for k in behind if words[k].group().lower() in sentence_starters()]
            return words[starters[0] if starters else i - 1].start()
    return None
