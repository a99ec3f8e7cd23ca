"""People counted in an Arabic sentence. In come its words, out come groups: number and noun, a dual, one person.

A number before a noun that names no people is no group; a year, an age or a share neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.claims.arabic.words import ArabicWords, has
from whence.records import Age, Count, Effect, Hedge, Sex, Status, Unit
from whence.vocabulary.arabic import (
    ArabicEffect,
    ArabicHedge,
    ArabicLexicon,
    ArabicNumber,
    ArabicPerson,
    Hit,
    folded_set,
    stems,
)

_ORDINALS = folded_set(
    "الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة"
    " الثامن الثامنة التاسع التاسعة"
)
_SCALES = {"الف": 1000, "الفا": 1000, "الاف": 1000, "مليون": 1_000_000, "مليونا": 1_000_000, "ملايين": 1_000_000}
_MARKS = frozenset("،,.؛;:!؟?()[]\"'«»“”-–—/%٪…")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in words[first:last]; all of low, best, high null where the words are vague."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge


@dataclass(frozen=True, slots=True)
class Group:
    """People in words[first:last]. `kind`: numbered, dual, single, plural (bare), others.

    `effect`: the noun itself says what befell them ("20 wounded"). `glued`: the letters before the first word.
    `definite`: with the article. `party`: they are said to be of it. `of_them`: "three of them".
    """

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge
    kind: str
    glued: str
    definite: bool = False
    unit: Unit = "people"
    status: Status | None = None
    age: Age | None = None
    sex: Sex | None = None
    effect: ArabicEffect | None = None
    party: str | None = None
    of_them: bool = False
    named: bool = True
    includes: tuple[Group, ...] = ()

    @property
    def numbered(self) -> bool:
        return self.kind in ("numbered", "dual")

    def count(self, effect: Effect, words: ArabicWords) -> Count:
        """The group as a Count; its parts are inside."""
        parts = tuple(part.count(effect, words) for part in self.includes)
        start = words.start[self.first] + (len(self.glued) if self.glued in ("و", "ف", "ب", "ل") else 0)
        said = " ".join(words.text[start : words.end[self.last - 1]].split())
        return Count(
            effect, said, self.low, self.best, self.high, self.hedge, self.unit, self.status, self.age, self.sex, parts
        )


# ---------------------------------------------------------------- numbers


def find_number(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> tuple[Number, str] | None:
    """The number that begins at word i, its hedges taken in, with the letters glued before it; null for none."""
    hedge: ArabicHedge | None = None
    glued = ""
    j = i
    if words.low[i] in ("و", "ف", "ب", "ل", "ال", "وال") and i + 1 < len(words.low) and words.low[i + 1][0].isdigit():
        glued, j = words.low[i], i + 1
    hit = lexicon.hedges_before.at(words.low, j)
    if hit is not None:
        hedge, j = hit.entry, hit.last
        glued = hit.glued
    between = _between(words, j, lexicon) if hedge is None else None
    if between is not None:
        return replace(between, first=i), glued
    if j >= len(words.low):
        return None
    if hedge is not None and words.low[j] in ("ال",) and j + 1 < len(words.low):
        j += 1
    found = _value(words, j, lexicon)
    if found is None:
        return None
    last, value, before = found
    glued = glued or before
    after = lexicon.hedges_after.at(words.low, last) if last < len(words.low) else None
    if after is not None and hedge is None:
        hedge, last = after.entry, after.last
    elif value is not None and last + 1 < len(words.low) and words.low[last] in ("-", "–", "الي"):
        upper = _value(words, last + 1, lexicon)
        if upper is not None and upper[1] is not None and upper[1] > value:
            return Number(i, upper[0], value, None, upper[1], "range"), glued
    return _hedged(i, last, value, hedge), glued


def _hedged(first: int, last: int, value: int | None, hedge: ArabicHedge | None) -> Number:
    if value is None:
        return Number(first, last, None, None, None, "vague")
    if hedge is None or hedge.hedge == "exact":
        return Number(first, last, value, value, value, "exact")
    n = value + hedge.shift
    if hedge.hedge == "at_least":
        return Number(first, last, n, n, None, "at_least")
    if hedge.hedge == "at_most":
        return Number(first, last, None, n, n, "at_most")
    return Number(first, last, n, n, n, "about")


def _between(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Number | None:
    """ "between 10 and 12", "from 10 to 12": a range."""
    low = words.low
    if i < len(low) and low[i] == "ما" and i + 1 < len(low) and low[i + 1] == "بين":
        i += 1
    if i + 3 >= len(low) or low[i] not in ("بين", "من"):
        return None
    a = _value(words, i + 1, lexicon, joined=False)
    if a is None or a[1] is None or a[0] >= len(low):
        return None
    j = a[0]
    if low[i] == "من" and low[j] != "الي":
        return None
    j += low[j] in ("و", "الي")
    b = _value(words, j, lexicon) if j < len(low) else None
    if b is None or b[1] is None or b[1] <= a[1] or (low[i] == "بين" and j == a[0] and not b[2].startswith("و")):
        return None
    return Number(i, b[0], a[1], None, b[1], "range")


def _value(
    words: ArabicWords, i: int, lexicon: ArabicLexicon, *, joined: bool = True
) -> tuple[int, int | None, str] | None:
    """(index after, value, letters glued before) of a bare number at word i."""
    low = words.low
    if i >= len(low):
        return None
    if low[i][0].isdigit():
        return _digits(words, i)
    hit = lexicon.numbers.at(low, i)
    if hit is None or "ال" in hit.glued or "ك" in hit.glued:
        return None
    if hit.entry.kind == "teen" and i and low[i - 1] in _ORDINALS:
        return None  # "the eighteenth"
    if hit.entry.kind == "unit" and hit.entry.value == 1:
        return None  # "of one family"
    if hit.entry.kind == "joined" and (noun := _people_at(words, hit.last, lexicon)) and noun.entry.size == 0:
        return hit.last, 1, hit.glued  # "one of its soldiers"
    if hit.entry.kind == "vague" or (hit.entry.kind == "thousands"):
        return hit.last, None, hit.glued
    return _number_words(words, i, hit, lexicon, joined)


def _digits(words: ArabicWords, i: int) -> tuple[int, int | None, str] | None:
    raw = words.text[words.start[i] : words.end[i]]
    digits = "".join(str(int(c)) for c in raw if c.isdigit())
    decimal = any(mark in raw for mark in ".٫") and len(raw.replace("٫", ".").rsplit(".", 1)[-1]) != 3
    if decimal or len(digits) > 9:
        return None
    value, j = int(digits), i + 1
    if j < len(words.low) and words.low[j] in _SCALES:
        value, j = value * _SCALES[words.low[j]], j + 1
        rest = words.low[j + 1] if j + 1 < len(words.low) and words.low[j] == "و" else ""
        if rest.isdigit() and len(rest) <= 3:  # "41 thousand and 500"
            value, j = value + int(rest), j + 2
    return j, value, ""


def _number_words(
    words: ArabicWords, i: int, hit: Hit[ArabicNumber], lexicon: ArabicLexicon, joined: bool
) -> tuple[int, int | None, str] | None:
    total, part, j, first = 0, 0, i, hit
    while True:
        kind, value = hit.entry.kind, hit.entry.value or 0
        if kind in ("scale", "thousands"):
            total, part = total + (part or 1) * value, 0
        elif kind == "hundred":
            part = part * 100 if 3 <= part <= 9 and "و" not in hit.glued else part + 100
        else:
            part += value
        j = hit.last
        following = lexicon.numbers.at(words.low, j) if j < len(words.low) else None
        if following is None or following.entry.kind == "vague" or not _goes_on(hit, following, joined):
            break
        hit = following
    if first.entry.kind == "joined" and j == first.last:
        return None  # "one of": no number by itself
    return j, total + part, first.glued


def _goes_on(hit: Hit[ArabicNumber], after: Hit[ArabicNumber], joined: bool) -> bool:
    """Whether the next number word is of the same number: "and" joins smaller ones, scales follow bare."""
    if after.entry.kind in ("scale", "thousands", "hundred") and not after.glued:
        return hit.entry.kind in ("unit", "teen", "hundred")
    if after.entry.kind == "teen" and not after.glued:
        return hit.entry.kind in ("unit", "joined")
    if not joined or after.glued != "و":
        return False
    big, small = hit.entry.value or 0, after.entry.value or 0
    return (
        hit.entry.kind in ("scale", "thousands", "hundred") or (big >= 100 > small) or (big < 10 and 20 <= small < 100)
    )


# ---------------------------------------------------------------- groups


def find_groups(words: ArabicWords, lexicon: ArabicLexicon, masked: frozenset[int]) -> tuple[Group, ...]:
    """All people named or counted in the sentence, left to right; `masked` are words of times, never numbers."""
    found: list[Group] = []
    i = 0
    while i < len(words.low):
        group = None if i in masked else _group_at(words, i, lexicon)
        if group is not None:
            group = _described(words, group, lexicon)
        found += [group] if group is not None else []
        i = max(i + 1, group.last if group is not None else i + 1)
    return tuple(found)


def _group_at(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Group | None:
    if words.low[i] in _MARKS or _is_label(words, i):
        return None
    number = find_number(words, i, lexicon)
    if number is not None:
        return _numbered(words, number[0], number[1], lexicon)
    return _noun(words, i, lexicon)


_LABELS = folded_set("سن عمر العمر الساعة رقم المادة القرار اللواء الفرقة الفوج الكتيبة صفحة السن عمره عمرها")


def _is_label(words: ArabicWords, i: int) -> bool:
    """A number that names an age, an hour or a unit."""
    before = words.low[max(0, i - 2) : i]
    if not before or not (words.low[i][0].isdigit() or words.low[i] in ("ال", "الـ")):
        return False
    return before[-1] in _LABELS or (before[-1] == "ال" and before[0] in _LABELS)


def _people_at(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Hit[ArabicPerson] | None:
    if i >= len(words.low):
        return None
    hit = lexicon.people.at(words.low, i) or _owned(words.low[i], i, lexicon)
    return hit if hit is not None and hit.glued.strip("وفالبك") == "" else None


_OWNERS = ("هما", "ها", "هم", "نا", "ه")


def _owned(word: str, i: int, lexicon: ArabicLexicon) -> Hit[ArabicPerson] | None:
    """ "its soldiers": a plural with its owner's ending."""
    for owner in _OWNERS:
        stem = word.removesuffix(owner)
        if stem != word and len(stem) >= 4:
            hit = lexicon.people.at((stem,), 0)
            if hit is not None and hit.entry.size == 0 and hit.last == 1:
                return Hit(i + 1, hit.entry, f"{hit.glued}ال")
    return None


