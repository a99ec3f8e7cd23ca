"""What figures are sliced by. In comes a figure and what is known of its document, out comes the slice's value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from whence.evaluate.figures import Figure, party_of

NOT_KNOWN = "not known"
_BANDS = ((1_000, "to 1,000"), (2_500, "to 2,500"), (5_000, "to 5,000"))


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document beside its claims: its language; its publisher, or else the agency whose copy it is;
    its length in characters.
    """

    language: str | None = None
    outlet: str | None = None
    characters: int | None = None


UNSAID = About()


def slice_of(name: str, figure: Figure, about: Mapping[str, About]) -> str:
    """The value of one of `SLICES`; `not known` where nobody said."""
    return _SLICES[name](figure, about.get(figure.claim.document, UNSAID))


def _length(characters: int | None) -> str:
    """Bands of length, in characters."""
    if characters is None:
        return NOT_KNOWN
    return next((words for most, words in _BANDS if characters <= most), "over 5,000")


_SLICES: dict[str, Callable[[Figure, About], str]] = {
    "effect": lambda figure, _: figure.count.effect,
    "hedge": lambda figure, _: figure.count.hedge,
    "scope": lambda figure, _: figure.claim.scope,
    "stance": lambda figure, _: figure.claim.stance,
    "party": lambda figure, _: party_of(figure.claim),
    "language": lambda _, about: about.language or NOT_KNOWN,
    "outlet": lambda _, about: about.outlet or NOT_KNOWN,
    "length": lambda _, about: _length(about.characters),
    "document": lambda figure, _: figure.claim.document,
}
SLICES = tuple(_SLICES)
