"""What reading makes of imported and added places: in claims, in a record, through every door."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import whence
from gazetteer_files import CODAB, GEONAMES, geonames_row, write
from whence.cli import main
from whence.gazetteers import read_digest
from whence.records import Where
from whence.vocabulary.gazetteer import Gazetteer, open_gazetteer
from whence.vocabulary.packs import read_pack

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
SYRIA = read_pack("syria").places


def where_of(folder: Path, sentence: str, pack: str | None = "syria") -> Where:
    file = write(folder, "article.txt", sentence)
    (reading,) = whence.read([file], pack=pack, places=whence.find_places(folder=folder))
    assert not isinstance(reading, whence.records.Rejected)  # type: ignore[attr-defined]
    return reading.claims[0].where


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with P-codes of a few Syrian units that do not exist, and one quarter added by hand."""
    book = whence.gazetteer(folder=tmp_path, pack="syria", clock=lambda: NOON)
    book.import_file(write(tmp_path, "adm.csv", CODAB))
    book.add("Mill Quarter", 36.21, 37.15, kind="neighbourhood", within="Aleppo", aliases=["Hayy al-Tahuna"])
    return tmp_path


@pytest.mark.parametrize(
    ("sentence", "name", "within", "pcode", "remark"),
    [
        ("Two people were killed in Upper Quill, Syria.", "Upper Quill", "Idlib Governorate", "C9001", "imported"),
        ("Two people were killed in the village of Lower Quill in Idlib province.", "Lower Quill",
         "Idlib Governorate", "C9002", "in its province"),
        ("Two people were killed when shells hit Mill Quarter.", "Mill Quarter", "Aleppo", None, "by hand, no cue"),
        ("Two people were killed when shells hit Hay al-Tahouna.", "Mill Quarter", "Aleppo", None, "another spelling"),
        ("Two people were killed in Idlib province.", "Idlib Governorate", None, "SY07", "the pack's, with a P-code"),
        ("Two people were killed near Upper Quill, Syria.", "Upper Quill", "Idlib Governorate", None, "only near"),
        ("قتل شخصان في بلدة كويل الفوقا في سوريا.", "Upper Quill", "Idlib Governorate", "C9001", "in Arabic"),
    ],
)  # fmt: skip
def test_claims_lie_at_places_of_ones_own(
    folder: Path, sentence: str, name: str, within: str | None, pcode: str | None, remark: str
) -> None:
    where = where_of(folder, sentence)
    assert (where.name, where.within, where.pcode) == (name, within, pcode), remark


def test_the_chain_goes_up_to_district_governorate_and_country(folder: Path) -> None:
    where = where_of(folder, "Two people were killed in Upper Quill, Syria.")
    assert where.path == ("C9001", "SY0799", "sy-idlib-governorate", "SY")
    assert where.where_prec == 1


def test_a_town_and_the_district_of_its_name(tmp_path: Path) -> None:
    table = "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,lat,lon\nIdlib,SY07,Saraqib,SY0798,35.86,36.80\n"
    whence.gazetteer(folder=tmp_path, pack="syria").import_file(write(tmp_path, "a.csv", table))
    town = where_of(tmp_path, "Two people were killed in Saraqib.")
    district = where_of(tmp_path, "Two people were killed in Saraqib district.")
    assert (town.path[0], town.where_prec) == ("sy-saraqib", 1)
    assert (district.pcode, district.where_prec) == ("SY0798", 3)


def test_a_small_imported_place_needs_its_country_and_a_word_of_place(tmp_path: Path) -> None:
    whence.gazetteer(folder=tmp_path).import_file(write(tmp_path, "IS.txt", GEONAMES))
    places = whence.find_places(folder=tmp_path)
    gazetteer = open_gazetteer(None, places)

    def found(text: str) -> list[str]:
        return [hit.words for hit in gazetteer.find_places(text) if "gn91" in [p.id for p in hit.places]]

    assert found("Two people were killed in Quillavik, Iceland.") == ["Quillavik"]
    assert found("Two people were killed in Quillavik.") == []
    assert found("Quillavik said two people were killed in Iceland.") == []
    assert found("Iceland mourned the singer Anna Quillavik.") == []


