"""Figures said twice. In come a text's draft claims, out come those to keep, and why the others were dropped.

A headline or lead that says the same as the body is one claim; "the two men", "those killed" and names point back
to people already counted; a sum of people already told one by one is not added to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.claims.figures.found import in_toll_beside
from whence.claims.figures.named import NAMED
from whence.claims.figures.reading import Told
from whence.claims.happenings import NO_OCCASION, Occasion, are_two
from whence.records import Act, Count, Sentence, Speaker, Text

_A_PART = "a part of people already told of"
NAMES_NEAR = 4  # sentences in which the victims of a figure may be named
NEAR = 12  # sentences within which a number may replace a vague word for the same people


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its speaker, place and time. `focus` is where its first figure or act stands in the document.

    `act_named`: it stays a claim of an act where its figures fall away. `more` is a second sentence that carries it
    too; `index` tells drafts of one sentence apart; `occasion` is the event its sentence is about. `sums_up`: its
    figures sum up what later drafts tell one by one.
    """

    sentence: Sentence
    told: tuple[Told, ...]
    act: Act
    focus: int
    index: int
    speaker: tuple[Speaker, ...] = ()
    act_named: bool = False
    more: Sentence | None = None
    sums_up: bool = False
    occasion: Occasion = NO_OCCASION

    @property
    def start(self) -> int:
        return self.sentence.start

    @property
    def end(self) -> int:
        return max(self.sentence.end, self.more.end) if self.more is not None else self.sentence.end


def drop_repeats(text: Text, drafts: Sequence[Draft]) -> tuple[list[Draft], list[str]]:
    """The drafts with every figure once. Headlines are judged last, so that the fuller sentence is kept."""
    kept: list[Draft] = []
    dropped: list[str] = []
    all_told = [one for draft in drafts for one in draft.told]
    for draft in sorted(drafts, key=lambda d: (d.sentence.section == "headline", d.sentence.index, d.index)):
        told: list[Told] = []
        for one in draft.told:
            if in_toll_beside(one, all_told):
                dropped.append(f"“{one.counts[0].words}” at {draft.focus}: found dead, and among the toll beside it")
                continue
            if one.parts_only:
                if _join_parts(kept, draft, one):
                    continue
                if one.trigger != NAMED:
                    told.append(_as_whole(one))
                    continue
                one = replace(one, parts_only=False)
            counts: list[Count] = []
            for n, count in enumerate(one.counts):
                if count.includes:
                    dropped += _take_back_barer(kept, draft, count)
                dropped += _take_in(text, kept, draft, count)
                reason = _said_before(text, kept, draft, one, n)
                if reason == _A_PART and _join_parts(kept, draft, replace(one, counts=(count,)), NAMES_NEAR):
                    continue
                if reason is None:
                    dropped += _take_back_vague(text, kept, draft, one, count)
                if reason is None:
                    counts.append(count)
                else:
                    dropped.append(f"“{count.words}” at {draft.focus}: {reason}")
            if counts or one.none:
                told.append(replace(one, counts=tuple(counts)))
        if not told and draft.sentence.section == "headline" and any(d.act.type == draft.act.type for d in kept):
            dropped.append(f"{draft.act.type} at {draft.focus}: the headline of what the body tells")
        elif told or draft.act_named:
            kept.append(replace(draft, told=tuple(told)))
    kept = [d for d in kept if d.told or d.act_named]
    return sorted(kept, key=lambda d: (d.sentence.index, d.index)), dropped


