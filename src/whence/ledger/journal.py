"""The journal's chain. In come what happened and the entry before, out comes the next entry with its hash.

A hash is SHA-256 over the canonical JSON (sorted keys, no blanks, UTF-8) of all other fields, the hash of the entry
before among them; so no entry can be changed, moved or taken out without every later hash telling.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from whence.errors import UsageError
from whence.records import JournalEntry

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
NO_HASH = "0" * 64
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:Z|\+00:00)")


@dataclass(frozen=True, slots=True)
class Head:
    """The journal's last entry, `seq` 0 and a hash of zeros where it is empty. Kept apart by a careful user, it
    lets `verify` tell a journal that was cut short or written anew."""

    seq: int
    hash: str


EMPTY = Head(0, NO_HASH)


def canonical_json(data: object) -> str:
    """The one way to write `data` as JSON: sorted keys, no blanks, characters as they are."""
    return _CANONICAL.encode(data)


def digest(words: str) -> str:
    """SHA-256 of a string's UTF-8, in hex."""
    return hashlib.sha256(words.encode()).hexdigest()


def hash_of(entry: JournalEntry) -> str:
    """What `entry.hash` must be."""
    fields = {
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "about": entry.about,
        "payload": entry.payload,
        "prev_hash": entry.prev_hash,
    }
    return digest(canonical_json(fields))


def next_entry(head: Head, *, at: str, actor: str, action: str, about: str, payload: Mapping[str, Any]) -> JournalEntry:
    """The entry after `head`. `at` must be as `parse_instant` gives it."""
    words = canonical_json(payload)
    open_entry = JournalEntry(head.seq + 1, at, actor, action, about, words, head.hash, "")
    return JournalEntry(head.seq + 1, at, actor, action, about, words, head.hash, hash_of(open_entry))


def parse_instant(at: str | datetime) -> str:
    """A UTC instant as the record writes it, to the second: "2016-12-10T08:30:00Z".

    Raises UsageError for anything else, local time and a missing zone among them.
    """
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise UsageError(f"{at.isoformat()} has no time zone", remedy="give the instant in UTC")
        at = at.astimezone(UTC).isoformat()
    found = _INSTANT.fullmatch(at)
    try:
        if found is None:
            raise ValueError
        datetime.fromisoformat(found[1])
    except ValueError as problem:
        raise UsageError(f"{at!r} is no UTC instant", remedy="write it as 2016-12-10T08:30:00Z") from problem
    return f"{found[1]}Z"


def parse_until(as_of: str | date | datetime) -> str:
    """The last second of a day, or an instant itself, to compare `JournalEntry.at` with. Raises UsageError."""
    if isinstance(as_of, datetime):
        return parse_instant(as_of)
    if isinstance(as_of, str):
        try:
            day = date.fromisoformat(as_of)
        except ValueError:
            return parse_instant(as_of)
    else:
        day = as_of
    return f"{day.isoformat()}T23:59:59Z"
