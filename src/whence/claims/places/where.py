"""Where a claim's act happened. In comes a Text, out come its scene (all places named) and one Where for each claim.

The most specific place the text gives is meant: in the claim's own clause, else its sentence, else what the sentences
before it are about, else the lead's place, else the country the story is about. Where somebody speaks is none of these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.claims.happenings import DEED, Happenings, find_happenings
from whence.claims.places.names import WhereMention, find_mentions, where_of, within_of
from whence.records import Sentence, Text, Where
from whence.vocabulary.gazetteer import Gazetteer, Place, PlaceHit

RULES = "places-v1"
_READ = frozenset(("headline", "caption", "subhead", "body", "background"))
_CARRY_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Scene:
    """All places of one document. `mentions[i]` are those of sentence i; `country` is the one the story is about.

    `main` is the place of the headline and lead, else of the dateline if it is not the capital, else null.
    """

    mentions: tuple[tuple[WhereMention, ...], ...]
    country: str | None
    country_place: Place | None
    main: WhereMention | None
    happenings: Happenings


def read_scene(text: Text, gazetteer: Gazetteer) -> Scene:
    """The places named in a text, each name resolved by the story's country and the places around it."""
    hits = _read_hits(text, gazetteer)
    country = _story_country(hits, text, gazetteer.pack_countries)
    resolved = _resolve(hits, country, gazetteer)
    by_sentence: dict[int, list[tuple[PlaceHit, Place | None]]] = defaultdict(list)
    for (index, hit), place in zip(hits, resolved, strict=True):
        by_sentence[index].append((hit, place))
    mentions: list[tuple[WhereMention, ...]] = []
    seen: list[WhereMention] = []
    dateline: WhereMention | None = None
    capital = gazetteer.capital(country) if country else None
    for sentence in text.sentences:
        found: list[WhereMention] = []
        here = by_sentence[sentence.index]
        if sentence.section == "dateline" and country:
            lines = find_mentions(text.text, sentence.start, sentence.end, sentence.index, here, gazetteer)
            seen += [m for m in lines if m.level >= 2 and m.where.country == country and not _is_capital(m, capital)]
            dateline = seen[-1] if seen else None
        if sentence.section in _READ:
            found = find_mentions(text.text, sentence.start, sentence.end, sentence.index, here, gazetteer)
            found = [_marked(text.text, sentence, m) for m in found]
            found += _references(text.text, sentence, found, seen, country, gazetteer)
            found = _completed(sorted(found, key=lambda m: m.named), seen, gazetteer)
            seen += [m for m in found if m.role == "place"]
        mentions.append(tuple(found))
    place = gazetteer.place(country) if country else None
    main = _main(text, mentions, country) or dateline
    return Scene(tuple(mentions), country, place, main, find_happenings(text))


def find_wheres(scene: Scene, index: int) -> tuple[WhereMention, ...]:
    """The places named in sentence `index` that things may have happened at; none that only speaks or describes."""
    if index >= len(scene.mentions):
        return ()
    return tuple(m for m in scene.mentions[index] if m.role == "place")


_LEFT_BEHIND = re.compile(
    r"\b(?:out\s+of|from|left|leave|leaving)\s+(?:the|both|these|those)\s+(?:[\w'’-]+\s+){0,2}(?:towns|villages|cities|areas)\b",
    re.IGNORECASE,
)
_PLURAL_PLACES = re.compile(r"\b(?:towns|villages|cities)\b", re.IGNORECASE)
_LEFT_REACH = 6


