"""The slots of a claim. In come drafts of one text, out come Claims with speaker, place, time, doer, stance and scope.

What is read once per document (who speaks where, which parties, which places and times) is kept in a `Context`; each
slot says in a short sentence how it was read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.claims.confidence import with_confidence
from whence.claims.doers import Doers, doer_at, find_doers, target_at
from whence.claims.happenings import find_happenings
from whence.claims.places.others import where_from
from whence.claims.places.scene import Scene, find_wheres, read_scene
from whence.claims.places.where import count_places, where_for
from whence.claims.repeats import Draft
from whence.claims.scope import find_charge, guess_scope
from whence.claims.times.dating import when_at
from whence.claims.times.timeline import Dates, read_dates
from whence.claims.voices.speakers import Attributions, Said, find_attributions, said_at
from whence.claims.voices.stance import guess_stance, other_stands
from whence.records import Claim, Count, Effect, PartyRef, Speaker, Text, When, Where
from whence.vocabulary import Vocabulary
from whence.vocabulary.phrases import lower

FINDER = "rules-v1"
WAR_TOLL = 5000
_HEAD = 1500  # characters in which a dateline stands
_SUPERSEDED = re.compile(
    r"\b(?:earlier|initially|previously|originally|at first)\b[^.]{0,30}"
    r"\b(?:said|gave|given|put|reported|announced|counted|told)\b"
    r"|\b(?:said|reported|announced)\s+(?:earlier|initially|previously|at first)\b"
    r"|\b(?:previous|earlier|initial|preliminary)\s+(?:death\s+)?(?:toll|count|figure|estimate)s?\b",
    re.IGNORECASE,
)
_ALREADY = re.compile(r"\balready\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of one document before its claims are filled."""

    text: Text
    attributions: Attributions
    doers: Doers
    dates: Dates
    scene: Scene


def read_context(text: Text, vocabulary: Vocabulary) -> Context:
    """Speakers, parties, places and times of the document."""
    eras = dict(vocabulary.pack.eras) if vocabulary.pack is not None else {}
    attributions = find_attributions(text, vocabulary.pack)
    happenings = find_happenings(text)
    return Context(
        text,
        attributions,
        find_doers(text, vocabulary.pack),
        read_dates(text, attributions, eras, happenings),
        read_scene(text, vocabulary.gazetteer, happenings),
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
    doer, doer_reason = _doer(context, draft, focus, said)
    target, _ = target_at(context.doers, sentence.index, focus, doer)
    when, when_reason = when_at(context.dates, sentence.index, focus)
    of_a_day = when.anchor == "carried" and not lower(when.words or "").startswith(("since", "ever since"))
    if of_a_day and any((c.best or 0) >= WAR_TOLL for c in counts):
        when, when_reason = When(), "time: a figure of a whole war takes no day from the story"
    fighters = bool(counts) and all(c.status == "combatant" for c in counts)
    stand = guess_stance(words, said, doer, focus, combatants=fighters)
    kinds = {m.kind for m in context.dates.named[sentence.index]}
    published = text.published.day if text.published is not None else None
    scope, scope_reason = guess_scope(
        words,
        section=sentence.section,
        when=when,
        time_kinds=kinds,
        published=published,
        counts=counts,
        focus=focus,
        story_day=context.dates.story_day,
        places=count_places(text, context.scene, sentence.index, sentence.start + focus[0]),
    )
    if _lends_no_day(when, words, scope, scope_reason, counts):
        when, when_reason = When(), "time: a state or a running total takes no day from another sentence"
    if scope == "background" and any((c.best or 0) >= WAR_TOLL for c in counts):
        doer, doer_reason = None, "doer: a figure of a whole war is laid to nobody"
    charge = find_charge(words[: focus[0]], doer_named=doer is not None)
    if charge is not None and scope == "incident":
        scope, scope_reason = "background", f"“{charge}”: an earlier deed of somebody told of now"
    if scope == "incident" and draft.sums_up:
        scope, scope_reason = "cumulative", "a sum over several operations or places, told one by one below"
    if _is_sending(draft) and _ALREADY.search(words, focus[1]):
        scope, scope_reason = "background", "troops that are there already"
        when, when_reason = When("already"), "time: “already”, since no day that the text tells"
    past = published is not None and when.date_end is not None and (published - when.date_end).days > 365
    of_war = "whole war" in scope_reason or any(c.effect == "killed" and (c.best or 0) >= WAR_TOLL for c in counts)
    where, where_reason = _where(context, draft, once=scope == "incident", of_war=of_war and not past)
    if scope == "incident" and when == When() and (day := _only_day(context)) is not None:
        when, when_reason = day, "time: the report names no day but that of its dateline, which is taken for it"
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
        finder=FINDER,
        reading=(
            *(f"{told.effect}: read from “{told.trigger}”" for told in draft.told),
            speaker_reason, doer_reason, when_reason, where_reason, stand.reason, scope_reason,
        ),
    )  # fmt: skip
    return [with_confidence(one, draft.told, sentence.section) for one in (claim, *_answers(context, draft, claim))]


