"""Who is said to have done it, and to whom. In comes a sentence, out come its parties and the parts they play.

The grammar is that of simple clauses: subject before verb, agent after "by", a side's adjective before a weapon. Who
was harmed is not the doer; two sides joined by "or" are nobody in particular.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from whence.records import PartyRef
from whence.vocabulary.alternatives import alternatives
from whence.vocabulary.lexicon import word_set
from whence.vocabulary.packs import FormKind, Pack, read_parties
from whence.vocabulary.phrases import PhraseFinder, is_capitals, lower, straight
from whence.vocabulary.sieve import Sifted
from whence.vocabulary.tables import DATA, read_table

Part = Literal["doer", "target", "none"]

# how surely a construction names the doer; the nearest of the surest wins
BY_AGENT, OWN_DEED, BLAMED, SUBJECT, WEAPON, OPPONENT = 6.0, 6.0, 6.0, 5.0, 5.0, 2.0
CHARACTERS_PER_POINT = 45

# the doer named did something else in the same sentence, so that none is carried over to it either
ANOTHERS_DEED = "the doer named in the sentence did something else"

# nouns that have a capital only where they begin a sentence
_COMMON = frozenset(("rebels", "militants", "insurgents", "gunmen", "jihadists", "terrorists", "fighters", "troops"))

# members of some armed group, whichever it is
MEMBERS = frozenset(
    (
        "militants",
        "jihadists",
        "terrorists",
        "insurgents",
        "extremists",
        "fighters",
        "terrorist group",
        "militant group",
        "takfiri terrorists",
        "takfiri militants",
        "takfiri group",
    )
)


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party named in a sentence; half-open offsets in it, `words` verbatim.

    `part` is the part it plays by the grammar around it, `weight` how surely, `reason` why. Never null.
    """

    start: int
    end: int
    words: str
    party: str
    kind: FormKind
    part: Part = "none"
    weight: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The table `doings` as patterns."""

    weapon_after: re.Pattern[str]
    weapon_next: re.Pattern[str]
    force_after: re.Pattern[str]
    verb_after: re.Pattern[str]
    passive_after: re.Pattern[str]
    own_after: re.Pattern[str]
    by_before: Sifted
    not_done: frozenset[str]
    blame_before: Sifted
    object_before: Sifted
    held_after: re.Pattern[str]


def find_parties(sentence: str, pack: Pack | None) -> tuple[PartyMention, ...]:
    """The parties a sentence names, in its order, each with the part it plays; none overlapping another."""
    grammar = _grammar()
    capitals = is_capitals(sentence)
    lowered = lower(straight(sentence))
    mentions: list[PartyMention] = []
    for found in _forms(pack).find(sentence, capitals=capitals):
        if mentions and found.start < mentions[-1].end:
            if (
                lowered[found.start : found.end] not in _AGAINST_THEIR_OWN
                or " " in sentence[mentions[-1].start : found.start].strip()
            ):
                continue
            mentions.pop()  # "Syrian rebel shelling" is the rebels', not the state's
        for key, kind in found.value:
            mention = _mention(sentence, lowered, found.start, found.end, key, kind, grammar)
            if mention is not None:
                mentions.append(mention)
                break
    joined = _joined(lowered, mentions)
    return tuple(_playing(lowered, m, grammar) for m in joined if m.weight != _BARE)


# who fights the government of the nation that is named before them
_AGAINST_THEIR_OWN = frozenset(("rebel", "rebels", "opposition", "insurgent", "insurgents"))


def perpetrator_for(
    sentence: str, mentions: Sequence[PartyMention], focus: tuple[int, int], *, territory: bool = False
) -> tuple[PartyRef | None, str]:
    """The alleged doer of what stands at `focus` (offsets of the words counted or of the act), and why; or null.

    The people counted are never the doer, be they combatants of a party. `territory`: it is a share of land, whose
    doer is who holds it.
    """
    territory = territory or bool(_SHARE.search(sentence, *focus))
    if territory and (holder := _holder(sentence, mentions, focus)) is not None:
        return PartyRef(holder.words, holder.party), f"{holder.words} holds it"
    if _BLOWS_UP.search(sentence, focus[0]) and (own := next((m for m in mentions if _inside(m, focus)), None)):
        return PartyRef(own.words, own.party), f"{own.words} died by their own deed"
    apart = False
    best: tuple[float, PartyMention] | None = None
    harmed = {
        m.party
        for m in mentions
        if m.kind == "force" and m.part != "doer" and _inside(m, focus) and m.words.lower() not in MEMBERS
    }
    for mention in mentions:
        if mention.part != "doer" or (mention.kind != "side" and _inside(mention, focus)):
            continue
        if mention.party in harmed:
            continue  # those counted are its own
        if (
            _CONTRAST.search(sentence, min(mention.end, focus[1]), max(mention.start, focus[0]))
            or (mention.end <= focus[0] and _IN_ANSWER.search(sentence, mention.end, focus[0]))
            or _BROUGHT_ON.search(sentence, focus[1], max(focus[1], mention.start))
        ):
            apart = True
            continue
        distance = max(mention.start - focus[1], focus[0] - mention.end, 0)
        score = mention.weight - distance / CHARACTERS_PER_POINT
        if best is None or score > best[0]:
            best = (score, mention)
    if best is None and apart:
        return None, ANOTHERS_DEED
    if best is None:
        between = _opponent(sentence, mentions, focus)
        if between is not None:
            return PartyRef(between.words, between.party), f"the fighting is with {between.words}"
        return None, "no doer is named in the sentence"
    return PartyRef(best[1].words, best[1].party), best[1].reason


def _opponent(sentence: str, mentions: Sequence[PartyMention], focus: tuple[int, int]) -> PartyMention | None:
    """In fighting between two sides, the side that those counted do not belong to; null where that cannot be told."""
    fought = _BETWEEN.search(sentence)
    if fought is None:
        return None
    sides = [m for m in mentions if fought.end() <= m.start < fought.end() + _BETWEEN_CHARACTERS and m.kind != "people"]
    parties = list(dict.fromkeys(m.party for m in sides))
    if len(parties) == 1 and (len(sides) > 1 or " and " in sides[0].words):
        return sides[0]
    if len(parties) != 2:
        return None
    words = lower(sentence[slice(*focus)])
    own = next((m.party for m in mentions if _inside(m, focus) and m.party in parties), None)
    if own is None and _SOLDIERS.search(words) and "syria-government" in parties:
        own = "syria-government"
    return next((m for m in sides if m.party != own), None) if own is not None else None


_BETWEEN = re.compile(
    r"\b(?:clashes|(?:in)?fighting|battles?|combat|firefights?)\b[^.;]{0,40}?\bbetween\s", re.IGNORECASE
)
_BETWEEN_CHARACTERS = 90
_SOLDIERS = re.compile(r"\b(?:soldiers?|troops|conscripts?|servicemen)\b")


def target_for(
    sentence: str, mentions: Sequence[PartyMention], focus: tuple[int, int], doer: PartyRef | None
) -> tuple[PartyRef | None, str]:
    """The party it was done to, and why; null where only people are counted or nobody is named."""
    candidates = [m for m in mentions if m.part == "target" or (_inside(m, focus) and m.kind != "people")]
    candidates = [m for m in candidates if doer is None or m.party != doer.party]
    if not candidates:
        return None, "no target is named in the sentence"
    nearest = min(candidates, key=lambda m: max(m.start - focus[1], focus[0] - m.end, 0))
    return PartyRef(nearest.words, nearest.party), nearest.reason or "it is counted among the harmed"


def _holder(sentence: str, mentions: Sequence[PartyMention], focus: tuple[int, int]) -> PartyMention | None:
    """Who is said to hold, control or have taken land: the nearest such party to the words that measure it."""
    held = [
        m
        for m in mentions
        if m.kind != "people" and (_HOLDS.match(sentence, m.end) or _HELD_BY.search(sentence, 0, m.start))
    ]
    return min(held, key=lambda m: abs(m.start - focus[0]), default=None)


_SHARE = re.compile(r"\bper\s?cent\b|%", re.IGNORECASE)
_HOLDS = re.compile(
    r"\s+(?:(?:now|still|also|has|have|had|since|currently|who|which|that|managed|to|recently)\s+){0,3}(?:take|seize|hold|holds|held|control|controls|controlled|took|taken|"
    r"regained|recaptured|overran|overrun|seized|captured|retook|retaken|lost|rule|rules)\b|['’]s\s+(?:control|rule)\b|"
    r"\s+control\b",
    re.IGNORECASE,
)
_HELD_BY = re.compile(
    r"\b(?:held|controlled|taken|captured|seized|retaken|recaptured|overrun|ruled)\s+by\s+(?:(?:the|an?)\s+)?(?:[\w'-]+\s+of\s+)?$",
    re.IGNORECASE,
)
# a doer beyond such a break did something else
_CONTRAST = re.compile(
    r"\b(?:day|days|week|weeks|month|months|hours?)\s+(?:after|before)\s|,\s+(?:although|though|while|but|whereas)\s|;\s",
    re.IGNORECASE,
)
_BLOWS_UP = re.compile(
    r"\b(?:blew|blow|blown|blowing)\s+(?:himself|herself|themselves)\s+up|\bdetonated\s+(?:himself|herself|themselves)\b",
    re.IGNORECASE,
)
# what a deed answers is not that deed: "… in revenge for the killing of nine guards"
_BROUGHT_ON = re.compile(r"\b(?:spark|prompt|trigger|provok)(?:ed|ing|e?s)\b", re.IGNORECASE)
_IN_ANSWER = re.compile(
    r"\bin\s+(?:revenge|retaliation|response|reprisal|retribution)\s+(?:for|to|against)\b", re.IGNORECASE
)


def tells_of_known_attack(sentence: str) -> bool:
    """Whether a sentence goes on about an attack told of before ("the strikes", "these attacks")."""
    return bool(_known_attack().search(lower(sentence)))


def claims_deed(words: str) -> bool:
    """Whether somebody claims an attack as their own ("claimed a suicide attack on the barracks")."""
    return _CLAIM.search(words) is not None


# "claimed a suicide attack on the barracks": taken upon oneself; "claimed that an attack …" tells of it
_CLAIM = re.compile(
    r"\bclaim(?:s|ed|ing)?\s{1,9}(?:credit\s{1,9}for\s{1,9})?(?:an?|another|two|several|both)\s{1,9}"
    r"(?:(?!(?:on|in|at|that|was|were|had|has|killed)\b)[\w'-]{1,40}\s{1,9}){0,4}?"
    r"(?:attacks?|(?:air\s?)?strikes?|bombings?|blasts?|explosions?|raids?|assaults?|ambush(?:es)?|killings?)"
    r"(?=\s{1,9}(?:on|in|at|against|near|outside|that|which|targeting|this|last|earlier)\b|\s{0,9}[,.;]|\s{0,9}$)",
    re.IGNORECASE,
)
_OWN_CLAIM = re.compile(
    rf"\s{{1,9}}(?:(?:has|have|had|also|later|then|group|fighters|militants)\s{{1,9}}){{0,3}}(?:{_CLAIM.pattern})",
    re.IGNORECASE,
)


def acts_after(sentence: str, offset: int) -> bool:
    """Whether the verb after `offset` does something to somebody, so that what stands before it is a doer."""
    return bool(_grammar().verb_after.match(lower(straight(sentence))[offset : offset + 160]))


def _inside(mention: PartyMention, focus: tuple[int, int]) -> bool:
    return mention.start < focus[1] and focus[0] < mention.end


@lru_cache(maxsize=16)
def _forms(pack: Pack | None) -> PhraseFinder[tuple[tuple[str, FormKind], ...]]:
    """Each form with all its readings, the pack's first; with a pack only the general unknown doers are added."""
    rows = [*(pack.parties if pack else ())]
    rows += [row for row in read_parties() if pack is None or row.key == "unknown"]
    readings: dict[str, list[tuple[str, FormKind]]] = {}
    spelling: dict[str, str] = {}
    for row in rows:
        for words in row.words:
            for spelt in dict.fromkeys((words, words.replace("'s ", "s "))):  # pages lose apostrophes
                spelling.setdefault(lower(spelt), spelt)
                readings.setdefault(lower(spelt), []).append((row.key, row.kind))
    order = {"side": 0, "force": 1, "state": 2, "people": 3}
    return PhraseFinder(
        (spelling[key], tuple(sorted(found, key=lambda r: order[r[1]]))) for key, found in readings.items()
    )


