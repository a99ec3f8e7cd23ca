"""The places of one document. In comes a Text, out comes its Scene: every place named, by sentence, each resolved.

A name is resolved by the story's country and the places around it; where somebody speaks, where people come from and
what only points back ("the town", "there") is told apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from whence.claims.happenings import DEED, Happenings
from whence.claims.places.names import WhereMention, find_mentions, where_of, within_of
from whence.records import Sentence, Text
from whence.vocabulary.gazetteer import Gazetteer, Place, PlaceHit
from whence.vocabulary.sieve import Sifted

READ = frozenset(("headline", "caption", "subhead", "body", "background"))


@dataclass(frozen=True, slots=True)
class Scene:
    """All places of one document. `mentions[i]` are those of sentence i; `country` is the one the story is about.

    `main` is the place of the headline and lead, else of the dateline if it is not the capital, else null.
    `deed_places` are the places said to be an attack's in the words right beside them ("a raid on X").
    """

    mentions: tuple[tuple[WhereMention, ...], ...]
    country: str | None
    country_place: Place | None
    main: WhereMention | None
    happenings: Happenings
    deed_places: tuple[WhereMention, ...] = ()


def read_scene(text: Text, gazetteer: Gazetteer, happenings: Happenings) -> Scene:
    """The places named in a text, each name resolved by the story's country and the places around it."""
    hits = _read_hits(text, gazetteer)
    country = _story_country(hits, text, gazetteer.pack_countries)
    resolved = _resolve(hits, country, gazetteer)
    by_sentence: dict[int, list[tuple[PlaceHit, Place | None]]] = defaultdict(list)
    for (index, hit), place in zip(hits, resolved, strict=True):
        by_sentence[index].append((hit, place))
    mentions: list[tuple[WhereMention, ...]] = []
    seen: list[WhereMention] = []
    unknown: dict[str, WhereMention] = {}
    dateline: WhereMention | None = None
    capital = gazetteer.capital(country) if country else None
    for sentence in text.sentences:
        found: list[WhereMention] = []
        here = by_sentence[sentence.index]
        if sentence.section == "dateline" and country:
            lines = find_mentions(text.text, sentence.start, sentence.end, sentence.index, here, gazetteer)
            seen += [m for m in lines if m.level >= 2 and m.where.country == country and not _is_capital(m, capital)]
            dateline = seen[-1] if seen else None
        if sentence.section in READ:
            found = find_mentions(text.text, sentence.start, sentence.end, sentence.index, here, gazetteer)
            found += _named_before(text.text, sentence, found, unknown)
            found = [_marked(text.text, sentence, m) for m in found]
            unknown |= {str(m.where.name): m for m in found if m.place is None and not m.candidates}
            found += _references(text.text, sentence, found, seen, country, gazetteer)
            found = _completed(sorted(found, key=lambda m: m.named), seen, gazetteer)
            seen += [m for m in found if m.role == "place"]
        mentions.append(tuple(found))
    place = gazetteer.place(country) if country else None
    main = _main(text, mentions, country) or dateline
    deeds = tuple(m for found in mentions for m in found if m.role == "place" and _is_of_a_deed(text.text, m))
    return Scene(tuple(mentions), country, place, main, happenings, deeds)


def _named_before(
    text: str, sentence: Sentence, found: Sequence[WhereMention], unknown: Mapping[str, WhereMention]
) -> list[WhereMention]:
    """Places that no gazetteer has, told of before as what they are ("the X quarter") and now by name ("in X")."""
    made = []
    for name, mention in unknown.items():
        at = text.find(name, sentence.start, sentence.end) if len(name) >= _NAME_LENGTH else -1
        end = at + len(name)
        if at < 0 or any(m.start < end and at < m.end for m in found) or text[end : end + 1].isalnum():
            continue
        if LOCATIVE.search(text, max(sentence.start, at - 30), at):
            where = replace(mention.where, words=name)
            made.append(replace(mention, start=at, end=end, named=at, where=where, sentence=sentence.index))
    return made


_NAME_LENGTH = 4  # a shorter one may be part of any word
# "a raid on the village of X", and of X "where the raid took place"
_DEED_ON = Sifted(re.compile(rf"\b{DEED}\s+(?:on|in|at|near|against)\s+(?:[\w-]+\s+){{0,4}}$", re.IGNORECASE))
_DEED_THERE = re.compile(rf"\W{{0,3}}\s*where\s+the\s+(?:[\w-]+\s+){{0,2}}{DEED}\b", re.IGNORECASE)


