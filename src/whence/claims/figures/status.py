"""Who shares a status with those told just before. In come the counts of a sentence, out come they with status filled.

"Twelve civilians were killed and dozens injured" leaves out whom it injured, which are civilians too; "two children and
ten other civilians" makes civilians of the children. "Ten others", with people of its own, settles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.claims.figures.reading import Told
from whence.records import Count, Status

# nothing but a number and its hedge: no people of its own
_LEFT_OUT = re.compile(
    r"^(?:(?:at|least|most|more|than|over|about|around|some|up|to|nearly|almost|another|a|further|dozens?|scores|hundreds|"
    r"thousands|many|several|\d[\d,]*|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|hundred|thousand)\s+)*(?:more|dozens|scores|hundreds|thousands|many|several|\d[\d,]*|[a-z]+teen|"
    r"[a-z]+ty(?:-[a-z]+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$",
    re.IGNORECASE,
)
# what may stand between two such counts: "… were killed and at least 50 wounded"
_AND = re.compile(
    r"^[\s,]*(?:(?:were|was|have|has|had|been)\s+|\w+ly\s+){0,3}(?:and|while)\b[^.;:]{0,30}$", re.IGNORECASE
)
_OTHER_CIVILIANS = re.compile(r"\bother\s+civilians\b", re.IGNORECASE)


def with_shared_status(sentence: str, told: Sequence[Told]) -> list[Told]:
    """The counts with the status that they share with a count before or after them; others are left as they are."""
    ordered = sorted(told, key=lambda t: (t.start, t.end))
    made: list[Told] = []
    for one in ordered:
        before = made[-1] if made else None
        status = _status_of(before) if before is not None else None
        if before is not None and status is not None and _goes_on(sentence, before, one):
            one = replace(one, counts=(_as(one.counts[0], status), *one.counts[1:]))
        made.append(one)
    last = next((i for i in range(len(made) - 1, 0, -1) if _speaks_of_others(made[i])), 0)
    for i in range(last):
        made[i] = replace(made[i], counts=tuple(_as(c, "civilian") for c in made[i].counts))
    return made


def _status_of(told: Told) -> Status | None:
    """The status of all that a word of harm takes; null where they differ or nothing is settled."""
    statuses = {c.status for c in told.counts}
    return statuses.pop() if len(statuses) == 1 else None


def _goes_on(sentence: str, before: Told, told: Told) -> bool:
    """Whether a count that names no people stands joined to the one before it."""
    if not told.counts or told.counts[0].status is not None or told.none or told.effect == before.effect:
        return False
    return bool(_LEFT_OUT.match(told.counts[0].words)) and bool(_AND.match(sentence[before.end : told.start]))


def _speaks_of_others(told: Told) -> bool:
    return any(_OTHER_CIVILIANS.search(c.words) for c in told.counts)


def _as(count: Count, status: Status) -> Count:
    """A count and its parts with this status where none is settled."""
    if count.status is not None:
        return count
    return replace(count, status=status, includes=tuple(_as(part, status) for part in count.includes))
