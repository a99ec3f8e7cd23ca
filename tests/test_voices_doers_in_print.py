"""Who is said to have done it, where commas are lost, asides stand between, or the doer was told sentences before."""

from __future__ import annotations

import pytest

from whence.claims.doers import doer_at, find_doers
from whence.claims.voices.speakers import find_attributions, said_at
from whence.records import Sentence, Text
from whence.vocabulary.packs import read_pack

SYRIA = read_pack("syria")

CASES: list[tuple[tuple[str, ...], str, str | None, str]] = [
    (
        ("A blast hit buses from the pro-regime areas killing nine people.",),
        "nine",
        None,
        "an area does nothing",
    ),
    (
        ("Militant group Islamic State killed nine guards at the mill.",),
        "nine",
        "islamic-state",
        "a name tells more than a kind",
    ),
    (
        ("Government forces after hours of clashes captured the mill and killed nine men.",),
        "nine",
        "syria-government",
        "an aside without commas",
    ),
    (
        ("Nine people fled after Syrian soldiers' massive attacks on the mill.",),
        "Nine",
        "syria-government",
        "a force's own attack",
    ),
    (
        ("Syrian regime forces and their Russian ally have been accused by rights groups of killing nine people.",),
        "nine",
        "syria-government",
        "accused in the passive",
    ),
    (
        ("State television said nine people were killed by “terrorist groups”.",),
        "nine",
        "rebels",
        "a doer in quotation marks",
    ),
    (
        ("The Syrian air force has in recent weeks stepped up attacks that killed nine people.",),
        "nine",
        "syria-government",
        "a time between subject and verb",
    ),
    (
        ("Rebels say Russian jets killed nine people.",),
        "nine",
        "russia",
        "who says it is no adjective",
    ),
    (
        ("Nine soldiers died in clashes between the army and Islamic State near the mill.",),
        "Nine soldiers",
        "islamic-state",
        "the other side of a fight",
    ),
    (
        ("Nine people died in clashes between the army and Islamic State near the mill.",),
        "Nine people",
        None,
        "of two sides none is chosen",
    ),
    (
        ("The loss is the worst suffered by Russian forces since nine men died.",),
        "nine",
        None,
        "who suffered a loss did not cause it",
    ),
    (
        ("Islamic State attacked the mill.", "Nine Islamic State fighters were killed in the assault."),
        "Nine Islamic State fighters",
        None,
        "nobody kills his own",
    ),
    (
        (
            "Government forces dropped a barrel bomb that killed 11 children.",
            "Eleven children died in a barrel bomb attack, residents said.",
        ),
        "Eleven",
        "syria-government",
        "the same figure and weapon",
    ),
    (
        ("Kurdish forces advanced on the town.", "Nine families have fled the fighting."),
        "Nine",
        None,
        "fighting has two sides",
    ),
    (
        ("Two ISIS suicide bombers killed nine guards.", "The two blew themselves up at the gate killing one more."),
        "one more",
        "islamic-state",
        "“the two”",
    ),
    (
        ("The Assad regime has denied that it killed nine people and blamed opposition groups.",),
        "nine",
        "syria-government",
        "a denial is of one's own part",
    ),
    (
        ("Rebel forces hit a school just a day after nine people were killed in airstrikes.",),
        "nine",
        None,
        "what happened a day before is another's",
    ),
    (
        ("Russian jets struck Islamic State fighters.", "Nine Islamic State fighters were killed near the river."),
        "near the river",
        "russia",
        "the same enemy in the next sentence",
    ),
    (
        ("Kurdish forces foiled an ISIS attack near the dam killing nine militants.",),
        "nine",
        "kurdish-forces",
        "an attack that came to nothing",
    ),
    (
        ("Nine guards were killed and two hurt as the rebels attacked the mill at dawn.",),
        "Nine",
        "rebels",
        "“as” begins another clause",
    ),
    (
        ("Fighters from Ahrar al-Sham shelled the mill killing nine people.",),
        "nine",
        "rebels",
        "members of a named group",
    ),
    (
        ("Militants of the extremist group ISIL (the so-called state in the east of the country) killed nine people.",),
        "nine",
        "islamic-state",
        "the name tells whose members they are",
    ),
    (
        ("The miller was shot by a fighter from the Nusra Front near the bridge.",),
        "miller",
        "rebels",
        "by a member of a group",
    ),
    (
        ("The source said army units thwarted an attack by ISIS militants near the dam killing nine of them.",),
        "nine",
        "syria-government",
        "an attack beaten back is not what killed",
    ),
    (
        ("An army unit the official also said shelled the mill killing nine people.",),
        "nine",
        "syria-government",
        "a cue between subject and verb",
    ),
    (
        ("The raid was carried out by Russian jets in revenge for the death of nine airmen.",),
        "nine",
        None,
        "what a raid answers is another's deed",
    ),
    (
        ("A truce announced by Russia has done little and nine people died in the town.",),
        "nine",
        None,
        "who announces a truce does no harm",
    ),
    (("Turkish military forces shelled the mill killing nine people.",), "nine", "turkey", "a force by its full name"),
    (("Nine ISIS fighters died after ISIS attacked the mill.",), "Nine ISIS fighters", None, "they are its own"),
    (
        ("Moscow denied involvement and said the rebels were responsible for the nine deaths.",),
        "nine",
        "russia",
        "a denial is of one's own part, whoever is said to have done it",
    ),
    (
        ("Nine ISIS guards were killed fighting the SDF.",),
        "Nine",
        "kurdish-forces",
        "whom they died fighting",
    ),
    (
        ("A Russian helicopter was shot down killing nine.",),
        "nine",
        None,
        "it did not do it",
    ),
    (
        ("Syrias army backed by Iraqi and Lebanese Shiite militias stormed the mill killing nine people.",),
        "nine",
        "syria-government",
        "who backs a force, and a lost apostrophe",
    ),
    (("The Jordanian army shelled the mill killing nine people.",), "nine", None, "another nation's army"),
    (
        ("The coalition said it would look into whether its strikes had killed nine villagers.",),
        "nine",
        "us-coalition",
        "its strikes",
    ),
    (
        ("Regime jets struck the mill.", "The Observatory reported nine people had been killed by noon."),
        "nine",
        "syria-government",
        "harm alone, whoever says it",
    ),
    (
        ("Rebels fired rockets at the mill.", "The strikes came days after raids that killed nine people."),
        "nine",
        None,
        "days after is another time",
    ),
    (
        ("IS fighters stormed the base.", "Most of the soldiers were shot, nine of them at the gate."),
        "nine",
        "islamic-state",
        "the soldiers are those told of before",
    ),
    (
        ("The Turkish General Staff said nine YPG fighters were killed overnight.",),
        "nine YPG fighters",
        "turkey",
        "a force tells of its enemy's losses",
    ),
    (
        ("Two fighters of the Islamic State blew themselves up at the gate.",),
        "Two fighters of the Islamic State",
        "islamic-state",
        "who blows himself up dies by his own deed",
    ),
    (
        ("Residents and rebels said nine army soldiers were shot.",),
        "nine army soldiers",
        None,
        "residents have no enemy",
    ),
    (
        ("Kurdish forces stormed the mill.", "They captured the bridge and killed nine guards."),
        "nine",
        "kurdish-forces",
        "“they” are the force that the sentence before began with",
    ),
    (
        ("Kurdish forces and rebels met at the mill.", "They say nine guards died."),
        "nine",
        None,
        "who only speaks does nothing",
    ),
    (
        ("ISIL attacked the bridge.", "Three days passed.", "The Takfiri terrorists killed nine guards."),
        "nine",
        "islamic-state",
        "“the terrorists” are those of the one group named",
    ),
    (
        ("The Nusra Front gunmen opened mortar fire on the mill.", "A miller and nine guards were killed."),
        "nine",
        "rebels",
        "opened fire",
    ),
    (("Half of the town, 50 percent, is held by rebels.",), "50 percent", "rebels", "who holds the ground"),
    (
        ("An Islamic State (IS) car bomb killed nine people.",),
        "nine",
        "islamic-state",
        "a short name in brackets before the weapon",
    ),
    (("The Syrian Idlib attack killed nine people.",), "nine", None, "a place stands between"),
    (
        ("ISIS gunmen have begun killing captives, nine so far.",),
        "nine",
        "islamic-state",
        "have begun to",
    ),
    (
        ("Rebel rockets killed two people on Friday, a day after raids on a school left nine dead.",),
        "nine",
        None,
        "what a day before is told of is another's deed",
    ),
    (
        ("Rebel rockets hit the mill.", "Rebels fired on Friday, a day after raids on a school left nine dead."),
        "nine",
        None,
        "nor is it that of the doer of the story",
    ),
    (
        ("The Turkish General Staff said nine YPG fighters were killed in clashes.",),
        "nine YPG fighters",
        None,
        "clashes may be anybody's",
    ),
    (
        ("The Syrian army denied that nine soldiers had been killed at the mill.",),
        "nine soldiers",
        None,
        "who denies the number of its own dead is not their killer",
    ),
    (
        ("The Syrian army denied killing nine people at the mill.",),
        "nine people",
        "syria-government",
        "who denies a deed speaks of its own part",
    ),
]


@pytest.mark.parametrize(("sentences", "words", "party", "remark"), CASES, ids=[c[3] for c in CASES])
def test_who_did_it(sentences: tuple[str, ...], words: str, party: str | None, remark: str) -> None:
    """The party, or none where the text names none."""
    made, at = [], 0
    for i, sentence in enumerate(sentences):
        made.append(Sentence(i, at, at + len(sentence), "body", 0))
        at += len(sentence) + 1
    text = Text("d", " ".join(sentences), (), tuple(made), None, "en", None, None, None, ())
    last = len(sentences) - 1
    start = sentences[-1].index(words)
    said, _ = said_at(find_attributions(text, SYRIA), last, start)
    doer, reason = doer_at(find_doers(text, SYRIA), last, (start, start + len(words)), said)
    assert (doer.party if doer else None) == party, (remark, reason)