def _is_of_a_deed(text: str, mention: WhereMention) -> bool:
    """Whether a place is said to be that of an attack, in the words right beside it."""
    before = _DEED_ON.search(text, max(0, mention.start - 60), mention.named)
    return before is not None or _DEED_THERE.match(text, mention.end) is not None


def find_wheres(scene: Scene, index: int) -> tuple[WhereMention, ...]:
    """The places named in sentence `index` that things may have happened at; none that only speaks or describes."""
    if index >= len(scene.mentions):
        return ()
    return tuple(m for m in scene.mentions[index] if m.role == "place")


# ---------------------------------------------------------------- the country, and names that fit two places

LOCATIVE = re.compile(
    r"\b(?:in|inside|across|near|at|around|throughout|outside|on|over|of|into|hit|rocked|struck|shelled|bombed|targeted)"
    r"\s+(?:(?:the|a|an|rebel-held|government-held|\w+ern|central|besieged)\s+)*$",
    re.IGNORECASE,
)


def _read_hits(text: Text, gazetteer: Gazetteer) -> list[tuple[int, PlaceHit]]:
    """Names with the index of the sentence they stand in; those in page furniture, comments and datelines left out."""
    starts = [s.start for s in text.sentences]
    kept = []
    for hit in gazetteer.find_places(text.text):
        at = bisect_right(starts, hit.start) - 1
        if at >= 0 and hit.end <= text.sentences[at].end and text.sentences[at].section in (*READ, "dateline"):
            kept.append((text.sentences[at].index, hit))
    return kept


def _story_country(hits: Sequence[tuple[int, PlaceHit]], text: Text, home: frozenset[str]) -> str | None:
    """The country most of the named places lie in; a country where things happen weighs more than one that acts."""
    scores: dict[str, float] = defaultdict(float)
    for _, hit in hits:
        countries = {p.country for p in hit.places}
        if hit.role in ("speaker", "based"):
            continue
        for country in countries:
            weight = 0.7 if hit.role == "demonym" else 1.5
            if hit.role == "place" and LOCATIVE.search(text.text, max(0, hit.start - 30), hit.start):
                weight = 3.0
            weight *= 2.0 if hit.start < 500 else 1.0
            scores[country] += weight * (1.5 if country in home else 1.0) / len(countries)
    if not scores:
        return min(home) if len(home) == 1 else None
    return min(scores, key=lambda c: (-scores[c], c))


def _resolve(hits: Sequence[tuple[int, PlaceHit]], country: str | None, gazetteer: Gazetteer) -> list[Place | None]:
    """One place for each name, or null: first those that need no help, then the rest by their neighbourhood."""
    countries = {country} if country else set()
    first = [gazetteer.choose(hit, countries) for _, hit in hits]
    known = [(index, p) for (index, _), p in zip(hits, first, strict=True) if p is not None and p.level > 1]
    resolved = []
    for (index, hit), place in zip(hits, first, strict=True):
        if len(hit.places) > 1:
            near = [p for i, p in known if abs(i - index) <= 2 and p not in hit.places] or [
                p for _, p in known if p not in hit.places
            ]
            place = gazetteer.choose(hit, countries, near) or place
        resolved.append(place)
    return resolved


# ---------------------------------------------------------------- where somebody speaks, and what only points back

