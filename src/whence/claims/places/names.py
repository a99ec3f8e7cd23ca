"""Places as a sentence names them. In come a sentence and the names found in it, out come mentions with a Where each.

Here is the grammar around a name: "the village of X in Y province", "near X", "eastern X", "rebel-held X", and names
that no gazetteer has ("X district, Y province"), which keep their words and lie where the text says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.records import Where
from whence.vocabulary.folding import fold
from whence.vocabulary.gazetteer import Gazetteer, Place, PlaceHit, Role, distance_km
from whence.vocabulary.placelists import stop_words
from whence.vocabulary.sieve import Sifted

_DIRECTION = (
    r"(?:north|south)[- ]?(?:east|west)(?:ern)?|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?"
    r"|central|upper|lower"
)
_PEOPLE = r"(?-i:[A-Z][a-z]+(?:an|ese|ish|i|ite))"  # nationalities and creeds, by their endings
_KINDS = {
    "village": "village", "hamlet": "village", "town": "town", "city": "city", "municipality": "town",
    "neighbourhood": "neighbourhood", "neighborhood": "neighbourhood", "quarter": "neighbourhood",
    "suburb": "town", "camp": "site", "district": "district", "county": "district", "province": "province",
    "governorate": "province", "department": "province", "oblast": "province", "state": "province",
    "region": "area", "area": "area", "valley": "area", "mountain": "area", "plain": "area",
    "airport": "site", "airbase": "site", "base": "site", "prison": "site", "hospital": "site", "school": "site",
    "crossing": "site", "square": "site", "market": "site", "mosque": "site", "bridge": "site", "dam": "site",
}  # fmt: skip
_NOUN = "|".join(_KINDS)
_UNNAMED_LEVEL = {
    "site": 5,
    "neighbourhood": 5,
    "village": 5,
    "town": 5,
    "city": 5,
    "district": 4,
    "area": 3,
    "province": 2,
}
# What may stand between a place and the larger one that holds it.
_INTO_LARGER = re.compile(
    rf"^(?:['’]s)?\s{{0,9}}(?:\(\s{{0,9}})?(?:(?:{_NOUN}|city|countryside|outskirts)\b)?\s{{0,9}}"
    rf"(?:,|/|in|of|near|outside|on\s{{1,9}}the\s{{1,9}}outskirts\s{{1,9}}of|,\s{{0,9}}in|located\s{{1,9}}in|just\s{{1,9}}outside)?\s{{0,9}}(?:the\s{{1,9}}|an?\s{{1,9}})?"
    rf"(?:(?:{_DIRECTION}|countryside|rural|mostly|rebel-held|province|governorate|city|town|department|state|neighbou?ring)"
    rf"(?:\s{{1,9}}of)?(?:\s{{1,9}}the)?\s{{1,9}}|[A-Z][a-z]{{1,40}}i\s{{1,9}}){{0,12}}$",
    re.IGNORECASE,
)
_NOUNS_OF = "|".join(noun for noun in _KINDS if noun != "state")
_LEFT = re.compile(
    rf"(?<![\w-])(?:\b(?:near|outside|around|inside)\s{{1,9}})?"
    rf"(?:\b(?:the|a|an|its|their|some|several|other|two|three)\s{{1,9}})?"
    rf"(?:\b(?:\w{{1,40}}-(?:held|controlled|occupied|run|besieged|majority|dominated)|besieged|nearby|neighbou?ring|embattled"
    rf"|strategic|contested|ancient|historic|border|main|key|rural|occupied|old|{_DIRECTION}|{_PEOPLE})\s{{1,9}}){{0,12}}"
    rf"(?:\b(?:{_NOUNS_OF}|outskirts|vicinity|suburbs|countryside|cent(?:re|er)|east|west|north|south|areas?|neighbou?rhoods"
    rf"|districts|parts?|villages|towns|quarters)\s{{1,9}}(?:of|in|near|around|east\s{{1,9}}of|west\s{{1,9}}of)\s{{1,9}})?"
    rf"(?:\b(?:the|rebel-held|besieged)\s{{1,9}})?(?:\b{_PEOPLE}\s{{1,9}})?"
    rf"(?:\b(?:{_NOUN})\s{{1,9}}of\s{{1,9}})?(?:(?:the\s{{1,9}})?(?:{_DIRECTION}|rural|besieged|greater)\s{{1,9}})?$",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    rf"^(?:['’]s)?(?:\s+(?:military|international|industrial|refugee|{_DIRECTION}|air|old))?"
    rf"\s+(?:{_NOUN}|countryside|suburbs|outskirts|road|area)\b",
    re.IGNORECASE,
)
_PROVINCE_AFTER = re.compile(
    r"^(?:['’]s)?\s+(?:province|governorate|department|oblast|state|provincial)\b", re.IGNORECASE
)
_PROVINCE_BEFORE = Sifted(
    re.compile(r"\b(?:province|governorate|department|provinces|state)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
)
_DISTRICT_AFTER = re.compile(r"^\s+(?:district|county)\b", re.IGNORECASE)
_COUNTRYSIDE = re.compile(rf"^(?:['’]s)?\s+(?:(?:{_DIRECTION})\s+)?countryside\b", re.IGNORECASE)
_COUNTRYSIDE_OF = Sifted(re.compile(r"\b(?:countryside|rural\s+areas?)\s+of\s+$|\brural\s+$", re.IGNORECASE))
_TOWARDS = Sifted(re.compile(rf"\b(?:{_DIRECTION})\s+$", re.IGNORECASE))
_ERN = Sifted(re.compile(r"\b\w+ern\s+$", re.IGNORECASE))
_NEAR = Sifted(
    re.compile(
        r"\b(?:near|outside|vicinity\s+of|outskirts\s+of|close\s+to|(?:km|kilomet\w+|miles)\s+(?:\w+\s+)?(?:from|of|to)"
        r"|(?:north|south|east|west|northeast|northwest|southeast|southwest)\s+of|around|suburbs\s+of|beyond)\s+(?:the\s+)?"
        rf"(?:(?:\w+\s+)?(?:{_NOUN})\s+of\s+)?$",
        re.IGNORECASE,
    )
)
# Parts hold no blank and no hyphen, so that a name can be taken apart in one way only and hostile text costs no more.
_PART = r"[A-Z][\w'’]{1,24}"
_NAME = (
    rf"(?<![\w'’-])(?:(?:[Aa]l|[Ee]l|as|ad|ar|an|az)[- ])?{_PART}"
    rf"(?:[ -](?:(?:al|el|e|i|ez|de|del|la|las|los)[- ])?{_PART}){{0,3}}"
)
_ISLAMIC = re.compile(r"\bIslamic\s+$", re.IGNORECASE)
_UNKNOWN_AFTER = Sifted(re.compile(rf"({_NAME})\s+((?i:{_NOUN}))s?\b"))
_UNKNOWN_BEFORE = Sifted(re.compile(rf"\b((?i:{_NOUN}))s?\s+(?i:of)\s+({_NAME})"))
_WORDS_OF_KIND = (
    "the a an this that its their his each every another other some several one two three in on at of "
    "united member police military army home refugee training border joint security rebel government and "
    "or by to from same capital field primary elementary public private national international general "
    "north south east west northern southern eastern western central local city town old new foreign "
    "secretary deep head welfare nation operating forward air outside inside near around all no any both "
    "many most these those also grand great residential coastal mountainous mountain rural urban remote northeastern "
    "northwestern southeastern southwestern oil gas safe buffer for with is was de-escalation us"
)
_NOT_NAMES = frozenset(_WORDS_OF_KIND.split())
_READ_IN_CAPS = frozenset(
    ("province", "department", "municipality", "village", "town", "city", "neighborhood", "district")
)


@dataclass(frozen=True, slots=True)
class WhereMention:
    """One place as named in a sentence; offsets count in the document. `where.words` is `text[start:end]`.

    `level` says how specific it is (6 a site, 5 a town, 2 a province, 1 a country). `place` is null where the gazetteer
    has none, or two. `named` is where the name itself begins.
    """

    start: int
    end: int
    named: int
    where: Where
    level: int
    role: Role
    sentence: int
    kind: str
    place: Place | None = None
    candidates: tuple[Place, ...] = ()


def find_mentions(
    text: str, start: int, end: int, index: int, hits: Sequence[tuple[PlaceHit, Place | None]], gazetteer: Gazetteer
) -> list[WhereMention]:
    """The places named in `text[start:end]`, in order; a place and the larger one that holds it are one mention."""
    mentions: list[WhereMention] = []
    known = [(h.start, h.end, h.places[0].of_pack or h.places[0].kind == "country") for h, _ in hits]
    whole = _unknown(text, start, end, index, known)
    spans = [(m.start, m.end) for m in whole]
    left = [(hit, place) for hit, place in hits if not any(a <= hit.start and hit.end <= b for a, b in spans)]
    named = [_mention(text, start, end, index, hit, place, gazetteer) for hit, place in left] + whole
    named.sort(key=lambda m: m.named)
    for mention in named:
        if mentions and (joined := _joined(text, mentions[-1], mention)):
            mentions[-1] = joined
        else:
            mentions.append(mention)
    return mentions


def where_of(place: Place, words: str | None, prec: int | None = None) -> Where:
    """A Where for a place of the gazetteer, in the text's words."""
    return Where(
        words=words,
        name=place.name,
        within=place.within,
        country=place.country,
        path=place.path,
        lat=place.lat,
        lon=place.lon,
        where_prec=prec or place.where_prec,
        pcode=place.pcode if prec in (None, place.where_prec) else None,
    )


