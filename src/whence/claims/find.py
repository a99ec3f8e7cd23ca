"""Finding claims. In comes a Text, out come its Claims, and what was set aside with the reason.

Sentence by sentence: people counted and acts named are found by rules, grouped into claims, given their speaker,
place, time, perpetrator, stance and scope; a figure that the same speaker says again is kept once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from whence.claims.acts import (
    ActMention,
    denial_words,
    find_acts,
    find_admission,
    find_denial,
    find_rebuttal,
    find_weapons,
    nearest_weapon,
    points_back,
)
from whence.claims.arabic import find_arabic
from whence.claims.figures.counts import find_told, may_tell
from whence.claims.figures.moved import is_of_leaving
from whence.claims.figures.reading import Told
from whence.claims.games import find_games
from whence.claims.happenings import read_occasions
from whence.claims.places.scene import find_wheres
from whence.claims.repeats import Draft, drop_repeats
from whence.claims.slots import fill, read_context, speaker_at
from whence.claims.sums import mark_sums
from whence.claims.untold import covered, find_figures, find_war, speaks_of
from whence.claims.words import Words, split_words
from whence.records import Act, Claim, Rejected, Sentence, Text
from whence.vocabulary import Vocabulary
from whence.vocabulary.garbled import legible

READ_SECTIONS = ("headline", "caption", "body", "background")
LANGUAGES = ("en", "ar")
_MAX_SENTENCE = 2500
_REBUTTED_WITHIN = 8  # sentences between an attack told and the charge of it turned away
_OWN_ACTS = frozenset({"ASSAULT", "COERCE", "ACCUSE", "MOBILIZE"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What `find_claims` makes of a text: its claims in reading order, and what was set aside, each with a reason."""

    claims: tuple[Claim, ...]
    aside: tuple[Rejected, ...]


def find_claims(text: Text, vocabulary: Vocabulary) -> Finding:
    """The claims of a text, each sentence by the rules of its script. Comments and boilerplate are never read. Pure."""
    if text.language is not None and text.language not in LANGUAGES:
        reason = f"language '{text.language}' has no reading rules: nothing was read"
        return Finding((), (Rejected("claims", text.document, reason),))
    arabic, aside_arabic = find_arabic(text, vocabulary, READ_SECTIONS)
    given, text = text.text, replace(text, text=legible(text.text))
    drafts, aside = _drafts(text, vocabulary)
    aside += aside_arabic
    if not drafts:
        return Finding(_in_order(arabic), tuple(aside))
    context = read_context(text, vocabulary)
    wheres = [[m.where for m in find_wheres(context.scene, s.index)] for s in text.sentences]
    occasions = read_occasions(text, wheres)
    drafts = [
        replace(draft, speaker=speaker_at(context, draft)[0], occasion=occasions[draft.sentence.index])
        for draft in drafts
    ]
    drafts, figurative = _without_games(text, drafts)
    aside += figurative
    kept, dropped = drop_repeats(text, mark_sums(text, drafts))
    aside += [Rejected("claims", text.document, reason) for reason in dropped]
    claims = {claim.id: claim for draft in kept for claim in fill(context, draft)}
    if given != text.text:  # a quotation is verbatim, garbled marks and all
        claims = {key: replace(claim, quote=given[claim.start : claim.end]) for key, claim in claims.items()}
    return Finding(_in_order((*arabic, *claims.values())), tuple(aside))


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda c: (c.start, c.end, c.id)))


def _drafts(text: Text, vocabulary: Vocabulary) -> tuple[list[Draft], list[Rejected]]:
    drafts: list[Draft] = []
    aside: list[Rejected] = []
    answers: list[tuple[Sentence, int]] = []
    gate = vocabulary.lexicon.act_gate | denial_words("deny") | denial_words("rebut") | {"responsibility"}
    leaving = is_of_leaving(text.text)
    war = find_war(text, vocabulary.armed)
    for sentence in text.sentences:
        if sentence.section not in READ_SECTIONS or sentence.repeats is not None:
            continue
        words_of = text.text[sentence.start : sentence.end]
        if len(words_of) > _MAX_SENTENCE:
            aside.append(
                Rejected(
                    "claims",
                    text.document,
                    f"a sentence of {len(words_of)} characters at {sentence.start} was not read",
                )
            )
            continue
        words = split_words(words_of)
        if gate.isdisjoint(words.low) and not may_tell(words, vocabulary.lexicon):
            continue
        told = find_told(words, vocabulary.lexicon, vocabulary.armed, leaving=leaving)
        acts = find_acts(words, vocabulary.lexicon)
        if (told or acts) and (figures := find_figures(words_of)):
            told = tuple(one for one in told if not covered(words.start[one.at], figures))
            acts = tuple(act for act in acts if not covered(words.start[act.first], figures))
        other = speaks_of(words_of, war=sentence.index in war, war_text=bool(war)) if told or acts else None
        if other is not None:
            aside.append(Rejected("claims", text.document, f"a sentence at {sentence.start} speaks of {other}"))
            continue
        attacked = any(d.act.type == "ASSAULT" for d in drafts)
        drafts += _of_sentence(sentence, words, told, acts, vocabulary, attacked)
        answer = find_denial(words)
        answer = answer if answer is not None else find_admission(words)
        if answer is None and (rebutted := find_rebuttal(words)) is not None and _told_lately(drafts, sentence):
            answer = rebutted
        if answer is not None:
            answers.append((sentence, words.start[answer]))
    drafts = _with_answers(text, drafts, answers)
    if war or any(_counts(draft) for draft in drafts):
        return drafts, aside
    no_war = "a figure of speech, in a text that speaks of no war and counts nobody harmed"
    aside += [Rejected("claims", text.document, f"{d.act.type} at {d.focus}: {no_war}") for d in drafts]
    return [], aside


