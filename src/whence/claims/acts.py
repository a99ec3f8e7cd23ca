"""Acts in a sentence. In come its words, out come the acts named there, with PLOVER type and mode and the weapon.

An act is a claim of its own even where nobody is counted; where people are counted it says what was done to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from whence.claims.figures.triggers import BE, HAVE
from whence.claims.words import Words
from whence.records import Act
from whence.vocabulary.lexicon import Lexicon, word_set
from whence.vocabulary.tables import DATA, read_table

_NOT_DONE = word_set("no could would might may counter to against anti prevent stop halt end avoid")
_BARE_VERBS = frozenset({"seize", "capture", "attack", "target", "storm", "bomb", "retake", "destroy"})
_DENIED_WITHIN = 14  # words between a verb of denying and what is denied
_REBUTTED_WITHIN = 6
_TAKES = frozenset({"claimed", "claims", "claiming", "claim", "took", "takes", "taken", "taking"})
_CLAIMED = frozenset({"claimed", "claims", "claiming"})
_ATTACKS = (["attack"], ["bombing"], ["blast"], ["assault"], ["attacks"], ["bombings"], ["strike"], ["explosion"])
_NOBODY = word_set("no nobody none not never neither without yet")
_DOES = frozenset({"staged", "out", "behind", "perpetrated", "committed", "conducted", "launched"})
_DEFINITE = frozenset({"the", "this", "these", "such", "any"})
_SAYS_WHICH = word_set("in on at against near of outside inside targeting that which who by into")
_ATTACKERS = word_set("attacker attackers bomber bombers assailant assailants")
_NEAR_SUBJECT = 5  # words between "the bomber" and what he did
_TOLD_OF = re.compile(
    r"(?:(?:have|has|had) )?(?:\w+ly )?"
    r"(?:occurred|happened|took place|intensified|continued|targeted|hit|struck|rocked)\b"
    r"|(?:, )?(?:which|that) (?:\S+ ){0,4}(?:was|were) (?:carried out|launched|staged|conducted)\b"
    r"|(?:was|were) (?:carried out|launched|staged|conducted) by\b"
)
_STATES = frozenset({"besieged", "blockaded", "encircled"})
_GOING_ON = frozenset({"fighting", "battling"})
_OF_WHICH = word_set("the a an of for from with in to its their his these those this")
_AFTER_A_VERB = word_set("by the a an in on at to from and or when after as with into near since for during")
_OBJECT_OPENS = word_set("the a an against alongside for numerous several various all other under")
_AROUND = word_set("area areas countryside villages towns districts region regions province")
# "warned of attacks", "bracing for an assault", "a plot to blow up": what is feared or meant has not happened
_FEARED = word_set(
    "warned warns warning warnings bracing braced brace plotting plotted plot plots hoax imagines imagined aborted "
    "cancelled never"
)
_PAST = frozenset({"after", "following", "since"})
_ONLY_MEANT = frozenset({"could", "might", "threatened", "planned", "planning", "plans", "if"})


@dataclass(frozen=True, slots=True)
class ActMention:
    """An act named by Words[first:last]; `verb` says that somebody is told to do it."""

    first: int
    last: int
    act: Act
    verb: bool


@dataclass(frozen=True, slots=True)
class WeaponMention:
    first: int
    last: int
    words: str
    mode: str | None


def find_acts(words: Words, lexicon: Lexicon) -> tuple[ActMention, ...]:
    """Acts named in the sentence, left to right, each with the weapon nearest to it."""
    weapons = find_weapons(words, lexicon)
    found: list[ActMention] = []
    i, n = 0, len(words.low)
    while i < n:
        hit = lexicon.acts.at(words.low, i) if words.low[i] in lexicon.act_gate else None
        if hit is None:
            i += 1
            continue
        last, word = hit
        if not _is_not_done(words.low, i) and not _is_adjective(words, i, last):
            weapon = nearest_weapon(weapons, i) if word.type == "ASSAULT" else None
            mode = word.mode or (weapon.mode if weapon is not None else None)
            found.append(
                ActMention(i, last, Act(word.type, mode, weapon.words if weapon else None), word.kind == "verb")
            )
        i = last
    return tuple(found)


def find_weapons(words: Words, lexicon: Lexicon) -> tuple[WeaponMention, ...]:
    found: list[WeaponMention] = []
    i, n = 0, len(words.low)
    while i < n:
        hit = lexicon.weapons.at(words.low, i)
        if hit is None:
            i += 1
            continue
        found.append(WeaponMention(i, hit[0], words.cut(i, hit[0]), hit[1].mode))
        i = hit[0]
    return tuple(found)


def nearest_weapon(weapons: tuple[WeaponMention, ...], at: int) -> WeaponMention | None:
    """The weapon nearest to a word of the sentence; a named attack such as a suicide bombing first."""
    sure = [w for w in weapons if w.mode in ("suicide-attack", "unconventional", "drone")]
    return min(sure or weapons, key=lambda w: (abs(w.first - at), w.first), default=None)


def find_denial(words: Words) -> int | None:
    """Where somebody denies a deed in so many words ("has denied responsibility"), or null."""
    return _followed(words, "deny", "deed", _DENIED_WITHIN)


def find_rebuttal(words: Words) -> int | None:
    """Where somebody turns a charge away without naming the deed ("dismissed the accusation"), or null."""
    return _followed(words, "rebut", "charge", _REBUTTED_WITHIN)


def _followed(words: Words, verb: str, thing: str, within: int) -> int | None:
    """The index of a word of one sort after which one of the other stands within so many words; else null."""
    verbs, things = denial_words(verb), denial_words(thing)
    for i, word in enumerate(words.low):
        if word in verbs and not things.isdisjoint(words.low[i + 1 : i + 1 + within]):
            return i
    return None


@lru_cache(maxsize=4)
def denial_words(sort: str) -> frozenset[str]:
    """The words of one sort of denials.csv."""
    rows = read_table(DATA / "denials.csv", ("sort", "words", "example"))
    return frozenset(word for row in rows if row["sort"] == sort for word in row["words"].split("|"))


def find_admission(words: Words) -> int | None:
    """Where somebody takes responsibility for a deed ("claimed responsibility"), or null."""
    for i, word in enumerate(words.low):
        if (
            word in _CLAIMED
            and words.low[i + 1 : i + 2] in (["the"], ["this"])
            and words.low[i + 2 : i + 3] in _ATTACKS
        ):
            return i  # "the group claimed the attack"
        if word != "responsibility" or _TAKES.isdisjoint(words.low[max(0, i - 3) : i]):
            continue
        if _NOBODY.isdisjoint(words.low[max(0, i - 12) : i]):
            return i
    return None


def points_back(words: Words, mention: ActMention, told_before: bool = False) -> bool:
    """ "The attack" alone speaks of an attack told elsewhere: no act of its own. So does what "the bomber" did.

    `told_before`: an attack is told earlier in the text, to which longer phrases ("the first explosion") may point.
    """
    low, at = words.low, mention.first
    if told_before and mention.verb and _by_the_attacker(low, at):
        return True
    if at > 1 and low[at - 2] in _DOES:
        return False  # "they staged the attack" says who did it
    if _TOLD_OF.match(" ".join(low[mention.last : mention.last + 9])):
        return False  # "the explosion occurred near a mosque", "the attack, which officials said was carried out by …"
    direct = at > 0 and low[at - 1] in _DEFINITE
    if direct and mention.last - at == 1:
        return not mention.verb or (mention.act.type == "ASSAULT" and not _says_more(low, mention))
    if mention.verb or not told_before or _says_more(low, mention):
        return False
    described = at > 1 and low[at - 2] in _DEFINITE and low[at - 1].isalpha() and not words.capital[at - 1]
    return direct or (described and not low[at - 1].endswith(("est", "most")))


def _says_more(low: list[str], mention: ActMention) -> bool:
    """ "The first explosion in the town", "the air strikes were a message", "the use of gas": more than a pointer."""
    after = low[mention.last] if mention.last < len(low) else "."
    return after in _SAYS_WHICH or after in BE or after in HAVE or "of" in low[mention.first : mention.last]


def _by_the_attacker(low: list[str], at: int) -> bool:
    """Whether the subject of the verb at `at` is somebody known by the attack: "the bomber then detonated a belt"."""
    who = next((k for k in range(at - 1, max(0, at - _NEAR_SUBJECT), -1) if low[k] in _ATTACKERS), None)
    return who is not None and not _DEFINITE.isdisjoint(low[max(0, who - 2) : who])


def _is_adjective(words: Words, i: int, last: int) -> bool:
    """ "Besieged eastern X", "of captured soldiers", "groups fighting the state": of which, not what somebody did."""
    low = words.low
    before = low[i - 1] if i else ""
    if low[i] in _GOING_ON:
        return _only_describes(low, i, last)
    if not low[i].endswith(("ed", "ing")) or last >= len(low) or last - i > 1:
        return False
    participle = low[i].endswith("ed") and low[i] != "ied"
    if participle and before in _OF_WHICH and low[last].isalpha() and low[last] not in _AFTER_A_VERB:
        return True
    if low[i] == "surrounding":
        return before in _OF_WHICH or low[last] in _AROUND
    state = low[i] in _STATES and before not in BE and before not in HAVE
    return state and low[last] not in ("by", "the", "since", "for")


def _only_describes(low: list[str], i: int, last: int) -> bool:
    """Whether "fighting" has an object or company and no "is" before it: "groups fighting the state"; "has been
    fighting" tells what goes on, no event; "fierce fighting in the town" is one."""
    before = low[max(0, i - 3) : i]
    if "been" in before:
        return True
    if not BE.isdisjoint(before):
        return False
    after = low[last] if last < len(low) else "."
    governed = bool(before) and before[-1] in ("between", "than", "of", "for") and after.isalpha()
    return after in _OBJECT_OPENS or governed


def _is_not_done(low: list[str], i: int) -> bool:
    """Threatened, feared or denied in so many words: "could attack", "to attack", "no attack"."""
    before = low[max(0, i - 3) : i]
    if low[i] in _BARE_VERBS and any(w in ("help", "helped", "helping", "let", "make") for w in low[max(0, i - 8) : i]):
        return True
    if before and before[-1] == "be" and any(w in ("may", "can", "must", "shall", "will") for w in before):
        return True  # "may be shot"
    if any(w in _FEARED for w in before) and not any(w in _PAST for w in before):
        return True
    return bool(before) and (
        before[-1] in _NOT_DONE
        or any(w in ("could", "might", "threatened", "planned", "planning", "plans", "if") for w in before)
    )
