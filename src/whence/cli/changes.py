"""`whence diff` and `whence compare`. In come two days or two policies, out come the numbers that differ and the
incidents that make the difference.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from whence.cli.doors import (
    DAY,
    filter_options,
    json_option,
    open_bench,
    policy_option,
    record_option,
    refuse_unknown_effect,
    time_option,
)
from whence.cli.printing import note, print_json, print_paragraph
from whence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whence.changes import Change


@click.command(epilog="Example: whence diff --from 2017-01-01 --to 2017-02-01 --effect killed")
@click.option("--from", "start", type=DAY, metavar="DAY", required=True, help="As the record stood then.")
@click.option("--to", "end", type=DAY, metavar="DAY", help="As it stood then; without it, as it stands now.")
@filter_options
@policy_option
@record_option
@json_option
def diff(
    start: date,
    end: date | None,
    place: str | None,
    party: str | None,
    effect: str | None,
    since: date | None,
    until: date | None,
    policy: str | None,
    record: str | None,
    as_json: bool,
) -> None:
    """Say which numbers changed between the end of one day and the end of another, and why: what was new, what was
    corrected or rejected, what was joined or split. The days are those on which it was put on record.
    """
    from whence.lists import Filter

    refuse_unknown_effect(effect)
    if end is not None and end < start:
        raise UsageError(f"--to {end} is before --from {start}", remedy="turn them round")
    with open_bench(record) as bench:
        found = bench.diff(start, end, Filter(place, party, effect, since, until), policy=policy)
    _print(found, as_json, f"no number changed from {start} to {end or 'now'}")


@click.command(epilog="Example: whence compare --policy ucdp,ibc --effect killed")
@click.option("--policy", "policies", metavar="ONE,OTHER", required=True, help="Two policies, as ucdp,ibc.")
@filter_options
@time_option
@record_option
@json_option
def compare(
    policies: str,
    place: str | None,
    party: str | None,
    effect: str | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
    record: str | None,
    as_json: bool,
) -> None:
    """Count the same evidence under two policies. Shown are the incidents that make the difference, largest first, with
    the rule of each; all others come to the same.
    """
    from whence.lists import Filter

    refuse_unknown_effect(effect)
    names = [name.strip() for name in policies.split(",") if name.strip()]
    if len(names) != 2:
        raise UsageError(f"--policy {policies!r} is not two policies", remedy="for instance --policy ucdp,ibc")
    with open_bench(record) as bench:
        found = bench.compare(names[0], names[1], Filter(place, party, effect, since, until), as_of=as_of)
    _print(found, as_json, f"{names[0]} and {names[1]} come to the same")


def _print(changes: Sequence[Change], as_json: bool, none: str) -> None:
    from whence.changes import change_to_json, range_words

    if as_json:
        print_json(change_to_json(change) for change in changes)
        return
    for change in changes:
        moved = f"{range_words(change.before)} → {range_words(change.after)}"
        print_paragraph(f"{change.words}: {change.effect} {moved}  ({change.incident})", hanging="  ")
        for sentence in change.why:
            print_paragraph(sentence, indent="  ", hanging="    ")
    many = len(changes)
    note(f"{many} number{'s' if many != 1 else ''} differ{'' if many != 1 else 's'}" if changes else none)
