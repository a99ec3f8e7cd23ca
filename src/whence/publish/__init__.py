"""Records to files. In come records, out go lines written to a stream that the caller opened."""

from __future__ import annotations

from whence.publish.sheets import (
    Sheet,
    claims_sheet,
    documents_sheet,
    estimates_sheet,
    incidents_sheet,
    parties_sheet,
    sources_sheet,
    tally_sheet,
    totals_sheet,
)
from whence.publish.writers import write_csv, write_json_lines

__all__ = [
    "Sheet",
    "claims_sheet",
    "documents_sheet",
    "estimates_sheet",
    "incidents_sheet",
    "parties_sheet",
    "sources_sheet",
    "tally_sheet",
    "totals_sheet",
    "write_csv",
    "write_json_lines",
]
