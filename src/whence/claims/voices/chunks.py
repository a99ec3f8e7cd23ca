"""Phrases that can speak. In comes a sentence, out come its noun phrases that name a person, a body or a witness.

A phrase is put together from atoms (known bodies, nouns of the table `speaker_nouns`, capitalised names, pronouns)
and the small words between them; no parser is needed, and missing commas do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Literal, NamedTuple

from whence.errors import VocabularyError
from whence.records import Stance
from whence.vocabulary.packs import Pack, PackSpeaker, read_speakers
from whence.vocabulary.phrases import PhraseFinder, straight
from whence.vocabulary.tables import read_rows

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


class Cue(NamedTuple):
    """What a row of `cues.csv` says of its words."""

    shape: str
    stance: Stance


class SmallWords(NamedTuple):
    """The words of `name_words.csv` by their sort; `modifiers` have those that a phrase begins with among them."""

    particles: frozenset[str]
    pronouns: frozenset[str]
    never: frozenset[str]
    modifiers: frozenset[str]
    first: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What is known of speakers, with a pack or without; made once per pack by `speaker_lexicon`.

    `stand_ins`: how a body of each kind is called once introduced; "last" and "only" as `stand_ins.csv` says.
    """

    aliases: PhraseFinder[PackSpeaker]
    nouns: PhraseFinder[SpeakerNoun]
    sides: PhraseFinder[str]
    cues: PhraseFinder[Cue]
    small: SmallWords
    stand_ins: Mapping[str, tuple[str, ...]]


_TOKEN = re.compile(r"[^\W_](?:[\w.'’-]*\w)?\.?|\S")
_LINK = re.compile(
    r",?\s+(?:of|for|at|in|with|from|inside)\s+(?:(?:the|a|an|its|their|his|her)\s+)?(?:(?!\w+ed\b|said|told)[a-z'-]+\s+)?"
    r"(?:(?:in|of|for)\s+(?:the\s+)?)?$"
)
_STANDING_IN = re.compile(r"\s+(?:of|in|at|from|inside)\s+(?:the\s+|eastern\s+|western\s+|northern\s+|southern\s+)?$")
# what ends so is an adjective though it begins with a capital ("London-based")
_SUFFIXES = ("-based", "-led", "-backed", "-linked")
_SHORT_WORD = 2
_OF_BODY = re.compile(r"\s+(?:of|from|with)\s+(?:the\s+)?$")
_APPOSITION = re.compile(r"\s{0,9},?\s{0,9}(?:(?:a|an|the|who is|who heads|its|their|local|senior)\s{1,9}){0,2}$")


@lru_cache(maxsize=16)
def speaker_lexicon(pack: Pack | None) -> Lexicon:
    """Known speakers and speaking nouns for a pack, or in general; the pack's own words go first."""
    known = (*(pack.speakers if pack else ()), *read_speakers())
    aliases = PhraseFinder((words, speaker) for speaker in known for words in (speaker.name, *speaker.aliases))
    own = pack.path if pack else None
    nouns: list[tuple[str, SpeakerNoun]] = []
    for row in read_rows("speaker_nouns.csv", ("sort", "kind", "words", "example"), own):
        sort: Sort = row["sort"]  # type: ignore[assignment]
        nouns += [(words, SpeakerNoun(sort, row["kind"])) for words in _words(row)]
    parties = pack.parties if pack else ()
    sides = PhraseFinder((w, forms.key) for forms in parties if forms.kind != "people" for w in forms.words)
    stand_ins: dict[str, tuple[str, ...]] = {}
    for row in read_rows("stand_ins.csv", ("kind", "words", "example"), own):
        stand_ins[row["kind"]] = (*stand_ins.get(row["kind"], ()), *_words(row))
    return Lexicon(aliases, PhraseFinder(nouns), sides, PhraseFinder(_cues(own)), _small_words(own), stand_ins)