def _told_lately(drafts: Sequence[Draft], sentence: Sentence) -> bool:
    """Whether an attack was told just before: "dismissed the accusation" alone may be about anything."""
    return any(d.act.type == "ASSAULT" and 0 < sentence.index - d.sentence.index <= _REBUTTED_WITHIN for d in drafts)


def _counts(draft: Draft) -> bool:
    """Whether people are counted, rather than said not to have been harmed."""
    return any(not one.none for one in draft.told)


def _without_games(text: Text, drafts: list[Draft]) -> tuple[list[Draft], list[Rejected]]:
    """The drafts without deeds of sport and markets in which nobody is counted, and those set aside."""
    games = find_games(text) if any(not d.told for d in drafts) else {}
    kept = [d for d in drafts if d.told or d.sentence.index not in games]
    aside = [
        Rejected("claims", text.document, f"{d.act.type} at {d.focus}: a figure of speech in a report of {games[i]}")
        for d in drafts
        if (i := d.sentence.index) in games and not d.told
    ]
    return kept, aside


def _of_sentence(
    sentence: Sentence,
    words: Words,
    told: tuple[Told, ...],
    acts: tuple[ActMention, ...],
    vocabulary: Vocabulary,
    attacked: bool,
) -> list[Draft]:
    """Tolds that belong to one act are one draft: killed and injured side by side; a second "killed" begins another."""
    drafts: list[Draft] = []
    weapons = find_weapons(words, vocabulary.lexicon) if told or acts else ()
    for one in told:
        last = drafts[-1] if drafts else None
        type_ = one.act or "ASSAULT"
        if (
            last is not None
            and last.act.type == type_
            and one.effect not in {t.effect for t in last.told}
            and not (type_ == "COERCE" and one.mode != last.act.mode)
            and not (one.none or one.parts_only or last.told[0].none or last.told[0].parts_only)
        ):
            drafts[-1] = replace(last, told=(*last.told, one))
            continue
        weapon = nearest_weapon(weapons, one.at) if type_ == "ASSAULT" else None
        act = Act(type_, one.mode or (weapon.mode if weapon else None), weapon.words if weapon else None)
        drafts.append(Draft(sentence, (one,), act, sentence.start + one.start, len(drafts)))
    own = tuple(act for act in acts if act.act.type in _OWN_ACTS)
    charged = any(act.act.type == "ACCUSE" for act in own) or find_denial(words) is not None
    if not charged:
        own = tuple(act for act in own if not points_back(words, act, attacked))
    return drafts + _acts_told(sentence, words, drafts, own)


def _acts_told(sentence: Sentence, words: Words, drafts: list[Draft], acts: tuple[ActMention, ...]) -> list[Draft]:
    """Acts named where nobody is counted: one of a type, two assaults only where they differ in mode.

    The charge or denial of a particular attack is that attack, with a stance; ACCUSE is left for general charges.
    """
    types = {d.act.type for d in drafts}
    effects = {t.effect for d in drafts for t in d.told}
    made: list[Draft] = []
    modes: set[str | None] = set()
    coercions = {d.act.mode for d in drafts if d.act.type == "COERCE"}
    for mention in acts:
        act = mention.act
        if act.mode == "deport" and "displaced" in effects:
            continue
        coerced = act.type == "COERCE" and mention.verb and act.mode not in coercions
        second = act.type == "ASSAULT" and "ASSAULT" not in {d.act.type for d in drafts} and len(modes) == 1
        if (
            act.type in types
            and not coerced
            and not (second and act.mode and None not in modes and act.mode not in modes)
        ):
            continue
        types.add(act.type)
        if act.type == "COERCE":
            coercions.add(act.mode)
        if act.type == "ASSAULT":
            modes.add(act.mode)
        at = sentence.start + words.start[mention.first]
        made.append(Draft(sentence, (), act, at, len(drafts) + len(made), act_named=True))
    if "ASSAULT" in types:
        made = [d for d in made if d.act.type != "ACCUSE"]
    return made


def _with_answers(text: Text, drafts: list[Draft], answers: list[tuple[Sentence, int]]) -> list[Draft]:
    """ "X has denied responsibility", "X claimed responsibility": the attack told last, denied or admitted."""
    made: list[Draft] = []
    for sentence, at in answers:
        if any(d.sentence.index == sentence.index and d.act.type in ("ASSAULT", "COERCE") for d in drafts):
            continue
        before = [d for d in drafts if d.sentence.index < sentence.index and d.act.type == "ASSAULT"]
        act = before[-1].act if before else Act("ASSAULT")
        made.append(Draft(sentence, (), act, sentence.start + at, 0, act_named=True))
    return sorted(drafts + made, key=lambda d: (d.sentence.index, d.index))
