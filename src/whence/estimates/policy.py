"""Policies are data. In comes the name of a policy or the path of a TOML file, out comes a frozen `Policy`.

A policy says how low, best and high are chosen among independent origins, and what its vague words mean.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from whence.errors import UsageError, VocabularyError
from whence.vocabulary.folding import fold
from whence.vocabulary.tables import read_table

_HERE = Path(__file__).parent
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "low": ("lowest", "best"),
    "best": ("most-supported", "lowest", "none"),
    "high": ("highest", "best"),
    "perpetrator_status": ("context", "as-said"),
    "superseded": ("left-out", "used"),
}


@dataclass(frozen=True, slots=True)
class VagueWord:
    """What a policy takes a vague word for; best null where only a range is said. `words` are folded."""

    words: str
    low: int
    best: int | None
    high: int
    example: str


@dataclass(frozen=True, slots=True)
class Policy:
    """How an estimate is made. Read from TOML; nothing is null, an empty string means none.

    `low`: "lowest" report or the "best". `best`: "most-supported" by independent origins (else the lower median),
    "lowest" report, or "none" is said. `high`: "highest" report or the "best". `min_origins`: with fewer, the
    estimate carries `below_min_flag`. `vague`: the table of vague words, "" leaves them without number.
    `perpetrator_status`: what a perpetrator alone says of its victims' status is "context" or taken "as-said".
    """

    name: str
    version: str
    title: str
    description: str
    low: str
    best: str
    high: str
    min_origins: int
    below_min_flag: str
    vague: str
    perpetrator_status: str
    superseded: str
    grading: bool
    default: bool = False
    vague_words: tuple[VagueWord, ...] = ()

    @property
    def label(self) -> str:
        """What an estimate is stamped with: "ucdp-1"."""
        return f"{self.name}-{self.version}"


@cache
def load_policies() -> Mapping[str, Policy]:
    """All policies shipped, by name, in alphabetical order."""
    return {path.stem: _read_policy(path) for path in sorted((_HERE / "policies").glob("*.toml"))}


def load_policy(name_or_path: str | Path) -> Policy:
    """A shipped policy by name, or one's own by the path of its TOML file; UsageError lists the names there are."""
    policies = load_policies()
    if str(name_or_path) in policies:
        return policies[str(name_or_path)]
    path = Path(name_or_path)
    if path.suffix == ".toml":
        return _read_policy(path)
    raise UsageError(
        f"no policy is called {str(name_or_path)!r}",
        remedy=f"there are {', '.join(policies)}; or give the path of a .toml file of your own",
    )


def _read_policy(path: Path) -> Policy:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise VocabularyError(f"cannot read policy {path}: {problem}") from problem
    known = {field.name: field for field in fields(Policy) if field.name != "vague_words"}
    if unknown := sorted(set(data) - set(known)):
        raise VocabularyError(f"policy {path}: unknown key {unknown[0]!r}", remedy=f"the keys are {', '.join(known)}")
    if missing := sorted(set(known) - set(data) - {"default"}):
        raise VocabularyError(f"policy {path}: {missing[0]!r} is missing")
    for key, choices in _CHOICES.items():
        if data[key] not in choices:
            raise VocabularyError(f"policy {path}: {key} is {data[key]!r}", remedy=f"it may be {', '.join(choices)}")
    return Policy(**data, vague_words=read_vague_words(data["vague"], path) if data["vague"] else ())


def read_vague_words(name: str, policy: Path) -> tuple[VagueWord, ...]:
    """A table of vague words, shipped or beside the policy's file, longest words first."""
    beside = policy.parent / f"{name}.csv"
    path = beside if beside.exists() else _HERE / "vague" / f"{name}.csv"
    if not path.exists():
        there = ", ".join(sorted(p.stem for p in (_HERE / "vague").glob("*.csv")))
        raise VocabularyError(f"policy {policy}: no table of vague words {name!r}", remedy=f"there are {there}")
    words = []
    for row in read_table(path, ("words", "low", "best", "high", "example")):
        try:
            best = int(row["best"]) if row["best"] else None
            words.append(VagueWord(fold(row["words"]), int(row["low"]), best, int(row["high"]), row["example"]))
        except ValueError as problem:
            raise VocabularyError(f"{row['line']}: low, best and high are whole numbers") from problem
    return tuple(sorted(words, key=lambda word: (-len(word.words), word.words)))
