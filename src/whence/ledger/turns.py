"""Writers of an SQLite record take turns. In comes its file, out comes the right to write until it is given back.

SQLite before 3.51.3 can damage a WAL file when one connection writes while another checkpoints. A checkpoint follows
a commit after the write lock is gone, so SQLite's own lock is not enough; this one is held until it is done.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from whence.errors import RecordError

try:
    import fcntl
except ImportError:  # Windows has none; there SQLite's own lock must do
    fcntl = None  # type: ignore[assignment]

SOUND_SQLITE = (3, 51, 3)
_SUFFIX = "-turn"
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.001, 0.05


@contextmanager
def writers_turn(file: str | None, *, timeout_s: float) -> Iterator[None]:
    """Hold the turn to write to `file`; null, or a sound SQLite, needs none. The system takes it back from a program
    that dies. Raises RecordError after `timeout_s`."""
    if file is None or fcntl is None or sqlite3.sqlite_version_info >= SOUND_SQLITE:
        yield
        return
    with _open_turn(file) as turn:
        _wait_for(turn.fileno(), file, timeout_s)
        yield


def _open_turn(file: str) -> BinaryIO:
    """A file of its own beside the record: closing the record's would drop SQLite's locks on it."""
    try:
        return Path(file + _SUFFIX).open("ab")
    except OSError as problem:
        remedy = "look at the permissions and the room in its folder"
        raise RecordError(f"{file}: cannot be written ({problem.strerror})", remedy=remedy) from problem


def _wait_for(descriptor: int, file: str, timeout_s: float) -> None:
    until, wait_s = time.monotonic() + timeout_s, _FIRST_WAIT_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as problem:
            if time.monotonic() > until:
                sentence = f"{file}: another program has been writing to it for too long"
                raise RecordError(sentence, remedy="run it again when that is done") from problem
            time.sleep(wait_s)
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
