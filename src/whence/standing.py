"""How a record stands, now or as of a past day. In comes its ledger, out come judged claims, incidents, estimates and
checked totals, kept until the journal moves on.

What is derived is written to the ledger by `relink`; a past day and other policies are worked out anew from evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from whence.estimates import Policy, load_policy
from whence.ledger import Ledger
from whence.pipeline import State, estimate_all, link_state
from whence.records import Estimate, Incident, Linking, TotalCheck
from whence.review import apply_judgements

_Made = TypeVar("_Made")


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
            from whence.tallies import check_totals

            state = self.state(as_of)
            return tuple(check_totals(state.linking.totals, self.estimates(policy, as_of), self.incidents(as_of)))

        return self._once(("checks", policy, as_of), make)

    def incidents(self, as_of: date | None = None) -> dict[str, Incident]:
        """Incidents by code."""
        found = self.state(as_of).linking.incidents
        return self._once(("incidents", as_of), lambda: {incident.code: incident for incident in found})

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
        """Link all claims on record anew, and keep what that gives; codes once given are kept."""
        seq = self._ledger.head().seq
        state = link_state(
            self._ledger.claims(), self._ledger.facts(), self._ledger.judgements(), self._ledger.incidents()
        )
        policy = self.policy(None)
        self._ledger.replace_derived(state.linking, estimate_all(state, policy), policy.label, made_from=seq)
        self._made.clear()

    def _present(self) -> State:
        if self._ledger.derived_from() != self._ledger.head().seq and self._ledger.claims():
            self.relink()
        judged = apply_judgements(self._ledger.claims(), self._ledger.judgements())
        ledger = self._ledger
        linking = Linking(ledger.incidents(), ledger.totals(), ledger.links(), ledger.unlinked())
        return State(judged.claims, ledger.facts(), linking, judged.reviewed, judged.standing)

    def _past(self, as_of: date) -> State:
        """Only evidence from then; incidents are linked anew and keep the codes they have today."""
        ledger = self._ledger
        return link_state(
            ledger.claims(as_of=as_of), ledger.facts(as_of=as_of), ledger.judgements(as_of=as_of), ledger.incidents()
        )

    def _estimate(self, policy: Policy, as_of: date | None) -> tuple[Estimate, ...]:
        state = self.state(as_of)
        own = as_of is None and policy == self.policy(None)
        return (self._ledger.estimates(policy.label) if own else ()) or estimate_all(state, policy)

    def _once(self, key: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        """Make it once for each state of the journal."""
        seq = self._ledger.head().seq
        if seq != self._seq:
            self._made.clear()
            self._seq = seq
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]
