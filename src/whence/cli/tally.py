"""`whence tally`. In come groupings and filters, out go low, best and high, the unknown as a row of its own, published
totals beside.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from whence.cli.doors import (
    DAY,
    form_options,
    open_bench,
    parse_pairs,
    policy_option,
    record_option,
    refuse_unknown_effect,
    time_option,
)
from whence.cli.printing import note, one_line, print_json, print_paragraph, print_sheet, print_table, terminal_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whence.lists import Filter
    from whence.records import TallyRow, TotalCheck

RANGE_NOTE = "Low to high is a range of reports, not a confidence interval."
_TOTALS_SHOWN = 8
_BAR_CHARACTERS = 24
_BAR_NEEDS_COLUMNS = 100


@click.command(epilog='Example: whence tally --by party,month --where place="east Aleppo" --policy ucdp')
@click.option("--by", metavar="KEYS", help="Groupings with commas between: party,place,month,effect,status,age,sex...")
@click.option("--where", "pairs", multiple=True, metavar="KEY=VALUE", help='Only there: place="east Aleppo".')
@click.option("--effect", metavar="EFFECT", help="Only people killed, injured, missing, ...")
@click.option("--since", type=DAY, metavar="DAY", help="From this day on.")
@click.option("--until", type=DAY, metavar="DAY", help="Up to this day.")
@policy_option
@time_option
@record_option
@form_options
def tally(
    by: str | None,
    pairs: tuple[str, ...],
    effect: str | None,
    since: date | None,
    until: date | None,
    policy: str | None,
    as_of: date | None,
    record: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Count the people harmed, with nothing counted twice: sums of estimates, never of claims.

    What is unknown is a row of its own. Published running totals stand beside the row whose ground they cover, with
    what they say beyond the record; they are never added. Low to high is a range of reports, not a confidence
    interval.
    """
    from whence.forms import tally_row_to_json
    from whence.publish import tally_sheet

    refuse_unknown_effect(effect)
    keys = tuple(key.strip() for key in (by or "").split(",") if key.strip())
    where = parse_pairs("--where", pairs)
    with open_bench(record) as bench:
        rows = bench.tally(keys, where=where, since=since, until=until, policy=policy, as_of=as_of)
        others = (
            () if as_json or as_csv else bench.totals(_filter(where, effect, since, until), policy=policy, as_of=as_of)
        )
    rows = tuple(row for row in rows if effect in (None, row.effect))
    if as_json:
        print_json(tally_row_to_json(row) for row in rows)
    elif as_csv:
        print_sheet(tally_sheet(rows), csv=True)
    else:
        if rows:
            print_rows(rows)
        print_totals(rows, others)
        note(f"{RANGE_NOTE} Policy {rows[0].policy}." if rows else "nothing to count: no incidents on record match")


def print_rows(rows: Sequence[TallyRow]) -> None:
    """A tally as a table, with a bar for each range where the terminal is wide enough to look at one."""
    groupings = [key for key, _ in rows[0].keys if key != "effect"]
    bars = sys.stdout.isatty() and terminal_columns() >= _BAR_NEEDS_COLUMNS
    most = max((n for row in rows for n in (row.low, row.best, row.high) if n is not None), default=0)
    header = [*groupings, "effect", "low", "best", "high", *([""] if bars else [])]
    header += ["incidents", "no number", "origins", "reviewed"]
    numeric = [*[False] * (len(groupings) + 1), True, True, True, *([False] if bars else []), *[True] * 4]
    lines = []
    for row in rows:
        cells = [one_line(value) if value is not None else "unknown" for key, value in row.keys if key != "effect"]
        share = "-" if row.reviewed_share is None else f"{row.reviewed_share:.0%}"
        figures = [_number(row.low), _number(row.best), _number(row.high)]
        bar = [range_bar(row.low, row.best, row.high, most)] if bars else []
        behind = [str(len(row.incidents)), str(row.unnumbered), str(row.origins), share]
        lines.append([*cells, row.effect, *figures, *bar, *behind])
    print_table(header, lines, numeric)


def print_totals(rows: Sequence[TallyRow], others: Sequence[TotalCheck]) -> None:
    """The published totals beside the rows, each once, with the sentence that compares them; then `others`, whose
    ground is no row's."""
    beside = {check.total.code: check for row in rows for check in row.totals}
    apart = {check.total.code: check for check in others if check.total.code not in beside}
    for title, checks in (("for the same ground", beside), ("whose ground is no row's", apart)):
        if checks:
            click.echo(f"\npublished totals {title} (never added):")
        for code, check in list(checks.items())[:_TOTALS_SHOWN]:
            print_paragraph(f"{code}: {check.note}{_parts(check)}", indent="  ", hanging="    ")
        if len(checks) > _TOTALS_SHOWN:
            click.echo(f"  and {len(checks) - _TOTALS_SHOWN} more: see `whence totals`")


def _parts(check: TotalCheck) -> str:
    from whence.publish.sheets import range_words, victims_words

    said = [f"{range_words(p.low, p.best, p.high)} {victims_words(p.victims)}" for p in check.total.parts]
    return f" Of whom {', '.join(said)}." if said else ""


def _filter(where: Sequence[tuple[str, str]], effect: str | None, since: date | None, until: date | None) -> Filter:
    from whence.lists import Filter

    named = dict(where)
    return Filter(named.get("place"), named.get("party"), effect, since, until)


def range_bar(low: int | None, best: int | None, high: int | None, most: int) -> str:
    """A range as a line to look at: `├──●──┤`; an end that no report gives is open: `╌`."""
    known = [n for n in (low, best, high) if n is not None]
    if not known or most == 0:
        return " " * _BAR_CHARACTERS
    at = {n: round(n / most * (_BAR_CHARACTERS - 1)) for n in known}
    start, end = at[known[0]], at[known[-1]] if high is not None else _BAR_CHARACTERS - 1
    start = 0 if low is None else start
    cells = [" "] * _BAR_CHARACTERS
    for i in range(start, end + 1):
        cells[i] = "─" if (high is not None or i <= at[known[-1]]) and (low is not None or i >= at[known[0]]) else "╌"
    if low is not None:
        cells[start] = "├"
    if high is not None:
        cells[end] = "┤"
    if best is not None:
        cells[at[best]] = "●"
    return "".join(cells)


def _number(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"
