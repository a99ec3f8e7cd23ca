"""`whence claims`. In come the record, or documents without any, out go their claims as cards or JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

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
from whence.cli.finders import chosen_model, finder_options, print_diff
from whence.cli.printing import note, one_line, print_json, print_notes, print_paragraph, print_sheet
from whence.errors import UsageError
from whence.records import Claim, Rejected

if TYPE_CHECKING:
    from pathlib import Path

    from whence.agreement import Found
    from whence.lists import Filter
    from whence.llm import Model
    from whence.proposing import Finder, Proposed


@click.command(epilog="Example: whence claims article.txt --published 2016-12-10 --json")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many processor cores to use.")
@finder_options
@click.option("--diff", is_flag=True, help="List what each finder has and the other has not; with --finder both.")
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
    finder: str,
    text_may_leave: bool,
    diff: bool,
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
    With --finder llm or both a language model proposes claims too; docs/llm.md says how.
    """
    from whence.lists import Filter

    refuse_unknown_effect(effect)
    only = Filter(place, party, effect, since, until)
    _refuse_what_does_not_go_together(paths, finder, diff, as_of, as_csv)
    if not paths:
        with open_bench(record) as bench:
            _print(iter(bench.claims(only, as_of=as_of)), as_json, as_csv)
        return
    import whence

    seen = Seen([], [], [])
    with chosen_model(finder, text_may_leave) as (chosen, model):
        pack = pack or _pack_of_record(record)
        proposed = _propose(paths, pack, jobs, published, source, chosen, model, whence.find_places(record), seen)
        if diff:
            _print_found((one for p in proposed for one in p.found if keep_claims_of(one, only)), as_json)
        else:
            _print(keep_each((claim for p in proposed for claim in p.reading.claims), only), as_json, as_csv)
        seen.print()
    if seen.unread:
        ctx.exit(REJECTS)


@dataclass(frozen=True, slots=True)
class Seen:
    """What to say at the end: documents that could not be read, proposals set aside, and notes on the rest."""

    unread: list[Rejected]
    refused: list[Rejected]
    notes: list[tuple[str, str]]

    def print(self) -> None:
        hidden = print_notes(self.notes)
        if hidden:
            note(f"and {hidden} more notes")
        for rejected in (*self.refused, *self.unread):
            note(one_line(f"set aside {rejected.item}: {rejected.reason}"))


def _refuse_what_does_not_go_together(
    paths: tuple[str, ...], finder: str, diff: bool, as_of: date | None, as_csv: bool
) -> None:
    if paths and as_of:
        raise UsageError("--as-of asks about a record, not about files", remedy="leave out one of the two")
    if finder != "rules" and not paths:
        raise UsageError("--finder reads files; the claims on record keep the finder they have", remedy="name files")
    if diff and finder != "both":
        raise UsageError("--diff compares two finders", remedy="say --finder both")
    if diff and as_csv:
        raise UsageError("--diff is a list for people, or JSON Lines", remedy="leave out --csv, or say --json")


def _print(found: Iterator[Claim], as_json: bool, as_csv: bool) -> None:
    if as_json:
        from whence.forms import claim_to_json

        print_json(claim_to_json(claim) for claim in found)
    elif as_csv:
        from whence.publish import claims_sheet

        print_sheet(claims_sheet(found), csv=True)
    else:
        _print_cards(found)


def _print_found(found: Iterator[Found], as_json: bool) -> None:
    if as_json:
        from whence.agreement import found_to_json

        print_json(found_to_json(one) for one in found)
    else:
        print_diff(found)


def keep_claims_of(found: Found, only: Filter) -> bool:
    """Whether the claim of either finder passes."""
    from whence.lists import keep_claims

    return bool(keep_claims((claim for claim in (found.rules, found.llm) if claim is not None), only))


def keep_each(found: Iterable[Claim], only: Filter) -> Iterator[Claim]:
    """Filter a stream without waiting for its end."""
    from whence.lists import keep_claims

    for claim in found:
        yield from keep_claims((claim,), only)


def _pack_of_record(record: str | None) -> str | None:
    bench = find_bench(record)
    if bench is None:
        return None
    with bench:
        return bench.pack


def _propose(
    paths: tuple[str, ...],
    pack: str | None,
    jobs: int | None,
    published: date | None,
    source: str | None,
    finder: Finder,
    model: Model | None,
    places: Path | None,
    seen: Seen,
) -> Iterator[Proposed]:
    """The claims of documents, in order; what cannot be read and what to know of the rest goes to `seen`."""
    from whence.proposing import STAGE
    from whence.reading import propose

    for one in propose(
        paths,
        pack=pack,
        jobs=jobs or 1,
        places=places,
        published=published,
        source=source,
        stdin=sys.stdin.buffer,
        finder=finder,
        model=model,
    ):
        if isinstance(one, Rejected):
            seen.unread.append(one)
            continue
        seen.notes.extend((one.reading.document.id, sentence) for sentence in one.reading.text.notes)
        seen.refused.extend(item for item in one.reading.aside if item.stage == STAGE)
        yield one


def _print_cards(found: Iterable[Claim]) -> None:
    """Each claim as a person reads it: the figure, by whom, where, when, who says so, and the words."""
    from whence.explain import figures_words
    from whence.publish.sheets import sureness_words, when_words, where_words

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
        by = "" if claim.finder.startswith("rules") and "+" not in claim.finder else f"  {one_line(claim.finder)}"
        click.echo(click.style(f"  {one_line(claim.id)}  {sureness_words(claim)}{by}", dim=True))
        if "+" in claim.finder:
            print_paragraph(claim.reading[-1], indent="  ", hanging="    ")
        click.echo()
    note(f"{shown} claim{'s' if shown != 1 else ''}" if shown else "no claims found")
