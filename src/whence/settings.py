"""Where the record is and how a person likes to work. In come an option, the environment and `whence.toml`;
out goes one frozen `Settings`. The nearest word wins: option, then environment, then file, then default.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from whence.endpoint import ENDPOINT_SETTINGS, Endpoint, parse_endpoint
from whence.errors import RecordError, UsageError

FILE_NAME = "whence.toml"
PLACES_NAME = "whence-places.db"
RECORD_NAME = "whence.db"
ENVIRONMENT_NAME = "WHENCE_RECORD"
MODEL_TABLE = "llm"


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the settings table: its name in `whence.toml`, its default, and what it is for."""

    name: str
    default: str
    sentence: str


SETTINGS: tuple[Setting, ...] = (
    Setting("record", RECORD_NAME, "The record: a file beside this one, or a postgresql:// URL."),
    Setting("pack", "", "The conflict pack, by name or folder; empty: guessed for each document by its country."),
    Setting("places", PLACES_NAME, "The places you imported or added by hand: a file beside this one."),
    Setting("policy", "ucdp", "The policy that turns claims into low, best and high."),
    Setting("who", "", "Who judges in `whence review`; empty: the name you are logged in with."),
    Setting("jobs", "1", "How many processor cores reading may use."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the doors need to know. `record` is a URL, null when no record was found; `pack` and `who` may be null.

    Made by `read_settings`, read by `workbench` and `cli`. `file` is the `whence.toml` it was read from, or null;
    `model` is where its `[llm]` table says that a language model answers, null without one. `places` is the file of a
    user's own places, there or not: beside `whence.toml`, else beside the record, else the nearest one above; null only
    in settings made by hand.
    """

    record: str | None
    pack: str | None
    policy: str
    who: str | None
    jobs: int
    file: Path | None = None
    model: Endpoint | None = None
    places: Path | None = None


def read_settings(option: str | None = None, *, folder: Path, environ: Mapping[str, str]) -> Settings:
    """The settings that hold in `folder`. `option` is what `--record` said: a file, a folder or a URL.

    Raises RecordError when `whence.toml` cannot be read and UsageError when it holds an unknown or wrong setting.
    """
    file = _nearest(folder, FILE_NAME)
    values, model = _read_file(file) if file else ({}, None)
    named = option or environ.get(ENVIRONMENT_NAME) or None
    if named:
        record: str | None = record_url(named, folder)
    elif file:
        record = record_url(values.get("record") or RECORD_NAME, file.parent)
    else:
        found = _nearest(folder, RECORD_NAME)
        record = record_url(str(found), folder) if found else None
    return Settings(
        record=record,
        pack=_pack(values.get("pack") or "", file),
        policy=values.get("policy") or _default("policy"),
        who=values.get("who") or None,
        jobs=_positive(values.get("jobs") or _default("jobs"), file),
        file=file,
        model=model,
        places=_places(values.get("places"), file, record, folder),
    )


def record_url(named: str, folder: Path) -> str:
    """A record's URL from what a person calls it: a URL stays, a file becomes sqlite:///, a folder its whence.db."""
    if "://" in named:
        return named
    path = folder / Path(named).expanduser()
    if path.is_dir():
        path = path / RECORD_NAME
    return f"sqlite:///{path.absolute()}"


def record_path(url: str) -> Path | None:
    """The file behind a sqlite URL; null for a server."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def write_settings(file: Path, values: Mapping[str, str]) -> None:
    """Write a small commented `whence.toml`, one line of explanation above each setting.

    Raises RecordError when the folder cannot be written.
    """
    lines = ["# Settings of this Whence record. An option on the command line wins over a line here.", ""]
    for setting in SETTINGS:
        value = values.get(setting.name, setting.default)
        lines += [f"# {setting.sentence}", f"{setting.name} = {_toml_string(value)}", ""]
    lines += ["# A language model may propose claims too; it is asked only if you say so. See docs/llm.md.", ""]
    lines += [f"# [{MODEL_TABLE}]"]
    lines += [f"# {name} = {example}  # {sentence}" for name, example, sentence in ENDPOINT_SETTINGS]
    lines += [""]
    try:
        file.write_text("\n".join(lines), encoding="utf-8")
    except OSError as problem:
        raise RecordError(f"cannot write {file}: {problem.strerror}", remedy="choose another folder") from problem


def _nearest(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder or the nearest one above it."""
    folder = folder.absolute()
    return next((place / name for place in (folder, *folder.parents) if (place / name).is_file()), None)


def _places(named: str | None, file: Path | None, record: str | None, folder: Path) -> Path:
    """Where a user's own places lie. A record named elsewhere brings its own along."""
    beside = record_path(record) if record else None
    if beside is not None and (file is None or beside.parent != file.parent):
        return beside.parent / PLACES_NAME
    if file is not None:
        return file.parent / Path(named or PLACES_NAME).expanduser()
    return _nearest(folder, PLACES_NAME) or folder.absolute() / PLACES_NAME


def _read_file(file: Path) -> tuple[dict[str, str], Endpoint | None]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise RecordError(f"cannot read {file}: {problem}", remedy="mend it, or let `whence init` write one") from None
    table = values.pop(MODEL_TABLE, None)
    known = [setting.name for setting in SETTINGS]
    for name in values:
        if name not in known:
            raise UsageError(f"{file}: unknown setting {name!r}", remedy=f"one of {', '.join([*known, MODEL_TABLE])}")
    model = parse_endpoint(table, str(file), file.parent) if table is not None else None
    return {name: str(value) for name, value in values.items()}, model


def _pack(named: str, file: Path | None) -> str | None:
    """A pack named by a folder is meant from where `whence.toml` lies."""
    if named and file and (file.parent / named).is_dir():
        return str((file.parent / named).resolve())
    return named or None


def _positive(words: str, file: Path | None) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise UsageError(f"{file}: jobs is {words!r}", remedy="a whole number from 1")
    return int(words)


def _default(name: str) -> str:
    return next(setting.default for setting in SETTINGS if setting.name == name)


def _toml_string(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
