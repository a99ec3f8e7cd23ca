"""Where, in Arabic. In come a sentence's words and the gazetteer, out come the places it names, each as a `Where`.

Arabic has no capitals, so a word is a place only where one stands: after "in", "the town of", "north of", or, for
cities and larger, where the name is no ordinary word. Names are the gazetteer's own, in usual English spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from whence.claims.arabic.words import ArabicWords
from whence.records import Where
from whence.vocabulary.arabic import ArabicLexicon, bare, folded_set, stems
from whence.vocabulary.gazetteer import Gazetteer, Place

_LONGEST = 4
HOME_POPULATION = 100_000  # a town this large may be meant though its country is not named
_LARGE = frozenset({"city", "governorate", "country", "province", "area"})
_PROVINCE_OF = "محافظة"
_NO_NAME = folded_set("""
    في من على الى عن مع او ثم و قد كما ما لا ان بين جراء اثر خلال بعد قبل منذ عند امس اليوم يوم صباح مساء فجر قرب وسط
    """)


@dataclass(frozen=True, slots=True)
class ArabicWhere:
    """A place named by words[first:last]; `level` as in the gazetteer, 5 for a named town it does not know."""

    first: int
    last: int
    where: Where
    level: int
    place: Place | None
    options: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before a name: its first word and how sure a place follows ("kind", "in", ""), and of which sort."""

    first: int
    sort: str
    countryside: bool = False
    province: bool = False
    near: bool = False


def find_arabic_places(
    words: ArabicWords, lexicon: ArabicLexicon, gazetteer: Gazetteer, masked: frozenset[int]
) -> tuple[ArabicWhere, ...]:
    """The places of a sentence, left to right, none overlapping."""
    found: list[ArabicWhere] = []
    i = _after_dateline(words)
    while i < len(words.low):
        one = _place_at(words, i, lexicon, gazetteer, found) if i not in masked and words.low[i][0].isalpha() else None
        found += [one] if one is not None else []
        i = one.last if one is not None else i + 1
    return tuple(_settled(one, found) for one in found)


def _settled(one: ArabicWhere, found: list[ArabicWhere]) -> ArabicWhere:
    """A quarter that two towns have is that of the town named beside it."""
    named = {other.place.id for other in found if other.place is not None}
    inside = [p for p in one.options if named & set(p.path[1:])]
    if one.place is not None or len(inside) != 1:
        return one
    p = inside[0]
    where = Where(one.where.words, p.name, p.within, p.country, p.path, p.lat, p.lon, p.where_prec, p.pcode)
    return ArabicWhere(one.first, one.last, where, p.level, p)


def _after_dateline(words: ArabicWords) -> int:
    """The index after "Damascus - " and its like at the head of a report."""
    mark = next((i for i, word in enumerate(words.low[:6]) if word in ("-", "–", "—")), None)
    return mark + 1 if mark is not None and mark <= 4 else 0


def _place_at(
    words: ArabicWords, i: int, lexicon: ArabicLexicon, gazetteer: Gazetteer, found: list[ArabicWhere]
) -> ArabicWhere | None:
    for size in range(min(_LONGEST, len(words.low) - i), 0, -1):
        if any(word in _NO_NAME or not word[0].isalpha() for word in words.low[i : i + size]):
            continue
        for glued, stem in stems(words.low[i]):
            if "ال" in glued or "ك" in glued or (glued and len(stem) < 3):
                continue
            name = " ".join((stem, *words.low[i + 1 : i + size]))
            if size == 1 and _is_place_word(stem, lexicon):
                continue
            places = _named(name, lexicon, gazetteer)
            if places and stem in _TOWNS and not places[0].of_pack:
                continue  # "مدينة" is not a part of the name
            if places:
                lead = _lead(words, i, glued, lexicon, found)
                if _is_meant(name, places, lead, lexicon):
                    return _made(words, i, i + size, glued, lead, places, lexicon, gazetteer, found)
    lead = _lead(words, i, "", lexicon, found)
    return _unknown(words, i, lead, lexicon)


def _is_place_word(stem: str, lexicon: ArabicLexicon) -> bool:
    """ "town", "north of" or "in" alone is no name."""
    return any(phrases.at((stem,), 0) is not None for phrases in lexicon.place_words.values())