def _effect_noun(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Hit[ArabicEffect] | None:
    if i >= len(words.low):
        return None
    return next((h for h in lexicon.effects.all_at(words.low, i) if h.entry.part == "counted"), None)


def _numbered(words: ArabicWords, number: Number, glued: str, lexicon: ArabicLexicon) -> Group | None:
    """A number with the noun after it; null where another noun follows or the number counts something else."""
    low, j = words.low, number.last
    base = Group(number.first, j, number.low, number.best, number.high, number.hedge, "numbered", glued)
    harmed = _effect_noun(words, j, lexicon)
    if harmed is not None and (harmed.glued in ("", "ال")):
        return replace(base, last=harmed.last, effect=harmed.entry, sex="female" if harmed.entry.needs else None)
    noun = _people_at(words, j, lexicon)
    if noun is not None and noun.glued in ("", "ال"):
        return _typed(replace(base, last=noun.last), noun.entry)
    if j >= len(low) or low[j] in _MARKS - {"%", "٪"}:
        return replace(base, named=False)
    others = lexicon.particles["other"].at(low, j)
    if others is not None and not others.glued:
        return replace(base, last=others.last, named=False, kind="others")
    if low[j] in ("منهم", "منهن"):
        following = _people_at(words, j + 1, lexicon)
        if following is not None and following.entry.size == 0:
            return _typed(replace(base, last=following.last, of_them=True), following.entry)
    if low[j] == "من":
        return _from_whom(words, base, j + 1, lexicon)
    if has(low, lexicon.particles["units"], j, j + 1) or low[j] in ("%", "٪"):
        return None
    return replace(base, named=False) if _may_end(words, j, lexicon) else None


def _from_whom(words: ArabicWords, base: Group, j: int, lexicon: ArabicLexicon) -> Group | None:
    """ "three of the fighters", "52 of the army's forces"."""
    noun = _people_at(words, j, lexicon)
    if noun is not None:
        return _typed(replace(base, last=noun.last), noun.entry)
    harmed = _effect_noun(words, j, lexicon)
    if harmed is not None:
        return replace(base, last=harmed.last, effect=harmed.entry, of_them=True)
    party = lexicon.parties.at(words.low, j) if j < len(words.low) else None
    if party is not None and party.entry.kind == "force":
        return replace(base, last=party.last, status="combatant", party=party.entry.key)
    if has(words.low, lexicon.particles["part"], j - 1, j):
        return None
    return replace(base, named=False) if lexicon.place_words["kind"].at(words.low, j) is None else None


def _may_end(words: ArabicWords, j: int, lexicon: ArabicLexicon) -> bool:
    """Whether a bare number may end before word j: a preposition, "and", a verb of harm, a time."""
    low = words.low
    if low[j] in _BEFORE_NOTHING or any(g in ("ب", "وب") for g, s in stems(low[j])[1:2] if len(s) > 2):
        return True
    if low[j].startswith("و") and (find_number(words, j, lexicon) is not None or lexicon.effects.at(low, j)):
        return True
    return any(h.entry.part == "after" for h in lexicon.effects.all_at(low, j)) or (
        lexicon.particles["clause"].at(low, j) is not None or lexicon.times.at(low, j) is not None
    )


_BEFORE_NOTHING = folded_set("""
    في على من عن الى و خلال منذ بعد قبل اثر جراء نتيجة بسبب قرب وسط جنوب شمال شرق غرب مساء صباح فجر ليل يوم حين بحسب وفق
    بجروح بينهم منهم معظمهم جميعهم كلهم امس اليوم بنيران برصاص بقصف بغارة بغارات بانفجار بتفجير داخل مع اصيبوا
    """)


def _noun(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Group | None:
    """A noun for people without a number before it: one, two or several of them."""
    harmed = _effect_noun(words, i, lexicon)
    if harmed is not None:
        entry = harmed.entry
        size = entry.size
        return _sized(
            Group(
                i, harmed.last, None, None, None, "vague", "plural", harmed.glued, "ال" in harmed.glued, effect=entry
            ),
            size,
        )
    noun = _people_at(words, i, lexicon)
    if noun is None:
        return _others(words, i, lexicon)
    if noun.entry.kind == "nation" and noun.glued.endswith("ال") and noun.entry.size == 1:
        return None  # "the Israeli army"
    if noun.entry.kind == "family" and any(h.entry.part != "counted" for h in lexicon.effects.all_at(words.low, i)):
        return None  # "families" is written as "took prisoner" is
    group = Group(i, noun.last, None, None, None, "vague", "plural", noun.glued, "ال" in noun.glued)
    return _typed(_sized(group, noun.entry.size), noun.entry)


_NTH = folded_set("ثالث رابع خامس سادس سابع ثامن تاسع عاشر آخر")


def _others(words: ArabicWords, i: int, lexicon: ArabicLexicon) -> Group | None:
    """ "others", "two others", "a fourth" right after a word of harm."""
    low = words.low
    if i == 0 or not any(h.entry.part in ("verb", "noun") and h.last == i for h in lexicon.effects.all_at(low, i - 1)):
        return None
    if low[i] in _NTH:
        return Group(i, i + 1, 1, 1, 1, "exact", "others", "", named=False)
    if low[i] == "اخران":
        return Group(i, i + 1, 2, 2, 2, "exact", "others", "", named=False)
    if low[i] in ("اخرون", "اخرين"):
        return Group(i, i + 1, None, None, None, "vague", "others", "", named=False)
    return None


def _sized(group: Group, size: int) -> Group:
    if size == 0:
        return group
    return replace(group, low=size, best=size, high=size, hedge="exact", kind="single" if size == 1 else "dual")


def _typed(group: Group, person: ArabicPerson) -> Group:
    unit: Unit = "people"
    if person.kind == "family":
        unit = "families"
    elif person.kind == "body":
        unit = "bodies"
    return replace(group, unit=unit, status=person.status, age=person.age, sex=person.sex)


def _described(words: ArabicWords, group: Group, lexicon: ArabicLexicon) -> Group | None:
    """What stands right after the noun: "two", "civilian", "of the police", "at least", "others"."""
    low, j = words.low, group.last
    if j >= len(low):
        return group
    if low[j] in ("اثنان", "اثنين", "اثنتان", "اثنتين") and group.kind in ("dual", "plural"):
        group, j = _sized(replace(group, last=j + 1), 2), j + 1
    elif low[j] in ("واحد", "واحده", "واحدا") and group.kind == "single":
        group, j = replace(group, last=j + 1), j + 1
    group = _adjective(words, group, lexicon)
    j = group.last
    after = lexicon.hedges_after.at(low, j) if j < len(low) else None
    if after is not None and group.hedge == "exact" and group.best is not None:
        n = _hedged(group.first, after.last, group.best, after.entry)
        group = replace(group, low=n.low, best=n.best, high=n.high, hedge=n.hedge, last=after.last)
    harmed = _effect_noun(words, group.last, lexicon) if group.numbered and group.effect is None else None
    if harmed is not None and not harmed.glued and harmed.entry.size == 0:
        return replace(group, last=harmed.last, effect=harmed.entry)  # "twenty people missing"
    return _of_body(words, group, lexicon)


def _adjective(words: ArabicWords, group: Group, lexicon: ArabicLexicon) -> Group:
    """ "civilian dead", "dead of the civilians": whom the harmed are, where a second noun says so."""
    j = group.last
    if j >= len(words.low):
        return group
    nation = _people_at(words, j, lexicon)
    if nation is not None and nation.entry.kind == "nation" and nation.glued in ("", "ال") and group.named:
        same = words.low[j].endswith("ا") == words.low[j - 1].endswith("ا")
        if same and (nation.entry.size == 0) == (group.kind == "plural" or words.low[j - 1].endswith(("ين", "ون"))):
            return replace(group, last=nation.last)
        if same and group.kind == "single" and nation.entry.size == 1:
            return replace(group, last=nation.last)
    if nation is not None and _describes(words, group, nation):
        return replace(group, last=nation.last)
    if group.effect is not None or group.status is None:
        step = 1 if words.low[j] == "من" else 0
        noun = _people_at(words, j + step, lexicon)
        wanted = (
            noun is not None
            and noun.entry.kind != "family"
            and noun.glued in ("", "ال")
            and (step == 1 or noun.entry.status == "civilian")
        )
        if noun is not None and wanted and not (step == 0 and group.kind == "numbered" and not group.named):
            person = noun.entry
            return replace(
                group,
                last=noun.last,
                status=group.status or person.status,
                age=group.age or person.age,
                sex=group.sex or person.sex,
            )
    return group


def _describes(words: ArabicWords, group: Group, noun: Hit[ArabicPerson]) -> bool:
    """ "a press photographer": of two nouns for one person side by side, in one case, the second describes."""
    if noun.glued or noun.entry.size != 1 or group.kind != "single" or group.effect is not None or group.definite:
        return False
    return words.low[group.last].endswith("ا") == words.low[group.last - 1].endswith("ا")


_RESCUERS = frozenset({"الدفاع", "دفاع", "الهلال", "الصليب", "الاسعاف", "الاطفاء", "منظمه", "فرق", "الخوذ"})
_POLICE = frozenset({"الشرطه", "شرطه"})


_ANYBODY = folded_set("شخصا شخص أشخاص فردا أفراد رجال رجلا شخصين")


def _of_body(words: ArabicWords, group: Group, lexicon: ArabicLexicon) -> Group:
    """Members "of the civil defence" are no fighters, those of an armed party are."""
    low, j = words.low, group.last
    step = 1 if j < len(low) and low[j] in ("من", "في", "تابعين", "ينتمون") else 0
    k = j + step
    if k >= len(low):
        return group
    if group.status == "combatant" and (
        (low[k] in _RESCUERS and low[k : k + 2] != ["الدفاع", "الوطني"]) or low[k] in _POLICE
    ):
        return replace(group, status=None)
    party = lexicon.parties.at(low, k)
    if party is not None and party.entry.kind == "force" and party.glued in ("", "ال"):
        anybody = group.effect is not None or low[j - 1] in _ANYBODY
        fighters = group.status or ("combatant" if step and anybody else None)
        return replace(group, party=party.entry.key, status=fighters)
    return group
