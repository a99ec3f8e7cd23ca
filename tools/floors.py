"""The floors of accuracy: what the program must reach on gold it did not write, and the history of that. In come
tests/floors.toml (what is measured, with digests) and tests/floors.csv (every floor ever set, in order), out come the
floors that hold, and what is wrong with them.

    python tools/floors.py                                  # print the floors that hold
    python tools/floors.py --raise --why "better places"    # measure, and add a row for each floor that can rise

A floor holds until a later row of the same set and figure. Rows are only added. A row that lowers a floor begins its
reason with "lowered:" and is named in CHANGELOG.md as "floor lowered: SET FIGURE".
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import subprocess
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SETS_FILE, FLOORS_FILE = ROOT / "tests" / "floors.toml", ROOT / "tests" / "floors.csv"
LOWERED = "lowered:"
MARGIN = 0.01  # a floor is set this far below what is reached, so that a tie broken otherwise is no alarm


class Set(NamedTuple):
    """One gold set: what it is, the documents to read, the measure, the files it is scored against, and what was asked
    and is aimed at by figure.
    """

    says: str
    documents: tuple[str, ...]
    measure: str
    gold: tuple[str, ...]
    asked: Mapping[str, Mapping[str, float]]


class Floor(NamedTuple):
    """One row of the history: from that day on the figure of the set is at least `floor`."""

    set: str
    figure: str
    floor: float
    day: str
    why: str


def read_sets() -> dict[str, Set]:
    """The sets by name, in the order of the file."""
    return {
        name: Set(
            each["says"], tuple(each["documents"]), each["measure"], tuple(each["gold"]), each.get("asked", {})
        )
        for name, each in tomllib.loads(SETS_FILE.read_text(encoding="utf-8"))["sets"].items()
    }  # fmt: skip


def read_digests() -> dict[str, str]:
    """The SHA-256 of every file that a figure rests on, by its path in the folder of the gold."""
    digests: dict[str, str] = tomllib.loads(SETS_FILE.read_text(encoding="utf-8"))["files"]
    return digests


def read_history(lines: Iterable[str]) -> list[Floor]:
    """Every floor ever set, in order."""
    return [
        Floor(row["set"], row["figure"], float(row["floor"]), row["day"], row["why"]) for row in csv.DictReader(lines)
    ]


def read_floors() -> dict[tuple[str, str], float]:
    """The floors that hold, by set and figure."""
    history = read_history(FLOORS_FILE.read_text(encoding="utf-8").splitlines())
    return {(row.set, row.figure): row.floor for row in history}


def find_faults(history: Sequence[Floor], changelog: str) -> list[str]:
    """What is wrong with a history: a floor lowered without its reason in both places, a row that changes nothing."""
    faults = []
    held: dict[tuple[str, str], float] = {}
    for row in history:
        before = held.get((row.set, row.figure))
        name = f"{row.set} {row.figure}"
        lowered = before is not None and row.floor < before
        if before == row.floor:
            faults.append(f"{name}: the row of {row.day} changes nothing")
        if lowered and not (row.why.startswith(LOWERED) and row.why.removeprefix(LOWERED).strip()):
            faults.append(f"{name}: lowered from {before} to {row.floor} without a reason; begin it with {LOWERED!r}")
        if lowered and f"floor lowered: {name}" not in changelog:
            faults.append(f"{name}: lowered from {before} to {row.floor}, and CHANGELOG.md does not say so")
        if not row.why.strip() or not 0 <= row.floor <= 1:
            faults.append(f"{name}: a row needs a floor from 0 to 1 and a reason")
        held[row.set, row.figure] = row.floor
    return faults


def find_removed(history: Sequence[Floor], earlier: Sequence[Floor]) -> list[Floor]:
    """Rows of an earlier version that are gone, changed or moved; rows of other branches may stand between them."""
    rest = iter(history)
    return [row for row in earlier if row not in rest]


def read_earlier() -> list[list[Floor]]:
    """Every version of the history that git knows of, newest first; empty where this is no checkout."""
    path = FLOORS_FILE.relative_to(ROOT).as_posix()
    listed = _git("log", "--format=%H", "HEAD", "--", path)
    versions = [_git("show", f"{commit}:{path}") for commit in listed.split()]
    return [read_history(version.splitlines()) for version in versions if version]


def find_strangers(names: Iterable[str], shared: Path) -> list[str]:
    """Files that are not what the floors were set on: absent, or with another digest."""
    digests = read_digests()
    strangers = []
    for name in names:
        path = shared / name
        if not path.exists():
            strangers.append(f"{name} is not there")
        elif name not in digests:
            strangers.append(f"{name} has no digest in tests/floors.toml")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digests[name]:
            strangers.append(f"{name} is not what the floors are for: its digest differs")
    return strangers


def raised(reached: Mapping[tuple[str, str], float], why: str, day: date, margin: float = MARGIN) -> list[Floor]:
    """A row for each floor that can rise: two places, the margin below what is reached; a perfect figure stays so."""
    rows = []
    for (name, figure), floor in read_floors().items():
        value = reached.get((name, figure))
        best = value if value is None or value == 1.0 else math.floor(round((value - margin) * 100, 6)) / 100
        if best is not None and best > floor:
            rows.append(Floor(name, figure, best, day.isoformat(), why))
    return rows


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def main() -> None:
    from measure import measure_sets  # it reads the sets from here

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--raise", dest="rise", action="store_true", help="measure, and add a row where a floor can rise"
    )
    parser.add_argument("--why", help="what made the figures better")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    if not options.rise:
        for (name, figure), floor in read_floors().items():
            print(f"{name:10} {figure:28} {floor:.2f}")
        return
    if not options.why:
        parser.error("--raise needs --why")
    reached = {
        (name, figure): value
        for name, figures in measure_sets(read_sets(), options.shared)
        for figure, value in figures.items()
    }
    rows = raised(reached, options.why, date.today())
    with FLOORS_FILE.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    for row in rows:
        print(f"{row.set} {row.figure} {row.floor:.2f}")


if __name__ == "__main__":
    main()
