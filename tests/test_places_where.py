"""The place of a claim: the most specific one the text gives, and never where somebody only speaks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.claims.happenings import find_happenings
from whence.claims.places.scene import find_wheres, read_scene
from whence.claims.places.where import where_for
from whence.records import Document, Published, Sentence, Text, Where
from whence.text import read_text
from whence.vocabulary.gazetteer import open_gazetteer
from whence.vocabulary.tables import PACKS

SYRIA = PACKS / "syria" / "places.csv"


def read(text: str) -> Text:
    document = Document(
        "d", text, text.encode(), "0" * 64, "text/plain", "test", Published(date(2017, 1, 2), "option"), None
    )
    return read_text(document)


def where(text: str, at: str, pack: Path | None = SYRIA) -> Where:
    """The place of the claim at the first standing of `at`."""
    taken = read(text)
    focus = text.index(at)
    sentence = next(s for s in taken.sentences if s.start <= focus < s.end)
    found, reason = where_for([sentence], focus, taken, read_scene(taken, open_gazetteer(pack), find_happenings(taken)))
    assert reason.startswith("place:")
    return found


@pytest.mark.parametrize(
    ("text", "at", "name", "within", "prec", "remark"),
    [
        ("Shells killed 12 people in Saraqib.", "12", "Saraqib", "Idlib Governorate", 1, "a town"),
        ("Shells killed 12 people near Saraqib.", "12", "Saraqib", "Idlib Governorate", 2, "near it"),
        ("Shells killed 12 in rebel-held Kalasseh.", "12", "Kallaseh", "Aleppo", 1, "a quarter"),
        ("Shells killed 12 in east Aleppo.", "12", "East Aleppo", "Aleppo", 1, "a part of a city"),
        ("Shells killed 12 in Aleppo province.", "12", "Aleppo Governorate", None, 4, "a province"),
        ("Shells killed 12 in the northern province of Aleppo.", "12", "Aleppo Governorate", None, 4, "before it"),
        ("Shells killed 12 in Homs countryside.", "12", "Homs Governorate", None, 4, "the countryside of a city"),
        ("Shells killed 12 in northern Latakia.", "12", "Latakia Governorate", None, 4, "a direction in a province"),
        ("Shells killed 12 in Damascus.", "12", "Damascus", None, 1, "the capital lies in itself"),
        ("Shells killed 12 in the village of Hajin in Deir Ezzor province.", "12", "Hajin",
         "Deir ez-Zor Governorate", 1,
         "one place, not two"),
        ("Shells killed 12 in the village of Qmarun in Idlib province.", "12", "Qmarun", "Idlib Governorate", 4,
         "a village that no gazetteer has"),
        ("Shells killed 12 in Syria.", "12", "Syria", None, 6, "a country, where the text has no more"),
        ("Twelve died in Douma, a rescuer told reporters in Beirut.", "Twelve", "Douma", "Rif Dimashq Governorate", 1,
         "where it is told is not where it was"),
        ("The Homs governor said 12 people died in Palmyra.", "12", "Palmyra", "Homs Governorate", 1, "an office"),
        ("Damascus said 12 people died in Palmyra.", "12", "Palmyra", "Homs Governorate", 1, "a capital that speaks"),
    ],
)  # fmt: skip
def test_places_of_one_sentence(text: str, at: str, name: str, within: str | None, prec: int, remark: str) -> None:
    found = where(text, at)
    assert (found.name, found.within, found.where_prec) == (name, within, prec), remark
    assert found.country == "SY"
    assert found.words is None or found.words in text


@pytest.mark.parametrize(
    ("text", "at", "name", "remark"),
    [
        ("Shells fell on Binnish on Monday. At least 12 people were killed.", "12", "Binnish", "carried on"),
        ("Shells fell on Binnish on Monday. In the town, 12 people were killed.", "12", "Binnish", "the town"),
        ("Shells fell on Aleppo on Monday. In the city’s east, 12 were killed.", "12", "East Aleppo", "a side"),
        ("Shells fell on Homs. Officials in Syria met. Twelve died in the capital.", "Twelve", "Damascus", "a capital"),
        ("Jets hit Hajin. The toll there was 12 dead.", "12", "Hajin", "there"),
        ("A bomb killed 12 in a town in northern Syria on Monday. Police said the blast hit Azaz.", "12", "Azaz",
         "the town is named further on"),
        ("Jets hit Hajin on Monday. The war has killed more than 300,000 since it began in Syria.", "300,000", "Syria",
         "the whole war"),
    ],
)  # fmt: skip
def test_places_from_other_sentences(text: str, at: str, name: str, remark: str) -> None:
    assert where(text, at).name == name, remark


@pytest.mark.parametrize(
    ("text", "at", "name", "within", "country"),
    [
        ("KABUL, Afghanistan (Jan. 5, 2013)\nTroops killed two men in Qalmandi district, Ghazni province, on Friday.",
         "two", "Qalmandi", "Ghazni Province", "AF"),
        ("Troops killed two men in Sangin district, Helmand province, Afghanistan, on Friday.",
         "two", "Sangīn", "Helmand Province", "AF"),
        ("Gunmen killed two men in Medellin, Colombia, on Friday.", "two", "Medellín", "Antioquia Department", "CO"),
        ("GUNMEN KILLED TWO MEN IN THE TOWN OF ORMALVA, ANTIOQUIA DEPARTMENT, COLOMBIA.", "TWO", "Ormalva",
         "Antioquia Department", "CO"),
    ],
)  # fmt: skip
def test_places_without_a_pack(text: str, at: str, name: str, within: str, country: str) -> None:
    found = where(text, at, None)
    assert (found.name, found.within, found.country) == (name, within, country)


def test_a_place_not_found_never_gets_the_point_of_its_province_as_its_own() -> None:
    found = where("Shells killed 12 in the village of Qmarun in Idlib province.", "12")
    assert found.where_prec is not None and found.where_prec >= 3
    assert found.path[0] not in {"sy-idlib-governorate", "sy-idlib"}
    assert "sy-idlib-governorate" in found.path


def test_a_name_that_fits_two_places_has_no_point() -> None:
    found = where("Shells killed 12 in Al-Mansoura on Monday, in Syria.", "12")
    assert (found.name, found.lat, found.path) == ("Al-Mansoura", None, ())


def test_a_text_without_places_has_none() -> None:
    assert where("Shells killed 12 people on Monday.", "12", None) == Where()


@given(st.lists(st.sampled_from(
    ["Aleppo", "in", "the village of", "Saraqib", "province", "killed 12", "near", "said", "Homs", ".", "So"]
), max_size=14))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_words_of_a_place_stand_in_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    taken = read(text)
    scene = read_scene(taken, open_gazetteer(SYRIA), find_happenings(taken))
    for sentence in taken.sentences:
        for mention in find_wheres(scene, sentence.index):
            assert text[mention.start : mention.end] == mention.where.words
        found, _ = where_for([sentence], sentence.start, taken, scene)
        assert found.words is None or found.words in text
        assert (found.lat is None) == (found.where_prec is None)


@pytest.mark.parametrize("part", ["Al-", "Ab ", "the town of ", "The city's ", "A.", " ", "said to ", "Al-Bab in "])
@pytest.mark.timeout(20)
def test_hostile_texts_take_no_longer_than_others(part: str) -> None:
    text = part * (20_000 // len(part))
    taken = Text("d", text, (), (Sentence(0, 0, len(text), "body", 0),), None, "en", None, None, None, ())
    scene = read_scene(taken, open_gazetteer(SYRIA), find_happenings(taken))
    where_for(taken.sentences, len(text) // 2, taken, scene)
