"""`whence gazetteer`. In come gazetteers, single places and names, out goes what was kept and what a name may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from whence.cli.doors import REJECTS, Door, form_options, json_option, record_option
from whence.cli.printing import note, one_line, print_json, print_sheet

if TYPE_CHECKING:
    from whence.gazetteers import FoundPlace, Imported, PlaceBook

_SHOWN = 10


@click.group(cls=Door, epilog="Example: whence gazetteer import SY.zip && whence gazetteer find Baghuz")
def gazetteer() -> None:
    """Places of your own: larger gazetteers, P-codes, and single places by hand. Reports read from then on find them.

    They are kept in whence-places.db beside the record; the packs and the shipped table stay as they are.
    """


@gazetteer.command("import", epilog="Example: whence gazetteer import SY.zip syr_admin4.csv --country SY")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--country", metavar="CODE", help="The country of rows that name none: SY.")
@click.option("--source", metavar="NAME", help="What to call it; one of the same name is replaced.")
@click.option("--licence", metavar="WORDS", help="Its licence, where the form of the file does not tell.")
@record_option
@json_option
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[str, ...],
    country: str | None,
    source: str | None,
    licence: str | None,
    record: str | None,
    as_json: bool,
) -> None:
    """Import gazetteers; what each file is is seen from its contents.

    \b
    GeoNames        a country file, SY.txt or SY.zip
    COD-AB          admin boundary tables with P-codes, CSV or GeoJSON
    OpenStreetMap   places as GeoJSON, or an extract as .osm.pbf
    your own        CSV with name, lat, lon; kind, within, country, aliases, pcode

    A place that is known already becomes another spelling of it, never a twin. Rows that are wrong are set aside with
    the reason, and the rest goes on (exit code 3).
    """
    book = _book(record)
    wrong = False
    for file in files:
        done = book.import_file(file, country=country, source=source, licence=licence)
        wrong = wrong or bool(done.aside)
        if as_json:
            print_json([_imported_to_json(done, file)])
        else:
            _print_imported(done)
    if wrong:
        ctx.exit(REJECTS)


@gazetteer.command(epilog="Example: whence gazetteer add 'Mill Quarter' --lat 36.2 --lon 37.1 --within Aleppo")
@click.argument("name")
@click.option("--lat", type=float, required=True, metavar="DEGREES", help="Latitude.")
@click.option("--lon", type=float, required=True, metavar="DEGREES", help="Longitude.")
@click.option("--kind", default="town", metavar="KIND", show_default=True, help="village, neighbourhood, site, ...")
@click.option("--within", metavar="NAME", help="The next larger place, by name or id.")
@click.option("--country", metavar="CODE", help="The country, where --within does not tell.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another spelling; may be said again.")
@click.option("--pcode", metavar="CODE", help="Its P-code.")
@record_option
@json_option
def add(
    name: str,
    lat: float,
    lon: float,
    kind: str,
    within: str | None,
    country: str | None,
    aliases: tuple[str, ...],
    pcode: str | None,
    record: str | None,
    as_json: bool,
) -> None:
    """Add one place by hand. It counts wherever its name stands, as a pack's places do; said again, it is replaced."""
    made = _book(record).add(name, lat, lon, kind=kind, within=within, country=country, aliases=aliases, pcode=pcode)
    if as_json:
        print_json([_place_to_json(made)])
        return
    click.echo(one_line(f"added {made.place.name}, {made.place.kind} in {', '.join(made.chain)} ({made.place.id})"))


@gazetteer.command(epilog="Example: whence gazetteer find 'Khan Sheikhoun' --json")
@click.argument("name")
@click.option("--country", metavar="CODE", help="Only in this country.")
@record_option
@form_options
def find(name: str, country: str | None, record: str | None, as_json: bool, as_csv: bool) -> None:
    """Show every place a name may mean: with its chain, how exact its point is, its P-code and where it comes from."""
    found = _book(record).find(name, country)
    if as_json:
        print_json(map(_place_to_json, found))
        return
    _print_places(found, as_csv, f"no place is known by the name {name!r}; add it with `whence gazetteer add`")


