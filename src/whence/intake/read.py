"""The door of intake. In come paths (or standard input), out comes a `Document` or `Rejected` for each item, in order.

Files are opened one at a time and JSON Lines are streamed, so that memory holds one document however many there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from whence.errors import InputError
from whence.intake.decode import guess_start, parse_text
from whence.intake.find import find_files
from whence.intake.json_lines import read_json_lines
from whence.intake.limits import MAX_DOCUMENT_BYTES, STAGE
from whence.intake.stated import Options, make_document
from whence.records import Document, Rejected

STANDARD_INPUT = "standard input"
_MEDIA_TYPES = {"text": "text/plain", "markdown": "text/markdown"}
_SNIFF_BYTES = 65_536
_HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<?xml", "<!--", "<meta", "<article", "<div", "<p>")


def read_documents(
    paths: Iterable[str | Path],
    *,
    published: date | None = None,
    source: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Rejected]:
    """Every document in `paths`, files or whole folders; the path "-" is `stdin`.

    `published` and `source` are for what a file does not say (see `stated`). Nothing is raised for bad input: each
    item that cannot be read is a `Rejected` with a reason, and the rest goes on.
    """
    options = Options(published, source)
    for path in paths:
        if str(path) == "-":
            yield from _read_stdin(stdin, options)
            continue
        for found in find_files(Path(path)):
            if isinstance(found, Rejected):
                yield found
            else:
                yield from _read_file(found[0], found[1], options)


def _read_stdin(stdin: BinaryIO | None, options: Options) -> Iterator[Document | Rejected]:
    if stdin is None:
        yield Rejected(STAGE, STANDARD_INPUT, "nothing is given on it")
        return
    try:
        yield from _read_stream(stdin, STANDARD_INPUT, None, options)
    except OSError as problem:
        yield Rejected(STAGE, STANDARD_INPUT, f"cannot be read: {problem.strerror or problem}")


def _read_file(path: Path, kind: str | None, options: Options) -> Iterator[Document | Rejected]:
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, str(path), kind, options)
    except OSError as problem:
        yield Rejected(STAGE, str(path), f"cannot be read: {problem.strerror or problem}")


def _read_stream(stream: BinaryIO, item: str, kind: str | None, options: Options) -> Iterator[Document | Rejected]:
    head = stream.read(_SNIFF_BYTES)
    kind = kind or _guess_kind(head)
    if kind == "json_lines":
        yield from read_json_lines(stream, item, options, head=head)
    else:
        yield _read_whole(stream, item, kind, options, head)


def _read_whole(stream: BinaryIO, item: str, kind: str, options: Options, head: bytes) -> Document | Rejected:
    content = head + stream.read(MAX_DOCUMENT_BYTES + 1 - len(head))
    if not content:
        return Rejected(STAGE, item, "it is empty")
    if len(content) > MAX_DOCUMENT_BYTES:
        return Rejected(STAGE, item, f"longer than {MAX_DOCUMENT_BYTES // 1_000_000} MB")
    if kind == "html":
        from whence.intake.html import read_page  # half a second to import, and most folders hold no HTML

        return read_page(content, item, options)
    try:
        text = parse_text(content)
    except InputError as problem:
        return Rejected(STAGE, item, str(problem))
    return make_document(content, text, item=item, media_type=_MEDIA_TYPES[kind], options=options)


def _guess_kind(head: bytes) -> str:
    """What an unnamed stream holds, by its beginning: JSON Lines if its first line is an object, HTML by its first
    tag, else text."""
    start = guess_start(head).lstrip()
    if start.startswith("{"):
        line, newline, _ = start.partition("\n")
        if not newline and len(head) == _SNIFF_BYTES:
            return "json_lines"
        try:
            return "json_lines" if isinstance(json.loads(line), dict) else "text"
        except (ValueError, RecursionError):
            return "json_lines" if line.lstrip("{ \t").startswith('"') else "text"
    return "html" if start[:20].lower().startswith(_HTML_STARTS) else "text"
