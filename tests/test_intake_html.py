"""Of a page only the article is taken: no navigation, no teasers, and readers' comments only beside it."""

from __future__ import annotations

import socket
from datetime import date
from pathlib import Path

import pytest

from whence.intake import read_documents
from whence.records import Document, Published, Rejected

PARAGRAPHS = (
    "Shells fell on the market of Odra on Tuesday morning and killed nine people, the district hospital said.",
    "The Odra Monitor put the toll at eleven, three children among them, and said that rescuers were still digging.",
    "The ministry of defence denied that its troops had fired, and said that it would look into the reports.",
)
COMMENT = "My cousin was there and he says that at least two hundred were killed that day, believe nobody."

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="{charset}">
<title>Nine killed in Odra market | Odra Post</title>
<meta property="og:site_name" content="Odra Post">
<meta property="og:title" content="Nine killed in Odra market">
<meta property="article:published_time" content="2024-03-05T14:00:00+02:00">
<link rel="canonical" href="https://post.example/odra-market">
<script>var killed = "forty killed in a script";</script>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/war">War</a></li></ul></nav>
<header><a href="/login">Log in</a></header>
<article><h1>Nine killed in Odra market</h1>
<p>{paragraphs}</p>
</article>
<aside><h3>Related stories</h3><ul><li><a href="/x">Ninety killed in Tal bridge collapse</a></li></ul></aside>
<div id="comments" class="comments"><h3>Comments</h3><ol><li class="comment"><p>{comment}</p></li></ol></div>
<footer><p>Copyright 2019 Odra Post. All rights reserved.</p></footer>
</body></html>"""


def page(charset: str = "utf-8", extra: str = "") -> str:
    return PAGE.format(charset=charset, paragraphs="</p><p>".join((*PARAGRAPHS, extra)), comment=COMMENT)


def read(folder: Path, content: bytes, published: date | None = None) -> Document | Rejected:
    file = folder / "page.html"
    file.write_bytes(content)
    (found,) = read_documents([file], published=published)
    return found


def test_the_article_alone_is_the_text(tmp_path: Path) -> None:
    found = read(tmp_path, page().encode())
    assert isinstance(found, Document)
    for sentence in PARAGRAPHS:
        assert found.text.count(sentence) == 1
    for other in ("Log in", "Ninety", "forty", "cousin", "Copyright"):
        assert other not in found.text
    assert found.content == page().encode()
    assert found.apart is not None and COMMENT in found.apart


def test_what_the_page_says_of_itself_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, page().encode())
    assert isinstance(found, Document)
    assert found.published is not None
    assert (found.published.day, found.published.how) == (date(2024, 3, 5), "metadata")
    assert (found.source, found.title, found.language) == ("Odra Post", "Nine killed in Odra market", "en")
    assert (found.url, found.media_type) == ("https://post.example/odra-market", "text/html")


def test_an_option_stands_before_a_pages_date(tmp_path: Path) -> None:
    found = read(tmp_path, page().encode(), published=date(2024, 3, 6))
    assert isinstance(found, Document) and found.published == Published(date(2024, 3, 6), "option")


def test_a_date_among_the_words_is_not_taken_for_the_pages(tmp_path: Path) -> None:
    words = (
        page().replace('content="2024-03-05T14:00:00+02:00"', "").replace(COMMENT, f"{COMMENT} 12 January 2017, 10:15")
    )
    found = read(tmp_path, words.encode())
    assert isinstance(found, Document) and found.published is None


@pytest.mark.parametrize(
    ("declared", "really"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("windows-1256", "windows-1256"),
        ("no-such-charset", "cp1252"),
        ("utf-8", "utf-16"),
        ("hex", "cp1252"),
    ],
)
def test_a_page_that_lies_about_its_encoding_is_read(tmp_path: Path, declared: str, really: str) -> None:
    extra = (
        "قال المرصد إن تسعة قتلوا في السوق"
        if really == "windows-1256"
        else "Médecins were among the dead, said the café’s owner."
    )
    found = read(tmp_path, page(declared, extra).encode(really))
    assert isinstance(found, Document)
    assert extra in found.text


@pytest.mark.parametrize(
    "content",
    [
        b"<html></html>",
        b"<html><body></body></html>",
        b"<html><head><title>Nine killed</title></head></html>",
        b"<div>" * 100_000,
        b"<" * 100_000,
        b"<!--" * 50_000,
        b"<html><body><p>" + b"&#x0;" * 100 + b"&#xD800;" + b"</p></body></html>",
        b'<html lang="\x01"><meta charset="' + b"x" * 5000 + b'"><body>' + b"<p>a</p>" * 20,
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>',
        b"<html><svg><script>alert(1)</script></svg>",
    ],
)
def test_a_hostile_page_is_set_aside_or_read_and_never_empty(tmp_path: Path, content: bytes) -> None:
    found = read(tmp_path, content)
    if isinstance(found, Document):
        assert found.text.strip() and "root:" not in found.text
        found.text.encode()
    else:
        assert found.reason and "\n" not in found.reason


def test_no_page_makes_whence_use_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert isinstance(read(tmp_path, page().encode()), Document)
