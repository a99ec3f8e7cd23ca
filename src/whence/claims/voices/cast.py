"""Who has been introduced in a document. In come speaking phrases in the order of the text, out come Speakers.

"The Observatory", "the source", "he" and a surname stand for somebody introduced before (or, for "a monitor", after);
where two candidates remain none is chosen, and the words themselves are kept as the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whence.claims.voices.chunks import Atom, Chunk, Lexicon
from whence.claims.voices.shortnames import find_full_name, spelled_out
from whence.records import Speaker
from whence.vocabulary.folding import fold
from whence.vocabulary.packs import PackSpeaker

_DETERMINER = re.compile(
    r"^(?:(?:the|a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|some|another|other|both|many|"
    r"various|numerous|its|his|her|their|few|same)\s+)+",
    re.IGNORECASE,
)
_BODY_KINDS = frozenset(
    ("monitor", "rights-group", "aid", "organisation", "armed-group", "activist", "rescuer", "opposition", "medic")
)
_MODIFIED = re.compile(
    r"^(?:(?:military|government|army|opposition|rebel|official|police|ministry)\s+)+", re.IGNORECASE
)
_PAPERS = frozenset(("report", "statement", "bulletin", "communique"))
# a word for a whole side, which stands before a person as an adjective and is no body that it speaks for
_SIDES = frozenset(("Syrian opposition",))
# a body called by its seat and nothing that it does: the one introduced before
_SEATED = re.compile(r"^the\s+(?:same\s+)?[\w.]+-based\s.*\b(?:group|organi[sz]ation|network|body)$", re.IGNORECASE)
_RESCUERS = frozenset(("rescue service", "rescue group", "rescue organisation", "rescue organization", "rescue force"))
_BASED = re.compile(r"^(?:(?:[\w.]+-based|same)\s+)+", re.IGNORECASE)


# these speak for no side, whatever nation stands before them
_IMPARTIAL = frozenset(
    ("media", "monitor", "un", "witness", "resident", "medic", "activist", "rescuer", "rights-group", "aid")
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as resolved: the chain, nearest the event first, the side it speaks for, and how it was told."""

    chain: tuple[Speaker, ...]
    party: str | None
    reason: str
    plural: bool = False


