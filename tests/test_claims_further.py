"""People on the move, ground taken, one event after another: rows of sentences, and short bulletins."""

from __future__ import annotations

import re
from datetime import date

import pytest

from whence.claims import find_claims
from whence.claims.acts import find_acts, points_back
from whence.claims.figures.counts import find_told
from whence.claims.words import split_words
from whence.records import Claim, Count, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary
from whence.vocabulary.lexicon import load_lexicon
from whence.vocabulary.tables import DATA, read_table

TURNS = list(read_table(DATA / "turns.csv", ("where", "pattern", "example")))


def tell(count: Count) -> str:
    """A count in one short line: effect, best (or low, or "vague"), what is settled, and its parts."""
    number = count.best if count.best is not None else count.low if count.low is not None else "vague"
    settled = "".join(f" {s}" for s in (count.status, count.age, count.sex) if s)
    unit = "%" if count.unit == "percent" else ""
    parts = f" {{{'; '.join(tell(c) for c in count.includes)}}}" if count.includes else ""
    return f"{count.effect} {number}{unit}{settled}{parts}"


def read(sentence: str, *, leaving: bool = False) -> list[str]:
    told = find_told(split_words(sentence), load_lexicon(), frozenset({"rebel", "army"}), leaving=leaving)
    return [tell(count) for one in told for count in one.counts]


def claims(text: str) -> list[Claim]:
    document = Document("d", text, b"", "", "text/plain", "test", Published(date(2020, 5, 9), "option"), language="en")
    vocabulary = load_vocabulary()
    return [c for c in find_claims(read_text(document, vocabulary), vocabulary).claims if c.counts]


MOVED = [
    ("Under the deal 3000 residents of the villages of Orla and Benn left Wednesday in 45 buses.",
     ["evacuated 3000"], "people leave under a deal"),
    ("Another six buses carrying some 240 people left Orla for the coast.", ["evacuated 240"], "who is carried off"),
    ("The blast left 20 people dead beside the buses.", ["killed 20"], "a blast leaves people dead: no leaving"),
    ("Some 160 gunmen had remained in Orla after the evacuation.", ["trapped 160 combatant"], "who is left behind"),
    ("Hundreds of evacuees had been stuck at a bridge for a day.", ["trapped vague"], "evacuees who are stuck"),
    ("The blast came as thousands of evacuees from Orla waited to go on.", ["evacuated vague"], "evacuees by name"),
    ("The army took the road, besieging quarters where some 25000 people live.",
     ["trapped 25000"], "who lives besieged"),
    ("If the hill fell the army would besiege quarters where 25000 people live.", [], "a siege only thought of"),
    ("More than 5000 people who had lived under siege for two years left the town.",
     ["trapped 5000", "evacuated 5000"], "besieged, then brought out: both are told"),
    ("The siege is to drive out civilians, some 2700 of whom remain in the port.", ["trapped 2700"], "of whom"),
    ("Hundreds of people left the mosque after the prayer.", [], "nobody is brought out of anywhere"),
    ("The closure put thousands of people in the port under siege.", ["trapped vague"], "a verb and its tail"),
    ("About 45 villagers had managed to escape to the hills.", ["displaced 45"], "they got away"),
    ("The valley was a haven for thousands of displaced farmers.", ["displaced vague"], "displaced, before the noun"),
    ("The war has driven more than half of Iraqis from their homes.",
     ["displaced 50%"], "half of a nation"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "remark"), MOVED, ids=[row[2] for row in MOVED])
def test_people_on_the_move(sentence: str, expected: list[str], remark: str) -> None:
    assert read(sentence) == expected


def test_in_a_report_of_an_evacuation_a_sentence_need_not_say_so() -> None:
    sentence = "Some 3000 people left the two villages at dawn."
    assert read(sentence, leaving=True) == ["evacuated 3000"]
    assert read(sentence) == []


