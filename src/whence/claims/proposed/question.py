"""The question about one document. In comes a Text, out comes what a model is asked: the prompt, and the text as data.

Only the article's own sections are sent, without what no reader could see; readers' comments, page furniture and
comments in the page's source are not. Two marker lines with a code made from the text itself fence it in.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from whence.claims.proposed.grounding import READ_SECTIONS
from whence.claims.proposed.shape import answer_schema
from whence.endpoint import Question
from whence.records import Text
from whence.vocabulary import Vocabulary
from whence.vocabulary.garbled import legible
from whence.vocabulary.invisible import shown

FINDER = "llm-v1"
_ALWAYS = (("other", "a party that is not in this list"), ("unknown", "nobody says which party it was"))


def make_question(text: Text, vocabulary: Vocabulary) -> Question:
    """What a model is asked about one document; empty where nothing of it is the article's own. Pure."""
    words = shown_text(text)
    code = hashlib.sha256(f"{text.document}\n{words}".encode()).hexdigest()[:16]  # a text cannot hold its own hash
    published = text.published.day.isoformat() if text.published else "unknown"
    parties = "\n".join(f"- {key}: {title}" for key, title in party_keys(vocabulary))
    user = (
        f"The report was published: {published}\nIts outlet: {_one_line(text.source)}\n"
        f"Keys of parties:\n{parties}\n\n"
        f"----- report {code} begins -----\n{words}\n----- report {code} ends -----\n\n"
        "List its claims as one JSON object, as you were told before the report."
    )
    return Question(text.document, _prompt(), user, answer_schema(), prompt_version())


def shown_text(text: Text) -> str:
    """The article's own sections as a reader sees them, a blank line between two."""
    words = legible(text.text)
    parts = (shown(words[s.start : s.end]).strip() for s in text.sections if s.kind in READ_SECTIONS)
    return "\n\n".join(part for part in parts if part)


def party_keys(vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """The parties a model may name, as (key, title): the pack's, then other and unknown."""
    own = vocabulary.pack.party_titles if vocabulary.pack is not None else ()
    return (*own, *(pair for pair in _ALWAYS if pair[0] not in {key for key, _ in own}))


@lru_cache(maxsize=1)
def prompt_version() -> str:
    """Eight letters that change whenever the prompt or the shape of the answer does."""
    return hashlib.sha256(f"{_prompt()}\n{sorted(answer_schema().items())}".encode()).hexdigest()[:8]


def model_label(model: str) -> str:
    """The finder of a claim: the rules that checked it, the model that proposed it, and the prompt it was given."""
    name = "".join(c for c in model if c.isprintable() and not c.isspace())[:60]
    return f"{FINDER}:{name}@{prompt_version()}"


@lru_cache(maxsize=1)
def _prompt() -> str:
    return (Path(__file__).parent / "prompt.txt").read_text(encoding="utf-8")


def _one_line(words: str | None) -> str:
    return " ".join(shown(words).split())[:100] if words else "unknown"
