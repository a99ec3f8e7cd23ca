"""`whence evaluate`. In comes a user's own gold, out goes how well one finder reads it, or how two differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from whence.cli.doors import find_bench, json_option, record_option
from whence.cli.printing import note, one_line, print_json
from whence.errors import UsageError

if TYPE_CHECKING:
    from whence.evaluate import Comparison, Evaluation
    from whence.workbench import Workbench


@click.command(epilog="Example: whence evaluate gold.jsonl --documents reports/ --slice party,outlet --misses 5")
@click.argument("gold", metavar="GOLD.jsonl")
@click.option("--documents", metavar="PATH", help="The documents to read; without it, the claims on record count.")
@click.option("--finder", metavar="FINDER", help="rules, record, or a file of claims (JSON Lines).")
@click.option("--compare", nargs=2, metavar="FINDER FINDER", help="Two finders, the second against the first.")
@click.option("--slice", "wanted", default="effect,party", show_default=True, help="Which slices to show, or all.")
@click.option("--misses", type=click.IntRange(0), metavar="N", help="Show up to N examples of each kind.")
@click.option("--pack", metavar="NAME", help="The conflict pack; without it, the record's, or guessed.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many processor cores to use.")
@click.option("--resamples", type=click.IntRange(200), metavar="N", help="Draws of documents for the intervals [2000].")
@click.option("--seed", type=int, default=0, show_default=True, help="Of those draws; the same seed draws the same.")
@record_option
@json_option
def evaluate(
    gold: str,
    documents: str | None,
    finder: str | None,
    compare: tuple[str, str] | None,
    wanted: str,
    misses: int | None,
    pack: str | None,
    jobs: int | None,
    resamples: int | None,
    seed: int,
    record: str | None,
    as_json: bool,
) -> None:
    """Score a finder on your own gold: figures found and complete in every slot, by slice; whether one party's figures
    are read better than another's; how far the documents' numbers are off; and whether confidence is kept.

    GOLD.jsonl has one claim a line, in the form that `whence claims --json` prints; a line with "document" and an empty
    list of "claims" says that a document was read and holds none. With --compare, two finders are set side by side,
    and every figure that the second reads better or worse is listed. docs/evaluate.md explains each figure.
    """
    slices = _parse_slices(wanted)
    if finder and compare:
        raise UsageError("--finder and --compare do not go together", remedy="--compare names both finders")
    bench = find_bench(record)
    try:
        settings: dict[str, Any] = {"pack": pack, "jobs": jobs, "resamples": resamples, "seed": seed}
        if compare:
            _show_comparison(_compare(bench, gold, compare, documents, settings), slices, misses, as_json)
        else:
            _show_evaluation(_evaluate(bench, gold, finder, documents, settings), slices, misses, as_json)
    finally:
        if bench:
            bench.close()


def _evaluate(
    bench: Workbench | None, gold: str, finder: str | None, documents: str | None, settings: dict[str, Any]
) -> Evaluation:
    import whence

    if bench:
        return bench.evaluate(gold, documents, finder=finder, **settings)
    return whence.evaluate_finder(gold, documents, finder=finder, **settings)


def _compare(
    bench: Workbench | None, gold: str, finders: tuple[str, str], documents: str | None, settings: dict[str, Any]
) -> Comparison:
    import whence

    door = bench.compare_finders if bench else whence.compare_finders
    return door(gold, *finders, documents, **settings)


def _show_evaluation(found: Evaluation, slices: tuple[str, ...], misses: int | None, as_json: bool) -> None:
    from whence.cli import scoreboard
    from whence.evaluate import evaluation_to_json

    _print_notes(found.notes)
    if as_json:
        print_json(evaluation_to_json(found))
        return
    scoreboard.print_overall(found)
    for name in slices:
        scoreboard.print_slice(name, [score for score in found.slices if score.slice == name])
    scoreboard.print_parties(found)
    scoreboard.print_tolls(found)
    scoreboard.print_reliability(found.reliability)
    scoreboard.print_misses(found, misses)
    note(scoreboard.interval_note(found.documents, found.resamples, found.seed))


def _show_comparison(found: Comparison, slices: tuple[str, ...], misses: int | None, as_json: bool) -> None:
    from whence.cli import scoreboard
    from whence.evaluate import comparison_to_json

    _print_notes(found.notes)
    if as_json:
        print_json(comparison_to_json(found))
        return
    scoreboard.print_differences(found, slices)
    scoreboard.print_changes(found, misses)
    note(scoreboard.interval_note(found.documents, found.resamples, found.seed))


def _print_notes(notes: tuple[str, ...]) -> None:
    for sentence in notes:
        note(one_line(f"note: {sentence}"))


def _parse_slices(wanted: str) -> tuple[str, ...]:
    """Names of slices, all for `all`. Raises UsageError."""
    from whence.evaluate import SLICES

    names = tuple(name.strip() for name in wanted.split(",") if name.strip())
    if "all" in names:
        return SLICES
    for name in names:
        if name not in SLICES:
            raise UsageError(f"unknown slice {name!r}", remedy=f"one of {', '.join(SLICES)}, or all")
    return names
