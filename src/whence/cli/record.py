"""Making, filling and proving a record. In come folders and reports, out goes what was kept and what was set aside."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import click

from whence.cli.doors import DAY, REJECTS, json_option, open_bench, record_option
from whence.cli.finders import chosen_model, finder_options
from whence.cli.printing import note, one_line, print_json, print_notes, show_progress

if TYPE_CHECKING:
    from whence.results import Added

_SHOWN = 10  # of many rejects or notes, this many are shown; --json has them all


@click.command(epilog="Example: whence init --pack syria")
@click.option("--pack", metavar="NAME", help="The conflict pack, by name or folder; without it, guessed by document.")
@record_option
@json_option
def init(pack: str | None, record: str | None, as_json: bool) -> None:
    """Make a record: one file, whence.db, and a small commented whence.toml.

    --record names another file, a folder, or a postgresql:// URL.
    """
    import whence

    with whence.create(record, pack=pack) as bench:
        if as_json:
            print_json([{"record": bench.name, "pack": bench.pack}])
        else:
            click.echo(f"made {one_line(bench.name)} ({f'pack {bench.pack}' if bench.pack else 'pack guessed'})")
            click.echo("next: whence add reports/")


@click.command(epilog="Example: whence add reports/ --published 2016-12-10 --source 'The Daily'")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", type=DAY, metavar="DAY", help="When it was published, for what does not say so itself.")
@click.option("--source", metavar="NAME", help="Who published it, for what does not say so itself.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many processor cores to use.")
@finder_options
@record_option
@json_option
@click.pass_context
def add(
    ctx: click.Context,
    paths: tuple[str, ...],
    published: date | None,
    source: str | None,
    jobs: int | None,
    finder: str,
    text_may_leave: bool,
    record: str | None,
    as_json: bool,
) -> None:
    """Read reports into the record: text, Markdown, HTML, JSON Lines; files or folders; - is standard input.

    The same bytes twice change nothing. What cannot be read is set aside with its reason, and the rest goes on
    (exit code 3). With --finder llm or both a language model proposes claims too; docs/llm.md says how.
    """
    with (
        open_bench(record) as bench,
        chosen_model(finder, text_may_leave) as (chosen, model),
        show_progress() as progress,
    ):
        done = bench.add(
            paths,
            published=published,
            source=source,
            jobs=jobs,
            stdin=sys.stdin.buffer,
            progress=progress,
            finder=chosen,
            model=model,
        )
    if as_json:
        print_json([_added_to_json(done)])
    else:
        _print_added(done)
    if done.aside:
        ctx.exit(REJECTS)


@click.command(epilog="Example: whence verify --head 120:9f86d081884c7d65")
@click.option("--head", metavar="NUMBER:HASH", help="The journal's head as noted earlier: finds a journal cut off.")
@record_option
@json_option
@click.pass_context
def verify(ctx: click.Context, head: str | None, record: str | None, as_json: bool) -> None:
    """Re-read every quote behind every number, every document's hash and the journal's chain.

    Exit code 1 and a list when anything moved. Note the head it prints somewhere else: with it, a later run also
    finds a journal that was cut off.
    """
    with open_bench(record) as bench:
        found = bench.verify(head=head)
    faults = [{"about": fault.about, "fault": fault.what} for fault in found.faults]
    if as_json:
        counts = {"documents": found.documents, "claims": found.claims, "entries": found.entries}
        print_json([{**counts, "head": found.head, "faults": faults}])
    else:
        for fault in faults:
            click.echo(one_line(f"moved: {fault['about']}: {fault['fault']}"))
        state = f"{len(faults)} things have moved" if faults else "nothing has moved"
        click.echo(
            f"{state}: {found.documents} documents, {found.claims} claims, {found.entries} journal entries re-read"
        )
        click.echo(f"head {found.head}")
    if faults:
        ctx.exit(1)


def _print_added(done: Added) -> None:
    reasons = Counter(one_line(rejected.reason) for rejected in done.aside)
    words = f"added {done.added}, unchanged {done.unchanged}, set aside {len(done.aside)}"
    why = "; ".join(f"{reason} ({n})" if n > 1 else reason for reason, n in reasons.most_common(3))
    click.echo(f"{words}{f' ({why})' if why else ''}; {done.claims} claims found")
    for rejected in done.aside[:_SHOWN]:
        note(one_line(f"set aside {rejected.item}: {rejected.reason}"))
    hidden = max(0, len(done.aside) - _SHOWN) + print_notes(done.notes, _SHOWN)
    if hidden:
        note(f"and {hidden} more; --json gives all")


def _added_to_json(done: Added) -> dict[str, object]:
    return {
        "added": done.added,
        "unchanged": done.unchanged,
        "claims": done.claims,
        "aside": [{"stage": r.stage, "item": r.item, "reason": r.reason} for r in done.aside],
        "notes": [{"document": document, "note": sentence} for document, sentence in done.notes],
    }