def _said_before(text: Text, kept: Sequence[Draft], draft: Draft, one: Told, n: int) -> str | None:
    """Why the n-th count of `one` is nothing new, or null."""
    apart = not draft.sums_up and draft.sentence.section != "headline"  # a sum does not swallow its parts
    earlier = [
        (d, t) for d in kept for t in d.told if t.effect == one.effect and t.counts and not (d.sums_up and apart)
    ]
    if not earlier:
        return None
    count = one.counts[n]
    if one.pronoun:
        return "“he” or “they” are people already told of"
    here = [(d, t) for d, t in earlier if not _another_event(d, draft, one)]
    everyone = count.words.lower().startswith("all ")
    if n < len(one.back) and one.back[n] and not one.toll and (here or not everyone):
        return "points back to people already told of"
    more = one.others or one.also
    if count.unit == "people" and _is_part(count) and here and not (more or one.toll or one.own):
        return _A_PART
    if n and one.back and one.back[0] and not one.toll and any(_holds(c, count) for _, t in earlier for c in t.counts):
        return "told again beside people already told of"
    if draft.sentence.section == "headline" and any(_rounds(count, c) for _, t in earlier for c in t.counts):
        return "the headline of a figure told in the body"
    own = [(d, t) for d, t in earlier if _same_voice(d, draft)]
    if _is_vague(count):
        own = [(d, t) for d, t in here if _same_voice(d, draft)]
    if _is_vague(count) and not one.others:
        held = [c for _, t in own for c in t.counts if _may_hold(c, count)]
        # "several were also seized" after "a leader and several others were seized": the lead told of all
        if any(not one.also or (count.effect == "detained" and _is_vague(c)) for c in held):
            return "the same people were told already"
    if _CONFIRMED.search(text.text, draft.start, draft.end) and any(
        _holds(c, count) for _, t in earlier for c in t.counts
    ):
        return "confirmed to be of those told of already"
    own = [(d, t) for d, t in here if _same_voice(d, draft)]
    if any(_same(c, count) for _, t in own for c in t.counts) and not (
        more and not any(t.others or t.also for _, t in own)
    ):
        return "the same figure was told already"
    if (
        count.best == 1
        and count.status is None
        and count.age is None
        and n < len(one.heads)
        and one.heads[n]
        and any(
            _speaks_of(text.text[d.start : d.end], one.heads[n]) for d, _ in earlier if d.sentence != draft.sentence
        )
    ):
        return "a person already told of"
    singles = [c.best for _, t in earlier for c in t.counts]
    if (
        len(one.counts) == 1
        and not more
        and (_sums_up(count) or count.status == "combatant")  # a force sums up the engagement it told blow by blow
        and not _SINCE.search(text.text, draft.start, draft.end)
        and len(singles) > 1
        and None not in singles
        and count.best == sum(b or 0 for b in singles)
    ):
        return "the sum of people already told of"
    return None


def _is_part(count: Count) -> bool:
    """ "Ten of them", but not "three of the injured" where it tells that they died: those were not told to have."""
    found = _PART_OF.search(count.words)
    if found is None:
        return False
    other = _OF_ANOTHER_EFFECT.get((found.group(1) or "").lower())
    return other is None or other == count.effect


def _speaks_of(words: str, head: str) -> bool:
    """Whether a sentence has the noun itself: "36 leaders" are not "a leader"."""
    return re.search(rf"\b{re.escape(head)}\b", words, re.IGNORECASE) is not None


