"""The command line itself: help that can be pasted, one-line errors, exit codes, a quick start."""

from __future__ import annotations

import importlib.util
import shlex
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from whence.cli import main
from whence.cli.commands import COMMANDS
from whence.cli.printing import one_line, visible
from whence.cli.tally import range_bar

ROOT = Path(__file__).parents[1]
WHENCE = (sys.executable, "-c", "from whence.cli import main; main()")


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_commands", ROOT / "tools" / "write_commands.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ALL_COMMANDS: list[tuple[str, click.Command]] = list(load_tool().find_commands(main))


def run(*arguments: str, cwd: Path | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*WHENCE, *arguments], cwd=cwd, input=stdin, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize(("name", "command"), ALL_COMMANDS, ids=[name for name, _ in ALL_COMMANDS])
def test_every_help_ends_with_a_line_to_paste(name: str, command: click.Command) -> None:
    """The example is a real call: its commands exist and its options are known."""
    done = CliRunner().invoke(main, [*name.split()[1:], "--help"])
    assert done.exit_code == 0
    example = (command.epilog or "").removeprefix("Example: ")
    assert done.output.rstrip().endswith(example.rsplit(" ", 1)[-1])
    for call in example.split(" && "):
        words = shlex.split(call)
        assert words[0] == "whence"
        parse(main, words[1:])


def parse(group: click.Command, words: list[str]) -> None:
    """Parse a call without running it."""
    command, ctx = group, click.Context(group, info_name="whence", help_option_names=["-h", "--help"])
    while isinstance(command, click.Group):
        below = command.get_command(ctx, words[0])
        assert below is not None, words
        command, words = below, words[1:]
    command.make_context("whence", words, parent=ctx)


def test_the_reference_is_what_help_says() -> None:
    """docs/commands.md is made by one command: python tools/write_commands.py."""
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == load_tool().make_page()


def test_the_list_of_commands_says_what_each_does() -> None:
    """The short help stands in one table, so that help loads no command; each command is there."""
    done = CliRunner().invoke(main, ["--help"])
    assert all(name in done.output for name in COMMANDS)


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    """`whence --help` in under 0.3 s, without the database's or the web page's libraries."""
    started = time.perf_counter()
    assert run("--help").returncode == 0
    assert time.perf_counter() - started < 0.3 * 3  # three times, for a busy machine
    heavy = "import sys; from whence.cli import main\n"
    heavy += "try: main(['--help'])\nexcept SystemExit: pass\n"
    heavy += "print([m for m in ('sqlalchemy', 'trafilatura', 'lxml', 'rich', 'ahocorasick') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


BAD_CALLS = [
    (["frob"], 2, "unknown command 'frob'; one of init, add"),
    (["tallly"], 2, "did you mean tally?"),
    (["tally", "--frob"], 2, "--frob"),
    (["tally", "--since", "Friday"], 2, "'Friday' is not a day; write it as 2016-12-09"),
    (["tally", "--where", "Aleppo"], 2, "is not key=value"),
    (["tally", "--effect", "hurt"], 2, "unknown effect 'hurt'; one of killed, injured"),
    (["evaluate", "gold.jsonl", "--slice", "colour"], 2, "unknown slice 'colour'; one of effect"),
    (["add"], 2, "PATH"),
    (["tally"], 1, "no record here; make one with `whence init`"),
    (["tally", "--record", "none.db"], 1, "no record at"),
    (["claims", "none.txt"], 3, "none.txt"),
    (["claims", "--pack", "atlantis", "none.txt"], 1, "atlantis"),
    (["evaluate", "none.jsonl"], 1, "cannot read none.jsonl"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), BAD_CALLS)
def test_a_wrong_call_is_one_line(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    """What is wrong and what to try, on standard error; nothing on standard output; the exit code says which kind."""
    done = run(*arguments, cwd=tmp_path)
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert words in said
    lines = [line for line in said.splitlines() if line != "no claims found"]
    assert len(lines) == 1
    assert done.stdout == b""


def test_a_reader_that_goes_away_is_no_error() -> None:
    """`whence ... | head -1` ends quietly."""
    command = f"{shlex.join(WHENCE)} --help | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


NAUGHTY = [
    ("\x1b[2Jgone", "\\x1b[2Jgone", "no document clears the screen"),
    ("a\u202eb", "a\\u202eb", "no document turns the line round"),
    ("\x07\x9b", "\\x07\\x9b", "bells and eight-bit escapes"),
    ("قتلى 12", "قتلى 12", "letters of any script stay"),
    ("line\nnext\tcell", "line\nnext\tcell", "line ends and tabs stay"),
]


@pytest.mark.parametrize(("words", "shown", "remark"), NAUGHTY)
def test_nothing_in_a_document_moves_the_cursor(words: str, shown: str, remark: str) -> None:
    """Control characters are shown, not obeyed."""
    assert visible(words) == shown, remark
    assert "\n" not in one_line(words)


BARS = [
    (0, 50, 100, "├───────────●───────────┤", "low, best and high"),
    (50, 50, None, "            ●╌╌╌╌╌╌╌╌╌╌╌", "no report gives a high end"),
    (None, None, None, " " * 24, "nothing is known"),
]


@pytest.mark.parametrize(("low", "best", "high", "bar", "remark"), BARS)
def test_a_range_can_be_looked_at(low: int | None, best: int | None, high: int | None, bar: str, remark: str) -> None:
    """A bar of a fixed width; an open end is dotted."""
    drawn = range_bar(low, best, high, 100)
    assert len(drawn) == 24, remark
    if best is not None:
        assert "●" in drawn
        assert ("╌" in drawn) == (high is None), remark