class Cast:
    """The people and bodies of one document, filled as its sentences are read. Used only while reading it."""

    def __init__(
        self,
        bodies_named: Iterable[tuple[str, PackSpeaker]],
        lexicon: Lexicon,
        *,
        capitals: bool = False,
        short_names: Mapping[str, str] | None = None,
    ) -> None:
        """`bodies_named`: each known body that the document names anywhere, with the words it is named by.

        `short_names`: what the short names that the document explains stand for.
        """
        self._full = {k: v for k, v in (short_names or {}).items() if not lexicon.aliases.find(k)}
        self._lexicon = lexicon
        self._capitals = capitals
        named = tuple(bodies_named)
        self._named = tuple(dict.fromkeys((body.name, body.kind) for _, body in named))
        self._short: dict[str, set[PackSpeaker]] = {}
        for words, body in named:
            *before, last = fold(words).split()
            if before and before != ["the"]:
                self._short.setdefault(last, set()).add(body)
        self._people: dict[str, list[Voice]] = {}
        self._bodies: dict[str, Voice] = {}
        self._nouns: dict[str, list[Voice]] = {}
        self._last: Voice | None = None
        self._last_person: Voice | None = None
        self._last_body: Voice | None = None
        self._last_group: Voice | None = None

    def resolve(self, chunk: Chunk, sentence: str) -> Voice | None:
        """Who a phrase stands for; null for a pronoun that stands for nobody introduced."""
        voice = self._voice(chunk, sentence)
        if voice is not None and voice.party is None and voice.chain[0].kind not in _IMPARTIAL:
            sides = self._lexicon.sides.find(sentence[chunk.start : chunk.end], capitals=self._capitals)
            voice = replace(voice, party=sides[0].value if sides else None)
        if voice is not None and self._capitals and chunk.atoms[0].sort in ("people", "body", "thing", "title"):
            first = replace(voice.chain[0], name=voice.chain[0].name.lower())
            voice = replace(voice, chain=(first, *voice.chain[1:]))
        if voice is not None:
            self._introduce(voice, chunk)
            self._last = voice
        return voice

    def _voice(self, chunk: Chunk, sentence: str) -> Voice | None:
        if chunk.atoms[0].sort == "pronoun":
            return self._pronoun(chunk.atoms[0].words)
        atoms = tuple(self._meant(atom) for atom in chunk.atoms)
        words = sentence[chunk.start : chunk.end]
        bodies = [_known(a) for a in atoms if a.speaker is not None and not _is_person(a)]
        person = None if _of_place(words, chunk) else _person_atom(atoms)
        titles = (
            [a for a in atoms if a.sort in ("title", "people")] if person else [a for a in atoms if a.sort == "title"]
        )
        if person is not None:
            return self._person(person, titles, bodies, [a for a in atoms if a.sort == "body"])
        people = next((a for a in atoms if a.sort == "people"), None)
        if titles and not (people or (any(a.sort == "body" for a in atoms) and not titles)):
            return self._titled(words, titles[-1], bodies)
        if people is not None and (_stands_with(sentence, people, atoms) or not _same_kind(people, bodies)):
            return self._noun(words, people, bodies)
        seated = _SEATED.match(words)
        last = self._last_body
        if seated and atoms[-1].sort in ("body", "people") and last is not None and last.chain[-1].kind in _BODY_KINDS:
            return Voice(last.chain, last.party, f"“{words}” is {last.chain[0].name}, introduced before")
        if bodies:
            known = next(a for a in atoms if a.speaker is not None and not _is_person(a))
            party = known.speaker.party if known.speaker else None
            return Voice((bodies[0],), party, f"“{words}” is {bodies[0].name}")
        body = next((a for a in atoms if a.sort in ("body", "thing")), None)
        if body is not None:
            return self._noun(words, body, [])
        return self._named_only(atoms[0])

    def _meant(self, atom: Atom) -> Atom:
        """ "The Coalition" is the one coalition that the document names in full, whichever is known by that word."""
        if atom.speaker is None or atom.speaker.body is not None:
            return atom
        words = fold(atom.words).removeprefix("the ")
        meant = self._short.get(words, set())
        if len(meant) != 1 or atom.speaker in meant:
            return atom
        only = next(iter(meant))
        return replace(atom, kind=only.kind, speaker=only)

    def _pronoun(self, word: str) -> Voice | None:
        last = {"it": self._last_body, "they": self._last_group}.get(word, self._last_person)
        return last and Voice(last.chain, last.party, f"“{word}” stands for {last.chain[0].name}", last.plural)

    def _person(self, atom: Atom, titles: list[Atom], bodies: list[Speaker], named: list[Atom]) -> Voice | None:
        """A person by name, then the body spoken for: a known one, else one named in full ("the Halvern Council")."""
        kinds = [a.kind for a in named if a.kind]
        party: str | None = None
        if atom.speaker is not None:
            speaker = Speaker(atom.speaker.name, atom.speaker.kind)
            party = atom.speaker.party
            if atom.speaker.body:
                bodies = [b for b in bodies if b.name != atom.speaker.body]
                bodies.insert(0, Speaker(atom.speaker.body, atom.speaker.kind))
        else:
            introduced = self._surname(atom.words)
            if introduced is not None and not bodies:
                return introduced
            speaker = Speaker(_plain(atom.words), _person_kind(titles, bodies, kinds))
        outer = tuple(b for b in bodies[:1] if b.kind not in ("government", "media", "state-media"))
        outer = tuple(b for b in outer if b.name not in _SIDES)
        if not bodies:
            full = [a for a in named if a.words[:1].isupper() and " " in a.words]
            outer = tuple(Speaker(_plain(a.words), a.kind or "organisation") for a in full[:1])
        return Voice((speaker, *outer), party, f"{speaker.name} is named")

    def _surname(self, words: str) -> Voice | None:
        """The one person introduced whose name ends in these words; null where none or two do."""
        key = fold(words)
        matches = {
            v.chain[0].name: v
            for name, voices in self._people.items()
            for v in voices
            if set(key.split()) <= set(name.split()) or set(name.split()) <= set(key.split())
        }
        return next(iter(matches.values())) if len(matches) == 1 else None

    def _titled(self, words: str, title: Atom, bodies: list[Speaker]) -> Voice:
        """A title without a name: "a ministry spokesman", "the governor"."""
        name = _plain(words)
        plain = _MODIFIED.sub("", name).lower() if words.lower().startswith("the ") else name.lower()
        if not bodies and plain == title.words.lower():
            earlier = self._recent(title.words.lower())
            if earlier is not None:
                return Voice(earlier.chain, earlier.party, f"“{words}” is {earlier.chain[0].name}, introduced before")
        outer = tuple(b for b in bodies[:1] if b.kind not in ("government", "opposition"))
        return Voice((Speaker(name, _person_kind([title], bodies)), *outer), None, f"“{words}” speaks")

    def _noun(self, words: str, noun: Atom, bodies: list[Speaker]) -> Voice:
        name = spelled_out(_plain(words), self._full)
        key = noun.words.lower()
        definite = words.lower().startswith(("the ", "that ", "this "))
        bare = name == words and key in ("report", "statement")  # "according to report": an article is missing
        if (definite or bare) and key in _PAPERS and self._last is not None and not bodies:
            last = self._last  # "the report said": that of whoever spoke last
            return Voice(last.chain, last.party, f"“{words}” is that of {last.chain[0].name}", last.plural)
        alone = key in self._lexicon.stand_ins.get("only", ())
        if not bodies and _BASED.sub("", name).lower() == key and (definite or alone):
            earlier = self._recent(key, definite=definite) or (self._generic(key) if definite else None)
            if earlier is not None:
                return Voice(earlier.chain, earlier.party, f"“{words}” is {earlier.chain[0].name}", earlier.plural)
        if definite and not bodies and key in self._lexicon.stand_ins.get("last", ()) and self._last_body is None:
            gathers = [(n, k) for n, k in self._named if k in _BODY_KINDS]
            if len(gathers) == 1 and name.lower() == key:
                return Voice((Speaker(*gathers[0]),), None, f"“{words}” is the one body named, {gathers[0][0]}")
        if (noun.kind == "monitor" and not key.endswith("s")) or (definite and key in _RESCUERS):
            only = [(n, k) for n, k in self._named if k == noun.kind]
            if len(only) == 1:
                return Voice((Speaker(*only[0]),), None, f"“{words}” is the one {noun.kind} named, {only[0][0]}")
        plural = key.endswith("s")
        outer = tuple(b for b in bodies[:1] if b.name.lower() not in name.lower() and b.kind != "government")
        kind = noun.kind if noun.kind not in ("source", "official") or not bodies else _source_kind(noun, bodies[0])
        return Voice((Speaker(name, kind), *outer), None, f"“{words}” speaks", plural)

    def _recent(self, key: str, *, definite: bool = True) -> Voice | None:
        """The one speaker introduced by this noun; of several, for "the source", the one who spoke last; else null."""
        voices = self._nouns.get(key, [])
        if len({v.chain for v in voices}) > 1 and not definite:
            return None
        if len({v.chain for v in voices}) > 1:
            voices = [v for v in voices if self._last is not None and v.chain == self._last.chain]
        return voices[-1] if voices else None

    def _generic(self, key: str) -> Voice | None:
        """ "the group": the one body of a fitting kind introduced as a speaker."""
        if key not in self._lexicon.stand_ins.get("last", ()) or self._last_body is None:
            return None
        return self._last_body if self._last_body.chain[-1].kind in _BODY_KINDS else None

    def _named_only(self, atom: Atom) -> Voice | None:
        full = self._full.get(atom.words) or find_full_name(atom.words, self._bodies)
        if full is not None:
            known = self._bodies.get(full) or Voice((Speaker(full, "organisation"),), None, "")
            return replace(known, reason=f"“{atom.words}” is short for {full}")
        introduced = self._surname(atom.words)
        if introduced is not None:
            return Voice(introduced.chain, introduced.party, f"“{atom.words}” is {introduced.chain[0].name}")
        return Voice((Speaker(_plain(atom.words), "person"),), None, f"{atom.words} is named")

    def _introduce(self, voice: Voice, chunk: Chunk) -> None:
        first = chunk.atoms[0]
        if first.sort == "pronoun":
            return
        person = _person_atom(chunk.atoms)
        titles = [a.words.lower() for a in chunk.atoms if a.sort in ("title", "people", "body")]
        titles += self._lexicon.stand_ins.get(voice.chain[-1].kind, ())
        if any(a.sort == "alias" for a in chunk.atoms):
            titles.append(voice.chain[-1].name.split()[-1].lower())  # "the ministry" of the Interior Ministry
        for words in dict.fromkeys(titles):
            self._nouns.setdefault(words, [])
            if all(v.chain != voice.chain for v in self._nouns[words]):
                self._nouns[words].append(voice)
                last = words.split()[-1]
                if last != words and all(v.chain != voice.chain for v in self._nouns.get(last, [])):
                    self._nouns.setdefault(last, []).append(voice)
        if person is not None or any(a.sort == "title" for a in chunk.atoms):
            self._last_person = voice
            key = fold(voice.chain[0].name)
            self._people.setdefault(key, [])
            if all(v.chain != voice.chain for v in self._people[key]):
                self._people[key] = [max([voice, *self._people[key]], key=lambda v: len(v.chain))]
            if len(voice.chain) > 1:
                self._last_body = Voice(voice.chain[1:], voice.party, voice.reason)
        elif voice.plural:
            self._last_group = voice
        elif any(a.sort == "people" for a in chunk.atoms):
            self._last_person = voice
        elif first.sort == "name" and not first.words.isupper() and voice.chain[-1].kind == "person":
            self._last_person = voice
            self._people.setdefault(fold(first.words), [voice])
            if " " not in first.words:
                self._last_body = voice  # one word may name either
                self._bodies[voice.chain[-1].name] = voice
        else:
            self._last_body = voice
            self._bodies[voice.chain[-1].name] = voice


