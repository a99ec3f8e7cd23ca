"""Victims told by name, described between commas, named after a toll, or counted away from the word that harms them."""

from __future__ import annotations

import pytest

from whence.claims.figures.counts import find_told
from whence.claims.words import split_words
from whence.vocabulary.lexicon import load_lexicon

ARMED = frozenset({"rebel", "army", "militia"})


def read(sentence: str) -> list[str]:
    told = find_told(split_words(sentence), load_lexicon(), ARMED)
    return [
        f"{c.effect} {'+' if c.best is None and c.low is None else c.best or c.low}"
        + (f" {{{', '.join('+' if p.best is None else str(p.best) for p in c.includes)}}}" if c.includes else "")
        for one in told
        for c in one.counts
    ]


SENTENCES = [
    # names in a text all in capitals
    ("GUNMEN TODAY KILLED ANA DE LA VEGA, WIFE OF A CLERK.", ["killed 1"], "a name with particles"),
    ("THE MURDER OF DR TOMAS CASAL, HIS WIFE, AND TWO OTHER PEOPLE SHOOK THE TOWN.",
     ["killed 1", "killed 1", "killed 2"], "a name, kin and others"),
    ("THE MURDER ON 26 MAY OF ODRA MAYOR LUISA MARQUEZ WAS CONDEMNED.", ["killed 1"], "a day before whose it was"),
    ("THE KILLINGS DURING THE PAST WEEK OF A JUDGE AND A TEACHER SHOCKED ALL.", ["killed 1", "killed 1"],
     "a stretch of time before whose"),
    ("PEDRO SILVA, 72, WHO WAS WORKING AT THE MILL, WAS KILLED.", ["killed 1"], "a name, its age and what he did"),
    ("JUSTICE MARIA DUARTE, WHO WAS SHOT DEAD IN THE SPRING, HAD SAID SO.", ["killed 1"], "who, after a comma"),
    ("JUAN ROCA, ISIDRO LEMA, AND MATEO AGUILAR WERE KILLED.", ["killed 1", "killed 1", "killed 1"], "a list of names"),
    ("TOM WELLS, 20 YEARS OLD, AND ERIC HALL, 21, WERE MURDERED.", ["killed 1", "killed 1"], "names with ages"),
    ("ANGEL HERAS AND JOSE FLORIDO, MEMBERS OF THE GUARD, WERE ABDUCTED AND LATER MURDERED BY GUNMEN.",
     ["abducted 1", "abducted 1", "killed 1", "killed 1"], "two names, what they were, and two verbs"),
    ("UNION LEADER CLARA MEDINA AND SEVEN [FIGURE AS GIVEN] OTHER PEOPLE WERE KILLED.", ["killed 1", "killed 7"],
     "an editor's remark in brackets"),
    ("THE FORMER MINISTER MURDERED IN THE CAPITAL WAS BURIED.", ["killed 1"], "a participle is no name"),
    ("A MONTH AGO, LUIS PARRA, ONE OF THE MOST PROMINENT JUDGES, WAS ASSASSINATED.", ["killed 1"], "one of the most"),
    ("THE ATTACKERS ALSO WOUNDED CASTELO'S SON.", ["injured 1"], "the son of somebody named"),
    # the victims named in a list
    ("The victims were identified as Juan Perez and Ana Paz.", ["killed 1", "killed 1"], "identified as"),
    ("THE INJURED WERE 19-YEAR-OLD JUAN RAMOS, PABLO GIL, AND TWO OTHER MEN WHO WERE TREATED.",
     ["injured 1", "injured 1", "injured 2"], "names and others"),
    ("AMONG THE INJURED ARE LUIS LOPEZ, 53; JAIME SUAREZ, 24; AND NORA BELTRAN.",
     ["injured 1", "injured 1", "injured 1"], "ages are nobody"),
    ("The injured were taken to hospital and the dead were buried.", [], "no list follows"),
    ("The victims were Syrian, Iraqi and Turkish.", [], "no names follow"),
    # who stands apart from the word of harm
    ("Two guards who were acting as her drivers and a clerk were wounded.", ["injured 2", "injured 1"],
     "a relative clause"),
    ("At least five people, including reporters and a camera crew, were wounded.", ["injured 5 {+}"],
     "a list of parts before the verb"),
    ("Three men were murdered by a band of Red Path members, and another two were hurt.",
     ["killed 3", "injured 2"], "the doers are not hurt"),
    ("A post of the rebels and up to 80 fighters were destroyed.", ["killed 80"], "whose post it was is not counted"),
    ("Shells killed, according to the latest toll, 44 villagers.", ["killed 44"], "a source between verb and number"),
    ("The raid ended in killing according to the latest toll 44 villagers.", ["killed 44"], "the same without commas"),
    ("They murdered, at gunpoint, a soldier.", ["killed 1"], "an aside"),
    ("In addition to nine wounded civilians, 20 soldiers were killed.", ["injured 9", "killed 20"],
     "a phrase before the subject"),
    ("The killing in Odra of six monks was condemned.", ["killed 6"], "a place before whose killing it was"),
    ("The killing in the town of Odra was condemned.", [], "whose town is not whose killing"),
    ("The death of four students who had been kidnapped was confirmed.", ["killed 4", "abducted 4"], "both are said"),
    ("They condemned the killing of Western hostages.", ["killed +"], "a name that says which hostages"),
    ("The rebels killed Turkish soldiers near the town.", ["killed +"], "a nation before a plural"),
    ("A massacre against 14 villagers was reported.", ["killed 14"], "a massacre against"),
    ("The attack claimed 20 lives Monday.", ["killed 20"], "lives, and a day right after"),
    ("Travellers told of 4 May 28 bodies of villagers were found.", ["killed 28"], "a number after a date"),
    ("The action left a toll of one person wounded.", ["injured 1"], "a toll of wounded"),
    ("It killed 19 people outside the city and another 23 people in the port.", ["killed 19", "killed 23"],
     "two numbers, two places"),
    ("The raid wounded dozens, including women and children.", ["injured + {+, +}"], "women, and children"),
    ("Twelve civilians were killed and dozens injured including women.", ["killed 12", "injured + {+}"],
     "dozens injured"),
    ("It caused over 30 cases of suffocation.", ["affected 30"], "a number of cases"),
    ("Smoke brought cases of asphyxiation to more than 45 villagers.", ["affected 46"], "cases, and of how many"),
    # ground without a number
    ("Militants control most of Odra province.", ["territory +"], "most of a province"),
    ("They have seized large swathes of territory.", ["territory +"], "swathes"),
    ("Since spring most of Odra province has been held by rebels.", ["territory +"], "held by"),
    ("The firm holds most of the shares.", [], "shares are no ground"),
    ("It lies in a valley that was part of the enclave until it was taken.", [], "a part that something is"),
    ("They captured most of the weapons.", [], "weapons are no ground"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "remark"), SENTENCES, ids=[s[2] for s in SENTENCES])
def test_sentence(sentence: str, expected: list[str], remark: str) -> None:
    assert read(sentence) == expected, remark
