"""What kind of war to simulate. In come dials, out comes a frozen `Scenario`, or one line on which dial is wrong."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from datetime import date

from whence.errors import UsageError

_SHARES = ("noise", "bias", "copying", "uncredited", "roundups", "totals", "corrections", "denials", "duplicates")


@dataclass(frozen=True, slots=True)
class Scenario:
    """The dials of a simulated war; nothing is null. Shares run from 0 to 1.

    `noise`: how often and how far reports miss figures, place, day, weapon and doer, and how loosely they word them;
    0 is none, 0.5 moderate. `bias`: how far partisan sources lean. `copying`: how many reports repeat another's
    instead of being gathered; `uncredited` is the share of those that name nobody and use words of their own.
    `roundups`: reports put together with another of their publisher and day. `totals`, `corrections`, `denials`,
    `duplicates`: how often a running total, a later figure, a denial, or the same document again is published.
    """

    seed: int = 1
    incidents: int = 300
    days: int = 180
    towns: int = 80
    sources: int = 12
    noise: float = 0.5
    bias: float = 0.5
    copying: float = 0.5
    uncredited: float = 0.1
    roundups: float = 0.15
    totals: float = 0.1
    corrections: float = 0.25
    denials: float = 0.2
    duplicates: float = 0.03
    first_day: date = date(2031, 1, 1)

    def __post_init__(self) -> None:
        for name in _SHARES:
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise UsageError(f"{name} is {value}", remedy="it is a share from 0 to 1")
        for name, least in (("incidents", 1), ("days", 1), ("towns", 1), ("sources", 1)):
            if getattr(self, name) < least:
                raise UsageError(f"{name} is {getattr(self, name)}", remedy=f"it is at least {least}")

    def dice(self, purpose: str) -> random.Random:
        """Dice of their own for each purpose, so that turning one dial leaves the rest of the world alone."""
        return random.Random(f"{self.seed}/{purpose}")


DIALS: tuple[str, ...] = tuple(field.name for field in fields(Scenario) if field.name not in ("first_day", "seed"))
"""The names of all dials that a person can turn."""
