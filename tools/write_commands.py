"""Write docs/commands.md from what `--help` says. In comes the command line, out goes the reference.

Usage: python tools/write_commands.py [--check]; with --check nothing is written, and exit code 1 says it is not up
to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from whence.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Made from `--help` by `python tools/write_commands.py`; a test keeps it so. Data goes to standard output, progress and
remarks to standard error. Exit codes: 0 done, 1 error, 2 usage, 3 done with rejects. `--json` gives JSON Lines on
every command; unknown is `null`.
"""


def find_commands(command: click.Command, name: str = "whence") -> Iterator[tuple[str, click.Command]]:
    """Every command and sub-command with the words that call it, groups before what is in them."""
    yield name, command
    if isinstance(command, click.Group):
        ctx = click.Context(command, info_name=name, help_option_names=["-h", "--help"])
        for below in command.list_commands(ctx):
            found = command.get_command(ctx, below)
            assert found is not None
            yield from find_commands(found, f"{name} {below}")


def help_of(name: str, command: click.Command) -> str:
    """What `--help` prints, at one width."""
    ctx = click.Context(
        command, info_name=name, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"]
    )
    return command.get_help(ctx)


def make_page() -> str:
    """The whole reference."""
    parts = [HEAD]
    for name, command in find_commands(main):
        parts.append(f"## `{name}`\n\n```text\n{help_of(name, command)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    page = make_page()
    if "--check" in sys.argv:
        sys.exit(
            0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page else "docs/commands.md is not up to date"
        )
    PAGE.write_text(page, encoding="utf-8")