def _mention(
    text: str, start: int, end: int, index: int, hit: PlaceHit, place: Place | None, gazetteer: Gazetteer
) -> WhereMention:
    before, after = text[start : hit.start], text[hit.end : end]
    prec: int | None = None
    if place is not None:
        place, prec = _as_told(before, after, hit, place, gazetteer)
    left, right = hit.start, hit.end
    if hit.role == "place":
        tail = before[-70:]
        if match := _LEFT.search(tail):
            left = hit.start - len(tail) + match.start()
            left += len(text[left : hit.start]) - len(text[left : hit.start].lstrip())
        if match := _RIGHT.match(after):
            right = hit.end + match.end()
    words = text[left:right]
    if place is not None:
        where, level = where_of(place, words, prec), place.level
        if prec == 5 and place.kind == "country":
            level = 1
    else:
        countries = {p.country for p in hit.places}
        where = Where(words=words, name=hit.words, country=countries.pop() if len(countries) == 1 else None)
        level = 4
    kind = place.kind if place is not None else ""
    return WhereMention(left, right, hit.start, where, level, hit.role, index, kind, place, hit.places)


def _as_told(before: str, after: str, hit: PlaceHit, place: Place, gazetteer: Gazetteer) -> tuple[Place, int | None]:
    """The place the words around the name make of it (its province, its surroundings), and the precision if lower."""
    province = _province_named(hit, place, gazetteer)
    if province is not None and place.level != 2:
        if _PROVINCE_AFTER.match(after) or _PROVINCE_BEFORE.search(before):
            return province, None
        if _COUNTRYSIDE.match(after) or _COUNTRYSIDE_OF.search(before):
            return province, None
        if _ERN.search(before) and place.kind == "city" and _TOWARDS.search(before):
            return province, None
    if _DISTRICT_AFTER.match(after) and (district := _district_named(hit, place, gazetteer)) is not None:
        return district, None
    if place.kind == "country":
        return place, 5 if _TOWARDS.search(before) else 6
    if place.level == 2:
        return place, None
    return place, 2 if _NEAR.search(before[-60:]) else None