def _named(name: str, lexicon: ArabicLexicon, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of an Arabic name, by the gazetteer or the table of names it lacks."""
    key = name.split()
    hit = lexicon.place_names.at(key, 0)
    if hit is not None and hit.last == len(key) and not hit.glued:
        return tuple(p for p in gazetteer.find(hit.entry.name) if p.country == hit.entry.country)
    return _find(gazetteer, name) if len(name) > 2 else ()


@lru_cache(maxsize=65536)
def _find(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """The gazetteer's places of a name; most words of a text are asked for and are none."""
    return gazetteer.find(name)


def _lead(words: ArabicWords, i: int, glued: str, lexicon: ArabicLexicon, found: list[ArabicWhere]) -> _Lead:
    """How the words before word i lead to a place."""
    low, by = words.low, lexicon.place_words
    sort = "in" if glued.strip("وف") == "ب" else ""
    first, countryside, province, near = i, False, False, False
    if glued in ("و", "،") and found and found[-1].last in (i, i - 1):
        sort = "in"
    j = i - 1
    while j >= 0 and j >= i - 5:
        before = low[j]
        if by["kind"].at(low, j) is not None and by["kind"].at(low, j).last == j + 1:  # type: ignore[union-attr]
            sort, first = "kind", j
        elif _stem_in(before, by["countryside"], low, j):
            sort, first, countryside = sort or "in", j, True
        elif _stem_in(before, by["province"], low, j):
            sort, first, province = sort or "kind", j, True
        elif _stem_in(before, by["near"], low, j) or _stem_in(before, by["direction"], low, j):
            sort, first, near = sort or "in", j, True
        elif _stem_in(before, by["in"], low, j) or (j == i - 1 and lexicon.acts.at(low, j) is not None):
            sort = sort or ("in" if _stem_in(before, by["in"], low, j) else "deed")
            break
        else:
            break
        if any(
            g.strip("وف") in ("ب", "ل", "بال", "لل")
            for g, s in stems(before)[1:]
            if len(s) > 1 and before[0] in "بل" and before not in ("بلده", "بلدات", "بلدتي")
        ):
            break
        j -= 1
    if not sort and glued.strip("وف") == "ل":
        sort = "no"  # "loyal to Iran"
    return _Lead(first, sort, countryside, province, near)


def _stem_in(word: str, phrases: object, low: list[str], j: int) -> bool:
    hit = phrases.at(low, j)  # type: ignore[attr-defined]
    return hit is not None and hit.last == j + 1


def _is_meant(name: str, places: tuple[Place, ...], lead: _Lead, lexicon: ArabicLexicon) -> bool:
    """Whether a name stands where a place is told of."""
    if lead.sort == "kind":
        return True
    if name in lexicon.never_places or bare(name) in lexicon.never_places:
        return False
    best = places[0]
    if lead.sort == "no":
        return False
    if lead.sort == "deed":
        return best.of_pack or best.kind == "country" or best.population >= HOME_POPULATION
    if lead.sort == "in":
        return best.of_pack or best.kind in _LARGE or best.population >= 20_000
    return len(name) > 3 and ((best.of_pack and best.kind in _LARGE) or best.kind == "country")


def _made(
    words: ArabicWords,
    i: int,
    last: int,
    glued: str,
    lead: _Lead,
    places: tuple[Place, ...],
    lexicon: ArabicLexicon,
    gazetteer: Gazetteer,
    found: list[ArabicWhere],
) -> ArabicWhere | None:
    words_last = last
    while (
        words_last < len(words.low)
        and lexicon.place_words["after"].at(words.low, words_last) is not None
        and words_last < last + 2
    ):
        words_last += 1
    start = words.start[lead.first] + (
        _glue_length(words.low[lead.first]) if lead.first < i else _glue(words, i, glued)
    )
    said = " ".join(words.text[start : words.end[words_last - 1]].split())
    place = _choose(places, lead, gazetteer, found)
    if place is None:
        return ArabicWhere(lead.first, words_last, Where(words=said), places[0].level, None, places)
    if (lead.countryside or lead.province) and place.level >= 5:
        inside = gazetteer.find(f"{_PROVINCE_OF} {' '.join(words.low[i:last])}")
        parent = inside[0] if inside else _parent(place, gazetteer)
        place = parent if parent is not None else place
    prec = place.where_prec
    if lead.near and prec == 1:
        prec = 2
    pcode = place.pcode if prec == place.where_prec else None
    where = Where(said, place.name, place.within, place.country, place.path, place.lat, place.lon, prec, pcode)
    return ArabicWhere(lead.first, words_last, where, place.level, place)


def _glue(words: ArabicWords, i: int, glued: str) -> int:
    return len(glued) if glued.strip("وف") in ("ب", "ل") or glued in ("و", "ف") else 0


def _glue_length(word: str) -> int:
    """Letters before a leading noun of place that are not its own: "بمدينة" -> 1."""
    return (
        1
        if word[:1] in ("ب", "ل", "و") and word not in ("بلده", "بلدات", "بلدتي", "بالقرب", "ولايه", "وسط", "باديه")
        else 0
    )


def _parent(place: Place, gazetteer: Gazetteer) -> Place | None:
    """The province a town lies in."""
    for id_ in place.path[1:]:
        parent = gazetteer.place(id_)
        if parent is not None and parent.level == 2:
            return parent
    return None


def _choose(places: tuple[Place, ...], lead: _Lead, gazetteer: Gazetteer, found: list[ArabicWhere]) -> Place | None:
    """The one place meant: of the pack, in a country named, the larger by far; null where two remain."""
    left = [p for p in places if p.of_pack] or list(places)
    near = [one.place for one in found if one.place is not None]
    countries = {p.country for p in near}
    left = [p for p in left if p.country in countries] or left
    if len(left) > 1:
        towns = [p for p in left if p.level >= 5]
        left = towns or left
    if len(left) > 1:
        inside = [p for p in left if any(n.id in p.path for n in near)]
        left = inside or left
    if len(left) > 1:
        large = sorted(left, key=lambda p: -p.population)
        if large[0].population >= 5 * max(1, large[1].population):
            left = large[:1]
    return left[0] if len(left) == 1 else None


_COMPOUND = folded_set("كفر عين تل خان دير بيت خربة أم جبل مزرعة شيخ باب رأس أبو بني وادي")
_COMPOUND_ONLY = folded_set("كفر تل خربة دير")  # words that hardly stand for anything but the beginning of a name
_TOWNS = folded_set("بلده قريه مدينه حي مخيم ضاحيه")


def _unknown(words: ArabicWords, i: int, lead: _Lead, lexicon: ArabicLexicon) -> ArabicWhere | None:
    """A town that the gazetteer does not know, named after "the town of": its words are kept, without a point."""
    compound = words.low[i] in _COMPOUND
    of_town = lead.first == i - 1 and any(s in _TOWNS for _, s in stems(words.low[i - 1])[:2]) if i else False
    if not ((lead.sort == "kind" and of_town) or (lead.sort == "in" and words.low[i] in _COMPOUND_ONLY)):
        return None
    if (
        bare(words.low[i - 1]) != words.low[i - 1]
        or words.low[i] in _NO_NAME
        or (words.low[i].startswith("ب") and len(words.low[i]) < 4)
    ):
        return None
    if (
        lexicon.acts.at(words.low, i)
        or lexicon.effects.at(words.low, i)
        or lexicon.place_words["direction"].at(words.low, i)
    ):
        return None
    second = (
        i + 1 < len(words.low)
        and words.low[i + 1].startswith("ال")
        and words.low[i + 1][2:3] not in ("ت",)
        and lexicon.times.at(words.low, i + 1) is None
    )
    last = i + 2 if second or (compound and i + 1 < len(words.low) and words.low[i + 1][0].isalpha()) else i + 1
    if (
        words.low[last - 1]
        in ("الشمالي", "الشماليه", "الجنوبي", "الجنوبيه", "الشرقي", "الشرقيه", "الغربي", "الغربيه", "المحاصره")
        and not compound
    ):
        last = i + 1
    name = words.cut(i, last)
    start = words.start[lead.first] + _glue_length(words.low[lead.first])
    said = " ".join(words.text[start : words.end[last - 1]].split())
    return ArabicWhere(lead.first, last, Where(words=said, name=name), 5, None)


def most_specific(places: tuple[ArabicWhere, ...], at: int) -> ArabicWhere | None:
    """The finest place of a sentence, nearest to word `at`; one after it first."""
    if not places:
        return None
    fine = max(p.level for p in places)
    floor = 5 if fine >= 5 else fine
    best = [p for p in places if p.level >= floor]
    holders = {id_ for p in best if p.place is not None for id_ in p.place.path[1:]}
    inner = [p for p in best if p.place is None or p.place.id not in holders] or best
    return min(inner, key=lambda p: p.first - at if p.first >= at else 3 * (at - p.first))
