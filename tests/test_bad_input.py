"""Bad input of every kind, through the real command line: one clear line each, the right exit code, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

WHENCE = (sys.executable, "-c", "from whence.cli import main; main()")
GOOD = "ODRA, March 5, 2024 - Four people were killed on Monday when gunmen attacked a bus in Odra, police said.\n"
DONE, ERROR, USAGE, REJECTS = 0, 1, 2, 3


def _run(folder: Path, *arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if key != "WHENCE_RECORD"}
    return subprocess.run(
        [*WHENCE, *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, timeout=120, check=False
    )


def _errors(done: subprocess.CompletedProcess[bytes]) -> str:
    words = done.stderr.decode("utf-8")
    assert "Traceback" not in words, words
    return words


def _documents(folder: Path) -> int:
    done = _run(folder, "documents", "--json")
    assert done.returncode == DONE, done.stderr
    return len(done.stdout.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a new record in it."""
    done = _run(tmp_path, "init")
    assert done.returncode == DONE, done.stderr
    return tmp_path


def _line(number: int) -> bytes:
    return json.dumps({"id": f"good-{number}", "published": "2024-03-05", "text": GOOD}).encode() + b"\n"


def _write_empty(path: Path) -> None:
    path.write_bytes(b"")


def _write_blank(path: Path) -> None:
    path.write_bytes(b"\n \n\t\n")


def _write_binary(path: Path) -> None:
    path.write_bytes(b"\x7fELF\x00\x01" + bytes(range(256)) * 8)