def _mention(
    sentence: str, lowered: str, start: int, end: int, key: str, kind: FormKind, grammar: _Grammar
) -> PartyMention | None:
    """A form read as one kind; null where the words around it do not allow that kind."""
    after = lowered[end : end + 60]
    if grammar.held_after.match(after):
        return None
    if lowered[start:end] in _BARE_FORCES and _NATION_BEFORE.search(sentence, max(0, start - 30), start):
        return None  # "the Lebanese army" is not the army of the country that the pack is about
    if kind == "side":
        weapon = grammar.weapon_after.match(after)
        if weapon and not _names_another(sentence[end : end + weapon.end()]):
            return PartyMention(start, end + weapon.end(), sentence[start : end + weapon.end()], key, kind)
        if force := grammar.force_after.match(after):
            stop = end + force.end()
            if weapon := grammar.weapon_next.match(lowered[stop : stop + 60]):
                stop += weapon.end()
                return PartyMention(start, stop, sentence[start:stop], key, "side")
            return PartyMention(start, stop, sentence[start:stop], key, "force")
        if _BELIEVED.search(lowered, max(0, start - 40), start):
            return PartyMention(start, end, sentence[start:end], key, kind)
        if _AND_SIDE.match(after):
            return PartyMention(start, end, sentence[start:end], key, kind, weight=_BARE)
        return None
    if kind == "state" and re.match(r"^(?:'s|\s{0,9},?\s{0,9}(?:city|province|town))\b", after):
        return None
    if kind == "force" and (force := grammar.force_after.match(after)) and not after.startswith("'"):
        end += force.end()
        after = lowered[end : end + 60]
    if kind == "force" and (weapon := grammar.weapon_next.match(after)):
        stop = end + weapon.end()
        return PartyMention(start, stop, sentence[start:stop], key, "side")
    return PartyMention(start, end, sentence[start:end], key, kind)


