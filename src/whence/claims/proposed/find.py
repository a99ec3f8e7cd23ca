"""A model's proposals as Claims. In come a Text and the model's words, out come Claims, and what was set aside and why.

Every quote must stand in the article's own sentences, every word in the text, every number in the words. A proposal of
which anything is not so is set aside whole: a wrong figure costs a reader more than a missed one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from whence.claims.find import Finding
from whence.claims.proposed.answers import ProposalsError, parse_answer
from whence.claims.proposed.figures import UnsupportedError, check_count, check_parts
from whence.claims.proposed.grounding import Ground, Grounded
from whence.claims.proposed.harm import CHECKED, NO_HARM, fault_of, read_otherwise
from whence.claims.proposed.known import MAX_CHARACTERS, Known, read_known
from whence.claims.proposed.orders import find_orders
from whence.claims.proposed.shape import Proposal, ProposedCount, ProposedPart
from whence.claims.proposed.slots import Standing, read_party, read_speakers, read_when, read_where, shorten
from whence.records import Act, Claim, Count, Rejected, Sentence, Text
from whence.vocabulary import Vocabulary
from whence.vocabulary.garbled import legible
from whence.vocabulary.invisible import count_hidden

STAGE = "llm"
MOST_SENTENCES = 3
LONGEST_QUOTE = 1500
_SURE, _PLAIN, _UNCHECKED = 0.6, 0.5, 0.35  # not measured: no model is at hand to measure with

__all__ = ["STAGE", "ProposalsError", "find_proposed"]


def find_proposed(text: Text, vocabulary: Vocabulary, content: str, finder: str) -> Finding:
    """The claims of a model's answer about this text and no other, in reading order. Pure.

    `finder` is noted with each claim. Raises ProposalsError where the whole answer cannot be used.
    """
    answer = parse_answer(content)
    known, ground, orders = read_known(text, vocabulary), Ground(text), find_orders(text)
    aside = [*_warnings(text, orders), *answer.aside]
    claims: dict[tuple[object, ...], Claim] = {}
    for number, proposal in answer.proposals:
        try:
            claim = _claim(known, ground, orders, proposal, finder)
        except UnsupportedError as problem:
            aside.append(f"proposal {number} (“{shorten(proposal.quote)}”): {problem}")
            continue
        if (key := _sameness(claim)) in claims:
            aside.append(f"proposal {number} (“{shorten(proposal.quote)}”): says the same as an earlier one")
            continue
        claims[key] = claim
    ordered = sorted(claims.values(), key=lambda claim: (claim.start, claim.end, claim.id))
    return Finding(tuple(ordered), tuple(Rejected(STAGE, text.document, reason) for reason in aside))


def _warnings(text: Text, orders: dict[int, str]) -> list[str]:
    words = dict.fromkeys(orders.values())
    found = [f"a sentence speaks to a machine (“{said}”): no claim is taken from it or after it" for said in words]
    hidden = count_hidden(legible(text.text))
    return found + ([f"{hidden} characters that no reader sees were not shown to the model"] if hidden else [])


def _claim(known: Known, ground: Ground, orders: dict[int, str], proposal: Proposal, finder: str) -> Claim:
    """One proposal, checked slot by slot. Raises UnsupportedError with the first thing the text does not bear out."""
    quote, sentences = _quote(ground, proposal.quote)
    if any(sentence.index in orders for sentence in sentences):
        raise UnsupportedError("it stands in or after a sentence that speaks to a machine, not to a reader")
    standing = Standing(known, ground, quote, orders)
    counts, remarks = _counts(standing, sentences, proposal.counts)
    effects = {part.effect for count in counts for part in (count, *count.includes)}
    denied = proposal.stance in ("denies", "doubts", "disputes")
    attack = proposal.act.type == "ASSAULT" and proposal.stance == "asserts" and not effects & NO_HARM
    if effects & CHECKED or attack:
        fault = fault_of(known, sentences, effects, denied=denied)
        if fault is not None:
            raise UnsupportedError(fault)
    weapon = _weapon(standing, proposal.act.weapon)
    where, where_reason = read_where(standing, proposal.where)
    when, when_reason = read_when(standing, proposal.when)
    doer, doer_reason = read_party(standing, proposal.alleged_perpetrator, "doer")
    target, _ = read_party(standing, proposal.target, "target")
    speaker, speaker_reason = read_speakers(standing, proposal.speaker)
    parts = tuple(dict.fromkeys(proposal.denied)) if proposal.stance == "denies" else ()
    start, end = sentences[0].start, sentences[-1].end
    kept = counts if proposal.stance != "denies" or "number" in parts else ()
    act = Act(proposal.act.type, proposal.act.mode, weapon)
    return Claim(
        id=_id(known.text.document, f"{start}:{end}:{act}:{proposal.stance}:{proposal.scope}:{speaker}:{kept}"),
        document=known.text.document,
        start=start,
        end=end,
        quote=ground.exact(start, end),
        act=act,
        counts=kept,
        scope=proposal.scope,
        where=where,
        when=when,
        alleged_perpetrator=doer,
        target=target,
        speaker=speaker,
        stance=proposal.stance,
        denied=parts,
        confidence=_UNCHECKED if remarks else _SURE if kept else _PLAIN,
        finder=finder,
        reading=(
            f"quoted by the model {quote.how}",
            *remarks,
            *(() if known.by_rules else (f"language '{known.text.language}': read by the model alone",)),
            speaker_reason, doer_reason, when_reason, where_reason,
        ),
    )  # fmt: skip


def _quote(ground: Ground, words: str) -> tuple[Grounded, tuple[Sentence, ...]]:
    """Where the quote stands, and the sentences it stands in."""
    if len(words.split()) < 2:
        raise UnsupportedError("its quote is no sentence")
    if len(words) > LONGEST_QUOTE:
        raise UnsupportedError(f"its quote is longer than {LONGEST_QUOTE} characters")
    found = ground.find(words)
    if not found:
        raise UnsupportedError("its quote does not stand in the article's own text")
    sentences = ground.sentences_of(found[0].start, found[0].end)
    if len(sentences) > MOST_SENTENCES:
        raise UnsupportedError(f"its quote runs over {len(sentences)} sentences")
    start, end = sentences[0].start, sentences[-1].end
    if any(sentence.end - sentence.start > MAX_CHARACTERS for sentence in sentences):
        raise UnsupportedError(f"its sentence is longer than {MAX_CHARACTERS} characters: a table, or a broken page")
    return Grounded(start, end, found[0].how), sentences


def _counts(
    standing: Standing, sentences: Sequence[Sentence], proposed: Sequence[ProposedCount]
) -> tuple[tuple[Count, ...], tuple[str, ...]]:
    """The counts that the quote bears out, and remarks on numbers that could not be checked."""
    counts: list[Count] = []
    remarks: list[str] = []

    def check(part: ProposedPart) -> Count:
        places = standing.stands(part.words, "the figure")
        place, sentence = places[0]
        if sentence not in sentences:
            raise UnsupportedError(f"the figure “{shorten(part.words)}” does not stand in its quote")
        words = standing.ground.cut(place)
        if (fault := read_otherwise(standing.known, sentence, words, part.effect)) is not None:
            raise UnsupportedError(fault)
        count, remark = check_count(standing.known, part, place, sentence, words)
        remarks.extend([remark] if remark else [])
        return count

    for one in proposed:
        whole = check(one)
        parts = tuple(_of_whole(check(part), whole) for part in one.includes)
        check_parts(whole, parts)
        counts.append(replace(whole, includes=tuple(dict.fromkeys(parts))))
    return tuple(dict.fromkeys(counts)), tuple(remarks)


def _of_whole(part: Count, whole: Count) -> Count:
    """A part of civilians is civilian, as the rules have it, unless its own words say otherwise."""
    return replace(part, status="civilian") if whole.status == "civilian" and part.status is None else part


def _weapon(standing: Standing, words: str | None) -> str | None:
    if not words or not words.strip():
        return None
    return standing.ground.cut(standing.stands(words, "the weapon")[0][0])


def _sameness(claim: Claim) -> tuple[object, ...]:
    """What two proposals share that say the same: a figure of one speaker, or one act in one sentence."""
    figures = tuple((c.effect, c.low, c.best, c.high, c.words if c.best is None else "") for c in claim.counts)
    doer = claim.alleged_perpetrator.party if claim.alleged_perpetrator else None
    place = () if figures else (claim.start, claim.end, doer, claim.where.words, claim.act.mode)
    return claim.act.type, figures, claim.speaker, claim.stance, claim.scope, place


def _id(document: str, claim: str) -> str:
    """Stable for the same proposal, and never that of a claim the rules found."""
    return f"{document}#{hashlib.sha1(f'{STAGE}:{claim}'.encode(), usedforsecurity=False).hexdigest()[:10]}"