def _district_named(hit: PlaceHit, place: Place, gazetteer: Gazetteer) -> Place | None:
    """The district that bears the name of a town in it; the larger one, where a part of it bears the name as well."""
    if place.kind not in ("city", "town", "village"):
        return None
    named = {p.id: p for p in (*hit.places, *gazetteer.find(f"{hit.words} District")) if p.kind == "district"}
    near = [p for p in named.values() if p.country == place.country and distance_km(p, place) <= _DISTRICT_KM]
    return next((p for p in near if not any(up in named for up in p.path[1:])), None)


def _province_named(hit: PlaceHit, place: Place, gazetteer: Gazetteer) -> Place | None:
    """The province that bears the name: one of the hit's own, else the one a city of that name lies in."""
    for other in hit.places:
        if other.level == 2 and other.country == place.country:
            return other
    for id_ in place.path[1:]:
        up = gazetteer.place(id_)
        if up is not None and up.level == 2 and fold(up.name).split()[0] == fold(place.name).split()[0]:
            return up
    return None


def _unknown(text: str, start: int, end: int, index: int, taken: Sequence[tuple[int, int, bool]]) -> list[WhereMention]:
    """Names no gazetteer has, known for places by the noun beside them: "Andar district", "the village of Qmar"."""
    sentence = text[start:end]
    all_caps = sentence.isupper()
    titled = not all_caps and _is_titled(sentence)
    found = []
    for pattern, name_group, noun_group in ((_UNKNOWN_AFTER, 1, 2), (_UNKNOWN_BEFORE, 2, 1)):
        for match in pattern.finditer(sentence):
            name, noun = match.group(name_group), match.group(noun_group).lower()
            left, right = start + match.start(name_group), start + match.end(name_group)
            words = name.split()
            while words and (_no_name(words[0]) or words[0].endswith(("'s", "’s"))):
                left += len(words[0]) + 1
                words = words[1:]
            over = [(a, b, sure) for a, b, sure in taken if a < right and left < b]
            if over and not _overruled(over, left, right, len(words), after=name_group == 1, all_caps=all_caps):
                continue
            if noun == "state" and _ISLAMIC.search(sentence, 0, match.start(noun_group)):
                continue  # "the Islamic State of Iraq" is a party
            if not words or _no_name(words[-1]) or (all_caps and noun not in _READ_IN_CAPS):
                continue
            if (all_caps or titled) and name_group == 1:
                left, words = right - len(words[-1]), words[-1:]
            if titled and words[-1].lower().endswith("ed"):
                continue  # "Besieged Town", in a headline where every word has its capital
            if name_group == 1 and _NAME_FOLLOWS.match(sentence, match.end()):
                continue  # "Shia towns of X and Y": X is the name
            if name_group == 1 and _A_KIND_OF.search(sentence, 0, left - start) and _is_of_people(words):
                continue  # "a Damascene suburb" names none
            kind = _KINDS[noun]
            name = " ".join(words)
            if kind == "province":
                name = f"{name} {noun.capitalize()}"
            whole = (min(left, start + match.start(noun_group)), max(right, start + match.end(noun_group)))
            taken = [*taken, (*whole, True)]
            where = Where(words=text[slice(*whole)], name=name.title() if all_caps else name)
            found.append(WhereMention(*whole, left, where, _UNNAMED_LEVEL[kind], "place", index, kind))
    return found


