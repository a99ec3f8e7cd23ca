"""Who did it and to whom, in Arabic. In come a sentence's words, out come its parties and what each is there.

A party is a doer after a verb of attack or harm, after an attack or weapon that is its own ("غارة روسية"), after
"at the hands of"; it is a target after "on", "against", "positions of", or where those harmed are of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from whence.claims.arabic.groups import Group
from whence.claims.arabic.voices import ArabicSaid
from whence.claims.arabic.words import ArabicWords, has
from whence.records import PartyRef
from whence.vocabulary.arabic import ArabicLexicon, ArabicParty, Hit, folded_set


@dataclass(frozen=True, slots=True)
class ArabicDoer:
    """A party named by words[first:last]; `role`: doer, target, speaker or none."""

    first: int
    last: int
    party: PartyRef
    role: str


def find_arabic_doers(
    words: ArabicWords, lexicon: ArabicLexicon, groups: tuple[Group, ...], said: tuple[ArabicSaid, ...]
) -> tuple[ArabicDoer, ...]:
    """The parties of a sentence, left to right."""
    found: list[ArabicDoer] = []
    i = 0
    while i < len(words.low):
        hit = lexicon.parties.at(words.low, i)
        if hit is None or "ك" in hit.glued:
            i += 1
            continue
        own = hit.glued in ("و", "ف", "ب") or (hit.glued == "ل" and not words.low[i].startswith("لل"))
        start = words.start[i] + (len(hit.glued) if own else 0)
        key = _of_nation(words, i, hit, lexicon)
        ref = PartyRef(" ".join(words.text[start : words.end[hit.last - 1]].split()), key)
        role = _role(words, i, hit, lexicon, groups, said, found)
        if role:
            found.append(ArabicDoer(i, hit.last, ref, role))
        i = hit.last
    return tuple(found)


def _of_nation(words: ArabicWords, i: int, hit: Hit[ArabicParty], lexicon: ArabicLexicon) -> str:
    """The party of "the army" where the adjective of a nation follows: that nation's, else another."""
    state = lexicon.state_nouns.at(words.low, i)
    if state is None or state.last != hit.last or hit.last >= len(words.low):
        return hit.entry.key
    nation = lexicon.demonyms.at(words.low, hit.last)
    if nation is None or nation.glued != "ال":
        return hit.entry.key
    side = lexicon.parties.at(words.low, hit.last)
    return side.entry.key if side is not None and side.entry.kind == "side" else "other"


def _role(
    words: ArabicWords,
    i: int,
    hit: Hit[ArabicParty],
    lexicon: ArabicLexicon,
    groups: tuple[Group, ...],
    said: tuple[ArabicSaid, ...],
    found: list[ArabicDoer],
) -> str:
    low = words.low
    kind = hit.entry.kind
    if any(s.first <= i < s.last for s in said):
        return "speaker"
    weapon = lexicon.weapons.at(low, i - 1) if i else None
    if weapon is not None and weapon.last > i:
        return ""  # "a suicide bombing"
    if kind == "people":
        return "target" if i and has(low, lexicon.particles["onto"], i - 1, i) else ""
    deed_before = i > 0 and _is_deed(words, i - 1, lexicon)
    if kind == "side":
        if any(g.first < i <= g.last and g.effect is None for g in groups):
            return "target"
        near = deed_before or (
            i > 1 and _is_deed(words, i - 2, lexicon) and not has(low, lexicon.particles["onto"], i - 1, i)
        )
        return "doer" if near and not hit.glued.startswith("و") else ""
    fire = next((g for g in groups if g.party is not None and g.first <= i <= g.last), None)
    if fire is not None and not fire.numbered and fire.first and _is_deed(words, fire.first - 1, lexicon):
        return "doer"  # "by the bullets of its snipers"
    if any(g.party is not None and g.first <= i <= g.last for g in groups) and not (
        i and _is_verb(words, i - 1, lexicon)
    ):
        return "target"
    if i and (has(low, lexicon.particles["onto"], i - 1, i) or hit.glued.strip("وف") == "ب"):
        return "target"
    if i and has(low, lexicon.particles["hand"], i - 1, i):
        return "doer"
    after_accusing = any(s.stance == "accuses" and s.last <= i <= s.last + 3 for s in said)
    if after_accusing or deed_before:
        return "doer"
    if hit.glued.strip("وف") in ("ل", "لل") and any(_is_deed(words, k, lexicon) for k in range(max(0, i - 5), i)):
        return "doer"
    if hit.glued == "و" and found and found[-1].last == i:
        return found[-1].role
    if hit.last < len(low) and _is_verb(words, hit.last, lexicon):
        return "doer"
    if kind == "state":
        return ""
    if i == 0 or low[i - 1] in ("ان", "حيث", "فيما", "بينما"):
        return "doer" if any(_is_verb(words, k, lexicon) for k in range(hit.last, min(len(low), hit.last + 3))) else ""
    return ""


def _is_verb(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> bool:
    """Whether a verb of attack or harm stands at word i, or ends there."""
    for k in (i, i - 1):
        if k < 0:
            continue
        act = lexicon.acts.at(words.low, k)
        if act is not None and act.entry.kind == "verb" and act.last == i + 1 and "ال" not in act.glued:
            return True
        if any(
            h.entry.part == "verb" and h.last == i + 1 and "ال" not in h.glued
            for h in lexicon.effects.all_at(words.low, k)
        ):
            return True
    return words.low[i] in _LIGHT


_LIGHT = folded_set(
    """
    شن شنت يشن تشن نفذ نفذت ارتكب ارتكبت القي القت اطلق اطلقت اطلاق قام قامت ردت رد استخدم استخدمت احبطت
    كثف كثفت واصل واصلت اطلقوا شنوا نفذوا هاجموا استهدفوا قصفوا قتلوا اعتقلوا خطفوا
    """
)


def _is_deed(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> bool:
    """Whether an attack, a weapon or a verb of harm stands at word i, or ends there."""
    if _is_verb(words, i, lexicon):
        return True
    for k in (i, i - 1, i - 2):
        if k < 0:
            continue
        act, weapon = lexicon.acts.at(words.low, k), lexicon.weapons.at(words.low, k)
        if (act is not None and act.last == i + 1) or (weapon is not None and weapon.last == i + 1):
            return True
        if any(
            h.entry.part == "noun" and h.last == i + 1 and h.entry.needs != "life"
            for h in lexicon.effects.all_at(words.low, k)
        ):
            return True
    return False


def doer_for(doers: tuple[ArabicDoer, ...], at: int) -> ArabicDoer | None:
    """The doer of what stands at word `at`: the nearest."""
    mine = [d for d in doers if d.role == "doer"]
    return min(mine, key=lambda d: (abs(d.first - at), d.first), default=None)


def target_for(doers: tuple[ArabicDoer, ...], at: int, doer: ArabicDoer | None) -> PartyRef | None:
    """Whom it was done to, where it is a party other than the doer."""
    mine = [d for d in doers if d.role == "target" and (doer is None or d.party.party != doer.party.party)]
    best = min(mine, key=lambda d: (abs(d.first - at), d.first), default=None)
    return best.party if best is not None else None
