"""Who did it, over a whole document. In comes a Text, out come its parties by sentence, and the doer at any place.

A doer is carried from one sentence to the next where the text goes on about the same attack ("the strikes") or the
same report; a sentence that tells of another attack begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from whence.claims.carrying import add_up, find_features
from whence.claims.parties import (
    ANOTHERS_DEED,
    MEMBERS,
    PartyMention,
    acts_after,
    find_parties,
    perpetrator_for,
    target_for,
    tells_of_known_attack,
)
from whence.claims.voices.speakers import MAX_CHARACTERS, Said
from whence.claims.voices.stance import tells_own_losses
from whence.records import PartyRef, Text
from whence.vocabulary.calendar import small_numbers
from whence.vocabulary.packs import Pack
from whence.vocabulary.sieve import Sieve

NAMED_SENTENCES = 2
PRONOUN = 4.0  # a pronoun is less sure a subject than a name
READ_SECTIONS = ("headline", "caption", "body", "background")
CARRY_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Doers:
    """The parties of a document, by sentence. Made by `find_doers`, read by `doer_at` and `target_at`.

    `carried[i]` is the doer that sentence `i` may take over from one before it, null for none.
    """

    sentences: tuple[str, ...]
    mentions: tuple[tuple[PartyMention, ...], ...]
    carried: tuple[PartyRef | None, ...]


@dataclass(frozen=True, slots=True)
class _Last:
    """The doer last told of: the sentence that last went on about it, the one that named it, and who it is."""

    index: int
    told: int
    doer: PartyRef


def find_doers(text: Text, pack: Pack | None) -> Doers:
    """The parties of all sentences that are the article's own."""
    words: list[str] = []
    mentions: list[tuple[PartyMention, ...]] = []
    carried: list[PartyRef | None] = []
    last: _Last | None = None
    for i, sentence in enumerate(text.sentences):
        said = text.text[sentence.start : sentence.end]
        words.append(said)
        if sentence.section not in READ_SECTIONS or len(said) > MAX_CHARACTERS:
            mentions.append(())
            carried.append(None)
            continue
        recent = [m for earlier in mentions[-NAMED_SENTENCES:] for m in earlier]
        found = _named(said, find_parties(said, pack), recent, _armed(pack))
        found = _with_pronoun(said, found, mentions[-1] if mentions else ())
        mentions.append(found)
        goes_on = last is not None and _goes_on(
            said,
            found,
            words[last.told],
            mentions[last.told],
            i - last.index,
            last,
            headline=text.sentences[last.told].section == "headline",
        )
        carried.append(last.doer if goes_on and last is not None else None)
        doers = [m for m in found if m.part == "doer"]
        if doers and _COMES_AFTER.search(said):
            pass
        elif doers and _ASIDE.search(said):
            last = None
        elif doers:
            main = max(doers, key=lambda m: m.weight - m.start / 200)
            last = _Last(i, i, PartyRef(main.words, main.party))
        elif goes_on and last is not None:
            last = _Last(i, last.told, last.doer)
        elif any(f.name == "another attack" for f in find_features("doer", said, {})):
            last = None
    return Doers(tuple(words), tuple(mentions), tuple(carried))


@lru_cache(maxsize=16)
def _armed(pack: Pack | None) -> frozenset[str]:
    """The parties that armed groups speak for, of which "the militants" may be the members."""
    return frozenset(s.party for s in pack.speakers if s.kind == "armed-group" and s.party) if pack else frozenset()


def _named(
    sentence: str, found: tuple[PartyMention, ...], before: Sequence[PartyMention], armed: frozenset[str]
) -> tuple[PartyMention, ...]:
    """ "The militants" are those of the one armed group named just before, in the sentence or those before it."""
    made: list[PartyMention] = []
    for mention in found:
        definite = sentence[: mention.start].lower().endswith(("the ", "these ", "those "))
        if definite and mention.words.lower() in MEMBERS:
            earlier = [m for m in made if m.party in armed and m.words.lower() not in MEMBERS]
            earlier = earlier or [m for m in before if m.party in armed and m.words.lower() not in MEMBERS]
            if len({m.party for m in earlier}) == 1:
                mention = replace(mention, party=earlier[-1].party)
        made.append(mention)
    return tuple(made)


