"""The slots of a claim. In come drafts of one text, out come Claims with speaker, place, time, doer, stance and scope.

What is read once per document (who speaks where, which parties, which places and times) is kept in a `Context`; each
slot says in a short sentence how it was read.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from whence.claims.doers import Doers, doer_at, find_doers, target_at
from whence.claims.places import Scene, find_wheres, read_scene, where_for
from whence.claims.repeats import Draft
from whence.claims.scope import guess_scope
from whence.claims.speakers import Attributions, find_attributions, said_at
from whence.claims.stance import guess_stance, other_stands
from whence.claims.times import TimeMention, find_times
from whence.records import Claim, Count, Effect, PartyRef, Sentence, Speaker, Text, When, Where
from whence.vocabulary import Vocabulary

FINDER = "rules-v1"
CARRY_SENTENCES = 6
WAR_TOLL = 5000
RECENT_DAYS = 31
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|told\s+[\w'’.-]+|told\s+(?:the\s+)?[\w'’.-]+\s+[\w'’.-]+|added|reported|announced|called|speaking|speaking\s+to\s+\w+)"
    r"(?:\s+in\s+\w+)?(?:\s+(?:on|late|early))*\s*$",
    re.IGNORECASE,
)

_SUPERSEDED = re.compile(
    r"\b(?:earlier|initially|previously|originally|at first)\b[^.]{0,30}"
    r"\b(?:said|gave|given|put|reported|announced|counted|told)\b"
    r"|\b(?:said|reported|announced)\s+(?:earlier|initially|previously|at first)\b"
    r"|\b(?:previous|earlier|initial|preliminary)\s+(?:death\s+)?(?:toll|count|figure|estimate)s?\b",
    re.IGNORECASE,
)
_TIMED = ("headline", "caption", "body", "background")
_LESS_THAN = re.compile(r"\bless than an? (week|month|year)\b", re.IGNORECASE)
_ALREADY = re.compile(r"\balready\b", re.IGNORECASE)
_SAME_PERIOD = re.compile(r"\bsame (?:period|time|day|stretch)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:have|has)\b", re.IGNORECASE)
_CLAUSES = re.compile(
    r"\b(?:when|while|after|before|although|but|which|who)\b|;", re.IGNORECASE
)  # "the ministry on Thursday denied": the day it was said, not the day it happened
_SAYS_AFTER = re.compile(
    r"\s+(?:said|says|denied|denies|announced|told|reported|added|confirmed|lowered|raised|revised|claimed|accused|blamed"
    r"|rejected|condemned|admitted|acknowledged|dismissed|warned)\b",
    re.IGNORECASE,
)
_SUBJECT_CHARACTERS = 80  # how far into a sentence its subject and the day it spoke may reach

_CHARGE_SHEET = re.compile(
    r"\b(?:linked\s+to|responsible\s+for|involved\s+in|suspected\s+of|accused\s+of|wanted\s+for|known\s+for|associated\s+with"
    r"|in\s+connection\s+with|participated\s+in|took\s+part\s+in|planned|similar\s+to)\b[^.]{0,120}"
    r"\b(?:that|which|attacks?|bombings?|assaults?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of one document before its claims are filled."""

    text: Text
    attributions: Attributions
    doers: Doers
    times: tuple[tuple[TimeMention, ...], ...]
    scene: Scene


def read_context(text: Text, vocabulary: Vocabulary) -> Context:
    """Speakers, parties, places and times of the document."""
    eras = dict(vocabulary.pack.eras) if vocabulary.pack is not None else {}
    published = text.published.day if text.published is not None else None
    times = tuple(
        find_times(text.text[s.start : s.end], published, eras=eras) if s.section in _TIMED else ()
        for s in text.sentences
    )
    return Context(
        text,
        find_attributions(text, vocabulary.pack),
        find_doers(text, vocabulary.pack),
        times,
        read_scene(text, vocabulary.gazetteer),
    )


def speaker_at(context: Context, draft: Draft) -> tuple[tuple[Speaker, ...], str]:
    said, reason = said_at(context.attributions, draft.sentence.index, draft.focus - draft.sentence.start)
    return tuple(dict.fromkeys(speaker for one in said for speaker in one.chain)), reason


