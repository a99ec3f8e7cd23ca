"""Which sentences go on about one happening. In comes a Text, out come its Happenings, one number for each sentence.

A report tells of something, goes on about it, and turns to something else: "Meanwhile", "In a separate raid", "In the
neighbouring province". What one sentence of a happening leaves open, its place or its day, another one of it may give.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.records import Sentence, Text
from whence.vocabulary.phrases import lower, straight
from whence.vocabulary.sieve import Sifted
from whence.vocabulary.tables import DATA, read_table

_READ = frozenset(("headline", "caption", "body"))
_LEAD_SENTENCES = 3
DEED = (
    r"(?:attacks?|(?:air\s?|missile\s|rocket\s)?strikes?|bombings?|blasts?|explosions?|raids?|shelling|bombardment"
    r"|assault|massacre|ambush|clashes|operations?|killings|killing(?=\s+of)|incident)"
)
# "the attack", "Wednesday's blast", "these raids": something told before, or told in full elsewhere in the report
_KNOWN_DEED = Sifted(
    re.compile(
        rf"\b(?:the|this|that|these|those|\w+day['’]s)\s+(?:(?!on\b|of\b|in\b|by\b)[\w-]+\s+){{0,3}}?{DEED}\b"
        rf"|\bwhere\s+the\s+{DEED}\b",
        re.IGNORECASE,
    )
)
# "it was behind a similar bombing that killed nine in May": one sentence about another deed, then back to the first
_ASIDE = Sifted(
    re.compile(
        rf"\b(?:an?(?:other)?|the)\s+(?:similar|earlier|previous|separate|different)\s+(?:[\w-]+\s+){{0,2}}{DEED}\b"
        rf"|\banother\s+(?:[\w-]+\s+){{0,2}}{DEED}\b",
        re.IGNORECASE,
    )
)


@dataclass(frozen=True, slots=True)
class Happenings:
    """Made by `find_happenings`, read where a claim's place and time are looked for.

    `first[i]` is the index of the sentence with which the happening of sentence `i` begins; null for a sentence that
    tells of none (page furniture, standing context). `known[i]`: the sentence speaks of "the attack", one told of
    before; `singular[i]`: of one, not of several. `lead` are the sentences that sum up the report: its headline and the
    first of its body.
    """

    first: tuple[int | None, ...]
    known: tuple[bool, ...]
    singular: tuple[bool, ...]
    lead: frozenset[int]


def find_happenings(text: Text) -> Happenings:
    """The happenings of a text, by the words with which its sentences begin. Pure."""
    first: list[int | None] = []
    known: list[bool] = []
    singular: list[bool] = []
    current: int | None = None
    for sentence in text.sentences:
        words = text.text[sentence.start : sentence.end]
        deeds = [match.group() for match in _KNOWN_DEED.finditer(words)]
        known.append(bool(deeds))
        singular.append(any(not deed.lower().endswith(("s", "shelling", "bombardment")) for deed in deeds))
        if sentence.section not in _READ:
            current = None if sentence.section == "subhead" and _after_lead(text.sentences, sentence) else current
            first.append(None)
            continue
        if current is not None and _ASIDE.search(words, 1):
            first.append(sentence.index)
            continue
        if current is None or (turns_away(words) and not _goes_on(words)):
            current = sentence.index
        first.append(current)
    return Happenings(tuple(first), tuple(known), tuple(singular), _lead(text.sentences))


def is_known_deed(sentence: str) -> bool:
    """Whether a sentence speaks of a deed as of one told before: "the blast", "Monday's raids"."""
    return _KNOWN_DEED.search(sentence) is not None


def turns_away(sentence: str) -> bool:
    """Whether a sentence begins as one that turns to another happening ("Elsewhere", "In the province of …")."""
    return _turns().match(lower(straight(sentence)).lstrip("\"'“‘ ")) is not None


def _goes_on(sentence: str) -> bool:
    """ "Meanwhile a monitor said that the blast killed nine": still the blast told of before."""
    return is_known_deed(sentence) and not re.match(r"(?:earlier|last|in\s+a(?:nother)?\b|on\s)", sentence.lower())


def _after_lead(sentences: Sequence[Sentence], subhead: Sentence) -> bool:
    """Whether a subhead stands amid the body, where it begins another part; one above the body is a second headline."""
    return sum(s.section == "body" for s in sentences[: subhead.index]) >= _LEAD_SENTENCES


def _lead(sentences: Sequence[Sentence]) -> frozenset[int]:
    body = [s.index for s in sentences if s.section == "body"][:_LEAD_SENTENCES]
    heads = [s.index for s in sentences if s.section in ("headline", "caption") and (not body or s.index < body[-1])]
    return frozenset((*heads, *body))


@lru_cache(maxsize=1)
def _turns() -> re.Pattern[str]:
    rows = read_table(DATA / "happening_turns.csv", ("pattern", "example"))
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows), re.IGNORECASE)