_PRONOUN = re.compile(
    r"^[\s\"“”'*-]*(?:(?:however|also|later|then|there|meanwhile)\s+)?(?:earlier\s+this\s+\w+\s+)?"
    r"(they|it|the\s+(?:group|movement|alliance|faction))\b(?!['’])",
    re.IGNORECASE,
)
_SUBJECT_CHARACTERS = 25


def _with_pronoun(
    sentence: str, found: tuple[PartyMention, ...], before: Sequence[PartyMention]
) -> tuple[PartyMention, ...]:
    """ "They", "it" and "the group" that act are the one force that the sentence before began with."""
    said = _PRONOUN.match(sentence)
    if said is None or any(m.part == "doer" for m in found) or not acts_after(sentence, said.end()):
        return found
    subjects = [m for m in before if m.kind == "force" and m.start <= _SUBJECT_CHARACTERS and m.part != "target"]
    if len({m.party for m in subjects}) != 1 or any(m.start < said.end() for m in found):
        return found
    subject = subjects[0]
    reason = f"“{said.group(1)}” stands for {subject.words}"
    acting = replace(subject, start=said.start(1), end=said.end(1), part="doer", weight=PRONOUN, reason=reason)
    return (acting, *found)


def doer_at(
    doers: Doers, sentence_index: int, focus: tuple[int, int], said: Sequence[Said] = (), *, territory: bool = False
) -> tuple[PartyRef | None, str]:
    """The alleged doer of what stands at `focus` (offsets in the sentence), and why; null where none is told.

    `said` are those who say it, innermost first: "the military" in the mouth of a side is its own, and who denies or
    admits a deed without naming a doer speaks of itself. `territory`: it is a share of land.
    """
    words, mentions = doers.sentences[sentence_index], doers.mentions[sentence_index]
    found, reason = perpetrator_for(words, mentions, focus, territory=territory)
    side = said[0].party if said else None
    denier = next((one for one in said if one.stance == "denies" and one.party is not None), None)
    if (
        found is not None
        and denier is not None
        and denier.party is not None
        and reason.endswith(("is the one blamed", "own deed"))
    ):
        name = denier.chain[0].name
        return PartyRef(name, denier.party), f"{name} denies its own part and blames another"
    carried = doers.carried[sentence_index]
    if found is not None and found.party == "unknown" and carried is not None and carried.party != "unknown":
        return carried, f"“{found.words}” are those of the attack of {carried.words}, which the text goes on about"
    if found is not None:
        if side is not None and side != found.party and found.words.lower() in _OWN_FORCES:
            return PartyRef(found.words, side), f"“{found.words}” is that of the speaker, {said[0].chain[0].name}"
        return found, reason
    answers = side is not None and said[0].stance in ("denies", "admits")
    if answers and side is not None and not tells_own_losses(words) and not _are_its_own(words, mentions, focus, side):
        return PartyRef(said[0].chain[0].name, side), f"{said[0].chain[0].name} {said[0].stance} its own part"
    if side is not None and (own := _OWN_MEN.search(words)):
        return PartyRef(own.group(), side), f"“{own.group()}” are those of the speaker, {said[0].chain[0].name}"
    carried = carried if reason != ANOTHERS_DEED else None
    harmed = {m.party for m in mentions if m.start < focus[1] and focus[0] < m.end}
    if carried is not None and carried.party not in harmed:
        return carried, f"the text goes on about the attack of {carried.words}"
    return _from_losses(words, mentions, focus, said) or (None, reason)


_IN_UNIFORM = re.compile(
    r"\b(?:soldiers?|troops|servicem[ae]n|sailors?|airm[ae]n|policem[ae]n|conscripts?|personnel)\b", re.IGNORECASE
)


