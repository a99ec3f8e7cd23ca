"""HTML pages. In come a page's bytes, out comes a `Document` of its main text, with readers' comments kept apart.

Main text and metadata are found by trafilatura; a page in which it finds no article is set aside, never kept empty.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document as Page

from whence.errors import InputError
from whence.intake.decode import parse_html
from whence.intake.limits import STAGE, one_line
from whence.intake.stated import Options, Stated, make_document
from whence.records import Document, Rejected

MEDIA_TYPE = "text/html"
_NO_ARTICLE = "no article text found in the page"
_FEWEST_WORDS = 4
_LONG_LINE = 40  # scripts that write no blanks between words
_STATED_DATES_ONLY = {"extensive_search": False, "original_date": True}
"""A date is taken where the page states it (metadata, <time>); one merely seen among the words may be a comment's."""


def read_page(content: bytes, item: str, options: Options) -> Document | Rejected:
    """The page's Document, or why there is none."""
    try:
        words = parse_html(content)
        page = _find_article(words)
    except InputError as problem:
        return Rejected(STAGE, item, str(problem))
    if page is None or not page.text or not _has_sentence(page.text):
        return Rejected(STAGE, item, _NO_ARTICLE if words.strip() else "it is empty")
    return make_document(
        content, page.text, item=item, media_type=MEDIA_TYPE, options=options, stated=_stated(page, words)
    )


def _has_sentence(text: str) -> bool:
    """Where no article stands in a page, what is found in it are single words: "Home", "Log in"."""
    return any(len(line.split()) >= _FEWEST_WORDS or len(line) >= _LONG_LINE for line in text.splitlines())


def _find_article(words: str) -> Page | None:
    try:
        tree = trafilatura.load_html(words)
        if tree is None:
            return None
        found = trafilatura.bare_extraction(
            tree, include_comments=True, with_metadata=True, date_extraction_params=dict(_STATED_DATES_ONLY)
        )
    # Hostile pages make the libraries below trafilatura fail in ways of their own; one page must not stop the rest.
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError) as problem:
        raise InputError(f"the page cannot be read ({type(problem).__name__})") from problem
    return found if isinstance(found, Page) else None


def _stated(page: Page, words: str) -> Stated:
    day = _guess_day(page.date)
    return Stated(
        published=day,
        published_words=page.date if day else None,
        source=one_line(page.sitename) or one_line(page.hostname),
        title=one_line(page.title),
        url=_web_address(page.url),
        language=_page_language(words),
        apart=page.comments if page.comments and page.comments.strip() else None,
    )


def _guess_day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None


def _web_address(url: str | None) -> str | None:
    url = one_line(url)
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _page_language(words: str) -> str | None:
    """The language the page declares for itself (`<html lang>`), as a short code; null when it says none."""
    try:
        root = html.document_fromstring(words[:4096])
    except (etree.LxmlError, ValueError):
        return None
    stated = one_line(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    return stated.replace("_", "-").split("-")[0].lower()[:8] if stated else None
