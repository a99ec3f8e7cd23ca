"""The list of commands. In comes the command line, out goes the exit code: 0 done, 1 error, 2 usage, 3 done with
rejects.
"""

from __future__ import annotations

import importlib

import click

from whence import __version__
from whence.cli.doors import Door, record_option

# name -> (module, what `whence --help` says); the order is that of a first day's work.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("record", "Make a record in this folder."),
    "add": ("record", "Read reports into the record."),
    "claims": ("claims", "Print the claims of the record, or of documents without any record."),
    "incidents": ("lists", "List what happened, with all claims linked to it."),
    "estimates": ("lists", "List low, best and high of each incident, and the rule behind them."),
    "totals": ("lists", "List published running totals beside what is on record."),
    "sources": ("lists", "List who publishes and who speaks."),
    "parties": ("lists", "List who is accused, with denials and admissions."),
    "documents": ("lists", "List the documents on record."),
    "tally": ("tally", "Count the people harmed: low, best and high, with nothing counted twice."),
    "explain": ("explain", "Go from a number down to the sentences it rests on."),
    "diff": ("changes", "Say which numbers changed between two days, and why."),
    "compare": ("changes", "Count the same evidence under two policies, and say what makes the difference."),
    "check": ("explain", "Compare every figure of an article with the record."),
    "review": ("review", "Judge claims and links; nothing is overwritten."),
    "verify": ("record", "Re-read every quote, every hash and the journal."),
    "gazetteer": ("gazetteer", "Import larger gazetteers and P-codes, add places by hand, look names up."),
    "evaluate": ("evaluate", "Score the finder on your own gold."),
    "simulate": ("simulate", "Make a war in which the truth is known, and count it."),
}


class LazyCommands(Door):
    """Loads a command's file only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"whence.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in COMMANDS.items()])


@click.command(
    cls=LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Example: whence init && whence add reports/ && whence tally --by party,month",
)
@click.version_option(__version__, prog_name="whence")
@record_option
def main(record: str | None) -> None:
    """Every figure of a war is somebody's claim. Whence keeps each with who said it and in which words, and counts
    from all of them with nothing counted twice.

    Exit codes: 0 done, 1 error, 2 usage, 3 done with rejects.
    """
