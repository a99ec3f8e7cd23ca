"""Telling a text's language. In comes a text, out comes a two-letter code with the reason, or null.

By its script, and within Latin script by its frequent small words; good for deciding whether there are reading
rules for it, not for more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from whence.vocabulary.invisible import shown
from whence.vocabulary.tables import DATA, read_table

SAMPLE = 4000  # characters read
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (  # first match by share of letters; within a script, the letters that only one language has
    ("ar", re.compile("[\u0600-\u06ff]"), (("ur", "ٹڈڑےں"), ("ckb", "ڕڵێۆ"), ("fa", "پچژگ"))),
    ("ru", re.compile("[\u0400-\u04ff]"), (("uk", "іїєґ"),)),
    ("he", re.compile("[\u0590-\u05ff]"), ()),
    ("el", re.compile("[\u0370-\u03ff]"), ()),
    ("am", re.compile("[\u1200-\u137f]"), ()),
    ("hi", re.compile("[\u0900-\u097f]"), ()),
    ("my", re.compile("[\u1000-\u109f]"), ()),
    ("th", re.compile("[\u0e00-\u0e7f]"), ()),
    ("ko", re.compile("[\uac00-\ud7af]"), ()),
    ("ja", re.compile("[\u3040-\u30ff]"), ()),
    ("zh", re.compile("[\u4e00-\u9fff]"), ()),
)  # fmt: skip
_MIN_SHARE = 0.06  # of all words that must be small words of the language
_SHORT = 12  # words: below this two small words are enough


@lru_cache(maxsize=1)
def stop_words() -> Mapping[str, frozenset[str]]:
    """Language code to its small words."""
    rows = read_table(DATA / "stop_words.csv", ("language", "words", "example"))
    return MappingProxyType({row["language"]: frozenset(row["words"].split()) for row in rows})


def guess_language(text: str) -> tuple[str | None, str]:
    """The language's code and why; null for too little text or an unknown language."""
    sample = shown(text[:SAMPLE])  # zero-width letters would make single letters, and another language, of it
    words = [word.lower() for word in _WORD.findall(sample)]
    letters = sum(map(len, words))
    if letters < 3:
        return None, "no words"
    if sample.isascii():
        return _by_small_words(words)
    for code, script, apart in _SCRIPTS:
        found = script.findall(sample)
        if len(found) > 0.5 * letters:
            counts = Counter(found)
            for other, own in apart:
                if sum(counts[c] for c in own) > 0.01 * len(found):
                    return other, f"script and the letters of '{other}'"
            return code, f"script of '{code}'"
    return _by_small_words(words)


def _by_small_words(words: list[str]) -> tuple[str | None, str]:
    counts = Counter(words)
    hits = {code: sum(counts[word] for word in small & counts.keys()) for code, small in stop_words().items()}
    best = max(hits, key=lambda code: hits[code])
    needed = 2 if len(words) <= _SHORT else max(2, _MIN_SHARE * len(words))
    if hits[best] < needed:
        return None, f"only {hits[best]} small words of '{best}' among {len(words)}"
    return best, f"{hits[best]} of {len(words)} words are small words of '{best}'"
