"""A new cue, weapon, noun of people, number or word of harm is a row of a pack, in English and in Arabic: no code."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from whence.claims import find_claims
from whence.errors import VocabularyError
from whence.records import Claim, Document
from whence.text import read_text
from whence.vocabulary import load_vocabulary

PACK = 'name = "odra"\ntitle = "The war in Odra"\nversion = "1"\ncountries = ["XO"]\n'
PARTIES = "key,title,kind,words,example\nreds,The Reds,force,Red Guard,The Red Guard shelled it.\n"
SPEAKERS = "name,kind,aliases,party,example\nOdra Record,monitor,the Record,,Odra Record said so.\n"


def make_pack(folder: Path, **tables: str) -> Path:
    """A pack's folder with the two tables that every pack has, and those of words given by name."""
    folder.mkdir(exist_ok=True)
    files = {"pack.toml": PACK, "parties.csv": PARTIES, "speakers.csv": SPEAKERS}
    for name, content in (files | {f"{name}.csv": rows for name, rows in tables.items()}).items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def read(words: str, pack: Path) -> tuple[Claim, ...]:
    content = words.encode()
    document = Document("d", words, content, hashlib.sha256(content).hexdigest(), "text/plain", "test")
    vocabulary = load_vocabulary(pack)
    return find_claims(read_text(document, vocabulary), vocabulary).claims


def told(claims: tuple[Claim, ...]) -> list[object]:
    """What a row can change: each claim's act, weapon, counts and speakers."""
    return [
        (c.act.type, c.act.mode, c.act.weapon, [s.name for s in c.speaker], c.stance,
         [(n.effect, n.best, n.status, n.words) for n in c.counts])
        for c in claims
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "rows", "sentence", "expected"),
    [
        (
            "cues",
            "shape,stance,words,example\nsay,asserts,blared|blares,Residents blared that nine people were killed.\n",
            "Nine people were killed, residents blared.",
            [("ASSAULT", None, None, ["residents"], "asserts", [("killed", 9, None, "Nine people")])],
        ),
        (
            "weapons",
            "words,mode,kind,example\nslingdart,heavy-weapons,thing,A slingdart killed nine people.\n",
            "A slingdart killed nine people.",
            [("ASSAULT", "heavy-weapons", "slingdart", [], "asserts", [("killed", 9, None, "nine people")])],
        ),
        (
            "victims",
            "singular,plural,status,age,sex,kind,example\nmarchling,marchlings,combatant,,,,A marchling was killed.\n",
            "A marchling was killed.",
            [("ASSAULT", None, None, [], "asserts", [("killed", 1, "combatant", "A marchling")])],
        ),
        (
            "effects",
            "words,effect,part,needs,act,mode,example\nunlived,killed,past,yes,,,Shells unlived nine people.\n",
            "Shells unlived nine people.",
            [("ASSAULT", "heavy-weapons", "Shells", [], "asserts", [("killed", 9, None, "nine people")])],
        ),
        (
            "acts",
            "words,type,mode,kind,example\nflensed,ASSAULT,,verb,The army flensed the village.\n",
            "The army flensed the village.",
            [("ASSAULT", None, None, [], "asserts", [])],
        ),
        (
            "numbers",
            "words,value,kind,example\nelevenses,11,unit,Elevenses people were killed.\n",
            "Elevenses people were killed.",
            [("ASSAULT", None, None, [], "asserts", [("killed", 11, None, "Elevenses people")])],
        ),
        (
            "hedges",
            "words,side,hedge,shift,example\nno fewer then,before,at_least,0,No fewer then 20 people were killed.\n",
            "No fewer then 20 people were killed.",
            [("ASSAULT", None, None, [], "asserts", [("killed", 20, None, "No fewer then 20 people")])],
        ),
        (
            "speaker_nouns",
            "sort,kind,words,example\npeople,witness,beholder|beholders,The beholder said so.\n",
            "Nine people were killed, beholders said.",
            [("ASSAULT", None, None, ["beholders"], "asserts", [("killed", 9, None, "Nine people")])],
        ),
        (
            "arabic_weapons",
            "words,mode,example\nمقلاع,heavy-weapons,قتل تسعة أشخاص بمقلاع.\n",
            "قتل تسعة أشخاص بمقلاع في البلدة.",
            [("ASSAULT", "heavy-weapons", "مقلاع", [], "asserts", [("killed", 9, None, "تسعة أشخاص")])],
        ),
        (
            "arabic_victims",
            "singular,plural,status,age,sex,kind,example\nسقاء,سقاؤون,civilian,,,,قتل سقاء.\n",
            "قتل سقاء في البلدة.",
            [("ASSAULT", None, None, [], "asserts", [("killed", 1, "civilian", "سقاء")])],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)  # fmt: skip
def test_a_row_of_a_pack_is_read(tmp_path: Path, table: str, rows: str, sentence: str, expected: list[object]) -> None:
    """With the row in a pack's table of that name the sentence is read by it; without, it is not."""
    assert told(read(sentence, make_pack(tmp_path / "with", **{table: rows}))) == expected
    assert told(read(sentence, make_pack(tmp_path / "without"))) != expected


def test_a_word_that_stands_in_both_is_read_as_the_pack_has_it(tmp_path: Path) -> None:
    """A pack may settle what the general table leaves open: here each driver is a combatant."""
    rows = "singular,plural,status,age,sex,kind,example\ndriver,drivers,combatant,,,,Two drivers were killed.\n"
    own = read("Two drivers were killed.", make_pack(tmp_path / "own", victims=rows))
    general = read("Two drivers were killed.", make_pack(tmp_path / "general"))
    assert [c.counts[0].status for c in (*own, *general)] == ["combatant", None]


def test_a_bad_row_of_a_pack_is_named(tmp_path: Path) -> None:
    """A pack's table with other columns is refused by its file."""
    pack = make_pack(tmp_path / "bad", weapons="words,sort\nslingdart,thing\n")
    with pytest.raises(VocabularyError, match=r"bad/weapons\.csv: columns are words, sort"):
        load_vocabulary(pack)
