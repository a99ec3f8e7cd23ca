"""Finding sentences said twice. In come a report's sentences, out comes for each repeat the earlier one it repeats.

A sentence repeats another only if it adds nothing: nearly all its words and all its numbers stand in the earlier one.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.text.sketch import find_words

_SHARE = 0.9  # of the later sentence's words
_FEWEST = 5  # words; shorter sentences are alike by chance
_LONGER = 2.0  # an earlier sentence more than this many times as long says something else


def find_repeats(sentences: Sequence[str]) -> dict[int, int]:
    """Number of a later sentence to that of the earliest sentence that says the same; "" is never compared."""
    words = [frozenset(find_words(sentence)) for sentence in sentences]
    by_word: dict[str, list[int]] = {}
    repeats: dict[int, int] = {}
    for i, own in enumerate(words):
        if len(own) >= _FEWEST:
            rarest = sorted(own, key=lambda w: len(by_word.get(w, ())))[: max(1, len(own) // 4)]
            candidates = sorted({j for word in rarest for j in by_word.get(word, ())[:50]})
            earlier = next((j for j in candidates if _adds_nothing(own, words[j])), None)
            if earlier is not None:
                repeats[i] = repeats.get(earlier, earlier)
        for word in own:
            by_word.setdefault(word, []).append(i)
    return repeats


def _adds_nothing(later: frozenset[str], earlier: frozenset[str]) -> bool:
    if len(earlier) > _LONGER * len(later):
        return False
    new = later - earlier
    return len(new) <= (1 - _SHARE) * len(later) and not any(word.isdigit() for word in new)
