"""JSON Lines, one document a line. In come a line's bytes, out comes a `Document` or a `Rejected` for that line.

A line is `{"id", "text"}` with optional `published` (ISO date), `source`, `title`, `url`, `language`; `content` of the
document is the line as it stood. Other keys are left alone: they stay in `content`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from whence.errors import InputError
from whence.intake.decode import parse_text
from whence.intake.limits import MAX_DOCUMENT_BYTES, MAX_ID_CHARACTERS, STAGE, find_fault_in_field
from whence.intake.stated import Options, Stated, make_document
from whence.records import Document, Rejected

MEDIA_TYPE = "application/x-ndjson"
_CHUNK_BYTES = 1_000_000
_FIELDS = ("source", "title", "url", "language")
_LONGEST_SHOWN = 60


def read_json_lines(
    stream: BinaryIO, item: str, options: Options, *, head: bytes = b""
) -> Iterator[Document | Rejected]:
    """Each line's Document or Rejected, in order; blank lines are passed over. Memory holds one line at a time."""
    found_any = False
    for number, line in _split_lines(stream, head):
        name = f"{item}:{number}"
        if line is None:
            found_any = True
            yield Rejected(STAGE, name, f"a line longer than {MAX_DOCUMENT_BYTES // 1_000_000} MB")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            found_any = True
            try:
                yield _parse_line(line, name, options)
            except InputError as problem:
                yield Rejected(STAGE, name, str(problem))
    if not found_any:
        yield Rejected(STAGE, item, "it is empty")


def _split_lines(stream: BinaryIO, head: bytes) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line without its newline), null for a line that is too long, whose bytes are thrown away."""
    number, rest, too_long = 1, head, False
    while True:
        *lines, rest = rest.split(b"\n")
        for line in lines:
            yield number, None if too_long or len(line) > MAX_DOCUMENT_BYTES else line
            number, too_long = number + 1, False
        if len(rest) > MAX_DOCUMENT_BYTES:
            rest, too_long = b"", True
        chunk = stream.read(_CHUNK_BYTES)
        if not chunk:
            break
        rest += chunk
    if rest or too_long:
        yield number, None if too_long else rest


def _parse_line(line: bytes, item: str, options: Options) -> Document | Rejected:
    content = line.removesuffix(b"\r")
    data = _parse_object(parse_text(content))
    stated = Stated(
        published=_parse_day(data.get("published")),
        published_words=data.get("published"),
        **{name: _parse_field(data, name) for name in _FIELDS},
    )
    text = data.get("text")
    if not isinstance(text, str):
        raise InputError("no `text`" if text is None else f"`text` is {_kind(text)}, not a string")
    return make_document(
        content,
        text,
        item=item,
        media_type=MEDIA_TYPE,
        options=options,
        stated=stated,
        stated_first=True,
        id=_parse_id(data.get("id")),
    )


def _parse_object(words: str) -> dict[str, Any]:
    try:
        data = json.loads(words, object_pairs_hook=_refuse_duplicates, parse_constant=_refuse_constant)
    except json.JSONDecodeError as problem:
        raise InputError(f"not JSON: {problem.msg} at character {problem.pos}") from problem
    except RecursionError as problem:
        raise InputError("not readable JSON: nested too deeply") from problem
    except ValueError as problem:
        raise InputError(f"not readable JSON: {str(problem)[:120]}") from problem
    if not isinstance(data, dict):
        raise InputError(f"{_kind(data)}, not an object", remedy='a line is {"id": …, "text": …}')
    return data


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise InputError(f"the key {_shown(twice)} stands twice in one object")
    return data


def _refuse_constant(name: str) -> None:
    raise InputError(f"not JSON: {name} is no JSON value")


def _parse_id(value: object) -> str | None:
    """A string or whole number; null where the line has none, and the document is then named by its bytes."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(f"`id` is {_kind(value)}, not a string")
    words = str(value)
    if not words.strip():
        raise InputError("`id` is empty")
    if fault := find_fault_in_field("id", words, longest=MAX_ID_CHARACTERS):
        raise InputError(fault)
    return words


def _parse_field(data: dict[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"`{name}` is {_kind(value)}, not a string")
    if fault := find_fault_in_field(name, value):
        raise InputError(fault)
    return value.strip() or None


def _parse_day(value: object) -> date | None:
    """An ISO date, or the date part of an ISO instant."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"`published` is {_kind(value)}, not a date", remedy="write it as YYYY-MM-DD")
    try:
        day = date.fromisoformat(value[:10])
        if len(value) > 10 and value[10] not in "T ":
            raise ValueError
    except ValueError as problem:
        raise InputError(f"`published` is {_shown(value)}, no date", remedy="write it as YYYY-MM-DD") from problem
    return day


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a string", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")


def _shown(words: str) -> str:
    cut = words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
    return ascii(cut) if not cut.isprintable() else f"`{cut}`"