def where_from(text: Text, scene: Scene, sentence: Sentence, span: tuple[int, int]) -> tuple[Where, str] | None:
    """The place that people counted at `span` (offsets in the document) are taken from; null where it is not said so.

    "evacuated from X"; of "out of the two towns" the first of those that a sentence before names as towns.
    """
    own = [m for m in scene.mentions[sentence.index] if m.role == "origin" and 0 <= m.start - span[1] < 40]
    if own:
        return own[0].where, f"place: “{own[0].where.words}”, which they were taken from"
    if not _LEFT_BEHIND.search(text.text, span[0], sentence.end):
        return None
    for back in range(1, min(_LEFT_REACH, sentence.index) + 1):
        for mention in scene.mentions[sentence.index - back]:
            left = mention.role in ("origin", "place") and mention.level >= 5
            if left and (mention.role == "origin" or _PLURAL_PLACES.search(mention.where.words or "")):
                return mention.where, f"place: “{mention.where.words}” {back} sentence(s) before, which they left"
    return None


def count_places(text: Text, scene: Scene, index: int, focus: int) -> int:
    """How many provinces are told of in one breath ("in Odra and Pelm", each in its own); 1 for one or none.

    `focus` is the offset in the document of what is told; places of another clause do not count.
    """
    mentions = [
        m for m in find_wheres(scene, index) if m.place is not None and 2 <= m.level <= 5 and len(m.where.path) > 1
    ]
    for first, second in zip(mentions, mentions[1:], strict=False):
        at_home = first.where.country == second.where.country == scene.country
        joined = text.text[first.end : second.start] == " and " and first.where.path[-2] != second.where.path[-2]
        span = sorted((focus, first.start))
        if (
            at_home
            and joined
            and not _CLAUSE.search(text.text, *span)
            and not _BETWEEN.search(text.text[max(0, first.start - 30) : first.start])
        ):
            return 2
    return 1


_BETWEEN = re.compile(r"\b(?:between|from|to)\s+(?:\w+\s+)?\Z", re.IGNORECASE)


def where_for(
    sentences: Sequence[Sentence], focus: int, text: Text, scene: Scene, *, once: bool = True, of_war: bool = False
) -> tuple[Where, str]:
    """The place of a claim that stands in `sentences`, and how it was found.

    `focus` is the offset in the document of its figure, else of its act; `once`: it is one event's, no total, so that
    another sentence about that event may say more precisely where. `of_war`: a figure of the whole war.
    """
    own = next((s for s in sentences if s.start <= focus < s.end), sentences[0])
    best = _best(text.text, own, focus, find_wheres(scene, own.index), scene.country)
    if (finer := _named_after(text, own, sentences, best, scene)) is not None:
        return finer.where, f"place: “{finer.where.words}” further on"
    if best is not None and not _vague(best):
        return _told_finer(text, own, best, scene, once, f"“{best.where.words}” in the sentence")
    others = [m for s in sentences if s is not own for m in find_wheres(scene, s.index) if not _vague(m)]
    if others:
        return others[0].where, f"place: “{others[0].where.words}” beside it"
    of_war = of_war or _OF_THE_WAR.search(text.text, own.start, own.end) is not None
    if of_war and scene.country_place is not None and (best is None or best.where.country == scene.country):
        return _country(scene, own), "place: the whole war, so its country"
    if best is None or _loosely_said(text.text, own, best):
        if (carried := _carried(text, own, scene)) is not None and _same_country(carried, best):
            return _told_finer(text, own, carried, scene, once, f"carried from “{carried.where.words}”")
        if once and (same := _of_the_same(text, own, best, scene)) is not None:
            return same.where, f"place: “{same.where.words}”, which another sentence says of the same"
        if scene.main is not None and _same_country(scene.main, best):
            return scene.main.where, f"place: “{scene.main.where.words}” of the headline or lead"
    if best is not None:
        return _told_finer(text, own, best, scene, once, f"“{best.where.words}” in the sentence")
    if scene.country_place is not None:
        return _country(scene, own), "place: the country the story is about"
    return Where(), "place: the text names none"


def _told_finer(
    text: Text, own: Sentence, known: WhereMention, scene: Scene, once: bool, reason: str
) -> tuple[Where, str]:
    """The finer place that another sentence gives within the one known, else that one, for its reason."""
    if once and (finer := _of_the_same(text, own, known, scene)) is not None:
        return finer.where, f"place: “{finer.where.words}”, which another sentence says of the same"
    return known.where, f"place: {reason}"


