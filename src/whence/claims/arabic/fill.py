"""The slots of an Arabic claim. In come drafts of one text, out come Claims with all slots."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from whence.claims.arabic.doers import ArabicDoer, doer_for, target_for
from whence.claims.arabic.places import most_specific
from whence.claims.arabic.scene import ArabicScene, Seen
from whence.claims.arabic.times import ArabicTime
from whence.claims.arabic.voices import ArabicSaid, said_for
from whence.claims.confidence import with_confidence
from whence.claims.repeats import Draft
from whence.claims.scope import WAR_TOLL, guess_scope
from whence.records import Claim, DeniedPart, Effect, PartyRef, Scope, Speaker, Stance, When, Where
from whence.vocabulary.arabic import folded_set, stems

FINDER = "rules-ar-v1"
_CARRY = 4  # sentences back from which a place or time is carried
_WHOLE = frozenset(
    {"مسووليه", "مسووليته", "مسووليتها", "ضلوع", "تورط", "صله", "علاقه", "وقوف", "طايراتها", "طايراته", "قواتها"}
)


def speaker_of(scene: ArabicScene, draft: Draft) -> tuple[Speaker, ...]:
    said = _said(scene.seen[draft.sentence.index], draft)
    return said.speakers if said is not None else ()


def fill_arabic(scene: ArabicScene, draft: Draft) -> list[Claim]:
    """The draft as a claim."""
    text, sentence = scene.text, draft.sentence
    seen = scene.seen[sentence.index]
    at = _at(seen, draft)
    counts = tuple(count for told in draft.told for count in told.counts)
    said = _said(seen, draft)
    stance: Stance = said.stance if said is not None else "asserts"
    doer, doer_reason = _doer(scene, seen, at, said, stance)
    target = target_for(seen.doers, at, _as_doer(doer, at))
    when, when_reason, kinds = _when(scene, draft, at)
    scope, scope_reason = _scope(scene, draft, when, kinds, counts)
    where, where_reason = _where(scene, draft, at, scope)
    denied = _denied(seen, stance)
    claim = Claim(
        id=_id(text.document, draft, "|".join(c.words for c in counts), stance),
        document=text.document,
        start=draft.start,
        end=draft.end,
        quote=text.text[draft.start : draft.end],
        act=draft.act,
        counts=() if stance == "denies" and "number" not in denied else counts,
        scope=scope,
        where=where,
        when=when,
        alleged_perpetrator=doer,
        target=target,
        speaker=said.speakers if said is not None else (),
        stance=stance,
        denied=denied,
        none_reported=_none_reported(draft),
        finder=FINDER,
        reading=(
            *(f"{told.effect}: read from “{told.trigger}”" for told in draft.told),
            said.reason if said is not None else "no speaker is named: the publisher says it",
            doer_reason, when_reason, where_reason, scope_reason,
        ),
    )  # fmt: skip
    answers = _answers(scene, draft, claim, said)
    return [with_confidence(one, draft.told, sentence.section) for one in (claim, *answers)]


def _answers(scene: ArabicScene, draft: Draft, claim: Claim, said: ArabicSaid | None) -> list[Claim]:
    """Denials and admissions by others in the same sentence: the same act, no counts."""
    seen = scene.seen[draft.sentence.index]
    made: list[Claim] = []
    for other in seen.said if draft.index == 0 else ():
        if other is said or other.stance in ("asserts", "accuses"):
            continue
        mention = next((d for d in seen.doers if d.first >= other.first and d.last <= other.last), None)
        words = mention.party.words if mention is not None else other.speakers[0].name
        made.append(
            replace(
                claim,
                id=_id(claim.document, draft, "", f"{other.stance}{other.first}"),
                counts=(),
                none_reported=(),
                alleged_perpetrator=PartyRef(words, other.party) if other.party else claim.alleged_perpetrator,
                speaker=other.speakers,
                stance=other.stance,
                denied=_denied(seen, other.stance),
                reading=(other.reason,),
            )
        )
    return made


def _id(document: str, draft: Draft, words: str, stance: str) -> str:
    """Stable for the same material: where it stands, which it is of its sentence, and the words of harm."""
    key = f"{draft.start}:{draft.end}:{draft.index}:{draft.act.type}:{stance}:{words}"
    return f"{document}#{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:10]}"


def _at(seen: Seen, draft: Draft) -> int:
    """The word at which the claim's first figure or act stands."""
    if draft.told:
        return draft.told[0].at
    offset = draft.focus - draft.sentence.start
    return max((i for i, start in enumerate(seen.words.start) if start <= offset), default=0)


def _said(seen: Seen, draft: Draft) -> ArabicSaid | None:
    return said_for(seen.said, _at(seen, draft)) or seen.carried


def _none_reported(draft: Draft) -> tuple[Effect, ...]:
    return tuple(dict.fromkeys(told.effect for told in draft.told if told.none))


def _as_doer(doer: PartyRef | None, at: int) -> ArabicDoer | None:
    return ArabicDoer(at, at, doer, "doer") if doer is not None else None


def _doer(
    scene: ArabicScene, seen: Seen, at: int, said: ArabicSaid | None, stance: Stance
) -> tuple[PartyRef | None, str]:
    """The doer nearest to the deed; who admits or denies a deed of its own is its doer."""
    found = doer_for(seen.doers, at)
    if said is not None and said.party is not None and _is_own(seen, said):
        return PartyRef(said.speakers[0].name, said.party), f"{said.speakers[0].name} tells of its own deed"
    own = said.party if said is not None and stance in ("denies", "admits") else None
    if own is not None and (found is None or stance == "admits"):
        assert said is not None
        own_words = said.speakers[0].name
        mention = next((d for d in seen.doers if d.first >= said.first and d.last <= said.last), None)
        ref = PartyRef(mention.party.words if mention is not None else own_words, own)
        return ref, f"{own_words} speaks of a deed laid to itself"
    if found is not None:
        return found.party, f"“{found.party.words}”: named as doing it"
    return None, "no doer is named"