# a word with a capital that may stand between a side and its weapon; any other is a name ("the Syrian Idlib attack")
_CAPITALS = word_set(
    "air army government regime military rocket missile barrel chemical car suicide mortar artillery drone gas fighter "
    "war heavy force forces sniper bomb led backed arab republic gunmen terrorist terrorists jihadist militant "
    "monday tuesday wednesday thursday friday saturday sunday"
)


_MACHINES = word_set("bombers warplanes warplane planes plane jets jet helicopters helicopter tanks drones drone")


def _names_another(between: str) -> bool:
    """Whether a name stands between a side and a weapon, which then is not the side's; `between` ends in the weapon."""
    *words, last = re.findall(r"[\w-]+", re.sub(r"\([^)]*\)", "", between))
    if last.lower() in _MACHINES:
        return False  # a machine has a type: "Russian Tupolev bombers"
    return any(w[:1].isupper() and not set(w.lower().split("-")) & _CAPITALS for w in words if len(w) > 1)


_BARE_FORCES = frozenset(("army", "military", "army's", "government", "government's", "army units", "army unit"))
_NATION_BEFORE = re.compile(r"\b[A-Z][a-z]+(?:ese|ian|qi|ni|ish|ean|ban|ali|ench|eek|utch|di)\s+$")
# an adjective whose noun comes only after the next side ("Russian and regime air strikes")
_BARE = -1.0
_BELIEVED = re.compile(r"\b(?:believed|thought|said|suspected|presumed)\s+to\s+be\s+(?:\w+ly\s+)?$")
_AND_SIDE = re.compile(r"^\s+(?:and|or)\s+")
_AND = re.compile(
    r"^\s{0,9}(?:,|and|,\s{0,9}and|and (?:its|their) allies?|in cooperation with|and allied|along with|/)?\s{0,9}"
    r"(?:the\s{1,9})?$"
)
_MEMBERS_OF = re.compile(r"^\s+(?:of|from|belonging to|affiliated with|affiliated to|loyal to)\s+(?:the\s+)?$")
_BETWEEN_BEFORE = re.compile(r"\bbetween\s+(?:the\s+)?$")
_OR = re.compile(r"^\s{0,9},?\s{0,9}or\s{1,9}(?:the\s{1,9})?$")


