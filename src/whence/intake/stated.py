"""What is said about a document besides its text. In come a file's statements and the user's options, out a `Document`.

A date or source stated in JSON Lines stands before the option ("for what a file does not say"); the option stands
before what a page's metadata say, since those are read by rules and may be wrong.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from whence.intake.limits import STAGE, find_fault_in_text
from whence.records import Document, Published, Rejected


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of all documents of a call; null where nothing is said. Made by `read`."""

    published: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file or page says of itself; null where it says nothing. Made by `json_lines` and `html`."""

    published: date | None = None
    published_words: str | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    apart: str | None = None


NOTHING = Stated()


def make_document(
    content: bytes,
    text: str,
    *,
    item: str,
    media_type: str,
    options: Options,
    stated: Stated = NOTHING,
    stated_first: bool = False,
    id: str | None = None,
) -> Document | Rejected:
    """A Document, or why it cannot be one. Without an `id` it is named by its bytes, so that the same bytes under
    any path are the same document. `stated_first` puts what the file says before the options."""
    fault = find_fault_in_text(text)
    if fault is not None:
        return Rejected(STAGE, item, fault)
    sha256 = hashlib.sha256(content).hexdigest()
    given = Published(options.published, "option") if options.published else None
    found = Published(stated.published, "metadata", stated.published_words) if stated.published else None
    first, second = (found, given) if stated_first else (given, found)
    sources = (stated.source, options.source) if stated_first else (options.source, stated.source)
    return Document(
        id=id if id is not None else f"doc-{sha256[:12]}",
        text=text,
        content=content,
        sha256=sha256,
        media_type=media_type,
        origin=item,
        published=first or second,
        source=sources[0] or sources[1],
        title=stated.title,
        url=stated.url,
        language=stated.language,
        apart=stated.apart,
    )
