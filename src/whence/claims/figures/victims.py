"""Groups of people in a sentence. In come its words and numbers, out come noun phrases for people with their number.

A group settles status, age and sex only where its nouns do. Singly described people ("a child", "his wife") count
one; plurals without a number are vague; what "the" or "those" points back to is marked definite.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whence.claims.figures.numbers import Number
from whence.claims.words import Words
from whence.records import Age, Hedge, Sex, Status
from whence.vocabulary.lexicon import Lexicon, PersonNoun, word_set

_AGE = re.compile(r"(\d{1,3})-?(?:year|month|week|day)s?-old")
_YEARS_OLD = frozenset({"years-old", "year-old", "years"})
_STOP = word_set(
    """
    of a an the in on by at from with to for after when during near since as who whom whose that which were was have had
    has are is be been being and or but while including among amid between against into onto over under
    before because where said says told reported killed wounded injured dead died have's also then so if
    than through inside outside . ; : , ( ) [ ] ! ? " “ ” – — -- around about across toward towards until
    via within without along despite due it they he she we you i this these those there here not no will
    would could may might must can should did do does
    """
)
_ADJECTIVES_OF_HARM = frozenset(
    {"wounded", "injured", "missing", "dead", "detained", "displaced", "kidnapped", "captured", "fleeing"}
)
_AFTER_A_NAME = frozenset({",", ".", ";", "and", "was", "were", "who", "has", "had", "on", "in", "yesterday", "today"})
_HURT = frozenset({"wounded", "injured"})
_AS_MODIFIERS = frozenset({"elderly", "young", "disabled", "wounded", "injured"})  # "two elderly people"
_ARE = frozenset({"were", "was", "are", "had", "have"})
_MORE = frozenset({"more", "other", "others", "additional", "further", "another", "extra"})
_DEFINITE = frozenset({"the", "this", "these", "those", "that", "both", "all"})
_POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our", "your"})
_KIN = word_set(
    """
    wife wives husband son sons daughter daughters child children mother father parents brother brothers
    sister sisters family baby cousin cousins uncle aunt nephew niece grandmother grandfather relatives
    """
)
_BEFORE_NUMBER = frozenset({"the", "these", "those", "both", "all", "his", "her", "their", "its", "our"})
_BARE_MODIFIERS = word_set(
    "armed suspected unarmed innocent foreign local other more young elderly enemy civil opposition "
    "government regime coalition allied wounded"
)
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh"})
_HARMING = ("ing", "ed")
_AFTER_ONE_MORE = word_set(". , ; and in on at near as after when while by before during said reported the according ”")
_BODIES_OF_PEOPLE = frozenset({"family", "group", "crew", "team", "crowd", "squad", "gang", "patrol", "party"})
_STATES_LEFT = (["dead"], ["injured"], ["wounded"], ["killed"], ["missing"])
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})
_PARTS_OF = frozenset({"them", "whom", "those", "which", "the"})
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today overnight")
_HURT = frozenset({"wounded", "injured"})
_AS_MODIFIERS = frozenset({"elderly", "young", "disabled", "wounded", "injured"})  # "two elderly people"


@dataclass(frozen=True, slots=True)
class Group:
    """Words[first:last] as people. `head` is the last word of the noun, "" when left out ("killing seven").

    `single`: one person described; `definite`: "the", "those" or "his" points to them; `others`: "two others" is
    beside somebody already told; `known`: a noun of people stands there; `part`: "five of them", "most of them";
    `named`: a name follows the noun ("its director Karim Saleh").
    """

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    hedge: Hedge
    head: str
    status: Status | None = None
    age: Age | None = None
    sex: Sex | None = None
    kind: str = ""
    known: bool = True
    single: bool = False
    plural_only: bool = False
    definite: bool = False
    others: bool = False
    kin: bool = False
    part: bool = False
    none: bool = False
    titled: bool = False
    percent: bool = False
    named: bool = False

    @property
    def numbered(self) -> bool:
        return self.best is not None or self.low is not None or self.high is not None

    @property
    def counted(self) -> bool:
        """Whether words of number stand there, exact or vague: "15 villagers", "dozens of villagers"."""
        return self.numbered or (self.hedge == "vague" and not (self.plural_only or self.single or self.none))


@dataclass(frozen=True, slots=True)
class _Noun:
    last: int
    words: tuple[tuple[str, PersonNoun], ...]
    harm: bool


def find_groups(
    words: Words, numbers: tuple[Number, ...], lexicon: Lexicon, armed: frozenset[str]
) -> tuple[Group, ...]:
    """All groups, left to right. `armed` are folded first words of armed parties, which make "12 Xs" combatants."""
    found: list[Group] = []
    by_first = {number.first: number for number in numbers}
    i, n = 0, len(words.low)
    while i < n:
        number = by_first.get(i)
        if number is None and i + 1 in by_first and words.low[i] in _BEFORE_NUMBER:
            number = replace(by_first[i + 1], first=i)
        elif number is None and i + 1 in by_first:
            i += 1
            continue
        group = (
            _numbered(words, number, lexicon, armed) if number is not None else _unnumbered(words, i, lexicon, armed)
        )
        if group is None:
            i = number.last if number is not None else i + 1
            continue
        of_number = words.low[group.last : group.last + 1] == ["of"] and group.last + 1 in by_first
        if group.single and group.head in _BODIES_OF_PEOPLE and of_number:  # "a family of ten people": the ten
            number = by_first[group.last + 1]
            inner = _numbered(words, number, lexicon, armed)
            if inner is None or inner.known:
                i = group.last + 1
                continue
            group = replace(
                group, last=number.last, low=number.low, best=number.best, high=number.high, hedge=number.hedge,
                head="people", single=False,
            )  # fmt: skip
        if not _in_parenthesis(words.low, group.first):
            found.append(group)
        i = max(group.last, i + 1)
    return tuple(found)


def _in_parenthesis(low: list[str], i: int) -> bool:
    """What stands in brackets right after a group only describes it: "2 women (a nurse and a clerk)"."""
    for k in range(i - 1, max(-1, i - 10), -1):
        if low[k] == ")":
            return False
        if low[k] == "(":
            return True
    return False


def _numbered(words: Words, number: Number, lexicon: Lexicon, armed: frozenset[str]) -> Group | None:
    low, n = words.low, len(words.low)
    if number.percent:
        return None
    first, j = number.first, number.last
    part = False
    others = any(word in _MORE for word in low[first:j])
    while j < n and low[j] in _MORE:
        others, j = True, j + 1
    definite = low[first] in _DEFINITE
    if j < n and low[j - 1] == "of" and low[j] in ("them", "whom", "those", "which"):
        part, j = True, j + 1
    elif j < n and low[j] == "of":
        if j + 1 < n and low[j + 1] in _PARTS_OF:
            part, j = low[j + 1] != "the" or number.share, j + 2
            j += part and number.best == 1 and low[j : j + 1] in (["a"], ["an"])  # "one of them a woman"
            j += number.best == 1 and low[j : j + 1] == ["most"]  # "one of the most prominent judges"
        else:
            j += 1
    elif number.share and low[j - 1] == "of" and low[j : j + 1] and low[j] in _POSSESSIVE | {"the"}:
        j += 1  # "many of the fighters"
    if definite and j + 1 < n and low[j] in _HURT and low[j + 1] in _ARE:  # "the two wounded were detained"
        return Group(first, j + 1, number.low, number.best, number.high, number.hedge, low[j], definite=True)
    if part and low[j - 1] in ("whom", "them") and low[j : j + 1] in (["was"], ["were"], ["are"]):
        whom = _noun_from(words, j + 1, lexicon, armed, numbered=False)  # "many of whom were civilians"
        j += whom is not None
    quoted = low[j] in _QUOTES if j < n else False
    noun = _noun_from(words, j + quoted, lexicon, armed, numbered=True)
    if noun is not None and quoted:
        closed = noun.last < n and low[noun.last] in _QUOTES  # 50 "terrorists"
        noun = replace(noun, last=noun.last + 1) if closed else None
    if noun is None and low[j - 1] == "of" and low[j : j + 1] == ["its"]:
        return None  # "two of its product lines"
    if noun is None:
        if low[j - 1] == "the" and j < n and low[j] in _HURT:  # "many of the wounded"
            return Group(first, j + 1, number.low, number.best, number.high, number.hedge, low[j], others=others)
        if number.share and not part and low[first:j] != ["some"]:
            return _population(words, number, first, j)
        if not part and _of_things(words, j, lexicon):
            return None
        unknown = _unknown_noun(words, j, lexicon)
        if unknown is not None:
            return Group(
                first, unknown, number.low, number.best, number.high, number.hedge, low[unknown - 1],
                known=False, others=others, part=part, definite=definite,
            )  # fmt: skip
        return Group(
            first, j, number.low, number.best, number.high, number.hedge, "",
            known=False, others=others, part=part, definite=definite,
        )  # fmt: skip
    if not noun.words[-1][1].plural and number.best != 1 and noun.last < n and low[noun.last] in lexicon.things_after:
        return None  # "23 terrorist targets"
    status, age, sex, kind = _settle(noun, words, first, armed)
    if number.share and kind == "nation" and "half" in low[first:j]:  # "more than half of Syrians"
        at_least = number.hedge == "at_least" or low[first : first + 2] in (["more", "than"], ["over", "half"])
        return Group(first, noun.last, 50, 50, None if at_least else 50, "at_least" if at_least else "about",
                     low[noun.last - 1], percent=True)  # fmt: skip
    status = status or _status_of_members(words, noun.last, armed, lexicon)
    others = others or low[noun.last - 1] in _MORE
    return Group(
        first, noun.last, number.low, number.best, number.high, number.hedge, low[noun.last - 1],
        status, age, sex, kind, others=others, part=part, definite=definite,
        kin=low[noun.last - 1] in _KIN and low[first] in _POSSESSIVE,
    )  # fmt: skip


def _is_one_more(words: Words, j: int) -> bool:
    """ "Killing two men and wounding a third": an ordinal without a noun is one more of them."""
    low = words.low
    if j < 2 or j >= len(low) or low[j] not in _ORDINALS or not low[j - 2].endswith(_HARMING):
        return False
    return j + 1 >= len(low) or low[j + 1] in _AFTER_ONE_MORE or words.capital[j + 1]


def _lost_its_article(low: list[str], i: int, last: int, person: PersonNoun) -> bool:
    """ "A woman and child", "including child": one person whose article is left out."""
    if person.plural or person.age is None or i < 2:
        return False
    coordinated = low[i - 1] == "and" and low[i - 3 : i - 2] in (["a"], ["an"], ["one"])
    ends = last >= len(low) or low[last] in _STOP or low[last].isdigit()
    return ends and (coordinated or low[i - 1] == "including")


def _population(words: Words, number: Number, first: int, j: int) -> Group | None:
    """ "around half of the country's population": a share of people, in percent where the words give one."""
    low = words.low
    for k in range(j, min(len(low), j + 5)):
        if low[k] == "population":
            half = 50 if "half" in low[first:j] else None
            hedge: Hedge = "about" if half else "vague"
            return Group(first, k + 1, half, half, half, hedge, "population", percent=half is not None)
        if low[k] in _STOP and low[k] not in ("its", "the"):
            return None
    return None


def _unnumbered(words: Words, i: int, lexicon: Lexicon, armed: frozenset[str]) -> Group | None:
    """ "a child", "his wife", "the Taliban leader", "insurgents", "no civilians"."""
    low = words.low
    word = low[i]
    nobody = 1 if word in ("nobody", "none") else 2 if low[i : i + 2] == ["no", "one"] else 0
    if nobody:
        return Group(i, i + nobody, None, None, None, "vague", word, none=True, plural_only=True)
    if word in ("a", "an", "one", "another"):
        noun = _noun_from(words, i + 1, lexicon, armed, numbered=False)
        if noun is None and word == "a" and _is_one_more(words, i + 1):
            return Group(i, i + 2, 1, 1, 1, "exact", "", known=False, single=True, others=True)
        if noun is None and low[i - 1 : i] in (["leaving"], ["left"]) and low[i + 2 : i + 3] in _STATES_LEFT:
            return Group(i, i + 2, 1, 1, 1, "exact", low[i + 1], single=True)  # "leaving a dustman injured"
        if noun is None or (noun.words[-1][1].plural and word != "another" and noun.words[-1][1].kind != "group"):
            return None
        if (
            low[noun.last + 1 : noun.last + 2]
            and low[noun.last + 1] in lexicon.things_after
            and _is_plain(low[noun.last])
        ):
            return None  # "a rebel command post"
        if noun.last < len(low) and low[noun.last] in lexicon.things_after:
            return None  # "a rebel position"
        if _only_modifies(words, noun):
            return None
        status, age, sex, kind = _settle(noun, words, i, armed)
        status = status or _status_of_members(words, noun.last, armed, lexicon)
        return Group(
            i,
            _with_name(words, noun.last),
            1,
            1,
            1,
            "exact",
            low[noun.last - 1],
            status,
            age,
            sex,
            kind,
            single=True,
            others=word == "another",
        )
    if word in ("no", "any", "neither"):
        noun = _noun_from(words, i + 1, lexicon, armed, numbered=True)
        return (
            Group(i, noun.last, None, None, None, "vague", low[noun.last - 1], none=word != "any", plural_only=True)
            if noun
            else None
        )
    if word == "all" and low[i + 1 : i + 2] and low[i + 1] in _DEFINITE | _POSSESSIVE:
        every = _unnumbered(words, i + 1, lexicon, armed)
        return replace(every, first=i) if every is not None and every.plural_only else None
    if word in _DEFINITE or word in _POSSESSIVE or (word.startswith("'") and i > 0):
        noun = _noun_from(words, i + 1, lexicon, armed, numbered=False)
        if noun is None or (word in ("that", "this") and noun.words[-1][1].plural):
            return None  # "adding that children …": no plural stands after this "that"
        if _only_modifies(words, noun):
            return None
        status, age, sex, kind = _settle(noun, words, i, armed)
        last_word = low[noun.last - 1]
        kin = last_word in _KIN and (word in _POSSESSIVE or word.startswith("'"))
        if noun.words[-1][1].plural:
            return Group(
                i,
                noun.last,
                None,
                None,
                None,
                "vague",
                last_word,
                status,
                age,
                sex,
                kind,
                plural_only=True,
                definite=True,
                kin=kin,
            )
        last = _with_name(words, noun.last)
        return Group(
            i, last, 1, 1, 1, "exact", last_word, status, age, sex, kind,
            single=True, definite=True, kin=kin, named=last > noun.last,
        )  # fmt: skip
    if lexicon.people.at(low, i) is None and word not in armed and word not in _BARE_MODIFIERS:
        return None
    noun = _noun_from(words, i, lexicon, armed, numbered=False)
    if noun is None:
        return None
    person = noun.words[-1][1]
    if _lost_its_article(low, i, noun.last, person):
        status, age, sex, kind = _settle(noun, words, i, armed)
        return Group(i, noun.last, 1, 1, 1, "exact", low[noun.last - 1], status, age, sex, kind, single=True)
    if person.kind == "nation" and _only_modifies(words, noun):
        return None
    status, age, sex, kind = _settle(noun, words, i, armed)
    status = status or _status_of_members(words, noun.last, armed, lexicon)
    last_word = low[noun.last - 1]
    if person.plural:
        return Group(i, noun.last, None, None, None, "vague", last_word, status, age, sex, kind, plural_only=True)
    if person.kind in ("role", "rank", "title") and _describes_a_name(words, i, noun.last):
        first = _name_start(words, i)
        return Group(first, noun.last, 1, 1, 1, "exact", last_word, status, age, sex, kind, single=True, named=True)
    if person.kind in ("role", "rank", "title", "") and _is_title(words, noun.last):
        last = _with_name(words, noun.last)
        return Group(i, last, 1, 1, 1, "exact", last_word, status, age, sex, kind, single=True, titled=True)
    return None


def _is_plain(word: str) -> bool:
    return word.isalpha() and word not in _STOP and not word.endswith(("ly", "ed", "ing"))


def _only_modifies(words: Words, noun: _Noun) -> bool:
    """ "a Taliban hideout", "the Syrian Observatory": a side or nation before another noun is nobody."""
    if noun.words[-1][1].kind not in ("nation", "group") or noun.last >= len(words.low):
        return False
    following = words.low[noun.last]
    plain = following[0].isalpha() and following not in _STOP and not following.endswith("ly")
    return plain and (noun.words[-1][1].kind == "nation" or not words.capital[noun.last])


def _with_name(words: Words, j: int) -> int:
    """The index after a name right after its description ("the commander Abu X")."""
    k, low = j, words.low
    if words.shouting:
        while k < min(len(low), j + 4) and _may_be_a_name(low[k]):
            k += 1
        return k if k < len(low) and low[k] in _AFTER_A_NAME else j
    while k < min(len(low), j + 5) and words.capital[k] and low[k] not in _STOP and low[k][0].isalpha():
        k += 1
    return k


def _describes_a_name(words: Words, i: int, j: int) -> bool:
    """ "Karim Saleh leader of the group was killed": a name right before the noun, as in prose without its commas."""
    if i < 2 or words.low[j : j + 1] != ["of"]:
        return False
    return all(words.capital[k] and words.low[k][0].isalpha() and words.low[k] not in _STOP for k in (i - 1, i - 2))


def _name_start(words: Words, i: int) -> int:
    k = i
    while (
        k > 0 and i - k < 4 and words.capital[k - 1] and words.low[k - 1][0].isalpha() and words.low[k - 1] not in _STOP
    ):
        k -= 1
    return k


_NAMES_LIKE_VERBS = frozenset({"ahmed", "mohammed", "mohamed", "alfred", "wilfred", "manfred", "khaled", "waleed"})


def _may_be_a_name(word: str) -> bool:
    """In a text all in capitals: a plain word that is no participle ("the minister murdered in X")."""
    plain = word.isalpha() and len(word) > 2 and word not in _STOP
    return plain and (not word.endswith(("ed", "ing")) or word in _NAMES_LIKE_VERBS)


def _is_title(words: Words, j: int) -> bool:
    """A singular noun of people without an article is a title where a name follows ("Archbishop X")."""
    if j >= len(words.low):
        return False
    return (words.capital[j] or words.shouting) and words.low[j] not in _STOP and words.low[j][0].isalpha()


def _noun_from(words: Words, i: int, lexicon: Lexicon, armed: frozenset[str], *, numbered: bool) -> _Noun | None:
    """The people noun that ends the phrase starting at `i`: modifiers, then a noun; or None."""
    low, n = words.low, len(words.low)
    best: _Noun | None = None
    nouns: list[tuple[str, PersonNoun]] = []
    j, limit = i, min(n, i + 9)
    harm = False
    while j < limit:
        word = low[j]
        found = lexicon.people.at(low, j)
        if found is not None and not (found[1].kind == "nation" and not words.capital[j] and not words.shouting):
            plural_before = best is not None and nouns[-1][1].plural and nouns[-1][1].kind not in ("group", "nation")
            plural_before = plural_before and nouns[-1][0] not in _AS_MODIFIERS
            if plural_before and found[1].plural and found[1].kind in ("", "role"):
                break
            nouns.append((" ".join(low[j : found[0]]), found[1]))
            j = found[0]
            best = _Noun(j, tuple(nouns), harm)
            if j < n and low[j] in ("'s", "'"):
                return None if not numbered else best
            continue
        if (
            word in _ADJECTIVES_OF_HARM
            and j + 1 < n
            and lexicon.people.at(low, j + 1) is not None
            and (numbered or j > i or low[i - 1 : i] in (["a"], ["an"], ["another"]))
        ):
            harm, j = True, j + 1
            continue
        if word in ("and", "or") and best is not None and j == best.last and j + 1 < n:
            following = lexicon.people.at(low, j + 1)
            if (
                following is not None
                and following[1].plural
                and nouns[-1][1].plural
                and not _own_verb(low, following[0])
                and (numbered or _alike(nouns[-1][1], following[1]))
            ):
                nouns.append((low[j + 1], following[1]))
                j = following[0]
                best = _Noun(j, tuple(nouns), harm)
                continue
            break
        if word in ("[", "(") and best is None and j > i and low[j + 2 : j + 3] in (["]"], [")"]):
            j, limit = j + 3, min(n, limit + 3)  # "22 Red Crescent (RC) volunteers"
            continue
        if word == "[" and best is None and (closed := _bracket_end(low, j)) is not None:
            j, limit = closed, min(n, limit + closed - j)  # "seven [number as heard] other people"
            continue
        if word in ("and", "-", "/", "&") and best is None and j > i and j + 1 < limit and _is_modifier_pair(words, j):
            j += 1
            continue
        if word == "of" and j > i and best is None and words.capital[j - 1] and j + 1 < n and words.capital[j + 1]:
            j += 1  # "an Islamic Movement of X facilitator"
            continue
        if word in _STOP or (word in lexicon.things_after and best is None and not _later_noun(words, j, lexicon)):
            break
        if best is not None and not _later_noun(words, j, lexicon):
            break
        if (
            lexicon.effects.at(low, j) is not None
            or _is_number(word)
            or (j > i and lexicon.numbers.at(low, j) is not None)
        ):
            break
        if not numbered and best is None and j - i >= 5:
            break
        j += 1
    return best


def _alike(one: PersonNoun, other: PersonNoun) -> bool:
    """Whether two joined nouns settle the same: "women and children", without a number for both, are two groups."""
    return (one.age, one.sex) == (other.age, other.sex)


_BRACKET_WORDS = 7


def _bracket_end(low: list[str], j: int) -> int | None:
    """The index after an editor's remark in square brackets that opens at `j`, or None where it does not close soon."""
    close = next((k for k in range(j + 1, min(len(low), j + 2 + _BRACKET_WORDS)) if low[k] == "]"), None)
    return close + 1 if close is not None else None


