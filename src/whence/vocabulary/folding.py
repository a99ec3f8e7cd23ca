"""One spelling for names that are written many ways. In comes any spelling, out goes a key to compare by.

Folding is for comparison only; what the text said is always kept beside it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|adh|ath)\s+(?=\w)")
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower case, no accents, hyphens, apostrophes or punctuation: "Deir ez-Zor" -> "deir ez zor".

    Apostrophes and ayn signs vanish ("Da'esh" -> "daesh"); every other mark becomes a blank. Arabic letters that
    are written for one another become one, marks and tatweel vanish.
    """
    name = re.sub("['’‘ʿʾ`´]", "", name)
    name = unicodedata.normalize("NFKD", name)
    name = "".join(c for c in name if not unicodedata.combining(c)).casefold()
    name = _ARABIC_MARKS.sub("", name).translate(_ARABIC)
    return _NOT_WORD.sub(" ", name).strip()


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """`fold`, and the Arabic article dropped in all its forms: "Al-Bab", "el Bab", "Bab" -> "bab"."""
    return _ARABIC_ARTICLE.sub("", _ARTICLE.sub("", fold(name))).strip()