@gazetteer.command("list", epilog="Example: whence gazetteer list --places --source 'by hand' --csv")
@click.option("--places", "each", is_flag=True, help="The places themselves, not only where they come from.")
@click.option("--source", metavar="NAME", help="Only those of one source; with --places.")
@record_option
@form_options
def list_(each: bool, source: str | None, record: str | None, as_json: bool, as_csv: bool) -> None:
    """List the gazetteers you imported, with licence and how much of each was known already; or their places.

    The CSV of places can be imported again.
    """
    book = _book(record)
    if each or source:
        places = book.places(source)
        if as_json:
            print_json(map(_place_to_json, places))
            return
        _print_places(places, as_csv, "no places of your own yet")
        return
    from whence.publish.sheets import Sheet

    columns = ("source", "form", "places", "merged", "set_aside", "licence", "file", "imported", "sha256")
    rows = [
        (s.name, s.form, s.places, s.merged, s.set_aside, s.licence, s.file, s.at[:10], s.sha256)
        for s in book.sources()
    ]
    if as_json:
        print_json(dict(zip(columns, row, strict=True)) for row in rows)
        return
    print_sheet(
        Sheet(columns, tuple(rows)), csv=as_csv, columns=columns[:-1],
        empty="no places of your own yet; see `whence gazetteer import --help`",
    )  # fmt: skip


@gazetteer.command(epilog="Example: whence gazetteer remove 'GeoNames SY'")
@click.argument("what", metavar="SOURCE_OR_PLACE")
@record_option
@json_option
def remove(what: str, record: str | None, as_json: bool) -> None:
    """Take out a source, or one place by its id (`find` gives it) or, added by hand, by its name.

    One place of a source stays out when the source is imported again. Claims already on record keep their places.
    """
    words, places = _book(record).remove(what)
    if as_json:
        print_json([{"removed": words, "places": places}])
        return
    click.echo(one_line(f"removed {words}{f', {places:,} places' if places != 1 else ''}"))


def _book(record: str | None) -> PlaceBook:
    import whence

    return whence.gazetteer(record)


def _print_imported(done: Imported) -> None:
    if done.unchanged:
        click.echo(one_line(f"{done.source}: imported already ({done.kept:,} places)"))
        return
    new = done.kept - done.merged
    click.echo(one_line(
        f"{done.source}: {done.kept:,} places under {done.names:,} names: {new:,} new, {done.merged:,} known before and"
        f" merged; {_rows(len(done.aside))} set aside"
    ))  # fmt: skip
    click.echo(one_line(f"licence: {done.licence}"))
    for reason, rows in done.left_out:
        note(one_line(f"left out {_rows(rows)}: {reason}"))
    for reason, rows in Counter(aside.reason for aside in done.aside).most_common(_SHOWN):
        at = ", ".join(aside.at for aside in done.aside if aside.reason == reason)
        note(one_line(f"set aside {_rows(rows)}: {reason} ({at[:60]}{'…' if len(at) > 60 else ''})"))
    for remark in done.remarks:
        note(one_line(f"note: {remark}"))


def _rows(number: int) -> str:
    return f"{number:,} row{'s' if number != 1 else ''}"


def _print_places(found: Sequence[FoundPlace], as_csv: bool, empty: str) -> None:
    from whence.publish.sheets import Sheet

    columns = ("name", "kind", "within", "chain", "country", "lat", "lon", "where_prec", "pcode", "source", "id")
    rows = tuple(
        (f.place.name, f.place.kind, f.place.within, " > ".join(f.chain), f.place.country, f.place.lat, f.place.lon,
         f.place.where_prec, f.place.pcode, f.source, f.place.id)
        for f in found
    )  # fmt: skip
    shown = ("name", "kind", "chain", "lat", "lon", "where_prec", "pcode", "source", "id")
    print_sheet(Sheet(columns, rows), csv=as_csv, columns=shown, empty=empty)


def _place_to_json(found: FoundPlace) -> dict[str, object]:
    p = found.place
    return {
        "name": p.name, "kind": p.kind, "within": p.within, "chain": list(found.chain), "country": p.country,
        "lat": p.lat, "lon": p.lon, "where_prec": p.where_prec, "pcode": p.pcode, "source": found.source, "id": p.id,
        "path": list(p.path),
    }  # fmt: skip


def _imported_to_json(done: Imported, file: str) -> dict[str, object]:
    return {
        "file": file, "source": done.source, "form": done.form, "licence": done.licence, "places": done.kept,
        "merged": done.merged, "names": done.names, "unchanged": done.unchanged, "remarks": list(done.remarks),
        "left_out": [{"reason": reason, "rows": rows} for reason, rows in done.left_out],
        "aside": [{"at": aside.at, "reason": aside.reason} for aside in done.aside],
    }  # fmt: skip
