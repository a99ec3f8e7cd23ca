"""Reading vocabulary tables. In comes a CSV file, out come its rows as frozen records, or one line on what is wrong.

A table is UTF-8 CSV with a header; lines beginning with `#` and blank lines are remarks. Each row carries an
`example` sentence that a test runs, so that a person can see what the row is for.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from whence.errors import VocabularyError

DATA = Path(__file__).parent / "data"
PACKS = Path(__file__).parent / "packs"


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a table, each with exactly `columns` (missing optional cells are ""), and "line" for messages.

    Raises VocabularyError when the file is missing, a column is missing or unknown, or a row has too many cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise VocabularyError(f"cannot read table {path}: {problem}") from problem
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise VocabularyError(f"{path}: the table is empty", remedy=f"its first line names {', '.join(columns)}")
    reader = csv.reader(line for _, line in numbered)
    header = tuple(cell.strip() for cell in next(reader))
    if set(header) != set(columns):
        raise VocabularyError(
            f"{path}: columns are {', '.join(header)}", remedy=f"they must be {', '.join(columns)}, in any order"
        )
    for (n, _), cells in zip(numbered[1:], reader, strict=False):
        if len(cells) > len(header):
            raise VocabularyError(f"{path} line {n}: {len(cells)} cells under {len(header)} columns")
        row = dict.fromkeys(header, "") | dict(zip(header, (c.strip() for c in cells), strict=False))
        yield row | {"line": f"{path.name}:{n}"}


def read_rows(name: str, columns: tuple[str, ...], own: Path | None = None) -> Iterator[dict[str, str]]:
    """The rows of a general table, after those that a pack's folder `own` adds in a file of the same name.

    A word that stands in both is read as the pack has it. Raises VocabularyError as `read_table` does.
    """
    if own is not None and (own / name).is_file():
        yield from read_table(own / name, columns)
    yield from read_table(DATA / name, columns)
