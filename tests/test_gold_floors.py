"""The finder never reads worse than it did: floors on gold that the project did not write, which only rise.

Where there is no `../shared` the measuring tests skip, unless WHENCE_REQUIRE_GOLD is set. Where there is one, all of it
must be there and be what the floors were set on: nothing passes in silence.
"""

from __future__ import annotations

import importlib
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "tools"))
floors: Any = importlib.import_module("floors")
measure: Any = importlib.import_module("measure")

SETS = floors.read_sets()
HELD = floors.read_floors()


def needs_gold(test: Any) -> Any:
    """Skips where there is none at all, unless it is required."""
    absent = not SHARED.exists() and not os.environ.get("WHENCE_REQUIRE_GOLD")
    return pytest.mark.bench(pytest.mark.skipif(absent, reason="no gold beside this checkout")(test))


# Every figure that the accuracy of reading and linking was asked for by. Speed has tests of its own.
ASKED = {
    "seed": ["precision", "recall", "complete"],
    "gold": ["precision", "f1", "complete", "acts_recall"]
    + [
        f"slots_on_matched.{slot}"
        for slot in ("status", "age", "sex", "hedge", "subset", "scope", "stance", "speaker", "perpetrator", "where",
                     "when")
    ],
    "fakes": ["civilians_recall", "noncivilians_recall", "children_recall", "women_recall", "location_recall"],
    "isaf": ["min_killed", "min_captured", "start_date", "province"],
    "muc": ["recall", "f1"],
    "muc-tst1": ["recall", "f1"],
    "muc-tst2": ["recall", "f1"],
    "links": ["precision", "recall", "f1"],
    "numbers": ["exact.killed.largest", "exact.killed.sum", "calibration.figure", "calibration.complete"],
}  # fmt: skip


# ---------------------------------------------------------------- what is reached


@needs_gold
@pytest.mark.parametrize("name", SETS)
def test_figures_do_not_fall(name: str, tmp_path: Path) -> None:
    """Each figure of each set is at or above its floor, on the very files that the floor was set on."""
    strangers = floors.find_strangers(measure.files_of(SETS[name]), SHARED)
    assert not strangers, strangers
    ((_, reached),) = measure.measure_sets({name: SETS[name]}, SHARED, tmp_path)
    asked = {figure: floor for (set_name, figure), floor in HELD.items() if set_name == name}
    assert asked.keys() <= reached.keys()
    short = {figure: (reached[figure], floor) for figure, floor in asked.items() if reached[figure] < floor}
    assert not short, f"below its floor (reached, floor): {short}"


@needs_gold
def test_seed_headline_tallies(tmp_path: Path) -> None:
    """The three figures the project began with: 409 with 45 children, 113 with 35, 15 with 4, each on its ground."""
    import whence

    bench = whence.create(tmp_path / "whence.db", pack="syria")
    bench.add([SHARED / "seed" / "docs.jsonl"])
    totals = {
        (check.total.best, check.total.alleged_perpetrator, check.total.where.name, str(check.total.date_start)): [
            (part.best, part.victims.age) for part in check.total.parts
        ]
        for check in bench.totals()
        if check.total.effect == "killed" and check.total.best in (409, 113)
    }
    assert totals == {
        (409, "syria-government", "East Aleppo", "2016-11-15"): [(45, "child")],
        (113, "rebels", "West Aleppo", "2016-11-15"): [(35, "child")],
    }
    rows = {
        tuple(value for _, value in row.keys): (row.low, row.best, row.high)
        for row in bench.tally(by=("effect", "party", "status", "age", "day"))
        if row.effect == "killed" and row.best
    }
    assert rows == {
        ("killed", "rebels", "civilian", "child", "2016-12-09"): (4, 4, 4),
        ("killed", "rebels", "civilian", None, "2016-12-09"): (11, 11, 11),
    }


# ---------------------------------------------------------------- that the gate is whole


def test_every_figure_asked_for_has_a_floor() -> None:
    """Of every set; and no floor is for a set that is not measured."""
    assert ASKED.keys() == SETS.keys()
    assert {(name, figure) for name, figures in ASKED.items() for figure in figures} <= HELD.keys()
    assert {name for name, _ in HELD} == SETS.keys()


def test_every_file_has_its_digest() -> None:
    """Documents, gold and the scorer: a floor is never held against others."""
    files = {file for asked in SETS.values() for file in measure.files_of(asked)}
    assert files == floors.read_digests().keys()
    assert all(len(digest) == 64 for digest in floors.read_digests().values())


