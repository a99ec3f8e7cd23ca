"""Claims of the Arabic sentences of a text. In comes a Text, out come Claims and what was set aside, with reasons.

The order is that of the English rules: people counted and acts named, then who says it, who did it, where, when, with
what stand and scope; a figure that the same speaker says again is kept once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.claims.arabic.acts import ArabicMention, find_arabic_acts, find_arabic_weapons, nearest
from whence.claims.arabic.fill import fill_arabic, speaker_of
from whence.claims.arabic.scene import ArabicScene, Seen, read_arabic_scene
from whence.claims.arabic.told import find_told
from whence.claims.arabic.words import is_arabic
from whence.claims.figures.reading import Told
from whence.claims.repeats import Draft, drop_repeats
from whence.records import Act, Claim, Rejected, Sentence, Text
from whence.vocabulary import Vocabulary
from whence.vocabulary.arabic import ArabicLexicon, load_arabic

MAX_CHARACTERS = 2500
_OWN_ACTS = frozenset({"ASSAULT", "COERCE"})
_STANDS = frozenset({"denies", "admits", "accuses", "doubts", "disputes"})


def find_arabic(
    text: Text, vocabulary: Vocabulary, sections: Sequence[str]
) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    """The claims of the sentences in Arabic script, and what was set aside. Pure."""
    sentences = [s for s in text.sentences if s.section in sections and is_arabic(text.text[s.start : s.end])]
    if not sentences:
        return (), ()
    lexicon = load_arabic(vocabulary.pack.path if vocabulary.pack is not None else None)
    long = [s for s in sentences if s.end - s.start > MAX_CHARACTERS]
    aside = [
        Rejected("claims", text.document, f"a sentence of {s.end - s.start} characters at {s.start} was not read")
        for s in long
    ]
    scene = read_arabic_scene(text, [s for s in sentences if s not in long], vocabulary, lexicon)
    drafts = [d for s in sentences if s.repeats is None and s.index in scene.seen for d in _drafts(scene, s, lexicon)]
    if not drafts:
        return (), tuple(aside)
    drafts = [replace(d, speaker=speaker_of(scene, d)) for d in drafts]
    kept, dropped = drop_repeats(text, drafts)
    aside += [Rejected("claims", text.document, reason) for reason in dropped]
    kept = [replace(d, told=tuple(_verbatim(text.text[d.start : d.end], one) for one in d.told)) for d in kept]
    claims = {claim.id: claim for draft in kept for claim in fill_arabic(scene, draft)}
    return tuple(claims.values()), tuple(aside)


def _verbatim(sentence: str, one: Told) -> Told:
    """Parts of the dead told alone stand in a whole without a number, in the text's own words."""
    plain = " ".join(sentence.split())
    counts = tuple(c if c.words in plain else replace(c, words=one.trigger) for c in one.counts)
    return replace(one, counts=counts)


def _drafts(scene: ArabicScene, sentence: Sentence, lexicon: ArabicLexicon) -> list[Draft]:
    """Tolds that belong to one act are one draft: killed and injured side by side; a second "killed" begins another."""
    seen = scene.seen[sentence.index]
    told = find_told(seen.words, lexicon, seen.groups, seen.triggers)
    acts = find_arabic_acts(seen.words, lexicon)
    drafts: list[Draft] = []
    for one in told:
        last = drafts[-1] if drafts else None
        type_ = one.act or "ASSAULT"
        if last is not None and last.act.type == type_ and _goes_with(last.told, one):
            drafts[-1] = replace(last, told=(*last.told, one))
            continue
        drafts.append(
            Draft(sentence, (one,), _act_of(seen, lexicon, one, type_), sentence.start + one.start, len(drafts))
        )
    return drafts + _acts_told(sentence, seen, drafts, acts)


def _goes_with(told: tuple[Told, ...], one: Told) -> bool:
    if one.none:
        return told[0].none
    if told[0].none or one.parts_only or told[0].parts_only:
        return False
    return one.effect not in {t.effect for t in told}


def _act_of(seen: Seen, lexicon: ArabicLexicon, one: Told, type_: str) -> Act:
    if type_ != "ASSAULT":
        return Act(type_, one.mode)
    weapon = nearest(find_arabic_weapons(seen.words, lexicon), one.at)
    mode = one.mode or (weapon.mode if weapon else None)
    return Act(type_, mode, weapon.words if weapon else None)


def _acts_told(sentence: Sentence, seen: Seen, drafts: list[Draft], acts: tuple[ArabicMention, ...]) -> list[Draft]:
    """Acts named where nobody is counted, one of a type; a denial or admission is of the act it names."""
    types = {d.act.type for d in drafts}
    stands = any(s.stance in _STANDS for s in seen.said)
    made: list[Draft] = []
    for mention in sorted(acts, key=lambda m: (m.back, not m.act.mode, m.first)):
        act = mention.act
        if act.type not in _OWN_ACTS or act.type in types or (mention.back and not stands):
            continue
        types.add(act.type)
        at = sentence.start + seen.words.start[mention.first]
        made.append(Draft(sentence, (), act, at, len(drafts) + len(made), act_named=True))
    if stands and not drafts and not made and any(s.stance == "doubts" for s in seen.said):
        said = next(s for s in seen.said if s.stance == "doubts")
        made.append(
            Draft(sentence, (), Act("ASSAULT"), sentence.start + seen.words.start[said.last - 1], 0, act_named=True)
        )
    return made