_SPOKEN_IN = Sifted(
    re.compile(
        r"\b(?:sources|contacts|informants|witnesses|network)\b(?:\s+[a-z]+){0,3}?\s+inside\s+(?:the\s+)?$|"
        r"\bnetwork\s+of\s+(?:[a-z]+\s+){1,4}?(?:in|across|around|throughout)\s+(?:the\s+)?$|"
        r"\b(?:told|said|speaking|spoke|says|reporting|reported|announced)\b"
        r"(?:\s+(?:to|by|on|via|the|an?|live|his|her|[a-z]+day|reporters|journalists|media|phone|telephone|satellite|agency|news"
        r"|statement|(?-i:[A-Z][\w-]*[a-z]|[A-Z]{2,4}(?=\s+(?:in|from|at|on|by)\b)))){0,4},?\s+(?:in|from|at)\s+"
        r"(?:the\s+)?(?:\w+\s+){0,2}$"
        r"|\b(?:correspondent|reporter|spokes\w+|journalist|photographer|conference|talks|negotiations|meetings?|summit|according"
        r"|interview\w*|exiled)\b(?:\s+\w+){0,3}?\s+(?:in|from|at|of|for)\s+(?:the\s+)?(?:\w+\s+){0,2}$|\btold\s+(?:\w+\s)?$",
        re.IGNORECASE,
    )
)
# "its office in X said": a speaker's place; "a bomb at its office in X" is where it happened
_SEATED_IN = Sifted(
    re.compile(
        r"\b(?:headquarters|office|embassy|branch|affiliate)\b[^.;,]{0,40}?\b(?:in|from|at|of)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
        re.IGNORECASE,
    )
)
_SPEAKS_AFTER = re.compile(
    r"^[^.;\w]{0,3}(?:[\w'’-]+\s+){0,4}(?:said|says|told|reported|added|announced|confirmed|denied)\b", re.IGNORECASE
)
_TOLD_BEFORE = re.compile(r"\b(?:told|according\s+to|by|from)\b", re.IGNORECASE)
_OFFICE_AFTER = re.compile(
    r"^(?:['’]s)?\s+(?:governor|mayor|police|health\s+directorate|media|council|authorities|officials?|foreign|president|prime)\b",
    re.IGNORECASE,
)
_OFFICE_BEFORE = Sifted(
    re.compile(
        r"\b(?:governor|mayor|head|director|bishop|emir|commander|chief|spokes\w+|coordination\s+committees?)\s+(?:of|in|for)\s+$",
        re.IGNORECASE,
    )
)
_REFERENCE = Sifted(
    re.compile(
        r"\b(?:(?P<det>the|that|this)\s+(?:(?:[\w]+-(?:held|controlled|run)|besieged|nearby|same|whole|entire|embattled|northern|southern"
        r"|eastern|western|central|coastal|strategic|oil-rich|\w+ian|\w+ern|ancient)\s+){0,2}"
        r"(?P<noun>city|town|village|province|governorate|district|neighbou?rhood|suburb|camp|capital|country|area|region|base|air\s?base"
        r"|airport|airfield|enclave|department|municipality)(?:['’]s\s+(?P<side>(?:north|south)(?:east|west)?|east|west)\b)?|(?P<there>there))\b(?!\s+of\s+[A-Z])",
        re.IGNORECASE,
    )
)
_THERE_IS = re.compile(r"\s+(?:is|are|was|were|has|have|had|will|would|could|may)\b", re.IGNORECASE)
_REFERENT_KINDS = {
    "city": {"city", "town"}, "town": {"town", "city", "village"}, "village": {"village", "town"},
    "province": {"governorate", "province"}, "governorate": {"governorate", "province"},
    "department": {"governorate", "province"}, "municipality": {"town", "city", "village"},
    "district": {"district", "neighbourhood", "part"}, "neighbourhood": {"neighbourhood", "part"},
    "neighborhood": {"neighbourhood", "part"}, "suburb": {"town", "neighbourhood", "area", "village"},
    "camp": {"site", "neighbourhood"},
    "base": {"site"}, "airbase": {"site"}, "air base": {"site"}, "airport": {"site"}, "airfield": {"site"},
    "enclave": {"area", "part", "town", "city"},
}  # fmt: skip
_SIDES = {"east": "East", "west": "West", "north": "North", "south": "South", "southeast": "Southeast",
          "northeast": "Northeast", "southwest": "Southwest", "northwest": "Northwest"}  # fmt: skip


_DATELINE_AFTER = re.compile(r"(?:,\s+[A-Z][\w.]+)?\s*(?:\([^)]{1,30}\)\s*)?(?:—|–|--?)\s")
_ORIGIN = re.compile(
    r"\b(?:were|are)\s+(?:mostly|mainly|all|largely)\s+(?:residents|people|civilians|villagers)\s+(?:of|from)\s+(?:the\s+)?"
    r"(?:(?:towns?|villages?|city|cities)\s+of\s+)?(?:(?:[Aa]l-)?[A-Z][\w'’-]+\s+and\s+)?$|"
    r"\bevacuat\w+\s+(?:[\w-]+\s+){0,3}?(?:of|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:(?:towns?|villages?|city|cities|areas?|districts?|provinces?)\s+of\s+)?"
    r"(?:[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?\s+and\s+)?$|"
    r"\b(?:evacuees|refugees|residents|people|families|villagers|civilians|fighters|rebels|buses|convoys?)\s+from\s+"
    r"(?:the\s+)?(?:[\w-]+\s+){0,4}?(?:(?:towns?|villages?|city|cities|areas?|districts?|provinces?)\s+of\s+)?"
    r"(?:[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?\s+and\s+)?$"
)


