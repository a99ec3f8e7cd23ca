"""Civilian or combatant, where the word that settles it stands with another count. Sentences of our own."""

from __future__ import annotations

import pytest

from whence.claims.figures.counts import find_told
from whence.claims.words import split_words
from whence.records import Count
from whence.vocabulary import load_vocabulary

SHARED = [
    (
        "Twelve civilians were killed and 50 wounded in the raid.",
        "50",
        "civilian",
        "a number alone is of the same people",
    ),
    ("Twelve civilians were killed and dozens injured.", "dozens", "civilian", "so is a vague one"),
    (
        "The raid killed 12 civilians and injured around 40 more.",
        "around 40 more",
        "civilian",
        "“more” are more of them",
    ),
    ("Nine soldiers were killed and 30 wounded.", "30", "combatant", "soldiers as well as civilians"),
    ("Twelve civilians were killed and 15 others were injured.", "15 others", None, "others may be anybody"),
    ("Twelve civilians were killed and a dozen people injured.", "a dozen people", None, "people may be anybody"),
    ("Two people were killed and 50 wounded.", "50", None, "nothing is settled"),
    ("Twelve civilians were killed in the town. In the next one 50 were wounded.", "50", None, "another sentence"),
    (
        "Two children were killed while ten other civilians were wounded.",
        "Two children",
        "civilian",
        "“other civilians”",
    ),
    ("Two children were killed while ten civilians were wounded.", "Two children", None, "civilians beside them"),
    ("Three members of a pro-government militia were killed.", "Three members", "combatant", "of an armed body"),
    (
        "Three members of the terrorist group were killed.",
        "Three members",
        "combatant",
        "of an armed body, after “the”",
    ),
    ("Three members of the council were killed.", "Three members", None, "of another body"),
]


def _counts(sentence: str) -> list[Count]:
    vocabulary = load_vocabulary("syria")
    told = find_told(split_words(sentence), vocabulary.lexicon, vocabulary.armed)
    return [count for one in told for count in one.counts]


@pytest.mark.parametrize(("sentence", "words", "status", "remark"), SHARED, ids=[s[3] for s in SHARED])
def test_whose_status_is_shared(sentence: str, words: str, status: str | None, remark: str) -> None:
    """The status of the count with these words."""
    found = {count.words: count.status for count in _counts(sentence)}
    assert found[words] == status, (remark, found)


def test_parts_share_it_too() -> None:
    """The women and children among those wounded are civilians where the wounded are."""
    counts = _counts("Twelve civilians were killed and scores injured, including women and children.")
    wounded = next(c for c in counts if c.effect == "injured")
    assert wounded.includes and {part.status for part in wounded.includes} == {"civilian"}