_NAME_FOLLOWS = re.compile(r"\s+of\s+(?:[Aa]l[- ])?[A-Z]")
_A_KIND_OF = re.compile(r"\b(?:an?|some|several|two|three|the)\s+$", re.IGNORECASE)
_OF_PEOPLE = re.compile(rf"{_PEOPLE}|[A-Z]\w+(?:ene|ine)")


def _is_of_people(words: Sequence[str]) -> bool:
    """A nationality, a creed, the people of a city: "Shi'ite", "Kurdish"."""
    return len(words) == 1 and _OF_PEOPLE.fullmatch(words[0].replace("'", "").replace("’", "")) is not None


def _is_titled(sentence: str) -> bool:
    """Whether nearly every longer word has a capital, as in the headlines of some papers."""
    words = [w for w in re.findall(r"[A-Za-z][\w'’-]*", sentence) if len(w) > 3]
    return len(words) >= 5 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _no_name(word: str) -> bool:
    return word.lower() in _NOT_NAMES or word.lower() in stop_words()[0]


def _overruled(
    over: Sequence[tuple[int, int, bool]], left: int, right: int, words: int, *, after: bool, all_caps: bool
) -> bool:
    """Whether a longer unknown name holds where the gazetteer knows only a part of it ("Nadir Shah Kot district")."""
    if all_caps or words < 2 or any(sure for _, _, sure in over):
        return False
    return all((a > left or b < right) and (after or a > left) for a, b, _ in over)