# "he was in charge of operations in X", "the leader manages networks in X and Y": what he does, not where he was seized
_HIS_FIELD = re.compile(
    r"\b(?:in\s+charge\s+of|responsible\s+for|manages|oversees|coordinates|directs)\b[^.;,]{0,50}"
    r"\b(?:in|throughout|across)\s+(?:the\s+)?(?:\w+\s+and\s+)?$",
    re.IGNORECASE,
)
_COMMANDS_IN = re.compile(r"\b(?:commander|chief|head|governor|emir|leader)\s+in\s+$", re.IGNORECASE)


def _marked(text: str, sentence: Sentence, mention: WhereMention) -> WhereMention:
    """The mention, as a speaker's place where it is one ("told a reporter in X", "the X governor"), or as the place
    that people are from ("evacuees from X were killed") and were not harmed at."""
    if mention.role != "place":
        return mention
    before = text[max(sentence.start, mention.named - 90) : mention.named]
    after = text[mention.end : min(sentence.end, mention.end + 40)]
    if mention.start - sentence.start < 3 and _DATELINE_AFTER.match(after):
        return replace(mention, role="speaker")
    seated = _SEATED_IN.search(before) and (_SPEAKS_AFTER.match(after) or _TOLD_BEFORE.search(before))
    if seated or _SPOKEN_IN.search(before) or _OFFICE_BEFORE.search(before) or _OFFICE_AFTER.match(after):
        silent = _COMMANDS_IN.search(before) and not (seated or _SPOKEN_IN.search(before) or _OFFICE_AFTER.match(after))
        if not silent or _SPEAKS_AFTER.match(after) or _TOLD_BEFORE.search(before):
            return replace(mention, role="speaker")
    if _HIS_FIELD.search(before):
        return replace(mention, role="origin")
    if _ORIGIN.search(before):
        return replace(mention, role="origin")
    return mention


def _references(
    text: str,
    sentence: Sentence,
    found: Sequence[WhereMention],
    seen: Sequence[WhereMention],
    country: str | None,
    gazetteer: Gazetteer,
) -> list[WhereMention]:
    """ "the town", "the capital", "there": mentions of the place they point back to; left out where nothing fits."""
    made = []
    for match in _REFERENCE.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        if any(m.start < end and start < m.end for m in found):
            continue
        before = [m for m in (*seen, *found) if m.named < start and m.role == "place"]
        noun = " ".join((match["noun"] or "").lower().split())
        if country:
            before = [m for m in before if m.where.country in (country, None)]
        place = _referent(noun, before, country, gazetteer) if noun else None
        unknown = None if place is not None or not noun else _unknown_referent(noun, before)
        if unknown is not None:
            where = replace(unknown.where, words=text[start:end])
            made.append(replace(unknown, start=start, end=end, named=start, where=where, sentence=sentence.index))
            continue
        if match["there"]:
            if match["there"][0] == "T" or _THERE_IS.match(text, end):
                continue
            last = [m for m in before if m.place is not None and m.level >= 2]
            place = last[-1].place if last else None
        if place is None:
            continue
        side = _SIDES.get((match["side"] or "").lower())
        if side:
            parts = [p for p in gazetteer.find(f"{side} {place.name}") if place.id in p.path]
            place = parts[0] if parts else place
        where = where_of(place, text[start:end])
        made.append(WhereMention(start, end, start, where, place.level, "place", sentence.index, place.kind, place))
    return made


def _unknown_referent(noun: str, before: Sequence[WhereMention]) -> WhereMention | None:
    """The last place of that kind that no gazetteer knows ("Qmar village ... the village")."""
    return next((m for m in reversed(before) if m.place is None and m.kind == noun), None)


def _is_capital(mention: WhereMention, capital: Place | None) -> bool:
    return capital is not None and mention.place is not None and mention.place.id == capital.id


def is_seat(place: Place) -> bool:
    """A city whose province bears its name: nobody calls it "the town"."""
    return place.kind == "city" and bool(place.within) and str(place.within).startswith(place.name.split()[0])


