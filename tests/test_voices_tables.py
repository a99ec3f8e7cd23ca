"""Every row of the tables of speakers, parties, cues and stands has an example, and the example does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.claims.parties import find_parties, perpetrator_for
from whence.claims.scope import guess_scope
from whence.claims.voices.attributions import find_attributions_in
from whence.claims.voices.cast import Cast
from whence.claims.voices.chunks import speaker_lexicon
from whence.claims.voices.stance import stance_words
from whence.errors import VocabularyError
from whence.vocabulary.packs import (
    Pack,
    PackSpeaker,
    PartyForms,
    list_packs,
    read_pack,
    read_parties,
    read_speakers,
)
from whence.vocabulary.phrases import PhraseFinder, lower
from whence.vocabulary.tables import DATA, read_table

SYRIA = read_pack("syria")


def rows(name: str, *columns: str) -> list[dict[str, str]]:
    return list(read_table(DATA / name, (*columns, "example")))


@pytest.mark.parametrize("row", rows("cues.csv", "shape", "stance", "words"), ids=lambda r: r["words"][:30])
def test_a_cue_is_found_in_its_example(row: dict[str, str]) -> None:
    """Each row of cues gives an attribution with its stance; a masked row gives none."""
    found = find_attributions_in(row["example"], speaker_lexicon(None))
    if row["shape"] == "masked":
        assert not found
    else:
        assert (row["shape"], row["stance"]) in {(a.shape, a.stance) for a in found}, row["example"]


@pytest.mark.parametrize("row", rows("speaker_nouns.csv", "sort", "kind", "words"), ids=lambda r: r["words"][:30])
def test_a_noun_speaks_in_its_example(row: dict[str, str]) -> None:
    """Each row of speaking nouns makes a speaker, of its kind where it has one."""
    lexicon = speaker_lexicon(None)
    found = find_attributions_in(row["example"], lexicon)
    assert found, row["example"]
    voice = Cast([], lexicon).resolve(found[0].chunks[0], row["example"])
    assert voice is not None
    if row["kind"]:
        assert row["kind"] in {s.kind for s in voice.chain}, row["example"]


def speaker_rows() -> list[tuple[Pack | None, PackSpeaker]]:
    return [(None, s) for s in read_speakers()] + [(SYRIA, s) for s in SYRIA.speakers]


@pytest.mark.parametrize(("pack", "speaker"), speaker_rows(), ids=lambda x: getattr(x, "name", "general"))
def test_a_known_speaker_is_named_in_its_example(pack: Pack | None, speaker: PackSpeaker) -> None:
    """Each known speaker is resolved to its usual English name and kind."""
    lexicon = speaker_lexicon(pack)
    found = find_attributions_in(speaker.example, lexicon)
    chains = [v.chain for a in found for c in a.chunks if (v := Cast([], lexicon).resolve(c, speaker.example))]
    assert (speaker.name, speaker.kind) in {(s.name, s.kind) for chain in chains for s in chain}, speaker.example


def party_rows() -> list[tuple[Pack | None, PartyForms]]:
    return [(None, p) for p in read_parties()] + [(SYRIA, p) for p in SYRIA.parties]


@pytest.mark.parametrize(("pack", "forms"), party_rows(), ids=lambda x: getattr(x, "example", "pack")[:40])
def test_a_party_plays_its_part_in_its_example(pack: Pack | None, forms: PartyForms) -> None:
    """Each row of parties is found; those that can act are the doer."""
    mentions = find_parties(forms.example, pack)
    assert forms.key in {m.party for m in mentions}, forms.example
    if forms.kind != "people":
        doer, _ = perpetrator_for(forms.example, mentions, (0, 0))
        assert doer is not None and doer.party == forms.key, (forms.example, mentions)


@pytest.mark.parametrize("row", rows("stances.csv", "sort", "stance", "words"), ids=lambda r: r["words"][:30])
def test_words_of_stance_are_in_their_example(row: dict[str, str]) -> None:
    """Each row of stances matches its own example."""
    key = row["stance"] if row["sort"] == "phrase" else row["sort"]
    assert stance_words(key).search(lower(row["example"])), row["example"]


@pytest.mark.parametrize("row", rows("scope_cues.csv", "sort", "words"), ids=lambda r: r["words"][:30])
def test_words_of_scope_are_in_their_example(row: dict[str, str]) -> None:
    """Each row of scope cues gives its scope."""
    assert guess_scope(row["example"])[0] == row["sort"]


@pytest.mark.parametrize("row", rows("doings.csv", "sort", "words"), ids=lambda r: r["sort"])
def test_words_of_doing_are_in_their_example(row: dict[str, str]) -> None:
    """Each row of doings has one of its words in its example."""
    words = PhraseFinder((w, w) for w in row["words"].split("|"))
    assert words.find(row["example"].replace("-", " ")), row["example"]


def test_packs_are_listed_and_unknown_ones_refused() -> None:
    """An unknown pack is refused in one line that lists those there are."""
    assert "syria" in list_packs()
    with pytest.raises(VocabularyError, match=r"unknown pack 'atlantis'.*syria"):
        read_pack("atlantis")


def test_a_pack_can_be_read_from_a_folder(tmp_path: Path) -> None:
    """A pack is a folder: three small files make one."""
    (tmp_path / "pack.toml").write_text(
        'name = "x"\ntitle = "X"\nversion = "1"\ncountries = ["xa"]\n[eras]\n"war" = 2020-01-02\n', encoding="utf-8"
    )
    (tmp_path / "parties.csv").write_text(
        "key,title,kind,words,example\nreds,The Reds,force,Red Guard,The Red Guard shelled it.\n", encoding="utf-8"
    )
    (tmp_path / "speakers.csv").write_text(
        "name,kind,aliases,party,example\nX Watch,monitor,the watchers,,X Watch said so.\n", encoding="utf-8"
    )
    pack = read_pack(tmp_path)
    assert (pack.countries, pack.party_titles, pack.places) == (("XA",), (("reds", "The Reds"),), None)
    assert pack.eras[0][0] == "war"


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("parties.csv", "reds,,sort,Red Guard,x", "unknown kind 'sort'"),
        ("parties.csv", ",,force,Red Guard,x", "must not be empty"),
        ("speakers.csv", "X Watch,,x,,x", "must not be empty"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, file: str, line: str, message: str) -> None:
    """A bad row is named by file and line."""
    header = {"parties.csv": "key,title,kind,words,example", "speakers.csv": "name,kind,aliases,party,example"}[file]
    path = tmp_path / file
    path.write_text(f"{header}\n{line}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=f"{file}:2.*{message}"):
        (read_parties if file == "parties.csv" else read_speakers)(path)
