"""Finding the wire service whose copy a report is. In come a report's head and tail, out comes a name or null.

Only bylines count ("(AFP)", "--REUTERS", "[AP]", "BEIRUT, (SANA) -"); a photo credit or a service quoted in a
sentence does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.packs import Pack
from whence.vocabulary.tables import DATA, read_table

HEAD = 500
TAIL = 220
_MEDIA = frozenset({"media", "state-media", "agency"})
_NAME_WORDS = 3  # longer "names" are descriptions ("the state news agency")


@lru_cache(maxsize=1)
def agencies() -> Mapping[str, str]:
    """Every spelling of a wire service, to its name."""
    rows = read_table(DATA / "agencies.csv", ("name", "names", "example"))
    return MappingProxyType({spelling: row["name"] for row in rows for spelling in row["names"].split("|")})


@lru_cache(maxsize=1)
def agency_words() -> str:
    """The alternatives of a pattern that matches any wire service's name."""
    return alternatives(agencies())


def agencies_of(pack: Pack | None) -> tuple[tuple[str, str], ...]:
    """The news services a conflict pack knows, spelling and name: its speakers of the media kinds."""
    if pack is None:
        return ()
    return tuple(
        (spelling, speaker.name)
        for speaker in pack.speakers
        if speaker.kind in _MEDIA
        for spelling in (speaker.name, *speaker.aliases)
        if spelling[:1].isupper() and len(spelling.split()) <= _NAME_WORDS
    )


@lru_cache(maxsize=16)
def _patterns(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    def name(group: str) -> str:
        return f"(?P<{group}>{words})"

    head = re.compile(
        # "(AFP) -", "(ROME ANSA) --"
        rf"\((?:[^()]{{0,20}}\b)?{name('dateline')}(?:/[^()]{{1,20}})?\)\s{{0,9}}[-–—:]{{1,9}}"
        rf"|\[{name('square')}\]"
        rf"|\s\s{name('apart')}(?:\s+Staff)?\s\s"  # a byline set off by blanks
        rf"|^{name('line')}$"
        rf"|(?<=\s){name('dash')}(?: Staff\.|\s?[-–—]{{1,2}}\s?(?=[A-Z]))",
        re.MULTILINE,
    )
    tail = re.compile(
        rf"[-–—]{{2,9}}\s?{name('dashes')}\W*$|\({name('bracket')}\)\W*$|\[{name('square')}\]\W*$"
        rf"|\(With {name('with')}\b[^)]{{0,40}}\)|Source:? {name('source')}\W*$"
        r"|(?P<trust>Thomson Reuters Trust Principles)"
    )
    return head, tail


@lru_cache(maxsize=16)
def _known(more: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, str], str]:
    names = {**agencies(), **dict(more)}
    return names, alternatives(names)


def find_agency(head: str, tail: str, more: tuple[tuple[str, str], ...] = ()) -> str | None:
    """The wire service named in a byline at the head or the tail of a report; `more` are spellings with names."""
    names, words = _known(more)
    head_pattern, tail_pattern = _patterns(words)
    found = head_pattern.search(head[:HEAD]) or tail_pattern.search(tail[-TAIL:].rstrip())
    if not found:
        return None
    if found.groupdict().get("trust"):
        return "Reuters"
    return names[next(value for value in found.groupdict().values() if value)]
