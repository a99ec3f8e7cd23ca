"""kill -9 at any moment leaves each document wholly in or wholly out, and two programs may add at the same time."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from ledger_samples import AT, make_entry
from whence.ledger import Ledger, open_ledger, verify

TESTS = Path(__file__).parent
KILLS = 20


def _start(url: str, first: int, how_many: int, at_once: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(TESTS / "ledger_adder.py"), url, str(first), str(how_many), str(at_once)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _check_whole(ledger: Ledger, acknowledged: set[str]) -> None:
    """Every acknowledged document is there, each with its two claims and its journal entry, and nothing has moved."""
    there = ledger.documents()
    assert acknowledged <= {document.id for document in there}
    assert {document.claims for document in there} <= {2}
    assert [document.seq for document in there] == [entry.seq for entry in ledger.journal()]
    assert verify(ledger) == ()


def test_a_kill_at_any_moment_leaves_no_half_document(record_url: str) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    killed_midway = 0
    with open_ledger(record_url, create=True) as ledger:
        for kill in range(KILLS):
            adder = _start(record_url, kill * 100_000, 100_000, at_once=1 + kill % 3 * 4)
            assert adder.stdout is not None
            first = adder.stdout.readline()  # it has begun; from here on it is killed wherever it happens to be
            time.sleep(chance.uniform(0, 0.06))
            adder.kill()
            rest = adder.stdout.read()
            adder.wait()
            found = {line.decode() for line in (first + rest).splitlines()}
            killed_midway += bool(found)
            acknowledged |= found
            if kill % 5 == 4:
                _check_whole(ledger, acknowledged)
        assert killed_midway == KILLS
        ledger.add_documents([make_entry(99_999_999)], at=AT, actor="ada")
        _check_whole(ledger, acknowledged)


def test_several_programs_adding_at_once_make_one_chain(record_url: str) -> None:
    with open_ledger(record_url, create=True) as ledger:
        adders = [_start(record_url, n * 100_000, 40, at_once=2) for n in range(1, 4)]
        done = [adder.communicate(timeout=120) for adder in adders]
        assert [adder.returncode for adder in adders] == [0, 0, 0], done
        acknowledged = {line.decode() for out, _ in done for line in out.splitlines()}
        assert len(acknowledged) == 120
        _check_whole(ledger, acknowledged)
        assert ledger.head().seq == 120


def test_two_programs_adding_the_same_documents_add_each_once(record_url: str) -> None:
    with open_ledger(record_url, create=True) as ledger:
        adders = [_start(record_url, 500, 30, at_once=3) for _ in range(2)]
        done = [adder.communicate(timeout=120) for adder in adders]
        assert [adder.returncode for adder in adders] == [0, 0], done
        assert len(b"".join(out for out, _ in done).splitlines()) == 30
        _check_whole(ledger, set())


def test_a_reader_is_not_kept_waiting_by_a_writer(record_url: str) -> None:
    with open_ledger(record_url, create=True) as ledger, open_ledger(record_url) as reader:
        ledger.add_documents([make_entry(1)], at=AT, actor="ada")
        with ledger._writing():
            begun = time.monotonic()
            assert len(reader.documents()) == 1
            assert time.monotonic() - begun < 5
