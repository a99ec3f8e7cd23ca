"""Telling a page's parts apart. In comes a text, out come stretches of it, each of one kind.

Headline, dateline, caption, subhead and body; reader comments, reply forms and page furniture. The background at the
end is told later, sentence by sentence (`background.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from whence.records import SectionKind
from whence.text.agency import agencies
from whence.text.dateline import Head
from whence.text.furniture import cut_furniture, cut_tags, find_article_end, read_after_article
from whence.text.headlines import (
    HEADLINE_LENGTH,
    cut_caption,
    dateline_end,
    headline_end,
    is_place_dateline,
    skip_mark,
)
from whence.text.stretches import Stretch, trimmed

_SUBHEAD_LENGTH = 70
_MASTHEAD_WORDS = 4
_ENDS = re.compile(r"[.!?…:;,؟۔][\"'”’»)\]]*$")
_CREDIT_END = re.compile(
    r"(?:\((?:[^()]{0,40}\b)?(?:Getty|EPA|Photo|File|TRT World|Anadolu|handout)\b[^()]{0,40}\)"
    r"|\b(?:AFP|AP|AA|DHA|IHA|Reuters|EPA|Getty) Photo)\s*$",
    re.IGNORECASE,
)
_BARE_CREDIT = re.compile(r"\((?:AFP|AP|Reuters|AA|DHA|IHA|EPA)(?:/[^()]{2,40})?\)\s*$")
_SAID = re.compile(r"\b(?:said|says|told|reported|according)\b")


def find_stretches(text: str, paragraphs: list[tuple[int, int]], head: Head, title: str | None) -> list[Stretch]:
    """The whole page as stretches in order; what lies between them is blank."""
    _, after = find_article_end(text, paragraphs)
    stretches: list[Stretch] = []
    state = _HeadState(title)
    for number, (start, end) in enumerate(paragraphs[:after]):
        for piece in cut_furniture(text, Stretch(start, end, "body", number)):
            more = number + 1 < after or piece.end < end
            stretches.extend(state.read(text, piece, head, more) if piece.kind == "body" else [piece])
    return stretches + read_after_article(text, paragraphs, after)


class _HeadState:
    """Walks down the page: dateline and headline come before the body, and only once."""

    def __init__(self, title: str | None) -> None:
        self.title = title
        self.headline = False
        self.body = False
        self.masthead = False  # the headline found may be the paper's name: a headline may follow it
        self.dated = False  # a bare date came right before: what follows is the headline

    def read(self, text: str, piece: Stretch, head: Head, more: bool) -> list[Stretch]:
        """A body stretch of the page, cut into what it is."""
        if self.body:
            return self._body(text, piece, more)
        if text[piece.start : piece.end] in agencies():
            return [replace(piece, kind="dateline")]
        out: list[Stretch] = []
        rest = piece
        date_end = dateline_end(text, piece, head)
        if date_end is not None:
            out.append(replace(piece, end=date_end, kind="dateline"))
            rest = replace(piece, start=date_end)
            self.dated = not is_place_dateline(text, piece.start, date_end)
            self.headline = self.headline or not self.dated
        for part in trimmed(text, [rest]):
            out.extend(self._headline_or_body(text, part, more))
        return trimmed(text, out)

    def _headline_or_body(self, text: str, piece: Stretch, more: bool) -> list[Stretch]:
        if not self.headline:
            cut = headline_end(text, piece, self.title, more, self.dated)
            if cut is not None:
                self.headline = True
                self.masthead = len(text[piece.start : cut].split()) <= _MASTHEAD_WORDS
                rest = trimmed(text, [replace(piece, start=skip_mark(text, cut, piece.end))])
                after = [p for part in rest for p in self._first_body(text, part, more)]
                return [replace(piece, end=cut, kind="headline"), *after]
        return self._first_body(text, piece, more)

    def _first_body(self, text: str, piece: Stretch, more: bool) -> list[Stretch]:
        if more and _is_short_line(text, piece, HEADLINE_LENGTH):
            kind: SectionKind = "headline" if self.masthead else "subhead"
            self.masthead = False
            return [replace(piece, kind=kind)]
        self.body = True
        pieces = cut_caption(text, piece)
        return [part for p in pieces for part in (self._body(text, p, more) if p.kind == "body" else [p])]

    def _body(self, text: str, piece: Stretch, more: bool) -> list[Stretch]:
        if _is_caption(text, piece):
            return [replace(piece, kind="caption")]
        if text.startswith(("Tags", "TAGS"), piece.start):
            return cut_tags(text, piece)
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
