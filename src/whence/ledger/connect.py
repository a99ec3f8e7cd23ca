"""The way to a record. In comes a URL or a file's path, out comes an SQLAlchemy engine that keeps what it is told.

SQLite: WAL, synchronous FULL, foreign keys, writers queue up; PostgreSQL by psycopg 3. Whatever a database may raise
becomes one line of `RecordError`, and never shows a password.
"""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from whence.errors import RecordError

BUSY_TIMEOUT_S = 60
CONNECT_TIMEOUT_S = 10
WRITES = "whence_writes"
"""The execution option of a connection whose transaction will write."""

_SECRETS = ("password", "passfile", "sslpassword")
_KINDS = "a file's path, sqlite:///FILE or postgresql://USER@HOST/DATABASE"


def parse_url(url: str) -> URL:
    """The record's URL, a bare path read as an SQLite file. Raises RecordError that never repeats a password."""
    if "://" not in url:
        if not url.strip():
            raise RecordError("the record's name is empty", remedy=f"give {_KINDS}")
        return URL.create("sqlite", database=url)
    scheme = url.split("://", 1)[0]
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as problem:
        raise RecordError(f"{scheme}://… is no URL that can be read", remedy=f"give {_KINDS}") from problem
    backend = parsed.drivername.split("+")[0]
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise RecordError(f"{scheme}:// names no file", remedy=f"give {_KINDS}")
        return parsed.set(drivername="sqlite")
    if backend in ("postgresql", "postgres"):
        if importlib.util.find_spec("psycopg") is None:
            raise RecordError("PostgreSQL needs its driver", remedy="pip install 'whence[postgres]'")
        return parsed.set(drivername="postgresql+psycopg")
    raise RecordError(f"{scheme}:// is no kind of record", remedy=f"give {_KINDS}")


def show_url(url: URL) -> str:
    """The record's name for a person: a file's path, or the URL without its secrets."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql", query={}, password=None).render_as_string()


def turn_file(url: URL) -> str | None:
    """The file whose writers must take turns; null for a server, which sees to it itself."""
    return url.database if url.get_backend_name() == "sqlite" else None


def make_engine(url: URL, *, create: bool) -> Engine:
    """An engine for the record. Raises RecordError where the SQLite file is missing and must not be made."""
    if url.get_backend_name() == "postgresql":
        connect = {"connect_timeout": CONNECT_TIMEOUT_S, "application_name": "whence"}
        engine = create_engine(url, connect_args=connect, pool_pre_ping=True)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    file = Path(str(url.database))
    if file.is_dir():
        raise RecordError(f"{file} is a folder, not a record", remedy="name the file, such as whence.db, in it")
    if not file.exists() and not create:
        raise RecordError(f"there is no record at {file}", remedy="make one with `whence init`")
    if not file.parent.is_dir():
        raise RecordError(f"there is no folder {file.parent} for the record")
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def use_wal(engine: Engine) -> None:
    """Turn an SQLite file to WAL, which it then keeps; only to be done once it is known to be a record."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


@contextmanager
def record_errors(url: URL) -> Iterator[None]:
    """Turn what the database raises into one line; the transaction it was raised in has been rolled back."""
    try:
        yield
    except DBAPIError as problem:
        raise _explain(problem, url) from problem
    except (SQLAlchemyError, sqlite3.Error) as problem:
        raise RecordError(f"{show_url(url)}: {_first_line(problem, url)}") from problem


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not where sqlite3 guesses
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    """Writers take their turn before they read the journal's head; readers see one moment, as on SQLite."""
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('whence journal'))")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


_EXPLANATIONS = (
    ("disk is full", "the disk is full", "make room and run it again; what was acknowledged is kept"),
    ("no space left", "the disk is full", "make room and run it again; what was acknowledged is kept"),
    ("could not extend file", "the disk is full", "make room and run it again; what was acknowledged is kept"),
    ("database is locked", "another program has been writing to it for too long", "run it again when that is done"),
    ("not a database", "not a Whence record (the file is no database)", "name the record's file, such as whence.db"),
    ("malformed", "the file is damaged", "bring it back from a backup"),
    ("readonly", "the record cannot be written", "look at the permissions of the file and its folder"),
    ("unable to open", "the file cannot be opened", "look at the permissions of the file and its folder"),
    ("permission denied", "permission denied", "look at what this user may do there"),
    ("password authentication failed", "the server refused the name or password", "look at the URL's user part"),
    ("no password supplied", "the server asks for a password", "give it in the URL or in ~/.pgpass"),
    ("does not exist", None, "look at the URL, or make the database with createdb"),
    ("connection refused", "no server answers there", "look at host and port, and whether the server runs"),
    ("could not translate host name", "there is no such host", "look at the URL's host"),
    ("failed to resolve host", "there is no such host", "look at the URL's host"),
    ("no such file or directory", "no server answers there", "look at host and port, and whether the server runs"),
    ("timeout", "no server answers there", "look at host and port, and whether the server runs"),
    ("append-only", "the journal is append-only", "record a new entry instead"),
)


def _explain(problem: DBAPIError, url: URL) -> RecordError:
    """One line on what a database raised; what is not known by its words is given in its own."""
    words = _first_line(problem.orig or problem, url)
    whole = str(problem.orig or problem).lower()
    for sign, sentence, remedy in _EXPLANATIONS:
        if sign in whole:
            return RecordError(f"{show_url(url)}: {sentence or words}", remedy=remedy)
    return RecordError(f"{show_url(url)}: {words}")


def _first_line(problem: BaseException, url: URL) -> str:
    words = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
    secrets = [str(url.password)] if url.password else []
    secrets += [str(value) for key, value in url.query.items() if key in _SECRETS]
    for secret in secrets:
        words = words.replace(secret, "***")
    return words[:300]
