"""Sentences and the people they count: the number grammar, who stands on which side of the verb, parts and wholes."""

from __future__ import annotations

import pytest

from whence.claims.figures.counts import find_told
from whence.claims.words import split_words
from whence.records import Count
from whence.vocabulary.lexicon import load_lexicon

ARMED = frozenset({"rebel", "army", "militia"})


def tell(count: Count) -> str:
    """A count in one short line: effect best/low/high hedge and what is settled of the people."""
    number = f"{count.low},{count.best},{count.high}".replace("None", "-")
    settled = "".join(f" {s}" for s in (count.status, count.age, count.sex) if s)
    unit = "" if count.unit == "people" else f" {count.unit}"
    parts = f" {{{'; '.join(tell(c) for c in count.includes)}}}" if count.includes else ""
    return f"{count.effect} {number} {count.hedge}{settled}{unit}{parts}"


def read(sentence: str) -> list[str]:
    told = find_told(split_words(sentence), load_lexicon(), ARMED)
    return [tell(count) for one in told for count in one.counts]


SENTENCES = [
    # the number grammar
    ("A shell killed two dozen shoppers.", ["killed 24,24,24 exact"], "words and scales"),
    ("The floods displaced 1,300 people.", ["displaced 1300,1300,1300 exact"], "thousands with a comma"),
    ("Over 1 000 people were killed.", ["killed 1000,1000,- at_least"], "thousands with a blank"),
    ("Half a million people were displaced.", ["displaced 500000,500000,500000 exact"], "fractions of a scale"),
    ("The war displaced 2.5 million people.", ["displaced 2500000,2500000,2500000 exact"], "decimals of a scale"),
    ("Between 10 and 12 people were injured.", ["injured 10,-,12 range"], "a range in words"),
    ("A blast wounded 30-40 people.", ["injured 30,-,40 range"], "a range with a hyphen"),
    ("At least nine miners died.", ["killed 9,9,- at_least"], "at least"),
    ("ORSAVA: At least nine miners were killed.", ["killed 9,9,- at_least"], "a town and a colon before the number"),
    ("The blast at 10:15 killed two miners.", ["killed 2,2,2 exact"], "the time of day counts nobody"),
    ("Two miners, ages 22 and 24, died.", ["killed 2,2,2 exact"], "ages count nobody"),
    (
        "The blast raised the death toll to 15, with 19 others being treated.",
        ["killed 15,15,15 exact"],
        "who is being treated is not dead",
    ),
    (
        "Three villagers - a man, his wife and their daughter - were killed.",
        [
            "killed 3,3,3 exact "
            "{killed 1,1,1 exact adult male; killed 1,1,1 exact adult female; killed 1,1,1 exact female}"
        ],
        "told one by one after their number",
    ),
    (
        "Three soldiers, a man and two women were killed.",
        [
            "killed 3,3,3 exact combatant",
            "killed 1,1,1 exact adult male",
            "killed 2,2,2 exact adult female",
        ],
        "soldiers and civilians beside them",
    ),
    (
        "The ministry said 12 miners were killed while the hospital put it at nine.",
        ["killed 12,12,12 exact", "killed 9,9,9 exact"],
        "another office's figure of the same dead",
    ),
    ("The fund gave 12 grants while the bank put it at nine.", [], "no dead are counted before it"),
    ("More than 350 people were killed.", ["killed 350,350,- at_least"], "more than a rounded number"),
    ("More than 37 people were killed.", ["killed 38,38,- at_least"], "more than an exact number"),
    ("More than 10 people were killed.", ["killed 11,11,- at_least"], "more than a small number, which is counted"),
    ("Up to 20 villagers were killed.", ["killed -,20,20 at_most"], "up to"),
    ("As many as 20 villagers were killed.", ["killed -,20,20 at_most"], "as many as"),
    ("Fewer than 20 people were wounded.", ["injured -,19,19 at_most"], "fewer than"),
    ("Around 85 people were killed.", ["killed 85,85,85 about"], "around"),
    ("An estimated 60 people were hurt.", ["injured 60,60,60 about"], "an estimated"),
    ("Dozens of shoppers were killed.", ["killed -,-,- vague"], "dozens stay words"),
    ("Tens of thousands of civilians fled.", ["displaced -,-,- vague civilian"], "tens of thousands stay words"),
    ("Several hundred people were arrested.", ["detained -,-,- vague"], "a vague number of a scale"),
    ("At least 10 people were killed and 15 injured.", ["killed 10,10,- at_least", "injured 15,15,15 exact"],
     "at least binds the next number only"),
    ("A blast killed six members of the internal security force.", ["killed 6,6,6 exact combatant"], "of what force"),
    ("Fourteen villagers, among them a woman and child, were killed.",
     ["killed 14,14,14 exact {killed 1,1,1 exact adult female; killed 1,1,1 exact child}"], "an article left out"),
    ("Shelling killed 870 people, noting that 190 of them were children.",
     ["killed 870,870,870 exact {killed 190,190,190 exact child}"], "what some of them were"),
    ("The group controls roughly one quarter of the province.", ["territory -,-,- vague percent"], "a quarter of it"),
    ("They spoke of 20+ killed.", ["killed 20,20,- at_least"], "a plus sign"),
    ("The storm claimed hundreds of civilian lives.", ["killed -,-,- vague civilian"], "lives of somebody"),
    ("Up to 41 villagers may have been killed.", ["killed -,41,41 at_most"], "a guess with a number at what happened"),
    ("Civilians may have been killed.", [], "a guess without a number"),
    ("Up to 41 villagers may be killed.", [], "what is feared"),
    ("A shell hit a farm, killing two men and injuring a third.",
     ["killed 2,2,2 exact adult male", "injured 1,1,1 exact"], "one more of them"),
    ("They denied injuring a third party.", [], "an ordinal with a noun of its own"),
    ("They documented the killing of 581 civilians including 173 children 96 women and 312 men.",
     ["killed 581,581,581 exact civilian {killed 173,173,173 exact civilian child; "
      "killed 96,96,96 exact civilian adult female; killed 312,312,312 exact civilian adult male}"],
     "a list that lost its commas"),
    ("A shell killed four more civilians two residents said.", ["killed 4,4,4 exact civilian"], "who says so"),
    ("Shells killed 54 civilians, including 9 in Homs 8 in Hama and 5 in Idlib.",
     ["killed 54,54,54 exact civilian {killed 9,9,9 exact civilian; killed 8,8,8 exact civilian; "
      "killed 5,5,5 exact civilian}"], "numbers by place"),
    ("Raids killed at least 60 villagers, mostly women and children.",
     ["killed 60,60,- at_least {killed -,-,- vague}"], "mostly"),
    ("They executed 70 members of a clan, the majority of them civilians.",
     ["killed 70,70,70 exact {killed -,-,- vague civilian}"], "the majority of them"),
    ("Nearly 600 people live in besieged areas.", ["trapped 600,600,600 about"], "who lives under a siege"),
    ("Rescuers pulled a frail elderly man out of the rubble.", ["trapped 1,1,1 exact adult male"], "from the rubble"),
    ("The army besieged Manbij.", [], "a town is no person"),
    # what is no number of people
    ("On May 12 the army shelled the village.", [], "a date"),
    ("In 2016 people were killed there.", ["killed -,-,- vague"], "a year"),
    ("Rebels destroyed 12 tanks.", [], "tanks"),
    ("The 155 mm shell killed a farmer.", ["killed 1,1,1 exact"], "a calibre"),
    ("Flight 93 crashed, killing 40 people.", ["killed 40,40,40 exact"], "the number of a flight"),
    ("The farmer, 56, was killed.", ["killed 1,1,1 exact"], "an age between commas"),
    # sides of the verb
    ("The death toll rose to 112.", ["killed 112,112,112 exact"], "a toll"),
    ("This brings to 112 the number of dead.", ["killed 112,112,112 exact"], "a toll, number first"),
    ("The number of fighters killed has risen to 39.", ["killed 39,39,39 exact combatant"], "a toll in other words"),
    ("The bombing claimed the lives of 11 students.", ["killed 11,11,11 exact"], "lives claimed"),
    ("Nine people lost their lives.", ["killed 9,9,9 exact"], "lives lost"),
    ("The raid left 15 dead and 30 wounded.", ["killed 15,15,15 exact", "injured 30,30,30 exact"], "left dead"),
    ("They condemned the killing of six monks.", ["killed 6,6,6 exact"], "a noun and its people"),
    ("There were 15 deaths.", ["killed 15,15,15 exact"], "a number of deaths"),
    ("Fifteen bodies were pulled from the rubble.", ["killed 15,15,15 exact bodies"], "bodies"),
    ("Guards arrested four insurgents.", ["detained 4,4,4 exact combatant"], "people seized"),
    ("Gunmen kidnapped three engineers.", ["abducted 3,3,3 exact"], "people abducted"),
    ("Hundreds of men had gone missing.", ["missing -,-,- vague adult male"], "people missing"),
    ("It will send another 200 soldiers.", ["deployed 200,200,200 exact combatant"], "troops, though to come"),
    ("The army has overrun 85 percent of the town.", ["territory 85,85,85 exact percent"], "a share of territory"),
    ("Rebels killed 15 soldiers.", ["killed 15,15,15 exact combatant"], "the doer is not counted"),
    ("THREE POLICEMEN WERE KILLED AND A NUN WAS WOUNDED.",
     ["killed 3,3,3 exact male", "injured 1,1,1 exact adult female"], "all capitals"),
    # parts and wholes
    ("Fifteen civilians, including four children, were killed.",
     ["killed 15,15,15 exact civilian {killed 4,4,4 exact civilian child}"], "civilian carries to parts of civilians"),
    ("Ten people were killed in the raid, including five women.",
     ["killed 10,10,10 exact {killed 5,5,5 exact adult female}"], "parts after the verb"),
    ("A strike killed seven people, five of them children, and wounded 20.",
     ["killed 7,7,7 exact {killed 5,5,5 exact child}", "injured 20,20,20 exact"], "of them"),
    ("At least 12 children were among 17 villagers killed.",
     ["killed 17,17,17 exact {killed 12,12,- at_least child}"], "were among"),
    ("Nine civilians -- among them two girls -- were killed.",
     ["killed 9,9,9 exact civilian {killed 2,2,2 exact civilian child female}"], "dashes"),
    ("A mine killed two women and three soldiers.",
     ["killed 2,2,2 exact adult female", "killed 3,3,3 exact combatant"], "and is not including"),
    ("A man, his wife and their three children were killed.",
     ["killed 5,5,5 exact {killed 1,1,1 exact adult male; killed 1,1,1 exact adult female; killed 3,3,3 exact child}"],
     "a family is one count with its members"),
    ("They killed 15 people in one town and 12 soldiers in another.",
     ["killed 15,15,15 exact", "killed 12,12,12 exact combatant"], "joined across a place"),
    ("Three people were killed, and five people, including a mayor, were wounded.",
     ["killed 3,3,3 exact", "injured 5,5,5 exact {injured 1,1,1 exact}"], "a part belongs to the nearest whole"),
    ("They condemned the six priests' murder.", ["killed 6,6,6 exact"], "owners of a murder"),
    # single people
    ("A 12-year-old boy was shot dead.", ["killed 1,1,1 exact child male"], "an age in words"),
    ("The general's driver was killed.", ["killed 1,1,1 exact"], "described singly"),
    ("A commander was killed.", ["killed 1,1,1 exact combatant"], "a rank"),
    # not told
    ("No civilians were harmed.", [], "none"),
    ("Nobody was killed.", [], "nobody"),
    ("The raid could kill dozens of people.", [], "feared"),
    ("They threatened to kill six hostages.", [], "threatened"),
    ("They called off the raid to avoid killing civilians.", [], "avoided"),
    ("The patrol returned without injuring anyone.", [], "without"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "remark"), SENTENCES, ids=[s[2] for s in SENTENCES])
def test_sentence(sentence: str, expected: list[str], remark: str) -> None:
    assert read(sentence) == expected, remark


@pytest.mark.parametrize("sentence", ["No civilians were harmed.", "Nobody was killed.", "There were no casualties."])
def test_none_reported_is_said(sentence: str) -> None:
    told = find_told(split_words(sentence), load_lexicon(), ARMED)
    assert [one.none for one in told] == [True]