def _write_one_long_line(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(50):
            file.write(b"killed " * (1_000_000 // 7))


def _write_invalid_utf8(path: Path) -> None:
    path.write_bytes(b"Four people were killed in \xff\xfe\xfa Odra.\n")


BAD_FILES: list[tuple[str, Callable[[Path], None], str]] = [
    ("empty.txt", _write_empty, "empty"),
    ("blank.txt", _write_blank, "no text"),
    ("binary.txt", _write_binary, "NUL byte"),
    ("long.txt", _write_one_long_line, "MB"),
    ("invalid.txt", _write_invalid_utf8, "not valid UTF-8 at byte 27"),
    ("empty.jsonl", _write_empty, "empty"),
    ("empty.html", _write_empty, "empty"),
]


def test_bad_files_are_set_aside_and_the_rest_is_read(folder: Path) -> None:
    """Bad files among good ones: each is named with its reason on one line, the good ones are kept, exit 3."""
    reports = folder / "reports"
    reports.mkdir()
    (reports / "a-good.txt").write_text(GOOD, encoding="utf-8")
    (reports / "z-good.txt").write_text(GOOD.replace("Four", "Five"), encoding="utf-8")
    for name, write, _ in BAD_FILES:
        write(reports / name)
    done = _run(folder, "add", "reports")
    assert done.returncode == REJECTS
    lines = (_errors(done) + done.stdout.decode()).splitlines()
    for name, _, reason in BAD_FILES:
        told = [line for line in lines if f"/{name}" in line]
        assert len(told) == 1, (name, told)
        assert reason in told[0]
    assert _documents(folder) == 2


def test_a_broken_third_line_loses_no_other(folder: Path) -> None:
    """Broken JSON on line 3 of 5: four documents are kept, the message names file and line."""
    feed = folder / "feed.jsonl"
    feed.write_bytes(_line(1) + _line(2) + b'{"id": "broken", "text": "Four people\n' + _line(4) + _line(5))
    done = _run(folder, "add", "feed.jsonl")
    assert done.returncode == REJECTS
    told = [line for line in (_errors(done) + done.stdout.decode()).splitlines() if "feed.jsonl:3" in line]
    assert len(told) == 1
    assert "not JSON" in told[0]
    assert _documents(folder) == 4


BAD_LINES: list[tuple[bytes, str]] = [
    (b'{"id": "x"}', "`text`"),
    (b'{"id": "x", "text": 7}', "`text` is a number"),
    (b'{"id": "x", "text": null}', "`text`"),
    (b'["x"]', "not an object"),
    (b'{"id": "x", "text": "a", "text": "b"}', "stands twice"),
    (b'{"id": "x", "text": "Nobody.", "published": "yesterday"}', "published"),
    (b'{"id": "x", "text": "a \\ud800 b"}', "surrogate"),
]


def test_a_bad_line_says_what_is_wrong(folder: Path) -> None:
    """Bad lines between good ones: each has its reason under its number, the good ones are kept."""
    (folder / "feed.jsonl").write_bytes(_line(1) + b"".join(line + b"\n" for line, _ in BAD_LINES) + _line(2))
    done = _run(folder, "add", "feed.jsonl")
    assert done.returncode == REJECTS
    lines = (_errors(done) + done.stdout.decode()).splitlines()
    for number, (_, reason) in enumerate(BAD_LINES, 2):
        told = [row for row in lines if f"feed.jsonl:{number}:" in row]
        assert len(told) == 1, (number, told)
        assert reason in told[0]
    assert _documents(folder) == 2


def test_an_unreadable_file_is_set_aside(folder: Path) -> None:
    """A file without permission, or a link that leads nowhere, is named; the rest is read."""
    reports = folder / "reports"
    reports.mkdir()
    (reports / "good.txt").write_text(GOOD, encoding="utf-8")
    (reports / "gone.txt").symlink_to(folder / "nowhere.txt")
    (reports / "closed.txt").write_text(GOOD + "closed", encoding="utf-8")
    (reports / "closed.txt").chmod(0)
    done = _run(folder, "add", "reports")
    told = _errors(done) + done.stdout.decode()
    assert done.returncode == REJECTS
    assert "gone.txt" in told
    if os.geteuid() != 0:  # root reads every file
        assert "closed.txt" in told
        assert _documents(folder) == 1


def test_a_missing_path_is_named(folder: Path) -> None:
    """What is not there is named, and what is there is read all the same."""
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    done = _run(folder, "add", "good.txt", "no-such-report.txt")
    assert done.returncode == REJECTS
    assert "no-such-report.txt" in _errors(done) + done.stdout.decode()
    assert _documents(folder) == 1


def test_bad_standard_input(folder: Path) -> None:
    """Nothing on standard input is said in one line."""
    done = _run(folder, "add", "-", stdin=b"")
    assert done.returncode == REJECTS
    assert "empty" in _errors(done) + done.stdout.decode()
    assert _documents(folder) == 0


def test_claims_without_a_record_set_bad_files_aside(tmp_path: Path) -> None:
    """`whence claims` with paths prints the claims of what it can read and exits 3 for the rest."""
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    done = _run(tmp_path, "claims", "good.txt", "binary.txt", "--json")
    assert done.returncode == REJECTS
    assert "binary.txt" in _errors(done)
    assert [json.loads(line)["counts"][0]["best"] for line in done.stdout.splitlines()] == [4]


WRONG_CALLS: list[tuple[tuple[str, ...], int, str]] = [
    (("init", "--pack", "atlantis"), ERROR, "syria"),
    (("add", "good.txt", "--record", "nonsense://x/y"), ERROR, "nonsense"),
    (("add", "good.txt", "--record", "postgresql://nobody:hidden@127.0.0.1:9/none"), ERROR, "127.0.0.1"),
    (("add", "good.txt", "--published", "March"), USAGE, "2016-12-09"),
    (("tally", "--policy", "guess"), USAGE, "ucdp"),
    (("tally", "--by", "weather"), USAGE, "party"),
    (("taly",), USAGE, "tally"),
    (("incidents", "--json", "--nonsense"), USAGE, "--nonsense"),
    (("explain", "987654321"), ERROR, "987654321"),
    (("check", "no-such-article.txt"), ERROR, "no-such-article.txt"),
    (("review", "undo", "99"), ERROR, "99"),
    (("evaluate", "no-such-gold.jsonl"), ERROR, "no-such-gold.jsonl"),
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that wrong calls leave as it is."""
    made = tmp_path_factory.mktemp("shared")
    assert _run(made, "init").returncode == DONE
    (made / "good.txt").write_text(GOOD, encoding="utf-8")
    return made


@pytest.mark.parametrize(("arguments", "code", "word"), WRONG_CALLS, ids=[" ".join(call[0]) for call in WRONG_CALLS])
def test_a_wrong_call_is_one_line(
    shared: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, word: str
) -> None:
    """Each wrong call ends with its exit code and one line that says what, and what there is instead."""
    done = _run(tmp_path if arguments[0] == "init" else shared, *arguments)
    words = _errors(done)
    assert done.returncode == code, words
    assert word in words
    assert "hidden" not in words, "a password must not be printed"
    assert len(words.strip().splitlines()) == 1, words


def test_no_record_here(tmp_path: Path) -> None:
    """A question in a folder without a record is one line with the remedy."""
    done = _run(tmp_path, "tally")
    words = _errors(done)
    assert done.returncode == ERROR
    assert len(words.strip().splitlines()) == 1
    assert "whence init" in words


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    """A text file given as a record is refused in one line and stays as it was."""
    (tmp_path / "notes.db").write_text("not a database\n" * 100, encoding="utf-8")
    done = _run(tmp_path, "tally", "--record", "notes.db")
    words = _errors(done)
    assert done.returncode == ERROR
    assert len(words.strip().splitlines()) == 1
    assert (tmp_path / "notes.db").read_text(encoding="utf-8") == "not a database\n" * 100


def test_the_text_of_a_report_cannot_steer_the_terminal(folder: Path) -> None:
    """Control characters of a report are never printed as such."""
    (folder / "bad.txt").write_text(GOOD.replace("a bus", "a \x1b[2J\x1b]0;owned\x07 bus"), encoding="utf-8")
    assert _run(folder, "add", "bad.txt").returncode in (DONE, REJECTS)
    done = _run(folder, "claims")
    assert b"\x1b]0;" not in done.stdout
