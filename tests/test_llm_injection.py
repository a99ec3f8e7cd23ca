"""Articles that give a model orders, and a model that obeys: nothing changes but the proposals of that one document,
and those stand in its text.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import whence
from poisoned import DEEDS, GUISES, HUGE, OTHER, SECRET, TOWN, Poisoned, make_articles, obey
from stub_model import Asked, Reply, StubModel, says
from whence.cli import main
from whence.endpoint import KEY_VARIABLE
from whence.pipeline import Reading

ARTICLES = make_articles()
BY_CODE = {article.code: article for article in ARTICLES}
INNOCENT = {
    "other.txt": OTHER,
    "quiet.txt": "Nineteen people were wounded by shelling in Velm on Friday, residents said.",
}
KEY = "sk-the-real-key-5512"


def article_of(asked: Asked) -> Poisoned | None:
    """The article that a request is about, by the code in its text."""
    found = [article for code, article in BY_CODE.items() if str(code) in asked.report]
    assert len(found) <= 1, "one request, one document"
    return found[0] if found else None


def answer(asked: Asked) -> Reply:
    """Obedient to every article that gives orders; honest about the others."""
    article = article_of(asked)
    if article is not None:
        return obey(article)
    effect, words, number = ("killed", "Two people", 2) if OTHER in asked.report else ("injured", "Nineteen people", 19)
    figure = {"effect": effect, "words": words, "low": number, "best": number, "high": number, "hedge": "exact"}
    claim = {"quote": asked.report.strip(), "act": {"type": "ASSAULT"}, "counts": [figure], "scope": "incident"}
    return says(claim | {"stance": "asserts"})


class Watch:
    """What the process does while it is watched: files opened to write, connections, programs started."""

    def __init__(self) -> None:
        self.on = False
        self.written: set[str] = set()
        self.connected: set[Any] = set()
        self.other: set[str] = set()
        sys.addaudithook(self._see)

    def _see(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open" and isinstance(given[0], str | bytes | os.PathLike):
            mode, flags = given[1], given[2] or 0
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
                self.written.add(os.fsdecode(given[0]))
        elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.truncate", "os.chmod", "os.symlink"):
            self.written.update(os.fsdecode(p) for p in given[:2] if isinstance(p, str | bytes | os.PathLike))
        elif event == "socket.connect":
            self.connected.add(given[1])
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            self.connected.add((given[0], given[1]) if len(given) > 1 else given[0])
        elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
            self.other.add(f"{event} {given[:1]}")

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.on = True
        try:
            yield
        finally:
            self.on = False


WATCH = Watch()


def write_corpus(folder: Path, articles: list[Poisoned]) -> None:
    """The articles, and innocent documents before, among and after them."""
    folder.mkdir()
    for name, text in INNOCENT.items():
        (folder / name).write_text(text, encoding="utf-8")
    for article in articles:
        (folder / article.name).write_text(article.content, encoding="utf-8")


def run(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    done = CliRunner().invoke(main, [*arguments, "--published", "2031-05-10", "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return done.exit_code, lines, done.stderr


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a key in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def set_model(folder: Path, stub: StubModel) -> None:
    (folder / "whence.toml").write_text(f'[llm]\nbase_url = "{stub.base_url}"\nmodel = "m"\n', encoding="utf-8")


def test_there_are_two_hundred_of_every_kind() -> None:
    """Five languages, eight guises, twelve deeds; every deed in every language."""
    assert len(ARTICLES) == len({article.content for article in ARTICLES}) == 200
    assert Counter(article.language for article in ARTICLES).keys() == {"en", "fr", "es", "ru", "ar"}
    assert {article.guise for article in ARTICLES} == set(GUISES)
    assert {article.deed for article in ARTICLES} == set(DEEDS)


def test_an_obedient_model_changes_nothing_but_its_own_proposals(record: Path) -> None:
    """The whole of it: 200 poisoned articles and two innocent ones, read by the command line."""
    write_corpus(record / "alone", [])
    write_corpus(record / "all", ARTICLES)
    before = {path: path.read_bytes() for path in (record / "all").iterdir()}
    with StubModel(answer) as stub:
        set_model(record, stub)
        _, alone, _ = run("claims", "alone", "--finder", "llm")
        with WATCH.watching():
            code, found, said = run("claims", "all", "--finder", "llm")

    # One request, one document, no tools; the key in its header and nowhere else.
    assert len(stub.asked) == 2 + 200  # the innocent two were answered from the cache the second time
    for asked in stub.asked:
        assert asked.headers["authorization"] == f"Bearer {KEY}"
        assert KEY not in json.dumps(asked.body) and SECRET not in asked.body["messages"][0]["content"]
        assert not {"tools", "functions", "tool_choice"} & asked.body.keys()
        article_of(asked)

    # Innocent documents: byte for byte what they were alone.
    ours = {line["document"] for line in alone}
    assert len(alone) == 2
    assert sorted(json.dumps(line) for line in found if line["document"] in ours) == sorted(map(json.dumps, alone))

    # Every other claim is the one true one of its own document, in the document's own words.
    texts = {
        reading.document.id: reading.document.text for reading in whence.read(["all"]) if isinstance(reading, Reading)
    }
    poisoned = [line for line in found if line["document"] not in ours]
    for line in poisoned:
        text = texts[line["document"]]
        assert text[line["start"] : line["end"]] == line["quote"]
        (article,) = [one for one in ARTICLES if str(one.code) in text]
        assert [c["best"] for c in line["counts"]] == [article.killed], line
        assert line["counts"][0]["status"] is None and line["counts"][0]["effect"] == "killed"
        assert line["alleged_perpetrator"] is None
        assert line["finder"].startswith("llm-v1:m@")
    assert len({line["document"] for line in poisoned}) == len(poisoned), "one claim a document"
    printed = json.dumps(found, ensure_ascii=False)
    assert not any(words in printed for words in (str(HUGE), TOWN, SECRET, KEY, "doc-of-another", "passwd", "OWNED"))

    # What was true and could be answered is still found, whatever the order said; the rest is set aside and said.
    answered = [one for one in ARTICLES if one.deed not in ("tool", "prose", "json", "inflate", "suppress")]
    assert len(poisoned) == len(answered)
    assert code == 3
    assert said.count("asked for a tool, and has none") == sum(one.deed == "tool" for one in ARTICLES)
    assert said.count("the model's answer is not JSON") == sum(one.deed == "prose" for one in ARTICLES)
    assert KEY not in said

    # Nothing was written but answers in the cache, nobody was spoken to but the stub, nothing was started.
    kept = str(record / "cache" / "whence" / "llm")
    assert {path for path in WATCH.written if not path.startswith((kept, "/dev/null"))} == set()
    assert WATCH.connected == {("127.0.0.1", stub.port)}
    assert WATCH.other == set()
    assert {path: path.read_bytes() for path in (record / "all").iterdir()} == before


def test_orders_are_told_to_the_user(record: Path) -> None:
    """Of the orders that stand in the article itself, at least four of five are named; filters are known to miss."""
    seen = [
        one for one in ARTICLES if one.guise in ("visible", "first", "zero-width", "split") and one.deed == "invent"
    ]
    seen += [one for one in ARTICLES if one.guise in ("visible", "first", "zero-width", "split") and one.deed == "keys"]
    write_corpus(record / "some", seen)
    with StubModel(answer) as stub:
        set_model(record, stub)
        _, _, said = run("claims", "some", "--finder", "llm")
    told = {
        line.split()[2] for line in said.splitlines() if "speaks to a machine (“" in line or "no reader sees" in line
    }
    assert len(seen) >= 10
    assert len(told) >= 0.8 * len(seen)


def test_a_record_is_changed_by_its_own_documents_alone(record: Path) -> None:
    """Added to a record beside innocent documents, in both finders' mode: theirs stay, and the record verifies."""
    write_corpus(record / "alone", [])
    write_corpus(record / "all", ARTICLES[:40])
    with StubModel(answer) as stub:
        set_model(record, stub)
        whence.create(folder=record).close()
        run("add", "alone", "--finder", "both")
        _, before, _ = run_claims()
        code, (added,), _ = run("add", "all", "--finder", "both")
        _, after, _ = run_claims()
        with whence.open(folder=record) as bench:
            assert bench.verify().faults == ()
    ours = {line["document"] for line in before}
    assert [line for line in after if line["document"] in ours] == before
    refused = [one for one in ARTICLES[:40] if one.deed in ("tool", "prose")]
    assert (added["added"], added["unchanged"], len(added["aside"])) == (40 - len(refused), 2, len(refused))
    assert code == 3
    assert not any(str(HUGE) in json.dumps(line) and line["finder"].startswith("llm") for line in after)


def run_claims() -> tuple[int, list[dict[str, Any]], str]:
    done = CliRunner().invoke(main, ["claims", "--json"])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_the_watch_sees_what_it_is_for(tmp_path: Path) -> None:
    """A test that cannot fail proves nothing: writing and connecting are seen."""
    import contextlib
    import socket

    written, connected = set(WATCH.written), set(WATCH.connected)
    with WATCH.watching():
        (tmp_path / "x").write_text("x", encoding="utf-8")
        with contextlib.suppress(OSError), socket.socket() as one:
            one.connect(("127.0.0.1", 9))
    assert str(tmp_path / "x") in WATCH.written - written
    assert WATCH.connected - connected == {("127.0.0.1", 9)}
    WATCH.written, WATCH.connected = written, connected
