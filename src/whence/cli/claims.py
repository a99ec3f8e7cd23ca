"""`whence claims`. In come the record, or documents without any, out go their claims as cards or JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date

import click

from whence.cli.doors import (
    DAY,
    REJECTS,
    filter_options,
    find_bench,
    form_options,
    open_bench,
    record_option,
    refuse_unknown_effect,
    time_option,
)
from whence.cli.printing import note, one_line, print_json, print_notes, print_paragraph, print_sheet
from whence.errors import UsageError
from whence.records import Claim, Rejected


@click.command(epilog="Example: whence claims article.txt --published 2016-12-10 --json")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many processor cores to use.")
@click.option("--pack", metavar="NAME", help="The conflict pack; without it, guessed by the document's country.")
@click.option("--published", type=DAY, metavar="DAY", help="When it was published, for what does not say so itself.")
@click.option("--source", metavar="NAME", help="Who published it, for what does not say so itself.")
@filter_options
@time_option
@record_option
@form_options
@click.pass_context
def claims(
    ctx: click.Context,
    paths: tuple[str, ...],
    jobs: int | None,
    pack: str | None,
    published: date | None,
    source: str | None,
    place: str | None,
    party: str | None,
    effect: str | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
    record: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print who says that how many were killed, injured, missing ...: of the record, or, with paths, of documents.

    With paths no record is needed and none is changed; claims come in the order of the input. - is standard input.
    """
    from whence.lists import Filter

    refuse_unknown_effect(effect)
    only = Filter(place, party, effect, since, until)
    aside: list[Rejected] = []
    notes: list[tuple[str, str]] = []
    if paths:
        if as_of:
            raise UsageError("--as-of asks about a record, not about files", remedy="leave out one of the two")
        found = keep_each(_read(paths, pack, jobs, published, source, record, aside, notes), only)
    else:
        with open_bench(record) as bench:
            found = iter(bench.claims(only, as_of=as_of))
    if as_json:
        from whence.forms import claim_to_json

        print_json(claim_to_json(claim) for claim in found)
    elif as_csv:
        from whence.publish import claims_sheet

        print_sheet(claims_sheet(found), csv=True)
    else:
        _print_cards(found)
    hidden = print_notes(notes)
    if hidden:
        note(f"and {hidden} more notes")
    for rejected in aside:
        note(one_line(f"set aside {rejected.item}: {rejected.reason}"))
    if aside:
        ctx.exit(REJECTS)


def keep_each(found: Iterable[Claim], only: object) -> Iterator[Claim]:
    """Filter a stream without waiting for its end."""
    from whence.lists import Filter, keep_claims

    assert isinstance(only, Filter)
    for claim in found:
        yield from keep_claims((claim,), only)


def _read(
    paths: tuple[str, ...],
    pack: str | None,
    jobs: int | None,
    published: date | None,
    source: str | None,
    record: str | None,
    aside: list[Rejected],
    notes: list[tuple[str, str]],
) -> Iterator[Claim]:
    """The claims of documents, in order; what cannot be read goes to `aside`, what to know of the rest to `notes`."""
    import whence
    from whence.pipeline import Reading

    bench = find_bench(record) if pack is None else None
    if bench:
        pack = bench.pack
        bench.close()
    readings = whence.read(paths, pack=pack, jobs=jobs or 1, published=published, source=source, stdin=sys.stdin.buffer)
    for reading in readings:
        if isinstance(reading, Reading):
            notes += ((reading.document.id, sentence) for sentence in reading.text.notes)
            yield from reading.claims
        else:
            aside.append(reading)


def _print_cards(found: Iterable[Claim]) -> None:
    """Each claim as a person reads it: the figure, by whom, where, when, who says so, and the words."""
    from whence.explain import figures_words
    from whence.publish.sheets import when_words, where_words

    shown = 0
    for claim in found:
        shown += 1
        speaker = " < ".join(s.name for s in claim.speaker) or "the publisher"
        party = claim.alleged_perpetrator
        doer = f"; {'by ' if claim.stance != 'denies' else 'not by '}{party.words} ({party.party})" if party else ""
        place, when = where_words(claim.where) or "place unknown", when_words(claim.when) or "date unknown"
        click.echo(click.style(one_line(figures_words(claim.counts)), bold=True))
        print_paragraph(f"{speaker} {claim.stance}; {place}; {when}{doer}; {claim.scope}", indent="  ", hanging="    ")
        print_paragraph(f"“{claim.quote}”", indent="  ")
        click.echo(click.style(f"  {one_line(claim.id)}  confidence {claim.confidence:.2f}", dim=True))
        click.echo()
    note(f"{shown} claim{'s' if shown != 1 else ''}" if shown else "no claims found")
