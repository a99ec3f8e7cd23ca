"""Reading the head of an article. In comes a stretch, out come where its dateline, headline or caption ends."""

from __future__ import annotations

import re
from dataclasses import replace

from whence.text.dateline import Head
from whence.text.sentences import find_sentences, sentence_starters
from whence.text.stretches import Stretch
from whence.text.wording import FUNCTION_WORDS, WORDS, title_share

HEADLINE_LENGTH = 200

_TIME = re.compile(
    r"(?:\s*(?:at\s)?\d{1,2}[:.]?\d\d(?:\s?(?:UTC|GMT|KSA|[ap]\.?m\.?)(?:[+-]\d{1,2})?)?(?=\W))?", re.IGNORECASE
)
_MARK = re.compile(
    r"\s*(?:title:\s*|\d{6}\s|[-–—|:]+\s|\)\s*(?:[-–—]+\s*)?|\[[A-Z][^\]]{1,90}\]\s*|\([^)]{1,60}\)\s*[-–—]+\s*)*"
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
_PLACE = re.compile(r"\W{0,9}(?:[A-Z]{2,}|[A-Z][a-z]{1,40}(?: [A-Z][a-z]{1,40})?(?:,| ?[-–—]| [A-Z]{2,}))")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2,}\b)")
_GLUED_NAMES = ("Mac", "Van", "Fitz")
_TITLE_SITE = re.compile(r"\s[|]\s[A-Z][\w .]{2,30}(?:\s[-–]\s|$)")
_STOPS_INSIDE = re.compile(r"[a-z\d][.?!][\"”’']?(?:\s|$)")
_DASH = re.compile(r"\s[-–—]\s")


def is_place_dateline(text: str, start: int, end: int) -> bool:
    """Whether a dateline names a place ("ODRA, 3 JAN 90 --"), so that the story follows, not the headline."""
    return bool(_PLACE.match(text, start, end))


def dateline_end(text: str, piece: Stretch, head: Head) -> int | None:
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


def headline_end(text: str, piece: Stretch, title: str | None, more: bool, dated: bool) -> int | None:
    """Where a headline at the stretch's beginning ends; null where there is none."""
    start, end = piece.start, piece.end
    if title and len(title) > 15 and text.startswith(title, start):
        return start + len(title)
    line = text[start : min(end, start + 2 * HEADLINE_LENGTH)]
    site = _TITLE_SITE.search(line, 0, HEADLINE_LENGTH)
    if site:
        return start + site.start()
    dash = _DASH.search(line, 20, HEADLINE_LENGTH)
    if dated and dash:
        return start + dash.start()
    if end - start <= HEADLINE_LENGTH and more and not _STOPS_INSIDE.search(line):
        return end
    first = next(iter(find_sentences(text, start, min(end, start + 600))), (start, end))
    if dated or title_share(text[first[0] : first[1]]) >= 0.7:
        run_in = _run_in(text, first[0], first[1])
        if run_in is not None:
            return run_in
        if first[1] - start <= HEADLINE_LENGTH and (more or first[1] < end):
            return first[1]
    return _said_again(text, first[0], first[1])


def skip_mark(text: str, cut: int, end: int) -> int:
    """Past the mark between headline and body: " - ", " | Odra Times - "."""
    site = _TITLE_SITE.match(text, cut, end)
    if site:
        return site.end()
    mark = re.compile(r"\s{0,9}[-–—|]{1,9}\s").match(text, cut, end)
    return mark.end() if mark else cut


def _run_in(text: str, start: int, end: int) -> int | None:
    """Where a headline in title case runs into its story without a stop: "Killed near Odra At least 16 people"."""
    words = list(WORDS.finditer(text, start, end))
    for i in range(5, len(words) - 3):
        word = words[i].group()
        if not word.islower() or word in FUNCTION_WORDS or not word.isalpha():
            continue
        if title_share(text[start : words[i].start()]) < 0.8:
            return None
        for back in range(1, 5):
            if words[i - back].group().lower() in sentence_starters() and words[i - back].group()[0].isupper():
                return words[i - back].start()
        return None
    return None


def _said_again(text: str, start: int, end: int) -> int | None:
    """Where a headline runs into a story that says it again: "Strike kills 15 in Odra An air strike killed 15 in"."""
    words = list(WORDS.finditer(text, start, end))
    for i in range(5, min(len(words) - 5, 20)):
        word = words[i].group()
        if not word[0].isupper() or word.lower() not in sentence_starters():
            continue
        before = {_stem(w.group()) for w in words[:i]} - {""}
        after = {_stem(w.group()) for w in words[i : i + 25]}
        if len(before & after) >= max(3, len(before) // 2):
            return words[i].start()
    return None


def _stem(word: str) -> str:
    """The first four letters or the number, for a rough likeness; "" for small words."""
    return "" if word.lower() in FUNCTION_WORDS else word.lower().strip("\"'“”‘’(),.")[:4]


def cut_caption(text: str, piece: Stretch) -> list[Stretch]:
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
