"""Places that other sentences give. In come a sentence and the Scene, out comes a place told elsewhere.

A report names its place once and goes on about it: "a town" that the next sentence names, "the blast" whose quarter
stands further on, "the two towns" that people left. Where two places would do, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.claims.places.names import WhereMention
from whence.claims.places.scene import READ, Scene, find_wheres, is_seat
from whence.records import Sentence, Text, Where
from whence.vocabulary.sieve import Sifted

_CARRY_SENTENCES = 4


def carried_place(text: Text, own: Sentence, scene: Scene) -> WhereMention | None:
    """What the sentences just before are about: the nearest with a place more specific than a country."""
    for back in range(1, _CARRY_SENTENCES + 1):
        index = own.index - back
        if index < 0:
            return None
        if scene.happenings.first[index] == index != own.index and scene.happenings.first[own.index] != index:
            continue  # an aside
        before = text.sentences[index]
        if before.section not in READ or (before.paragraph < own.paragraph - 1 and back > 2):
            return None
        places = [m for m in find_wheres(scene, index) if m.level >= 2 and m.where.country in (scene.country, None)]
        if places:
            return max(places, key=lambda m: (m.level >= 4, m.level >= 3, -m.start))
    return None


_SOME_PLACE = Sifted(
    re.compile(
        r"\b(?:an?|one|two|three|four|several|some|last)\s+(?:[\w-]+\s+){0,4}?(?:towns?|villages?|city|cities|districts?|camp|suburbs?"
        r"|neighbou?rhoods?|outpost|hospital|school|market|mosque|prison|base|airbase|checkpoint|oil\s?field|field|bastion|stronghold)\b",
        re.IGNORECASE,
    )
)


_BESIDE = 12  # characters from "a school" to "in X"
_SEVERAL = re.compile(r"(?:two|three|four|several|some)\b", re.IGNORECASE)


def named_after(
    text: Text, own: Sentence, sentences: Sequence[Sentence], best: WhereMention | None, scene: Scene
) -> WhereMention | None:
    """Of "a town in X province" the name, where one of the next sentences gives it."""
    some = _SOME_PLACE.search(text.text, own.start, own.end)
    if some is None or (best is not None and _SEVERAL.match(some.group())):
        return None
    beside = (m for m in find_wheres(scene, own.index) if 0 <= m.named - some.end() < _BESIDE and m.level > 1)
    if best is not None and any(m != best for m in beside):
        return None  # "a school complex in X", told of another deed than what happened at Y
    if best is not None and best.level >= 3 and (camp := _unnamed_near(text.text, some, best)) is not None:
        later = (
            m for i in range(own.index + 1, min(own.index + 3, len(scene.mentions))) for m in find_wheres(scene, i)
        )
        return next(
            (m for m in later if camp in (m.where.words or "").lower() and m.where.name != best.where.name), None
        )
    if best is not None and best.level >= 5 and best.kind != "city":
        return None
    for index in range(own.index + 1, min(own.index + 4, len(scene.mentions))):
        for mention in find_wheres(scene, index):
            if mention.level < 5 or (mention.place is not None and is_seat(mention.place)):
                continue
            if best is None or (best.place is not None and best.place.id in mention.where.path[1:]):
                return mention
    return None


_SAME_SENTENCES = 4  # how far in one happening a sentence may lie that is asked for its finer place
_DEED_AT = re.compile(
    r"\b(?:in|at|on|near|inside|outside|hit|hitting|struck|rocked|targeted|targeting|shelled|bombed)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)


def of_the_same(text: Text, own: Sentence, best: WhereMention | None, scene: Scene) -> WhereMention | None:
    """The finer place within `best` that other sentences give of the same attack; null where they give two, or none.

    Only a sentence that speaks of "the attack" (and so of one told of elsewhere) lends its place, and only to one of
    its own happening; a sentence that itself speaks of "the attack" takes it from anywhere in the report.
    """
    told = scene.happenings
    if told.first[own.index] is None:
        return None
    if best is not None and (best.level > 5 or best.kind in FINE or _is_of_parts(text.text, best)):
        return None
    first, last = max(0, own.index - _SAME_SENTENCES), min(len(told.first), own.index + _SAME_SENTENCES + 1)
    near = [
        m
        for i in range(first, last)
        if i != own.index and told.first[i] == told.first[own.index] and told.known[i]
        if told.singular[i] or abs(i - own.index) == 1
        for m in find_wheres(scene, i)
        if _DEED_AT.search(text.text, max(0, m.start - 60), m.named)
    ]
    far = [m for m in scene.deed_places if m.sentence != own.index] if told.singular[own.index] else []
    for mentions in (near, far):
        found = [m for m in mentions if _is_finer(m, best, scene)]
        if found:
            finest = max(m.level for m in found)
            names = {m.where.name for m in found if m.level == finest}
            return next(m for m in found if m.level == finest) if len(names) == 1 else None
    return None


def _is_of_parts(text: str, mention: WhereMention) -> bool:
    """Whether the text names several places at once ("two parts of X"), so that no single one is meant."""
    return _SEVERAL_PARTS.search(text, max(0, mention.start - 20), mention.end) is not None


_SEVERAL_PARTS = re.compile(
    r"\b(?:neighbou?rhoods|districts|areas|parts|suburbs|towns|villages|quarters|outskirts|countryside|provinces)\b",
    re.IGNORECASE,
)
FINE = frozenset(("neighbourhood", "village", "site"))


def _is_finer(mention: WhereMention, best: WhereMention | None, scene: Scene) -> bool:
    """Whether a place lies within the best one known so far; where none is known, any town of the story's country."""
    if best is None:
        return mention.level >= 5 and mention.where.country in (scene.country, None)
    if best.place is None or best.place.id not in mention.where.path or best.place == mention.place:
        return False
    return mention.level > best.level or mention.kind in FINE