def _plain(words: str) -> str:
    """A phrase as a name: no article or number before it, "US" for "U.S."."""
    name = _DETERMINER.sub("", words) or words
    return _DOTTED.sub(lambda dotted: dotted.group().replace(".", ""), " ".join(name.split()))


_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")


def _is_person(atom: Atom) -> bool:
    """A known speaker that is a person: one who speaks for a body, or an official ("President Assad")."""
    return atom.speaker is not None and (atom.speaker.body is not None or atom.speaker.kind == "official")


def _known(atom: Atom) -> Speaker:
    assert atom.speaker is not None  # callers pass aliases only
    return Speaker(atom.speaker.name, atom.speaker.kind)


def _same_kind(people: Atom, bodies: list[Speaker]) -> bool:
    """ "the monitor Observatory": the noun only says what the body is."""
    return any(b.kind == people.kind != "media" for b in bodies)


def _stands_with(sentence: str, people: Atom, atoms: tuple[Atom, ...]) -> bool:
    """ "an activist with the Media Centre" is one of the body's people, not the body itself."""
    following = next((a for a in atoms if a.start >= people.end), None)
    if following is None or following.sort != "alias":
        return False
    return bool(_WITH.match(sentence[people.end : following.start]))


_WITH = re.compile(r"\s+(?:with|at|from|of|in)\s", re.IGNORECASE)


