"""Names of places found in texts, and the one place each means."""

from __future__ import annotations

import hashlib
import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.vocabulary.gazetteer import Gazetteer, distance_km, guess_country, open_gazetteer
from whence.vocabulary.placelists import COUNTRY_COLUMNS, PLACE_COLUMNS
from whence.vocabulary.placetable import TABLE, name_key, open_towns
from whence.vocabulary.tables import DATA, PACKS, read_table

SYRIA = PACKS / "syria" / "places.csv"
DEMO = Path(__file__).parents[1] / "demo" / "pack" / "places.csv"


def names(text: str, pack: Path | None = SYRIA) -> list[str]:
    return [hit.words for hit in open_gazetteer(pack).find_places(text) if hit.role == "place"]


def meant(text: str, pack: Path | None = SYRIA) -> list[str | None]:
    gazetteer = open_gazetteer(pack)
    found = [gazetteer.choose(hit, gazetteer.pack_countries) for hit in gazetteer.find_places(text)]
    return [place.name if place else None for place in found]


@pytest.mark.parametrize("path", [path for path in (SYRIA, DEMO) if path.is_file()])
def test_every_place_of_a_pack_is_found_in_its_example(path: Path) -> None:
    gazetteer = open_gazetteer(path)
    missed = []
    for row in read_table(path, PLACE_COLUMNS):
        found = {place.id for hit in gazetteer.find_places(row["example"]) for place in hit.places}
        missed += [] if row["id"] in found else [row["line"]]
    assert missed == []


def test_every_country_is_found_in_its_example() -> None:
    for row in read_table(DATA / "countries.csv", COUNTRY_COLUMNS):
        found = {place.id for hit in open_gazetteer().find_places(row["example"]) for place in hit.places}
        assert row["iso2"] in found, row["line"]


def test_every_province_is_found_in_its_example() -> None:
    gazetteer = open_gazetteer()
    missed = []
    for row in read_table(DATA / "provinces.csv", ("country", "name", "title", "aliases", "seat", "example")):
        country = gazetteer.place(row["country"])
        assert country is not None
        hits = gazetteer.find_places(f"{row['example']} It lies in {country.name}.")
        kinds = {place.kind for hit in hits for place in hit.places if place.country == row["country"]}
        missed += [] if "province" in kinds else [row["example"]]
    assert missed == []


def test_no_word_of_the_stop_list_is_a_place() -> None:
    gazetteer = open_gazetteer()
    for row in read_table(DATA / "not_places.csv", ("word", "kind", "example")):
        hits = [hit for hit in gazetteer.find_places(row["example"]) if hit.words.lower() == row["word"]]
        assert all(place.kind == "country" for hit in hits for place in hit.places), row["line"]


def test_the_shipped_table_is_the_one_its_manifest_names() -> None:
    manifest = dict(line.split("\t") for line in TABLE.with_suffix(".manifest").read_text().splitlines())
    data = TABLE.read_bytes()
    assert hashlib.sha256(data).hexdigest() == manifest["sha256"]
    places = data.split(b"\n# places\n")[1].split(b"\n# names\n")[0].count(b"\n") + 1
    assert places == int(manifest["places"])
    assert len(data) < 12_000_000
    assert b"GeoNames" in data[:200]


def test_every_key_of_the_table_finds_its_places() -> None:
    lines = TABLE.read_bytes().split(b"\n# names\n")[1].splitlines()
    keys = [line.split(b"\t")[0] for line in lines]
    assert keys == sorted(keys)
    for key in (*keys[:50], *keys[:: len(keys) // 500], *keys[-50:]):
        assert open_towns().find(key.decode())


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        ("Shells fell on Deir Ezzor.", ["Deir ez-Zor"], "glued article"),
        ("Shells fell on Deir al-Zor.", ["Deir ez-Zor"], "another article"),
        ("Shells fell on Deir az-Zour.", ["Deir ez-Zor"], "a long vowel"),
        ("Shells fell on Idleb.", ["Idlib"], "e for i"),
        ("Shells fell on Lattakia.", ["Latakia"], "doubled letter"),
        ("Shells fell on Raqa.", ["Raqqa"], "single letter"),
        ("Shells fell on al-Hassakeh.", ["Al-Hasakah"], "article, doubled letter, ending"),
        ("Shells fell on Khan Sheikhoun.", ["Khan Shaykhun"], "two words"),
        ("Shells fell on Ma'arrat al-Nu'man.", ["Maarat al-Numan"], "apostrophes"),
        ("Shells fell on Hama.", ["Hama"], "the city, not the village of nearly that name"),
        ("قصف على حلب اليوم", ["Aleppo"], "Arabic script"),
        ("SHELLS FELL ON ALEPPO YESTERDAY.", ["Aleppo"], "capitals only"),
        ("Shells fell on eastern Aleppo.", ["East Aleppo"], "a part of the city"),
        ("Shells fell in Aleppo province.", ["Aleppo Governorate"], "the province"),
        ("Shells fell on Tal Something.", [], "a generic first word alone is no town"),
        ("President Bashar al-Assad spoke.", [], "a person"),
        ("The Damascus Times wrote so.", [], "a body named after a place"),
        ("He told television channel Al-Mayadin so.", [], "a channel"),
    ],
)
def test_spellings_of_one_place(text: str, expected: list[str], remark: str) -> None:
    assert meant(text) == expected, remark


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        (
            "Two were killed in Reading on Friday, as a march began in Bogota, Colombia.",
            ["Bogota", "Colombia"],
            "small town",
        ),
        ("A bomb went off in Mosul.", ["Mosul"], "a large city needs no country"),
        ("Mobile phones were cut.", [], "a common word"),
        (
            "A bomb went off in Lashkar Gah, Helmand province, Afghanistan.",
            ["Lashkar Gah", "Helmand", "Afghanistan"],
            "",
        ),
        ("BOGOTA, 3 JAN 90 -- A BOMB WENT OFF IN MEDELLIN YESTERDAY.", ["BOGOTA", "MEDELLIN"], "capitals, a dateline"),
        ("THE POLICE CHIEF FRANKLIN ORTIZ SPOKE IN PERU.", ["PERU"], "a person in capitals"),
        ("The Movement of Uzbekistan said so.", [], "a body named after a country"),
    ],
)
def test_towns_of_the_world(text: str, expected: list[str], remark: str) -> None:
    assert names(text, None) == expected, remark