_NEAR_OF = re.compile(
    r"\s+(?:just\s+)?(?:near|outside|close\s+to|(?:(?:north|south)(?:east|west)?|east|west)\s+of)\b", re.IGNORECASE
)


def _unnamed_near(text: str, some: re.Match[str], best: WhereMention) -> str | None:
    """Of "a training camp near X" the word "camp": what is meant is not X itself."""
    noun = some.group().split()[-1].lower()
    return noun if _NEAR_OF.match(text, some.end()) and some.end() < best.named else None


# ---------------------------------------------------------------- places that people left

_LEFT_BEHIND = re.compile(
    r"\b(?:out\s+of|from|left|leave|leaving)\s+(?:the|both|these|those)\s+(?:[\w'’-]+\s+){0,2}(?:towns|villages|cities|areas)\b",
    re.IGNORECASE,
)
_PLURAL_PLACES = re.compile(r"\b(?:towns|villages|cities)\b", re.IGNORECASE)
_LEFT_REACH = 6


def where_from(text: Text, scene: Scene, sentence: Sentence, span: tuple[int, int]) -> tuple[Where, str] | None:
    """The place that people counted at `span` (offsets in the document) are taken from; null where it is not said so.

    "evacuated from X"; of "out of the two towns" the first of those that a sentence before names as towns.
    """
    own = [m for m in scene.mentions[sentence.index] if m.role == "origin" and 0 <= m.start - span[1] < 40]
    if own:
        return own[0].where, f"place: “{own[0].where.words}”, which they were taken from"
    if not _LEFT_BEHIND.search(text.text, span[0], sentence.end):
        return None
    for back in range(1, min(_LEFT_REACH, sentence.index) + 1):
        for mention in scene.mentions[sentence.index - back]:
            left = mention.role in ("origin", "place") and mention.level >= 5
            if left and (mention.role == "origin" or _PLURAL_PLACES.search(mention.where.words or "")):
                return mention.where, f"place: “{mention.where.words}” {back} sentence(s) before, which they left"
    return None
