"""Adding: what a person sees meanwhile, and what a record is worth when the program is killed while it links."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import whence
from whence.ledger import open_ledger

REPORTS = [
    {"id": "one", "text": "Shelling killed 12 people in Aleppo on Friday, residents said.", "published": "2016-12-10"},
    {"id": "two", "text": "A car bomb killed seven people in Idlib on Friday.", "published": "2016-12-10"},
]
LATER = [
    {"id": "three", "text": "Shelling killed 14 people in Aleppo on Friday, a doctor said.", "published": "2016-12-11"}
]

# Where the program dies: before it links, in the middle of writing what it linked, and just before that is written.
MOMENTS = [
    ("whence.relinking", "link_state"),
    ("whence.ledger.derived", "write_redirects"),
    ("whence.ledger.read", "keep_derived_from"),
]

ADDER = """
import importlib, os, signal, sys
import whence
from whence import relinking
relinking.SMALL_CLAIMS, relinking.LARGEST_SHARE = int(sys.argv[5]), 1.0
module = importlib.import_module(sys.argv[3])
setattr(module, sys.argv[4], lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
with whence.open(sys.argv[1]) as bench:
    bench.add([sys.argv[2]])
"""


def write(path: Path, reports: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")
    return path


def figures(bench: whence.Workbench) -> list[tuple[object, ...]]:
    return [(row.effect, row.low, row.best, row.high, len(row.incidents)) for row in bench.tally()]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
@pytest.mark.parametrize(("module", "name"), MOMENTS, ids=[name for _, name in MOMENTS])
@pytest.mark.parametrize("part", [False, True], ids=["all", "a part"])
def test_a_kill_while_linking_is_mended_by_the_next_command(
    record_url: str, tmp_path: Path, module: str, name: str, part: bool
) -> None:
    """Documents stay, and what is derived from them is made before the next question is answered."""
    first, later = write(tmp_path / "first.jsonl", REPORTS), write(tmp_path / "later.jsonl", LATER)
    with whence.create(record_url, pack="syria", folder=tmp_path) as bench:
        bench.add([first])
        before = figures(bench)
    arguments = [record_url, str(later), module, name, "0" if part else "1000000"]
    done = subprocess.run([sys.executable, "-c", ADDER, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with open_ledger(record_url) as ledger:
        assert len(ledger.documents()) == 3
        assert ledger.derived_from() != ledger.head().seq, "it died before what it linked was on record"
    with whence.open(record_url, folder=tmp_path) as bench:
        assert figures(bench) != before
        assert {c.document for i in bench.incidents() for c in bench.claims() if c.id in i.claims} >= {"one", "three"}
        mended = figures(bench), bench.incidents()
        assert bench.verify().faults == ()
    with whence.create(str(tmp_path / "other.db"), pack="syria", folder=tmp_path) as other:
        other.add([first])
        other.add([later])
        assert (figures(other), other.incidents()) == mended


def test_progress_tells_of_reading_and_of_linking(tmp_path: Path) -> None:
    """A person sees that the program is at work after the last report was read, too."""
    seen: list[tuple[str, int, str]] = []
    with whence.create(str(tmp_path / "whence.db"), pack="syria", folder=tmp_path) as bench:
        bench.add([write(tmp_path / "a.jsonl", REPORTS)], progress=lambda *step: seen.append(step))
    assert [stage for stage, _, _ in seen] == ["reading", "linking", "estimating", "writing"]
    assert seen[0] == ("reading", 2, "two")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals on this system")
def test_progress_is_drawn_on_standard_error_where_somebody_looks(tmp_path: Path) -> None:
    whence.create(str(tmp_path / "whence.db"), pack="syria", folder=tmp_path).close()
    terminal, end = os.openpty()
    command = [sys.executable, "-m", "whence.cli", "--record", str(tmp_path / "whence.db"), "add"]
    command.append(str(write(tmp_path / "a.jsonl", REPORTS)))
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=end, text=True, check=False)
    os.close(end)
    drawn = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert done.stdout.startswith("added 2")
    assert "linking" in drawn or "writing" in drawn or "estimating" in drawn
