"""What docs/packs.md shows is a pack that works, and the demo's pack and reports are whole."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from whence.intake import read_documents
from whence.records import Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.packs import read_pack

ROOT = Path(__file__).parents[1]
FENCED = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.M | re.S)


def _written_pack(folder: Path) -> str:
    """Writes the files docs/packs.md shows into `folder` and gives its sentence."""
    files = dict(FENCED.findall((ROOT / "docs" / "packs.md").read_text(encoding="utf-8")))
    sentence = files.pop("sentence.txt")
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return sentence.strip()


def test_the_documented_pack_is_read(tmp_path: Path) -> None:
    """The files of docs/packs.md make a pack."""
    _written_pack(tmp_path)
    pack = read_pack(tmp_path)
    assert pack.name == "estria"
    assert pack.countries == ("XE",)
    assert pack.eras == (("war", date(2022, 2, 1)),)
    assert [key for key, _ in pack.party_titles] == ["estria-government", "dawn-movement", "civilians"]
    assert [speaker.name for speaker in pack.speakers] == ["Estrian Record", "Estrian Interior Ministry"]
    assert pack.places is not None


def test_the_documented_sentence_is_read_as_documented(tmp_path: Path) -> None:
    """`whence claims --pack` reads the sentence of docs/packs.md as the page says."""
    sentence = _written_pack(tmp_path)
    report = tmp_path / "report.txt"
    report.write_text(sentence + "\n", encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from whence.cli import main; main()",
        "claims",
        str(report),
        "--pack",
        str(tmp_path),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    (claim,) = [json.loads(line) for line in done.stdout.splitlines()]
    (count,) = claim["counts"]
    assert (count["effect"], count["best"], count["status"]) == ("killed", 12, "civilian")
    assert [(part["best"], part["age"]) for part in count["includes"]] == [(3, "child")]
    assert (claim["where"]["name"], claim["where"]["within"], claim["where"]["country"]) == (
        "Mill Quarter",
        "Quellin",
        "XE",
    )
    assert (claim["when"]["date_start"], claim["when"]["date_end"]) == ("2024-03-05", "2024-03-05")
    assert claim["alleged_perpetrator"]["party"] == "estria-government"
    assert [speaker["name"] for speaker in claim["speaker"]] == ["Estrian Record"]


@pytest.mark.parametrize("folder", ["pack", "reports"])
def test_nothing_of_a_real_war_is_in_the_demo(folder: str) -> None:
    """The demo names no party, place or speaker of the pack that came with the program."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "demo" / folder).iterdir()]
    words = {word for text in texts for word in re.findall(r"\w+", text.casefold())}
    assert words.isdisjoint({"syria", "syrian", "assad", "aleppo", "damascus", "idlib", "homs", "raqqa"})


def test_the_demo_reports_are_all_documents() -> None:
    """28 documents in 25 files, one of them there twice, none set aside by reading."""
    found = list(read_documents([ROOT / "demo" / "reports"]))
    documents = [item for item in found if isinstance(item, Document)]
    assert [item for item in found if not isinstance(item, Document)] == []
    assert len(documents) == 28
    assert len({document.sha256 for document in documents}) == 27


def test_comments_and_teasers_of_the_page_are_not_the_article() -> None:
    """Of the demo's web page the readers' figures (60) and the teasers' (45, 9) are not in the article's text."""
    (page,) = [
        item
        for item in read_documents([ROOT / "demo" / "reports" / "2024-03-10-meridian-caldrey.html"])
        if isinstance(item, Document)
    ]
    assert "60 people" not in page.text
    assert "45 feared" not in page.text
    assert "Mine fire" not in page.text
    assert page.apart is not None
    assert "60 people" in page.apart
    assert page.published is not None
    assert page.published.day == date(2024, 3, 10)


def test_every_dated_report_is_dated() -> None:
    """Datelines, bylines, metadata and field forms: each report has the day of its file's name, but the undated one."""
    vocabulary = load_vocabulary(str(ROOT / "demo" / "pack"))
    for document in read_documents([ROOT / "demo" / "reports"]):
        assert isinstance(document, Document)
        published = read_text(document, vocabulary).published
        name = Path(document.origin).name
        if "undated" in name:
            assert published is None
        elif name.startswith("copy-of"):
            assert published is not None
        else:
            assert published is not None, name
            assert str(published.day).startswith(name[: 10 if name[8].isdigit() else 7]), name
