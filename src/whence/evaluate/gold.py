"""Gold and predictions from files. In come JSON Lines, out come claims, and which documents a person has read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whence.errors import InputError
from whence.forms import claim_from_json
from whence.records import Claim


@dataclass(frozen=True, slots=True)
class Gold:
    """Claims known to be right, and all `documents` that a person has read for them, without claims or with."""

    claims: tuple[Claim, ...]
    documents: frozenset[str]


def read_gold(path: Path) -> Gold:
    """Gold from JSON Lines in the claim form. A line `{"document": "…", "claims": []}` says that the document was read
    and holds none. Raises InputError that names the line, or says that there is none.
    """
    claims, documents = [], set()
    for number, data in _read_lines(path):
        if "quote" not in data and data.get("claims") == [] and isinstance(data.get("document"), str):
            documents.add(data["document"])
            continue
        claims.append(_claim(data, path, number))
        documents.add(claims[-1].document)
    if not documents:
        raise InputError(f"{path}: no gold claims in it", remedy="one claim a line, as `whence claims --json` prints")
    return Gold(tuple(claims), frozenset(documents))


def read_claims(path: Path) -> tuple[Claim, ...]:
    """A finder's claims from JSON Lines. Raises InputError that names the line."""
    return tuple(_claim(data, path, number) for number, data in _read_lines(path))


def find_misplaced(claims: Iterable[Claim], texts: Mapping[str, str]) -> tuple[Claim, ...]:
    """Claims whose quote is not what stands at its place in the document, of the documents whose text is known."""
    return tuple(c for c in claims if c.document in texts and texts[c.document][c.start : c.end] != c.quote)


def _read_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _parse_line(line, path, number)
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"cannot read {path}: {problem}", remedy="a file of JSON Lines, one claim a line") from None


def _parse_line(line: str, path: Path, number: int) -> Mapping[str, Any]:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as problem:
        raise InputError(f"{path} line {number}: not JSON ({problem.msg})") from None
    if not isinstance(data, dict):
        raise InputError(f"{path} line {number}: not a claim", remedy="one JSON object a line")
    return data


def _claim(data: Mapping[str, Any], path: Path, number: int) -> Claim:
    try:
        return claim_from_json(data)
    except InputError as problem:
        raise InputError(f"{path} line {number}: {problem}") from None
