"""Conflict packs: what is special to one war, as data. In comes a pack's folder, out comes a frozen Pack.

A pack is a folder with `pack.toml`, `parties.csv`, `speakers.csv` and, if it has places of its own, `places.csv`;
`docs/packs.md` says how to write one. The general tables of parties and speakers have the same form.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from whence.errors import VocabularyError
from whence.vocabulary.tables import DATA, PACKS, read_table

FormKind = Literal["force", "side", "state", "people"]
FORM_KINDS: tuple[FormKind, ...] = ("force", "side", "state", "people")
PARTY_COLUMNS = ("key", "title", "kind", "words", "example")
SPEAKER_COLUMNS = ("name", "kind", "aliases", "party", "example")


@dataclass(frozen=True, slots=True)
class PartyForms:
    """Words of one kind that name a party; one row of `parties.csv`.

    `kind` says how the words act: "force" stands for the party itself ("the army"); "side" only before a noun of
    force or weapon ("rebel fire"); "state" is a country or capital, a party only where it acts ("Moscow bombed");
    "people" are harmed and never do it ("civilians").
    """

    key: str
    title: str
    kind: FormKind
    words: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class PackSpeaker:
    """Somebody who is often quoted; one row of `speakers.csv`. `party` is the side it speaks for, null for none.

    `body` is the name of the body a person always speaks for ("Ali Example > The Example Monitor"), null for none.
    """

    name: str
    kind: str
    aliases: tuple[str, ...]
    party: str | None
    example: str
    body: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One conflict. Made by `read_pack`; never null but `places`. Compared by identity: a pack is read once.

    `eras` are (words, first day) of what reports date by ("the conflict"); `places` the pack's gazetteer file.
    """

    name: str
    title: str
    version: str
    countries: tuple[str, ...]
    parties: tuple[PartyForms, ...]
    speakers: tuple[PackSpeaker, ...]
    eras: tuple[tuple[str, date], ...]
    places: Path | None
    path: Path

    @property
    def party_titles(self) -> tuple[tuple[str, str], ...]:
        """(key, title) of each party, in the pack's order."""
        return tuple({forms.key: forms.title for forms in reversed(self.parties)}.items())[::-1]


@lru_cache(maxsize=1)
def list_packs() -> tuple[str, ...]:
    """The names of the packs that came with the program, sorted; looked for once."""
    if not PACKS.is_dir():
        return ()
    return tuple(sorted(folder.name for folder in PACKS.iterdir() if (folder / "pack.toml").is_file()))


def read_pack(name_or_path: str | Path) -> Pack:
    """The pack of that name, or in that folder; read once.

    Raises VocabularyError: an unknown name (the message lists the known ones), or a table with a bad row.
    """
    path = Path(name_or_path)
    if (PACKS / path / "pack.toml").is_file():
        return _read_folder((PACKS / path).resolve())
    if path.name == "pack.toml" and path.is_file():
        path = path.parent
    if (path / "pack.toml").is_file():
        return _read_folder(path.resolve())
    if path.is_dir():
        raise VocabularyError(f"{path}: no pack.toml in this folder", remedy="see docs/packs.md for what a pack holds")
    known = ", ".join(list_packs()) or "none"
    raise VocabularyError(f"unknown pack {str(name_or_path)!r}", remedy=f"the packs here are {known}, or give a folder")


@lru_cache(maxsize=8)
def _read_folder(folder: Path) -> Pack:
    file = folder / "pack.toml"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise VocabularyError(f"cannot read {file}: {problem}") from problem
    places = folder / _string(data, "places", file, "places.csv")
    return Pack(
        name=_string(data, "name", file),
        title=_string(data, "title", file),
        version=_string(data, "version", file),
        countries=tuple(str(code).upper() for code in data.get("countries", ())),
        parties=read_parties(folder / "parties.csv"),
        speakers=read_speakers(folder / "speakers.csv"),
        eras=_eras(data.get("eras", {}), file),
        places=places if places.is_file() else None,
        path=folder,
    )


@lru_cache(maxsize=16)
def read_parties(path: Path = DATA / "parties.csv") -> tuple[PartyForms, ...]:
    """A table of parties; the general one without a path. A party may have several rows; the first gives its title."""
    rows: list[PartyForms] = []
    titles: dict[str, str] = {}
    for row in read_table(path, PARTY_COLUMNS):
        kind = next((k for k in FORM_KINDS if k == row["kind"]), None)
        if kind is None:
            raise VocabularyError(f"{row['line']}: unknown kind {row['kind']!r}", remedy=f"use {', '.join(FORM_KINDS)}")
        if not row["key"] or not row["words"]:
            raise VocabularyError(f"{row['line']}: key and words must not be empty")
        title = titles.setdefault(row["key"], row["title"] or row["key"])
        rows.append(PartyForms(row["key"], title, kind, _split(row["words"]), row["example"]))
    return tuple(rows)


@lru_cache(maxsize=16)
def read_speakers(path: Path = DATA / "speakers.csv") -> tuple[PackSpeaker, ...]:
    """A table of speakers; the general one without a path."""
    rows: list[PackSpeaker] = []
    for row in read_table(path, SPEAKER_COLUMNS):
        if not row["name"] or not row["kind"]:
            raise VocabularyError(f"{row['line']}: name and kind must not be empty")
        name, _, body = (part.strip() for part in row["name"].partition(">"))
        aliases = _split(row["aliases"])
        rows.append(PackSpeaker(name, row["kind"], aliases, row["party"] or None, row["example"], body or None))
    return tuple(rows)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(words.strip() for words in cell.split("|") if words.strip())


def _string(data: dict[str, Any], key: str, file: Path, default: str | None = None) -> str:
    value = data.get(key, default)
    if value is None or isinstance(value, dict | list):
        raise VocabularyError(f"{file}: {key} is missing", remedy=f'add a line {key} = "…"')
    return str(value)


def _eras(table: dict[str, Any], file: Path) -> tuple[tuple[str, date], ...]:
    for words, day in table.items():
        if not isinstance(day, date):
            raise VocabularyError(f"{file}: era {words!r} is not a date", remedy="write it as 2011-03-15, unquoted")
    return tuple(table.items())
