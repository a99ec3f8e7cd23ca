"""The one file that states the order of the stages. In come documents, out go readings; in come the claims of a
record, out goes its state: incidents, totals and estimates.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from whence.errors import VocabularyError
from whence.estimates import Policy, estimate_incident
from whence.records import Claim, Document, DocumentFacts, Estimate, Incident, Judgement, Linking, Rejected, Text
from whence.review import apply_judgements
from whence.vocabulary import Vocabulary, guess_pack, load_vocabulary

if TYPE_CHECKING:
    from whence.incidents import Part

BATCH_DOCUMENTS = 8  # small enough that the first line comes soon, large enough that passing them costs little


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one document gave. Made by `read_claims`, read by the workbench; only `pack` may be null.

    `aside` is what was seen and not taken, with reasons; `pack_reason` says why this pack, or none, was used.
    """

    document: Document
    text: Text
    claims: tuple[Claim, ...]
    aside: tuple[Rejected, ...]
    pack: str | None
    pack_reason: str


@dataclass(frozen=True, slots=True)
class State:
    """What a record holds once people's judgements are applied and its claims linked.

    `claims` are as judged, rejected ones among them; `reviewed` says which claims a person has judged, and how;
    `judgements` are those that stand.
    """

    claims: Mapping[str, Claim]
    facts: Mapping[str, DocumentFacts]
    linking: Linking
    reviewed: Mapping[str, str]
    judgements: tuple[Judgement, ...]


def read_claims(document: Document, vocabulary: Vocabulary, *, pack_reason: str = "asked for") -> Reading:
    """One document, read: text taken apart, claims found. Pure."""
    from whence.claims import find_claims  # who only asks a record should not wait for the reading stages
    from whence.text import read_text

    text = read_text(document, vocabulary)
    finding = find_claims(text, vocabulary)
    pack = vocabulary.pack.name if vocabulary.pack else None
    return Reading(document, text, finding.claims, finding.aside, pack, pack_reason)


def read_many(
    items: Iterable[Document | Rejected], pack: str | None = None, jobs: int = 1, places: Path | None = None
) -> Iterator[Reading | Rejected]:
    """Read documents in their order, with up to `jobs` processes and never more than a few batches in memory.

    `pack` null: guessed for each document; `places`: the file of a user's own, null for none. What intake rejected
    passes through; a document that no stage can read comes out as `Rejected`, and the rest goes on. Raises
    VocabularyError for an unknown pack.
    """
    load_vocabulary(pack, places)  # an unknown pack is said before anything is read
    if jobs <= 1:
        for item in items:
            yield _read_item(item, pack, places)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    stream = iter(items)
    waiting: deque[tuple[list[Document | Rejected], Future[list[Reading | Rejected]]]] = deque()
    pool = ProcessPoolExecutor(max_workers=jobs)
    try:
        while True:
            while len(waiting) < jobs * 3 and (batch := list(islice(stream, BATCH_DOCUMENTS))):
                sent = [_without_content(item) for item in batch]
                waiting.append((batch, pool.submit(_read_batch, sent, pack, places)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            for item, reading in zip(batch, future.result(), strict=True):
                yield replace(reading, document=item) if isinstance(reading, Reading) else reading  # type: ignore[arg-type]
    finally:
        pool.shutdown(cancel_futures=True)  # who stops reading half-way should not wait for the rest


def facts_of(reading: Reading) -> DocumentFacts:
    """What later stages may know of a document without its text."""
    text, document = reading.text, reading.document
    published = text.published.day if text.published else None
    return DocumentFacts(document.id, published, document.source or text.source, text.agency, text.title, text.sketch)


def link_state(
    claims: Iterable[Claim],
    facts: Mapping[str, DocumentFacts],
    judgements: Sequence[Judgement] = (),
    known: Sequence[Incident] = (),
    part: Part | None = None,
) -> State:
    """Apply what people judged, then link, all or a part. `known` are earlier incidents, whose codes are kept. Pure."""
    from whence.incidents import link_claims

    judged = apply_judgements(claims, judgements)
    linking = link_claims(tuple(judged.claims.values()), facts, judged.standing, known, part)
    return State(judged.claims, facts, linking, judged.reviewed, judged.standing)


def estimate_all(state: State, policy: Policy) -> tuple[Estimate, ...]:
    """The estimates of every incident of a state under one policy. Pure."""
    return tuple(
        estimate
        for incident in state.linking.incidents
        for estimate in estimate_incident(incident, state.claims, state.facts, policy, state.reviewed)
    )


def _read_item(item: Document | Rejected, pack: str | None, places: Path | None) -> Reading | Rejected:
    if isinstance(item, Rejected):
        return item
    try:
        name, reason = (pack, "asked for") if pack else guess_pack(item.text)
        return read_claims(item, load_vocabulary(name, places), pack_reason=reason)
    except (ImportError, SyntaxError, VocabularyError):
        raise  # the program or its tables are at fault, not the document
    except Exception as problem:  # noqa: BLE001 - the batch door: one bad document must not lose the others
        return Rejected("reading", item.id, f"could not be read ({type(problem).__name__}: {problem})")


def _read_batch(items: list[Document | Rejected], pack: str | None, places: Path | None) -> list[Reading | Rejected]:
    """In a worker: read, and send back no text that the sender has."""
    readings = (_read_item(item, pack, places) for item in items)
    return [replace(r, document=_without_text(r.document)) if isinstance(r, Reading) else r for r in readings]


def _without_content(item: Document | Rejected) -> Document | Rejected:
    """Reading needs no original bytes, so none are sent to the worker."""
    return replace(item, content=b"") if isinstance(item, Document) else item


def _without_text(document: Document) -> Document:
    return replace(document, text="", apart=None)
