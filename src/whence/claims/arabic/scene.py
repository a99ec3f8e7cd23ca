"""A document's Arabic sentences before claims are filled. In comes a Text, out come words, times, places, speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.claims.arabic.doers import ArabicDoer, find_arabic_doers
from whence.claims.arabic.groups import Group, find_groups
from whence.claims.arabic.places import HOME_POPULATION, ArabicWhere, find_arabic_places
from whence.claims.arabic.times import ArabicTime, find_arabic_times, masked
from whence.claims.arabic.triggers import Trigger, find_triggers
from whence.claims.arabic.voices import ArabicSaid, find_said, goes_on
from whence.claims.arabic.words import ArabicWords, split_arabic
from whence.records import Sentence, Text, Where
from whence.vocabulary import Vocabulary
from whence.vocabulary.arabic import ArabicLexicon


@dataclass(frozen=True, slots=True)
class Seen:
    """One sentence read. `masked` are the words of times; `carried` is who goes on speaking where nobody is named."""

    words: ArabicWords
    groups: tuple[Group, ...]
    triggers: tuple[Trigger, ...]
    times: tuple[ArabicTime, ...]
    masked: frozenset[int]
    places: tuple[ArabicWhere, ...]
    said: tuple[ArabicSaid, ...]
    carried: ArabicSaid | None
    doers: tuple[ArabicDoer, ...]


@dataclass(frozen=True, slots=True)
class ArabicScene:
    """A document's Arabic sentences, by their index in the text."""

    text: Text
    lexicon: ArabicLexicon
    seen: dict[int, Seen]


def read_arabic_scene(
    text: Text, sentences: Sequence[Sentence], vocabulary: Vocabulary, lexicon: ArabicLexicon
) -> ArabicScene:
    """Every sentence read once, in order."""
    published = text.published.day if text.published is not None else None
    own = frozenset(name.casefold() for name in (text.agency, text.source) if name)
    seen: dict[int, Seen] = {}
    last: ArabicSaid | None = None
    paragraph = -1
    since = 0  # sentences since somebody spoke
    for sentence in sentences:
        words = split_arabic(text.text[sentence.start : sentence.end])
        times = find_arabic_times(words, published, lexicon)
        hidden = masked(times)
        triggers = find_triggers(words, lexicon)
        harm = frozenset(t.first for t in triggers)
        said = find_said(words, lexicon, last, harm, own)
        groups = find_groups(words, lexicon, hidden)
        places = find_arabic_places(words, lexicon, vocabulary.gazetteer, hidden | _named(words, lexicon))
        doers = find_arabic_doers(words, lexicon, groups, said)
        acting = {i for d in doers if d.role == "doer" for i in range(d.first, d.last)}
        places = tuple(p for p in places if p.first not in acting or p.level > 1)
        spoken = {i for s in said for i in range(s.first, s.last)}
        places = tuple(p for p in places if p.first not in spoken or p.level >= 5)
        spoken = {i for s in said for i in range(s.first, s.last)}
        places = tuple(p for p in places if p.first not in spoken or p.level >= 5)
        same = paragraph == sentence.paragraph or words.low[:1] == ["كما"]
        paragraph = sentence.paragraph
        on = not said and same and since < 2 and sentence.section != "headline" and goes_on(words, lexicon)
        carried = last if on else None
        seen[sentence.index] = Seen(words, groups, triggers, times, hidden, places, said, carried, doers)
        if sentence.section == "headline":
            continue
        since = 0 if said else since + 1
        last = said[-1] if said else (last if since < 2 else None)
    return ArabicScene(text, lexicon, _near_home(seen))


def _near_home(seen: dict[int, Seen]) -> dict[int, Seen]:
    """Small places of countries that the text is not about keep their words, without a point."""
    places = [p.place for one in seen.values() for p in one.places if p.place is not None]
    home = {p.country for p in places if p.of_pack or p.kind == "country" or p.population >= HOME_POPULATION}
    return {
        index: replace(one, places=tuple(p if _is_home(p, home) else _open(p) for p in one.places))
        for index, one in seen.items()
    }


def _is_home(one: ArabicWhere, home: set[str]) -> bool:
    return one.place is None or not home or one.place.country in home or one.place.population >= HOME_POPULATION


def _open(one: ArabicWhere) -> ArabicWhere:
    """The place without the gazetteer's reading: its name as the text has it."""
    assert one.where.words is not None
    return replace(one, where=Where(words=one.where.words, name=one.where.words.split(" ", 1)[-1]), place=None)


def _named(words: ArabicWords, lexicon: ArabicLexicon) -> frozenset[int]:
    """The words of parties' names, which name no place: "the Islamic State", "Syria Democratic Forces"."""
    found: set[int] = set()
    for i in range(len(words.low)):
        hit = lexicon.parties.at(words.low, i)
        if hit is not None and hit.entry.kind == "force":
            found.update(range(i, hit.last))
    return frozenset(found)