def _joined(text: str, small: WhereMention, large: WhereMention) -> WhereMention | None:
    """ "X in Y province" as one mention of X that lies in Y; null where they are two places."""
    if small.role != "place" or large.role != "place":
        return None
    gap = text[small.end : large.named]
    if len(gap) > 60 or not (_INTO_LARGER.match(gap) or _BESIDE.match(gap)):
        return None
    if small.level >= 4 and large.level <= 5 and _BESIDE.match(gap) and small.place is not None:
        words = text[small.start : large.end]  # "X near Y": Y only says where X is
        return replace(small, end=large.end, where=replace(small.where, words=words))
    outer = _as_holder(small, large)
    if outer is None:
        return None
    whole = replace(small, end=large.end)
    words = text[small.start : large.end]
    if small.place is not None and large.place is not None:
        held = [p for p in small.candidates if outer.path[0] in p.path]
        if outer.path[0] in small.place.path:
            return replace(whole, where=replace(small.where, words=words))
        if held:
            where = where_of(held[0], words, small.where.where_prec)
            return replace(whole, where=where, place=held[0], level=held[0].level, kind=held[0].kind)
        if small.place.of_pack or distance_km(small.place, large.place) < _OVER_THE_LINE_KM:
            return None if large.level == 1 else replace(whole, where=replace(small.where, words=words))
        if large.level == 1:
            return None
        unknown = Where(words=words, name=_surface(text, small) or small.where.name)
        return replace(whole, where=within_of(unknown, large), place=None)
    if outer.path and outer.path[0] in small.where.path:  # "X in Y province, Z country": Y said more
        return replace(whole, where=replace(small.where, words=words))
    where = replace(small.where, path=(), lat=None, lon=None, pcode=None) if small.place is None else small.where
    return replace(whole, where=replace(within_of(where, large), words=words))


_BESIDE = re.compile(
    rf"^,?\s+(?:(?:an?\s+few|some|about|around|\d+)\s+(?:\d+\s+)?(?:km|kilomet\w+|miles)\s+)?(?:near|outside|(?:just\s+)?(?:{_DIRECTION})\s+of|close\s+to|on\s+the\s+outskirts\s+of)\s",
    re.IGNORECASE,
)
_DISTRICT_KM = 60.0  # from the middle of a district to its seat
_OVER_THE_LINE_KM = 40.0  # a place near the border of the province a text puts it in


def _as_holder(small: WhereMention, large: WhereMention) -> Where | None:
    """The Where of the larger place, or of the province of its name that the smaller lies in."""
    if large.place is not None and large.kind in ("city", "town") and small.place is not None and small.level >= 4:
        first = fold(large.place.name)
        for place in small.candidates or (small.place,):
            if large.place.id in place.path or (
                place.within and place.id != large.place.id and fold(place.within).startswith(first)
            ):
                return replace(large.where, path=place.path[1:] or large.where.path)
        return None
    return large.where if large.level < small.level else None


def _surface(text: str, mention: WhereMention) -> str:
    """The name as the text spells it."""
    match = re.match(_NAME, text[mention.named : mention.end])
    return match.group() if match else ""


def within_of(where: Where, large: WhereMention) -> Where:
    """An unknown place in a larger one: that one's point and precision, an id of its own before its path."""
    outer = large.where
    within = where.within if where.within is not None else (None if large.level == 1 else outer.name)
    if not outer.path:
        return replace(where, within=within, country=where.country or outer.country)
    own = f"{outer.path[0]}/{fold(where.name or '').replace(' ', '-')}"
    return replace(
        where, within=within, country=outer.country, path=(own, *outer.path), lat=outer.lat, lon=outer.lon,
        where_prec=max(3, outer.where_prec or 4),
    )  # fmt: skip
