"""Kinds of telling that a close reading of news found missing or misread: each row is a sentence of that kind."""

from __future__ import annotations

import hashlib

import pytest

from whence.claims import find_claims
from whence.claims.figures.counts import find_told
from whence.claims.words import split_words
from whence.records import Claim, Count, Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.lexicon import load_lexicon
from whence.vocabulary.tables import DATA, read_table

AROUND = list(read_table(DATA / "effects_around.csv", ("verb", "tail", "effect", "act", "mode", "example")))


def tell(count: Count) -> str:
    """A count in one short line: effect, best (or low, or "vague"), what is settled, and its parts."""
    number = count.best if count.best is not None else count.low if count.low is not None else "vague"
    settled = "".join(f" {s}" for s in (count.status, count.age, count.sex) if s)
    parts = f" {{{'; '.join(tell(c) for c in count.includes)}}}" if count.includes else ""
    return f"{count.effect} {number}{settled}{parts}"


def read(sentence: str) -> list[str]:
    told = find_told(split_words(sentence), load_lexicon(), frozenset({"rebel", "army"}))
    return [tell(count) for one in told for count in one.counts]


@pytest.mark.parametrize("row", AROUND, ids=[row["line"] for row in AROUND])
def test_each_row_around_reads_its_example(row: dict[str, str]) -> None:
    """The example of each row counts 15 people under its effect."""
    assert f"{row['effect']} 15" in read(row["example"])


KINDS = [
    ("Gunmen took 15 villagers hostage.", ["abducted 15"], "a verb and its tail"),
    ("The shelling forced at least 300 residents out of their homes.", ["displaced 300"], "a verb and its tail"),
    ("Gunmen shot two men dead near the market.", ["killed 2 adult male"], "a verb and its tail"),
    ("The raid killed 22 Red Crescent (RC) volunteers.", ["killed 22"], "a short form within the group"),
    ("The army killed 50 “bandits” in the hills.", ["killed 50 combatant"], "a quoted noun"),
    ("The shell fell near a hotel, leaving a dustman injured.", ["injured 1"], "an unknown trade left injured"),
    ("A mother a father and a son were killed.",
     ["killed 1 adult female", "killed 1 adult male", "killed 1 male"], "commas lost"),
    ("Among the 23 killed was a family of ten people including eight children.",
     ["killed 23", "killed 10 {killed 8 child}"], "a family of ten"),
    ("It told of 48 killed, adding that children were among the dead.", ["killed 48", "killed vague child"],
     "“that” before a plural is no “that child”"),
    ("The rebels have seized control of 14 villages.", [], "an active verb in the perfect"),
    ("Jets hit the town, destroying IS structures there.", [], "a name before a thing"),
    ("Strikes caused many deaths, the Syrian Observatory was told.", ["killed vague"], "a nation in a name"),
    ("One of the ministry's bodies detained a trader.", ["detained 1"], "bodies that are offices"),
    ("At least 29 fighters were killed along with six soldiers.",
     ["killed 29 combatant", "killed 6 combatant"], "beside, after the verb"),
    ("Five civilians, including a child, were among at least 14 people killed.",
     ["killed 14 {killed 5 civilian {killed 1 civilian child}}"], "parts of parts were among"),
    ("Shells fell, killing and injuring a number of civilians.",
     ["killed vague civilian", "injured vague civilian"], "one vague word for both"),
    ("A student who was one of those killed had studied there.", ["killed 1"], "one of those told of elsewhere"),
    ("The police had detained on Monday a woman and executed her.",
     ["detained 1 adult female", "killed 1 adult female"], "a day before the object, and a pronoun for the seized"),
    ("The group rounded up dozens of tribesmen and executed them.",
     ["detained vague", "killed vague"], "them are those seized"),
    ("The blast killed 14 civilians in the north and 22 in the south.",
     ["killed 14 civilian", "killed 22 civilian"], "a noun left out"),
    ("Many of the fighters who guarded the buses were killed.", ["killed vague combatant"], "many of the"),
    ("The raid wounded some of the staff.", ["injured vague"], "some of the"),
    ("Some 17 civilians, mostly old men, were killed.", ["killed 17 civilian {killed vague civilian adult male}"],
     "what most were"),
    ("It was shelled, with as many as 400 people - mostly civilians - dying in a day.",
     ["killed 400 {killed vague civilian}"],
     "with so many dying"),
    ("The shell caused the injury of 13 others.", ["injured 13"], "the injury of"),
    ("The army has besieged about 2,000 people in the valley.", ["trapped 2000"], "people besieged"),
    ("Shells fell on the besieged town.", [], "a besieged town"),
    ("Another son and a grandfather sustained severe injuries.", ["injured 1 male", "injured 1 adult male"], "hurt"),
    # people named
    ("Ana Ruiz, 20, and Luis Mora, 21, were murdered near the market.", ["killed 1", "killed 1"], "two named"),
    ("ANA RUIZ AND LUIS MORA WERE SHOT TO DEATH BY ARMED MEN.", ["killed 1", "killed 1"], "two named, in capitals"),
    ("GUNMEN MURDERED JUAN PEREZ IN THE CENTRE OF THE TOWN.", ["killed 1"], "a name after the verb, in capitals"),
    ("A FOREIGN COMMANDO KILLED JUAN PEREZ, A LEADER OF THE PARTY.", ["killed 1"], "one man killed a named man"),
    ("The minister was killed near his home, along with two of his bodyguards.", ["killed 1", "killed 2"],
     "beside, later in the clause"),
    ("Rebels have killed the mayor of the small town of Valdos, as well as two farmers.",
     ["killed 1", "killed 2"], "as well as, after a place"),
    ("Captain Jan Novak was injured while leading a group of officers including sergeants.",
     ["injured 1 combatant"], "one person has no parts"),
    # the hurt
    ("The toll in the quarter reached three in addition to eight injured people.",
     ["killed 3", "injured 8"], "eight injured people"),
    ("Rescue workers rushed dozens of wounded to the hospital.", ["injured vague"], "dozens of wounded"),
    ("Buses evacuated 200 wounded fighters.", ["evacuated 200 combatant"], "the wounded, taken by another verb"),
    ("A rocket injured two people, one of them a woman.", ["injured 2 {injured 1 adult female}"], "one a woman"),
    ("A strike killed 38 fleeing civilians.", ["killed 38 civilian"], "fleeing civilians"),
    ("The town's most important commander was killed.", ["killed 1 combatant"], "“most” before an adjective"),
    ("The number of residents martyred in Odran has become around 60, in addition to over 200 injured.",
     ["killed 60", "injured 200"], "a number that has become"),
    ("One of them was linked with the death of Jan Novak, who was murdered.", ["killed 1"], "who stands after a name"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "remark"), KINDS, ids=[f"{n}-{s[2]}" for n, s in enumerate(KINDS)])