def _is_number(word: str) -> bool:
    return word[0].isdigit() and _AGE.match(word) is None and "-" not in word


def _own_verb(low: list[str], j: int) -> bool:
    return j < len(low) and low[j] in ("were", "was", "are", "have", "had", "wounded", "injured", "killed", "dead")


def _is_modifier_pair(words: Words, j: int) -> bool:
    """ "Afghan and coalition soldiers": a capitalised or plain modifier on both sides of the "and"."""
    return words.low[j + 1] not in _STOP and words.low[j + 1].isalpha() and words.low[j] != "or"


def _later_noun(words: Words, j: int, lexicon: Lexicon) -> bool:
    """Whether a people noun still comes within three plain words, so that what stands here modifies it."""
    low, n = words.low, len(words.low)
    for k in range(j + 1, min(n, j + 6)):
        if lexicon.people.at(low, k) is not None:
            return True
        if low[k] in _STOP or lexicon.effects.at(low, k) is not None:
            return False
    return False


def _of_things(words: Words, j: int, lexicon: Lexicon) -> bool:
    """ "two besieged towns", "two of their armoured vehicles": a plural of things ends the phrase, not people."""
    low = words.low
    for k in range(j, min(len(low), j + 4)):
        if low[k] in _STOP - {"their", "its"} or not low[k][0].isalpha() or lexicon.effects.at(low, k) is not None:
            return False
        if (
            k > j
            and low[k].endswith("s")
            and lexicon.things_after.get(low[k]) in ("thing", "things", "places", "weapons")
        ):
            return True
    return False


