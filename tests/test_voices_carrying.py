"""Who goes on speaking where a sentence names nobody: the table of features, and whole accounts."""

from __future__ import annotations

import pytest

from test_voices_speakers import SOHR, SYRIA, who
from test_voices_speakers import text_of as _text_of
from whence.claims.carrying import What, add_up, find_features
from whence.claims.voices.attributions import find_attributions_in
from whence.claims.voices.carry import features_of
from whence.claims.voices.cast import Cast
from whence.claims.voices.chunks import speaker_lexicon
from whence.claims.voices.speakers import Said
from whence.vocabulary.tables import DATA, read_table

ROWS = list(read_table(DATA / "carrying.csv", ("what", "feature", "place", "weight", "words", "example")))
FRAME = "An army unit killed nine terrorists near the mill, SANA reported."
LEAD = "Nine people were killed in the town, the Observatory said."


def _said() -> Said:
    lexicon = speaker_lexicon(SYRIA)
    found = find_attributions_in(LEAD, lexicon)[0]
    voice = Cast([], lexicon).resolve(found.chunks[0], LEAD)
    assert voice is not None
    return Said(found, (voice,))


@pytest.mark.parametrize(
    "row", [r for r in ROWS if r["words"] and r["what"] == "speaker"], ids=lambda r: r["words"][:30]
)
def test_a_feature_holds_for_its_example(row: dict[str, str]) -> None:
    """Each row with words is found in its example."""
    holding = {(f.name, f.weight) for f in features_of(row["example"], _said(), 1, speaker_lexicon(SYRIA))}
    assert (row["feature"], float(row["weight"])) in holding


@pytest.mark.parametrize("row", [r for r in ROWS if r["words"] and r["what"] == "doer"], ids=lambda r: r["words"][:30])
def test_a_feature_of_a_doer_holds_for_its_example(row: dict[str, str]) -> None:
    """Each row with words is found in its example, also where the sentence says first who tells it."""
    for example in (row["example"], f"The Observatory said {row['example'][0].lower()}{row['example'][1:]}"):
        assert (row["feature"], float(row["weight"])) in {
            (f.name, f.weight) for f in find_features("doer", example, {})
        }


@pytest.mark.parametrize("what", ["speaker", "doer"])
def test_nothing_goes_on_by_itself(what: What) -> None:
    """The feature that always holds is against it, so that something must speak for it."""
    assert add_up(find_features(what, "The mill burned down.", {"always": True})) < 0


STRUCTURE = [
    ("Rebels stormed the mill.", "a party acts", True),
    ("The mill was stormed by rebels from the hills.", "a party acts", False),
    ("The mill burned down.", "always", True),
    ("The mill burned down.", "at a distance", False),
    ("Nine people died in the raids.", "the attack", True),
    ("Nine people died in raids.", "the attack", False),
    ("The mill burned down.", "only seen", False),
]


@pytest.mark.parametrize(("sentence", "feature", "holds"), STRUCTURE)
def test_what_the_program_tells_by_itself(sentence: str, feature: str, holds: bool) -> None:
    """Structural features, none of which has words in the table."""
    assert not any(r["words"] for r in ROWS if r["feature"] == feature and r["what"] == "speaker")
    assert holds == (feature in {f.name for f in features_of(sentence, _said(), 1, speaker_lexicon(SYRIA))})


ACCOUNTS: list[tuple[tuple[str, ...], str, list[str], str]] = [
    ((LEAD, "The other two died at the gate."), "two", [SOHR], "the others of the same account"),
    ((LEAD, "The blast left three guards wounded."), "three", [SOHR], "what the attack left"),
    ((LEAD, "Since Friday at least 40 people have been killed there."), "40", [SOHR], "a count since a day"),
    ((LEAD, "The mill stands by a river.", "Among the dead were three teachers."), "three", [SOHR], "after a pause"),
    ((LEAD, "On Friday a car bomb killed three guards."), "three", [], "a day of its own"),
    ((LEAD, "Meanwhile three guards were shot near the mill."), "three", [], "another scene"),
    ((LEAD, "Rebels stormed the mill and killed three guards."), "three", [], "a party acts: the publisher tells it"),
    ((LEAD, "The attack took place as three buses waited."), "three", [], "how it happened, told by the publisher"),
    ((LEAD, "The town has been under siege and three clinics are shut."), "three", [], "a state of things"),
    (("Town governor Ali Example said nine died.", '"Three of them are from my street."'), "Three", ["Ali Example"],
     "a quotation without a name is that of the speaker before"),
    ((LEAD, "Three people were killed during the air strikes."), "Three", [SOHR], "harm alone in the attack told of"),
    ((LEAD, "Three women were among the dead."), "Three", [SOHR], "a part of the toll told before"),
    ((LEAD, "And three guards died in the past year."), "three", [SOHR], "“And” goes on, at whatever time"),
    (("Footage showed nine bodies.", "The victims were three men."), "three", [], "footage only shows"),
    ((FRAME, "Another unit shot three gunmen by the river."),
     "three", ["Syrian Arab News Agency"], "a story told on an agency's word"),
    ((FRAME, "The war has killed thousands in five years."),
     "thousands", [], "the context is the publisher's own"),
    (("Gunmen reportedly killed nine guards.", "The Observatory said the attack took place at the mill."),
     "nine", [SOHR], "a hedged lead has the speaker of the next sentence"),
    (("Gunmen killed nine guards, a report says.", "The Observatory said the attack took place at the mill."),
     "nine", [SOHR], "whose report it is"),
    (("The opposition denied shelling the town.", "The other two died at the gate."), "two", ["Syrian opposition"],
     "who denied speaks on"),
    (("Gunmen killed nine guards.", "The Observatory said the attack took place at the mill."),
     "nine", [], "a lead that does not hedge is the publisher's"),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "words", "expected", "remark"), ACCOUNTS, ids=[a[3] for a in ACCOUNTS])
def test_who_goes_on_speaking(sentences: tuple[str, ...], words: str, expected: list[str], remark: str) -> None:
    """The speakers of the sentence that has the words, whether or not it names them."""
    index = next(i for i in range(len(sentences) - 1, -1, -1) if words in sentences[i])
    assert who(_text_of(*sentences), index, words) == expected, remark
