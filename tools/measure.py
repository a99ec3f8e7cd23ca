"""Print every accuracy figure of docs/benchmarks.md. In come the gold sets beside the checkout, out go tables.

    python tools/measure.py                # all sets, as the scorer prints them
    python tools/measure.py seed gold      # some of them
    python tools/measure.py gold --misses 20
    python tools/measure.py --table        # all figures as one Markdown table, beside floors and what was asked

The sets are those of tests/floors.toml. Reads `../shared` (or --shared FOLDER), runs `whence claims` on each set and
the gold's own `score.py` on the result. Nothing of the gold is copied: predictions go to a temporary folder. Gold,
documents or a scorer that are not those the floors were set on are named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from floors import ROOT, Set, find_strangers, read_floors, read_sets

SCORER = "bench/score.py"


def files_of(asked: Set) -> tuple[str, ...]:
    """Every file that the figures of a set rest on."""
    return tuple(dict.fromkeys((SCORER, *asked.documents, *asked.gold)))


def predict(asked: Set, shared: Path, out: Path, jobs: int = 2) -> float:
    """Write the program's answer for one set; returns wall seconds."""
    documents = [str(shared / path) for path in asked.documents]
    started = time.monotonic()
    with out.open("w", encoding="utf-8") as stream:
        if asked.measure == "link":
            record = out.with_suffix(".db")
            record.unlink(missing_ok=True)  # each measurement starts with an empty record
            whence = [sys.executable, "-m", "whence.cli", "--record", str(record)]
            subprocess.run([*whence, "init", "--pack", "syria"], check=True, stdout=subprocess.DEVNULL, cwd=out.parent)
            # Exit code 3 says that some documents were set aside with a reason; the rest is read.
            added = subprocess.run(
                [*whence, "add", *documents], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )
            if added.returncode not in (0, 3):
                raise SystemExit(f"whence add failed on {', '.join(documents)}")
            subprocess.run([*whence, "incidents", "--json"], check=True, stdout=stream)
        else:
            command = [sys.executable, "-m", "whence.cli", "claims", *documents, "--json", "--jobs", str(jobs)]
            subprocess.run(command, check=True, stdout=stream, stderr=subprocess.DEVNULL, cwd=out.parent)
    return time.monotonic() - started


def score(asked: Set, shared: Path, found: Path) -> dict[str, float]:
    """The figures of one set, nested ones under dotted names."""
    if asked.measure == "evaluate":
        return _evaluate(asked, shared, found)
    done = subprocess.run([*_scorer(asked, shared, found), "--json"], check=True, capture_output=True, text=True)
    return dict(_flatten(json.loads(done.stdout)))


def measure_sets(
    sets: Mapping[str, Set], shared: Path, folder: Path | None = None, jobs: int = 2
) -> Iterator[tuple[str, dict[str, float]]]:
    """The figures of each set, read and scored anew."""
    with tempfile.TemporaryDirectory() as temporary:
        for name, asked in sets.items():
            out = (folder or Path(temporary)).resolve() / f"{name}.jsonl"
            predict(asked, shared, out, jobs)
            yield name, score(asked, shared, out)


def make_table(measured: Mapping[str, Mapping[str, float]]) -> str:
    """All figures that have a floor or were asked for, as one Markdown table."""
    sets, floors = read_sets(), read_floors()
    lines = ["| set | figure | reached | floor | asked | aim |", "|---|---|---|---|---|---|"]
    for name, figures in measured.items():
        title = f"{name}: {sets[name].says}"
        for figure, value in figures.items():
            wanted = sets[name].asked.get(figure, {})
            floor = floors.get((name, figure))
            if wanted or floor is not None:
                cells = [f"{value:.3f}", _two(floor), _two(wanted.get("asked")), _two(wanted.get("aim"))]
                short = " (short)" if "asked" in wanted and value < wanted["asked"] else ""
                lines.append(f"| {title} | {_words(figure)} | {cells[0]}{short} | {' | '.join(cells[1:])} |")
                title = ""
    return "\n".join(lines)


def _evaluate(asked: Set, shared: Path, found: Path) -> dict[str, float]:
    """What `whence evaluate` says of the documents' numbers and of confidence, as shares that should rise."""
    gold = str(shared / asked.gold[0])
    command = [sys.executable, "-m", "whence.cli", "evaluate", gold, "--finder", str(found), "--json"]
    done = subprocess.run(
        [*command, "--resamples", "200"], check=True, capture_output=True, text=True, cwd=found.parent
    )
    figures: dict[str, float] = {}
    for each in map(json.loads, done.stdout.splitlines()):
        if each["kind"] == "number_error" and each["effect"] in ("killed", "injured"):
            figures[f"exact.{each['effect']}.{each['which']}"] = each["exact_share"]
        elif each["kind"] == "reliability":
            figures[f"calibration.{each['meaning']}"] = round(1 - each["error"], 4)
    return figures


def _scorer(asked: Set, shared: Path, found: Path) -> list[str]:
    gold = [str(shared / path) for path in asked.gold]
    return [sys.executable, str(shared / SCORER), asked.measure, str(found), *gold]


def _flatten(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, float]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", float(value)


def _words(figure: str) -> str:
    return figure.replace("slots_on_matched.", "slot: ").replace("_", " ").replace(".", ": ")


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def main() -> None:
    sets = read_sets()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help=f"which of {', '.join(sets)}; all when none is named")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder to keep the predictions in")
    parser.add_argument("--table", action="store_true", help="all figures as one Markdown table")
    options = parser.parse_args()
    unknown = [name for name in options.sets if name not in sets]
    if unknown:
        parser.error(f"no set {', '.join(unknown)}; there are {', '.join(sets)}")
    wanted = {name: sets[name] for name in options.sets or sets}
    strangers = find_strangers({file for each in wanted.values() for file in files_of(each)}, options.shared)
    for stranger in strangers:
        print(f"measure: {stranger}", file=sys.stderr)
    if any(stranger.endswith("is not there") for stranger in strangers):
        raise SystemExit(1)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    if options.table:
        print(make_table(dict(measure_sets(wanted, options.shared, options.keep, options.jobs))))
    else:
        show_sets(wanted, options)
    raise SystemExit(1 if strangers else 0)


def show_sets(wanted: Mapping[str, Set], options: argparse.Namespace) -> None:
    """Each set as its scorer prints it."""
    with tempfile.TemporaryDirectory() as temporary:
        for name, asked in wanted.items():
            out = (options.keep or Path(temporary)).resolve() / f"{name}.jsonl"
            seconds = predict(asked, options.shared, out, options.jobs)
            print(f"\n== {name} ({seconds:.1f} s)", flush=True)
            if asked.measure == "evaluate":
                for figure, value in score(asked, options.shared, out).items():
                    print(f"{figure:28} {value:.3f}")
            else:
                command = [*_scorer(asked, options.shared, out), "--misses", str(options.misses)]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