def test_without_a_file_reading_is_as_before(tmp_path: Path) -> None:
    assert whence.find_places(folder=tmp_path) is None
    assert isinstance(open_gazetteer(SYRIA, tmp_path / "none.db"), Gazetteer)
    assert where_of(tmp_path, "Two people were killed in the village of Upper Quill, Syria.").lat is not None
    assert where_of(tmp_path, "Two people were killed in the village of Upper Quill, Syria.").where_prec == 6


def test_a_place_added_later_is_found_in_the_same_process(tmp_path: Path) -> None:
    sentence = "Two people were killed when shells hit Tannery End in Aleppo."
    assert where_of(tmp_path, sentence).name == "Aleppo"
    whence.gazetteer(folder=tmp_path).add("Tannery End", 36.2, 37.1, kind="neighbourhood", within="Aleppo")
    assert where_of(tmp_path, sentence).name == "Tannery End"


def test_the_record_keeps_places_and_pcodes_and_says_what_it_was_read_with(folder: Path) -> None:
    report = write(
        folder, "report.txt", "Idlib, 5 March 2024 - Two people were killed in Upper Quill, Syria, on Monday."
    )
    with whence.create(folder, pack="syria") as bench:
        bench.add([report])
        (claim, *_) = bench.claims()
        assert (claim.where.pcode, claim.where.path[0]) == ("C9001", "C9001")
        assert bench.incidents()[0].where.pcode == "C9001"
        assert bench._ledger.setting("places") == read_digest(folder / "whence-places.db")
        bench.add([report])
        assert bench.verify().faults == ()
    whence.gazetteer(folder=folder).remove("COD-AB adm")
    with whence.open(folder) as bench:
        assert bench.claims()[0].where.pcode == "C9001"  # what is on record stays as it was read


