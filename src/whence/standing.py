"""How a record stands, now or as of a past day. In comes its ledger, out come judged claims, incidents, estimates and
checked totals, kept until the journal moves on.

What is derived is written to the ledger by `relink`; a past day and other policies are worked out anew from evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import TypeVar

from whence.answers import (
    USUAL_GROUPINGS,
    Question,
    name_checks,
    name_tally,
    read_checks,
    read_tally,
    write_checks,
    write_tally,
)
from whence.errors import RecordError
from whence.estimates import Policy, load_policy
from whence.ledger import Ledger
from whence.pipeline import State, estimate_all, link_state
from whence.records import Estimate, Incident, Linking, TallyRow, Total, TotalCheck
from whence.relinking import Progress, relink
from whence.review import Judged, apply_judgements, find_reviewed
from whence.tallies import check_totals, tally

_Made = TypeVar("_Made")

LARGE_INCIDENTS = 100  # with fewer, an answer is made as fast as it is read


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

    def judged(self, as_of: date | None = None) -> Judged:
        """Claims as people judged them, for who needs no incidents."""

        def make() -> Judged:
            if as_of is not None:
                state = self.state(as_of)
                return Judged(state.claims, state.reviewed, state.judgements)
            return apply_judgements(self._ledger.claims(), self._ledger.judgements())

        return self._once(("judged", as_of), make)

    def each_incident(self) -> Iterator[Incident]:
        """The present incidents by code, one at a time, so that a list of all needs little memory."""
        self._once(("caught up",), lambda: None)
        return self._ledger.each_incident()

    def estimates(self, policy: str | None = None, as_of: date | None = None) -> tuple[Estimate, ...]:
        """The estimates of all incidents under a policy, by incident."""
        chosen = self.policy(policy)
        return self._once(("estimates", chosen, as_of), lambda: self._estimate(chosen, as_of))

    def checks(self, policy: str | None = None, as_of: date | None = None) -> tuple[TotalCheck, ...]:
        """Published totals beside the incidents on record. Those of a large record are kept with it."""
        name = name_checks(policy or self._policy, as_of)

        def make() -> tuple[TotalCheck, ...]:
            kept = self._ledger.answer(name) if name else None
            if kept is not None:
                return read_checks(kept)
            totals = self.totals(as_of)
            incidents = self.incidents(as_of) if totals else {}
            checks = tuple(check_totals(totals, self.estimates(policy, as_of), incidents)) if totals else ()
            self._keep(name, write_checks(checks))
            return checks

        return self._once(("checks", policy, as_of), make)

    def tally(self, asked: Question) -> tuple[TallyRow, ...]:
        """The rows of a tally. Those of a large record are kept with it until it changes."""
        self._once(("caught up",), lambda: None)
        name = name_tally(asked, self._policy)
        kept = self._ledger.answer(name) if name else None
        if kept is not None:
            return read_tally(kept)
        rows = tally(
            self.estimates(asked.policy, asked.as_of),
            self.incidents(asked.as_of),
            by=asked.by,
            totals=self.totals(asked.as_of),
            reviewed=self.reviewed(asked.as_of),
            as_of=asked.as_of.isoformat() if asked.as_of else None,
            where=asked.where,
            since=asked.since,
            until=asked.until,
        )
        if rows:
            self._keep(name, write_tally(rows))
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

    def relink(self, progress: Progress | None = None) -> None:
        """Bring incidents, totals and estimates up to date with the journal; codes once given are kept.

        Who had all of a large record linked has waited long, so the usual questions are answered at once as well;
        otherwise each is when it is asked.
        """
        whole = relink(self._ledger, self.policy(None), progress)
        self._made.clear()
        self._seq = self._ledger.head().seq
        if whole and self._ledger.count_incidents() >= LARGE_INCIDENTS:
            for by in USUAL_GROUPINGS:
                self.tally(Question(by))
            self.checks()

    def _present(self) -> State:
        ledger = self._ledger
        judged = self.judged()
        linking = Linking(tuple(self.incidents().values()), self.totals(), ledger.links(), ledger.unlinked())
        return State(judged.claims, ledger.facts(), linking, judged.reviewed, judged.standing)

    def _keep(self, name: str | None, answer: str) -> None:
        """Keep an answer of a large record. It is a convenience: who may only read the record still gets it."""
        if name and self._ledger.count_incidents() >= LARGE_INCIDENTS:
            with suppress(RecordError):
                self._ledger.keep_answer(name, answer, made_from=self._ledger.head().seq)

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