def _are_its_own(words: str, mentions: Sequence[PartyMention], focus: tuple[int, int], side: str) -> bool:
    """ "The ministry denied that nine soldiers had been killed": its own soldiers, where no other side's are named."""
    if not _IN_UNIFORM.search(words, *focus):
        return False
    return not any(m.start < focus[1] and focus[0] < m.end and m.party not in (side, "unknown") for m in mentions)


def _from_losses(
    words: str, mentions: Sequence[PartyMention], focus: tuple[int, int], said: Sequence[Said]
) -> tuple[PartyRef, str] | None:
    """A force that tells how many of its enemies were killed, and of no clash, tells of its own side's deed."""
    voice = said[0].voices[0] if said else None
    if voice is None or voice.party is None or not _tells_losses(words):
        return None
    enemy = next((m for m in mentions if _is_enemy(m, focus, voice.party)), None)
    if enemy is None or not any(speaker.kind in _FORCES for speaker in voice.chain):
        return None
    name = voice.chain[0].name
    return PartyRef(name, voice.party), f"{name} tells of its enemy’s losses, {enemy.words}"


# who tells of an enemy's losses tells of its own side's deed
_FORCES = ("military", "armed-group", "government", "state-media")
_LOSSES = re.compile(
    r"\b(?:kills|killed|killing|injures|injured|wounded|eliminated|neutrali[sz]ed|died|dead)\b", re.IGNORECASE
)
_NOBODYS = re.compile(r"\b(?:clash|clashes|fighting|battles?|car\s+bomb|blast|explosion)\b", re.IGNORECASE)


def _tells_losses(sentence: str) -> bool:
    """Whether a sentence tells of dead and wounded, and of nothing that might be anybody's doing."""
    return bool(_LOSSES.search(sentence)) and not _NOBODYS.search(sentence)


def _is_enemy(mention: PartyMention, focus: tuple[int, int], side: str) -> bool:
    """Whether those counted are fighters of another side than the speaker's."""
    inside = mention.start < focus[1] and focus[0] < mention.end
    return inside and mention.kind == "force" and mention.party not in (side, "unknown", "other")


_OWN_MEN = re.compile(
    r"\b(?:its|their|our)\s{1,9}(?:own\s{1,9})?"
    r"(?:(?:air\s?)?strikes?|air\s{1,9}raids?|raids?|shelling|bombardment|fighters|forces|troops|jets|warplanes|soldiers|army|aircraft|planes|units|men)\b"
    r"(?!\s{1,9}(?:were|was|had\s{1,9}been)\b)|"
    r"\bthe\s{1,9}(?:military|armed\s{1,9}forces)"
    r"(?=\s{1,9}(?:and\s{1,9}[\w -]{3,30}?\s{1,9})?(?:destroyed|killed|eliminated|targeted|struck))",
    re.IGNORECASE,
)
_OWN_FORCES = frozenset(("the military", "its military", "its army", "its forces", "our forces", "the armed forces"))


def target_at(
    doers: Doers, sentence_index: int, focus: tuple[int, int], doer: PartyRef | None
) -> tuple[PartyRef | None, str]:
    """The party harmed at `focus`, and why; null where none is told."""
    return target_for(doers.sentences[sentence_index], doers.mentions[sentence_index], focus, doer)


# an attack told only by the way
_ASIDE = re.compile(
    r"\b(?:similar|previous|earlier|last\s+(?:month|year)|(?:days|weeks|months|years)\s+(?:ago|earlier))\b",
    re.IGNORECASE,
)
# news of the war told beside the attack: "it comes after rebels shelled …"
_COMES_AFTER = re.compile(
    r"^[\s\"“”'*-]{0,9}(?:it|this|that|(?:the|this)\s{1,9}[\w-]{1,40})\s{1,9}(?:comes|came)\s{1,9}"
    r"(?:\w{1,40}\s{1,9}){0,2}(?:after|as)\b",
    re.IGNORECASE,
)
# harm that is told without an attack of its own, whoever says it
_HARM_ALONE = re.compile(
    r"^[\s\"“”'*-]{0,9}(?:[^.;]{0,110}?\b(?:said|says|reported|added|adding)\s{1,9}(?:that\s{1,9})?)?"
    r"(?:[\w,-]{1,40}\s{1,9}){1,8}(?:were|was|have\s{1,9}been|had\s{1,9}been)\s{1,9}(?:\w{1,40}ly\s{1,9})?"
    r"(?:killed|wounded|injured|hurt|martyred|arrested|detained)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|near|at|outside|of)\s+(?:the\s+)?(?:\w+\s+)?(?:al-)?[A-Z]")
