"""What all commands share: one-line errors, exit codes, options, and opening the record. In come exceptions and
options, out go lines on standard error and exit codes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from whence.errors import RecordError, UsageError, WhenceError

if TYPE_CHECKING:
    from whence.workbench import Workbench

REJECTS = 3
_Command = TypeVar("_Command", bound=Callable[..., Any])


class Door(click.Group):
    """The outermost group: every error a person can meet becomes one line and its exit code."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence_stdout()
            code = 0
        except click.ClickException as problem:
            if type(problem).__name__ == "NoArgsIsHelpError":  # not known to older releases of click by that name
                click.echo(problem.format_message(), err=True)
                code = 2
            else:
                code = _say(_usage_words(problem), 2)
        except WhenceError as problem:
            code = _say(str(problem), problem.exit_code)
        except (KeyboardInterrupt, click.Abort):
            code = _say("stopped; what was added before stays added", 130)
        sys.exit(code if isinstance(code, int) else 0)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-"):
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise UsageError(f"unknown command {name!r}", remedy=f"{hint}one of {', '.join(known)}")
        return super().resolve_command(ctx, args)


if TYPE_CHECKING:
    _DayType = click.ParamType[date]
else:
    _DayType = click.ParamType  # older releases of click are not generic when they run


class Day(_DayType):
    """A day as 2016-12-09."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2016-12-09", param, ctx)


DAY = Day()


def record_option(command: _Command) -> _Command:
    """`--record` on every command that needs one; said before the command it holds as well."""
    words = "The record, if not this folder's."
    return click.option("--record", metavar="PATH_OR_URL", callback=_or_said_before, help=words)(command)


def form_options(command: _Command) -> _Command:
    """`--json` and `--csv` on every list."""
    command = click.option("--csv", "as_csv", is_flag=True, help="CSV, safe to open in a spreadsheet.")(command)
    return json_option(command)


def json_option(command: _Command) -> _Command:
    """`--json` on every command."""
    return click.option("--json", "as_json", is_flag=True, help="JSON Lines.")(command)


def time_option(command: _Command) -> _Command:
    """`--as-of` on every question."""
    return click.option("--as-of", type=DAY, metavar="DAY", help="As the record stood at the end of that day.")(command)


def policy_option(command: _Command) -> _Command:
    """`--policy` wherever numbers are made."""
    return click.option("--policy", metavar="NAME", help="ucdp, ibc, airwars, acled, or your own file.")(command)


def filter_options(command: _Command) -> _Command:
    """The filters of all lists: place, party, effect and period."""
    for option in reversed(
        (
            click.option("--place", metavar="NAME", help="Only there: a place, or a larger one it lies in."),
            click.option("--party", metavar="KEY", help="Only what is laid at this party's door."),
            click.option("--effect", metavar="EFFECT", help="Only with people killed, injured, missing, ..."),
            click.option("--since", type=DAY, metavar="DAY", help="From this day on."),
            click.option("--until", type=DAY, metavar="DAY", help="Up to this day."),
        )
    ):
        command = option(command)
    return command


def refuse_unknown_effect(effect: str | None) -> None:
    """Raises UsageError that lists the effects there are."""
    from whence.records import EFFECTS

    if effect is not None and effect not in EFFECTS:
        raise UsageError(f"unknown effect {effect!r}", remedy=f"one of {', '.join(EFFECTS)}")


def open_bench(record: str | None) -> Workbench:
    """The record a command is about. Raises RecordError."""
    import whence

    return whence.open(record)


def find_bench(record: str | None) -> Workbench | None:
    """The record if there is one, for commands that can do without."""
    try:
        return open_bench(record)
    except RecordError:
        if record:
            raise
        return None


def parse_pairs(option: str, pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """`key=value` words as pairs. Raises UsageError."""
    found = []
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise UsageError(f"{option} {pair!r} is not key=value", remedy='for instance place="east Aleppo"')
        found.append((key.strip(), value.strip()))
    return tuple(found)


def _or_said_before(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
    root = ctx.find_root()
    return value or (root.params.get("record") if root is not ctx else None)


def _usage_words(problem: click.ClickException) -> str:
    """Click's message on one line, with the way to the command's help."""
    words = " ".join(problem.format_message().split()).rstrip(".")
    ctx = getattr(problem, "ctx", None)
    return f"{words}; see `{ctx.command_path} --help`" if ctx else words


def _say(words: str, code: int) -> int:
    from whence.cli.printing import visible

    sys.stdout.flush()
    click.echo(f"whence: {visible(words)}", err=True)
    return code


def _silence_stdout() -> None:
    """The reader of our output has gone; let nothing complain when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
