"""Acts and weapons in an Arabic sentence. In come its words, out come the acts named, with PLOVER type and mode."""

from __future__ import annotations

from dataclasses import dataclass

from whence.claims.arabic.words import ArabicWords, has
from whence.records import Act
from whence.vocabulary.arabic import ArabicLexicon

_SURE = ("suicide-attack", "unconventional", "drone")


@dataclass(frozen=True, slots=True)
class ArabicMention:
    """An act or weapon named by words[first:last]; `back`: with the article alone, it points to one told elsewhere."""

    first: int
    last: int
    act: Act
    verb: bool
    back: bool


@dataclass(frozen=True, slots=True)
class ArabicWeapon:
    first: int
    last: int
    words: str
    mode: str | None


def find_arabic_acts(words: ArabicWords, lexicon: ArabicLexicon) -> tuple[ArabicMention, ...]:
    """Acts named in the sentence; none that is threatened, feared or denied, none of sport or markets."""
    weapons = find_arabic_weapons(words, lexicon)
    games = has(words.low, lexicon.not_war, 0, len(words.low))
    found: list[ArabicMention] = []
    i = 0
    while i < len(words.low):
        hits = [h for h in lexicon.acts.all_at(words.low, i) if h.entry.kind == "noun" or h.glued in ("", "و", "ف")]
        # one spelling may be a verb and a noun: with a preposition or the article it is the noun
        hit = next((h for h in hits if h.entry.kind == "verb"), hits[0] if hits else None)
        if hit is None:
            i += 1
            continue
        if hit.glued in ("", "و", "ف") and hit.entry.kind == "verb" and not _is_verb_here(words, i):
            hit = next((h for h in hits if h.entry.kind == "noun"), hit)
        unreal = has(words.low, lexicon.particles["unreal"], i - 3, i) or has(
            words.low, lexicon.particles["negation"], i - 2, i
        )
        if hit.entry.type == "ASSAULT" and hit.entry.mode == "targeted":
            unreal = False
        if not unreal and not games:
            mode, weapon = hit.entry.mode, nearest(weapons, i)
            if hit.entry.type == "ASSAULT":
                mode = mode or (weapon.mode if weapon else None)
            act = Act(hit.entry.type, mode, weapon.words if weapon and hit.entry.type == "ASSAULT" else None)
            plain = hit.last - i == 1 and not _described(words, hit.last)
            found.append(ArabicMention(i, hit.last, act, hit.entry.kind == "verb", "ال" in hit.glued and plain))
        i = hit.last
    return tuple(found)


def _is_verb_here(words: ArabicWords, i: int) -> bool:
    """After a preposition or another noun the word is a noun."""
    before = words.low[i - 1] if i else ""
    return before not in (
        "في",
        "من",
        "الي",
        "علي",
        "عن",
        "جراء",
        "اثر",
        "نتيجه",
        "بعد",
        "خلال",
        "بسبب",
        "بفعل",
        "بن",
        "شن",
        "شنت",
    )


def _described(words: ArabicWords, j: int) -> bool:
    return j < len(words.low) and words.low[j].startswith("ال") and words.low[j] not in ("الذي", "التي")


def find_arabic_weapons(words: ArabicWords, lexicon: ArabicLexicon) -> tuple[ArabicWeapon, ...]:
    found: list[ArabicWeapon] = []
    i = 0
    while i < len(words.low):
        hit = lexicon.weapons.at(words.low, i)
        if hit is None or "ك" in hit.glued:
            i += 1
            continue
        start = words.start[i] + (len(hit.glued) if hit.glued in ("و", "ب", "ل", "ف") else 0)
        found.append(
            ArabicWeapon(i, hit.last, " ".join(words.text[start : words.end[hit.last - 1]].split()), hit.entry)
        )
        i = hit.last
    # "by the fire of a tank": the tank
    return tuple(w for w in found if not (w.mode == "firearms" and any(o.first == w.last for o in found)))


def nearest(weapons: tuple[ArabicWeapon, ...], at: int) -> ArabicWeapon | None:
    """The weapon nearest to a word; a named attack such as a suicide bombing first."""
    sure = [w for w in weapons if w.mode in _SURE]
    return min(sure or weapons, key=lambda w: (abs(w.first - at), w.first), default=None)
