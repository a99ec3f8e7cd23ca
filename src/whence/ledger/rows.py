"""Records as table rows and back. In come frozen records, out go rows for the tables of evidence, and the reverse.

Rows are what is hashed into the journal, so writing a record and reading its row must give the same words each time.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Row

from whence.errors import RecordError
from whence.forms import claim_from_json, claim_to_json
from whence.ledger.journal import canonical_json, digest
from whence.records import Claim, Count, Document, DocumentFacts, Judgement, Published, Rejected, Text

TableRow = dict[str, Any]
_COMPRESSION_LEVEL = 6
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document with its reading and claims, as `Ledger.add_documents` takes it. Made by the workbench.

    `aside` is what the finder saw and did not take; `pack` and `pack_reason` say which conflict pack was used, null
    where none was.
    """

    document: Document
    text: Text
    claims: tuple[Claim, ...]
    aside: tuple[Rejected, ...] = ()
    pack: str | None = None
    pack_reason: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document on record without its text: what lists show. Made by `Ledger.documents`.

    `published` is the document's own date, else the one its text gave. Never null: id, seq, added_at, sha256,
    media_type, origin, claims (how many), notes.
    """

    id: str
    seq: int
    added_at: str
    sha256: str
    media_type: str
    origin: str
    published: Published | None
    source: str | None
    title: str | None
    url: str | None
    language: str | None
    agency: str | None
    claims: int
    notes: tuple[str, ...]
    pack: str | None
    pack_reason: str | None


# ---------------------------------------------------------------- to rows


def document_row(document: Document, *, seq: int, at: str) -> TableRow:
    in_utf8 = document.content == document.text.encode()
    return {
        "id": document.id,
        "seq": seq,
        "added_at": at,
        "sha256": document.sha256,
        "text_sha256": digest(document.text),
        "content": None if in_utf8 else zlib.compress(document.content, _COMPRESSION_LEVEL),
        "text": document.text,
        "media_type": document.media_type,
        "origin": document.origin,
        **_published_row(document.published),
        "source": document.source,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "apart": document.apart,
    }


def reading_row(entry: Entry, *, seq: int) -> TableRow:
    text = entry.text
    return {
        "document": entry.document.id,
        "seq": seq,
        **_published_row(text.published),
        "source": text.source,
        "title": text.title,
        "language": text.language,
        "agency": text.agency,
        "sketch": pack_sketch(text.sketch),
        "notes": canonical_json(list(text.notes)),
        "aside": canonical_json([[r.stage, r.item, r.reason] for r in entry.aside]),
        "pack": entry.pack,
        "pack_reason": entry.pack_reason,
    }


def claim_row(claim: Claim, *, seq: int, position: int) -> TableRow:
    data = canonical_json(without_empty(claim_to_json(claim)))
    return {"seq": seq, "position": position, **claim_columns(claim), "data": data}


def claim_columns(claim: Claim) -> TableRow:
    """What a claim's row repeats of its data, to find it by."""
    when, party = claim.when, claim.alleged_perpetrator
    return {
        "document": claim.document,
        "id": claim.id,
        "scope": claim.scope,
        "effects": _effects_of(claim),
        "party": party.party if party else None,
        "country": claim.where.country,
        "date_start": when.date_start.isoformat() if when.date_start else None,
        "date_end": when.date_end.isoformat() if when.date_end else None,
    }


def judgement_row(judgement: Judgement) -> TableRow:
    return {
        "number": judgement.number,
        "kind": judgement.kind,
        "about": canonical_json(list(judgement.about)),
        "change": canonical_json([list(pair) for pair in judgement.change]),
        "who": judgement.who,
        "at": judgement.at,
        "why": judgement.why,
        "undoes": judgement.undoes,
    }


def without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """A form without its null, false and empty keys; reading it back gives the same record."""
    kept = {}
    for key, value in data.items():
        if isinstance(value, dict):
            value = without_empty(value)
        elif isinstance(value, list):
            value = [without_empty(item) if isinstance(item, dict) else item for item in value]
        if value is None or value is False or value == [] or value == {}:
            continue
        kept[key] = value
    return kept


def pack_sketch(sketch: Iterable[int]) -> bytes:
    """A sketch as unsigned 64-bit integers, low byte first."""
    packed = array("Q", sketch)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


