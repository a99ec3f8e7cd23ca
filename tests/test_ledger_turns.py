"""Where SQLite's own lock is not enough, writers take turns; a turn ends with the program that held it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from whence.errors import RecordError
from whence.ledger import turns
from whence.ledger.turns import writers_turn

HOLD = """
import sys, time
from whence.ledger import turns
turns.SOUND_SQLITE = (99,)
with turns.writers_turn(sys.argv[1], timeout_s=5):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _an_sqlite_that_needs_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SOUND_SQLITE", (99,))


def test_a_second_writer_waits_and_says_when_it_gives_up(tmp_path: Path) -> None:
    file = str(tmp_path / "whence.db")
    with (
        writers_turn(file, timeout_s=1),
        pytest.raises(RecordError, match="for too long"),
        writers_turn(file, timeout_s=0.05),
    ):
        pytest.fail("two writers at once")
    with writers_turn(file, timeout_s=0.05):
        pass


def test_a_killed_writer_gives_its_turn_back(tmp_path: Path) -> None:
    file = str(tmp_path / "whence.db")
    holder = subprocess.Popen([sys.executable, "-c", HOLD, file], stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.wait()
    begun = time.monotonic()
    with writers_turn(file, timeout_s=5):
        assert time.monotonic() - begun < 5


def test_a_sound_sqlite_or_a_server_needs_no_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SOUND_SQLITE", (3,))
    for file in (str(tmp_path / "whence.db"), None):
        with writers_turn(file, timeout_s=0), writers_turn(file, timeout_s=0):
            assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be written"), writers_turn(f"{tmp_path}/gone/whence.db", timeout_s=1):
        pytest.fail("nothing to write to")