# a title and its name: one blank or a comma and a blank between them
_ADJACENT = 2


def _person_atom(atoms: tuple[Atom, ...]) -> Atom | None:
    """The atom that names a person: a known one, the name after a title, or the name before one."""
    known = next((a for a in atoms if _is_person(a)), None)
    if known is not None:
        return known
    of_body = len(atoms) > 1 and atoms[1].start - atoms[0].end > _ADJACENT  # a word stands between
    if of_body and atoms[0].sort == "name" and " " in atoms[0].words and atoms[1].sort == "alias":
        return atoms[0]  # "Ali Example of the White Helmets"
    if len(atoms) > 1 and atoms[-1].sort == "name" and " " in atoms[-1].words and atoms[0].sort == "title":
        return atoms[-1]  # "vice-president of the Coalition Ali Example"
    for i, atom in enumerate(atoms):
        if atom.sort in ("title", "people") and i + 1 < len(atoms):
            following = atoms[i + 1]
            adjacent = following.sort == "name" and following.start - atom.end <= _ADJACENT
            if adjacent:
                return following
    if any(a.sort == "title" for a in atoms):
        if atoms[0].sort == "name":
            return atoms[0]
        if atoms[-1].sort == "name" and len(atoms[-1].words.split()) > 1:
            return atoms[-1]
    return None


def _of_place(words: str, chunk: Chunk) -> bool:
    """ "The Odran governor": a name of one word between article and title says where, not who."""
    first, *rest = chunk.atoms
    definite = chunk.start < first.start and words.lower().startswith("the ")
    return definite and first.sort == "name" and " " not in first.words and [a.sort for a in rest] == ["title"]


def _person_kind(titles: list[Atom], bodies: list[Speaker], kinds: Sequence[str] = ()) -> str:
    told = [t.kind for t in titles if t.kind]
    if bodies and bodies[0].kind not in ("government", "media", "state-media"):
        return bodies[0].kind
    if told:
        return told[-1]
    if kinds and kinds[0] != "organisation":
        return "official" if kinds[0] == "government" else kinds[0]
    return "official" if bodies and bodies[0].kind == "government" else "person"


def _source_kind(noun: Atom, body: Speaker) -> str:
    if body.kind in ("government", "media", "state-media", "un", "intergovernmental"):
        return noun.kind
    return body.kind
