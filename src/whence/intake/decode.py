"""From bytes to characters. In come a file's bytes, out comes its text, or an `InputError` that says where it fails.

UTF-8 is read strictly, UTF-16 and UTF-32 by their mark; for HTML, whose encoding is often declared wrongly, what is
valid UTF-8 is UTF-8, else the declared encoding counts if it fits, else the one that fits best.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from whence.errors import InputError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES = 4096
_GUESS_BYTES = 65_536


def parse_text(content: bytes) -> str:
    """The characters of a text file, newlines as they are, a byte order mark dropped.

    Raises InputError: NUL bytes (no text), or bytes that are not valid in the encoding, with the offset of the first.
    """
    marked = _marked_encoding(content)
    _refuse_binary(content, marked)
    try:
        return content.decode(marked or "utf-8")
    except UnicodeDecodeError as problem:
        likely = None if marked else _guess_encoding(content)
        reason = f"not valid {'UTF-8' if not marked else marked.upper()} at byte {problem.start}"
        hint = f" (it looks like {likely})" if likely else ""
        raise InputError(reason + hint, remedy="save it as UTF-8") from problem


def parse_html(content: bytes) -> str:
    """The characters of an HTML page, whatever it says of its own encoding.

    Raises InputError for NUL bytes and for bytes that fit no encoding, with the offset of the first.
    """
    marked = _marked_encoding(content)
    _refuse_binary(content, marked)
    if marked:
        return content.decode(marked, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        for encoding in (_declared_encoding(content), _guess_encoding(content)):
            text = _try_encoding(content, encoding)
            if text is not None:
                return text
        raise InputError(f"not valid UTF-8 at byte {problem.start}, and no other encoding fits") from problem


def guess_start(head: bytes) -> str:
    """The first characters of a stream, by its mark or as UTF-8, what cannot be read replaced: to tell its kind by."""
    return head.decode(_marked_encoding(head) or "utf-8", errors="replace")


def _refuse_binary(content: bytes, marked: str | None) -> None:
    if marked is None and b"\x00" in content:
        raise InputError(f"a NUL byte at byte {content.index(0)}: a binary file, not text")


def _marked_encoding(content: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)


def _declared_encoding(content: bytes) -> str | None:
    found = _DECLARED.search(content[:_HEAD_BYTES])
    return found[1].decode("ascii") if found else None


def _guess_encoding(content: bytes) -> str | None:
    """The encoding that fits best, by charset-normalizer; a guess, so for text files it is only a hint."""
    best = from_bytes(content[:_GUESS_BYTES]).best()
    return best.encoding if best else None


def _try_encoding(content: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeError):
        return None