def _unknown_noun(words: Words, j: int, lexicon: Lexicon) -> int | None:
    """The index after an unknown plural ("14 worshippers" where the noun is in no table), or None."""
    low, n = words.low, len(words.low)
    k = j
    while (
        k < min(n, j + 4) and low[k] not in _STOP | _DAYS and low[k][0].isalpha() and lexicon.effects.at(low, k) is None
    ):
        k += 1
    if k == j or low[k - 1] in lexicon.things_after:
        return None
    return k if low[k - 1].endswith("s") and len(low[k - 1]) > 3 else None


def _settle(
    noun: _Noun, words: Words, first: int, armed: frozenset[str]
) -> tuple[Status | None, Age | None, Sex | None, str]:
    """Status, age and sex from the nouns and their modifiers; joined nouns settle only what they share."""
    low = words.low
    joined = "and" in low[first : noun.last] and len(noun.words) > 1
    people = [person for _, person in noun.words]
    head = people[-1]
    if joined:
        heads = people[-2:]
        ages = {p.age for p in heads}
        sexes = {p.sex for p in heads}
        statuses = {p.status for p in heads}
        return (
            statuses.pop() if len(statuses) == 1 else None,
            ages.pop() if len(ages) == 1 else None,
            sexes.pop() if len(sexes) == 1 else None,
            head.kind,
        )
    status = head.status or next((p.status for p in reversed(people) if p.status), None)
    age: Age | None = head.age or next((p.age for p in reversed(people) if p.age), None)
    sex: Sex | None = head.sex or next((p.sex for p in reversed(people) if p.sex), None)
    for word in low[first : noun.last]:
        match = _AGE.match(word)
        if match is not None:
            young = int(match[1]) < 18 or "year" not in word
            age = "child" if young else "adult"
        elif word == "female":
            sex = "female"
        elif word == "male":
            sex = "male"
        elif word in ("teenage", "young") and word == "teenage":
            age = "child"
        elif word in ("armed",) and status is None:
            status = "combatant"
        elif word in ("unarmed",) and status is None:
            status = None
        elif (
            word in armed
            and status is None
            and head.kind in ("", "role", "nation")
            and head.age is None
            and head.sex is None
        ):
            status = "combatant"
    return status, age, sex, head.kind


_FORCES = frozenset({"force", "forces"})
_OF_ARMS = frozenset({"security", "armed", "military", "special", "government", "regime"})
_ARMED_BODIES = word_set(
    "militia militias brigade battalion regiment terrorist terrorists rebel rebels insurgent militant jihadist army"
)


def _status_of_members(words: Words, j: int, armed: frozenset[str], lexicon: Lexicon) -> Status | None:
    """ "15 members of the X rebel group", "14 fighters from ...": an armed body within the "of" phrase."""
    low, n = words.low, len(words.low)
    if (
        j >= n
        or low[j] not in ("of", "from", "with", "belonging")
        or low[j - 1]
        not in (
            "members",
            "member",
            "men",
            "people",
            "personnel",
            "elements",
            "leader",
            "leaders",
            "associates",
            "others",
        )
    ):
        return None
    for k in range(j + 1, min(n, j + 8)):
        if low[k] in _STOP and low[k] not in ("in", "for", "a", "an", "the"):
            return None
        if low[k] in armed or low[k] in _ARMED_BODIES or (low[k] in _FORCES and low[k - 1] in _OF_ARMS):
            return "combatant"
        found = lexicon.people.at(low, k)
        if found is not None:
            return found[1].status
    return None