def test_the_same_sources_read_the_same_claims_again(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    book = whence.gazetteer(folder=other, pack="syria", clock=lambda: NOON)
    book.add("Mill Quarter", 36.21, 37.15, kind="neighbourhood", within="Aleppo", aliases=["Hayy al-Tahuna"])
    book.import_file(write(other, "adm.csv", CODAB))
    sentence = "Two people were killed in Upper Quill and three in Mill Quarter, Syria."
    assert read_digest(book.path) == read_digest(folder / "whence-places.db")
    assert where_of(folder, sentence) == where_of(other, sentence)


def test_the_command_line_asks_the_same_file(folder: Path) -> None:
    file = write(folder, "article.txt", "Two people were killed in Upper Quill, Syria.")
    record = ["--record", str(folder / "whence.db")]
    whence.create(folder).close()
    done = CliRunner().invoke(main, ["claims", str(file), "--json", *record])
    assert json.loads(done.stdout.splitlines()[0])["where"]["pcode"] == "C9001"
    found = CliRunner().invoke(main, ["gazetteer", "find", "Upper Quill", "--json", *record])
    (place,) = map(json.loads, found.stdout.splitlines())
    assert (place["pcode"], place["source"], place["where_prec"]) == ("C9001", "COD-AB adm", 1)
    assert place["chain"] == ["Ferndale", "Idlib Governorate", "Syria"]


def test_more_than_one_process_reads_with_them(folder: Path) -> None:
    files = [write(folder, f"{n}.txt", f"{n + 2} people were killed in Upper Quill, Syria.") for n in range(3)]
    readings = list(whence.read(files, pack="syria", jobs=2, places=whence.find_places(folder=folder)))
    assert [reading.claims[0].where.pcode for reading in readings] == ["C9001"] * 3  # type: ignore[union-attr]


def test_what_a_person_sees(tmp_path: Path) -> None:
    write(tmp_path, "IS.txt", GEONAMES)
    record = ["--record", str(tmp_path / "whence.db")]

    def run(*words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(main, ["gazetteer", *words, *record])
        return done.exit_code, done.stdout, done.stderr

    code, out, err = run("import", str(tmp_path / "IS.txt"))
    assert code == 3
    assert out.splitlines()[0].startswith("GeoNames IS: 5 places under ")
    assert "4 new, 1 known before and merged; 2 rows set aside" in out
    assert "left out 2 rows: not a settlement" in err
    assert "set aside 1 row: 2 columns, not 19 (IS.txt line 9)" in err
    assert run("import", str(tmp_path / "IS.txt"))[:2] == (0, "GeoNames IS: imported already (5 places)\n")
    assert run("find", "Nosuchplace") == (
        0, "", "no place is known by the name 'Nosuchplace'; add it with `whence gazetteer add`\n"
    )  # fmt: skip
    assert "added Quillby, town in Iceland (own-is-quillby)" in run(
        "add", "Quillby", "--lat", "64", "--lon", "-20", "--country", "IS"
    )[1]  # fmt: skip
    assert run("remove", "quillby")[1] == "removed Quillby (own-is-quillby)\n"
    assert run("remove", "GeoNames IS")[1] == "removed source GeoNames IS, 5 places\n"
    assert run("list")[2] == "no places of your own yet; see `whence gazetteer import --help`\n"


def test_a_large_gazetteer_is_imported_in_seconds_and_slows_nothing_down(tmp_path: Path) -> None:
    """Thirty thousand villages; processor time is measured, so that a busy machine fails nothing."""
    rows = (
        geonames_row(10**8 + n, f"Quill{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}dal",
                     32.5 + n % 4000 / 1000, 36 + n % 6000 / 1000, country="SY", admin="04")
        for n in range(30_000)
    )  # fmt: skip
    file = write(tmp_path, "SY.txt", "\n".join(rows))
    started = time.process_time()
    assert whence.gazetteer(folder=tmp_path).import_file(file).kept == 30_000
    assert time.process_time() - started < 15
    started = time.process_time()
    assert open_gazetteer(SYRIA, whence.find_places(folder=tmp_path)).find("Quillabadal")
    assert time.process_time() - started < 0.5


def test_other_commands_load_nothing_of_it() -> None:
    code = "import sys, whence.cli; import whence.workbench; print([m for m in sys.modules if 'gazetteer' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


DOCS = Path(__file__).parents[1] / "docs" / "places.md"


def test_the_table_of_the_page_is_imported_as_the_page_says(tmp_path: Path) -> None:
    """docs/places.md: its table makes two places, the second within the first."""
    (name, table), *_ = re.findall(r"^```csv file=(\S+)\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.M | re.S)
    book = whence.gazetteer(folder=tmp_path, pack="syria")
    done = book.import_file(write(tmp_path, name, table), licence="our own")
    assert (done.kept, done.aside, done.remarks) == (2, (), ())
    (found,) = book.find("Olive Checkpoint")
    assert found.chain == ("Old Mill Quarter", "Aleppo", "Aleppo Governorate", "Syria")


def test_the_calls_of_the_page_are_real_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every `whence gazetteer` line of docs/places.md that needs no file of others runs and succeeds."""
    monkeypatch.chdir(tmp_path)
    calls = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("whence gazetteer")]
    (name, table), *_ = re.findall(r"^```csv file=(\S+)\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.M | re.S)
    write(tmp_path, name, table)
    ran = 0
    for call in calls:
        words = shlex.split(call, comments=True)[1:]
        if words[1] != "import" or words[2] == name:
            done = CliRunner().invoke(main, words)
            assert done.exit_code == 0, (call, done.output)
            ran += 1
    assert ran >= 5
