"""`whence evaluate`. In comes a user's own gold, out go precision, recall and F1, sliced."""

from __future__ import annotations

import click

from whence.cli.doors import find_bench, json_option, record_option
from whence.cli.printing import note, one_line, print_json, print_table
from whence.errors import UsageError


@click.command(epilog="Example: whence evaluate gold.jsonl --documents docs.jsonl --slice party")
@click.argument("gold", metavar="GOLD.jsonl")
@click.option("--documents", metavar="PATH", help="The documents to read; without it, the claims on record count.")
@click.option("--slice", "wanted", default="effect,party", show_default=True, help="Which slices to show.")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="Show N figures missed and N wrong.")
@click.option("--pack", metavar="NAME", help="The conflict pack; without it, the record's, or guessed.")
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="How many processor cores to use.")
@record_option
@json_option
def evaluate(
    gold: str,
    documents: str | None,
    wanted: str,
    misses: int,
    pack: str | None,
    jobs: int,
    record: str | None,
    as_json: bool,
) -> None:
    """Score the finder on your own gold: figures found, in every slot complete, by effect, hedge, scope, stance,
    party and document.

    GOLD.jsonl has one claim a line, in the form that `whence claims --json` prints. A finder that reads one side's
    victims better than the other's shows in --slice party.
    """
    from whence import evaluate_finder
    from whence.evaluate import SLICES, label, score_to_json

    slices = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in slices:
        if name not in SLICES:
            raise UsageError(f"unknown slice {name!r}", remedy=f"one of {', '.join(SLICES)}")
    bench = find_bench(record)
    try:
        chosen = pack or (bench.pack if bench else None)
        found = evaluate_finder(gold, documents, pack=chosen, jobs=jobs, bench=bench)
    finally:
        if bench:
            bench.close()
    scores = [found.overall, *(score for score in found.slices if score.slice in slices)]
    if as_json:
        print_json(score_to_json(score) for score in (found.overall, *found.slices))
        return
    header = ["slice", "value", "gold", "found", "right", "complete", "precision", "recall", "f1"]
    rows = [
        [s.slice, one_line(s.value), *(str(n) for n in (s.gold, s.found, s.right, s.complete)),
         *("-" if x is None else f"{x:.2f}" for x in (s.precision, s.recall, s.f1))]
        for s in scores
    ]  # fmt: skip
    print_table(header, rows, [False, False, *[True] * 7])
    right = ", ".join(f"{slot} {n}/{of}" for slot, n, of in found.slots)
    click.echo(f"slots of the figures found: {right}")
    for figure in found.missed[:misses]:
        click.echo(f"missed  {one_line(label(figure))}")
    for figure in found.wrong[:misses]:
        click.echo(f"wrong   {one_line(label(figure))}")
    note(f"{len(found.missed)} missed, {len(found.wrong)} wrongly found")
