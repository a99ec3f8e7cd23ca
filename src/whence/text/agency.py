"""Finding the wire service whose copy a report is. In come a report's head and tail, out comes a name or null.

Only bylines count ("(AFP)", "--REUTERS", "[AP]", "BEIRUT, (SANA) -"); a photo credit or a service quoted in a
sentence does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from whence.vocabulary.calendar import alternatives
from whence.vocabulary.tables import DATA, read_table

HEAD = 500
TAIL = 220


@lru_cache(maxsize=1)
def agencies() -> Mapping[str, str]:
    """Every spelling of a wire service, to its name."""
    rows = read_table(DATA / "agencies.csv", ("name", "names", "example"))
    return MappingProxyType({spelling: row["name"] for row in rows for spelling in row["names"].split("|")})


@lru_cache(maxsize=1)
def agency_words() -> str:
    """The alternatives of a pattern that matches any wire service's name."""
    return alternatives(agencies())


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = f"(?P<name>{agency_words()})"
    head = re.compile(
        rf"\((?:[^()]{{0,20}}\b)?{names}(?:/[^()]{{1,20}})?\)\s*[-–—:]+"  # "(AFP) -", "(ROME ANSA) --"
        rf"|\[{names.replace('name', 'square')}\]"
        rf"|\s\s{names.replace('name', 'apart')}(?:\s+Staff)?\s\s"  # a byline set off by blanks
        rf"|^{names.replace('name', 'line')}$"
        rf"|(?<=\s){names.replace('name', 'dash')}(?: Staff\.|\s?[-–—]{{1,2}}\s?(?=[A-Z]))",
        re.MULTILINE,
    )
    tail = re.compile(
        rf"[-–—]{{2,}}\s?{names}\W*$|\({names.replace('name', 'bracket')}\)\W*$"
        rf"|\[{names.replace('name', 'square')}\]\W*$"
        rf"|\(With {names.replace('name', 'with')}\b[^)]{{0,40}}\)"
        rf"|Source:? {names.replace('name', 'source')}\W*$"
        r"|(?P<trust>Thomson Reuters Trust Principles)"
    )
    return head, tail


def find_agency(head: str, tail: str) -> str | None:
    """The wire service named in a byline at the head or the tail of a report."""
    head_pattern, tail_pattern = _patterns()
    found = head_pattern.search(head[:HEAD]) or tail_pattern.search(tail[-TAIL:].rstrip())
    if not found:
        return None
    if found.groupdict().get("trust"):
        return "Reuters"
    spelling = next(value for value in found.groupdict().values() if value)
    return agencies()[spelling]
