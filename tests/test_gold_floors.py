"""The finder never reads worse than it did: floors on gold that the project did not write, which only rise."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SETS: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not (SHARED / "bench" / "score.py").exists(), reason="no gold beside this checkout"),
]


@pytest.mark.parametrize("name", SETS)
def test_figures_do_not_fall(name: str, tmp_path: Path) -> None:
    """Each figure of each set is at or above its floor, on the very gold that the floor was set on."""
    asked = SETS[name]
    gold = SHARED / asked["gold"]
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == asked["sha256"], "the gold is not what the floors are for"
    found = tmp_path / "claims.jsonl"
    with found.open("w", encoding="utf-8") as stream:
        command = [sys.executable, "-m", "whence.cli", "claims", str(SHARED / asked["documents"]), "--json"]
        subprocess.run([*command, "--jobs", "2"], check=True, stdout=stream, cwd=tmp_path)
    score = [sys.executable, str(SHARED / "bench" / "score.py"), asked["measure"], str(found), str(gold), "--json"]
    figures = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
    reached = {figure: _figure(figures, figure) for figure in asked["floors"]}
    short = {figure: (reached[figure], floor) for figure, floor in asked["floors"].items() if reached[figure] < floor}
    assert not short, f"below its floor (reached, floor): {short}"


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


def _figure(figures: dict[str, Any], dotted: str) -> float:
    found: Any = figures
    for name in dotted.split("."):
        found = found[name]
    return float(found)
