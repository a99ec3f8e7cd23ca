"""Who says it, in Arabic. In come the sentences of a document, out come for each the attributions in it.

The verb stands before its speaker ("said residents that …"); "according to" before or after; a verb alone has the last
speaker; the publisher's own correspondent is nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from whence.claims.arabic.words import ArabicWords, has
from whence.records import Speaker, Stance
from whence.vocabulary.arabic import ArabicCue, ArabicLexicon, ArabicVoice, Hit

_REACH = 9  # words in which a speaker is looked for after a cue
_STOPS = frozenset(
    ("ان", "بان", "انه", "انها", "انهم", ":", "،", ".", "«", '"', "“", "قولهم", "قوله", "قولها", "عبر", "عن", "قولهن")
)
_SAME = frozenset(("ذاته", "نفسه", "ذاتها", "نفسها"))
_AFTER_ONLY = frozenset(("ل", "لـ"))


@dataclass(frozen=True, slots=True)
class ArabicSaid:
    """An attribution: the cue at words[first:last] (`last` is past its speaker), who speaks, and whether it leads."""

    first: int
    last: int
    speakers: tuple[Speaker, ...]
    stance: Stance
    leads: bool
    party: str | None
    reason: str


def find_said(
    words: ArabicWords, lexicon: ArabicLexicon, before: ArabicSaid | None, harm: frozenset[int], own: frozenset[str]
) -> tuple[ArabicSaid, ...]:
    """The attributions of a sentence, left to right. `before` is the last speaker of the text, `harm` words where
    somebody is said to be harmed, `own` the article's own agencies."""
    found: list[ArabicSaid] = []
    heading = _heading(words, lexicon)
    if heading is not None:
        found.append(heading)
    i = 0
    while i < len(words.low):
        hit = lexicon.cues.at(words.low, i)
        denied = i and words.low[i - 1] in ("لم", "لا", "ولم", "ولا", "لن")
        if hit is None or denied or hit.glued not in ("", "و", "ف", "ل") or (found and i < found[-1].last):
            i += 1
            continue
        said = _said(words, i, hit, lexicon, found[-1] if found else before, harm)
        if said is not None and not (own and said.speakers and said.speakers[0].name.casefold() in own):
            found.append(said)
        i = max(i + 1, said.last if said is not None else hit.last)
    return tuple(found)


def _heading(words: ArabicWords, lexicon: ArabicLexicon) -> ArabicSaid | None:
    """ "The Observatory: …" """
    if ":" not in words.low[:6]:
        return None
    colon = words.low.index(":")
    hit = lexicon.voices.at(words.low, 0)
    if hit is None or hit.last != colon or (hit.entry.kind == "government" and hit.entry.sort == "name"):
        return None
    speaker = Speaker(hit.entry.name, hit.entry.kind)
    return ArabicSaid(0, colon + 1, (speaker,), "asserts", True, hit.entry.party, f"“{words.cut(0, colon)}:” says it")


def _said(
    words: ArabicWords,
    i: int,
    cue: Hit[ArabicCue],
    lexicon: ArabicLexicon,
    before: ArabicSaid | None,
    harm: frozenset[int],
) -> ArabicSaid | None:
    low, j = words.low, cue.last
    leads = cue.entry.shape != "according"
    early = _subject_first(words, i, lexicon, cue)
    if early is not None:
        return early
    if j >= len(low) or low[j] in _STOPS or j in harm or low[j] in ("ب", "الي"):
        if cue.entry.shape == "say" and before is not None:
            return ArabicSaid(
                i, j, before.speakers, cue.entry.stance, leads, before.party, _reason(words, i, j, before.speakers)
            )
        return None
    end = _phrase_end(words, j, harm, lexicon)
    voices = _voices_in(words, j, end, lexicon)
    at_once = lexicon.voices.at(low, j) is not None
    if voices and cue.entry.stance == "accuses" and not at_once:
        voices = []  # the first body named is the accused
        end = next((k for k in range(j + 1, end) if lexicon.voices.at(low, k) is not None), end)
    if not voices:
        return _nameless(words, i, j, end, cue, lexicon, leads, before)
    last, voice = voices[0]
    if voice.sort == "people" and voice.name == "source" and before is not None and low[j] == "المصدر":
        return ArabicSaid(
            i, last, before.speakers, cue.entry.stance, leads, before.party, _reason(words, i, last, before.speakers)
        )
    if voice.sort == "office":
        body = next((v for _, v in voices[1:] if v.sort in ("name", "state") or v.kind == "rescuer"), None)
        voice = body or voice
        last = max(k for k, _ in voices[: 2 if body else 1])
    elif voice.sort == "reporter":
        return None
    name, last = _of_nation(words, last, voice, lexicon)
    speakers: tuple[Speaker, ...] = (Speaker(name, voice.kind),)
    if end < len(low) and low[end] == "عن" and cue.entry.stance == "asserts":
        quoted = _voices_in(words, end + 1, _phrase_end(words, end + 1, harm, lexicon), lexicon)
        if quoted:
            last, inner = quoted[0]
            speakers = (Speaker(inner.name, inner.kind), *speakers)
            voice = inner
    return ArabicSaid(i, last, speakers, cue.entry.stance, leads, voice.party, _reason(words, i, last, speakers))


