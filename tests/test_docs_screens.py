"""What README.md shows and promises is what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_screens_are_what_the_program_prints() -> None:
    """Every screen of the README is the program's own output on the demo corpus, to the letter."""
    command = [sys.executable, str(ROOT / "tools" / "write_screens.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_python_reference_is_up_to_date() -> None:
    """docs/python.md says what the docstrings say."""
    command = [sys.executable, str(ROOT / "tools" / "write_python.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_to_files(link: str) -> None:
    """No link of the README leads nowhere."""
    assert (ROOT / link).exists()


def test_five_minutes_to_a_tally(tmp_path: Path) -> None:
    """The commands of "five minutes to a tally of your own", in their order, on one report."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "one.txt").write_text(
        "Three people were killed by shelling in Aleppo on Friday, residents said.\n", encoding="utf-8"
    )
    section = README.split("## Five minutes", 1)[1].split("```", 2)[1]
    lines = [line.split("#")[0].split() for line in section.splitlines() if line.startswith("whence ")]
    assert len(lines) == 4
    for words in lines:
        words = [word.replace("~", str(tmp_path)) for word in words[1:]]
        done = subprocess.run(
            [sys.executable, "-m", "whence.cli", *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert "killed" in subprocess.run(
        [sys.executable, "-m", "whence.cli", "tally"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout  # fmt: skip
