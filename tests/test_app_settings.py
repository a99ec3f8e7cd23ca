"""Where the record is found, and what whence.toml may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.errors import RecordError, UsageError
from whence.settings import SETTINGS, read_settings, record_path, write_settings


def test_nothing_is_found_in_an_empty_folder(tmp_path: Path) -> None:
    """No record is not an error yet: commands that need none go on."""
    assert read_settings(folder=tmp_path, environ={}).record is None


def test_the_record_of_a_folder_above_is_found(tmp_path: Path) -> None:
    """One can work in a sub-folder of the record's folder."""
    (tmp_path / "whence.db").touch()
    below = tmp_path / "reports" / "may"
    below.mkdir(parents=True)
    assert read_settings(folder=below, environ={}).record == f"sqlite:///{tmp_path / 'whence.db'}"


def test_option_wins_over_environment_over_file(tmp_path: Path) -> None:
    """The nearest word wins."""
    write_settings(tmp_path / "whence.toml", {"record": "file.db"})
    environ = {"WHENCE_RECORD": "environment.db"}
    assert read_settings("option.db", folder=tmp_path, environ=environ).record == f"sqlite:///{tmp_path}/option.db"
    assert read_settings(folder=tmp_path, environ=environ).record == f"sqlite:///{tmp_path}/environment.db"
    assert read_settings(folder=tmp_path, environ={}).record == f"sqlite:///{tmp_path}/file.db"


def test_a_url_stays_a_url(tmp_path: Path) -> None:
    """A server works wherever a file does, and has no path."""
    settings = read_settings("postgresql://host/db", folder=tmp_path, environ={})
    assert settings.record == "postgresql://host/db"
    assert record_path("postgresql://host/db") is None


def test_what_init_writes_is_read_back(tmp_path: Path) -> None:
    """Every setting stands in the file with its sentence, and reads as it was written."""
    write_settings(tmp_path / "whence.toml", {"pack": 'a "quoted" \\ name', "jobs": "3"})
    text = (tmp_path / "whence.toml").read_text(encoding="utf-8")
    assert all(f"# {setting.sentence}" in text for setting in SETTINGS)
    settings = read_settings(folder=tmp_path, environ={})
    assert (settings.pack, settings.jobs, settings.policy) == ('a "quoted" \\ name', 3, "ucdp")


def test_a_pack_folder_is_meant_from_where_the_file_lies(tmp_path: Path) -> None:
    """A pack named by a relative folder works from any sub-folder."""
    (tmp_path / "mypack").mkdir()
    (tmp_path / "sub").mkdir()
    write_settings(tmp_path / "whence.toml", {"pack": "mypack"})
    assert read_settings(folder=tmp_path / "sub", environ={}).pack == str(tmp_path / "mypack")


BAD_FILES = [
    ("record = ", RecordError, "cannot read"),
    ("colour = 'red'", UsageError, "unknown setting 'colour'; one of record, pack"),
    ("jobs = 'many'", UsageError, "jobs is 'many'"),
    ("jobs = 0", UsageError, "jobs is '0'"),
]


@pytest.mark.parametrize(("text", "error", "words"), BAD_FILES)
def test_a_bad_file_is_said_in_one_line(tmp_path: Path, text: str, error: type[Exception], words: str) -> None:
    """What is wrong, where, and what to try."""
    (tmp_path / "whence.toml").write_text(text, encoding="utf-8")
    with pytest.raises(error, match=words) as caught:
        read_settings(folder=tmp_path, environ={})
    assert "\n" not in str(caught.value)
