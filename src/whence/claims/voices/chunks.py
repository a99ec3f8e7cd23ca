"""Phrases that can speak. In comes a sentence, out come its noun phrases that name a person, a body or a witness.

A phrase is put together from atoms (known bodies, nouns of the table `speaker_nouns`, capitalised names, pronouns)
and the small words between them; no parser is needed, and missing commas do no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from whence.vocabulary.packs import Pack, PackSpeaker, read_speakers
from whence.vocabulary.phrases import PhraseFinder, straight
from whence.vocabulary.tables import DATA, read_table

Sort = Literal["alias", "people", "title", "body", "thing", "name", "pronoun"]


class SpeakerNoun(NamedTuple):
    """A row's words of `speaker_nouns.csv`: the sort of noun, and the kind of speaker it makes."""

    sort: Sort
    kind: str


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of a sentence that names somebody, or a part of such a name; half-open offsets in the sentence."""

    start: int
    end: int
    sort: Sort
    kind: str
    words: str
    speaker: PackSpeaker | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Atoms that make one phrase ("Ali Example, head of the group"); `start` includes its article and adjectives."""

    start: int
    end: int
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What is known of speakers, with a pack or without; made once per pack by `speaker_lexicon`."""

    aliases: PhraseFinder[PackSpeaker]
    nouns: PhraseFinder[SpeakerNoun]
    sides: PhraseFinder[str]


def words_of(block: str) -> frozenset[str]:
    """A set of words written as running text."""
    return frozenset(block.split())


_TOKEN = re.compile(r"[^\W_](?:[\w.'’-]*\w)?\.?|\S")
_PARTICLES = words_of("""al el bin ibn abu bint de la van der von al- du da dos del""")
_NOT_NAMES = words_of(
    """the a an and but or in on at of to for from by with as after before while when where since until during if so he
    she it they we i you his her its their our this that these those there here what which who whose whom not no
    however meanwhile elsewhere earlier later also yet both either neither some many most more several other another
    each all any few two three four five six seven eight nine ten dozens hundreds thousands at least monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow one speaking
    according asked citing quoting despite although though because then now than still only just even added said
    told says claimed reported confirmed announced under over about between among against via per is are was were be
    been has have had do does did will would could should can may might must"""
)
_PRONOUNS = words_of("""he she it they""")
_MODIFIERS = words_of(
    """the a an one two three four five six seven eight nine ten several some many other another both local senior
    high-ranking top leading former unnamed anonymous independent international military medical pro-government
    anti-government pro-opposition pro-rebel british-based britain-based uk-based london-based us-based government
    opposition rebel official state state-run private prominent foreign western regional provincial national army
    security police aid rescue health hospital intelligence city town village district area diplomatic well-informed
    informed reliable various numerous different few human rights monitoring war media news political religious
    tribal civil defence defense federal central same young old elderly veteran first second third its his her
    their another's semi-official unverified unconfirmed initial early preliminary latest
    extremist hard-line hardline militant jihadist volunteer activist charity pro-syrian pan-arab"""
)
# a phrase begins with its article or number; what stands before is another phrase
_FIRST_WORDS = words_of(
    "the a an one two three four five six seven eight nine ten several some its his her their another"
)
_LINK = re.compile(
    r",?\s+(?:of|for|at|in|with|from|inside)\s+(?:(?:the|a|an|its|their|his|her)\s+)?(?:(?!\w+ed\b|said|told)[a-z'-]+\s+)?"
    r"(?:(?:in|of|for)\s+(?:the\s+)?)?$"
)
_STANDING_IN = re.compile(r"\s+(?:of|in|at|from|inside)\s+(?:the\s+|eastern\s+|western\s+|northern\s+|southern\s+)?$")
_APPOSITION = re.compile(r"\s*,?\s*(?:(?:a|an|the|who is|who heads|its|their|local|senior)\s+){0,2}$")


@lru_cache(maxsize=16)
def speaker_lexicon(pack: Pack | None) -> Lexicon:
    """Known speakers and speaking nouns for a pack, or in general; the pack's own words go first."""
    known = (*(pack.speakers if pack else ()), *read_speakers())
    aliases = PhraseFinder((words, speaker) for speaker in known for words in (speaker.name, *speaker.aliases))
    nouns: list[tuple[str, SpeakerNoun]] = []
    for row in read_table(DATA / "speaker_nouns.csv", ("sort", "kind", "words", "example")):
        sort: Sort = row["sort"]  # type: ignore[assignment]
        nouns += [(words.strip(), SpeakerNoun(sort, row["kind"])) for words in row["words"].split("|")]
    parties = pack.parties if pack else ()
    sides = PhraseFinder((w, forms.key) for forms in parties if forms.kind != "people" for w in forms.words)
    return Lexicon(aliases, PhraseFinder(nouns), sides)


