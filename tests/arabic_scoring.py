"""Scores the Arabic finder against the table of sentences: figures found, and the slots of figures found."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from whence.claims import find_claims
from whence.records import Claim, Count, Document, Published
from whence.text import read_text
from whence.vocabulary import load_vocabulary

DATA = Path(__file__).parent / "data"
PUBLISHED = date(2016, 11, 20)
SLOTS = ("act", "speaker", "where", "when", "doer", "stance", "scope")
_ITEM = re.compile(r"(?P<effect>[a-z]+) (?P<number>>=|<=|~)?(?P<value>\d+(?:-\d+)?|\?)(?P<group>(?: [a-z]+)*)")

Figure = tuple[str, int | None, int | None, int | None, str | None, str | None, str | None]


@dataclass
class Case:
    text: str
    pack: str | None
    claims: list[dict[str, str]] = field(default_factory=list)

    @property
    def held_back(self) -> bool:
        """Half of the sentences, by a digest of their words: held back until the rules were first measured."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


def read_rows(name: str) -> Iterator[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if line and not line.startswith("#"))


def read_cases() -> list[Case]:
    cases: list[Case] = []
    for row in read_rows("arabic_sentences.csv"):
        if row["text"]:
            cases.append(Case(row["text"], None if row["pack"] == "-" else (row["pack"] or "syria")))
        cases[-1].claims.append(row)
    return cases


def claims_of(text: str, pack: str | None = "syria") -> tuple[Claim, ...]:
    document = Document("d", text, b"", "", "text/plain", "test", Published(PUBLISHED, "option"))
    vocabulary = load_vocabulary(pack)
    return find_claims(read_text(document, vocabulary), vocabulary).claims


def parse_counts(words: str) -> list[tuple[Figure, tuple[Figure, ...]]]:
    """ "killed 15 civ (4 child); injured 20" -> figures, each with its parts."""
    found = []
    for item in filter(
        None, (w.strip() for w in words.split(";") if "(" not in words) if "(" not in words else _items(words)
    ):
        head, _, inside = item.partition("(")
        whole = _figure(head.strip())
        parts = [_figure(f"{whole[0]} {p.strip()}") for p in inside.rstrip(") ").split(";") if p.strip()]
        found.append((whole, tuple(parts)))
    return found


def _items(words: str) -> list[str]:
    return [w.strip() for w in re.split(r";(?![^(]*\))", words) if w.strip()]


def _figure(words: str) -> Figure:
    match = _ITEM.fullmatch(words)
    assert match, words
    group = set(match["group"].split())
    assert group <= {"civ", "com", "child", "adult", "f", "m"}, words
    status = "civilian" if "civ" in group else "combatant" if "com" in group else None
    age = "child" if "child" in group else "adult" if "adult" in group else None
    sex = "female" if "f" in group else "male" if "m" in group else None
    low, best, high = _numbers(match["number"], match["value"])
    return match["effect"], low, best, high, status, age, sex


def _numbers(mark: str | None, value: str) -> tuple[int | None, int | None, int | None]:
    if value == "?":
        return None, None, None
    if "-" in value:
        low, high = value.split("-")
        return int(low), None, int(high)
    n = int(value)
    return {">=": (n, n, None), "<=": (None, n, n)}.get(mark or "", (n, n, n))


def figure_of(count: Count) -> Figure:
    return count.effect, count.low, count.best, count.high, count.status, count.age, count.sex


@dataclass
class Score:
    right: int = 0
    found: int = 0
    wanted: int = 0
    slots: Counter[str] = field(default_factory=Counter)
    of: int = 0
    complete: int = 0
    claims: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def slot(self, name: str) -> float:
        return self.slots[name] / self.of if self.of else 1.0


def figures_wanted(row: dict[str, str]) -> list[tuple[object, ...]]:
    """A claim's figures, its parts apart; a claim without a figure counts as its act."""
    out: list[tuple[object, ...]] = []
    for whole, parts in parse_counts(row["counts"]):
        out.append(whole)
        out += [("part", p[0], p[2], p[5], p[6]) for p in parts]
    return out or [("act",)]


def figures_found(claim: Claim) -> list[tuple[object, ...]]:
    out: list[tuple[object, ...]] = []
    for count in claim.counts:
        out.append(figure_of(count))
        out += [("part", p.effect, p.best, p.age, p.sex) for p in count.includes]
    return out or [("act",)]


def slots_wanted(row: dict[str, str]) -> dict[str, object]:
    kind = row["act"]
    type_, _, mode = kind.partition("/") if kind[:1].isupper() else ("ASSAULT", "", kind)
    return {
        "act": (type_, mode or None),
        "speaker": tuple(filter(None, row["speaker"].split("|"))),
        "where": row["where"] or None,
        "when": row["when"] or None,
        "doer": row["doer"] or None,
        "stance": row["stance"] or "asserts",
        "scope": row["scope"] or "incident",
    }


def slots_found(claim: Claim) -> dict[str, object]:
    start, end = claim.when.date_start, claim.when.date_end
    day = None if start is None or end is None else start.isoformat() if start == end else f"{start}/{end}"
    return {
        "act": (claim.act.type, claim.act.mode),
        "speaker": tuple(s.name for s in claim.speaker),
        "where": claim.where.name,
        "when": day,
        "doer": claim.alleged_perpetrator.party if claim.alleged_perpetrator else None,
        "stance": claim.stance,
        "scope": claim.scope,
    }


def score(cases: list[Case]) -> Score:
    total = Score()
    for case in cases:
        found = claims_of(case.text, case.pack)
        left = [(f, c) for c in found for f in figures_found(c)]
        total.found += len(left)
        whole = len(found) == len(case.claims)
        for row in case.claims:
            total.claims += 1
            wanted = figures_wanted(row)
            total.wanted += len(wanted)
            mine: Claim | None = None
            missed = []
            for figure in wanted:
                hit = next((pair for pair in left if pair[0] == figure), None)
                if hit is None:
                    missed.append(figure)
                    continue
                left.remove(hit)
                total.right += 1
                mine = mine or hit[1]
            wrong = []
            if mine is not None:
                total.of += 1
                a, b = slots_wanted(row), slots_found(mine)
                for slot in SLOTS:
                    total.slots[slot] += a[slot] == b[slot]
                    if a[slot] != b[slot]:
                        wrong.append(f"{slot}: {a[slot]} -> {b[slot]}")
            total.complete += not missed and not wrong and whole
            if missed or wrong:
                total.misses.append(f"{case.text}\n    missed {missed}\n    {wrong}")
        if left:
            total.misses.append(f"{case.text}\n    SPURIOUS {[f for f, _ in left]}")
    return total