def _joined(lowered: str, mentions: list[PartyMention]) -> list[PartyMention]:
    """Sides named together: the first stands for all; joined by "or" they are unknown."""
    made: list[PartyMention] = []
    for mention in mentions:
        previous = made[-1] if made else None
        gap = lowered[previous.end : mention.start] if previous else ""
        if previous is not None and previous.kind != "people" and mention.kind != "people":
            words = previous.words + gap + mention.words
            if _OR.match(gap) and previous.party != mention.party:
                made[-1] = replace(mention, start=previous.start, words=words, party="unknown")
                continue
            opposed = previous.party != mention.party and _BETWEEN_BEFORE.search(lowered, 0, previous.start)
            if not opposed and _AND.match(gap) and (gap.strip() not in ("", ",") or previous.weight == _BARE):
                made[-1] = replace(mention, start=previous.start, words=words, party=previous.party)
                continue
            if previous.kind == "state" and gap.strip() in ("", "president", "'s", "'s president"):
                made[-1] = mention
                continue
            if mention.kind in ("force", "side") and previous.kind == "force" and _MEMBERS_OF.match(gap):
                # "militants of the group": the name tells whose they are
                made[-1] = replace(mention, start=previous.start, words=words, kind="force")
                continue
            if gap.strip() == "" and previous.kind == "force":
                # "militant group Islamic State": a name tells more than what kind of group it is
                named = previous.words.split()[-1].islower() and mention.words[:1].isupper()
                party = mention.party if named else previous.party
                made[-1] = replace(mention, start=previous.start, words=words, party=party)
                continue
        made.append(mention)
    return made


