"""Punctuation lost to a wrong encoding. In comes a text, out comes one of the same length that can be read.

Where quotation marks, apostrophes and dashes were decoded wrongly several times over, a page holds runs of control
characters, underscores and accented letters. Each run is put back to the mark that its place in the text tells; the
rest of the run becomes blanks, so that every offset still holds. What cannot be told is left as it is.
"""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x80-\x9f]")  # no healthy text has them
_RUN = re.compile(r"[_\x80-\xff\u201a]+")
_SUFFIX = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")
_QUOTED_CHARACTERS = 900  # how far a quotation may reach before its end is no longer looked for


def legible(text: str) -> str:
    """The text with garbled marks put back, of the same length; the text itself where it has none. Pure."""
    if _CONTROL.search(text) is None:
        return text
    made: list[str] = []
    done = 0
    opened = -1
    for run in _RUN.finditer(text):
        start, end = run.span()
        if _CONTROL.search(text, start, end) is None:
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        if opened >= 0 and start - opened > _QUOTED_CHARACTERS:
            opened = -1
        size = end - start
        put, taken = "", end
        if before.isalnum() and (suffix := _SUFFIX.match(text, end)):
            put, taken = "'" + suffix.group() + " " * (size - 1), suffix.end()
        elif (not before or before.isspace() or before in "([") and (after.isalnum() or after in '([.#@"'):
            mark, opened = ('"', start) if _is_closed(text, end) else ("—", opened)
            put = " " * (size - 1) + mark
        elif before.isspace() and (not after or after.isspace()):
            put = "—" + " " * (size - 1)
        elif not after.isalnum():
            mark = '"' if opened >= 0 else "'" if before == "s" else " "
            put = mark + " " * (size - 1)
            opened = -1
        if put:
            made += [text[done:start], put]
            done = taken
    return "".join([*made, text[done:]])


def _is_closed(text: str, at: int) -> bool:
    """Whether a run that may close a quotation follows before long."""
    for run in _RUN.finditer(text, at, at + _QUOTED_CHARACTERS):
        if _CONTROL.search(text, *run.span()) is None:
            continue
        if _SUFFIX.match(text, run.end()) and text[run.start() - 1].isalnum():
            continue
        before, after = text[run.start() - 1], text[run.end() : run.end() + 1]
        if before.isspace():
            return False
        if not after.isalnum():
            return True
    return False


__all__ = ["legible"]
