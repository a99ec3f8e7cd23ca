"""Fill the screens of README.md and docs/evaluate.md with what the program really prints. In comes the demo corpus, out
go the screens.

Usage: python tools/write_screens.py [--check]; with --check nothing is written, and exit code 1 says a screen is out
of date. A screen is a fenced block after a line `<!-- screen: tally --by party -->`; `lines=N` keeps its first N lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "evaluate.md")
WIDTH = 100
SCREEN = re.compile(r"<!-- screen: (?P<words>[^>\n]*?)(?: lines=(?P<lines>\d+))? -->\n```text\n.*?```\n", re.DOTALL)


def run_whence(words: list[str], folder: Path) -> str:
    """What one command prints on standard output, at the width of the screens. Raises on exit codes 1 and 2."""
    environment = os.environ | {"COLUMNS": str(WIDTH), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "whence.cli", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"whence {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def fill(page: str, folder: Path) -> str:
    """The page with each screen as the program prints it now."""

    def screen(found: re.Match[str]) -> str:
        words = found["words"]
        shown = run_whence(words.replace("DEMO", str(ROOT / "demo")).split(), folder).rstrip().splitlines()
        kept = shown[: int(found["lines"])] if found["lines"] else shown
        more = ["…"] if len(kept) < len(shown) else []
        title = found[0].split("\n", 1)[0]
        body = "\n".join(line.rstrip() for line in (*kept, *more))
        return f"{title}\n```text\n$ whence {words.replace('DEMO', 'demo')}\n{body}\n```\n"

    return SCREEN.sub(screen, page)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run_whence(["init", "--pack", str(ROOT / "demo" / "pack")], folder)
        run_whence(["add", str(ROOT / "demo" / "reports")], folder)
        with tempfile.TemporaryDirectory() as elsewhere:  # no record there, so no pack
            claims = run_whence(["claims", str(ROOT / "demo" / "reports"), "--json"], Path(elsewhere))
        (folder / "before.jsonl").write_text(claims, encoding="utf-8")
        for path in PAGES:
            page = path.read_text(encoding="utf-8")
            filled = fill(page, folder)
            if "--check" in sys.argv and filled != page:
                raise SystemExit(f"{path.name} is not up to date; run python tools/write_screens.py")
            path.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    main()