# states that go on: a day told of an attack says nothing of when they began
_BURIED = re.compile(r"\b(?:rubble|debris|buried|collapsed)\b", re.IGNORECASE)
_STATES = frozenset(("trapped", "displaced", "territory"))


def _lends_no_day(when: When, words: str, scope: str, reason: str, counts: Sequence[Count]) -> bool:
    """Whether a day carried from another sentence is none of this total or state; a total over places keeps its day."""
    if when.anchor != "carried" or (when.words or words) in words:
        return False
    if counts and all(count.effect in _STATES for count in counts) and not _BURIED.search(words):
        return True
    if scope != "cumulative":
        return False
    return when.date_start == when.date_end and "places" not in reason


def _only_day(context: Context) -> When | None:
    """The day in the brackets of a dateline as that of what is told, where a text names no other time; else null.

    A release that says "CITY (Oct. 5) A patrol found …" means that day or the one before, so it is no exact day
    (`date_prec` 2); one headed "Oct. 5: Patrol finds …" means the day. How long something took ("a two-day
    operation") names no other day. A day from an option, from metadata or from the head of a page is never taken so.
    """
    published = context.text.published
    if published is None or published.how != "dateline" or not published.words:
        return None
    own = (published.day, published.day)
    other = (m for told in context.dates.named for m in told if (m.when.date_start, m.when.date_end) != own)
    if any(m.kind != "duration" for m in other):
        return None
    head = context.text.text[:_HEAD]
    if f"({published.words}" in head:
        return When(None, published.day, published.day, 2, "published")
    if head.lstrip().startswith(f"{published.words}:"):
        return When(published.words, published.day, published.day, 1, "published")
    return None


def _none_reported(draft: Draft) -> tuple[Effect, ...]:
    """The effects that the text says were not reported; "no casualties" is nobody killed and nobody injured."""
    found: list[Effect] = []
    for told in draft.told:
        if told.none:
            found += ["killed", "injured"] if told.trigger.lower() == "casualties" else [told.effect]
    return tuple(dict.fromkeys(found))


def _doer(context: Context, draft: Draft, focus: tuple[int, int], said: Sequence[Said]) -> tuple[PartyRef | None, str]:
    """Who is said to have done it; troops are sent by the side they belong to."""
    if _is_sending(draft):
        for mention in context.doers.mentions[draft.sentence.index]:
            if focus[0] <= mention.start < focus[1]:
                return PartyRef(mention.words, mention.party), f"“{mention.words}”: the side of the troops sent"
    held = bool(draft.told) and draft.told[0].effect == "territory"
    return doer_at(context.doers, draft.sentence.index, focus, said, territory=held)


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


def _where(context: Context, draft: Draft, *, once: bool, of_war: bool) -> tuple[Where, str]:
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
    if draft.told and draft.told[0].effect == "evacuated":
        span = (focus, draft.sentence.start + draft.told[0].end)
        left = where_from(context.text, context.scene, draft.sentence, span)
        if left is not None:
            return left
    return where_for(sentences, focus, context.text, context.scene, once=once, of_war=of_war)


def _id(document: str, draft: Draft, counts: tuple[Count, ...], stance: str) -> str:
    """Stable for the same material: where it stands, which it is of its sentence, and the words of harm."""
    key = f"{draft.start}:{draft.end}:{draft.index}:{draft.act.type}:{stance}:{'|'.join(c.words for c in counts)}"
    return f"{document}#{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:10]}"
