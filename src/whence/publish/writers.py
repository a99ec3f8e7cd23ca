"""JSON Lines and CSV. In come objects or a sheet and an open text stream, out go lines; nothing else is touched."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from whence.publish.sheets import Cell, Sheet

# What a spreadsheet takes for the start of a formula (OWASP ASVS 5.0, 1.2.10). Numbers are never touched.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")


def write_json_lines(objects: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    """One JSON object per line, UTF-8 as is, each line passed on at once. Returns how many were written."""
    written = 0
    for item in objects:
        stream.write(json.dumps(item, ensure_ascii=False) + "\n")
        written += 1
    return written


def write_csv(sheet: Sheet, stream: TextIO) -> int:
    """A sheet as RFC 4180 CSV with a header; unknown is an empty cell. Returns how many rows were written.

    A text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in sheet.rows)
    return len(sheet.rows)


def safe_cell(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
