"""Who says it: tables of sentences written for the project, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.claims.voices.speakers import find_attributions, said_at, speaker_for
from whence.records import Sentence, Text
from whence.vocabulary.packs import Pack, read_pack

SYRIA = read_pack("syria")
SOHR = "Syrian Observatory for Human Rights"


def text_of(*sentences: str, agency: str | None = None, headline: bool = False) -> Text:
    """A document of these sentences, one paragraph; the first is its headline where asked for."""
    made, at = [], 0
    for i, words in enumerate(sentences):
        kind = "headline" if headline and i == 0 else "body"
        made.append(Sentence(i, at, at + len(words), kind, 0))  # type: ignore[arg-type]
        at += len(words) + 1
    return Text("d", " ".join(sentences), (), tuple(made), None, "en", None, None, agency, ())


def who(text: Text, index: int, words: str, pack: Pack | None = SYRIA) -> list[str]:
    """The names of those who say `words` in sentence `index`."""
    sentence = text.text[text.sentences[index].start : text.sentences[index].end]
    chain, reason = speaker_for(find_attributions(text, pack), index, sentence.index(words))
    assert reason
    return [speaker.name for speaker in chain]


ONE_SENTENCE = [
    ("Nine people were killed, residents said.", "Nine", ["residents"], "after, with a comma"),
    ("Nine people were killed in the town two residents said.", "Nine", ["residents"], "a comma is missing"),
    ("Residents said nine people were killed.", "nine", ["Residents"], "before"),
    ("According to the Observatory, nine people died.", "nine", [SOHR], "according to, before"),
    ("Nine people died according to the Observatory.", "Nine", [SOHR], "according to, after"),
    ("“Nine people died,” said Ali Example, head of the White Helmets.", "Nine", ["Ali Example", "White Helmets"], ""),
    (
        '"Nine people died" a military source told SANA on Sunday.',
        "Nine",
        ["military source"],
        "the hearer is no speaker",
    ),
    ("Two doctors told Reuters that nine people died.", "nine", ["doctors"], "the hearer is no speaker"),
    ("Town governor Ali Example said nine people died.", "nine", ["Ali Example"], "a title is no part of the name"),
    ("The Britain-based Observatory, which relies on activists, said nine people died.", "nine", [SOHR], "an aside"),
    ("The group, which has sources in Aleppo, said nine died.", "nine", ["group"], "the subject"),
    ("The war has claimed the lives of nine people.", "nine", [], "claims lives, claims nothing"),
    ("Nine people died and Moscow denied the attack.", "Nine", [], "a denial does not vouch for the figure"),
    ("Nine people died, although the UN said Friday it had no details.", "Nine", [], "not what goes before"),
    (
        "Syrian state TV said nine died while residents said twelve died.",
        "twelve",
        ["residents"],
        "two speakers, the second",
    ),
    (
        "Syrian state TV said nine died while residents said twelve died.",
        "nine",
        ["Syrian state television"],
        "the first",
    ),
    ("RESIDENTS REPORTED THAT NINE PEOPLE WERE KILLED IN THE ATTACK.", "NINE", ["residents"], "capitals"),
    ("Video footage from the town showed nine bodies.", "nine", ["Video footage"], "footage shows"),
    ("Deir Example was shelled on Sunday, killing nine.", "nine", [], "nobody says it"),
    (
        "SANA correspondent in Aleppo said nine people died.",
        "nine",
        ["Syrian Arab News Agency"],
        "a place is no speaker",
    ),
]


@pytest.mark.parametrize(("sentence", "words", "names", "remark"), ONE_SENTENCE, ids=lambda x: str(x)[:40])
def test_who_says_it_in_one_sentence(sentence: str, words: str, names: list[str], remark: str) -> None:
    """The chain of speakers within a sentence, nearest to the event first."""
    assert who(text_of(sentence), 0, words) == names, remark


SEVERAL = [
    (
        ["A monitor said nine people died.", "The Syrian Observatory for Human Rights said women were hurt."],
        0, "nine", [SOHR], "the one monitor the document names",
    ),
    (
        ["Ali Example, director of the Observatory, said nine died.", "Twelve were hurt, he added."],
        1, "Twelve", ["Ali Example", SOHR], "he",
    ),
    (
        ["Ali Example, a spokesman, said nine died.", "The road was shelled.", "Example said twelve were hurt."],
        2, "twelve", ["Ali Example"], "a surname",
    ),
    (
        ["A source at Town Police Command said nine died.", "The source added that twelve were hurt."],
        1, "twelve", ["source at Town Police Command"], "the source",
    ),
    (
        ["Nine people died, activists said.", "Another twelve people were hurt in the attack."],
        1, "twelve", ["activists"], "the report goes on",
    ),
    (
        ["Nine people died, activists said.", "More than 200000 people have died since the war began in 2011."],
        1, "200000", [], "the publisher's own background",
    ),
    (
        ["“The streets are full.", "Nine people died,” said Ali Example, a doctor."],
        0, "streets", ["Ali Example"], "a quotation over two sentences",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "index", "words", "names", "remark"), SEVERAL, ids=lambda x: str(x)[:40])
def test_who_says_it_over_several(sentences: list[str], index: int, words: str, names: list[str], remark: str) -> None:
    """Pronouns, surnames and epithets stand for the one introduced; a report goes on to the next sentence."""
    assert who(text_of(*sentences), index, words) == names, remark


def test_of_two_monitors_none_is_chosen() -> None:
    """Where two candidates remain the words themselves are kept."""
    text = text_of("The Observatory and the SNHR counted the dead.", "A monitor said nine people died.")
    assert who(text, 1, "nine") == ["monitor"]


def test_the_articles_own_agency_is_no_speaker() -> None:
    """An agency does not quote itself."""
    text = text_of("Nine people died, Reuters reported.", agency="Reuters")
    assert who(text, 0, "Nine") == []
    text = text_of("Nine people died, SANA reporter said.", "Ten died, residents told SANA.", agency="SANA")
    assert who(text, 0, "Nine") == []
    assert who(text, 1, "Ten") == ["residents"]


def test_a_headline_has_the_speaker_of_its_lead() -> None:
    """A headline says what the lead says."""
    text = text_of("Nine killed in town", "Nine people were killed, activists said.", headline=True)
    assert who(text, 0, "Nine") == ["activists"]


def test_without_a_pack_general_speakers_are_found() -> None:
    """Nothing of one war is needed: nouns and names speak for themselves."""
    text = text_of("Police said nine people died.", "Defence Secretary Ann Example said ten died.")
    assert who(text, 0, "nine", None) == ["Police"]
    assert who(text, 1, "ten", None) == ["Ann Example"]


@given(st.lists(st.text(alphabet='abcXYZ said,."“” İthe told by according to UN 12\n', max_size=80), max_size=5))
def test_attributions_lie_within_their_sentences(sentences: list[str]) -> None:
    """Whatever the text, reaches and spans lie within the sentence, and asking anywhere gives an answer."""
    text = text_of(*sentences)
    found = find_attributions(text, SYRIA)
    assert len(found.said) == len(found.carried) == len(sentences)
    for i, sentence in enumerate(sentences):
        for said in found.said[i]:
            one = said.attribution
            assert 0 <= one.start <= one.end <= len(sentence)
            assert one.reach_start >= 0 and one.reach_end <= len(sentence)
        assert said_at(found, i, len(sentence) // 2)[1]
