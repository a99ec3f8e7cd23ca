"""The finder a user chose, over documents already read by rules. In come readings, out come readings with its claims.

Documents are asked about one at a time, each on its own: what a model says of one can change nothing of another. Where
it gives no usable answer, the document is set aside whole, and can be read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from whence.agreement import Found, match_findings
from whence.errors import NoAnswerError, UsageError
from whence.pipeline import Reading
from whence.records import Claim, Rejected
from whence.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from whence.llm import Model

Finder = Literal["rules", "llm", "both"]
FINDERS: tuple[Finder, ...] = get_args(Finder)
STAGE = "llm"
MOST_FAILURES = 5  # in a row; then the server is left alone and the rest is set aside unasked
_UNREAD = "has no reading rules: nothing was read"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A reading with the chosen finder's claims, and, for `both`, how the two finders agree (else empty)."""

    reading: Reading
    found: tuple[Found, ...] = ()


def parse_finder(words: str) -> Finder:
    """The finder of that name. Raises UsageError that lists them."""
    for finder in FINDERS:
        if words == finder:
            return finder
    raise UsageError(f"unknown finder {words!r}", remedy=f"one of {', '.join(FINDERS)}")


def propose_each(
    readings: Iterable[Reading | Rejected],
    finder: Finder,
    model: Model | None,
    pack: str | None = None,
    places: Path | None = None,
) -> Iterator[Proposed | Rejected]:
    """Each reading with the claims of the chosen finder; what could not be read or answered comes out as Rejected.

    Raises UsageError where a model is needed and none given, ModelError where no question would be answered.
    """
    if finder == "rules":
        yield from (Proposed(r) if isinstance(r, Reading) else r for r in readings)
        return
    if model is None:
        raise UsageError(f"the finder {finder!r} asks a language model, and none is open", remedy="give one as model")
    failures = 0
    for reading in readings:
        if isinstance(reading, Rejected):
            yield reading
            continue
        if failures == MOST_FAILURES:
            yield Rejected(STAGE, reading.document.id, f"not asked about: {failures} answers in a row had failed")
            continue
        outcome = _propose(reading, finder, model, load_vocabulary(pack or reading.pack, places))
        failures = failures + 1 if isinstance(outcome, Rejected) else 0
        yield outcome


def _propose(reading: Reading, finder: Finder, model: Model, vocabulary: Vocabulary) -> Proposed | Rejected:
    """One document, asked about."""
    from whence.claims.proposed import ProposalsError, find_proposed, make_question, model_label

    text = reading.text
    if len(text.text) > model.endpoint.max_chars:
        most = f"{len(text.text):,} characters, and llm.max_chars is {model.endpoint.max_chars:,}"
        return Rejected(STAGE, text.document, f"too long to ask a model about: {most}")
    question = make_question(text, vocabulary)
    try:
        answer = model.ask(question)
        finding = find_proposed(text, vocabulary, answer.content, model_label(model.endpoint.model))
    except (NoAnswerError, ProposalsError) as problem:
        return Rejected(STAGE, text.document, f"{problem}; nothing was taken, read it again to ask again")
    model.keep(question, answer)
    return _chosen(reading, finder, finding.claims, finding.aside)


def _chosen(reading: Reading, finder: Finder, proposed: tuple[Claim, ...], aside: tuple[Rejected, ...]) -> Proposed:
    """The reading with the claims of the model alone, or of both finders, each finding once."""
    notes = tuple(note for note in reading.text.notes if not note.endswith(_UNREAD))
    if len(notes) < len(reading.text.notes):
        notes += (f"language '{reading.text.language}' has no reading rules: it was read by the model alone",)
    reading = replace(reading, text=replace(reading.text, notes=notes))
    if finder == "llm":
        return Proposed(replace(reading, claims=proposed, aside=aside))
    kept = tuple(item for item in reading.aside if not item.reason.endswith(_UNREAD))
    found = match_findings(reading.claims, proposed)
    return Proposed(replace(reading, claims=tuple(one.claim for one in found), aside=(*kept, *aside)), found)
