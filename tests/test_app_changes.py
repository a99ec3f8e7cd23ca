"""`diff` and `compare`: which numbers differ between two days or two policies, and sentences that say why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import whence
from build import claim, count, facts_of
from whence.changes import Change, Side, compare_policies, find_changes
from whence.cli import main
from whence.estimates import load_policy
from whence.pipeline import estimate_all, link_state
from whence.records import Claim

FIRST, THEN = datetime(2031, 6, 1, 9, tzinfo=UTC), datetime(2031, 6, 8, 9, tzinfo=UTC)
TOLD = "{} civilians were killed in an air strike on Tuesday in Quellin, the {} said. Shops stayed shut all day."


def side(*claims: Claim, policy: str = "ucdp", known: Side | None = None) -> Side:
    state = link_state(claims, facts_of(claims), (), tuple(known.incidents.values()) if known else ())
    return Side({i.code: i for i in state.linking.incidents}, estimate_all(state, load_policy(policy)))


def only(changes: tuple[Change, ...]) -> Change:
    (change,) = changes
    return change


ONE = claim("a", count(20), speaker="Casualty Watch")


def test_nothing_new_changes_nothing() -> None:
    assert find_changes(side(ONE), side(ONE)) == ()


def test_a_new_incident_is_new() -> None:
    change = only(find_changes(side(ONE), side(ONE, claim("b", count(4), place="Tarn"))))
    assert change.before is None
    assert change.why == ("a new incident, told of in 1 document",)


def test_another_source_is_named() -> None:
    before = side(ONE)
    change = only(find_changes(before, side(ONE, claim("b", count(24), speaker="Rescue Corps"), known=before)))
    assert (change.before.high, change.after.high) == (20, 24)  # type: ignore[union-attr]
    assert any("new: Rescue Corps: 24" in sentence for sentence in change.why)


def test_a_correction_by_the_same_source_says_what_it_replaces() -> None:
    before = side(ONE)
    later = claim("b", count(17), speaker="Casualty Watch")
    facts = {**facts_of([ONE]), **facts_of([later], published=date(2031, 5, 13))}
    state = link_state([ONE, later], facts, (), tuple(before.incidents.values()))
    after = Side({i.code: i for i in state.linking.incidents}, estimate_all(state, load_policy("ucdp")))
    change = only(find_changes(before, after))
    assert change.after is not None and change.after.best == 17
    assert any(sentence.startswith("no longer counts: replaced by the same origin") for sentence in change.why)


def test_joined_incidents_are_told_once() -> None:
    """What stood alone is gone, and the one that took it in says so."""
    one, other = side(ONE), side(replace(ONE, id="b", document="d-b"))
    before = Side({**one.incidents, **other.incidents}, [*one.estimates, *other.estimates])
    again = replace(ONE, id="b", document="d-b")
    both = link_state([ONE, again], facts_of([ONE]), (), tuple(before.incidents.values()))
    after = Side({i.code: i for i in both.linking.incidents}, estimate_all(both, load_policy("ucdp")))
    assert len(after.incidents) == 1
    changes = find_changes(before, after)
    assert [c.after for c in changes] == [None]
    assert "now counted as part of" in changes[0].why[0]


def test_two_policies_give_both_rules() -> None:
    claims = (ONE, claim("b", count(24), speaker="Rescue Corps"))
    change = only(compare_policies(side(*claims), side(*claims, policy="acled")))
    assert (change.before.high, change.after.high) == (24, 20)  # type: ignore[union-attr]
    assert [sentence.split(":")[0] for sentence in change.why] == ["ucdp-1", "acled-1"]


def test_the_commands_answer_as_the_api(tmp_path: Path) -> None:
    """The same changes by either door; days are those on which it was put on record."""
    whence.create(folder=tmp_path).close()
    for moment, killed, who in ((FIRST, 12, "Estrian Monitor"), (THEN, 15, "Red Corps")):
        (tmp_path / "report.txt").write_text(TOLD.format(killed, who), encoding="utf-8")
        with whence.open(folder=tmp_path, clock=lambda moment=moment: moment) as bench:  # type: ignore[misc]
            bench.add([tmp_path / "report.txt"], published=date(2031, 5, 28))
    with whence.open(folder=tmp_path) as bench:
        found = bench.diff(date(2031, 6, 1))
        assert bench.diff(date(2031, 6, 8)) == ()
        assert len(bench.diff(date(2031, 5, 1), date(2031, 6, 2))) == 1
        policies = bench.compare("ucdp", "ibc")
    assert found and policies
    record = ["--record", str(tmp_path)]
    done = CliRunner().invoke(main, ["diff", "--from", "2031-06-01", "--json", *record])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["why"] for line in lines] == [list(change.why) for change in found]
    done = CliRunner().invoke(main, ["compare", "--policy", "ucdp,ibc", *record])
    assert done.exit_code == 0
    assert "ibc-1:" in done.stdout


@pytest.mark.parametrize(
    "words", [["compare", "--policy", "ucdp"], ["diff", "--from", "2031-06-08", "--to", "2031-06-01"], ["diff"]]
)
def test_what_makes_no_sense_is_refused(words: list[str]) -> None:
    assert CliRunner().invoke(main, words).exit_code == 2
