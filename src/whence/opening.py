"""The doors of the Python API: a record made or opened, documents read without one. In come names and paths, out comes
a `Workbench`. The clock is read here and nowhere below.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from whence.errors import RecordError
from whence.results import Clock
from whence.settings import FILE_NAME, read_settings, record_path, record_url, write_settings
from whence.workbench import Workbench

if TYPE_CHECKING:
    from whence.evaluate import Comparison, Evaluation
    from whence.gazetteers import PlaceBook
    from whence.llm import Model


def create(record: str | Path | None = None, *, pack: str | None = None, folder: Path | None = None) -> Workbench:
    """Make a record, and a small commented `whence.toml` beside it; the record is opened and given back.

    `record` is a file, a folder or a postgresql:// URL; null: `whence.db` in this folder. Raises RecordError when
    there is one already, VocabularyError for an unknown pack.
    """
    from whence.ledger import open_ledger
    from whence.vocabulary import load_vocabulary

    here = folder or Path.cwd()
    load_vocabulary(pack)
    url = record_url(str(record or os.environ.get("WHENCE_RECORD") or here), here)
    path = record_path(url)
    if path and path.exists():
        raise RecordError(f"there is a record at {path} already", remedy="add to it, or choose another folder")
    home = path.parent if path else here
    if not home.is_dir():
        raise RecordError(f"no folder {home}", remedy="make it first")
    with open_ledger(url, create=True) as ledger:
        named = str(Path(pack).absolute()) if pack and Path(pack).is_dir() else pack
        if ledger.head().seq:
            raise RecordError(f"there is a record at {ledger.place} already", remedy="add to it, or choose another")
        ledger.set_setting("pack", named or "", at=datetime.now(UTC), actor="whence init")
    file = home / FILE_NAME
    if not file.exists():
        inside = named is not None and Path(named).is_relative_to(home.absolute())
        named = str(Path(named).relative_to(home.absolute())) if named and inside else named
        write_settings(file, {"record": path.name if path else url, "pack": named or ""})
    return open(url, folder=home)


def open(record: str | Path | None = None, *, folder: Path | None = None, clock: Clock | None = None) -> Workbench:
    """Open a record: a file, a folder or a URL; null: WHENCE_RECORD, else the record of this folder or one above.

    Raises RecordError when there is none or it cannot be opened.
    """
    settings = read_settings(str(record) if record else None, folder=folder or Path.cwd(), environ=os.environ)
    if settings.record is None:
        raise RecordError("no record here", remedy="make one with `whence init`, or name one with --record")
    path = record_path(settings.record)
    if path and not path.exists():
        raise RecordError(f"no record at {path}", remedy="make one with `whence init`")
    return Workbench(settings, clock or (lambda: datetime.now(UTC)))


def open_model(
    *, folder: Path | None = None, text_may_leave: bool = False, tell: Callable[[str], None] | None = None
) -> Model:
    """The language model that the `[llm]` table of this folder's `whence.toml` names, for `read` and `add`. Close it.

    The key, if the server wants one, is read from the variable WHENCE_LLM_KEY alone. `tell` is called with a sentence
    before text leaves this machine, and when a busy server is waited for. Raises UsageError where no model is set, or
    where it is on another machine and neither the settings nor `text_may_leave` allow that; ModelError where the extra
    `whence[llm]` is not installed.
    """
    from whence import llm

    settings = read_settings(folder=folder or Path.cwd(), environ=os.environ)
    return llm.open_model(settings.model, os.environ, text_may_leave=text_may_leave, tell=tell or (lambda _: None))


def gazetteer(
    record: str | Path | None = None, *, pack: str | None = None, folder: Path | None = None, clock: Clock | None = None
) -> PlaceBook:
    """One's own places, imported or added by hand: those of a record (as in `open`), else of this folder. There need be
    no record. `pack` null: the one in `whence.toml`, else every pack for a country.
    """
    from whence.gazetteers import PlaceBook

    settings = read_settings(str(record) if record else None, folder=folder or Path.cwd(), environ=os.environ)
    assert settings.places is not None
    return PlaceBook(settings.places, pack or settings.pack, clock or (lambda: datetime.now(UTC)))


def find_places(record: str | Path | None = None, *, folder: Path | None = None) -> Path | None:
    """The file of one's own places that reading looks in, for `read`; null where there is none."""
    settings = read_settings(str(record) if record else None, folder=folder or Path.cwd(), environ=os.environ)
    return settings.places if settings.places is not None and settings.places.is_file() else None


def evaluate_finder(
    gold: str | Path,
    documents: str | Path | None = None,
    *,
    finder: str | None = None,
    pack: str | None = None,
    jobs: int | None = None,
    resamples: int | None = None,
    seed: int = 0,
) -> Evaluation:
    """Score a finder on gold claims (JSON Lines in the claim form), without any record. `documents` are what to read;
    `finder` is `rules`, or a file of claims. Intervals come from `resamples` draws of documents, 2,000 where null.
    Raises InputError that names the line of bad gold.
    """
    from whence.scoring import Job, score_finder

    return score_finder(Job(gold, documents, None, pack, jobs or 1, resamples, seed, find_places()), finder)


def compare_finders(
    gold: str | Path,
    first: str,
    second: str,
    documents: str | Path | None = None,
    *,
    pack: str | None = None,
    jobs: int | None = None,
    resamples: int | None = None,
    seed: int = 0,
) -> Comparison:
    """Compare two finders on the same gold, without any record: differences with paired intervals, and every figure
    that the second reads better or worse. Each is `rules`, or a file of claims.
    """
    from whence.scoring import Job, compare_finders

    return compare_finders(Job(gold, documents, None, pack, jobs or 1, resamples, seed, find_places()), first, second)
