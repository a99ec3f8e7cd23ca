"""`whence review`. In come judgements by people, out go the tallies before and after; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from whence.cli.doors import json_option, open_bench, parse_pairs, record_option
from whence.cli.printing import note, one_line, print_json, print_paragraph

if TYPE_CHECKING:
    from whence.records import Judgement, JudgementKind, TallyRow
    from whence.results import Judged

_Command = TypeVar("_Command", bound=Callable[..., Any])


@click.group(epilog="Example: whence review list --limit 5")
def review() -> None:
    """Judge claims and links. Every judgement carries who, when and why; nothing is overwritten, undo restores."""


def _judging(why: str | None = None) -> Callable[[_Command], _Command]:
    """The options of every judgement; `why` is what is kept when nothing is said, null where something must be."""

    def add_options(command: _Command) -> _Command:
        words = "Why you think so; kept with the judgement."
        reason = click.option("--why", required=True, metavar="SENTENCE", help=words)
        if why:
            reason = click.option("--why", default=why, show_default=True, metavar="SENTENCE", help=words)
        who = click.option("--who", metavar="NAME", help="Who judges, if not whence.toml's or this login's name.")
        for option in (json_option, record_option, who, reason):
            command = option(command)
        return command

    return add_options


@review.command("list", epilog="Example: whence review list --limit 5 --json")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show.")
@click.option("--judged", is_flag=True, help="Show the judgements made so far instead.")
@record_option
@json_option
def list_next(limit: int, judged: bool, record: str | None, as_json: bool) -> None:
    """List what to look at next: what would change the tallies most if it were wrong."""
    with open_bench(record) as bench:
        if judged:
            _print_judgements(bench.judgements()[-limit:], as_json)
            return
        found = bench.suggestions(limit)
        quotes = {claim.id: claim.quote for claim in bench.claims()}
    if as_json:
        print_json(
            {"kind": s.kind, "about": list(s.about), "incident": s.incident, "weight": s.weight, "why": s.why}
            for s in found
        )
        return
    for suggestion in found:
        click.echo(f"{click.style(suggestion.kind, bold=True)} {one_line(' and '.join(suggestion.about))}")
        print_paragraph(suggestion.why, indent="  ")
        for claim in suggestion.about:
            print_paragraph(f"“{quotes.get(claim, '')}”", indent="  ")
    note(f"{len(found)} to look at" if found else "nothing left to look at")


@review.command(epilog="Example: whence review accept 'report-1#a1b2c3' --why 'read the article'")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@_judging("it agrees with the text")
def accept(claims: tuple[str, ...], why: str, who: str | None, record: str | None, as_json: bool) -> None:
    """Say that a claim was read rightly."""
    _judge("accept", claims, why, who, record, as_json)


@review.command(epilog="Example: whence review reject 'report-1#a1b2c3' --why 'a football score'")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@_judging()
def reject(claims: tuple[str, ...], why: str, who: str | None, record: str | None, as_json: bool) -> None:
    """Say that a claim was misread; it counts no more, and stays on record."""
    _judge("reject", claims, why, who, record, as_json)


@review.command(epilog="Example: whence review edit 'report-1#a1b2c3' killed=10/12/20 party=rebels --why 'a typo'")
@click.argument("claim", metavar="CLAIM")
@click.argument("changes", nargs=-1, required=True, metavar="SLOT=VALUE...")
@_judging()
def edit(claim: str, changes: tuple[str, ...], why: str, who: str | None, record: str | None, as_json: bool) -> None:
    """Correct what was read in a claim; the words of the text stay.

    Slots: where, when, party, scope, stance, and figures by effect: killed=15, killed=low/best/high with ? for
    unknown, killed=none; killed.2 is the second such figure, killed.1.1 the first part of the first.
    """
    _judge("edit", (claim,), why, who, record, as_json, parse_pairs("the change", changes))


@review.command(
    epilog="Example: whence review merge SY-20161209-aleppo-1a2b SY-20161209-aleppo-3c4d --why 'one strike'"
)
@click.argument("incidents", nargs=-1, required=True, metavar="INCIDENT|CLAIM...")
@_judging()
def merge(incidents: tuple[str, ...], why: str, who: str | None, record: str | None, as_json: bool) -> None:
    """Say that incidents, or claims, are one happening."""
    _judge("merge", incidents, why, who, record, as_json)


@review.command(epilog="Example: whence review split 'report-1#a1b2c3' 'report-2#d4e5f6' --why 'two towns'")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@_judging()
def split(claims: tuple[str, ...], why: str, who: str | None, record: str | None, as_json: bool) -> None:
    """Say that claims are about different happenings. One claim alone is taken out of its incident."""
    _judge("split", claims, why, who, record, as_json)


@review.command(epilog="Example: whence review undo 12")
@click.argument("number", type=int)
@_judging("taken back")
def undo(number: int, why: str, who: str | None, record: str | None, as_json: bool) -> None:
    """Take a judgement back, by its number. An undo can be undone."""
    with open_bench(record) as bench:
        done = bench.undo(number, why=why, who=who)
    _print_judged(done, as_json)


def _judge(
    kind: JudgementKind,
    about: tuple[str, ...],
    why: str,
    who: str | None,
    record: str | None,
    as_json: bool,
    change: tuple[tuple[str, str], ...] = (),
) -> None:
    with open_bench(record) as bench:
        done = bench.judge(kind, about, why=why, who=who, change=change)
    _print_judged(done, as_json)


def _print_judged(done: Judged, as_json: bool) -> None:
    from whence.forms import tally_row_to_json

    if as_json:
        changed = [
            {"before": tally_row_to_json(b) if b else None, "after": tally_row_to_json(a) if a else None}
            for b, a in done.changed
        ]
        print_json([{"judgement": _judgement_to_json(done.judgement), "changed": changed}])
        return
    judgement = done.judgement
    click.echo(
        f"judgement {judgement.number}: {judgement.kind} {one_line(' '.join(judgement.about))} by "
        f"{one_line(judgement.who)}; take it back with `whence review undo {judgement.number}`"
    )
    for before, after in done.changed:
        row = after or before
        assert row is not None
        words = ", ".join(f"{key} {value or 'unknown'}" for key, value in row.keys)
        click.echo(one_line(f"  {row.effect} ({words}): {_range(before)} -> {_range(after)}"))
    if not done.changed:
        click.echo("  no tally changed")


def _range(row: TallyRow | None) -> str:
    from whence.publish.sheets import range_words

    return range_words(row.low, row.best, row.high) if row else "nothing"


def _print_judgements(found: tuple[Judgement, ...], as_json: bool) -> None:
    if as_json:
        print_json(_judgement_to_json(judgement) for judgement in found)
        return
    for j in found:
        what = f"{j.kind} {j.undoes}" if j.kind == "undo" else f"{j.kind} {' '.join(j.about)}"
        change = " ".join(f"{slot}={value}" for slot, value in j.change)
        click.echo(one_line(f"{j.number}  {j.at[:19]}  {j.who}  {what} {change} {f'({j.why})' if j.why else ''}"))
    note(f"{len(found)} judgements")


def _judgement_to_json(judgement: Judgement) -> dict[str, object]:
    return {
        "number": judgement.number,
        "kind": judgement.kind,
        "about": list(judgement.about),
        "change": [list(pair) for pair in judgement.change],
        "who": judgement.who,
        "at": judgement.at,
        "why": judgement.why,
        "undoes": judgement.undoes,
    }