def test_floors_only_rise() -> None:
    """A lower one stands beside its reason, here and in the changelog."""
    history = floors.read_history(floors.FLOORS_FILE.read_text(encoding="utf-8").splitlines())
    assert floors.find_faults(history, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")) == []


def test_the_history_of_floors_is_only_added_to() -> None:
    """No row that was ever committed is gone or changed, so that none is lowered by editing what stands there."""
    history = floors.read_history(floors.FLOORS_FILE.read_text(encoding="utf-8").splitlines())
    earlier = floors.read_earlier()
    if not earlier:
        pytest.skip("no git history of the floors here")
    assert [floors.find_removed(history, version) for version in earlier] == [[]] * len(earlier)


# ---------------------------------------------------------------- that the gate would close


def row(floor: float, why: str = "better", figure: str = "f1") -> Any:
    return floors.Floor("gold", figure, floor, "2031-05-09", why)


FAULTS = [
    ([row(0.9), row(0.92)], "", [], "raised"),
    ([row(0.9), row(0.8, figure="recall")], "", [], "two figures"),
    ([row(0.9), row(0.8)], "", ["without a reason", "CHANGELOG.md does not say so"], "lowered in silence"),
    ([row(0.9), row(0.8, "lowered: the gold was wrong")], "", ["CHANGELOG.md does not say so"], "not in the changelog"),
    ([row(0.9), row(0.8, "lowered:")], "floor lowered: gold f1", ["without a reason"], "an empty reason"),
    ([row(0.9), row(0.8, "lowered: the gold was wrong")], "- floor lowered: gold f1, since", [], "lowered in the open"),
    ([row(0.9), row(0.9)], "", ["changes nothing"], "the same again"),
    ([row(93.0)], "", ["a floor from 0 to 1"], "per cent"),
    ([row(0.9, " ")], "", ["a reason"], "no reason"),
]


@pytest.mark.parametrize(("history", "changelog", "said", "remark"), FAULTS)
def test_faults_of_a_history(history: list[Any], changelog: str, said: list[str], remark: str) -> None:
    """Lowering is a visible act."""
    faults = floors.find_faults(history, changelog)
    assert len(faults) == len(said), remark
    assert all(words in fault for words, fault in zip(said, faults, strict=True)), remark


def test_rows_taken_out_are_found() -> None:
    """Removed, changed, or moved; rows of another branch between them are no fault."""
    one, two, other = row(0.9), row(0.92), row(0.5, figure="recall")
    assert floors.find_removed([one, other, two], [one, two]) == []
    assert floors.find_removed([one], [one, two]) == [two]
    assert floors.find_removed([row(0.8), two], [one, two]) == [one, two]
    assert floors.find_removed([two, one], [one, two]) == [two]


def test_other_gold_is_no_gold(tmp_path: Path) -> None:
    """Absent, changed by one letter, or without a digest: each is said, none is passed over."""
    name = "seed/claims.jsonl"
    assert floors.find_strangers([name], tmp_path) == [f"{name} is not there"]
    (tmp_path / "seed").mkdir()
    (tmp_path / name).write_text("other gold\n", encoding="utf-8")
    (tmp_path / "more.jsonl").write_text("", encoding="utf-8")
    (differs,) = floors.find_strangers([name], tmp_path)
    assert "its digest differs" in differs
    assert floors.find_strangers(["more.jsonl"], tmp_path) == ["more.jsonl has no digest in tests/floors.toml"]


def test_what_can_rise_rises() -> None:
    """To two places, a little below what is reached; never down; a perfect figure stays so."""
    figure, floor = next((key, held) for key, held in HELD.items() if held < 0.8)
    day = date(2031, 5, 9)
    (rise,) = floors.raised({figure: 0.876}, "better places", day)
    assert (rise.set, rise.figure, rise.floor, rise.day) == (*figure, 0.86, "2031-05-09")
    assert floors.raised({figure: floor}, "no better", day) == []
    assert floors.raised({figure: floor - 0.2}, "worse", day) == []
    assert floors.raised({figure: 1.0}, "perfect", day)[0].floor == 1.0


def test_the_table_has_every_floor() -> None:
    """One Markdown row for each figure; what falls short of what was asked says so."""
    made = {name: {figure: 0.5 for set_name, figure in HELD if set_name == name} for name in SETS}
    lines = measure.make_table(made).splitlines()
    assert len(lines) == 2 + len(HELD)
    assert all(line.count("|") == 7 for line in lines)
    assert sum("(short)" in line for line in lines) == sum(
        asked["asked"] > 0.5 for each in SETS.values() for asked in each.asked.values()
    )