def fill(context: Context, draft: Draft) -> list[Claim]:
    """The draft as a claim, and a second one where another speaker denies or admits it in the same sentence."""
    text, sentence = context.text, draft.sentence
    words = text.text[sentence.start : sentence.end]
    counts = tuple(count for told in draft.told for count in told.counts)
    focus = _focus(draft)
    said, speaker_reason = said_at(context.attributions, sentence.index, focus[0])
    doer, doer_reason = _doer(context, draft, focus)
    target, _ = target_at(context.doers, sentence.index, focus, doer)
    when, when_reason = _when(context, sentence, focus)
    if when.anchor == "carried" and any((c.best or 0) >= WAR_TOLL for c in counts):
        when, when_reason = When(), "time: a figure of a whole war takes no day from the story"
    fighters = bool(counts) and all(c.status == "combatant" for c in counts)
    stand = guess_stance(words, said, doer, focus, combatants=fighters)
    kinds = {m.kind for m in context.times[sentence.index]}
    published = text.published.day if text.published is not None else None
    scope, scope_reason = guess_scope(
        words, section=sentence.section, when=when, time_kinds=kinds, published=published, counts=counts, focus=focus
    )
    charge = _CHARGE_SHEET.search(words[: focus[0]])
    if charge is not None and scope == "incident":
        scope, scope_reason = "background", f"“{charge.group()}”: an earlier deed of somebody told of now"
    if _is_sending(draft) and _ALREADY.search(words, focus[1]):
        scope, scope_reason = "background", "troops that are there already"
    where, where_reason = _where(context, draft)
    claim = Claim(
        id=_id(text.document, draft, counts, stand.stance),
        document=text.document,
        start=draft.start,
        end=draft.end,
        quote=text.text[draft.start : draft.end],
        act=draft.act,
        counts=() if stand.stance == "denies" and "number" not in stand.denied else counts,
        scope=scope,
        where=where,
        when=when,
        alleged_perpetrator=doer,
        target=target,
        speaker=tuple(dict.fromkeys(speaker for one in said for speaker in one.chain)),
        stance=stand.stance,
        denied=stand.denied,
        none_reported=_none_reported(draft),
        superseded=_SUPERSEDED.search(words, max(0, focus[0] - 60), focus[1]) is not None,
        confidence=confidence_of(draft, doer, when, where),
        finder=FINDER,
        reading=(
            *(f"{told.effect}: read from “{told.trigger}”" for told in draft.told),
            speaker_reason, doer_reason, when_reason, where_reason, stand.reason, scope_reason,
        ),
    )  # fmt: skip
    return [claim, *_answers(context, draft, claim)]


def _none_reported(draft: Draft) -> tuple[Effect, ...]:
    """The effects that the text says were not reported; "no casualties" is nobody killed and nobody injured."""
    found: list[Effect] = []
    for told in draft.told:
        if told.none:
            found += ["killed", "injured"] if told.trigger.lower() == "casualties" else [told.effect]
    return tuple(dict.fromkeys(found))


def _doer(context: Context, draft: Draft, focus: tuple[int, int]) -> tuple[PartyRef | None, str]:
    """Who is said to have done it; troops are sent by the side they belong to."""
    if _is_sending(draft):
        for mention in context.doers.mentions[draft.sentence.index]:
            if focus[0] <= mention.start < focus[1]:
                return PartyRef(mention.words, mention.party), f"“{mention.words}”: the side of the troops sent"
    return doer_at(context.doers, draft.sentence.index, focus)


def _is_sending(draft: Draft) -> bool:
    return bool(draft.told) and all(told.effect == "deployed" for told in draft.told)


def _focus(draft: Draft) -> tuple[int, int]:
    """Offsets in the sentence of the first figure, else of the act."""
    if draft.told:
        return draft.told[0].start, draft.told[0].end
    at = draft.focus - draft.sentence.start
    return at, at + 1


def _answers(context: Context, draft: Draft, claim: Claim) -> list[Claim]:
    """Denials and admissions by others in the same sentence: the same act, no counts."""
    made: list[Claim] = []
    for other in other_stands(context.attributions, draft.sentence.index, _focus(draft)):
        made.append(
            replace(
                claim,
                id=_id(claim.document, draft, (), f"{other.stand.stance}{other.start}"),
                counts=(),
                none_reported=(),
                speaker=other.speaker,
                stance=other.stand.stance,
                denied=other.stand.denied,
                reading=(other.stand.reason,),
            )
        )
    return made


def _when(context: Context, sentence: Sentence, focus: tuple[int, int]) -> tuple[When, str]:
    """The time nearest to the focus that is not when somebody spoke; else one carried from just before."""
    words = context.text.text[sentence.start : sentence.end]
    own = _told_times(context, sentence.index)
    if own:
        running = _PERFECT.search(words, max(0, focus[0] - 25), focus[1] + 30) is not None
        best = min(
            own,
            key=lambda m: (
                not (running and m.kind == "since"),
                m.kind in ("vague", "duration"),
                _distance(words, m, focus[0]),
            ),
        )
        if best.when.date_start is None and (since := _campaign(context, best.when.words or "")) is not None:
            return replace(since, words=best.when.words, anchor="carried"), f"time: since “{since.words}”"
        if best.when.date_start is not None or not _SAME_PERIOD.search(best.when.words or ""):
            return best.when, f"time: “{best.when.words}” in the sentence"
        return _carried(context, sentence, best.when.words, ("since", "period", "day"))
    carried, reason = _carried(context, sentence, None, ("day", "period"))
    spoken = [m for m in context.times[sentence.index] if m.kind == "day" and m.when.date_start is not None]
    if spoken and carried.date_end is not None and _is_history(context, carried):
        return spoken[0].when, f"time: “{spoken[0].when.words}”, when it was said; nothing nearer is told"
    return carried, reason