def test_who_speaks_and_who_is_named_after_a_country_are_told_apart() -> None:
    text = "Moscow and Damascus deny it, the UK-based monitor says of Russian strikes in Syria."
    roles = {hit.words: hit.role for hit in open_gazetteer(SYRIA).find_places(text)}
    assert roles == {
        "Moscow": "speaker", "Damascus": "speaker", "UK": "based", "Russian": "demonym", "Syria": "place",
    }  # fmt: skip


def test_two_places_of_one_name_stay_open_unless_the_surroundings_decide() -> None:
    gazetteer = open_gazetteer(SYRIA)
    (hit,) = gazetteer.find_places("Shells fell on Al-Mansoura.")
    assert {place.within for place in hit.places} == {"Aleppo Governorate", "Raqqa Governorate"}
    assert gazetteer.choose(hit, {"SY"}) is None
    raqqa = gazetteer.find("Raqqa")[0]
    near = gazetteer.choose(hit, {"SY"}, [raqqa])
    assert near is not None and near.within == "Raqqa Governorate"


def test_a_world_city_goes_before_a_small_namesake() -> None:
    assert meant("The United States sent an envoy to Lima on Friday.", None) == ["United States", "Lima"]
    gazetteer = open_gazetteer()
    hit = next(h for h in gazetteer.find_places("The United States sent an envoy to Lima.") if h.words == "Lima")
    chosen = gazetteer.choose(hit, {"US"})
    assert chosen is not None and chosen.country == "PE"


def test_within_follows_the_contract() -> None:
    gazetteer = open_gazetteer(SYRIA)
    within = {name: gazetteer.find(name)[0].within for name in ("Kalasseh", "Aleppo", "Damascus", "Aleppo Governorate")}
    assert within == {
        "Kalasseh": "Aleppo", "Aleppo": "Aleppo Governorate", "Damascus": None, "Aleppo Governorate": None,
    }  # fmt: skip
    assert gazetteer.find("Kalasseh")[0].path[-1] == "SY"


def test_pack_places_lie_near_the_place_they_are_within() -> None:
    gazetteer = open_gazetteer(SYRIA)
    for row in read_table(SYRIA, PLACE_COLUMNS):
        place, parent = gazetteer.place(row["id"]), gazetteer.place(row["within"])
        assert place is not None
        if parent is not None and parent.kind in ("city", "town", "village"):
            assert distance_km(place, parent) < 20, row["line"]
        elif parent is not None:
            assert distance_km(place, parent) < 220, row["line"]


def test_a_gazetteer_goes_to_a_worker_process_by_its_path() -> None:
    gazetteer = open_gazetteer(SYRIA)
    again = pickle.loads(pickle.dumps(gazetteer))
    assert isinstance(again, Gazetteer)
    assert again.find("Aleppo")[0] == gazetteer.find("Aleppo")[0]
    assert len(pickle.dumps(gazetteer)) < 500


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Russian jets bombed a market in Syria, Syrian officials said.", "SY"),
        ("Troops killed two in Helmand province, Afghanistan.", "AF"),
        ("BOGOTA, COLOMBIA. COLOMBIAN POLICE FOUND A BOMB IN MEDELLIN.", "CO"),
        ("Nothing is named here.", None),
    ],
)
def test_the_country_a_text_is_about(text: str, country: str | None) -> None:
    found, reason = guess_country(text)
    assert found == country
    assert reason


@given(st.text(max_size=300))
def test_hits_cut_their_words_and_never_overlap(text: str) -> None:
    hits = open_gazetteer(SYRIA).find_places(text)
    for hit in hits:
        assert text[hit.start : hit.end] == hit.words
        assert hit.places
    assert all(a.end <= b.start for a, b in pairwise(hits))


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name) or " " not in name_key(name)