def _referent(noun: str, before: Sequence[WhereMention], country: str | None, gazetteer: Gazetteer) -> Place | None:
    if noun == "capital":
        return gazetteer.capital(country) if country else None
    if noun == "country":
        return gazetteer.place(country) if country else None
    kinds = _REFERENT_KINDS.get(noun)
    if kinds is None:
        return None
    for mention in reversed(before):
        if mention.place is None:
            if mention.kind == noun:
                return None
            continue
        if noun == "city" and mention.kind == "town" and re.search(r"\b(?:town|village)\b", mention.where.words or ""):
            continue  # what the text calls a town is not "the city"
        if mention.place.kind in kinds and not (noun in ("town", "village") and is_seat(mention.place)):
            return mention.place
        if noun in ("province", "governorate") and mention.place.level > 2:
            up = [p for id_ in mention.place.path[1:] if (p := gazetteer.place(id_)) is not None and p.level == 2]
            if up:
                return up[0]
        if noun == "city":
            up = [p for id_ in mention.place.path[1:] if (p := gazetteer.place(id_)) is not None and p.kind == "city"]
            if up:
                return up[0]
    return None


def _completed(
    mentions: Sequence[WhereMention], seen: Sequence[WhereMention], gazetteer: Gazetteer
) -> list[WhereMention]:
    """An unknown place without a larger one lies where the text said before, else in the province last named."""
    here = [m for m in mentions if m.role == "place" and m.level == 2 and m.where.path]
    made = []
    for mention in mentions:
        if mention.place is None and (holder := _holder(mention, mentions)) is not None:
            mention = replace(mention, where=within_of(mention.where, holder))
        if mention.place is None and not mention.where.path and mention.level > 2 and mention.role == "place":
            same = [m for m in seen if m.where.name == mention.where.name and m.where.path]
            beside = {up.where.name: up for m in mentions if (up := _province_of(m, gazetteer)) is not None}
            provinces = here if len(here) == 1 else [*beside.values()] if len(beside) == 1 else []
            provinces = provinces or [m for m in seen if m.level == 2 and m.where.path]
            if not provinces:
                provinces = [up for m in seen if (up := _province_of(m, gazetteer)) is not None]
            if same:
                mention = replace(mention, where=replace(same[-1].where, words=mention.where.words))
            elif provinces and mention.where.within is None:
                mention = replace(mention, where=within_of(mention.where, provinces[-1]))
        made.append(mention)
    return made


def _holder(mention: WhereMention, mentions: Sequence[WhereMention]) -> WhereMention | None:
    """The town of "the X neighbourhood of the town": the mention that begins with X's word for what it is."""
    known = (m for m in mentions if m.place is not None and m.level >= 4 and m.role == "place")
    return next((m for m in known if mention.start < m.start < mention.end <= m.named), None)


def _province_of(mention: WhereMention, gazetteer: Gazetteer) -> WhereMention | None:
    """The province a place lies in, as if it had been named there."""
    for id_ in mention.place.path[1:] if mention.place is not None else ():
        up = gazetteer.place(id_)
        if up is not None and up.level == 2:
            return replace(mention, where=where_of(up, mention.where.words), level=2, kind=up.kind, place=up)
    return None


# ---------------------------------------------------------------- what the story is mainly about


def _main(text: Text, mentions: Sequence[Sequence[WhereMention]], country: str | None) -> WhereMention | None:
    """The place of headline and lead: the first named there that is a town or finer, else a province."""
    body = 0
    early: list[WhereMention] = []
    for sentence in text.sentences:
        if sentence.section not in READ or sentence.section == "background":
            continue
        body += sentence.section == "body"
        early += [
            m
            for m in mentions[sentence.index]
            if m.role == "place" and m.level >= 2 and m.where.country in (country, None)
        ]
        if body >= 3 and early:
            break
        if body >= 8:
            break
    for finer in (4, 3, 2):
        for mention in early:
            if mention.level >= finer:
                return _finer(mention, early)
    return None


def _finer(mention: WhereMention, early: Sequence[WhereMention]) -> WhereMention:
    """Where the first place may be the province as well as its seat, the place in that province named next."""
    bare = mention.where.where_prec == 1 and not re.search(r"\b(?:city|centre|center)\b", mention.where.words or "")
    if not bare or mention.place is None or not is_seat(mention.place) or len(mention.place.path) < 2:
        return mention
    inside = (
        m for m in early if m.level >= 5 and m.place is not mention.place and mention.place.path[1] in m.where.path
    )
    return next(inside, mention)