# ---------------------------------------------------------------- the country, and names that fit two places

_LOCATIVE = re.compile(
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
        if at >= 0 and hit.end <= text.sentences[at].end and text.sentences[at].section in (*_READ, "dateline"):
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
            if hit.role == "place" and _LOCATIVE.search(text.text, max(0, hit.start - 30), hit.start):
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

_SPOKEN_IN = re.compile(
    r"\b(?:sources|contacts|informants|witnesses|network)\b(?:\s+[a-z]+){0,3}?\s+inside\s+(?:the\s+)?$|"
    r"\b(?:told|said|speaking|spoke|says|reporting|reported|announced)\b"
    r"(?:\s+(?:to|by|on|via|the|an?|live|his|her|[a-z]+day|reporters|journalists|media|phone|telephone|satellite|agency|news"
    r"|statement|(?-i:[A-Z][\w-]*[a-z]|[A-Z]{2,4}(?=\s+(?:in|from|at|on|by)\b)))){0,4},?\s+(?:in|from|at)\s+"
    r"(?:the\s+)?(?:\w+\s+){0,2}$"
    r"|\b(?:correspondent|reporter|spokes\w+|journalist|photographer|conference|talks|negotiations|meetings?|summit|according"
    r"|interview\w*|exiled)\b(?:\s+\w+){0,3}?\s+(?:in|from|at|of|for)\s+(?:the\s+)?(?:\w+\s+){0,2}$|\btold\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
# "its office in X said": a speaker's place; "a bomb at its office in X" is where it happened
_SEATED_IN = re.compile(
    r"\b(?:headquarters|office|embassy|branch|affiliate)\b[^.;,]{0,40}?\b(?:in|from|at|of)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_SPEAKS_AFTER = re.compile(
    r"^[^.;\w]{0,3}(?:[\w'’-]+\s+){0,4}(?:said|says|told|reported|added|announced|confirmed|denied)\b", re.IGNORECASE
)
_TOLD_BEFORE = re.compile(r"\b(?:told|according\s+to|by|from)\b", re.IGNORECASE)
_OFFICE_AFTER = re.compile(
    r"^(?:['’]s)?\s+(?:governor|mayor|police|health\s+directorate|media|council|authorities|officials?|foreign|president|prime)\b",
    re.IGNORECASE,
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:governor|mayor|head|director|bishop|emir|commander|chief|spokes\w+|coordination\s+committees?)\s+(?:of|in|for)\s+$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:(?P<det>the|that|this)\s+(?:(?:[\w]+-(?:held|controlled|run)|besieged|nearby|same|whole|entire|embattled|northern|southern"
    r"|eastern|western|central|coastal|strategic|oil-rich|\w+ian|\w+ern|ancient)\s+){0,2}"
    r"(?P<noun>city|town|village|province|governorate|district|neighbou?rhood|suburb|camp|capital|country|area|region|base|air\s?base"
    r"|airport|airfield|enclave|department|municipality)(?:['’]s\s+(?P<side>(?:north|south)(?:east|west)?|east|west)\b)?|(?P<there>there))\b(?!\s+of\s+[A-Z])",
    re.IGNORECASE,
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


def _is_seat(place: Place) -> bool:
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
        if mention.place.kind in kinds and not (noun in ("town", "village") and _is_seat(mention.place)):
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


# ---------------------------------------------------------------- choosing

_OF_THE_WAR = re.compile(
    r"\bmillions\s+of\b[^.]{0,60}\b(?:displaced|fled|forced|homes|homeless|refugees)\b|"
    r"\b(?:war|conflict|uprising|revolt|revolution|crisis|unrest|violence|protests)\b[^.]{0,80}?\b(?:began|begun|started|erupted"
    r"|broke\s+out|has\s+(?:killed|claimed|left)|since|years?|entered|cost)\b"
    r"|\b(?:since|when|after)\b[^.]{0,40}\b(?:war|conflict|uprising|revolt|revolution|crisis|unrest|protests)\b",
    re.IGNORECASE,
)
_FROM_OR_TO = re.compile(
    r"\b(?:from|to|toward|towards|leaving|left|hometown\s+of|border(?:s|ing)?(?:\s+with)?|backed\s+by|route\s+(?:to|from)|via)"
    r"\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_POSSESSED = re.compile(r"(?:[\w-]+\s+){0,2}[\w-]+['’]s\s+(?:[a-z-]+\s+){0,2}")
_CLAUSE = re.compile(
    r";|,\s+(?:while|and|but|as|with)\b|\bwhile\b|\badding\b|\bmeanwhile\b|\bwhereas\b|\.\s", re.IGNORECASE
)


def _vague(mention: WhereMention) -> bool:
    """A country, with a direction or alone: the text may have more."""
    return mention.level == 1


def _best(
    text: str, sentence: Sentence, focus: int, mentions: Sequence[WhereMention], country: str | None
) -> WhereMention | None:
    """The mention that fits the act at `focus` best: near, specific, after "in" or "on", in the same clause."""
    mentions = [m for m in mentions if not _acts_only(text, sentence, m, country) and not _owns(text, m, mentions)]
    if not mentions:
        return None

    def score(mention: WhereMention) -> float:
        value = {6: 3.0, 5: 3.0, 4: 2.6, 3: 2.2, 2: 1.6}.get(mention.level, 0.0)
        if country is not None and mention.where.country not in (country, None):
            value -= 2.5
        before = text[max(sentence.start, mention.start - 40) : mention.start]
        lead = text[max(sentence.start, mention.start - 40) : mention.named]
        if owner := _OWNER.search(before):
            before = before[: owner.start()]
        if _LOCATIVE.search(before) or _LOCATIVE.search(lead):
            value += 1.5
        if _FROM_OR_TO.search(before):
            value -= 1.5
        between = text[mention.end : focus] if mention.end <= focus else text[focus : mention.start]
        value -= min(2.5, len(between) / 60)
        if _CLAUSE.search(between):
            value -= 1.0
        return value

    best = max(mentions, key=lambda m: (score(m), -m.start))
    return _finer_of_clause(text, best, focus, mentions) or best


_PARTS = re.compile(r"\b(?:including|among|and\s+(?:\w+\s+)?(?:\d+|another|others?)\b)", re.IGNORECASE)


def _finer_of_clause(
    text: str, best: WhereMention, focus: int, mentions: Sequence[WhereMention]
) -> WhereMention | None:
    """ "In X province nine men were killed in the village of Y": the place within the one the sentence opens with."""
    if best.level > 5 or best.place is None or best.end > focus:
        return None
    for mention in mentions:
        if (
            mention.start < focus
            or _PARTS.search(text, focus, mention.start)
            or _CLAUSE.search(text, focus, mention.start)
        ):
            continue
        inside = best.place.id in mention.where.path[1:] or (
            _is_seat(best.place) and best.place.path[1] in mention.where.path
        )
        finer = mention.level > best.level or mention.kind in _FINE
        if inside and finer and _LOCATIVE.search(text, best.end, mention.named):
            return mention
    return None


_OWNER = re.compile(r"\b(?:[A-Z][\w-]+\s+){0,2}[A-Z][\w-]+['’]s\s+$")


def _owns(text: str, mention: WhereMention, mentions: Sequence[WhereMention]) -> bool:
    """A country that a finer place follows as its own: "Syria's northern province of X"."""
    if mention.level > 1:
        return False
    finer = (m for m in mentions if m.level > 1 and m.where.country == mention.where.country)
    return any(_POSSESSED.fullmatch(text, mention.named, m.start) for m in finer if 0 < m.start - mention.named < 60)


def _acts_only(text: str, sentence: Sentence, mention: WhereMention, country: str | None) -> bool:
    """A country other than the story's that is not said to be where: it does something, or something is named by it."""
    if mention.level > 1 or country is None or mention.where.country == country:
        return False
    if text[mention.end : mention.end + 2] in ("'s", "’s"):
        return True
    return not _LOCATIVE.search(text, max(sentence.start, mention.named - 30), mention.named)


def _carried(text: Text, own: Sentence, scene: Scene) -> WhereMention | None:
    """What the sentences just before are about: the nearest with a place more specific than a country."""
    for back in range(1, _CARRY_SENTENCES + 1):
        index = own.index - back
        if index < 0:
            return None
        if scene.happenings.first[index] == index != own.index and scene.happenings.first[own.index] != index:
            continue  # an aside
        before = text.sentences[index]
        if before.section not in _READ or (before.paragraph < own.paragraph - 1 and back > 2):
            return None
        places = [m for m in find_wheres(scene, index) if m.level >= 2 and m.where.country in (scene.country, None)]
        if places:
            return max(places, key=lambda m: (m.level >= 4, m.level >= 3, -m.start))
    return None


_SOME_PLACE = re.compile(
    r"\b(?:an?|one|two|three|four|several|some|last)\s+(?:[\w-]+\s+){0,4}?(?:towns?|villages?|city|cities|districts?|camp|suburbs?"
    r"|neighbou?rhoods?|outpost|hospital|school|market|mosque|prison|base|airbase|checkpoint|oil\s?field|field|bastion|stronghold)\b",
    re.IGNORECASE,
)


def _named_after(
    text: Text, own: Sentence, sentences: Sequence[Sentence], best: WhereMention | None, scene: Scene
) -> WhereMention | None:
    """Of "a town in X province" the name, where one of the next sentences gives it."""
    some = _SOME_PLACE.search(text.text, own.start, own.end)
    if some is None:
        return None
    if best is not None and best.level >= 3 and (camp := _unnamed_near(text.text, some, best)) is not None:
        later = (
            m for i in range(own.index + 1, min(own.index + 3, len(scene.mentions))) for m in find_wheres(scene, i)
        )
        return next(
            (m for m in later if camp in (m.where.words or "").lower() and m.where.name != best.where.name), None
        )
    if best is not None and best.level >= 5 and best.kind != "city":
        return None
    for index in range(own.index + 1, min(own.index + 4, len(scene.mentions))):
        for mention in find_wheres(scene, index):
            if mention.level < 5 or (mention.place is not None and _is_seat(mention.place)):
                continue
            if best is None or (best.place is not None and best.place.id in mention.where.path[1:]):
                return mention
    return None


_SAME_SENTENCES = 4  # how far in one happening a sentence may lie that is asked for its finer place
_DEED_AT = re.compile(
    r"\b(?:in|at|on|near|inside|outside|hit|hitting|struck|rocked|targeted|targeting|shelled|bombed)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)


def _of_the_same(text: Text, own: Sentence, best: WhereMention | None, scene: Scene) -> WhereMention | None:
    """The finer place within `best` that other sentences give of the same attack; null where they give two, or none.

    Only a sentence that speaks of "the attack" (and so of one told of elsewhere) lends its place, and only to one of
    its own happening; a sentence that itself speaks of "the attack" takes it from anywhere in the report.
    """
    told = scene.happenings
    if told.first[own.index] is None:
        return None
    if best is not None and (best.level > 5 or best.kind in _FINE or _is_of_parts(text.text, best)):
        return None
    near = [
        m
        for i in told.together(own.index)
        if told.known[i] and abs(i - own.index) <= (_SAME_SENTENCES if told.singular[i] else 1)
        for m in find_wheres(scene, i)
        if _DEED_AT.search(text.text, max(0, m.start - 60), m.named)
    ]
    far = [
        m
        for i in range(len(told.first) if told.singular[own.index] else 0)
        if i != own.index
        for m in find_wheres(scene, i)
        if _DEED_ON.search(text.text, max(0, m.start - 60), m.named) or _DEED_THERE.match(text.text, m.end)
    ]
    for mentions in (near, far):
        found = [m for m in mentions if _is_finer(m, best, scene)]
        if found:
            finest = max(m.level for m in found)
            names = {m.where.name for m in found if m.level == finest}
            return next(m for m in found if m.level == finest) if len(names) == 1 else None
    return None


# "a raid on the village of X", and of X "where the raid took place"
_DEED_ON = re.compile(rf"\b{DEED}\s+(?:on|in|at|near|against)\s+(?:[\w-]+\s+){{0,4}}$", re.IGNORECASE)
_DEED_THERE = re.compile(rf"\W{{0,3}}\s*where\s+the\s+(?:[\w-]+\s+){{0,2}}{DEED}\b", re.IGNORECASE)


def _is_of_parts(text: str, mention: WhereMention) -> bool:
    """Whether the text names several places at once ("two parts of X"), so that no single one is meant."""
    return _SEVERAL_PARTS.search(text, max(0, mention.start - 20), mention.end) is not None


_SEVERAL_PARTS = re.compile(
    r"\b(?:neighbou?rhoods|districts|areas|parts|suburbs|towns|villages|quarters|outskirts|countryside|provinces)\b",
    re.IGNORECASE,
)
_FINE = frozenset(("neighbourhood", "village", "site"))


def _is_finer(mention: WhereMention, best: WhereMention | None, scene: Scene) -> bool:
    """Whether a place lies within the best one known so far; where none is known, any town of the story's country."""
    if best is None:
        return mention.level >= 5 and mention.where.country in (scene.country, None)
    if best.place is None or best.place.id not in mention.where.path or best.place == mention.place:
        return False
    return mention.level > best.level or mention.kind in _FINE


_NEAR_OF = re.compile(
    r"\s+(?:just\s+)?(?:near|outside|close\s+to|(?:(?:north|south)(?:east|west)?|east|west)\s+of)\b", re.IGNORECASE
)


def _unnamed_near(text: str, some: re.Match[str], best: WhereMention) -> str | None:
    """Of "a training camp near X" the word "camp": what is meant is not X itself."""
    noun = some.group().split()[-1].lower()
    return noun if _NEAR_OF.match(text, some.end()) and some.end() < best.named else None


def _loosely_said(text: str, sentence: Sentence, mention: WhereMention) -> bool:
    """A country that only sets the scene: "northern X", "an X town", or any in a headline; not a plain "in X"."""
    if mention.where.where_prec == 5 or sentence.section in ("headline", "caption"):
        return True
    return not _LOCATIVE.search(text, max(sentence.start, mention.named - 30), mention.named)


def _same_country(mention: WhereMention, best: WhereMention | None) -> bool:
    return best is None or mention.where.country == best.where.country


def _country(scene: Scene, sentence: Sentence) -> Where:
    assert scene.country_place is not None
    words = next(
        (
            m.where.words
            for m in scene.mentions[sentence.index]
            if m.where.country == scene.country and m.role == "demonym"
        ),
        None,
    )
    return where_of(scene.country_place, words)


def _main(text: Text, mentions: Sequence[Sequence[WhereMention]], country: str | None) -> WhereMention | None:
    """The place of headline and lead: the first named there that is a town or finer, else a province."""
    body = 0
    early: list[WhereMention] = []
    for sentence in text.sentences:
        if sentence.section not in _READ or sentence.section == "background":
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
    if not bare or mention.place is None or not _is_seat(mention.place) or len(mention.place.path) < 2:
        return mention
    inside = (
        m for m in early if m.level >= 5 and m.place is not mention.place and mention.place.path[1] in m.where.path
    )
    return next(inside, mention)
