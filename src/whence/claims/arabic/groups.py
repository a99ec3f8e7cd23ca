"""People counted in an Arabic sentence. In come its words, out come groups: number and noun, a dual, one person.

A number before a noun that names no people is no group; a year, an age or a share neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.claims.arabic.nouns import effect_noun, people_at
from whence.claims.arabic.numbers import Number, find_number, hedged
from whence.claims.arabic.words import ArabicWords, has
from whence.records import Age, Count, Effect, Hedge, Sex, Status, Unit
from whence.vocabulary.arabic import (
    ArabicEffect,
    ArabicLexicon,
    ArabicPerson,
    Hit,
    folded_set,
    stems,
)

_MARKS = frozenset("،,.؛;:!؟?()[]\"'«»“”-–—/%٪…")


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


def _numbered(words: ArabicWords, number: Number, glued: str, lexicon: ArabicLexicon) -> Group | None:
    """A number with the noun after it; null where another noun follows or the number counts something else."""
    low, j = words.low, number.last
    base = Group(number.first, j, number.low, number.best, number.high, number.hedge, "numbered", glued)
    harmed = effect_noun(words, j, lexicon)
    if harmed is not None and (harmed.glued in ("", "ال")):
        return replace(base, last=harmed.last, effect=harmed.entry, sex="female" if harmed.entry.needs else None)
    noun = people_at(words, j, lexicon)
    if noun is not None and noun.glued in ("", "ال"):
        return _typed(replace(base, last=noun.last), noun.entry)
    if j >= len(low) or low[j] in _MARKS - {"%", "٪"}:
        return replace(base, named=False)
    others = lexicon.particles["other"].at(low, j)
    if others is not None and not others.glued:
        return replace(base, last=others.last, named=False, kind="others")
    if low[j] in ("منهم", "منهن"):
        following = people_at(words, j + 1, lexicon)
        if following is not None and following.entry.size == 0:
            return _typed(replace(base, last=following.last, of_them=True), following.entry)
    if low[j] == "من":
        return _from_whom(words, base, j + 1, lexicon)
    if has(low, lexicon.particles["units"], j, j + 1) or low[j] in ("%", "٪"):
        return None
    return replace(base, named=False) if _may_end(words, j, lexicon) else None


def _from_whom(words: ArabicWords, base: Group, j: int, lexicon: ArabicLexicon) -> Group | None:
    """ "three of the fighters", "52 of the army's forces"."""
    noun = people_at(words, j, lexicon)
    if noun is not None:
        return _typed(replace(base, last=noun.last), noun.entry)
    harmed = effect_noun(words, j, lexicon)
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
    harmed = effect_noun(words, i, lexicon)
    if harmed is not None:
        entry = harmed.entry
        size = entry.size
        return _sized(
            Group(
                i, harmed.last, None, None, None, "vague", "plural", harmed.glued, "ال" in harmed.glued, effect=entry
            ),
            size,
        )
    noun = people_at(words, i, lexicon)
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
        n = hedged(group.first, after.last, group.best, after.entry)
        group = replace(group, low=n.low, best=n.best, high=n.high, hedge=n.hedge, last=after.last)
    harmed = effect_noun(words, group.last, lexicon) if group.numbered and group.effect is None else None
    if harmed is not None and not harmed.glued and harmed.entry.size == 0:
        return replace(group, last=harmed.last, effect=harmed.entry)  # "twenty people missing"
    return _of_body(words, group, lexicon)


def _adjective(words: ArabicWords, group: Group, lexicon: ArabicLexicon) -> Group:
    """ "civilian dead", "dead of the civilians": whom the harmed are, where a second noun says so."""
    j = group.last
    if j >= len(words.low):
        return group
    nation = people_at(words, j, lexicon)
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
        noun = people_at(words, j + step, lexicon)
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