def _of_nation(words: ArabicWords, last: int, voice: ArabicVoice, lexicon: ArabicLexicon) -> tuple[str, int]:
    """ "the Ethiopian government": the noun with its nation, and the index after both."""
    if voice.sort != "state" or last >= len(words.low):
        return voice.name, last
    nation = lexicon.demonyms.at(words.low, last)
    if nation is None or nation.glued not in ("", "ال"):
        return voice.name, last
    return f"{nation.entry.name} {voice.name}", nation.last


def _reason(words: ArabicWords, i: int, last: int, speakers: tuple[Speaker, ...]) -> str:
    return f"“{words.cut(i, last)}”: {speakers[0].name}" if speakers else f"“{words.cut(i, last)}”"


def _subject_first(words: ArabicWords, i: int, lexicon: ArabicLexicon, cue: Hit[ArabicCue]) -> ArabicSaid | None:
    """ "The ministry denies …": the speaker right before the verb, at the head of the sentence."""
    for first in range(max(0, i - 6), i):
        hit = lexicon.voices.at(words.low, first)
        if hit is not None and hit.last == i and hit.entry.sort != "reporter" and first <= 2:
            speaker = Speaker(hit.entry.name, hit.entry.kind)
            reason = f"“{words.cut(first, cue.last)}”: {speaker.name}"
            return ArabicSaid(first, cue.last, (speaker,), cue.entry.stance, True, hit.entry.party, reason)
    return None


def _phrase_end(words: ArabicWords, j: int, harm: frozenset[int], lexicon: ArabicLexicon) -> int:
    """Where the noun phrase of a speaker ends."""
    end = j
    while end < len(words.low) and end < j + _REACH:
        if (words.low[end] in _STOPS and end > j) or end in harm:
            break
        end += 1
    return end


def _voices_in(words: ArabicWords, j: int, end: int, lexicon: ArabicLexicon) -> list[tuple[int, ArabicVoice]]:
    """The speakers named in words[j:end], each with the index after it."""
    found: list[tuple[int, ArabicVoice]] = []
    k = j
    while k < end:
        hit = lexicon.voices.at(words.low, k)
        if hit is None or (k == j and hit.glued not in ("", "ال", "ل", "لل", "ب")) or hit.glued.startswith("و"):
            k += 1
            if not found and k > j + 3:
                break
            continue
        if found and hit.entry.sort == "name" and hit.glued in ("ل", "لل") and found[0][1].sort == "people":
            break  # "a witness told Reuters"
        state = lexicon.state_nouns.at(words.low, k)
        nation = lexicon.demonyms.at(words.low, hit.last) if hit.last < len(words.low) else None
        if state is not None and state.last == hit.last and nation is not None and hit.entry.sort == "name":
            hit = state  # "the army" of a pack is not another nation's
        found.append((hit.last, hit.entry))
        k = max(hit.last, k + 1)
    return found


def _nameless(
    words: ArabicWords,
    i: int,
    j: int,
    end: int,
    cue: Hit[ArabicCue],
    lexicon: ArabicLexicon,
    leads: bool,
    before: ArabicSaid | None,
) -> ArabicSaid | None:
    """A speaker of no list: the words themselves; "the organisation" is the one told of before."""
    deed = next((k for k in range(j, end) if lexicon.acts.at(words.low, k) is not None), end)
    last = min(deed, j + 4)
    while last > j and (lexicon.times.at(words.low, last - 1) is not None or not words.low[last - 1][0].isalpha()):
        last -= 1
    if last <= j or words.low[j] in ("في", "من", "علي", "عن", "ما") or words.low[j][0].isdigit():
        return None
    if last == j + 1 and words.low[j] in (
        "المنظمه",
        "الشبكه",
        "المصدر",
        "الوكاله",
        "البيان",
        "المركز",
        "اللجنه",
        "الوزاره",
    ):
        if before is None:
            return None  # "the organisation", and none was told of
        return ArabicSaid(
            i, last, before.speakers, cue.entry.stance, leads, before.party, _reason(words, i, last, before.speakers)
        )
    if cue.entry.shape == "according" and cue.glued:
        return None
    return _own_words(words, i, j, last, cue, leads)


def _own_words(words: ArabicWords, i: int, j: int, last: int, cue: Hit[ArabicCue], leads: bool) -> ArabicSaid:
    speaker = Speaker(words.cut(j, last), "person")
    return ArabicSaid(i, last, (speaker,), cue.entry.stance, leads, None, f"“{words.cut(i, last)}” says it")


def said_for(said: tuple[ArabicSaid, ...], at: int) -> ArabicSaid | None:
    """Who says what stands at word `at`: the last who leads to it, else one who follows."""
    leading = [s for s in said if s.leads and s.last <= at + 1]
    if leading:
        return leading[-1]
    trailing = [s for s in said if not s.leads]
    if trailing:
        return min(trailing, key=lambda s: abs(s.first - at))
    return None


def goes_on(words: ArabicWords, lexicon: ArabicLexicon) -> bool:
    """Whether a sentence without a speaker carries on what the one before says: "and", "as well"."""
    if not words.low:
        return False
    first = words.low[0]
    return first in ("كما", "واضاف", "و") or (
        first.startswith("و")
        and len(first) > 3
        and not has(words.low, lexicon.place_words["kind"], 0, 1)
        and not first.startswith(("وكان", "وفي", "ولم", "وقع", "وسط", "وصل", "وزير", "وزاره"))
    )
