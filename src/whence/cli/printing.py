"""What a person sees. In come sheets, steps and sentences, out go lines on a terminal; nothing that a document holds
can move the cursor or colour the screen.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from whence.publish import Sheet
    from whence.results import Progress

_MAX_COLUMNS = 110
_MIN_COLUMN = 7
# Stand-ins of one column each, so that wrapping counts no escape codes; `visible` lets none through from a document.
_MARK, _UNMARK, _DIM, _UNDIM = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_STYLES = (
    (_MARK, "\x1b[1;4m", "["),
    (_UNMARK, "\x1b[22;24m", "]"),
    (_DIM, "\x1b[2m", ""),
    (_UNDIM, "\x1b[22m", ""),
)
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(words: str) -> str:
    """Text with control characters and text-direction overrides shown as escapes; newline and tab stay."""
    if words.isprintable():
        return words
    return "".join(
        c if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cn", "Cs") and c not in _BIDI) else _escape(c)
        for c in words
    )


def one_line(words: str) -> str:
    """`visible`, with all white space as single blanks."""
    return " ".join(visible(words).split())


def terminal_columns() -> int:
    """How wide lines may be; 110 where nobody looks."""
    return shutil.get_terminal_size((_MAX_COLUMNS, 24)).columns


def print_json(objects: Iterable[Mapping[str, Any]]) -> None:
    """JSON Lines on standard output, each as soon as it is there."""
    from whence.publish import write_json_lines

    write_json_lines(objects, sys.stdout)


def print_sheet(sheet: Sheet, *, csv: bool = False, columns: tuple[str, ...] = (), empty: str = "nothing") -> None:
    """A sheet as CSV, or as a table of the chosen columns for a person, unknown shown as a dash."""
    if csv:
        from whence.publish import write_csv

        write_csv(sheet, sys.stdout)
        return
    if not sheet.rows:
        note(empty)
        return
    at = [sheet.columns.index(name) for name in columns] if columns else list(range(len(sheet.columns)))
    rows = [["-" if row[i] is None else one_line(str(row[i])) for i in at] for row in sheet.rows]
    numeric = [all(isinstance(row[i], int | float) or row[i] is None for row in sheet.rows) for i in at]
    print_table([sheet.columns[i].replace("_", " ") for i in at], rows, numeric)


def print_table(header: list[str], rows: list[list[str]], numeric: list[bool]) -> None:
    """Aligned columns; the widest text columns are shortened until the table fits the terminal."""
    widths = [max(_width(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    room = terminal_columns() if sys.stdout.isatty() else 10_000
    while sum(widths) + 2 * (len(widths) - 1) > room:
        widest = max((w, i) for i, w in enumerate(widths) if not numeric[i] or w > 12)[1]
        if widths[widest] <= _MIN_COLUMN:
            break
        widths[widest] -= 1
    click.echo(_line([click.style(_fit(h, w, n), dim=True) for h, w, n in zip(header, widths, numeric, strict=True)]))
    for row in rows:
        click.echo(_line([_fit(cell, w, n) for cell, w, n in zip(row, widths, numeric, strict=True)]))


def print_paragraph(words: str, *, indent: str = "", hanging: str | None = None) -> None:
    """A sentence, wrapped to the terminal."""
    click.echo(_wrapped(one_line(words), indent, hanging or indent))


def print_marked(before: str, quote: str, after: str, marks: Iterable[tuple[int, int]], *, indent: str = "") -> None:
    """A quote in its surroundings, wrapped. `marks` are half-open offsets into `quote`: underlined on a terminal, where
    the surroundings are dim; in [brackets] elsewhere.
    """
    styled = sys.stdout.isatty()
    pieces, at = [], 0
    for start, end in marks:
        pieces += [visible(quote[at:start]), _MARK, visible(quote[start:end]), _UNMARK]
        at = end
    words = "".join((*pieces, visible(quote[at:])))
    before, after = " ".join(visible(before).split()), " ".join(visible(after).split())
    lead = f"{_DIM}… {before}{_UNDIM} " if before else ""
    trail = f" {_DIM}{after} …{_UNDIM}" if after else ""
    shown = _wrapped(" ".join(f"{lead}{words}{trail}".split()), indent, indent)
    for stand_in, style, plain in _STYLES:
        shown = shown.replace(stand_in, style if styled else plain)
    click.echo(shown)


def note(words: str) -> None:
    """A sentence beside the data, on standard error."""
    click.echo(visible(words), err=True)


def print_notes(notes: Iterable[tuple[str, str]], at_most: int = 10) -> int:
    """What to know of documents, as (document, sentence), each sentence told once; gives how many were not shown."""
    by_sentence: dict[str, list[str]] = {}
    for document, sentence in notes:
        by_sentence.setdefault(sentence, []).append(document)
    for sentence, documents in list(by_sentence.items())[:at_most]:
        more = f" and {len(documents) - 3} more" if len(documents) > 3 else ""
        note(one_line(f"note: {', '.join(documents[:3])}{more}: {sentence}"))
    return max(0, len(by_sentence) - at_most)


@contextmanager
def show_progress() -> Iterator[Progress | None]:
    """A line on standard error that counts on, where somebody looks; nothing is drawn otherwise."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")
        yield lambda stage, done, item: bar.update(task, description=f"{stage} {done:,}: {one_line(item)[-60:]}")


def _wrapped(words: str, indent: str, hanging: str) -> str:
    width = min(terminal_columns(), _MAX_COLUMNS)
    lines = textwrap.wrap(words, width, initial_indent=indent, subsequent_indent=hanging, break_on_hyphens=False)
    return "\n".join(lines)


def _escape(character: str) -> str:
    return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"


def _width(words: str) -> int:
    """Columns on a terminal: wide East Asian letters take two, combining marks none."""
    if words.isascii():
        return len(words)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _fit(words: str, width: int, right: bool) -> str:
    while _width(words) > width:
        words = words[:-2] + "…"
    blank = " " * (width - _width(words))
    return blank + words if right else words + blank


def _line(cells: list[str]) -> str:
    return "  ".join(cells).rstrip()