def _playing(lowered: str, mention: PartyMention, grammar: _Grammar) -> PartyMention:
    """The part a mention plays, by what stands before and after it."""
    before, after = lowered[max(0, mention.start - 90) : mention.start], lowered[mention.end : mention.end + 160]
    words = mention.words
    if _begins_sentence(words):
        before = ""

    def play(part: Part, weight: float, reason: str) -> PartyMention:
        return replace(mention, part=part, weight=weight, reason=reason)

    if mention.kind != "side" and _BACKED_BEFORE.search(before):
        return mention
    by = grammar.by_before.search(before)
    if by and mention.kind != "people":
        if by.group(1) and by.group(1) in grammar.not_done:
            return mention
        if by.group(1) and _BEATEN_BACK.search(before):
            return play("target", 1, f"the attack of {words} came to nothing")
        if by.group(1) in _TAKEN and not re.search(
            rf"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?{by.group(1)}\s", before
        ):
            return mention
        return play("doer", BY_AGENT, f"“by {words}” names the doer")
    if grammar.own_after.match(after) or _OWN_CLAIM.match(after):
        return play("doer", OWN_DEED, f"it is {words}’s own deed")
    if _CHARGED_AFTER.match(after):
        return play("doer", BLAMED, f"{words} is the one blamed")
    if mention.kind == "people":
        return play("target", 1, f"{words} are those harmed") if grammar.object_before.search(before) else mention
    if grammar.blame_before.search(before):
        return play("doer", BLAMED, f"{words} is the one blamed")
    aimed = _AIMED_BEFORE.search(before)
    if mention.kind == "side" and _FOILED_BEFORE.search(before):
        return play("target", 1, f"{words} came to nothing")
    if mention.kind == "side" and _BROUGHT_DOWN.match(after):
        return play("target", 1, f"{words} was brought down")
    if mention.kind == "side":
        return play("doer", WEAPON, f"“{words}”: a weapon or attack of that side")
    if _DIED_FIGHTING.search(before):
        return play("doer", OPPONENT, f"they died fighting {words}")
    if grammar.passive_after.match(after) or (_COUNTED_BEFORE.search(before) and _HARMED_AFTER.match(after)):
        return play("target", 1, f"{words} is the one harmed")
    if _FOUGHT_BEFORE.search(before) and not grammar.verb_after.match(after):
        return play("doer", OPPONENT, f"the fighting is with {words}")
    if aimed or grammar.object_before.search(before):
        return play("target", 2, f"it is aimed at {words}")
    if (verb := grammar.verb_after.match(after)) and (mention.kind != "state" or _STATE_BEFORE.search(before)):
        return play("doer", SUBJECT, f"{words} is the subject of “{verb.group(1)}”")
    if _OPPONENT_BEFORE.search(before):
        return play("doer", OPPONENT, f"the fighting is with {words}")
    if mention.kind == "force" and _FROM_BEFORE.search(before):
        return play("doer", WEAPON, f"the attack is that of {words}")
    return mention


