"""A simulated war: the same for the same scenario, each dial does what it says, its texts are read as meant."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import whence
from whence.cli import main
from whence.errors import UsageError
from whence.simulate import Scenario, make_war, measure, plant_copies, tell_claims
from whence.simulate.files import files_of
from whence.simulate.measure import count_incidents, measure_claims
from whence.simulate.read import read_war
from whence.simulate.score import score_links

SMALL = Scenario(seed=3, incidents=40, days=60, towns=20)


def test_the_same_scenario_gives_the_same_war() -> None:
    assert make_war(SMALL) == make_war(SMALL)
    assert tell_claims(make_war(SMALL)) == tell_claims(make_war(SMALL))
    assert make_war(replace(SMALL, seed=4)) != make_war(SMALL)


def test_turning_the_noise_leaves_what_happened_alone() -> None:
    assert make_war(replace(SMALL, noise=0.0)).incidents == make_war(replace(SMALL, noise=1.0)).incidents


@pytest.mark.parametrize(
    ("turned", "value"), [("noise", 1.5), ("copying", -0.1), ("incidents", 0), ("sources", 0), ("denials", 2)]
)
def test_a_dial_out_of_range_is_named(turned: str, value: float) -> None:
    with pytest.raises(UsageError, match=turned):
        Scenario(**{turned: value})  # type: ignore[arg-type]


def test_a_war_without_noise_bias_or_copies_is_counted_nearly_right() -> None:
    """One incident a day in many towns: what is off is only what the sources' own definitions leave out."""
    calm = Scenario(seed=5, incidents=40, days=400, towns=60, noise=0, bias=0, copying=0, totals=0.3)
    found = measure_claims(tell_claims(make_war(calm)))
    assert found.tally_error < 0.05
    assert found.double_counted <= 0.03
    assert found.links.pair_precision == 1


def test_every_claim_has_its_truth_and_totals_have_none() -> None:
    told = tell_claims(make_war(replace(SMALL, totals=0.5)))
    assert set(told.truth) == {claim.id for claim in told.claims}
    assert {c.scope for c in told.claims if told.truth[c.id] is None} == {"cumulative"}


@pytest.mark.parametrize(
    ("groups", "expected", "remark"),
    [
        ([["a", "b"], ["c"]], (1.0, 1.0), "as it was"),
        ([["a", "b", "c"]], (1 / 3, 1.0), "one too few"),
        ([["a"], ["b"], ["c"]], (1.0, 0.0), "none linked"),
        ([["a", "c"]], (0.0, 0.0), "a claim in no group stands alone"),
    ],
)
def test_pairs_are_scored(groups: list[list[str]], expected: tuple[float, float], remark: str) -> None:
    score = score_links(groups, {"a": "x", "b": "x", "c": "y"})
    assert (score.pair_precision, score.pair_recall) == pytest.approx(expected), remark


def test_fifty_planted_copies_of_a_false_toll_move_nothing() -> None:
    """Fifty papers that all have it from one source never seen before count as much as one of them."""
    told = tell_claims(make_war(replace(SMALL, noise=0.25)))
    for toll in (30, 900):
        once, often = (count_incidents(plant_copies(told, number, killed=toll)) for number in (1, 50))
        assert sorted((one.low or 0, one.killed or 0, one.high or 0) for one in once) == sorted(
            (one.low or 0, one.killed or 0, one.high or 0) for one in often
        )


def test_texts_are_read_as_they_were_meant() -> None:
    """Nearly every sentence that the templates write gives the claim it was made from."""
    war = make_war(replace(SMALL, incidents=20))
    read, meant = read_war(war), tell_claims(war)
    tolls = [
        sorted((told.truth[c.id] or "", c.document.replace("/", "-"), n.best or 0) for c in told.claims
               for n in c.counts if n.effect == "killed" and c.scope == "incident")
        for told in (read, meant)
    ]  # fmt: skip
    common = len(set(tolls[0]) & set(tolls[1]))
    assert common >= 0.9 * len(set(tolls[1]))
    assert common >= 0.9 * len(set(tolls[0]))


def test_the_naive_ways_are_measured_by_the_same_yardsticks() -> None:
    ways = measure(tell_claims(make_war(SMALL)))
    assert [way.way.split(" (")[0] for way in ways] == [
        "whence", "sum of all claims", "maximum by place and day", "mean by place and day", "similar words",
    ]  # fmt: skip
    assert len({(way.incidents, way.killed) for way in ways}) == 1
    assert ways[0].tally_error < min(way.tally_error for way in ways[1:])


def test_the_files_of_a_war_are_what_the_program_reads(tmp_path: Path) -> None:
    """The pack loads, the reports are added, and the truth names the documents on record."""
    done = CliRunner().invoke(main, ["simulate", str(tmp_path / "war"), "--set", "incidents=6", "--set", "days=20"])
    assert done.exit_code == 0, done.output
    folder = tmp_path / "war"
    with whence.create(pack=str(folder / "pack"), folder=folder) as bench:
        added = bench.add([folder / "reports.jsonl"])
        documents = {document.id for document in bench.documents()}
    assert added.added + added.unchanged == len((folder / "reports.jsonl").read_text().splitlines())
    truth = [json.loads(line) for line in (folder / "truth.jsonl").read_text().splitlines()]
    assert len(truth) == 6
    assert documents & {name for line in truth for name in line["documents"]}
    again = CliRunner().invoke(main, ["simulate", str(folder)])
    assert again.exit_code != 0


def test_the_command_measures(tmp_path: Path) -> None:
    words = ["simulate", "--measure", "--json", "--set", "incidents=15", "--set", "noise=0"]
    done = CliRunner().invoke(main, words)
    lines = [json.loads(line) for line in done.output.splitlines() if line.startswith("{")]
    assert lines[0]["way"] == "whence"
    assert all(line["coverage"] is None for line in lines[1:])


def test_files_hold_the_same_war() -> None:
    files = files_of(make_war(SMALL))
    assert set(files) == {
        "pack/pack.toml", "pack/parties.csv", "pack/speakers.csv", "pack/places.csv",
        "reports.jsonl", "truth.jsonl", "links.jsonl",
    }  # fmt: skip