_SINCE = re.compile(
    r"\b(?:since|so far|this year|past (?:week|month|year)|last (?:week|month|year)|in total)\b", re.IGNORECASE
)
# "ISAF confirmed the capture of a leader": who he was, of those told of before
_CONFIRMED = re.compile(
    r"\bconfirm(?:ed|s)?\s+(?:today\s+|yesterday\s+)?(?:the\s+(?:capture|arrest|detention|death|killing)\b"
    r"|(?:that\s+)?(?:[\w-]+\s+){1,6}(?:was|were)\s+(?:killed|captured|arrested|detained)\b)",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\bof (?:the|those|these|them|multiple|several)\b(?:\s(\w+))?", re.IGNORECASE)
_OF_ANOTHER_EFFECT = {"injured": "injured", "wounded": "injured", "missing": "missing", "hostages": "abducted"}
_NOBODY_NAMED = frozenset({"individuals", "men", "people", "persons"})
_ANYBODY = frozenset({"individuals", "men", "people", "suspects", "persons", "insurgents", "militants"})


def _rounds(headline: Count, body: Count) -> bool:
    """Whether a headline's number is the body's without its hedge: "17 killed" for "at least 17 civilians"."""
    if headline.best is None or headline.best not in (body.low, body.best):
        return False
    return headline.best > 1 or headline.words.lower() in ("one", "1")  # "one killed": nobody described


def _same_voice(a: Draft, b: Draft) -> bool:
    """The same speaker, or a headline, which speaks for whoever is quoted below it."""
    if "headline" in (a.sentence.section, b.sentence.section):
        return True
    if not b.speaker and all(_is_vague(c) and c.status == "combatant" for t in b.told for c in t.counts):
        return True  # "several insurgents were killed", told on after a force's account of it, is nobody's new figure
    if any(t.effect == "detained" for t in b.told) and not (a.speaker and b.speaker):
        return True  # a force tells of its own arrests, named or not
    return {s.name for s in a.speaker} == {s.name for s in b.speaker}


def _another_event(a: Draft, b: Draft, one: Told) -> bool:
    """Whether the text says that the two tell of two events; a headline tells of all of them.

    A force that tells of an arrest names one place after another (the province, then the compound): no second event.
    """
    if "headline" in (a.sentence.section, b.sentence.section):
        return False
    if one.effect == "detained":
        return a.occasion.turn != b.occasion.turn
    return are_two(a.occasion, b.occasion)


def _holds(whole: Count, part: Count) -> bool:
    """Whether the people of `part` may be among those of an earlier plural: "several suspects", "four insurgents"."""
    size = part.best if part.best is not None else part.low
    if _is_vague(whole):
        return True
    limit = whole.best or whole.low or 0
    return limit > 1 and size is not None and size < limit


def _is_vague(count: Count) -> bool:
    return count.low is None and count.best is None and count.high is None


def _same_people(x: Count, y: Count) -> bool:
    """Whether two counts of one voice may be the same people: "several insurgents", then "three insurgents"."""
    if x.status is not None and y.status is not None and x.status != y.status:
        return False
    a, b = x.words.split()[-1].lower(), y.words.split()[-1].lower()
    if a == b or len(y.words.split()) == 1:
        return True
    return x.effect == "detained" and b in _ANYBODY and (a in _ANYBODY or (_is_vague(y) and b in _NOBODY_NAMED))


_SCALES = (("million", 1_000_000), ("thousand", 1000))
_TENS = (("hundred", 200), ("scores", 40), ("dozens", 24), ("tens", 20))
_FAR = 100  # vague words this many times apart are not of the same people: "dozens", "hundreds of thousands"


def _least(vague: str) -> int:
    """The least that a vague word can mean: "hundreds" are no 45."""
    low = vague.lower()
    least = next((least for word, least in _TENS if word in low), 1)
    scale = next((scale for word, scale in _SCALES if word in low), 1)
    return least * scale if least * scale > 1 else 0


def _is_far(x: Count, y: Count) -> bool:
    """Whether two vague words are so far apart that they cannot be of the same people."""
    least, most = sorted((_least(x.words), _least(y.words)))
    return least > 0 and most >= _FAR * least


def _may_hold(told: Count, vague: Count) -> bool:
    """Whether people told of with a number may be those of a vague word now."""
    number = told.high or told.best or told.low
    open_above = told.hedge == "at_least"
    if _is_vague(told) and _is_far(told, vague):
        return False
    return _same_people(told, vague) and (number is None or open_above or number >= _least(vague.words))


def _sums_up(count: Count) -> bool:
    return count.best == 2 or count.words.split()[0].lower() in ("all", "the", "these", "those", "both", "in")


def _take_back_vague(text: Text, kept: list[Draft], draft: Draft, one: Told, count: Count) -> list[str]:
    """A number for people first told vaguely ("several insurgents", then "three insurgents") takes their place."""
    if _is_vague(count) or count.best == 1 or draft.sentence.section == "headline":
        return []
    if _SINCE.search(text.text, draft.start, draft.end):
        return []
    notes: list[str] = []
    for n, before in enumerate(kept):
        if (
            before.sums_up
            or not _same_voice(before, draft)
            or not 0 < draft.sentence.index - before.sentence.index <= NEAR
        ):
            continue
        if _another_event(before, draft, one):
            continue
        told: list[Told] = []
        for t in before.told:
            vague = [
                c
                for c in t.counts
                if t.effect == one.effect and _is_vague(c) and _may_hold(count, c) and not c.includes
            ]
            notes += [f"“{c.words}” at {before.focus}: told with a number later" for c in vague]
            told.append(replace(t, counts=tuple(c for c in t.counts if c not in vague)))
        kept[n] = replace(before, told=tuple(t for t in told if t.counts or t.none))
    return notes


def _take_back_barer(kept: list[Draft], draft: Draft, count: Count) -> list[str]:
    """The same figure told earlier without its parts gives way to the fuller sentence."""
    notes: list[str] = []
    for n, before in enumerate(kept):
        if before.sums_up or not _same_voice(before, draft):
            continue
        told: list[Told] = []
        for t in before.told:
            barer = [
                c
                for c in t.counts
                if c.effect == count.effect and not c.includes and not _is_vague(c) and _same(c, count)
            ]
            notes += [f"“{c.words}” at {before.focus}: told more fully later" for c in barer]
            told.append(replace(t, counts=tuple(c for c in t.counts if c not in barer)))
        kept[n] = replace(before, told=tuple(t for t in told if t.counts or t.none))
    return notes


def _take_in(text: Text, kept: list[Draft], draft: Draft, count: Count) -> list[str]:
    """One told of singly who is among a later plural: "a commander", then "five, including the commander".

    So are those whom a parenthesis after the plural describes: "a nurse and a cook", then "two women (a nurse and a
    cook)".
    """
    named = {_last_word(c) for c in count.includes if c.best == 1 and c.words.lower().startswith("the ")}
    named |= _described_in_parenthesis(text, draft, count)
    notes: list[str] = []
    if not named:
        return notes
    for n, before in enumerate(kept):
        if not 0 < draft.sentence.index - before.sentence.index <= NEAR:
            continue
        told: list[Told] = []
        for t in before.told:
            among = [c for w in t.counts for c in (w, *w.includes) if _is_among(c, count, named)]
            notes += [f"“{c.words}” at {before.focus}: among “{count.words}” told later" for c in among]
            counts = (replace(w, includes=tuple(c for c in w.includes if c not in among)) for w in t.counts)
            told.append(replace(t, counts=tuple(c for c in counts if c not in among)))
        kept[n] = replace(before, told=tuple(t for t in told if t.counts or t.none))
    return notes


def _is_among(single: Count, count: Count, named: set[str]) -> bool:
    return single.effect == count.effect and single.best == 1 and _last_word(single) in named


def _described_in_parenthesis(text: Text, draft: Draft, count: Count) -> set[str]:
    """The words of a parenthesis right after a plural with a number, or none."""
    if count.best is None or count.best < 2:
        return set()
    found = re.search(re.escape(count.words) + r"\s*\(([^()]{3,80})\)", text.text[draft.start : draft.end])
    return set(re.findall(r"[a-z]+", found.group(1).lower())) if found is not None else set()


def _last_word(count: Count) -> str:
    """The noun of a count without its prefix: "sub-commander" is a commander."""
    return count.words.lower().split()[-1].rsplit("-", 1)[-1]


def _same(x: Count, y: Count) -> bool:
    if (x.low, x.best, x.high) != (y.low, y.best, y.high):
        return False
    if any(
        p is not None and q is not None and p != q for p, q in ((x.status, y.status), (x.age, y.age), (x.sex, y.sex))
    ):
        return False
    if x.best is None and x.low is None and x.high is None:
        if _is_far(x, y):
            return False
        return x.words.split()[-1].lower() == y.words.split()[-1].lower()
    if x.best == 1:
        return x.words.split()[-1].lower() == y.words.split()[-1].lower()
    return not (x.includes and y.includes and x.includes[0].best != y.includes[0].best)


def _join_parts(kept: list[Draft], draft: Draft, one: Told, reach: int = 1) -> bool:
    """ "Among the dead were two children": parts of what the sentence before counts."""
    for n in range(len(kept) - 1, -1, -1):
        near = draft.sentence.index - kept[n].sentence.index
        if near < 0 or near > (NAMES_NEAR if one.trigger == NAMED else reach):
            continue
        for m, told in enumerate(kept[n].told):
            if told.effect != one.effect or not told.counts:
                continue
            whole = told.counts[0]
            size = whole.best if whole.best is not None else whole.low
            if any((c.best or 0) > (size or 10**9) for c in one.counts):
                continue
            parts = tuple(c for c in one.counts if not any(_same(c, p) for p in whole.includes))
            whole = replace(whole, includes=whole.includes + tuple(_of(p, whole) for p in parts))
            told = replace(told, counts=(whole, *told.counts[1:]))
            kept[n] = replace(
                kept[n],
                told=(*kept[n].told[:m], told, *kept[n].told[m + 1 :]),
                more=draft.sentence if near else kept[n].more,
            )
            return True
    return False


def _as_whole(one: Told) -> Told:
    """Parts of people whose number the text does not give near: "those killed", vague, with these parts."""
    words = "those injured" if one.effect == "injured" else "those killed"
    whole = Count(one.effect, words, None, None, None, "vague", includes=one.counts)
    return replace(one, counts=(whole,), parts_only=False)


def _of(part: Count, whole: Count) -> Count:
    return replace(part, status="civilian") if part.status is None and whole.status == "civilian" else part
