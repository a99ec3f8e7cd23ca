"""How a record stands, now or as of a past day. In comes its ledger, out come judged claims, incidents, estimates and
checked totals, kept until the journal moves on.

What is derived is written to the ledger by `relink`; a past day and other policies are worked out anew from evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from whence.errors import RecordError
from whence.estimates import Policy, load_policies, load_policy
from whence.forms import tally_row_from_json, tally_row_to_json
from whence.ledger import Ledger
from whence.pipeline import State, estimate_all, link_state
from whence.records import Estimate, Incident, Linking, TallyRow, Total, TotalCheck
from whence.review import apply_judgements, find_reviewed
from whence.tallies import check_totals, tally

_Made = TypeVar("_Made")

LARGE_INCIDENTS = 1_000  # with fewer, a tally is made faster than it is read
TALLY_FORM = 1  # goes up whenever rules or form of a tally change, so that no old answer is given
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


class Standing:
    """The state of one record. Made by the workbench, which asks it for everything derived."""

    def __init__(self, ledger: Ledger, policy: str) -> None:
        self._ledger = ledger
        self._policy = policy
        self._seq: int | None = None
        self._made: dict[tuple[object, ...], object] = {}

    def policy(self, named: str | None) -> Policy:
        """The policy of that name or file; null: the record's own. Raises UsageError that lists them."""
        return load_policy(named or self._policy)

    def state(self, as_of: date | None = None) -> State:
        """Judged claims and their incidents. Derives the present anew where another program moved the record on."""
        return self._once(("state", as_of), lambda: self._present() if as_of is None else self._past(as_of))

    def estimates(self, policy: str | None = None, as_of: date | None = None) -> tuple[Estimate, ...]:
        """The estimates of all incidents under a policy, by incident."""
        chosen = self.policy(policy)
        return self._once(("estimates", chosen, as_of), lambda: self._estimate(chosen, as_of))

    def checks(self, policy: str | None = None, as_of: date | None = None) -> tuple[TotalCheck, ...]:
        """Published totals beside the incidents on record."""

        def make() -> tuple[TotalCheck, ...]:
            return tuple(check_totals(self.totals(as_of), self.estimates(policy, as_of), self.incidents(as_of)))

        return self._once(("checks", policy, as_of), make)

    def tally(self, asked: Question) -> tuple[TallyRow, ...]:
        """The rows of a tally. Those of a large record are kept with it until it changes."""
        question = self._name_of(asked)
        kept = self._ledger.answer(question) if question else None
        if kept is not None:
            found = json.loads(kept)
            return tuple(tally_row_from_json(row, found["by"]) for row in found["rows"])
        incidents = self.incidents(asked.as_of)
        rows = tally(
            self.estimates(asked.policy, asked.as_of),
            incidents,
            by=asked.by,
            totals=self.totals(asked.as_of),
            reviewed=self.reviewed(asked.as_of),
            as_of=asked.as_of.isoformat() if asked.as_of else None,
            where=asked.where,
            since=asked.since,
            until=asked.until,
        )
        if question and rows and len(incidents) >= LARGE_INCIDENTS:
            self._keep(question, rows)
        return rows

    def incidents(self, as_of: date | None = None) -> dict[str, Incident]:
        """Incidents by code."""

        def make() -> dict[str, Incident]:
            found = self._ledger.incidents() if as_of is None else self.state(as_of).linking.incidents
            return {incident.code: incident for incident in found}

        return self._once(("incidents", as_of), make)

    def totals(self, as_of: date | None = None) -> tuple[Total, ...]:
        """Published running totals, not yet checked."""
        ledger = self._ledger
        return self._once(
            ("totals", as_of), lambda: ledger.totals() if as_of is None else self.state(as_of).linking.totals
        )

    def reviewed(self, as_of: date | None = None) -> dict[str, str]:
        """How each judged claim was judged last."""
        return self._once(("reviewed", as_of), lambda: find_reviewed(self._ledger.judgements(as_of=as_of)))

    def estimates_by_incident(
        self, policy: str | None = None, as_of: date | None = None
    ) -> dict[str, tuple[Estimate, ...]]:
        """Estimates by their incident's code."""

        def make() -> dict[str, tuple[Estimate, ...]]:
            grouped: dict[str, list[Estimate]] = {}
            for estimate in self.estimates(policy, as_of):
                grouped.setdefault(estimate.incident, []).append(estimate)
            return {code: tuple(found) for code, found in grouped.items()}

        return self._once(("by incident", policy, as_of), make)

    def relink(self) -> None:
        """Bring incidents, totals and estimates up to date with the journal; codes once given are kept."""
        from whence.relinking import relink  # most questions need no linking

        relink(self._ledger, self.policy(None))
        self._made.clear()
        self._seq = self._ledger.head().seq
        if len(self.incidents()) >= LARGE_INCIDENTS:
            for by in USUAL_GROUPINGS:  # a large record answers the usual questions at once
                self.tally(Question(by))

    def _present(self) -> State:
        ledger = self._ledger
        judged = apply_judgements(ledger.claims(), ledger.judgements())
        linking = Linking(tuple(self.incidents().values()), self.totals(), ledger.links(), ledger.unlinked())
        return State(judged.claims, ledger.facts(), linking, judged.reviewed, judged.standing)

    def _name_of(self, asked: Question) -> str | None:
        """What the answer is kept under; null for what is not kept: a past day, and a policy of one's own."""
        name = asked.policy or self._policy
        if asked.as_of is not None or name not in load_policies():
            return None
        days = [day.isoformat() if day else None for day in (asked.since, asked.until)]
        return json.dumps([TALLY_FORM, self.policy(name).label, asked.by, asked.where, *days])

    def _keep(self, question: str, rows: tuple[TallyRow, ...]) -> None:
        data = {"by": [key for key, _ in rows[0].keys], "rows": [tally_row_to_json(row) for row in rows]}
        # Keeping is a convenience: who may only read the record still gets an answer.
        with suppress(RecordError):
            self._ledger.keep_answer(question, json.dumps(data, ensure_ascii=False), made_from=self._ledger.head().seq)

    def _catch_up(self) -> None:
        """Where another program moved the record on, or one was stopped before it linked, link now."""
        if self._ledger.derived_from() != self._ledger.head().seq and self._ledger.count_claims():
            self.relink()

    def _past(self, as_of: date) -> State:
        """Only evidence from then; incidents are linked anew and keep the codes they have today."""
        ledger = self._ledger
        return link_state(
            ledger.claims(as_of=as_of), ledger.facts(as_of=as_of), ledger.judgements(as_of=as_of), ledger.incidents()
        )

    def _estimate(self, policy: Policy, as_of: date | None) -> tuple[Estimate, ...]:
        own = as_of is None and policy == self.policy(None)
        return (self._ledger.estimates(policy.label) if own else ()) or estimate_all(self.state(as_of), policy)

    def _once(self, key: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        """Make it once for each state of the journal; what is derived is brought up to date first."""
        seq = self._ledger.head().seq
        if seq != self._seq:
            self._made.clear()
            self._seq = seq
            self._catch_up()
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]
