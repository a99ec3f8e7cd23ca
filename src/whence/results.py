"""What the workbench gives back of what it did. Made by the workbench, read by the doors; frozen, like all records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from whence.records import Judgement, Rejected, TallyRow

if TYPE_CHECKING:
    from whence.check import FigureCheck
    from whence.ledger import Fault

Progress = Callable[[str, int, str], None]
"""Called with a stage ("reading", "linking"), how many it has seen or is about, and the item at hand."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did. `aside` is what could not be read, `notes` are (document, sentence) for a person to act on."""

    added: int
    unchanged: int
    claims: int
    aside: tuple[Rejected, ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement just made, and the rows of the tally by party and month that it changed, before and after."""

    judgement: Judgement
    changed: tuple[tuple[TallyRow | None, TallyRow | None], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """An article against the record: a verdict for each figure, what could not be read, and notes for a person."""

    figures: tuple[FigureCheck, ...]
    aside: tuple[Rejected, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` re-read, and what had moved. `head` is the journal's last number and hash: keep it elsewhere."""

    documents: int
    claims: int
    entries: int
    head: str
    faults: tuple[Fault, ...]