GROUND = [
    ("Militants control most of Orla province and parts of the provincial capital.",
     ["territory vague%", "territory vague%"], "two shares of one verb"),
    ("Since spring most of Orla province has been held by an alliance.", ["territory vague%"], "a passive after it"),
    ("The group seized large swathes of territory in both states.", ["territory vague%"], "a word for ground"),
    ("Troops took half of the city.", ["territory 50%"], "half is a number"),
    ("They hold 40 percent of the city.", ["territory 40%"], "a number in percent"),
    ("They captured most of the soldiers.", ["detained vague combatant"], "people are no ground"),
    ("He held most of the shares of the company.", [], "shares of a company"),
    ("The camp was part of the old enclave until it was taken over.", [], "a part that nobody takes"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "remark"), GROUND, ids=[row[2] for row in GROUND])
def test_shares_of_ground(sentence: str, expected: list[str], remark: str) -> None:
    assert read(sentence) == expected


KINDS = [
    ("The clinics are overwhelmed with casualties.", ["affected vague"], "casualties without a number"),
    ("Reports of civilian casualties from the strikes soared.", ["affected vague civilian"], "civilian casualties"),
    ("The army tried to avoid civilian casualties.", [], "casualties only to be avoided"),
    ("The human casualties are not big, he hoped.", [], "casualties denied"),
    ("The shelling caused over 30 cases of asphyxiation in the port.", ["affected 30"], "each case is a person"),
    ("The shells caused cases of suffocation among more than 30 people.", ["affected 30"], "cases, then the people"),
    ("Medics expect many of the wounded to die.", ["injured vague"], "many of the wounded"),
    ("The raid wounded dozens including women and children when it hit the street.",
     ["injured vague {injured vague adult female; injured vague child}"], "women and children are two groups"),
    ("The shells killed 14 people including five children outside Orla and another 31 people in Benn.",
     ["killed 14 {killed 5 child}", "killed 31"], "a clause without its verb"),
    ("The troops fought fighters near the hill, killing scores of them.",
     ["killed vague combatant"], "of them: of whom"),
    ("The raid ended in killing and injury of scores of rebels.",
     ["killed vague combatant", "injured vague combatant"], "killing and injury"),
    ("The strike destroyed two bases, six tanks and up to 80 fighters.", ["killed 80 combatant"], "last in a list"),
    ("In the hills the army destroyed a rebel command post.", [], "a post is nobody"),
    ("Fighting left more than 20 fighters from both sides dead.", ["killed 20 combatant"], "dead, far behind"),
    ("Activists said the head of the local clinic and several colleagues were killed.",
     ["killed 1", "killed vague"], "somebody by his role"),
    ("Two women were stoned to death in the square.", ["killed 2 adult female"], "a way of killing"),
    ("The attack on the convoy claimed 20 lives Monday.", ["killed 20"], "lives, then a day"),
    ("The lifeless body of a child was pulled from the ruins.", ["killed 1 child"], "a body of somebody"),
    ("Corpses lay in the street after the raid.", ["killed vague"], "corpses without a number"),
    ("The legislative bodies met again.", [], "bodies that are none"),
    ("Raids hit the clinic before dawn killing two porters.", ["killed 2"], "before dawn is no fear"),
    ("They were stopped before killing two porters.", [], "before it came to that"),
    ("They spoke of the bombs that are killing villagers.", [], "what goes on is no event"),
    ("All six sailors on board were assumed dead.", ["killed 6"], "assumed dead"),
    ("There are many women among those killed.", ["killed vague adult female"], "there are: a part"),
    ("He did not say whether there were civilians among the dead.", [], "nobody says that there were"),
    ("Those killed were mostly farmers of the valley but included guards of the convoy.",
     ["killed vague", "killed vague"], "mostly, and included"),
    ("Four soldiers and 11 gunmen made up the rest of the dead.",
     ["killed 4 combatant", "killed 11 combatant"], "the rest of the dead"),
    ("At least 340 men, many of whom were civilians, were killed.",
     ["killed 340 adult male {killed vague civilian}"], "of whom: a part"),
    ("A number of rebels were killed and one of their lorries was burnt with two of their guns.",
     ["killed vague combatant"], "a number of rebels is no toll"),
    ("He protested against the kidnapping of more than 30 farmers.", ["abducted 30"], "against what was done"),
    ("She saw a young girl and two elderly people dead in a barn.",
     ["killed 1 child female", "killed 2 adult"], "elderly people"),
    ("The group lost three fighters in the clashes.", ["killed 3 combatant"], "fighters lost"),
    ("The team lost three players in the summer.", [], "players lost"),
    ("The group seized Orla on Sunday.", [], "a place is nobody"),
    ("The siege of two besieged towns went on.", [], "towns are nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "remark"), KINDS, ids=[row[2] for row in KINDS])
def test_kinds_of_telling(sentence: str, expected: list[str], remark: str) -> None:
    assert read(sentence) == expected


FIRST = "In Homs an army unit killed a number of militants, the source said."
AGAIN = [
    ("Another army unit killed a number of militants in the hills, the source said.", 2, "another unit"),
    ("In Aleppo army units killed a number of militants, the source said.", 2, "a place that is not the first"),
    ("A number of militants were killed in the operation, the source said.", 1, "nothing says that it is another"),
    ("In the city of Homs the unit killed a number of militants, the source said.", 1, "the same place"),
]


@pytest.mark.parametrize(("sentence", "expected", "remark"), AGAIN, ids=[row[2] for row in AGAIN])
def test_vague_figures_of_another_event_stay(sentence: str, expected: int, remark: str) -> None:
    """A bulletin tells in like words of one engagement after another; a second telling of one is no second figure."""
    found = [c for c in claims(f"{FIRST} {sentence}") if any(k.effect == "killed" for k in c.counts)]
    assert len(found) == expected


def test_words_of_another_size_are_other_people() -> None:
    text = "Shells killed dozens of people in Homs on Friday. The war has killed hundreds of thousands of people."
    assert len(claims(text)) == 2


@pytest.mark.parametrize("row", TURNS, ids=[row["example"] for row in TURNS])
def test_each_turn_goes_on_to_another_event(row: dict[str, str]) -> None:
    """Each row of turns.csv parts a vague figure from the like one before it."""
    turn = re.search(row["pattern"], row["example"], re.IGNORECASE)
    assert turn is not None
    opening = f"{turn.group()} army unit" if row["where"] == "begin" else f"The unit {turn.group()} a camp and"
    assert len(claims(f"{FIRST} {opening} near the river killed a number of militants, the source said.")) == 2


BACK = [
    ("The explosion occurred near a mosque.", False, "told of as an event"),
    ("The bombings have intensified.", False, "they go on"),
    ("The attack, which the army said was carried out by rebels, shook the town.", False, "who carried it out"),
    ("He spoke of the attack.", True, "only spoken of"),
    ("He heard the first explosion from afar.", True, "described, and told before"),
    ("The attacker detonated a belt at a bakery.", True, "what is told of whoever did it"),
    ("The air strikes were a message, he said.", False, "said of them"),
    ("The rocket fire on the northern quarter went on.", False, "said which"),
]


@pytest.mark.parametrize(("sentence", "expected", "remark"), BACK, ids=[row[2] for row in BACK])
def test_the_attack_that_points_back(sentence: str, expected: bool, remark: str) -> None:
    words = split_words(sentence)
    (first, *_) = find_acts(words, load_lexicon())
    assert points_back(words, first, told_before=True) is expected


NO_ACTS = [
    ("A school and the surrounding area lay empty.", "an area around it"),
    ("A camp for displaced people stands by the river.", "who lives there"),
    ("They freed a number of captured soldiers.", "of which soldiers"),
    ("The province is a bastion of groups fighting the government.", "of which groups"),
    ("The army has been fighting several factions for years.", "what goes on"),
    ("The envoy called for talks, and both sides agreed.", "talk of states harms nobody"),
]


@pytest.mark.parametrize(("sentence", "remark"), NO_ACTS, ids=[row[1] for row in NO_ACTS])
def test_words_of_attack_that_only_describe(sentence: str, remark: str) -> None:
    assert not claims(f"Shells fell on Homs, killing four people. {sentence}")[1:], remark


def test_two_coercions_of_one_sentence_are_two_claims() -> None:
    text = "The army seized the road, besieging quarters where some 25000 people live."
    document = Document("d", text, b"", "", "text/plain", "test", language="en")
    found = find_claims(read_text(document, load_vocabulary()), load_vocabulary()).claims
    assert {c.act.mode for c in found if c.act.type == "COERCE"} == {"seize", "restrict"}
