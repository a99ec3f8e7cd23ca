"""What many tests share: a real PostgreSQL of this run's own, and a fresh record URL on each kind of database."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

SKIP_POSTGRES = "WHENCE_SKIP_POSTGRES"
_SUPERUSER = "whence"
_START_TIMEOUT_S = 60


class PostgresServer(NamedTuple):
    """A running server that listens on a socket in `folder` only; `user` is the account it runs as, null for ours."""

    binaries: Path
    folder: Path
    user: str | None

    def url(self, database: str) -> str:
        return f"postgresql://{_SUPERUSER}@/{database}?host={self.folder}"

    def sql(self, statement: str) -> None:
        command = [self.binaries / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, self.url("postgres")]
        subprocess.run(command, check=True, capture_output=True, timeout=_START_TIMEOUT_S)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test run alone: own data folder, no TCP port, any account, gone afterwards."""
    if os.environ.get(SKIP_POSTGRES) == "1":
        pytest.skip(f"{SKIP_POSTGRES}=1")
    binaries = _find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="whence-pg-", dir="/tmp"))  # short: a socket's path has at most 107 bytes
    user = _unprivileged_user() if os.geteuid() == 0 else None
    server = PostgresServer(binaries, folder, user)
    try:
        if user:
            shutil.chown(folder, user)
        _run(server, "initdb", "-D", "data", "-U", _SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        # Durability is PostgreSQL's own business to test; without it every test is ten times faster.
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c full_page_writes=off"
        _run(server, "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")
        try:
            yield server
        finally:
            _run(server, "pg_ctl", "-D", "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_numbers = count(1)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a fresh, empty PostgreSQL database."""
    name = f"record_{next(_numbers)}"
    postgres_server.sql(f"CREATE DATABASE {name}")
    yield postgres_server.url(name)
    postgres_server.sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def record_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a place where no record is yet, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'whence.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


def _find_binaries() -> Path:
    """The newest PostgreSQL's programs, where Debian puts them or on the PATH; a loud failure where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    pytest.fail(f"PostgreSQL is missing: apt-get install postgresql, or set {SKIP_POSTGRES}=1", pytrace=False)


def _unprivileged_user() -> str:
    """PostgreSQL refuses to run as root, so it runs as an account that has nothing."""
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    pytest.fail("running as root without an account `postgres` or `nobody` for the server", pytrace=False)


def _run(server: PostgresServer, program: str, *arguments: str) -> None:
    account = pwd.getpwnam(server.user) if server.user else None
    done = subprocess.run(
        [server.binaries / program, *arguments],
        cwd=server.folder,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a pipe would stay open in the server and never end
        stderr=subprocess.DEVNULL,
        timeout=_START_TIMEOUT_S,
        check=False,
    )
    if done.returncode:
        log = server.folder / "log"
        tail = log.read_text(errors="replace")[-2000:] if log.exists() else "no log"
        pytest.fail(f"{program} failed with {done.returncode}: {tail}", pytrace=False)