def _campaign(context: Context, words: str) -> When | None:
    """ "in less than a month": the campaign that the text says began within that time, where it tells of just one."""
    span = _LESS_THAN.search(words)
    published = context.text.published
    if span is None or published is None:
        return None
    limit = {"week": 7, "month": 31, "year": 366}[span[1].lower()]
    found = {
        (m.when.date_start, m.when.date_end): m.when
        for times in context.times
        for m in times
        if m.kind == "since" and m.when.date_start is not None and 0 < (published.day - m.when.date_start).days < limit
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_history(context: Context, when: When) -> bool:
    published = context.text.published
    return published is not None and when.date_end is not None and (published.day - when.date_end).days > RECENT_DAYS


def _carried(context: Context, sentence: Sentence, own_words: str | None, kinds: tuple[str, ...]) -> tuple[When, str]:
    """The last time of those kinds told just before, with its own words where the sentence has some."""
    for back in range(1, CARRY_SENTENCES + 1):
        index = sentence.index - back
        if index < 0:
            break
        for mention in reversed(_told_times(context, index)):
            if mention.kind in kinds and mention.when.date_start is not None:
                when = replace(mention.when, anchor="carried", words=own_words or mention.when.words)
                return when, f"time: carried from “{mention.when.words}” {back} sentence(s) before"
    return When(words=own_words), "time: the text does not let one tell"


def _told_times(context: Context, index: int) -> list[TimeMention]:
    """The times of a sentence that are neither the report's own date nor when somebody spoke."""
    sentence = context.text.sentences[index]
    if sentence.section not in _TIMED:
        return []
    words = context.text.text[sentence.start : sentence.end]
    stamp = context.text.published.words if context.text.published is not None else None
    return [
        m
        for m in context.times[index]
        if not (stamp and m.when.words and m.when.words in stamp)
        and not _SAID_BEFORE.search(words[: m.start])
        and not (m.start < _SUBJECT_CHARACTERS and _SAYS_AFTER.match(words, m.end))
    ]


def _distance(words: str, mention: TimeMention, focus: int) -> int:
    """Characters between a time and the focus; every clause between them makes it longer."""
    if mention.start >= focus:
        between, apart = words[focus : mention.start], mention.start - focus
    else:
        between, apart = words[mention.end : focus], focus - mention.end + 5
    joints = between.count(" and ") if mention.start >= focus else 0
    return apart + 40 * (len(_CLAUSES.findall(between)) + joints)


def _where(context: Context, draft: Draft) -> tuple[Where, str]:
    sentences = (draft.sentence,) if draft.more is None else (draft.sentence, draft.more)
    focus = draft.sentence.start + _focus(draft)[0]
    if _is_sending(draft):
        end = draft.sentence.start + _focus(draft)[1]
        near = [m for m in find_wheres(context.scene, draft.sentence.index) if 0 <= m.start - end < 40]
        if near:
            return near[0].where, f"place: “{near[0].where.words}”, where the troops are sent"
    if draft.told and draft.told[0].effect == "territory":
        end = draft.sentence.start + draft.told[0].end
        inside = [m for m in find_wheres(context.scene, draft.sentence.index) if focus <= m.start < end]
        if inside:
            return inside[0].where, f"place: “{inside[0].where.words}”, the ground itself"
    return where_for(sentences, focus, context.text, context.scene)


def _id(document: str, draft: Draft, counts: tuple[Count, ...], stance: str) -> str:
    """Stable for the same material: where it stands, which it is of its sentence, and the words of harm."""
    key = f"{draft.start}:{draft.end}:{draft.index}:{draft.act.type}:{stance}:{'|'.join(c.words for c in counts)}"
    return f"{document}#{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:10]}"


def confidence_of(draft: Draft, doer: PartyRef | None, when: When, where: Where) -> float:
    """A small table of features, added up: a number with a noun is surest, "he" and back-references least."""
    score = 0.5 if draft.told else 0.4
    for told in draft.told[:1]:
        for count in told.counts[:1]:
            score += 0.15 if count.best is not None and count.hedge in ("exact", "at_least") else 0.0
            score += 0.1 if count.status or count.age or count.words.endswith(("people", "others")) else 0.0
        score -= 0.2 if told.pronoun or any(told.back) else 0.0
    score += 0.05 if doer is not None and doer.party != "unknown" else 0.0
    score += 0.05 if when.date_start is not None else 0.0
    score += 0.05 if where.name is not None else 0.0
    score -= 0.1 if draft.sentence.section in ("headline", "caption") else 0.0
    return round(min(0.95, max(0.1, score)), 2)