# kinds of weapon: what came from the air is not carried over to what was fired from the ground
_WEAPONS = (
    re.compile(
        r"\b(?:air|aerial|airstrikes?|raids?|warplanes?|jets?|helicopters?|barrel|sorties|drones?|planes?|airplanes)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:rockets?|mortars?|shells?|shelling|artillery|gunfire|snipers?|tanks?|projectiles)\b", re.IGNORECASE
    ),
    re.compile(r"\b(?:car\s+bombs?|suicide|blast|explosion|explosives?|mines?|landmines?)\b", re.IGNORECASE),
)
_OF_WEAPONS = Sieve(_WEAPONS)


def _goes_on(
    sentence: str,
    found: Sequence[PartyMention],
    before: str,
    told: Sequence[PartyMention],
    distance: int,
    last: _Last,
    *,
    headline: bool = False,
) -> bool:
    """Whether a sentence goes on about the attack told in `before`, by the weights of `carrying.csv`.

    `found` and `told` are the parties of the two; the attack was last told of `distance` sentences before, by a
    `headline` or not.
    """
    if distance > CARRY_SENTENCES or _COMES_AFTER.match(sentence):
        return False
    here, there = _weapons(sentence), _weapons(before)
    structure = {
        "always": True,
        "same weapon": bool(here & there),
        "other weapon": bool(here and there and not here & there),
        "same figure": _tells_of_same(sentence, before, headline=headline),
        "the attack": tells_of_known_attack(sentence),
        "the same enemy": distance == 1 and _same_enemy(found, told, last.doer) and not _PAUSE.search(sentence),
        "harm alone": distance == 1 and not here and _harm_alone(sentence),
    }
    return add_up(find_features("doer", sentence, structure)) > 0


def _tells_of_same(sentence: str, before: str, *, headline: bool) -> bool:
    """Whether both tell of harm to as many people: a telling figure, two of any size, or a headline's."""
    shared = _figures(sentence) & _figures(before)
    alike = len(shared) > (0 if headline else 1) or any(n >= _TELLING_FIGURE for n in shared)
    return alike and bool(_LOSSES.search(sentence) and _LOSSES.search(before))


def _harm_alone(sentence: str) -> bool:
    """Whether a sentence tells of harm and names no place and no attack of its own."""
    return bool(_HARM_ALONE.search(sentence)) and not _PLACE.search(sentence)


def _same_enemy(here: Sequence[PartyMention], before: Sequence[PartyMention], doer: PartyRef) -> bool:
    """Whether those harmed are the same party's as in the sentence before, and nobody else is told to have done it."""
    harmed = {m.party for m in before if m.part == "target"} - {doer.party, "civilians", "unknown"}
    return any(m.party in harmed and m.part == "target" for m in here) and not any(m.part == "doer" for m in here)


_PAUSE = re.compile(r"\b(?:meanwhile|elsewhere|separately|clashes)\b", re.IGNORECASE)


def _figures(sentence: str) -> frozenset[int]:
    """The figures a sentence gives, one aside: "eleven children" and "11 children" tell of one attack."""
    numbers = (small_numbers().get(w) if w.isalpha() else int(w) for w in _NUMBER.findall(sentence.lower()))
    return frozenset(n for n in numbers if n is not None and n > 1)


_NUMBER = re.compile(r"\b(?:[a-z]{3,9}|\d{1,4})\b")
_TELLING_FIGURE = 6


def _weapons(sentence: str) -> frozenset[int]:
    return frozenset(i for i in _OF_WEAPONS.possible(sentence) if _WEAPONS[i].search(sentence))
