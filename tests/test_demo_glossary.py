"""The glossary speaks of things that exist, and the field's words keep their one meaning."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from whence import forms, records

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"


def _names_of_records() -> set[str]:
    names: set[str] = set()
    for name, thing in vars(records).items():
        if dataclasses.is_dataclass(thing):
            names.add(name)
            names.update(field.name for field in dataclasses.fields(thing))
    return names


def _terms() -> list[str]:
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return sorted({term for row in rows for term in re.findall(r"`([^`]+)`", row.split("|")[2])})


@pytest.mark.parametrize("term", _terms())
def test_every_term_of_the_glossary_exists(term: str) -> None:
    """A term in code is a record, a field, a value or a key of the outside forms."""
    source = Path(forms.__file__).read_text(encoding="utf-8") + Path(records.__file__).read_text(encoding="utf-8")
    values = set(re.findall(r'"([a-z_ ]+)"', source)) | {"other", "unknown"}
    assert term in _names_of_records() | values


NOUNS = (
    "Document", "Section", "Claim", "Count", "Speaker", "Act", "PartyRef", "Published", "Link", "Origin", "Incident",
    "Victims", "Total", "Estimate", "TallyRow", "Judgement", "JournalEntry", "Rejected",
)  # fmt: skip


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_a_user_meets_is_in_the_glossary(noun: str) -> None:
    """Each noun of the record that reaches a user has its line."""
    assert f"`{noun}`" in GLOSSARY.read_text(encoding="utf-8")


# "12 casualties" with "killed" or "dead" as its gloss would make casualties mean killed alone.
_KILLED_ONLY = re.compile(
    r"casualties \((?:killed|dead|deaths)\)|(?:killed|deaths|dead), (?:i\.e\.|that is,?) casualties", re.I
)


def _texts() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "src").rglob("cli/*.py"))]


@pytest.mark.parametrize("path", _texts(), ids=lambda path: path.name)
def test_casualties_never_means_killed_alone(path: Path) -> None:
    """In the docs and the command help, casualties are killed and injured together."""
    assert _KILLED_ONLY.findall(path.read_text(encoding="utf-8")) == []
