"""Documents come in as they were given; what is no document is set aside with its reason, and the rest goes on."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.intake import read_documents
from whence.intake.limits import MAX_DOCUMENT_BYTES
from whence.records import Document, Published, Rejected

REPORT = "Two people were killed in Odra on Monday, police said.\n"


def read(*paths: str | Path, **options: object) -> list[Document | Rejected]:
    return list(read_documents(paths, **options))  # type: ignore[arg-type]


def read_line(line: bytes, **options: object) -> Document | Rejected:
    (found,) = read("-", stdin=io.BytesIO(line), **options)
    return found


# ---------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("content", "text", "remark"),
    [
        (b"One died.\r\n\r\nTwo hurt.\r", "One died.\r\n\r\nTwo hurt.\r", "newlines stay as they are"),
        ("\ufeffقُتل اثنان".encode(), "قُتل اثنان", "a byte order mark is no text"),
        ("Deux tués".encode("utf-16"), "Deux tués", "UTF-16 by its mark"),
        ("Deux tués".encode("utf-32"), "Deux tués", "UTF-32 by its mark"),
        (b"{ not JSON }\n", "{ not JSON }\n", "a brace does not make it JSON Lines"),
        ("a\u2028b 😀".encode(), "a\u2028b 😀", "characters beyond the first plane"),
    ],
)
def test_text_is_taken_exactly_as_given(tmp_path: Path, content: bytes, text: str, remark: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    (document,) = read(file)
    assert isinstance(document, Document), remark
    assert (document.text, document.content) == (text, content), remark
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.origin, document.media_type) == (str(file), "text/plain")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1).filter(str.strip))
def test_any_text_in_utf8_comes_in_unchanged(text: str) -> None:
    found = read_line(b"\xef\xbb\xbf~" + text.encode())
    assert isinstance(found, Document) and found.text == "~" + text


def test_the_same_bytes_under_any_path_are_the_same_document(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(REPORT)
    one, two = read(tmp_path)
    assert isinstance(one, Document) and isinstance(two, Document)
    assert (one.id, one.sha256) == (two.id, two.sha256)
    assert [one.media_type, two.media_type] == ["text/plain", "text/markdown"]


def test_options_say_what_a_text_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (document,) = read(tmp_path, published=date(2024, 3, 5), source="Odra Post")
    assert isinstance(document, Document)
    assert (document.published, document.source) == (Published(date(2024, 3, 5), "option"), "Odra Post")
    (bare,) = read(tmp_path)
    assert isinstance(bare, Document) and bare.published is None and bare.source is None


# ---------------------------------------------------------------- JSON Lines


def test_a_line_says_what_it_is() -> None:
    line = json.dumps({
        "id": "x 1", "text": REPORT, "published": "2024-03-05T10:00:00Z", "source": "Odra Post", "title": "Two killed",
        "url": "https://odra.example/1", "language": "en", "desk": 7,
    }).encode()  # fmt: skip
    found = read_line(line + b"\r\n")
    assert isinstance(found, Document)
    assert (found.id, found.text, found.content) == ("x 1", REPORT, line)
    assert found.published == Published(date(2024, 3, 5), "metadata", "2024-03-05T10:00:00Z")
    assert (found.source, found.title, found.url) == ("Odra Post", "Two killed", "https://odra.example/1")
    assert (found.language, found.origin) == ("en", "standard input:1")


def test_an_option_fills_in_and_does_not_overwrite_what_a_line_says() -> None:
    lines = b'{"id":"1","text":"x","published":"2024-03-05","source":"Odra Post"}\n{"id":"2","text":"y"}'
    one, two = read("-", stdin=io.BytesIO(lines), published=date(2020, 1, 1), source="Mail")
    assert isinstance(one, Document) and isinstance(two, Document)
    assert (one.published, one.source) == (Published(date(2024, 3, 5), "metadata", "2024-03-05"), "Odra Post")
    assert (two.published, two.source) == (Published(date(2020, 1, 1), "option"), "Mail")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "1", "text": "cut of', "not JSON: Unterminated string starting at at character 20"),
        (b'{"id": "1"}', "no `text`"),
        (b'{"id": "1", "text": null}', "no `text`"),
        (b'{"id": "1", "text": 7}', "`text` is a number, not a string"),
        (b'{"id": "1", "text": ["a"]}', "`text` is a list, not a string"),
        (b'{"id": "1", "text": "  \\n "}', "it holds no text"),
        (b'{"id": true, "text": "a"}', "`id` is true or false, not a string"),
        (b'{"id": " ", "text": "a"}', "`id` is empty"),
        (b'{"id": "a\\nb", "text": "a"}', "`id` has the character U+000A in it, which cannot stand there"),
        (b'{"id": "1", "text": "a", "text": "b"}', "the key `text` stands twice in one object"),
        (b'{"id": "1", "text": "a", "x": {"y": 1, "y": 2}}', "the key `y` stands twice in one object"),
        (b'{"id": "1", "text": "a", "published": "last week"}', "`published` is `last week`, no date"),
        (b'{"id": "1", "text": "a", "published": "2024-02-30"}', "`published` is `2024-02-30`, no date"),
        (b'{"id": "1", "text": "a", "published": 20240305}', "`published` is a number, not a date"),
        (b'{"id": "1", "text": "a", "source": 5}', "`source` is a number, not a string"),
        (b'{"id": "1", "text": "a\\ud800b"}', "half of a surrogate pair (U+D800) at character 1"),
        (b'{"id": "1", "text": "a\\u0000b"}', "a NUL character at character 1"),
        (b'{"id": "1", "text": "a", "title": "\\udfff"}', "`title` has the character U+DFFF in it"),
        (b'{"id": "1", "text": "a", "x": NaN}', "NaN is no JSON value"),
        (b'{"id": "1", "text": "a", "x": ' + b"9" * 5000 + b"}", "not readable JSON"),
        (b'{"id": "1", "text": "a", "x": ' + b"[" * 200_000, "nested too deeply"),
        (b'{"id": "1", "text": "caf\xe9"}', "not valid UTF-8 at byte 24"),
        (b'{"id": "' + b"x" * 300 + b'", "text": "a"}', "at most 200 are taken"),
    ],
)
def test_a_bad_line_is_set_aside_in_one_line(tmp_path: Path, line: bytes, reason: str) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_bytes(b'{"id":"a","text":"x"}\n\n' + line + b'\n["no", "object"]\n{"id":"b","text":"y"}')
    first, bad, worse, last = read(file)
    assert isinstance(bad, Rejected) and isinstance(worse, Rejected)
    assert reason in bad.reason and "\n" not in bad.reason
    assert (bad.stage, bad.item) == ("intake", f"{file}:3")
    assert "a list, not an object" in worse.reason
    assert isinstance(first, Document) and isinstance(last, Document) and (first.id, last.id) == ("a", "b")


def test_a_line_without_an_id_is_named_by_its_bytes() -> None:
    found = read_line(b'{"text": "x"}')
    assert isinstance(found, Document) and found.id.startswith("doc-")


def test_fifty_megabytes_of_one_line_are_set_aside_within_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    with file.open("wb") as stream:
        stream.write(b'{"id":"a","text":"x"}\n{"id":"big","text":"')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n{"id":"b","text":"y"}\n')
    tracemalloc.start()
    first, big, last = read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(big, Rejected) and "longer than 20 MB" in big.reason and big.item.endswith(":2")
    assert isinstance(first, Document) and isinstance(last, Document) and last.origin.endswith(":3")
    assert peak < 4 * MAX_DOCUMENT_BYTES


# ---------------------------------------------------------------- files and folders


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "it is empty"),
        ("empty.html", b"", "it is empty"),
        ("empty.jsonl", b"", "it is empty"),
        ("blank.jsonl", b"\n\n", "it is empty"),
        ("blank.txt", b" \n\t", "it holds no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "a NUL byte at byte 8: a binary file, not text"),
        ("latin.txt", b"caf\xe9 " * 40, "not valid UTF-8 at byte 3"),
        ("long.txt", b"x" * (MAX_DOCUMENT_BYTES + 1), "longer than 20 MB"),
        ("page.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article text found"),
    ],
)
def test_a_bad_file_is_set_aside_with_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.txt").write_text(REPORT)
    bad, good = read(tmp_path)
    assert isinstance(bad, Rejected) and reason in bad.reason and bad.item == str(tmp_path / name)
    assert isinstance(good, Document)


def test_a_folder_is_read_whole_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.txt", "c.pdf", ".hidden/x.txt", "noname", "d.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"id":"j","text":"x"}' if name.endswith("jsonl") else f"{REPORT}{name}")
    (tmp_path / "e").mkdir()
    found = read(tmp_path)
    items = [Path(f.item if isinstance(f, Rejected) else f.origin).relative_to(tmp_path).as_posix() for f in found]
    assert items == [".hidden", "a.txt", "b/1.md", "b/2.txt", "c.pdf", "d.jsonl:1", "e", "noname"]
    reasons = {Path(f.item).name: f.reason for f in found if isinstance(f, Rejected)}
    assert set(reasons) == {".hidden", "c.pdf", "e", "noname"}
    assert "unknown kind of file" in reasons["c.pdf"] and "hidden" in reasons[".hidden"]


def test_links_that_lead_back_or_nowhere_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT)
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "in" / "lost.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "self").symlink_to("self")
    document, loop, lost, itself = read(tmp_path)
    assert isinstance(document, Document)
    assert isinstance(loop, Rejected) and "already read" in loop.reason
    assert isinstance(lost, Rejected) and "leads nowhere" in lost.reason
    assert isinstance(itself, Rejected)


def test_a_missing_path_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    missing, found = read(tmp_path / "nothing", tmp_path / "a.txt")
    assert missing == Rejected("intake", str(tmp_path / "nothing"), "no such file or folder")
    assert isinstance(found, Document)


def test_a_name_that_no_file_can_have_is_set_aside() -> None:
    for name in ("a\x00b", "x" * 5000):
        (found,) = read(name)
        assert isinstance(found, Rejected) and "\n" not in found.reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = read(tmp_path)
    assert isinstance(found, Rejected) and "neither a file nor a folder" in found.reason


def test_an_unreadable_file_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT + name)
    really = Path.open

    def refuse(path: Path, *rest: object, **options: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return really(path, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    bad, good = read(tmp_path)
    assert bad == Rejected("intake", str(tmp_path / "a.txt"), "cannot be read: Permission denied")
    assert isinstance(good, Document)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b'\xef\xbb\xbf {"id": "1", "text": "x"}\n{"id": "2", "text": "y"}', "application/x-ndjson"),
        (b'{"id": "1", "text": "cut', "application/x-ndjson"),
        (b"  <!DOCTYPE html><html><body><p>x</p></body></html>", "text/html"),
        (REPORT.encode(), "text/plain"),
    ],
)
def test_standard_input_and_unnamed_files_are_told_by_their_content(
    tmp_path: Path, content: bytes, media_type: str
) -> None:
    (tmp_path / "unnamed").write_bytes(content)
    for first in (read("-", stdin=io.BytesIO(content))[0], read(tmp_path / "unnamed")[0]):
        if isinstance(first, Document):
            assert first.media_type == media_type
        else:
            assert first.item.endswith(":1") or media_type == "text/html"


def test_standard_input_that_is_not_there_is_set_aside() -> None:
    (found,) = read("-")
    assert isinstance(found, Rejected) and found.item == "standard input"
    (empty,) = read("-", stdin=io.BytesIO(b""))
    assert empty == Rejected("intake", "standard input", "it is empty")


@given(st.binary(max_size=300))
def test_no_bytes_at_all_stop_the_reading(content: bytes) -> None:
    for found in read("-", stdin=io.BytesIO(content)):
        assert isinstance(found, Document | Rejected)
        if isinstance(found, Document):
            found.text.encode()
            assert found.text.strip()
        else:
            assert found.reason and "\n" not in found.reason


@given(st.lists(st.binary(max_size=40), max_size=5))
def test_every_line_that_is_not_blank_gives_one_answer(lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b"") for line in lines]
    content = b'{"id":"a","text":"x"}\n' + b"\n".join(lines)
    answers = read("-", stdin=io.BytesIO(content))
    assert len(answers) == 1 + sum(bool(line.strip(b" \t\r\n\xef\xbb\xbf")) for line in lines)