def _is_own(seen: Seen, said: ArabicSaid) -> bool:
    """ "the army said that it killed": the speaker's own deed."""
    low = seen.words.low[said.last : said.last + 3]
    return bool(low) and (
        low[0] in ("انه", "انها", "انهم") or any(w in ("طايراتها", "طايراته", "قواته", "قواتها") for w in low)
    )


def _denied(seen: Seen, stance: Stance) -> tuple[DeniedPart, ...]:
    if stance != "denies":
        return ()
    return ("responsibility",) if _WHOLE & set(seen.words.low) else ("act",)


# ---------------------------------------------------------------- when and where


def _when(scene: ArabicScene, draft: Draft, at: int) -> tuple[When, str, set[str]]:
    seen = scene.seen[draft.sentence.index]
    kinds = {str(t.mention.kind) for t in seen.times}
    own = [t for t in seen.times if not _is_spoken(seen, t)]
    if own:
        best = min(
            own, key=lambda t: (t.mention.when.date_start is None, t.mention.kind != "since", _apart(seen, t, at))
        )
        return best.mention.when, f"time: “{best.mention.when.words}” in the sentence", kinds
    war = any(size >= WAR_TOLL for size in _sizes(draft))  # takes no day from the story
    for back in range(1, 1 if war else _CARRY + 1):
        before = scene.seen.get(draft.sentence.index - back)
        for one in reversed(before.times if before is not None else ()):
            told = before is not None and not _is_spoken(before, one)
            if told and one.mention.kind in ("day", "period") and one.mention.when.date_start is not None:
                when = replace(one.mention.when, anchor="carried")
                return when, f"time: carried from “{when.words}” {back} sentence(s) before", kinds
    return When(), "time: the text does not let one tell", kinds


def _is_spoken(seen: Seen, one: ArabicTime) -> bool:
    """The day somebody spoke: between the verb of saying and "that", or right after the speaker."""
    after = seen.words.low[one.last] if one.last < len(seen.words.low) else ""
    for said in seen.said:
        if said.leads and said.first < one.first and after in ("ان", "بان", "انه", "انها", "انهم"):
            return True
        beside = said.leads and said.first < one.first <= said.last + 1
        if beside and (one.last <= said.last or after in ("عن", "،")):
            return True
    return False


def _apart(seen: Seen, one: ArabicTime, at: int) -> int:
    lo, hi = (at, one.first) if one.first >= at else (one.last, at)
    breaks = sum(w in ("،", "وكان", "بعد", "؛") for w in seen.words.low[lo:hi])
    return hi - lo + 8 * breaks + (5 if one.first < at else 0)


def _where(scene: ArabicScene, draft: Draft, at: int, scope: Scope) -> tuple[Where, str]:
    """The finest place of the sentence; an event without one lies where the sentences before it are about."""
    seen = scene.seen[draft.sentence.index]
    best = most_specific(seen.places, at)
    if best is not None and (best.level >= 2 or scope != "incident" or not _earlier(scene, draft)):
        return best.where, f"place: “{best.where.words}” in the sentence"
    for back in range(1, _CARRY + 1 if scope == "incident" else 1):
        before = scene.seen.get(draft.sentence.index - back)
        carried = most_specific(before.places, 0) if before is not None else None
        if carried is not None and carried.level >= 2:
            return carried.where, f"place: carried from “{carried.where.words}” {back} sentence(s) before"
    if best is not None:
        return best.where, f"place: “{best.where.words}” in the sentence"
    return Where(), "place: none is named"


def _earlier(scene: ArabicScene, draft: Draft) -> bool:
    return any(
        p.level >= 2
        for back in range(1, _CARRY + 1)
        if (before := scene.seen.get(draft.sentence.index - back)) is not None
        for p in before.places
    )


def _scope(
    scene: ArabicScene, draft: Draft, when: When, kinds: set[str], counts: tuple[object, ...]
) -> tuple[Scope, str]:
    """The rules of periods and tolls that English has, with the cues of Arabic."""
    seen = scene.seen[draft.sentence.index]
    published = scene.text.published.day if scene.text.published is not None else None
    effects = {told.effect for told in draft.told}
    cues = {hit.entry for i in range(len(seen.words.low)) if (hit := scene.lexicon.scope_cues.at(seen.words.low, i))}
    if "background" in cues and (
        not counts or max(_sizes(draft), default=0) >= 5000 or not max(_sizes(draft), default=0)
    ):
        return "background", "it tells of the whole war"
    since = "since" in kinds and "recent" not in cues
    scope, reason = guess_scope(
        "", section=draft.sentence.section, when=when, time_kinds=kinds - {"since"} | ({"since"} if since else set()),
        published=published, counts=tuple(c for told in draft.told for c in told.counts),
    )  # fmt: skip
    if (
        scope == "cumulative"
        and not since
        and not (_is_running(seen) or "cumulative" in cues or "territory" in effects)
    ):
        return "incident", "one event within a period"
    if scope == "incident" and "cumulative" in cues and "recent" not in cues:
        return "cumulative", "its words tell of a period"
    return scope, reason


_DURING = folded_set("خلال طوال طيلة مدى مدار غضون منذ")


def _is_running(seen: Seen) -> bool:
    """Whether a period is told of as one that was counted over: "during the last month"."""
    return any(stem in _DURING for word in seen.words.low for _, stem in stems(word)[:2])


def _sizes(draft: Draft) -> list[int]:
    return [c.best or c.low or 0 for told in draft.told for c in told.counts]