def _begins_sentence(words: str) -> bool:
    """ "Barrage of shells Rebels fired …": a common noun with a capital begins a sentence, whatever ran into it."""
    first, *others = words.split()
    return first.istitle() and first.lower() in _COMMON and not any(other.istitle() for other in others)


# "an area seized by rebels" tells whose the place is, not who did the harm
_TAKEN = frozenset(
    ("seized", "taken", "captured", "recaptured", "retaken", "freed", "liberated", "occupied", "overrun")
)
_CHARGED_AFTER = re.compile(
    r"^(?:\s+and\s+(?:its|their|his)\s+(?:[\w-]+\s+){0,2}[\w-]+)?\s+(?:has|have|had|was|were|is|are)\s+"
    r"(?:been\s+|also\s+|long\s+|\w+ly\s+){0,3}(?:accused|blamed|suspected|condemned)\s+(?:by|of|for|over)\b"
)
# "29 soldiers killed": a number before it and harm right after
_COUNTED_BEFORE = re.compile(
    r"\b(?:\d[\d,]{0,40}|one|two|three|four|five|six|seven|eight|nine|ten|dozens\s{1,9}of|several|many|more|other)\s{1,9}(?:[\w-]{1,40}\s{1,9}){0,2}$"
)
_HARMED_AFTER = re.compile(
    r"^\s+(?:(?:were|was)\s+)?(?:killed|wounded|injured|captured|detained|arrested|kidnapped|abducted|dead)\b"
)
_AIMED_BEFORE = Sifted(
    re.compile(
        r"\b(?:against|targeting|targeted|attacking|hit|hitting|struck|striking|strikes on|attacks? on|raids? on"
        r"|fired at|shelling of|bombing of|siege of|assault on|offensive on|on|at)\s+"
        r"(?:the\s+|a\s+|an\s+|several\s+|some\s+|\d+\s+)?(?:[a-z-]+\s+)?$"
    )
)
_FOILED_BEFORE = re.compile(
    r"\b(?:foil(?:ed|s)?|repel(?:led|s)?|repulsed|thwart(?:ed|s)?|(?:beat|pushed|fought|drove)\s+back|countered|fended\s+off)\s+"
    r"(?:(?:an?|the|several|two|three)\s+)?(?:[\w-]+\s+){0,1}$"
)
_BEATEN_BACK = re.compile(
    r"\b(?:foil(?:ed|s|ing)?|repel(?:led|s|ling)?|repuls(?:ed|ing)|thwart(?:ed|s|ing)?|(?:beat|pushed|fought|drove)\s+(?:back|off)"
    r"|fended\s+off)\s+(?:[\w-]+\s+){0,4}by\s+(?:[\w'-]+\s+){0,2}$"
)
_BROUGHT_DOWN = re.compile(
    r"^\s+(?:crashed\b|downed\b|shot\s+down\b|brought\s+down\b|(?:which\s+|that\s+)?(?:was|were|had\s+been|has\s+been)\s+(?:\w+ly\s+)?"
    r"(?:shot|downed|brought\s+down|hit\b|struck\b|forced\s+down))"
)
# who backs a force does not act with it: "militias backed by X and Y launched …"
_BACKED_BEFORE = Sifted(re.compile(r"\b(?:backed|supported|aided|assisted|helped)\s+by\s+(?:[\w'-]+\s+){0,6}$"))
# fought against rather than aimed at: "lost nine men in the battle against …"
_FOUGHT_BEFORE = Sifted(
    re.compile(
        r"\b(?:lost|losing|loses|killed|wounded|died|dead|deaths|casualties)\b[^.;]{0,60}"
        r"\b(?:clash|clashes|battles?|combat|confrontations?|firefights?)\s+against\s+(?:the\s+|a\s+)?$"
    )
)
_OPPONENT_BEFORE = Sifted(
    re.compile(
        r"\b(?:fighting|clash|clashes|battles?|battling|combat|confrontations?|firefights?)\s+(?:with|against)\s+"
        r"(?:the\s+)?$"
    )
)
_DIED_FIGHTING = Sifted(
    re.compile(r"\b(?:killed|wounded|died|injured)\s+(?:while\s+)?fighting\s+(?:against\s+|with\s+)?(?:the\s+)?$")
)
_FROM_BEFORE = Sifted(
    re.compile(
        r"\b(?:fire|gunfire|rockets?|shells?|shelling|missiles?|attacks?|bombardment|mortars?|assault|offensive|"
        r"strikes?|airstrikes?|raids?|bombs?)\s+"
        r"(?:from|of)\s+(?:the\s+)?$"
    )
)
# a country or capital acts only where it can be a subject, at the head of a clause
_STATE_BEFORE = re.compile(
    r"(?:^|[.,;:!?\"“”–—]|\b(?:that|said|says|and|but|as|while|when|after|which|because|if|both|where))\s*$"
)


