"""Where a claim's act happened. In come a Text and its Scene, out comes one Where for each claim, and how it was found.

The most specific place the text gives is meant: in the claim's own clause, else its sentence, else what the sentences
before it are about, else the lead's place, else the country the story is about. Where another sentence of the same
happening names a finer place within it, that one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from whence.claims.happenings import DEED
from whence.claims.places.names import WhereMention, where_of
from whence.claims.places.others import FINE, carried_place, named_after, of_the_same
from whence.claims.places.scene import LOCATIVE, Scene, find_wheres, is_seat
from whence.records import Sentence, Text, Where
from whence.vocabulary.sieve import Sifted

RULES = "places-v1"


def where_for(
    sentences: Sequence[Sentence], focus: int, text: Text, scene: Scene, *, once: bool = True, of_war: bool = False
) -> tuple[Where, str]:
    """The place of a claim that stands in `sentences`, and how it was found.

    `focus` is the offset in the document of its figure, else of its act; `once`: it is one event's, no total, so that
    another sentence about that event may say more precisely where. `of_war`: a figure of the whole war.
    """
    own = next((s for s in sentences if s.start <= focus < s.end), sentences[0])
    best = _best(text.text, own, focus, find_wheres(scene, own.index), scene.country)
    if (finer := named_after(text, own, sentences, best, scene)) is not None:
        return finer.where, f"place: “{finer.where.words}” further on"
    apart = best is not None and _loosely_said(text.text, own, best) and best.where.country == scene.country
    if of_war and scene.country_place is not None and apart:
        return _country(scene, own), "place: the whole war, so its country"
    if best is not None and not _vague(best):
        return _told_finer(text, own, best, scene, once, f"“{best.where.words}” in the sentence")
    others = [m for s in sentences if s is not own for m in find_wheres(scene, s.index) if not _vague(m)]
    if others:
        return others[0].where, f"place: “{others[0].where.words}” beside it"
    of_war = of_war or _OF_THE_WAR.search(text.text, own.start, own.end) is not None
    if of_war and scene.country_place is not None and (best is None or best.where.country == scene.country):
        return _country(scene, own), "place: the whole war, so its country"
    if best is None or (once and _loosely_said(text.text, own, best)):
        if (carried := carried_place(text, own, scene)) is not None and _same_country(carried, best):
            return _told_finer(text, own, carried, scene, once, f"carried from “{carried.where.words}”")
        if once and (same := of_the_same(text, own, best, scene)) is not None:
            return same.where, f"place: “{same.where.words}”, which another sentence says of the same"
        if scene.main is not None and _same_country(scene.main, best):
            return scene.main.where, f"place: “{scene.main.where.words}” of the headline or lead"
    if best is not None:
        return _told_finer(text, own, best, scene, once, f"“{best.where.words}” in the sentence")
    if scene.country_place is not None:
        return _country(scene, own), "place: the country the story is about"
    return Where(), "place: the text names none"


def _told_finer(
    text: Text, own: Sentence, known: WhereMention, scene: Scene, once: bool, reason: str
) -> tuple[Where, str]:
    """The finer place that another sentence gives within the one known, else that one, for its reason."""
    if once and (finer := of_the_same(text, own, known, scene)) is not None:
        return finer.where, f"place: “{finer.where.words}”, which another sentence says of the same"
    return known.where, f"place: {reason}"


def count_places(text: Text, scene: Scene, index: int, focus: int) -> int:
    """How many provinces are told of in one breath ("in Odra and Pelm", each in its own); 1 for one or none.

    `focus` is the offset in the document of what is told; places of another clause do not count.
    """
    mentions = [m for m in find_wheres(scene, index) if 2 <= m.level <= 5 and len(m.where.path) > 1]
    for first, second in pairwise(mentions):
        if not first.where.country == second.where.country == scene.country:
            continue
        joined = text.text[first.end : second.start] == " and " and first.where.path[-2] != second.where.path[-2]
        apart = _CLAUSE.search(text.text, *sorted((focus, first.start)))
        if joined and not apart and not _BETWEEN.search(text.text, max(0, first.start - 30), first.start):
            return 2
    return 1


_BETWEEN = re.compile(r"\b(?:between|from|to)\s+(?:\w+\s+)?$", re.IGNORECASE)


# ---------------------------------------------------------------- choosing

_OF_THE_WAR = Sifted(
    re.compile(
        r"\bmillions\s+of\b[^.]{0,60}\b(?:displaced|fled|forced|homes|homeless|refugees)\b|"
        r"\b(?:war|conflict|uprising|revolt|revolution|crisis|unrest|violence|protests)\b[^.]{0,80}?\b(?:began|begun|started|erupted"
        r"|broke\s+out|has\s+(?:killed|claimed|left)|since|years?|entered|cost)\b"
        r"|\b(?:since|when|after)\b[^.]{0,40}\b(?:war|conflict|uprising|revolt|revolution|crisis|unrest|protests)\b",
        re.IGNORECASE,
    )
)
_FROM_OR_TO = Sifted(
    re.compile(
        r"\b(?:from|to|toward|towards|leaving|left|hometown\s+of|border(?:s|ing)?(?:\s+with)?|backed\s+by|route\s+(?:to|from)|via)"
        r"\s+(?:the\s+)?(?:\w+\s+){0,2}$",
        re.IGNORECASE,
    )
)
_POSSESSED = re.compile(r"(?:[\w-]+\s+){0,2}[\w-]+['’]s\s+(?:[a-z-]+\s+){0,2}")
_CLAUSE = re.compile(
    r";|,\s+(?:while|and|but|as|with)\b|\bwhile\b|\badding\b|\bmeanwhile\b|\bwhereas\b|\.\s", re.IGNORECASE
)


def _vague(mention: WhereMention) -> bool:
    """A country, with a direction or alone: the text may have more."""
    return mention.level == 1


def _best(
    text: str, sentence: Sentence, focus: int, mentions: Sequence[WhereMention], country: str | None
) -> WhereMention | None:
    """The mention that fits the act at `focus` best: near, specific, after "in" or "on", in the same clause."""
    mentions = [m for m in mentions if not _acts_only(text, sentence, m, country) and not _owns(text, m, mentions)]
    if not mentions:
        return None

    def score(mention: WhereMention) -> float:
        value = {6: 3.0, 5: 3.0, 4: 2.6, 3: 2.2, 2: 1.6}.get(mention.level, 0.0)
        if country is not None and mention.where.country not in (country, None):
            value -= 2.5
        before = text[max(sentence.start, mention.start - 60) : mention.start]
        lead = text[max(sentence.start, mention.start - 40) : mention.named]
        if owner := _OWNER.search(before):
            before = before[: owner.start()]
        if LOCATIVE.search(before) or LOCATIVE.search(lead):
            value += 1.5
        if _FROM_OR_TO.search(before):
            value -= 1.5
        between = text[mention.end : focus] if mention.end <= focus else text[focus : mention.start]
        value -= min(2.5, len(between) / 60)
        if _CLAUSE.search(between):
            value -= 1.0
        if mention.start > focus and _PARTS.search(between):
            value -= 2.0
        if mention.end <= focus and _OF_WHICH.match(between):
            value += 2.0
        if _HIS_OFFICE.search(before):
            value -= 2.0
        if _ITS_DEED.match(text, mention.end):
            value += 2.0
        if mention.level > 1 and _OUTSIDE.match(mention.where.words or ""):
            value -= 1.0
        return value

    best = max(mentions, key=lambda m: (score(m), -m.start))
    return _finer_of_clause(text, best, focus, mentions) or best


_OF_WHICH = re.compile(r"\s*(?:which|where|that)\s+[^.;]*$")  # "the suburb of X which was shelled": X is meant
# "the head of a court in X": where he held office, and not where he was harmed
_HIS_OFFICE = re.compile(
    r"\b(?:head|chief|leader|director|commander|member|governor|mayor)\s+of\s+(?:[\w-]+\s+){1,7}(?:in|for)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_ITS_DEED = re.compile(rf"\s+{DEED}\b", re.IGNORECASE)  # "the X blast"
_OUTSIDE = re.compile(r"(?:outside|near)\b", re.IGNORECASE)  # sets the scene of a place that is named beside it
_PARTS = Sifted(re.compile(r"\b(?:including|among|and\s+(?:\w+\s+)?(?:\d+|another|others?)\b)", re.IGNORECASE))


def _finer_of_clause(
    text: str, best: WhereMention, focus: int, mentions: Sequence[WhereMention]
) -> WhereMention | None:
    """ "In X province nine men were killed in the village of Y": the place within the one the sentence opens with."""
    if best.level > 5 or best.place is None or best.end > focus:
        return None
    for mention in mentions:
        if (
            mention.start < focus
            or _PARTS.search(text, focus, mention.start)
            or _CLAUSE.search(text, focus, mention.start)
        ):
            continue
        inside = best.place.id in mention.where.path[1:] or (
            is_seat(best.place) and best.place.path[1] in mention.where.path
        )
        finer = mention.level > best.level or mention.kind in FINE
        if inside and finer and LOCATIVE.search(text, best.end, mention.named):
            return mention
    return None


_OWNER = re.compile(r"\b(?:[A-Z][\w-]+\s+){0,2}[A-Z][\w-]+['’]s\s+$")


def _owns(text: str, mention: WhereMention, mentions: Sequence[WhereMention]) -> bool:
    """A country that a finer place follows as its own: "Syria's northern province of X"."""
    if mention.level > 1:
        return False
    finer = (m for m in mentions if m.level > 1 and m.where.country == mention.where.country)
    return any(_POSSESSED.fullmatch(text, mention.named, m.start) for m in finer if 0 < m.start - mention.named < 60)


def _acts_only(text: str, sentence: Sentence, mention: WhereMention, country: str | None) -> bool:
    """A place outside the story's country that is not said to be where: "since the Kremlin's X intervened"."""
    if country is None or mention.where.country in (country, None):
        return False
    if text[mention.end : mention.end + 2] in ("'s", "’s"):
        return True
    return not LOCATIVE.search(text, max(sentence.start, mention.named - 30), mention.named)


def _loosely_said(text: str, sentence: Sentence, mention: WhereMention) -> bool:
    """A place that only sets the scene: "northern X", "an X town", or any in a headline; not a plain "in X"."""
    if mention.where.where_prec == 5 or sentence.section in ("headline", "caption"):
        return True
    return not LOCATIVE.search(text, max(sentence.start, mention.named - 30), mention.named)


def _same_country(mention: WhereMention, best: WhereMention | None) -> bool:
    return best is None or mention.where.country == best.where.country


def _country(scene: Scene, sentence: Sentence) -> Where:
    assert scene.country_place is not None
    words = next(
        (
            m.where.words
            for m in scene.mentions[sentence.index]
            if m.where.country == scene.country and m.role == "demonym"
        ),
        None,
    )
    return where_of(scene.country_place, words)
