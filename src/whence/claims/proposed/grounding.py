"""Where the model's words stand in the text. In come words, out come the exact offsets of every place they stand at.

Words are looked up letter by letter; only white space, kinds of quotation marks and dashes, and invisible characters
may differ. A number is never found inside a longer one, nor a word inside another.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from whence.records import Sentence, Text
from whence.vocabulary.garbled import legible
from whence.vocabulary.invisible import is_invisible

How = Literal["letter by letter", "but for white space", "but for marks and white space"]
MOST_PLACES = 200  # of words that stand everywhere the first are enough
LONGEST_WORDS = 2_000
READ_SECTIONS = frozenset(("headline", "caption", "subhead", "body", "background"))
_MARKS = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("‐‑‒–—―−", "-"), "…": "."}
)
_GLUED = frozenset("وفبلكس")  # Arabic letters that are written together with the word after them


@dataclass(frozen=True, slots=True)
class Grounded:
    """Words found at half-open offsets of the document's text, and how closely."""

    start: int
    end: int
    how: How


class Ground:
    """One text, to look words up in. Only the article's own sections count."""

    def __init__(self, text: Text, *, garbled: bool = False) -> None:
        """`garbled`: marks lost to a wrong encoding are left as they are."""
        self._text = text.text
        self.sentences = tuple(s for s in text.sentences if s.section in READ_SECTIONS)
        self._starts = [s.start for s in self.sentences]
        readable = text.text if garbled else legible(text.text)
        self._plain, self._at = _plain(readable)  # as a model is shown it
        self._raw = Ground(text, garbled=True) if readable != text.text and not garbled else None
        self._found: dict[str, tuple[Grounded, ...]] = {}

    def find(self, words: str) -> tuple[Grounded, ...]:
        """Where the words stand in the article's own sections, in order, at most 200 places; empty for none."""
        if words not in self._found:
            found = self._find(words) if len(words) <= LONGEST_WORDS else ()
            self._found[words] = found or (self._raw.find(words) if self._raw is not None else ())
        return self._found[words]

    def _find(self, words: str) -> tuple[Grounded, ...]:
        wanted = _plain(words)[0].strip()
        found: list[Grounded] = []
        at = self._plain.find(wanted) if wanted else -1
        while at >= 0 and len(found) < MOST_PLACES:
            end = at + len(wanted)
            if self._is_whole(at, end):
                start_in_text, end_in_text = self._at[at], self._at[end - 1] + 1
                if self.sentences_of(start_in_text, end_in_text):
                    found.append(Grounded(start_in_text, end_in_text, self._how(words, start_in_text, end_in_text)))
            at = self._plain.find(wanted, at + 1)
        return tuple(found)

    def sentences_of(self, start: int, end: int) -> tuple[Sentence, ...]:
        """The sentences that hold a stretch; empty where part of it is in none of the article's own."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or start >= self.sentences[first].end:
            return ()
        last = bisect_right(self._starts, end - 1) - 1
        if end > self.sentences[last].end:
            return ()
        held = self.sentences[first : last + 1]
        neighbours = all(b.index == a.index + 1 for a, b in pairwise(held))
        return held if neighbours else ()

    def cut(self, place: Grounded) -> str:
        """The exact words there, on one line."""
        return " ".join(self._text[place.start : place.end].split())

    def exact(self, start: int, end: int) -> str:
        """The text itself."""
        return self._text[start:end]

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word or number goes on at either end."""
        plain, first, last = self._plain, self._plain[start], self._plain[end - 1]
        before = plain[start - 1] if start else " "
        after = plain[end] if end < len(plain) else " "
        if first.isdigit() and before in ".,٫٬" and start > 1 and plain[start - 2].isdigit():
            return False
        if last.isdigit() and after in ".,٫٬" and end + 1 < len(plain) and plain[end + 1].isdigit():
            return False
        if first.isalnum() and before.isalnum() and not self._is_glue(start):
            return False
        return not (last.isalnum() and after.isalnum())

    def _is_glue(self, start: int) -> bool:
        """Whether all that stands before is letters that Arabic writes together with the next word."""
        if not "\u0620" <= self._plain[start] <= "\u06ff" and not self._plain[start].isdigit():
            return False
        begin = start
        while begin and self._plain[begin - 1].isalnum():
            begin -= 1
        glued = self._plain[begin:start]
        return glued in ("ال", "وال", "بال", "لل", "فال") or (len(glued) <= 2 and all(c in _GLUED for c in glued))

    def _how(self, words: str, start: int, end: int) -> How:
        given = self._text[start:end]
        if given == words.strip():
            return "letter by letter"
        return "but for white space" if given.split() == words.split() else "but for marks and white space"


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with one blank for any white space, one sign for marks that look alike, nothing for what is invisible;
    and the offset of each of its characters in the text."""
    plain: list[str] = []
    at: list[int] = []
    blank = False
    for offset, character in enumerate(text.translate(_MARKS)):
        if character.isspace():
            blank = bool(plain)
            continue
        if is_invisible(character):
            continue
        if blank:
            plain.append(" ")
            at.append(at[-1] + 1)
            blank = False
        plain.append(character)
        at.append(offset)
    return "".join(plain), at
