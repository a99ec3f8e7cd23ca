"""`whence explain` and `whence check`. In comes a number or an article, out goes the way down to the sentences."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from whence.cli.doors import DAY, json_option, open_bench, policy_option, record_option, time_option
from whence.cli.printing import note, one_line, print_json, print_marked, print_paragraph, visible

if TYPE_CHECKING:
    from whence.check import FigureCheck
    from whence.explain import Evidence, Step

_COLOURS = {"agrees": "green", "contradicts": "red", "within the range": "cyan", "not on record": "yellow"}


@click.command(epilog="Example: whence explain 409")
@click.argument("question", metavar="TALLY-ROW|INCIDENT|CLAIM|NUMBER")
@policy_option
@time_option
@record_option
@json_option
def explain(question: str, policy: str | None, as_of: date | None, record: str | None, as_json: bool) -> None:
    """Go from a number down to the sentences it rests on: incidents, estimates with their rule, claims used and left
    out with why, the sentence underlined in its surroundings, the document, its source and hash.

    A tally row is written as party=rebels,month=2016-12. A number that means several things shows all of them.
    """
    from whence.explain import step_to_json

    with open_bench(record) as bench:
        steps = bench.explain(question, policy=policy, as_of=as_of)
    if as_json:
        print_json(step_to_json(step) for step in steps)
        return
    if len(steps) > 1:
        note(f"{one_line(question)} is {len(steps)} things on record:")
    shown: set[str] = set()
    for step in steps:
        _print_step(step, 0, shown)
        click.echo()


@click.command(epilog="Example: whence check article.txt --published 2016-12-10")
@click.argument("file", metavar="FILE")
@click.option("--published", type=DAY, metavar="DAY", help="When it was published, if it does not say so itself.")
@policy_option
@record_option
@json_option
@click.pass_context
def check(
    ctx: click.Context, file: str, published: date | None, policy: str | None, record: str | None, as_json: bool
) -> None:
    """Compare every figure of an article with the record: agrees, contradicts (with what, from whom), within the
    range, not on record. The record is not changed.

    Exit code 0 whatever the verdicts; 1 when the article cannot be read.
    """
    from whence.check import check_to_json

    with open_bench(record) as bench:
        checked = bench.check(file, published=published, policy=policy, stdin=sys.stdin.buffer)
    if as_json:
        print_json(check_to_json(figure) for figure in checked.figures)
    else:
        for figure in checked.figures:
            _print_check(figure)
        counts = {v: sum(f.verdict == v for f in checked.figures) for v in _COLOURS}
        words = ", ".join(f"{n} {verdict}" for verdict, n in counts.items() if n)
        if checked.figures or not checked.aside:
            note(f"{len(checked.figures)} figures: {words}" if checked.figures else "no figures found in it")
    for sentence in checked.notes:
        note(one_line(f"note: {sentence}"))
    for rejected in checked.aside:
        note(one_line(f"whence: {rejected.item}: {rejected.reason}"))
    if checked.aside:
        ctx.exit(1)


def _print_step(step: Step, depth: int, shown: set[str]) -> None:
    """A step and all below it; what a claim rests on is told where it is first met (`shown` are those ids)."""
    pad = "  " * depth
    name = f"{step.kind} {step.name}" if step.name else step.kind
    if step.kind == "claim" and step.name in shown:
        click.echo(f"{pad}{click.style(f'{one_line(name)} (told above)', dim=True)}")
        uses = [s for s in step.sentences if s.startswith(("used:", "left out:"))]
        for sentence in uses:
            print_paragraph(f"- {sentence}", indent=f"{pad}  ", hanging=f"{pad}    ")
        return
    if step.kind == "claim":
        shown.add(step.name)
    click.echo(f"{pad}{click.style(one_line(name), dim=True)}")
    print_paragraph(step.headline, indent=f"{pad}  ", hanging=f"{pad}    ")
    for number, sentence in enumerate(step.sentences):
        print_paragraph(f"- {sentence}", indent=f"{pad}  ", hanging=f"{pad}    ")
        if number == 0:
            for line in step.drawing:
                click.echo(f"{pad}      {visible(line)}")
    if step.evidence:
        _print_evidence(step.evidence, f"{pad}  ")
    for below in step.steps:
        _print_step(below, depth + 1, shown)


def _print_evidence(found: Evidence, pad: str) -> None:
    """The sentence in its surroundings, and the document it stands in."""
    print_marked(found.before, found.quote, found.after, found.marks, indent=pad)
    about = [found.title, found.source, found.published, found.url]
    words = ", ".join(one_line(part) for part in about if part)
    click.echo(f"{pad}{click.style('document', dim=True)} {one_line(found.document)}{f': {words}' if words else ''}")
    click.echo(f"{pad}{click.style('sha256', dim=True)} {found.sha256}")


def _print_check(figure: FigureCheck) -> None:
    verdict = click.style(figure.verdict, fg=_COLOURS[figure.verdict], bold=True)
    click.echo(f"{verdict}  {one_line(figure.words)} ({figure.effect})")
    against = f" [{figure.against}]" if figure.against else ""
    print_paragraph(f"{figure.reason}{against}", indent="  ", hanging="    ")
    for heard in figure.heard:
        print_paragraph(f"- {heard.name}: {heard.words} ({heard.claim})", indent="  ", hanging="    ")
    print_paragraph(f"“{figure.quote}”", indent="  ", hanging="  ")
    click.echo()