def test_kind(sentence: str, expected: list[str], remark: str) -> None:
    assert read(sentence) == expected, remark


def claims_of(words: str) -> tuple[Claim, ...]:
    content = words.encode()
    document = Document("d", words, content, hashlib.sha256(content).hexdigest(), "text/plain", "test")
    return find_claims(read_text(document, load_vocabulary()), load_vocabulary()).claims


@pytest.mark.parametrize(
    ("words", "day", "remark"),
    [
        ("VALDOS, Ruritania (Oct. 5, 2021) - Two men were detained near a cache.", "2021-10-05", "silent"),
        ("VALDOS, Ruritania (Oct. 5, 2021) - Two men were detained yesterday.", "2021-10-04", "a day told"),
        ("VALDOS, Ruritania (Oct. 5) - Two men were detained.", "None", "no year, no day"),
        ("Two men were detained near the bridge.", "None", "no dateline"),
    ],
)
def test_a_release_that_names_no_day(words: str, day: str, remark: str) -> None:
    """Only where a release names no time at all is the day of its dateline taken, and marked as no exact day."""
    found = claims_of(words)
    assert [str(claim.when.date_start) for claim in found] == [day], remark
    assert all((claim.when.date_prec == 2) == (remark == "silent") for claim in found)


def test_a_headline_of_one_is_no_second_person() -> None:
    """ "One Detained" above "one suspected insurgent" is the same person."""
    found = claims_of("17 Killed, One Detained\n\nTroops killed 17 gunmen and detained one gunman.")
    assert sorted((c.effect, c.best) for claim in found for c in claim.counts) == [("detained", 1), ("killed", 17)]


@pytest.mark.parametrize(
    ("words", "expected", "remark"),
    [
        ("A raid killed 54 people. Hundreds of people were killed there.", [54, None], "more than 54"),
        ("A raid killed 300 people. Hundreds of people were killed there.", [300], "the same"),
        ("Shells killed nine children and 14 others. Strikes killed 23 civilians.", [9, 14, 23], "a sum"),
        ("Shells killed nine children and 14 others. All 23 were killed at once.", [9, 14], "a sum that points back"),
    ],
)
def test_what_is_told_again(words: str, expected: list[int | None], remark: str) -> None:
    """A vague word that means more than the number before it is another figure, and so is a sum with a noun."""
    assert [count.best for claim in claims_of(words) for count in claim.counts] == expected, remark
