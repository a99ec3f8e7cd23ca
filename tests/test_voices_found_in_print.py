"""Who speaks in text that has lost its commas: places, hearers and appositions beside the speaker."""

from __future__ import annotations

import pytest

from whence.claims.voices.speakers import find_attributions, speaker_for
from whence.records import Sentence, Text
from whence.vocabulary.packs import read_pack
from whence.vocabulary.phrases import PhraseFinder

SYRIA = read_pack("syria")
SOHR = "Syrian Observatory for Human Rights"
SANA = "Syrian Arab News Agency"
COALITION = "National Coalition for Syrian Revolutionary and Opposition Forces"

CASES: list[tuple[tuple[str, ...], str, list[str], str]] = [
    (
        ("The directorate of Health in east Odran reported that nine people died.",),
        "nine",
        ["directorate of Health"],
        "a body with its place",
    ),
    (
        ("The Assad regime has persistently denied the attack while seeking to blame opposition groups.",),
        "attack",
        ["Syrian government"],
        "“to blame” has no speaker after it",
    ),
    (
        ("Speaking to reporters after the talks Prime Minister Ali Example said many had died in shelling.",),
        "shelling",
        ["Ali Example"],
        "reporters only hear",
    ),
    (
        ("Two blasts killed 18 people and wounded 40 others state news agency SANA reported.",),
        "18",
        [SANA],
        "“others” are those wounded",
    ),
    (
        ("Nine people were killed by strikes near Odran in northern Syria Al Mayadeen TV channel reported on Sunday.",),
        "Nine",
        ["Al-Mayadeen"],
        "a place before the speaker",
    ),
    (
        ("Residents of Odran near Damascus had previously accused Russian aircraft of bombing the market.",),
        "bombing",
        ["Residents of Odran"],
        "places after the speaker",
    ),
    (
        ("The LCC a network of activists reported dozens of casualties in the raid.",),
        "dozens",
        ["Local Coordination Committees"],
        "an apposition",
    ),
    (
        ("Nine people died, an activist with the opposition Idlib Media Centre said.",),
        "Nine",
        ["activist with the opposition Idlib Media Centre", "Idlib Media Center"],
        "a person, then the body",
    ),
    (
        ("Nine people died in the blast Wednesday state media and activists said days after the truce.",),
        "Nine",
        ["Syrian state media", "activists"],
        "“said days after”",
    ),
    (
        ("Rights groups including Aid Watch said nine people died.",),
        "nine",
        ["Rights groups"],
        "one of those who spoke",
    ),
    (("The army has been accused by residents of shelling the market.",), "shelling", ["residents"], "accused by"),
    (
        ("Russia has ignored the dead and dismisses the observatory's reporting of the raid.",),
        "raid",
        ["Russia"],
        "a second verb",
    ),
    (("Journalist Rodi Said took a picture of the burnt market.",), "burnt", [], "a surname"),
    (
        ("The Syrian Coalition met on Monday.", "The Coalition said nine people died."),
        "nine",
        [COALITION],
        "the coalition that the text names",
    ),
    (
        ("SANA's correspondent quoted a medical source as saying that nine people died.",),
        "nine",
        ["medical source", SANA],
        "who quotes, and whom",
    ),
    (
        ("At least 9 people died in Odran — White Helmets (@whitehelmets) May 3 2016",),
        "9 people",
        ["White Helmets"],
        "a message",
    ),
    (
        ("The Observatory said nine people died.", "The report said the toll may rise to 12."),
        "12",
        [SOHR],
        "whose report",
    ),
    (
        ("Observatory monitors counted the dead.", "The UK-based group which has many sources said nine people died."),
        "nine",
        [SOHR],
        "the group by its seat",
    ),
    (
        ("The Observatory said nine people died.", "On Friday gunmen killed two guards at the mill."),
        "two guards",
        [],
        "a scene of its own",
    ),
    (("Gunmen killed nine guards on the Euphrates River said the Observatory.",), "nine", [SOHR], "a river before"),
    (("US Secretary of Defense Ali Example said nine died.",), "nine", ["Ali Example"], "a title of three words"),
    (
        ("Assad in an interview on the NBN television network denied the attack.",),
        "attack",
        ["Bashar al-Assad"],
        "in an interview",
    ),
    (
        ("Nine guards were killed on Sunday an official from the forces said.",),
        "Nine",
        ["official"],
        "“from the forces”",
    ),
    (("Fire wounded nine people in northeast Damascus SANA said.",), "nine", [SANA], "a capital before the agency"),
    (
        ("The town official told AFP that nine people died but said the cause of the fire was unclear.",),
        "fire",
        ["town official"],
        "who goes on after “but”",
    ),
    (
        ("The Example Center for Town Studies an NGO however has put the death toll from the war at 4700.",),
        "4700",
        ["Example Center for Town Studies"],
        "a body with its purpose",
    ),
    (("Jaish al Islam said nine guards died.",), "nine", ["Jaysh al-Islam"], "an article without its hyphen"),
    (
        ("Nine people died, the Free Clinics Union (FCU) said.", "The FCU said ten more were hurt."),
        "ten",
        ["Free Clinics Union"],
        "a short name explained in brackets",
    ),
    (
        ("The Halvern Doctors Association said nine died.", "Ten more were hurt, the HDA said."),
        "Ten",
        ["Halvern Doctors Association"],
        "a short name that nobody explains",
    ),
    (
        ("A camp of the Free Clinics Union (FCU) burned.", "An FCU official told reporters that nine people died."),
        "nine",
        ["Free Clinics Union official"],
        "a short name within a phrase is spelled out",
    ),
    (
        ("Syrian Civil Defence teams came late.", "Nine people died, the rescue service said."),
        "Nine",
        ["White Helmets"],
        "the one rescue service named",
    ),
    (
        (
            "The Observatory counted the dead.",
            "The Observatory said nine died.",
            "The London-based opposition organisation added that ten were hurt.",
        ),
        "ten",
        [SOHR],
        "the organisation by its seat, whatever else it is called",
    ),
    (
        ("Head of the Halvern Media center Ali Example said nine people died.",),
        "nine",
        ["Ali Example", "Halvern Media center"],
        "a person after the body",
    ),
    (
        ("Nine people died, National Coalition leader Ali Example said.",),
        "Nine",
        ["Ali Example", COALITION],
        "a person, then the opposition body",
    ),
    (
        ("Nine guards were shot by Nusra Front said Said Example from the Free Syrian Army.",),
        "Nine",
        ["Said Example", "Free Syrian Army"],
        "who did it is not who says so",
    ),
    (
        ("Army units shelled northern Syria, claiming to have killed nine gunmen.",),
        "nine",
        ["Army"],
        "what was shelled claims nothing",
    ),
    (
        ("A truce announced by Russia has failed and nine people died.",),
        "nine",
        [],
        "a truce was announced, nothing else",
    ),
    (
        ("The White Helmets a group of rescuers operating in rebel-held areas said nine people died.",),
        "nine",
        ["White Helmets"],
        "what a body is, without commas",
    ),
    (
        ("Observers from the Arab League last week said nine people died.",),
        "nine",
        ["Observers from the Arab League"],
        "“last week” between speaker and verb",
    ),
    (
        (
            "All four towns are under siege, and so they will stay under the terms of a deal between the sides which "
            "the UN says have hindered aid.",
        ),
        "siege",
        [],
        "a relative clause is said by another than the sentence",
    ),
    (
        ("A doctor told AFP that ten died.", "An AFP photographer saw nine bodies."),
        "nine",
        [],
        "a text that tells what its own agency was told is that agency's",
    ),
    (
        ("A doctor told AFP that ten died.", "AFP reported eleven wounded.", "An AFP photographer saw nine bodies."),
        "nine",
        ["AFP photographer", "Agence France-Presse"],
        "an agency that is cited is not the text's own",
    ),
    (
        ("An army unit killed nine gunmen by the mill, SANA reported.", "Ten more were hurt, the source added."),
        "Ten",
        ["source", SANA],
        "an unnamed source in a story told on an agency's word",
    ),
    (
        ("Nine people died in the raid, SANA reported citing a source at the Halvern Police Command.",),
        "Nine",
        ["source at the Halvern Police Command", SANA],
        "who is cited is nearer to the event",
    ),
    (
        (
            "The Observatory published its count.",
            "The Observatory said ten died.",
            "According to report nine were shot.",
        ),
        "nine",
        [SOHR],
        "an article is missing",
    ),
    (
        (
            "The mill was taken by a force backed by Qatar that has few men an organisation that monitors the war "
            "said of its nine dead.",
        ),
        "nine",
        ["organisation that monitors the war"],
        "who stands at the verb, not whom a clause is about",
    ),
    (
        ("Vice-president of the Syrian Coalition Ali Example said nine people died.",),
        "nine",
        ["Ali Example", COALITION],
        "a title with a hyphen, the body, the name",
    ),
    (
        ("NOBODY WILL LEAVE The governor declared that nine people died.",),
        "nine",
        ["governor"],
        "a heading that ran into the sentence names nobody",
    ),
    (
        ("The guards were shot in attacks that have been claimed by Daesh and nine died.",),
        "nine",
        [],
        "who claims an attack vouches for no figure",
    ),
    (
        ("Footage of what was left of the mill after the raid posted online by the miller showed nine bodies.",),
        "nine",
        ["Footage"],
        "footage at the head, whatever is said of it",
    ),
    (
        ('"Nine pupils died in the Odran quarter of Hama" official news agency SANA reported.',),
        "Nine",
        [SANA],
        "a quotation ends before its speaker begins",
    ),
    (
        ("Strikes killed nine soldiers, which Washington said was not intended.",),
        "intended",
        ["United States government"],
        "who speaks of it, not whom it is about",
    ),
    (
        ("Nine people died, according to figures compiled by the Halvern Council.",),
        "Nine",
        ["Halvern Council"],
        "who compiled the figures",
    ),
    (
        ("Teams of the White Helmets came.", "Nine people died, the group said."),
        "Nine",
        ["White Helmets"],
        "the one body named, though it has not spoken yet",
    ),
    (
        ("Opposition forces stated that nine people died, blaming the Syrian army.",),
        "nine",
        ["Syrian opposition"],
        "who stands after “blaming” is the accused",
    ),
    (
        ("In a statement to SANA a source at the mill said nine people died.",),
        "nine",
        ["source"],
        "an agency that hears is no source",
    ),
    (
        ("Among the dead were a judge and a miller who worked with him, nine in all, a witness and an official said.",),
        "nine",
        ["witness", "official"],
        "who stands at the verb, not whom a clause is about",
    ),
    (
        (
            "“It was the first such blast” said Observatory director Rami Abdel Rahman.",
            "The raid killed a nurse a miller and three guards said Observatory director Abdel Rahman.",
        ),
        "nurse",
        ["Rami Abdel Rahman", SOHR],
        "who ends the sentence said it, not the last of the dead",
    ),
    (
        ("The Britain-based Observatory which monitors Syria's long conflict said nine people died.",),
        "nine",
        [SOHR],
        "“monitors” after “which” is a verb",
    ),
    (
        ("There was no room to move around Odo 24 said.", "Nine people were carried out he said."),
        "Nine",
        ["Odo"],
        "an age without commas after a name, and “he”",
    ),
    (
        ("A witness named Odo who was hurt in the head by the blast said nine people died.",),
        "nine",
        ["Odo"],
        "somebody named, with a clause of his own",
    ),
    (
        ("Nine people were freed from the mill Odo Halvern father of the family told a SANA reporter.",),
        "Nine",
        ["Odo Halvern father of the family"],
        "an apposition without commas",
    ),
    (
        ("The Odran governor said nine people died.",),
        "nine",
        ["Odran governor"],
        "a place before a title is no person",
    ),
    (
        ("Residents fled.", "The note which named no mill said many people had died."),
        "people",
        [],
        "whom the verb tells of does not speak",
    ),
    (
        ("An official with Example Front formerly known as Other Front said nine people died.",),
        "nine",
        ["official with Example Front"],
        "a former name between",
    ),
    (
        ("In central Odra city regime media said nine people died.",),
        "nine",
        ["Syrian state media"],
        "media by their side",
    ),
    (
        ("The U.N. health agency said nine people died.",),
        "nine",
        ["World Health Organization"],
        "a body by what it does",
    ),
]


@pytest.mark.parametrize(("sentences", "words", "expected", "remark"), CASES, ids=[c[3] for c in CASES])
def test_who_speaks(sentences: tuple[str, ...], words: str, expected: list[str], remark: str) -> None:
    """The chain, nearest to the event first."""
    made, at = [], 0
    for i, sentence in enumerate(sentences):
        made.append(Sentence(i, at, at + len(sentence), "body", 0))
        at += len(sentence) + 1
    text = Text("d", " ".join(sentences), (), tuple(made), None, "en", None, None, None, ())
    chain, _ = speaker_for(find_attributions(text, SYRIA), len(sentences) - 1, sentences[-1].index(words))
    assert [speaker.name for speaker in chain] == expected, remark


def test_a_phrase_is_found_across_lines() -> None:
    """Line ends and several blanks stand for one; offsets stay those of the text."""
    text = "said the  Example\nWatch\n on Monday"
    found = PhraseFinder([("Example Watch", "x")]).find(text)
    assert [(text[f.start : f.end], f.value) for f in found] == [("Example\nWatch", "x")]
