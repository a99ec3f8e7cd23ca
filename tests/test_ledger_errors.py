"""Whatever a database can do wrong is one line with what to try, shows no password, and loses nothing."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from ledger_samples import AT, make_entry
from whence.errors import RecordError
from whence.ledger import Ledger, open_ledger, schema, tables, verify

SECRET = "hunter2-secret"
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "name is empty"),
        ("sqlite://", "names no file"),
        ("mysql://user:hunter2-secret@host/db", "no kind of record"),
        ("://", "no URL that can be read"),
        ("postgresql://user:hunter2-secret@[broken/db", "there is no such host"),
        ("postgresql://user:hunter2-secret@host:port/db", "no URL that can be read"),
        ("postgresql://user:hunter2-secret@127.0.0.1:1/db", "no server answers there"),
        ("postgresql://user@/db?host=/nowhere&password=hunter2-secret", "no server answers there"),
        ("sqlite:////nowhere/at/all/whence.db", "no record at"),
    ],
)
def test_a_wrong_url_is_one_line_without_its_password(url: str, sentence: str) -> None:
    with pytest.raises(RecordError) as raised:
        open_ledger(url)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value) and SECRET not in str(raised.value)
    assert raised.value.remedy


def test_a_server_that_refuses_is_one_line(postgres_url: str) -> None:
    wrong = postgres_url.replace("record_", "absent_").replace("whence@", f"whence:{SECRET}@")
    with pytest.raises(RecordError, match="createdb") as raised:
        open_ledger(wrong)
    assert SECRET not in str(raised.value) and "\n" not in str(raised.value)


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(RecordError, match=r"pip install 'whence\[postgres\]'"):
        open_ledger("postgresql://host/db")


def test_no_record_is_made_unless_asked(record_url: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="whence init"):
        open_ledger(record_url)
    assert list(tmp_path.iterdir()) == []
    open_ledger(record_url, create=True).close()
    open_ledger(record_url).close()


@pytest.mark.parametrize("content", [b"This is a report, not a record. " * 100, b"\x00" * 5000, b"short"])
def test_a_file_that_is_no_database_is_left_as_it_was(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    for create in (False, True):
        with pytest.raises(RecordError) as raised:
            open_ledger(str(file), create=create)
        assert "\n" not in str(raised.value) and raised.value.remedy
    assert file.read_bytes() == content


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="is a folder"):
        open_ledger(str(tmp_path), create=True)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "library.db"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE documents (shelf INTEGER)")
    other.commit()
    other.close()
    before = file.read_bytes()
    with pytest.raises(RecordError, match="another program's database"):
        open_ledger(str(file), create=True)
    assert file.read_bytes() == before


def test_an_sqlite_record_is_kept_in_wal_with_every_commit_on_disk(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "whence.db"), create=True) as ledger, ledger._reading() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in PRAGMAS}
    assert found == PRAGMAS


def test_a_newer_record_is_refused_and_left_alone(record_url: str) -> None:
    with open_ledger(record_url, create=True) as ledger, ledger._writing() as connection:
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(RecordError, match="newer than this Whence"):
        open_ledger(record_url)


def test_an_older_record_is_upgraded_when_it_is_opened(record_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = schema.FORMATS
    monkeypatch.setattr(schema, "FORMATS", newest[:1])
    with open_ledger(record_url, create=True) as ledger:
        ledger.append("note", "old", {"n": 1}, at=AT, actor="ada")
    monkeypatch.setattr(schema, "FORMATS", newest)
    with open_ledger(record_url) as ledger:
        assert [entry.about for entry in ledger.journal()] == ["old"]
        with ledger._reading() as connection:
            assert schema.read_format(connection) == newest[-1]


def test_migrations_make_the_tables_the_code_reads(record_url: str) -> None:
    with open_ledger(record_url, create=True) as ledger, ledger._reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})
        assert compare_metadata(context, tables.metadata) == []


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "whence.db"), create=True) as ledger:
        ledger.add_documents([make_entry(1)], at=AT, actor="ada")
        _fill_disk(ledger, spare_pages=30)
        acknowledged = 1
        with pytest.raises(RecordError, match="disk is full") as raised:
            for number in range(2, 1000):
                ledger.add_documents([make_entry(number * 10)], at=AT, actor="ada")
                acknowledged += 1
        assert "make room" in str(raised.value)
        assert len(ledger.documents()) == acknowledged == ledger.head().seq
        assert verify(ledger) == ()
        _fill_disk(ledger, spare_pages=100_000)
        ledger.add_documents([make_entry(10_000_000)], at=AT, actor="ada")
        assert verify(ledger) == ()


def _fill_disk(ledger: Ledger, *, spare_pages: int) -> None:
    """SQLite says "database or disk is full" at its page limit as it does on a full disk."""
    from sqlalchemy import event

    def limit(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + spare_pages}")

    ledger._engine.dispose()
    event.listen(ledger._engine, "connect", limit)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_record_that_may_not_be_written_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "whence.db"
    open_ledger(str(file), create=True).close()
    file.chmod(0o400)
    with pytest.raises(RecordError, match="permissions"), open_ledger(str(file)) as ledger:
        ledger.add_documents([make_entry(1)], at=AT, actor="ada")


def test_a_damaged_record_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "whence.db"
    with open_ledger(str(file), create=True) as ledger:
        ledger.add_documents([make_entry(n * 10) for n in range(200)], at=AT, actor="ada")
    content = bytearray(file.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    file.write_bytes(content)
    with pytest.raises(RecordError) as raised, open_ledger(str(file)) as ledger:
        verify(ledger)
    assert "\n" not in str(raised.value)