def _words(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(words.strip() for words in row["words"].split("|"))


def _cues(own: Path | None) -> Iterator[tuple[str, Cue]]:
    for row in read_rows("cues.csv", ("shape", "stance", "words", "example"), own):
        stance: Stance = row["stance"] or "asserts"  # type: ignore[assignment]
        yield from ((words, Cue(row["shape"], stance)) for words in _words(row))


def _small_words(own: Path | None) -> SmallWords:
    order = ("particle", "pronoun", "never", "modifier", "first")
    sorts: dict[str, set[str]] = {sort: set() for sort in order}
    for row in read_rows("name_words.csv", ("sort", "words", "example"), own):
        if row["sort"] not in sorts:
            raise VocabularyError(f"{row['line']}: unknown sort {row['sort']!r}", remedy=f"use {', '.join(sorts)}")
        sorts[row["sort"]].update(_words(row))
    sorts["modifier"] |= sorts["first"]
    return SmallWords(*(frozenset(sorts[sort]) for sort in order))


def find_chunks(sentence: str, lexicon: Lexicon, *, capitals: bool = False) -> tuple[Chunk, ...]:
    """The speaking phrases of a sentence, in its order; `capitals` says that case tells nothing."""
    atoms = _find_atoms(sentence, lexicon, capitals)
    chunks: list[list[Atom]] = []
    for atom in atoms:
        gap = sentence[chunks[-1][-1].end : atom.start] if chunks else ""
        if chunks and _joins(chunks[-1], atom, gap) and not _ends_in_place(sentence, chunks[-1], atom, gap):
            if straight(gap).lower().strip(" ,") in _CALLED:
                # "a witness named Ali Example": as near as "the witness Ali Example"
                chunks[-1][-1] = replace(chunks[-1][-1], end=atom.start - 1)
            chunks[-1].append(atom)
        else:
            chunks.append([atom])
    floor = 0
    made: list[Chunk] = []
    for group in chunks:
        start = _modified_start(sentence, group[0], floor, lexicon.small)
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
    atoms += _find_names(sentence, taken, lexicon.small, capitals)
    ordered = sorted(_organisations(sentence, atoms), key=lambda a: a.start)
    ordered = [a for a, b in zip_longest(ordered, ordered[1:]) if not _is_adjective(sentence, a, b)]
    return [a for a, b in zip(ordered, [None, *ordered], strict=False) if not _is_verb(sentence, a, b)]


def _is_verb(sentence: str, atom: Atom, previous: Atom | None) -> bool:
    """ "reports" right after a name is what it does ("the agency reports"), "monitors" what it "which monitors"."""
    if atom.words.lower() in _VERB_FORMS and _RELATIVE.search(sentence, 0, atom.start):
        return True
    if atom.words.lower() not in ("reports", "report", "documents", "document", "estimates") or previous is None:
        return False
    return sentence[previous.end : atom.start].strip() == "" and previous.sort in ("alias", "name", "body")


_VERB_FORMS = ("monitors", "reports", "documents", "heads", "leads", "sources")
_RELATIVE = re.compile(r"\b(?:which|that|who)\s+(?:also\s+|closely\s+|still\s+)?$", re.IGNORECASE)


def _is_adjective(sentence: str, atom: Atom, following: Atom | None) -> bool:
    """ "official", "local" and the like before a name or body are adjectives ("the official SANA agency")."""
    adjective = atom.words.lower() in ("official", "resident", "expert", "local")
    if not (adjective or atom.words.lower().endswith("opposition")) or following is None:
        return False
    if not adjective and following.sort != "alias":
        return False
    return sentence[atom.end : following.start].strip() == "" and following.sort in ("alias", "body", "people")


def _find_names(sentence: str, taken: list[tuple[int, int]], small: SmallWords, capitals: bool) -> list[Atom]:
    """Capitalised runs and pronouns outside what is known already."""
    covered = bytearray(len(sentence))
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    names: list[Atom] = []
    run: tuple[int, int] | None = None
    for token in _TOKEN.finditer(sentence):
        start, end = token.span()
        word = token.group()
        if not covered[start] and word.lower() in small.pronouns:
            names.append(Atom(start, end, "pronoun", "", word.lower()))
        named = not covered[start] and (_is_name_word(word, small, capitals) or _is_called_said(sentence, start, word))
        named = named and not (start == 0 and word.lower() in small.modifiers)
        joined = run is not None and sentence[run[1] : start].strip(" \n") == ""
        if (named and run is not None and joined) or (
            run is not None and joined and word.lower() in small.particles and not covered[start]
        ):
            run = (run[0], end)
        else:
            if run is not None:
                names += _name_atom(sentence, run, small)
            run = (start, end) if named else None
    if run is not None:
        names += _name_atom(sentence, run, small)
    return names


def _is_called_said(sentence: str, start: int, word: str) -> bool:
    """ "said Said Example": right after the verb the same word with a capital is a name."""
    after_verb = sentence[:start].rstrip().endswith((" said", " says"))
    return word == "Said" and after_verb and sentence[start + 5 : start + 6].isupper()


def _is_name_word(word: str, small: SmallWords, capitals: bool) -> bool:
    if capitals or word.lower().rstrip(".") in small.never or word.endswith(_SUFFIXES):
        return False
    if word[0].isupper():
        return True
    return word[:3] in ("al-", "el-", "as-", "ad-", "ar-", "at-", "an-", "az-", "ez-") and word[3:4].isupper()


def _name_atom(sentence: str, run: tuple[int, int], small: SmallWords) -> list[Atom]:
    words = sentence[run[0] : run[1]]
    before = sentence[: run[0]].split()[-1:]
    if words.isupper() and before and before[0].isupper() and len(before[0]) > _SHORT_WORD:
        return []  # a heading in capitals that ran into the sentence
    words = words if re.search(r"\b\w\.\w\.$", words) else words.rstrip(" .")
    while words.split() and words.split()[-1] in small.particles:
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
        if previous is not None and sentence[previous.end : atom.start].strip() in ("", "'s", "’s"):
            pair = {previous.sort, atom.sort}
            capital = previous.words[:1].isupper() and atom.words[:1].isupper()
            follows = previous.sort == "body" and atom.sort == "name" and previous.words.split()[-1][:1].islower()
            trade = previous.sort in ("people", "title") and len(made) > 1 and made[-2].sort == "name"
            if capital and trade and atom.sort == "body" and sentence[made[-2].end : previous.start].strip() == "":
                # "the Independent Doctors Association"
                made[-2:] = [Atom(made[-2].start, atom.end, "body", atom.kind, sentence[made[-2].start : atom.end])]
                continue
            if capital and pair in ({"name", "body"}, {"body"}) and not follows:
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
    if gap.startswith(('"', "”")) and previous.sort == "name" and atom.sort in ("alias", "people", "title"):
        return False  # "… in Example" the agency said: the quotation ends before the speaker begins
    if gap.strip(" ") in ("", "'s", "s'", "(", ")", '"') or gap.strip() == ")":
        return True
    if gap.strip(" ,") == "the" and previous.sort in ("people", "body") and atom.sort == "alias":
        # "a monitoring group, the Observatory" is one phrase; "killing eight soldiers, the Observatory said" is two
        return previous.kind == atom.kind or previous.sort == "body"
    if atom.sort == "title" and previous.sort in ("name", "alias"):
        return bool(_APPOSITION.match(gap))
    if previous.sort == "title" and atom.sort in ("name", "alias") and gap.strip() == ",":
        return False
    if previous.sort in ("people", "title") and atom.sort == "name" and gap.strip(" ,") in _CALLED:
        return True
    if group[0].sort == "name" and previous.sort == atom.sort == "people" and gap.strip() == "of":
        return True  # "Ali Example father of the family said"
    if previous.sort == "name" and atom.sort == "name" and group[0].sort in ("people", "title"):
        return bool(_STANDING_IN.match(gap))
    if previous.sort == "name" and atom.sort == "alias" and len(previous.words.split()) > 1:
        return bool(_OF_BODY.match(gap)) and not _is_placename(atom)
    if previous.sort == "alias" and atom.sort == "name":
        return bool(_STANDING_IN.match(gap))
    if previous.sort in ("title", "people", "body", "thing") and atom.sort in ("name", "alias", "body", "people"):
        return bool(_LINK.match(gap)) and not (atom.sort == "people" and previous.sort == "people")
    return False


_CALLED = frozenset(
    (
        *("named", "called", "identified as", "known as", "identified only as", "who uses the name", "using the name"),
        *(
            f"who {gave}"
            for gave in ("gave his name as", "gave her name as", "goes by the name", "goes by the name of")
        ),
        *(f"who {himself}" for himself in ("identified himself as", "identified herself as", "gave only the name")),
    )
)
_IN_PLACE = re.compile(
    r"\b(?:in|near|of|outside|into|around|across|inside|towards?)\s+(?:the\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)


def _is_placename(atom: Atom) -> bool:
    """A country or capital, which stands for a government only where it speaks."""
    return atom.kind == "government" and " " not in atom.words


def _ends_in_place(sentence: str, group: list[Atom], atom: Atom, gap: str) -> bool:
    """ "nine died in northern Syria state media said": a place ends before the speaker begins; a comma is missing."""
    only = group[0]
    if len(group) > 1 or gap.strip() or atom.sort not in ("alias", "people", "title"):
        return False
    country = only.sort == "alias" and only.kind == "government" and " " not in only.words
    return (country or only.sort == "name") and bool(_IN_PLACE.search(sentence, 0, only.start))


def _modified_start(sentence: str, first: Atom, floor: int, small: SmallWords) -> int:
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
        modifies = plain in small.modifiers or plain.endswith(_SUFFIXES)
        if between.strip() or not modifies:
            break
        start = token.start()
        if plain in small.first:
            break
    return start
