"""Linking again after something new came in. In comes the ledger, out goes its derived state brought up to date: of a
large record only what the new can change, and always what linking everything would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from whence.estimates import Policy
from whence.incidents import SAME, Part, blocks_to_search, find_marks, find_reach, series_of
from whence.ledger import Ledger, Near, Place
from whence.pipeline import State, estimate_all, link_state
from whence.records import Claim, Incident, Judgement, Mark
from whence.review import apply_judgements

Progress = Callable[[str, int, str], None]

SMALL_CLAIMS = 2_000  # a record with fewer is linked whole: that takes less than a second
LARGEST_SHARE = 0.1  # where more than this share of the record is touched, the whole is linked
_ATTEMPTS = 5  # when other programs write between reading and writing


@dataclass(frozen=True, slots=True)
class Touched:
    """What must be linked again. `claims` are those of whole documents, as they were found; `part` says which of them
    are meant."""

    claims: tuple[Claim, ...]
    part: Part
    place: Place


def relink(ledger: Ledger, policy: Policy, progress: Progress | None = None) -> bool:
    """Bring incidents, totals and estimates up to date. True where everything was linked, False where a part was.

    `progress` is called with a stage, how many claims or incidents it is about, and a word on it.
    """
    for _ in range(_ATTEMPTS):
        with ledger.near() as near:
            if near.since == near.seq:
                return False
            touched = find_touched(near)
            state = _link(near, touched) if touched is not None else None
        if touched is None or state is None:
            break
        estimates = estimate_all(state, policy)
        if ledger.replace_part(state.linking, estimates, policy.label, place=touched.place, near=near):
            return False
    link_everything(ledger, policy, ledger.head().seq, progress)
    return True


def link_everything(ledger: Ledger, policy: Policy, seq: int, progress: Progress | None = None) -> None:
    """Link all claims on record; codes once given are kept."""
    tell = progress or _silent
    tell("linking", ledger.count_claims(), "claims")
    state = link_state(ledger.slim_claims(), ledger.facts(), ledger.judgements(), ledger.incidents())
    tell("estimating", len(state.linking.incidents), "incidents")
    estimates = estimate_all(state, policy)
    tell("writing", len(state.linking.incidents), "incidents")
    ledger.replace_derived(state.linking, estimates, policy.label, made_from=seq)


def _silent(stage: str, number: int, what: str) -> None:
    """For who does not look on."""


def find_touched(near: Near) -> Touched | None:
    """What must be linked again since the derived state was made; null where that is everything, or nearly.

    These are the stories of documents that are new or judged anew, all stories they are alike to, and all that links
    lead to from there; of totals, those of the same ground.
    """
    size = near.count_claims()
    if near.since is None or size < SMALL_CLAIMS:
        return None
    judgements = near.judgements()
    documents = near.documents_added(near.since)
    judged = _about([j for j in judgements if j.number > near.since], near)
    own = near.claims(documents | near.documents_of(judged))
    within = {claim.id for claim in own} | near.linked({claim.id for claim in own} | judged)
    while len(within) <= LARGEST_SHARE * size:
        telling = _tell(near, within, judgements)
        more = telling.reach(near) - within
        if not more:
            return telling.as_touched(near)
        within |= near.linked(more)
    return None


@dataclass(frozen=True, slots=True)
class _Telling:
    """The claims within reach as far as it is known, told into stories: what stood there before and what does now."""

    within: frozenset[str]
    claims: tuple[Claim, ...]
    was: tuple[Incident, ...]
    before: tuple[Mark, ...]
    now: tuple[Mark, ...]

    def reach(self, near: Near) -> set[str]:
        """The items of marks whose links may change, those within among them."""
        held, hold = set(self.before), set(self.now)
        fresh = [mark for mark in self.now if mark not in held]
        same = near.items_in({block for mark in fresh for block in mark.blocks if block.startswith(SAME)})
        if not same <= self.within:
            return same
        gone = [mark for mark in self.before if mark not in hold]
        beside = self._beside(near, blocks_to_search([*fresh, *gone]))
        stories = [mark for mark in self.before if mark.profile], [mark for mark in self.now if mark.profile]
        return find_reach([*stories[0], *beside], [*stories[1], *beside])

    def _beside(self, near: Near, blocks: set[str]) -> tuple[Mark, ...]:
        """The stories in these blocks that are not within."""
        return near.marks(near.items_in(blocks) - self.within)

    def as_touched(self, near: Near) -> Touched:
        """All that must be linked, totals of the same ground among it."""
        series = near.items_in(series_of([*self.before, *self.now]))
        at_hand = {claim.id for claim in self.claims}
        wider = near.claims_named(series - at_hand)
        within = self.within | (series & at_hand) | {claim.id for claim in wider}
        held = Counter(block for mark in self.now for block in mark.blocks)
        shared = {block for block in blocks_to_search(self.now) if held[block] > 1}  # the others pair nobody within
        place = Place(within, self.was, frozenset({mark.item for mark in self.before} | series))
        return Touched((*self.claims, *wider), Part(within, self._beside(near, shared)), place)


def _tell(near: Near, within: set[str], judgements: tuple[Judgement, ...]) -> _Telling:
    found = near.claims(near.documents_of(within))
    judged = apply_judgements(found, judgements)
    facts = near.facts({claim.document for claim in found})
    was = near.incidents_of(within)
    now = find_marks(tuple(judged.claims.values()), facts, judged.standing, was, frozenset(within))
    return _Telling(frozenset(within), found, was, near.marks(within), now)


def _link(near: Near, touched: Touched) -> State:
    """Link what is touched; a new incident whose code is that of one far away is given another."""
    facts, judgements = near.facts({claim.document for claim in touched.claims}), near.judgements()
    part, was = touched.part, touched.place.was
    while True:
        state = link_state(touched.claims, facts, judgements, was, part)
        taken = near.taken(_codes(state.linking.incidents) - _codes(was)) - part.taken
        if not taken:
            return state
        part = Part(part.within, part.beside, part.taken | taken)


def _about(judgements: Iterable[Judgement], near: Near) -> set[str]:
    """Claims that judgements name, and those of the incidents they name."""
    names = {name for j in judgements for name in j.about}
    incidents = near.incidents_named(names)
    return {claim for incident in incidents for claim in incident.claims} | names


def _codes(incidents: Iterable[Incident]) -> set[str]:
    return {code for incident in incidents for code in (incident.code, *incident.previous_codes)}
