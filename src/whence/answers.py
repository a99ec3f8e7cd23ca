"""Answers worth keeping: tallies and checked totals of a large record. In come questions and what was worked out, out
come the names and the words under which the ledger keeps them, and the records again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from whence.estimates import load_policies
from whence.forms import tally_row_from_json, tally_row_to_json, total_check_from_json, total_check_to_json
from whence.records import TallyRow, TotalCheck

FORM = 2  # goes up whenever rules or form of an answer change, so that no old one is given
USUAL_GROUPINGS: tuple[tuple[str, ...], ...] = ((), ("party",), ("month",), ("party", "month"))


@dataclass(frozen=True, slots=True)
class Question:
    """What a tally is asked; see `Workbench.tally`."""

    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    policy: str | None = None
    as_of: date | None = None


def name_tally(asked: Question, policy: str) -> str | None:
    """What a tally is kept under; null for what is not kept: a past day, and a policy of one's own.

    `policy` is the record's, which holds where the question names none.
    """
    label = _label(asked.policy or policy)
    if label is None or asked.as_of is not None:
        return None
    days = [day.isoformat() if day else None for day in (asked.since, asked.until)]
    return json.dumps([FORM, "tally", label, asked.by, asked.where, *days], ensure_ascii=False)


def name_checks(policy: str, as_of: date | None) -> str | None:
    """What the checked totals are kept under; null for what is not kept."""
    label = _label(policy)
    return None if label is None or as_of is not None else json.dumps([FORM, "totals", label])


def write_tally(rows: Sequence[TallyRow]) -> str:
    """A tally of at least one row as it is kept."""
    data = {"by": [key for key, _ in rows[0].keys], "rows": [tally_row_to_json(row) for row in rows]}
    return json.dumps(data, ensure_ascii=False)


def read_tally(kept: str) -> tuple[TallyRow, ...]:
    """The rows that `write_tally` wrote."""
    found = json.loads(kept)
    return tuple(tally_row_from_json(row, found["by"]) for row in found["rows"])


def write_checks(checks: Sequence[TotalCheck]) -> str:
    """Checked totals as they are kept."""
    return json.dumps([total_check_to_json(check) for check in checks], ensure_ascii=False)


def read_checks(kept: str) -> tuple[TotalCheck, ...]:
    """The totals that `write_checks` wrote."""
    return tuple(total_check_from_json(check) for check in json.loads(kept))


def _label(policy: str) -> str | None:
    shipped = load_policies().get(policy)
    return shipped.label if shipped else None
