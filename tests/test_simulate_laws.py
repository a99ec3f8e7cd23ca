"""Laws of counting, held over simulated wars: order, copies, undo, merge and split, past days, parts, policies."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import whence
from whence.estimates import load_policy
from whence.pipeline import State, estimate_all, link_state
from whence.records import EVERYBODY, Claim, Estimate, Judgement, JudgementKind, TallyRow
from whence.simulate import Scenario, Told, make_war, tell_claims
from whence.simulate.files import files_of
from whence.tallies import tally

worlds = st.builds(
    Scenario,
    seed=st.integers(1, 10_000),
    incidents=st.integers(2, 12),
    days=st.integers(2, 30),
    towns=st.integers(1, 14),
    sources=st.integers(1, 10),
    noise=st.sampled_from((0.0, 0.5, 1.0)),
    copying=st.sampled_from((0.0, 0.5, 1.0)),
    totals=st.just(0.3),
    duplicates=st.just(0.1),
)
few = settings(max_examples=40, deadline=None)


def told_of(scenario: Scenario) -> Told:
    return tell_claims(make_war(scenario))


def count(state: State, policy: str = "ucdp") -> tuple[Estimate, ...]:
    return estimate_all(state, load_policy(policy))


def rows(state: State, *by: str, policy: str = "ucdp") -> tuple[TallyRow, ...]:
    incidents = {incident.code: incident for incident in state.linking.incidents}
    return tally(count(state, policy), incidents, by=by, totals=state.linking.totals)


@given(scenario=worlds, seed=st.integers())
@few
def test_the_order_of_arrival_changes_nothing(scenario: Scenario, seed: int) -> None:
    told = told_of(scenario)
    shuffled = list(told.claims)
    random.Random(seed).shuffle(shuffled)
    once, again = link_state(told.claims, told.facts), link_state(shuffled, told.facts)
    assert once.linking == again.linking
    assert count(once) == count(again)


def with_copies(told: Told, number: int) -> tuple[list[Claim], dict[str, object]]:
    """Every document once more, `number` times, as others that reprint it word for word the day after."""
    claims, facts = list(told.claims), dict(told.facts)
    for copy in range(number):
        for name, fact in told.facts.items():
            facts[f"{name}~{copy}"] = replace(fact, document=f"{name}~{copy}", source=f"Copyist {copy}")
        claims += [replace(c, id=f"{c.id}~{copy}", document=f"{c.document}~{copy}") for c in told.claims]
    return claims, facts  # type: ignore[return-value]


@given(scenario=worlds, number=st.integers(1, 3))
@few
def test_copies_add_nothing(scenario: Scenario, number: int) -> None:
    told = told_of(scenario)
    claims, facts = with_copies(told, number)
    before, after = rows(link_state(told.claims, told.facts)), rows(link_state(claims, facts))  # type: ignore[arg-type]
    assert [(r.effect, r.low, r.best, r.high) for r in before] == [(r.effect, r.low, r.best, r.high) for r in after]


def judge(number: int, kind: JudgementKind, about: tuple[str, ...], undoes: int | None = None) -> Judgement:
    return Judgement(number, kind, about, (), "ana", "2031-09-01T08:00:00Z", "law", undoes)


@given(scenario=worlds, pick=st.randoms(use_true_random=False), kind=st.sampled_from(("merge", "split", "reject")))
@few
def test_an_undo_restores(scenario: Scenario, pick: random.Random, kind: JudgementKind) -> None:
    told = told_of(scenario)
    before = link_state(told.claims, told.facts)
    ids = sorted(c.id for c in told.claims)
    assume(ids)
    about = tuple(sorted({pick.choice(ids), pick.choice(ids)})) if kind != "reject" else (pick.choice(ids),)
    made = [judge(1, kind, about), judge(2, "undo", about, undoes=1)]
    judged = link_state(told.claims, told.facts, made[:1], before.linking.incidents)
    undone = link_state(told.claims, told.facts, made, judged.linking.incidents)
    assert {i.claims for i in undone.linking.incidents} == {i.claims for i in before.linking.incidents}
    assert numbers(undone) == numbers(before)


def numbers(state: State) -> list[tuple[object, ...]]:
    return [(r.keys, r.effect, r.low, r.best, r.high, r.unnumbered) for r in rows(state, "party", "month")]


@given(scenario=worlds, pick=st.randoms(use_true_random=False))
@few
def test_what_was_merged_and_split_again_counts_as_before(scenario: Scenario, pick: random.Random) -> None:
    """Two incidents merged by a person, then taken apart by the claims of one of them; their codes live on."""
    told = told_of(scenario)
    before = link_state(told.claims, told.facts)
    if len(before.linking.incidents) < 2:
        return
    one, other = pick.sample(before.linking.incidents, 2)
    merge = judge(1, "merge", tuple(sorted((*one.claims, *other.claims))))
    merged = link_state(told.claims, told.facts, [merge], before.linking.incidents)
    home = next(i for i in merged.linking.incidents if one.claims[0] in i.claims)
    assert set(one.claims) | set(other.claims) <= set(home.claims)
    assert {one.code, other.code} <= {home.code, *home.previous_codes}
    undo = judge(2, "undo", merge.about, undoes=1)
    again = link_state(told.claims, told.facts, [merge, undo], merged.linking.incidents)
    assert {i.claims for i in again.linking.incidents} == {i.claims for i in before.linking.incidents}
    assert numbers(again) == numbers(before)


GROUPINGS = (("party",), ("month",), ("region",), ("place", "day"), ("status",), ("age",))


@given(scenario=worlds, by=st.sampled_from(GROUPINGS))
@few
def test_the_rows_of_a_tally_sum_to_the_whole(scenario: Scenario, by: tuple[str, ...]) -> None:
    """Whatever one groups by, best adds up to the one sum, and where the rows are incidents, so do low and high."""
    state = link_state((told := told_of(scenario)).claims, told.facts)
    for whole in rows(state):
        parts = [row for row in rows(state, *by) if row.effect == whole.effect]
        if whole.best is not None:
            assert sum(row.best or 0 for row in parts) == whole.best
        if by[0] not in ("status", "age"):
            assert sum(row.low or 0 for row in parts) == (whole.low or 0)
            assert sum(row.high or 0 for row in parts) == (whole.high or 0)
            assert sum(row.unnumbered for row in parts) == whole.unnumbered


@given(scenario=worlds)
@few
def test_a_part_is_no_more_than_its_whole_and_low_best_high_are_in_order(scenario: Scenario) -> None:
    state = link_state((told := told_of(scenario)).claims, told.facts)
    for policy in ("ucdp", "ibc", "airwars", "acled"):
        estimates = count(state, policy)
        wholes = {(e.incident, e.effect): e for e in estimates if e.victims == EVERYBODY}
        for e in estimates:
            known = [n for n in (e.low, e.best, e.high) if n is not None]
            assert known == sorted(known)
            whole = wholes[e.incident, e.effect]
            if e.best is not None and whole.best is not None:
                assert e.best <= whole.best


@given(scenario=worlds)
@few
def test_a_policy_changes_numbers_and_never_the_evidence(scenario: Scenario) -> None:
    """Under every policy each claim that speaks of an effect is used or left out, and none is changed."""
    told = told_of(scenario)
    state = link_state(told.claims, told.facts)
    spoken: dict[str, set[tuple[str, str]]] = {}
    for policy in ("ucdp", "ibc", "airwars", "acled"):
        spoken[policy] = {
            (use.claim, e.effect)
            for e in count(state, policy)
            if e.victims == EVERYBODY
            for use in (*e.used, *e.left_out)
        }
    assert len({frozenset(found) for found in spoken.values()}) == 1
    assert set(state.claims.values()) == set(told.claims)


@given(scenario=worlds)
@few
def test_a_total_is_never_added(scenario: Scenario) -> None:
    told = told_of(replace(scenario, totals=1.0))
    alone = [claim for claim in told.claims if claim.scope == "incident"]
    both = rows(link_state(told.claims, told.facts)), rows(link_state(alone, told.facts))
    found = [[(r.effect, r.low, r.best, r.high) for r in made] for made in both]
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", (11, 12))
def test_a_past_day_is_as_it_was_then(tmp_path: Path, seed: int) -> None:
    """What `as_of` answers today is what was answered on that day, and what replaying the same evidence gives."""
    war = make_war(Scenario(seed=seed, incidents=12, days=20, towns=8))
    for name, content in files_of(war).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    lines = (tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    half = len(lines) // 2
    (tmp_path / "first.jsonl").write_text("".join(lines[:half]), encoding="utf-8")
    (tmp_path / "then.jsonl").write_text("".join(lines[half:]), encoding="utf-8")
    whence.create(pack=str(tmp_path / "pack"), folder=tmp_path).close()
    first, then = datetime(2031, 8, 1, 9, tzinfo=UTC), datetime(2031, 8, 5, 9, tzinfo=UTC)
    with whence.open(folder=tmp_path, clock=lambda: first) as bench:
        bench.add([tmp_path / "first.jsonl"])
        was = [shown(row) for row in bench.tally(["party", "month"])]
    with whence.open(folder=tmp_path, clock=lambda: then) as bench:
        bench.add([tmp_path / "then.jsonl"])
        assert [shown(row) for row in bench.tally(["party", "month"], as_of=first.date())] == was
        assert [shown(row) for row in bench.tally(["party", "month"])] != was


def shown(row: TallyRow) -> tuple[object, ...]:
    return (row.keys, row.effect, row.low, row.best, row.high, row.unnumbered, row.origins)
