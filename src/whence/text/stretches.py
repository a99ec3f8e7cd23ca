"""A stretch of a text, the piece that sections are made of while they are told apart. Nothing comes in or goes out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.records import SectionKind
from whence.text.sentences import trim


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open stretch of the text, its kind and the number of its paragraph."""

    start: int
    end: int
    kind: SectionKind
    paragraph: int


def trimmed(text: str, pieces: list[Stretch]) -> list[Stretch]:
    spans = ((piece, *trim(text, piece.start, piece.end)) for piece in pieces)
    return [replace(piece, start=a, end=b) for piece, a, b in spans if a < b]