# ---------------------------------------------------------------- digests for the journal


def digest_of_facts(document: Mapping[str, Any], reading: Mapping[str, Any]) -> str:
    """SHA-256 of all that is kept of a document besides its bytes, text and claims: dates, source, notes, sketch."""
    left_out = {"seq", "added_at", "content", "text", "sha256", "text_sha256"}
    facts = {name: value for name, value in document.items() if name not in left_out}
    read = {name: value for name, value in reading.items() if name not in ("seq", "sketch")}
    return digest(canonical_json([facts, read, bytes(reading["sketch"]).hex()]))


def digest_of_claims(data: Iterable[str]) -> str:
    """SHA-256 of a document's claims in their order, as they are kept."""
    return digest("\n".join(data))


# ---------------------------------------------------------------- from rows


def document_from(row: Row[Any]) -> Document:
    return Document(
        id=row.id,
        text=row.text,
        content=content_of(row.content, row.text),
        sha256=row.sha256,
        media_type=row.media_type,
        origin=row.origin,
        published=published_from(row),
        source=row.source,
        title=row.title,
        url=row.url,
        language=row.language,
        apart=row.apart,
    )


def content_of(packed: bytes | None, text: str) -> bytes:
    """The original bytes. Raises RecordError where they no longer unpack."""
    if packed is None:
        return text.encode()
    try:
        return zlib.decompress(packed)
    except zlib.error as problem:
        raise RecordError(f"the original bytes are damaged: {problem}", remedy="run `whence verify`") from problem


def facts_from(row: Row[Any]) -> DocumentFacts:
    """From a row with the reading's columns and the document's source as `stated_source`."""
    return DocumentFacts(
        document=row.document,
        published=date.fromisoformat(row.published) if row.published else None,
        source=row.stated_source or row.source,
        agency=row.agency,
        title=row.title,
        sketch=_unpack_sketch(row.sketch),
    )


def claim_from(data: str) -> Claim:
    return claim_from_json(json.loads(data))


class SlimClaims:
    """Claims for linking and counting alone: without quotes and reading notes, and with equal parts kept once, so that
    those of a large record fit into memory."""

    def __init__(self) -> None:
        self._parts: dict[object, object] = {}

    def read(self, data: str) -> Claim:
        claim = claim_from_json(json.loads(data) | {"quote": "", "reading": ()})
        return replace(
            claim,
            document=self._once(claim.document),
            act=self._once(claim.act),
            counts=tuple(self._once(count) for count in claim.counts),
            where=self._once(claim.where),
            when=self._once(claim.when),
            alleged_perpetrator=self._once(claim.alleged_perpetrator),
            target=self._once(claim.target),
            speaker=self._once(claim.speaker),
            finder=self._once(claim.finder),
        )

    def _once(self, part: _Part) -> _Part:
        return self._parts.setdefault(part, part)  # type: ignore[return-value]


def judgement_from(row: Row[Any]) -> Judgement:
    return Judgement(
        number=row.number,
        kind=row.kind,
        about=tuple(json.loads(row.about)),
        change=tuple((slot, value) for slot, value in json.loads(row.change)),
        who=row.who,
        at=row.at,
        why=row.why,
        undoes=row.undoes,
    )


def published_from(row: Row[Any]) -> Published | None:
    if row.published is None:
        return None
    return Published(date.fromisoformat(row.published), row.published_how, row.published_words)


def _published_row(published: Published | None) -> TableRow:
    return {
        "published": published.day.isoformat() if published else None,
        "published_how": published.how if published else None,
        "published_words": published.words if published else None,
    }


def _unpack_sketch(packed: bytes) -> tuple[int, ...]:
    sketch = array("Q", bytes(packed))
    if sys.byteorder == "big":
        sketch.byteswap()
    return tuple(sketch)


def _effects_of(claim: Claim) -> str:
    """Every effect a claim speaks of, each between blanks, for LIKE: " injured killed "."""
    found: set[str] = set(claim.none_reported)

    def collect(counts: Iterable[Count]) -> None:
        for count in counts:
            found.add(count.effect)
            collect(count.includes)

    collect(claim.counts)
    return f" {' '.join(sorted(found))} " if found else ""
