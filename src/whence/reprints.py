"""Which documents reprint which. In come documents' sketches and dates, out comes the original of each.

Both the telling of independent origins and the choice of an origin's latest word rest on it, so that a copy
neither corroborates nor corrects anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.records import DocumentFacts

_REPRINT = 0.5  # share of words in common (Jaccard, estimated from sketches) from which one text reprints another


def find_originals(documents: Sequence[str], facts: Mapping[str, DocumentFacts]) -> dict[str, str]:
    """For each document the one it reprints, itself if none: the earliest published, then the smallest id."""

    def order(document: str) -> tuple[bool, int, str]:
        known = facts.get(document)
        published = known.published.toordinal() if known and known.published else 0
        return (published == 0, published, document)

    originals: dict[str, str] = {}
    holders: dict[int, list[str]] = {}
    exact: dict[tuple[int, ...], str] = {}
    for document in sorted(set(documents), key=order):
        known = facts.get(document)
        sketch = known.sketch if known else ()
        original = exact.get(sketch) or _find_reprinted(sketch, holders, facts) if sketch else None
        originals[document] = original or document
        if original is None and sketch:
            exact[sketch] = document
            for value in sketch:
                holders.setdefault(value, []).append(document)
    return originals


def _find_reprinted(
    sketch: tuple[int, ...], holders: Mapping[int, list[str]], facts: Mapping[str, DocumentFacts]
) -> str | None:
    shared: dict[str, int] = {}
    for value in sketch:
        for document in holders.get(value, ()):
            shared[document] = shared.get(document, 0) + 1
    likely = [d for d, n in shared.items() if n * 4 >= min(len(sketch), len(facts[d].sketch))]
    alike = sorted((-overlap_of_sketches(sketch, facts[d].sketch), d) for d in likely)
    return alike[0][1] if alike and -alike[0][0] >= _REPRINT else None


def overlap_of_sketches(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Jaccard similarity of two texts, estimated from bottom-k sketches of the same k; 0 where one is empty."""
    if not a or not b:
        return 0.0
    one, other = set(a), set(b)
    k = min(max(len(one), len(other)), len(one | other))
    union = set(sorted(one | other)[:k])
    return len(union & one & other) / len(union)
