"""Print every accuracy figure of docs/benchmarks.md. In come the gold sets beside the checkout, out go tables.

    python tools/measure.py                # all sets
    python tools/measure.py seed gold      # some of them
    python tools/measure.py gold --misses 20

Reads `../shared/bench` (or --shared FOLDER), runs `whence claims` on each set and its own `score.py` on the result.
Nothing of the gold is copied: predictions go to a temporary folder.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Set(NamedTuple):
    """One gold set: the documents to read, score.py's name for the measure, and the files it scores against."""

    documents: str
    measure: str
    gold: tuple[str, ...]


SETS = {
    "seed": Set("seed/docs.jsonl", "gold", ("seed/claims.jsonl",)),
    "gold": Set("bench/gold/docs.jsonl", "gold", ("bench/gold/claims.jsonl",)),
    "fakes": Set("bench/fakes-dev.jsonl", "fakes", ("bench/fakes-dev.jsonl",)),
    "isaf": Set("bench/isaf-dev.jsonl", "isaf", ("bench/isaf-dev.jsonl",)),
    "muc-tst1": Set("bench/muc4/tst1.jsonl", "muc", ("bench/muc4/key-tst1.v7",)),
    "muc-tst2": Set("bench/muc4/tst2.jsonl", "muc", ("bench/muc4/key-tst2.v4",)),
    "links": Set("bench/fakes-dev.jsonl", "link", ("bench/fakes-dev.links.jsonl",)),
}


def predict(name: str, shared: Path, out: Path, jobs: int) -> float:
    """Write the program's answer for one set; returns wall seconds."""
    documents = shared / SETS[name].documents
    started = time.monotonic()
    with out.open("w", encoding="utf-8") as stream:
        if SETS[name].measure == "link":
            record = out.with_suffix(".db")
            record.unlink(missing_ok=True)  # each measurement starts with an empty record
            whence = [sys.executable, "-m", "whence.cli", "--record", str(record)]
            subprocess.run([*whence, "init", "--pack", "syria"], check=True, stdout=subprocess.DEVNULL, cwd=out.parent)
            # Exit code 3 says that some documents were set aside with a reason; the rest is read.
            added = subprocess.run([*whence, "add", str(documents)], stdout=subprocess.DEVNULL, check=False)
            if added.returncode not in (0, 3):
                raise SystemExit(f"whence add failed on {name}")
            subprocess.run([*whence, "incidents", "--json"], check=True, stdout=stream)
        else:
            command = [sys.executable, "-m", "whence.cli", "claims", str(documents), "--json", "--jobs", str(jobs)]
            subprocess.run(command, check=True, stdout=stream)
    return time.monotonic() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help=f"which of {', '.join(SETS)}; all when none is named")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder to keep the predictions in")
    options = parser.parse_args()
    unknown = [name for name in options.sets if name not in SETS]
    if unknown:
        parser.error(f"no set {', '.join(unknown)}; there are {', '.join(SETS)}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name in options.sets or SETS:
            out = folder.resolve() / f"{name}.jsonl"
            seconds = predict(name, options.shared, out, options.jobs)
            print(f"\n== {name} ({seconds:.1f} s)", flush=True)
            gold = [str(options.shared / file) for file in SETS[name].gold]
            score = [sys.executable, str(options.shared / "bench" / "score.py"), SETS[name].measure, str(out), *gold]
            subprocess.run([*score, "--misses", str(options.misses)], check=True)


if __name__ == "__main__":
    main()
