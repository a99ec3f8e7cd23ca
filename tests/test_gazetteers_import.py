"""Larger gazetteers imported: what each form gives, what is set aside, what is known already."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gazetteer_files import CODAB, GEONAMES, OWN, geonames_row, osm, write
from whence.errors import InputError, NotOnRecordError, UsageError, VocabularyError
from whence.gazetteers import PlaceBook, read_digest
from whence.vocabulary.gazetteer import open_gazetteer
from whence.vocabulary.ownplaces import OwnPlaces

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


def book_in(folder: Path, pack: str | None = None) -> PlaceBook:
    return PlaceBook(folder / "whence-places.db", pack, lambda: NOON)


def chains(book: PlaceBook) -> dict[str, tuple[str, ...]]:
    return {found.place.name: found.chain for found in book.places()}


def test_a_geonames_file_gives_places_with_their_chain(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    done = book.import_file(write(tmp_path, "IS.txt", GEONAMES))
    assert (done.source, done.form, done.kept, done.merged) == ("GeoNames IS", "geonames", 5, 1)
    assert "CC BY 4.0" in done.licence
    assert chains(book)["Quillavik"] == ("Quillavik District", "Western Part", "Iceland")
    kinds = {found.place.name: found.place.kind for found in book.places()}
    assert kinds["Quill Airfield"] == "site"
    assert kinds["Quillavik District"] == "district"


def test_what_is_no_place_to_look_for_is_left_out_and_what_is_wrong_set_aside(tmp_path: Path) -> None:
    done = book_in(tmp_path).import_file(write(tmp_path, "IS.txt", GEONAMES))
    assert [rows for _, rows in done.left_out] == [2]
    assert [(aside.at, aside.reason) for aside in done.aside] == [
        ("IS.txt line 9", "2 columns, not 19"),
        ("IS.txt line 8", "latitude or longitude is off the globe"),
    ]
    rows = len(GEONAMES.splitlines())
    assert done.kept + len(done.aside) + sum(n for _, n in done.left_out) == rows


def test_codes_among_the_alternate_names_are_no_names(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    book.import_file(write(tmp_path, "IS.txt", GEONAMES))
    assert book.find("Kvillavik")[0].place.name == "Quillavik"
    assert book.find("QLV") == ()


def test_a_place_the_shipped_table_has_is_merged_under_its_own_id(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    text = geonames_row(77, "Akureyri", 65.69, -18.10, names="Akureyrarbaer", people=18000)
    done = book.import_file(write(tmp_path, "IS.txt", text))
    assert (done.kept, done.merged) == (1, 1)
    known = open_gazetteer().find("Akureyri")
    assert [found.place.id for found in book.find("Akureyri")] == [place.id for place in known]
    assert [found.place.id for found in book.find("Akureyrarbaer")] == [known[0].id]


def test_a_namesake_far_away_is_a_place_of_its_own(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    done = book.import_file(write(tmp_path, "IS.txt", geonames_row(78, "Akureyri", 64.1, -16.0)))
    assert done.merged == 0
    assert len(book.find("Akureyri")) == 2


def test_two_villages_of_one_name_in_one_file_stay_two(tmp_path: Path) -> None:
    rows = (geonames_row(1, "Quilldal", 64.50, -20.00), geonames_row(2, "Quilldal", 64.52, -20.04))
    book = book_in(tmp_path)
    assert book.import_file(write(tmp_path, "IS.txt", "\n".join(rows))).merged == 0
    assert len(book.find("Quilldal")) == 2


def test_a_second_gazetteer_joins_its_names_to_the_first(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    book.import_file(write(tmp_path, "IS.txt", geonames_row(1, "Quilldal", 64.50, -20.00)))
    tags = {"place": "village", "name": "Quilldalur", "alt_name": "Quilldal", "@id": "node/5"}
    done = book.import_file(write(tmp_path, "places.geojson", osm((tags, (64.51, -20.01)))), country="IS")
    assert (done.form, done.kept, done.merged) == ("osm", 1, 1)
    assert [found.place.id for found in book.find("Quilldalur")] == ["gn1"]


def test_codab_gives_pcodes_at_every_level(tmp_path: Path) -> None:
    book = book_in(tmp_path, "syria")
    done = book.import_file(write(tmp_path, "adm.csv", CODAB))
    assert (done.form, done.kept) == ("cod-ab", 4)
    assert [aside.reason for aside in done.aside] == ["latitude and longitude are no numbers"]
    village = book.find("Upper Quill")[0]
    assert (village.place.pcode, village.chain) == ("C9001", ("Ferndale", "Idlib Governorate", "Syria"))
    assert village.place.path == ("C9001", "SY0799", "sy-idlib-governorate", "SY")
    assert book.find("كويل الفوقا")[0].place.id == "C9001"


def test_a_governorate_of_the_pack_gets_its_pcode_and_no_twin(tmp_path: Path) -> None:
    book = book_in(tmp_path, "syria")
    book.import_file(write(tmp_path, "adm.csv", CODAB))
    found = book.find("Idlib Governorate")
    assert [(f.place.id, f.place.pcode) for f in found] == [("sy-idlib-governorate", "SY07")]


@pytest.mark.parametrize(
    "header",
    [
        "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,lat,lon",
        "adm0_name,adm0_pcode,adm1_name,adm1_pcode,center_lat,center_lon",
        "admin0Name,admin0Pcode,admin1Name_en,admin1Pcode,Latitude,Longitude",
    ],
)
def test_the_styles_of_codab_columns(tmp_path: Path, header: str) -> None:
    book = book_in(tmp_path)
    done = book.import_file(write(tmp_path, "a.csv", f"{header}\nIceland,ISL,Quillshire,IS99,64.2,-20.1\n"))
    (found,) = book.places()
    assert (done.form, found.place.kind, found.place.pcode, found.place.country) == ("cod-ab", "province", "IS99", "IS")


def test_codab_outlines_give_the_middle(tmp_path: Path) -> None:
    ring = [[10.0, 50.0], [12.0, 50.0], [12.0, 52.0], [10.0, 52.0], [10.0, 50.0]]
    feature = {
        "type": "Feature",
        "properties": {"ADM1_EN": "Quillshire", "ADM1_PCODE": "IS99"},
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring], [[[0, 0], [0.1, 0], [0.1, 0.1]]]]},
    }
    file = write(tmp_path, "adm1.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    book = book_in(tmp_path)
    book.import_file(file)
    (found,) = book.places()
    assert (found.place.lat, found.place.lon) == (51.0, 11.0)


def test_a_row_without_a_point_takes_that_of_the_known_place(tmp_path: Path) -> None:
    table = "ADM1_EN,ADM1_PCODE\nIdlib,SY07\nNosuchshire,SY98\n"
    book = book_in(tmp_path, "syria")
    done = book.import_file(write(tmp_path, "a.csv", table))
    assert [aside.reason for aside in done.aside] == ["no point, and no place of that name and sort is known"]
    assert book.find("Idlib Governorate")[0].place.pcode == "SY07"


def test_osm_keeps_settlements_and_quarters(tmp_path: Path) -> None:
    file = osm(
        ({"place": "hamlet", "name": "قرية", "name:en": "Quillham", "population": "1,200"}, (64.1, -20.1)),
        ({"place": "suburb", "name": "Quill End"}, (64.2, -20.2)),
        ({"place": "island", "name": "Quill Isle"}, (64.3, -20.3)),
        ({"place": "village"}, (64.4, -20.4)),
        ({"place": "village", "name": "Quill Void"}, None),
    )
    book = book_in(tmp_path)
    done = book.import_file(write(tmp_path, "p.geojson", file), country="Iceland")
    assert {f.place.name: (f.place.kind, f.place.population) for f in book.places()} == {
        "Quillham": ("village", 1200),
        "Quill End": ("neighbourhood", 0),
    }
    assert sum(n for _, n in done.left_out) == 2
    assert [aside.reason for aside in done.aside] == ["no point"]
    assert "ODbL" in done.licence


def test_osm_without_a_country_says_what_to_give(tmp_path: Path) -> None:
    file = write(tmp_path, "p.geojson", osm(({"place": "village", "name": "Quillham"}, (64.1, -20.1))))
    with pytest.raises(InputError, match="--country"):
        book_in(tmp_path).import_file(file)


def test_an_extract_of_openstreetmap_is_read_where_the_extra_is_installed(tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium")
    path = tmp_path / "small.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        writer.add_node(
            osmium.osm.mutable.Node(id=7, location=(-20.1, 64.1), tags={"place": "town", "name": "Quillby"})
        )
        writer.add_node(osmium.osm.mutable.Node(id=8, location=(-20.2, 64.2), tags={"highway": "stop"}))
    book = book_in(tmp_path)
    assert book.import_file(path, country="IS").kept == 1
    assert [f.place.id for f in book.places()] == ["osm-n7"]


def test_an_own_table_says_what_is_wrong_with_each_row(tmp_path: Path) -> None:
    book = book_in(tmp_path, "syria")
    done = book.import_file(write(tmp_path, "mine.csv", OWN), licence="mine")
    assert (done.source, done.kept, done.licence) == ("own table mine", 1, "mine")
    assert done.remarks == ("columns not read: remark",)
    reasons = {aside.at: aside.reason for aside in done.aside}
    assert reasons["mine.csv row 3"] == "only one of latitude and longitude"
    assert reasons["mine.csv row 4"].startswith("unknown kind 'castle'; one of")
    assert "no place 'Atlantis' is known" in reasons["mine.csv row 5"]
    assert reasons["mine.csv row 6"] == "no name"
    (found,) = book.find("Tannery Quarter")
    assert (found.place.within, found.chain) == ("Aleppo", ("Aleppo", "Aleppo Governorate", "Syria"))


def test_a_packs_places_are_an_own_table_too(tmp_path: Path) -> None:
    table = (
        "id,name,kind,within,aliases,lat,lon,country,name_ar,example\n"
        "quarter,Quill Quarter,neighbourhood,town,,64.21,-20.1,IS,,Shells hit Quill Quarter.\n"
        "town,Quilltown,town,,,64.2,-20.1,IS,,Shells hit Quilltown.\n"
    )
    book = book_in(tmp_path)
    book.import_file(write(tmp_path, "places.csv", table))
    assert chains(book)["Quill Quarter"] == ("Quilltown", "Iceland")


def test_what_is_listed_can_be_imported_again(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from whence.cli import main

    first = book_in(tmp_path)
    first.import_file(write(tmp_path, "mine.csv", OWN))
    record = ["--record", str(tmp_path / "whence.db")]
    listed = CliRunner().invoke(main, ["gazetteer", "list", "--places", "--csv", *record]).output
    other = tmp_path / "other"
    other.mkdir()
    second = book_in(other)
    second.import_file(write(other, "again.csv", listed))
    assert [(f.place, f.chain) for f in second.places()] == [(f.place, f.chain) for f in first.places()]


def test_a_zip_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "IS.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "what the columns mean")
        archive.writestr("IS.txt", GEONAMES)
    assert book_in(tmp_path).import_file(path).kept == 5


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", "just a sentence, nothing more", "is no gazetteer that is known"),
        ("a.csv", "", "is empty"),
        ("a.xlsx", "PK", "save the sheet as CSV"),
        ("a.geojson", "{not json", "is no JSON"),
        ("a.json", '{"type": "Feature"}', "is no GeoJSON of features"),
        ("a.csv", "name,lat,lon\n,1,2\n", "nothing in it can be kept: no name (1 rows)"),
        ("a.csv", 'name,lat,lon\n"a\x00b",1,2\n', "a.csv"),
    ],
)
def test_a_file_that_is_none_is_said_in_one_line(tmp_path: Path, name: str, content: str, said: str) -> None:
    with pytest.raises(InputError) as problem:
        book_in(tmp_path).import_file(write(tmp_path, name, content))
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)
    assert book_in(tmp_path).sources() == ()


def test_the_same_file_again_changes_nothing_and_a_newer_one_replaces_it(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    book.import_file(write(tmp_path, "IS.txt", GEONAMES))
    before = read_digest(book.path)
    assert book.import_file(tmp_path / "IS.txt").unchanged
    assert read_digest(book.path) == before
    book.import_file(write(tmp_path, "IS.txt", geonames_row(1, "Quilldal", 64.50, -20.00)))
    assert [line.places for line in book.sources()] == [1]
    assert book.find("Quillavik") == ()
    assert read_digest(book.path) != before


def test_the_same_sources_in_any_order_have_one_digest(tmp_path: Path) -> None:
    files = [write(tmp_path, "IS.txt", GEONAMES), write(tmp_path, "adm.csv", CODAB)]
    digests = []
    for order in (files, files[::-1]):
        folder = tmp_path / str(len(digests))
        folder.mkdir()
        for file in order:
            book_in(folder).import_file(file)
        digests.append(read_digest(folder / "whence-places.db"))
    assert digests[0] == digests[1]


def test_an_import_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = book_in(tmp_path)
    book.import_file(write(tmp_path, "IS.txt", GEONAMES))
    before = book.path.read_bytes()
    monkeypatch.setattr("whence.gazetteers.store.Store.seal", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        book.import_file(write(tmp_path, "adm.csv", CODAB))
    assert book.path.read_bytes() == before


def test_two_sources_may_use_one_id_for_two_places(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    for name, lat in (("Quillby", 64.0), ("Quillham", 65.0)):
        book.import_file(write(tmp_path, f"{name}.csv", f"id,name,lat,lon,country\n1,{name},{lat},-20,IS\n"))
    assert [book.find(name)[0].place.name for name in ("Quillby", "Quillham")] == ["Quillby", "Quillham"]


def test_rows_may_lie_within_rows_further_down(tmp_path: Path) -> None:
    table = "name,lat,lon,kind,within,country\nInner,64,-20,site,Outer,IS\nOuter,64,-20,site,Quillby,IS\n"
    book = book_in(tmp_path)
    done = book.import_file(write(tmp_path, "a.csv", f"{table}Quillby,64,-20,town,,IS\nLost,64,-20,site,Atlantis,IS\n"))
    assert chains(book)["Inner"] == ("Outer", "Quillby", "Iceland")
    assert [aside.at for aside in done.aside] == ["a.csv row 5"]


def test_a_source_taken_out_leaves_its_twins_standing(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    book.import_file(write(tmp_path, "IS.txt", geonames_row(1, "Quilldal", 64.50, -20.00)))
    tags = {"place": "village", "name": "Quilldalur", "alt_name": "Quilldal", "@id": "node/5"}
    book.import_file(write(tmp_path, "p.geojson", osm((tags, (64.51, -20.01)))), country="IS")
    assert book.remove("GeoNames IS") == ("source GeoNames IS", 1)
    assert [found.place.id for found in book.find("Quilldal")] == ["osm-n5"]
    assert [(line.name, line.merged) for line in book.sources()] == [("OpenStreetMap p", 0)]


def test_one_place_taken_out_stays_out(tmp_path: Path) -> None:
    book = book_in(tmp_path)
    book.import_file(write(tmp_path, "IS.txt", GEONAMES))
    book.remove("gn91")
    assert book.find("Quillavik") == ()
    done = book.import_file(write(tmp_path, "IS.txt", GEONAMES + "\n"))
    assert ("you took it out before", 1) in done.left_out
    assert book.find("Quillavik") == ()


@pytest.mark.parametrize("what", ["GeoNames XX", "gn0"])
def test_taking_out_what_is_not_there(tmp_path: Path, what: str) -> None:
    book = book_in(tmp_path)
    with pytest.raises(NotOnRecordError, match="no places of your own yet"):
        book.remove(what)
    book.import_file(write(tmp_path, "IS.txt", GEONAMES))
    with pytest.raises(NotOnRecordError, match="no place or source of your own"):
        book.remove(what)


def test_a_place_by_hand_is_replaced_and_taken_out_by_name(tmp_path: Path) -> None:
    book = book_in(tmp_path, "syria")
    book.add("Mill Quarter", 36.2, 37.1, kind="neighbourhood", within="Aleppo", aliases=["Hayy al-Tahuna"])
    made = book.add("Mill Quarter", 36.21, 37.15, kind="neighbourhood", within="Aleppo")
    assert (made.place.lat, made.chain) == (36.21, ("Aleppo", "Aleppo Governorate", "Syria"))
    assert [line.places for line in book.sources()] == [1]
    assert book.find("Hayy al-Tahuna") == ()
    book.remove("Mill Quarter")
    assert book.sources() == ()


def test_a_place_by_hand_that_a_later_import_has_too(tmp_path: Path) -> None:
    """Each may be merged into the other, but never both, which would go round in a circle."""
    book = book_in(tmp_path)
    book.add("Quilldal", 64.50, -20.00, country="IS", kind="village")
    book.import_file(write(tmp_path, "IS.txt", geonames_row(1, "Quilldal", 64.51, -20.01, names="Quilldalur")))
    book.add("Quillness", 64.70, -20.00, country="IS")
    book.add("Quilldal", 64.50, -20.00, country="IS", kind="village", aliases=["Quill Dale"])
    ids = {name: [f.place.id for f in book.find(name)] for name in ("Quilldal", "Quilldalur", "Quill Dale")}
    assert len({id_ for found in ids.values() for id_ in found}) == 1, ids


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"lat": 91.0}, "off the globe"),
        ({"kind": "castle"}, "unknown kind 'castle'; one of site, neighbourhood"),
        ({"country": "Narnia"}, "unknown country 'Narnia'"),
        ({"within": "Atlantis"}, "no place 'Atlantis' is known"),
        ({"within": "Al-Mansoura", "country": "SY"}, "could be sy-"),
        ({"country": None}, "in which country"),
        ({"name": "--"}, "is no name"),
    ],
)
def test_what_is_wrong_with_a_place_by_hand(tmp_path: Path, said: dict[str, object], message: str) -> None:
    values = {"name": "Quillby", "lat": 64.0, "lon": -20.0, "country": "IS"} | said
    name, lat, lon = values.pop("name"), values.pop("lat"), values.pop("lon")
    with pytest.raises(UsageError) as problem:
        book_in(tmp_path).add(name, lat, lon, **values)  # type: ignore[arg-type]
    assert message in str(problem.value)
    assert not (tmp_path / "whence-places.db").exists() or book_in(tmp_path).sources() == ()


def test_a_file_that_is_no_file_of_places(tmp_path: Path) -> None:
    path = write(tmp_path, "whence-places.db", "no database at all, but long enough to look at " * 40)
    with pytest.raises(VocabularyError, match="cannot read the places in"):
        OwnPlaces(path).find("aleppo")
    with pytest.raises(VocabularyError, match=r"whence-places\.db"):
        book_in(tmp_path).sources()
    path.unlink()
    sqlite3.connect(path).execute("CREATE TABLE mine (x)").connection.close()
    with pytest.raises(VocabularyError, match="no file of places"):
        book_in(tmp_path).add("Quillby", 64.0, -20.0, country="IS")