def find_chunks(sentence: str, lexicon: Lexicon, *, capitals: bool = False) -> tuple[Chunk, ...]:
    """The speaking phrases of a sentence, in its order; `capitals` says that case tells nothing."""
    atoms = _find_atoms(sentence, lexicon, capitals)
    chunks: list[list[Atom]] = []
    for atom in atoms:
        gap = sentence[chunks[-1][-1].end : atom.start] if chunks else ""
        if chunks and _joins(chunks[-1], atom, gap) and not _ends_in_place(sentence, chunks[-1], atom, gap):
            chunks[-1].append(atom)
        else:
            chunks.append([atom])
    floor = 0
    made: list[Chunk] = []
    for group in chunks:
        start = _modified_start(sentence, group[0], floor)
        made.append(Chunk(start, group[-1].end, tuple(group)))
        floor = group[-1].end
    return tuple(made)


def _find_atoms(sentence: str, lexicon: Lexicon, capitals: bool) -> list[Atom]:
    atoms = [
        Atom(f.start, f.end, "alias", f.value.kind, sentence[f.start : f.end], f.value)
        for f in lexicon.aliases.find(sentence, capitals=capitals)
    ]
    taken = [(a.start, a.end) for a in atoms]
    for found in lexicon.nouns.find(sentence, capitals=capitals):
        over = [a for a in atoms if a.start < found.end and found.start < a.end]
        heads = found.value.sort in ("people", "title") and all(a.end < found.end for a in over)
        if not heads and any(a.end - a.start >= found.end - found.start for a in over):
            continue
        # "opposition sources", "government officials": the longer noun wins over a body's name inside it
        atoms = [a for a in atoms if a not in over]
        words = sentence[found.start : found.end]
        atoms.append(Atom(found.start, found.end, found.value.sort, found.value.kind, words))
    taken = sorted((a.start, a.end) for a in atoms)
    atoms += _find_names(sentence, taken, atoms, capitals)
    ordered = sorted(_organisations(sentence, atoms), key=lambda a: a.start)
    ordered = [a for a, b in zip_longest(ordered, ordered[1:]) if not _is_adjective(sentence, a, b)]
    return [a for a, b in zip(ordered, [None, *ordered], strict=False) if not _is_verb(sentence, a, b)]


def _is_verb(sentence: str, atom: Atom, previous: Atom | None) -> bool:
    """ "reports" right after a name is what it does ("the agency reports")."""
    if atom.words.lower() not in ("reports", "report", "documents", "document", "estimates") or previous is None:
        return False
    return sentence[previous.end : atom.start].strip() == "" and previous.sort in ("alias", "name", "body")


def _is_adjective(sentence: str, atom: Atom, following: Atom | None) -> bool:
    """ "official", "local" and the like before a name or body are adjectives ("the official SANA agency")."""
    adjective = atom.words.lower() in ("official", "resident", "expert", "local")
    if not (adjective or atom.words.lower().endswith("opposition")) or following is None:
        return False
    if not adjective and following.sort != "alias":
        return False
    return sentence[atom.end : following.start].strip() == "" and following.sort in ("alias", "body", "people")


def _find_names(sentence: str, taken: list[tuple[int, int]], atoms: list[Atom], capitals: bool) -> list[Atom]:
    """Capitalised runs and pronouns outside what is known already."""
    covered = bytearray(len(sentence))
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    names: list[Atom] = []
    run: tuple[int, int] | None = None
    for token in _TOKEN.finditer(sentence):
        start, end = token.span()
        word = token.group()
        if not covered[start] and word.lower() in _PRONOUNS:
            names.append(Atom(start, end, "pronoun", "", word.lower()))
        named = not covered[start] and _is_name_word(word, capitals)
        named = named and not (start == 0 and word.lower() in _MODIFIERS)
        joined = run is not None and sentence[run[1] : start].strip(" \n") == ""
        if (named and run is not None and joined) or (
            run is not None and joined and word.lower() in _PARTICLES and not covered[start]
        ):
            run = (run[0], end)
        else:
            if run is not None:
                names += _name_atom(sentence, run)
            run = (start, end) if named else None
    if run is not None:
        names += _name_atom(sentence, run)
    return names


def _is_name_word(word: str, capitals: bool) -> bool:
    if capitals or word.lower().rstrip(".") in _NOT_NAMES:
        return False
    if word[0].isupper():
        return True
    return word[:3] in ("al-", "el-", "as-", "ad-", "ar-", "at-", "an-", "az-", "ez-") and word[3:4].isupper()


