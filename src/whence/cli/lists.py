"""The lists: incidents, estimates, totals, sources, parties, documents. In comes a filter, out goes a table, CSV or
JSON Lines.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from whence.cli.doors import (
    filter_options,
    form_options,
    open_bench,
    policy_option,
    record_option,
    refuse_unknown_effect,
    time_option,
)
from whence.cli.printing import print_json, print_sheet

if TYPE_CHECKING:
    from whence.lists import Filter


@click.command(epilog="Example: whence incidents --place Aleppo --since 2016-12-01 --json")
@filter_options
@time_option
@record_option
@form_options
def incidents(
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
    """List what happened once, at one place and time, with the claims and independent origins behind it."""
    from whence.forms import incident_to_json
    from whence.publish import incidents_sheet

    only = _filter(place, party, effect, since, until)
    with open_bench(record) as bench:
        if as_json:
            print_json(incident_to_json(incident) for incident in bench.each_incident(only, as_of=as_of))
            return
        found = bench.incidents(only, as_of=as_of)
    columns = ("incident", "place", "within", "date_start", "alleged_perpetrators", "claims", "documents", "origins")
    print_sheet(incidents_sheet(found), csv=as_csv, columns=columns, empty="no incidents on record")


@click.command(epilog="Example: whence estimates --effect killed --policy ibc --csv")
@filter_options
@policy_option
@time_option
@record_option
@form_options
def estimates(
    place: str | None,
    party: str | None,
    effect: str | None,
    since: date | None,
    until: date | None,
    policy: str | None,
    as_of: date | None,
    record: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List low, best and high of each incident and victim group, with the rule that made them."""
    from whence.forms import estimate_to_json
    from whence.publish import estimates_sheet

    with open_bench(record) as bench:
        found = bench.estimates(_filter(place, party, effect, since, until), policy=policy, as_of=as_of)
    if as_json:
        print_json(estimate_to_json(estimate) for estimate in found)
        return
    columns = ("incident", "effect", "victims", "low", "best", "high", "origins", "used", "left_out", "flags")
    print_sheet(estimates_sheet(found), csv=as_csv, columns=columns, empty="no estimates on record")


@click.command(epilog="Example: whence totals --place Aleppo")
@filter_options
@policy_option
@time_option
@record_option
@form_options
def totals(
    place: str | None,
    party: str | None,
    effect: str | None,
    since: date | None,
    until: date | None,
    policy: str | None,
    as_of: date | None,
    record: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List published running totals, each beside what is on record for the same ground; they are never added."""
    from whence.forms import total_check_to_json
    from whence.publish import totals_sheet

    with open_bench(record) as bench:
        found = bench.totals(_filter(place, party, effect, since, until), policy=policy, as_of=as_of)
    if as_json:
        print_json(total_check_to_json(check) for check in found)
        return
    columns = (
        "total", "publisher", "words", "effect", "low", "high", "place", "date_start", "date_end",
        "alleged_perpetrator", "on_record_best", "remainder",
    )  # fmt: skip
    print_sheet(totals_sheet(found), csv=as_csv, columns=columns, empty="no published totals on record")


@click.command(epilog="Example: whence sources --csv")
@time_option
@record_option
@form_options
def sources(as_of: date | None, record: str | None, as_json: bool, as_csv: bool) -> None:
    """List who publishes and who speaks in the texts, and for how many incidents each is an independent origin."""
    from whence.publish import sources_sheet

    with open_bench(record) as bench:
        sheet = sources_sheet(bench.sources(as_of=as_of))
    if as_json:
        print_json(dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)
        return
    print_sheet(sheet, csv=as_csv, empty="no sources on record")


@click.command(epilog="Example: whence parties --json")
@time_option
@record_option
@form_options
def parties(as_of: date | None, record: str | None, as_json: bool, as_csv: bool) -> None:
    """List the parties accused, how often they deny or admit, and in how many incidents they are named."""
    from whence.publish import parties_sheet

    with open_bench(record) as bench:
        sheet = parties_sheet(bench.parties(as_of=as_of))
    if as_json:
        print_json(dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)
        return
    print_sheet(sheet, csv=as_csv, empty="no parties on record")


@click.command(epilog="Example: whence documents --csv")
@click.option("--source", metavar="NAME", help="Only what this publisher published.")
@time_option
@record_option
@form_options
def documents(source: str | None, as_of: date | None, record: str | None, as_json: bool, as_csv: bool) -> None:
    """List the documents on record: when published and how that is known, by whom, their hash."""
    from whence.publish import documents_sheet
    from whence.vocabulary.folding import fold_name

    with open_bench(record) as bench:
        found = bench.documents(as_of=as_of)
    kept = [line for line in found if source is None or fold_name(line.source or "") == fold_name(source)]
    sheet = documents_sheet(kept)
    if as_json:
        print_json(dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)
        return
    columns = ("id", "published", "published_how", "source", "title", "claims")
    print_sheet(sheet, csv=as_csv, columns=columns, empty="no documents on record")


def _filter(place: str | None, party: str | None, effect: str | None, since: date | None, until: date | None) -> Filter:
    from whence.lists import Filter

    refuse_unknown_effect(effect)
    return Filter(place, party, effect, since, until)
