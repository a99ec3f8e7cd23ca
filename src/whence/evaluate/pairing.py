"""Found figures set beside gold ones, one to one. In come both, out come pairs, and on either side what is left.

A pair is of one document and one effect and has the same number. Figures in the same words of the text go first, then
those told elsewhere in the document: the gold quotes a figure once, where it is told most fully.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.evaluate.agreement import SLOTS, agree, numbers_agree
from whence.evaluate.figures import Figure
from whence.records import Claim


@dataclass(frozen=True, slots=True)
class Pair:
    """A found figure and the gold figure it is."""

    found: Figure
    gold: Figure


@dataclass(frozen=True, slots=True)
class Pairing:
    """All pairs; gold figures `missed`; found ones that are `wrong`; and `again`, found ones that say a figure that is
    paired already once more in the same document, which is neither right nor wrong.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[Figure, ...]
    wrong: tuple[Figure, ...]
    again: tuple[Figure, ...]


def pair_figures(found: Sequence[Figure], gold: Sequence[Figure]) -> Pairing:
    """Pair by likeness: same words of the text first, then most slots, then overlap. No order of input matters but
    between figures that are alike in all of these.
    """
    pairs, used = [], set()
    for candidate in _candidates(found, gold):
        if id(candidate.found) not in used and id(candidate.gold) not in used:
            used |= {id(candidate.found), id(candidate.gold)}
            pairs.append(candidate)
    told: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for pair in pairs:
        told[_ground(pair.gold)].append(pair.gold)
    left = [figure for figure in found if id(figure) not in used]
    again = [f for f in left if any(numbers_agree(f.count, g.count) for g in told[_ground(f)])]
    said = {id(figure) for figure in again}
    return Pairing(
        pairs=tuple(pairs),
        missed=tuple(figure for figure in gold if id(figure) not in used),
        wrong=tuple(figure for figure in left if id(figure) not in said),
        again=tuple(again),
    )


def count_acts(found: Iterable[Claim], gold: Iterable[Claim]) -> Counter[str]:
    """By document, how many gold claims have a found claim of their own in the same words, with the same type of act,
    denied or not alike. People need not be counted in it.
    """
    by_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        by_document[claim.document].append(claim)
    right: Counter[str] = Counter()
    for claim in gold:
        near = by_document[claim.document]
        for n, other in enumerate(near):
            if _overlap(other, claim) > 0 and _same_act(other, claim):
                right[claim.document] += 1
                del near[n]
                break
    return right


def _candidates(found: Sequence[Figure], gold: Sequence[Figure]) -> list[Pair]:
    by_ground: defaultdict[tuple[str, str], list[tuple[int, Figure]]] = defaultdict(list)
    for m, figure in enumerate(found):
        by_ground[_ground(figure)].append((m, figure))
    ranked = []
    for n, one in enumerate(gold):
        for m, other in by_ground[_ground(one)]:
            if numbers_agree(other.count, one.count):
                slots = sum(agree(slot, other, one) for slot in SLOTS)
                overlap = _overlap(other.claim, one.claim)
                ranked.append(((overlap <= 0, -slots, -overlap, n, m), Pair(other, one)))
    return [pair for _, pair in sorted(ranked, key=lambda item: item[0])]


def _ground(figure: Figure) -> tuple[str, str]:
    return figure.claim.document, figure.count.effect


def _overlap(a: Claim, b: Claim) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _same_act(a: Claim, b: Claim) -> bool:
    return a.act.type == b.act.type and (a.stance == "denies") == (b.stance == "denies")