def _name_atom(sentence: str, run: tuple[int, int]) -> list[Atom]:
    words = sentence[run[0] : run[1]]
    words = words if re.search(r"\b\w\.\w\.$", words) else words.rstrip(" .")
    while words.split() and words.split()[-1] in _PARTICLES:
        words = words.rsplit(None, 1)[0] if " " in words else ""
    for mark in ("'s", "’s"):
        words = words.removesuffix(mark)
    return [Atom(run[0], run[0] + len(words), "name", "", words)] if len(words) > 1 else []


def _organisations(sentence: str, atoms: list[Atom]) -> list[Atom]:
    """A capitalised noun of bodies next to a capitalised run makes one name: "Aleppo Police Command"."""
    ordered = sorted(atoms, key=lambda a: a.start)
    made: list[Atom] = []
    for atom in ordered:
        previous = made[-1] if made else None
        if previous is not None and sentence[previous.end : atom.start].strip() == "":
            pair = {previous.sort, atom.sort}
            capital = previous.words[:1].isupper() and atom.words[:1].isupper()
            if capital and pair in ({"name", "body"}, {"body"}):
                kind = atom.kind or previous.kind
                made[-1] = Atom(previous.start, atom.end, "body", kind, sentence[previous.start : atom.end])
                continue
        made.append(atom)
    return made


def _joins(group: list[Atom], atom: Atom, gap: str) -> bool:
    """Whether an atom goes on with the phrase before it, given the text between them."""
    previous = group[-1]
    if previous.sort == "pronoun" or atom.sort == "pronoun":
        return False
    gap = straight(gap).lower()
    if atom.words[:4].lower() == "the " and previous.sort in ("alias", "name"):
        return False
    if gap.strip() == "" and previous.sort == "people" and previous.words.lower() == "others":
        return False
    if gap.strip() == "" and previous.sort == "thing" and previous.words[:1].islower():
        return False  # "according to the bulletin Example Front gunmen …": a comma is missing
    if gap.strip(" ") in ("", "'s", "s'", "(", ")", '"') or gap.strip() == ")":
        return True
    if gap.strip(" ,") == "the" and previous.sort in ("people", "body") and atom.sort == "alias":
        # "a monitoring group, the Observatory" is one phrase; "killing eight soldiers, the Observatory said" is two
        return previous.kind == atom.kind or previous.sort == "body"
    if atom.sort == "title" and previous.sort in ("name", "alias"):
        return bool(_APPOSITION.match(gap))
    if previous.sort == "title" and atom.sort in ("name", "alias") and gap.strip() == ",":
        return False
    if previous.sort == "name" and atom.sort == "name" and group[0].sort in ("people", "title"):
        return bool(_STANDING_IN.match(gap))
    if previous.sort == "alias" and atom.sort == "name":
        return bool(_STANDING_IN.match(gap))
    if previous.sort in ("title", "people", "body", "thing") and atom.sort in ("name", "alias", "body", "people"):
        return bool(_LINK.match(gap)) and not (atom.sort == "people" and previous.sort == "people")
    return False


_IN_PLACE = re.compile(
    r"\b(?:in|near|of|outside|into|around|across|inside|towards?)\s+(?:the\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)


def _ends_in_place(sentence: str, group: list[Atom], atom: Atom, gap: str) -> bool:
    """ "nine died in northern Syria state media said": a place ends before the speaker begins; a comma is missing."""
    only = group[0]
    if len(group) > 1 or gap.strip() or atom.sort not in ("alias", "people", "title"):
        return False
    country = only.sort == "alias" and only.kind == "government" and " " not in only.words
    return (country or only.sort == "name") and bool(_IN_PLACE.search(sentence, 0, only.start))


def _modified_start(sentence: str, first: Atom, floor: int) -> int:
    """Where the phrase begins, its article, numbers and adjectives included; not before `floor`."""
    start = first.start
    if first.sort == "pronoun":
        return start
    before = list(_TOKEN.finditer(sentence, max(floor, start - 90), start))
    if before and before[0].start() > 0 and sentence[before[0].start() - 1].isalnum():
        before = before[1:]
    for token in reversed(before[-6:]):
        word = token.group()
        between = sentence[token.end() : start]
        plain = word.lower()
        if between.strip() or not (plain in _MODIFIERS or plain.endswith(("-based", "-led", "-backed", "-linked"))):
            break
        start = token.start()
        if plain in _FIRST_WORDS:
            break
    return start
