"""One incident's people, shared out among the rows of a tally. In come its estimates, out come cells that add up.

Without a grouping by status, age or sex an incident is one cell, its whole. With one, its parts are cells and what
the whole has beyond them is the unknown's; where parts contradict their whole they all go to the unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.records import EVERYBODY, Estimate, Victims


@dataclass(frozen=True, slots=True)
class Cell:
    """People of one incident and effect in one group. `point` stands for best, or for what is known of it.

    All null: harm without a number. `estimates` are those it rests on.
    """

    victims: Victims
    low: int | None
    best: int | None
    high: int | None
    point: int | None
    estimates: tuple[Estimate, ...]

    @property
    def numbered(self) -> bool:
        return self.point is not None


def share_out(estimates: Sequence[Estimate], traits: Sequence[str]) -> list[Cell]:
    """The cells of one incident's estimates of one effect under one policy; the points sum to the whole's."""
    whole = next((e for e in estimates if e.victims == EVERYBODY), None)
    if whole is None:
        return []
    if not traits:
        return [_cell(whole, EVERYBODY)]
    left = _cell(whole, EVERYBODY)
    cells: list[Cell] = []
    parts = [e for e in estimates if e.victims != EVERYBODY and _only(e.victims, traits)]
    for part in sorted(parts, key=lambda e: (-_size(e.victims), str(e.victims))):
        cell = _less(_cell(part, part.victims), [c for c in cells if _holds(part.victims, c.victims)])
        if cell is None or not cell.point:
            continue
        rest = _less(left, [cell])
        if rest is None:  # the parts come to more than the whole: nobody can say who is who
            if _size(part.victims) == len(traits):
                return [_cell(whole, EVERYBODY)]
            continue
        cells.append(cell)
        left = rest
    if left.point or not cells:
        cells.append(left)
    return cells


def _cell(estimate: Estimate, victims: Victims) -> Cell:
    point = next((n for n in (estimate.best, estimate.low, estimate.high) if n is not None), None)
    return Cell(victims, estimate.low, estimate.best, estimate.high, point, (estimate,))


def _less(cell: Cell, others: Sequence[Cell]) -> Cell | None:
    """A cell without the people of others; null where they are more than it holds."""
    if not others:
        return cell
    taken = sum(other.point or 0 for other in others)
    if cell.point is None or taken > cell.point:
        return None

    def rest(mine: int | None, theirs: Sequence[int | None]) -> int | None:
        return None if mine is None else max(0, mine - sum(n or 0 for n in theirs))

    return Cell(
        victims=cell.victims,
        low=rest(cell.low, [o.low for o in others]),
        best=rest(cell.best, [o.point for o in others]),
        high=rest(cell.high, [o.high if o.high is not None else o.point for o in others]),
        point=cell.point - taken,
        estimates=cell.estimates,
    )


def _only(victims: Victims, traits: Sequence[str]) -> bool:
    others = {"status", "age", "sex"} - set(traits)
    return all(getattr(victims, trait) is None for trait in others)


def _size(victims: Victims) -> int:
    return sum(value is not None for value in (victims.status, victims.age, victims.sex))


def _holds(group: Victims, part: Victims) -> bool:
    pairs = ((group.status, part.status), (group.age, part.age), (group.sex, part.sex))
    return all(mine is None or mine == theirs for mine, theirs in pairs)