# a word between an adjective and its noun; no verb, adverb or small word
_ADJECTIVE = (
    r"(?!(?:said|says|began|has|have|had|and|or|in|on|of|by|to|with|from|that|which|who|as|for|at|after|were|was|are|is|"
    r"the|its|their|his|say|who|areas?|towns?|villages?|villagers|districts?|neighbou?rhoods?|territor(?:y|ies)|positions?|"
    r"strongholds?|parts?|regions?|cities|city|side|sides|residents|civilians|[a-z]+ed|[a-z]+ly)\b)[a-z-]+\s+"
)


@lru_cache(maxsize=1)
def _known_attack() -> Sifted:
    nouns = _alternation([*_doings()["attack"], *_doings()["weapon"]])
    return Sifted(re.compile(rf"\b(?:the|these|those|this|its|their|his)\s+(?:[\w'-]+\s+){{0,3}}(?:{nouns})\b"))


# nouns of attack that are verbs after a force ("clashed with the rebels killing nine")
_GERUNDS = frozenset(("fighting", "killing"))


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    words = _doings()
    verbs = _alternation(words["verb"])
    weapons = _alternation([*words["weapon"], *(w for w in words["attack"] if w not in _GERUNDS)])
    # a short stretch between subject and verb: one aside without commas, then auxiliaries, times, adverbs
    aside = (
        r"(?:(?:after|following)\s+(?:[\w-]+\s+){1,6}?|having\s+[^.;]{3,90}?\s|"
        r"in\s+a\s+(?:\w+\s+)?(?:statement|video|message|post)\b[^.;]{0,80}?\bsaid\s+(?:that\s+)?it\s|"
        r"an?\s+[\w-]+\s+(?:[\w-]+\s+)?(?:supported|backed)\s+by\s+[^.;]{3,90}?\s|"
        r"the\s+(?:[\w-]+\s+)?(?:source|official|agency|group|monitor|ministry|statement)\s+(?:also\s+|later\s+)?(?:said|added|noted)\s)?"
    )
    between = (
        rf"^\s*(?:\([^)]{{0,80}}\)\s*)?{aside}"
        r"(?:(?:,[^,.;]{0,80},|\([^)]{0,40}\)|said\s+(?:that\s+|on\s+\w+day\s+|\w+day\s+)?(?:it|he|she|they)|would|will|may|might|could|begun|began|started|have|has|had|also|then|later|again|on|in|late|early|reportedly|"
        r"meanwhile|allegedly|heavily|repeatedly|immediately|further|still|recently|often|sometimes|always|once|again|twice|just|\w+day|overnight|yesterday|today|"
        r"morning|evening|night|who|which|that|by|air|are|is|were|was|been|to|and allied militia|"
        r"in\s+(?:response|turn|retaliation|return|cooperation)|"
        r"(?:in|over|during|for)\s+(?:the\s+)?(?:recent|past|last)\s+(?:\w+\s+)?(?:days|weeks|months|years|hours)|"
        r"backed by [\w' -]{3,90}?|(?:located|positioned|stationed|based|entrenched)\s+in\s+[^.;]{3,90}?|"
        r"in\s+(?!which\b)(?:the\s+)?[\w'-]{3,30}(?=\s+(?:(?:have|has|had|also)\s+)?[a-z]{3,20}ed\b)|"
        r"\w+ly|\d{1,2}|of|the|its|their|january|february|march|april|may|june|july|august|september|october|november|"
        r"december)\s*){0,6}"
    )
    # three long asides are no clause, and could be told apart in too many ways
    few_asides = r"(?!(?:[\s\S]*?\b(?:backed by|(?:located|positioned|stationed|based|entrenched)\s+in)\s){3})"
    return _Grammar(
        weapon_after=re.compile(
            rf"^(?:'s?|s')?(?:\s*\([^)]{{1,20}}\))?\s+[\"“”]?(?:{_ADJECTIVE}){{0,2}}?(?:{weapons})\b"
        ),
        weapon_next=re.compile(rf"^(?:(?:'s?|s')\s+[\"“”]?(?:{_ADJECTIVE}){{0,2}}?|\s+)(?:{weapons})\b"),
        force_after=re.compile(rf"^(?:'s?)?\s+(?:{_ADJECTIVE}){{0,1}}?(?:{_alternation(words['force'])})\b"),
        verb_after=re.compile(rf"{few_asides}{between}\b({verbs})\b"),
        passive_after=re.compile(
            r"^(?:,[^,.;]{0,60},)?\s+(?:have |has |had |also |\(.{0,40}\)|including [^,]{0,40} ){0,4}"
            r"(?:were|was|been|are|is|being)\s+"
            rf"(?:\w+ly\s+|also\s+|being\s+)*(?!\w+ing\b)(?:{verbs})\b|"
            r"^\s+(?:died|dead|perished|killed in|killed by|wounded by)\b"
        ),
        own_after=re.compile(
            rf"^\s+(?:(?:has|have|had|also|later|said|says|it|they|he|group|that|on|in|a|statement|\w+day)\s+){{0,7}}(?:{_alternation(words['own'])})\b"
        ),
        by_before=Sifted(
            re.compile(
                r"(?:\b([a-z]+)\s+)?\b(?:by|blamed on|claimed by)\s+"
                r"(?:(?:an?\s+|the\s+|two\s+|some\s+)?(?:fighters?|members?|militants?|soldiers?|elements|units?|groups?|gunm[ae]n)\s+(?:of|from)\s+)?"
                r"(?:(?:the|a|an|some|both|alleged|suspected)\s+)?(?:(?!(?:the|in|on|of|at|from|near|to|and|or|with|for)\b)[\w'-]+\s+){0,3}[\"“”]?$"
            )
        ),
        not_done=frozenset(words["not_done"]),
        blame_before=Sifted(
            re.compile(
                rf"\b(?:{_alternation(words['blame'])})\s+(?:the\s+|president\s+|some\s+)?(?:[\w'-]+\s+){{0,2}}$"
            )
        ),
        object_before=Sifted(
            re.compile(
                rf"\b(?:{verbs})\s+(?:at\s+least\s+|more\s+than\s+|over\s+|up\s+to\s+)?(?:(?:the|a|an|several|some|many|two|three|"
                r"four|five|six|ten|dozens\s+of|scores\s+of|hundreds\s+of|\d[\d,]*)\s+)?"
                r"(?:(?!(?:as|after|before|when|while|in|because|since|where)\b)[\w'-]+\s+){0,2}$"
            )
        ),
        held_after=re.compile(rf"^(?:-\s?(?:{_alternation(words['held'])})|\s+(?:held|controlled))\b"),
    )


@lru_cache(maxsize=1)
def _doings() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for row in read_table(DATA / "doings.csv", ("sort", "words", "example")):
        words.setdefault(row["sort"], []).extend(w.strip() for w in row["words"].split("|"))
    return words


def _alternation(words: Sequence[str]) -> str:
    return alternatives(words, blank=r"\s+")
