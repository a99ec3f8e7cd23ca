"""What intake refuses. In comes a text or a field, out goes null or the sentence that says why it is refused.

The limits keep memory bounded and keep out what no record could store: NUL characters, halves of surrogate pairs.
"""

from __future__ import annotations

import re

STAGE = "intake"

MAX_DOCUMENT_BYTES = 20_000_000
"""A longer file, or a longer line of JSON Lines, is set aside: no report is that long, and a mistake often is."""

MAX_ID_CHARACTERS = 200
MAX_FIELD_CHARACTERS = 4_000

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def find_fault_in_text(text: str) -> str | None:
    """Why `text` cannot be a document's text, or null: empty, a NUL character, half of a surrogate pair."""
    if not text.strip():
        return "it holds no text"
    if found := _NOT_STORABLE.search(text):
        kind = "a NUL character" if found[0] == "\x00" else f"half of a surrogate pair (U+{ord(found[0]):04X})"
        return f"{kind} at character {found.start()}; it is damaged or no text"
    return None


def find_fault_in_field(name: str, value: str, *, longest: int = MAX_FIELD_CHARACTERS) -> str | None:
    """Why `value` cannot stand in a one-line field such as an id or a title, or null."""
    if len(value) > longest:
        return f"`{name}` has {len(value):,} characters; at most {longest:,} are taken"
    if found := _CONTROL.search(value) or _NOT_STORABLE.search(value):
        return f"`{name}` has the character U+{ord(found[0]):04X} in it, which cannot stand there"
    return None


def one_line(words: str | None) -> str | None:
    """A field of a page's metadata on one line, blanks joined, cut to what a field may hold; null when empty."""
    if words is None:
        return None
    joined = " ".join(_NOT_STORABLE.sub("\ufffd", words).split())
    return joined[:MAX_FIELD_CHARACTERS] or None
