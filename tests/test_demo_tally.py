"""The demo's tally is the one worked out by hand in demo/TALLY.md.

Every number here was typed from that page. When the program gives another, read the reports; never paste its number.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "demo" / "reports"
WHENCE = (sys.executable, "-c", "from whence.cli import main; main()")

Range = tuple[int | None, int | None, int | None]

KILLED_BY_PARTY: dict[str | None, Range] = {
    "velmaria-government": (38, 40, 40),
    "beltaria": (29, 29, 30),
    "river-brigades": (10, 13, 13),
    "northern-front": (7, 7, 7),
    None: (11, 11, 11),
}
INJURED_BY_PARTY: dict[str | None, Range] = {
    "velmaria-government": (30, 34, 34),
    "river-brigades": (9, 9, 9),
    "northern-front": (18, 21, 21),
    None: (40, 40, 40),
}
BY_MONTH: dict[tuple[str | None, str], Range] = {
    ("2024-03", "killed"): (88, 93, 94),
    ("2024-03", "injured"): (88, 95, 95),
    ("2024-03", "missing"): (4, 4, 4),
    ("2024-03", "abducted"): (7, 7, 7),
    ("2024-04", "killed"): (5, 5, 5),
    ("2024-04", "injured"): (9, 9, 9),
    (None, "killed"): (2, 2, 2),
}
BY_EFFECT: dict[str, Range] = {
    "killed": (95, 100, 101),
    "injured": (97, 104, 104),
    "missing": (4, 4, 4),
    "abducted": (7, 7, 7),
}
# place name, first day, alleged perpetrators that somebody names; one row per incident of TALLY.md
INCIDENTS: list[tuple[str, str | None, set[str]]] = [
    ("Halvern", "2024-03-04", {"velmaria-government"}),
    ("Issarn", "2024-03-06", {"river-brigades"}),
    ("Sarnesh", "2024-03-08", set()),
    ("Caldrey", "2024-03-09", {"northern-front"}),
    ("Caldrey", "2024-03-09", {"beltaria"}),
    ("Tanner Hill", "2024-03-12", {"velmaria-government"}),
    ("Ulmesh", "2024-03-15", {"velmaria-government"}),
    ("Lower Harbour", "2024-03-18", {"northern-front"}),
    ("Kelmora", "2024-03-20", set()),
    ("Vessim", "2024-03-22", {"beltaria"}),
    ("Halvern", "2024-04-02", {"velmaria-government"}),
    ("Kelmora", "2024-04-04", {"river-brigades"}),
    ("Ulmesh", None, {"velmaria-government"}),
]
# (place, first day, effect) -> low, best, high under ucdp
ESTIMATES: dict[tuple[str, str | None, str], list[Range]] = {
    ("Halvern", "2024-03-04", "killed"): [(17, 19, 19)],
    ("Halvern", "2024-03-04", "injured"): [(30, 34, 34)],
    ("Issarn", "2024-03-06", "killed"): [(5, 8, 8)],
    ("Sarnesh", "2024-03-08", "killed"): [(11, 11, 11)],
    ("Sarnesh", "2024-03-08", "injured"): [(40, 40, 40)],
    ("Caldrey", "2024-03-09", "killed"): [(4, 4, 4), (6, 6, 7)],
    ("Tanner Hill", "2024-03-12", "killed"): [(19, 19, 19)],
    ("Tanner Hill", "2024-03-12", "missing"): [(4, 4, 4)],
    ("Ulmesh", "2024-03-15", "killed"): [(None, None, None)],
    ("Lower Harbour", "2024-03-18", "killed"): [(3, 3, 3)],
    ("Lower Harbour", "2024-03-18", "injured"): [(18, 21, 21)],
    ("Kelmora", "2024-03-20", "abducted"): [(7, 7, 7)],
    ("Vessim", "2024-03-22", "killed"): [(23, 23, 23)],
    ("Kelmora", "2024-04-04", "killed"): [(5, 5, 5)],
    ("Kelmora", "2024-04-04", "injured"): [(9, 9, 9)],
    ("Ulmesh", None, "killed"): [(2, 2, 2)],
}
EFFECTS = frozenset(BY_EFFECT)


class Record:
    """A record of the demo, asked through the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command in the record's folder."""
        return subprocess.run(
            [*WHENCE, *arguments],
            cwd=self.folder,
            env={key: value for key, value in os.environ.items() if key != "WHENCE_RECORD"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """The JSON Lines of one command."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The demo corpus in a new record."""
    made = Record(tmp_path_factory.mktemp("demo"))
    for arguments in (("init", "--pack", str(ROOT / "demo" / "pack")), ("add", str(REPORTS))):
        done = made.run(*arguments)
        assert done.returncode == 0, done.stderr
    yield made


def _range(row: dict[str, Any]) -> Range:
    return (row["low"], row["best"], row["high"])


def _sums(rows: list[dict[str, Any]], *keys: str) -> dict[Any, Range]:
    """Rows with a number, by their keys; a row without one (unnumbered harm only) is no sum."""
    found = {tuple(row[key] for key in keys): _range(row) for row in rows if row["effect"] in EFFECTS}
    numbered = {key: numbers for key, numbers in found.items() if numbers != (None, None, None)}
    return {(key[0] if len(keys) == 1 else key): numbers for key, numbers in numbered.items()}


def _place(incident: dict[str, Any]) -> tuple[str, str | None]:
    return (incident["where"]["name"], incident["when"]["date_start"])


def _named(incident: dict[str, Any]) -> set[str]:
    parties = incident["alleged_perpetrators"]
    return {party["party"] for party in parties if party["origins_say"]} - {"unknown"}


def test_what_adding_says(tmp_path: Path) -> None:
    """27 documents are kept, the copied file is said to be one of them, a second time nothing changes."""
    made = Record(tmp_path)
    assert made.run("init", "--pack", str(ROOT / "demo" / "pack")).returncode == 0
    assert made.run("add", str(REPORTS)).returncode == 0
    documents = made.rows("documents")
    assert len(documents) == 27
    again = made.run("add", str(REPORTS))
    assert again.returncode == 0
    assert "28" in again.stdout + again.stderr
    assert made.rows("documents") == documents


def test_every_incident_is_found_once(record: Record) -> None:
    """The thirteen incidents of TALLY.md: two in Caldrey on one day, no copy and no total among them."""
    found = sorted(((*_place(i), _named(i)) for i in record.rows("incidents")), key=str)
    assert found == sorted(INCIDENTS, key=str)


def test_ten_papers_that_quote_one_monitor_are_one_origin(record: Record) -> None:
    """Halvern has three independent figures: the Watch in three papers, a doctor, the Rescue Corps."""
    (halvern,) = [i for i in record.rows("incidents") if _place(i) == ("Halvern", "2024-03-04")]
    counted = {c["id"] for c in record.rows("claims") if c["counts"]}
    origins = [o for o in halvern["origins"] if counted & set(o["claims"])]
    assert len(origins) == 3
    watch = [o for o in origins if "watch" in o["name"].casefold()]
    assert [len({c.split("#")[0] for c in o["claims"]}) for o in watch] == [3]


def test_each_estimate(record: Record) -> None:
    """Low, best and high of each incident under ucdp, as in TALLY.md."""
    places = {i["incident"]: _place(i) for i in record.rows("incidents")}
    found: dict[tuple[str, str | None, str], list[Range]] = {}
    for estimate in record.rows("estimates", "--policy", "ucdp"):
        if estimate["victims"]["part_of"] is None and "none reported" not in estimate["flags"]:
            place, day = places[estimate["incident"]]
            found.setdefault((place, day, estimate["effect"]), []).append(_range(estimate))
    assert {key: sorted(numbers, key=str) for key, numbers in found.items()} == ESTIMATES


@pytest.mark.parametrize(("effect", "expected"), [("killed", KILLED_BY_PARTY), ("injured", INJURED_BY_PARTY)])
def test_by_party(record: Record, effect: str, expected: dict[str | None, Range]) -> None:
    """The tally by party under ucdp; whoever is unknown has a row of its own."""
    rows = [row for row in record.rows("tally", "--by", "party", "--policy", "ucdp") if row["effect"] == effect]
    for row in rows:
        row["party"] = None if row["party"] == "unknown" else row["party"]
    assert _sums(rows, "party") == expected


def test_by_month(record: Record) -> None:
    """The tally by month under ucdp; what has no date has a row of its own."""
    assert _sums(record.rows("tally", "--by", "month", "--policy", "ucdp"), "month", "effect") == BY_MONTH


def test_by_effect(record: Record) -> None:
    """All in all under ucdp: 95 to 101 killed, best 100."""
    assert _sums(record.rows("tally", "--by", "effect", "--policy", "ucdp"), "effect") == BY_EFFECT


def test_ibc_has_the_same_low_and_high_and_no_best(record: Record) -> None:
    """Iraq Body Count's rule is the least and most that independent origins say, with nothing between."""
    found = _sums(record.rows("tally", "--by", "effect", "--policy", "ibc"), "effect")
    assert found == {effect: (low, None, high) for effect, (low, _, high) in BY_EFFECT.items()}


def test_parts_are_parts(record: Record) -> None:
    """Of the 23 in Vessim 16 were civilians, among them 9 children and 4 women, and 7 fighters."""
    (vessim,) = [i["incident"] for i in record.rows("incidents") if _place(i)[0] == "Vessim"]
    parts = {
        (e["victims"]["status"], e["victims"]["age"], e["victims"]["sex"]): _range(e)
        for e in record.rows("estimates", "--policy", "ucdp")
        if e["incident"] == vessim and e["victims"]["part_of"] is not None
    }
    by_hand = {
        ("civilian", None, None): (16, 16, 16),
        ("civilian", "child", None): (9, 9, 9),
        ("civilian", "adult", "female"): (4, 4, 4),
        ("combatant", None, None): (7, 7, 7),
    }
    assert by_hand.items() <= parts.items()  # the program may also give all children, all women


def test_none_reported_is_neither_zero_nor_unknown(record: Record) -> None:
    """The bombing of the bridge in Halvern has no figure, and says that nobody was reported killed or injured."""
    (bridge,) = [i["incident"] for i in record.rows("incidents") if _place(i) == ("Halvern", "2024-04-02")]
    found = [e for e in record.rows("estimates") if e["incident"] == bridge]
    assert {(e["effect"], _range(e)) for e in found} == {
        ("killed", (None, None, None)),
        ("injured", (None, None, None)),
    }
    assert all("none reported" in e["flags"] for e in found)


def test_dozens_stay_a_word(record: Record) -> None:
    """The shelling of Ulmesh is harm without a number, and the tally says so."""
    rows = record.rows("tally", "--by", "party", "--policy", "ucdp")
    (row,) = [r for r in rows if (r["party"], r["effect"]) == ("velmaria-government", "killed")]
    assert row["unnumbered"] == 1


def test_the_total_stands_beside(record: Record) -> None:
    """The Watch's 96 since 3 March, of whom 14 children, is a total, checked against incidents and never added."""
    (total,) = [t for t in record.rows("totals") if t["low"] == 96]
    assert (total["effect"], total["best"], total["high"]) == ("killed", 96, None)
    assert (total["date_start"], total["date_end"]) == ("2024-03-03", "2024-03-25")
    assert total["publisher"] == "Velmarian Casualty Watch"
    assert [(part["best"], part["victims"]["age"]) for part in total["parts"]] == [(14, "child")]
    assert len(total["covers"]) == 4  # Halvern 17, Caldrey 4, Lower Harbour 3, Vessim 16
    assert total["on_record"]["best"] == 40
    assert total["remainder"] == 56


def test_a_correction_goes_down_and_says_so(record: Record) -> None:
    """The twelfth victim of the Sarnesh bomb is left out, with a reason."""
    (sarnesh,) = [i for i in record.rows("incidents") if _place(i) == ("Sarnesh", "2024-03-08")]
    claims = {c["id"]: c for c in record.rows("claims")}
    (estimate,) = [
        e
        for e in record.rows("estimates", "--policy", "ucdp")
        if e["incident"] == sarnesh["incident"] and e["effect"] == "killed" and e["victims"]["part_of"] is None
    ]
    told = {count["best"] for use in estimate["left_out"] for count in claims[use["claim"]]["counts"]}
    assert 12 in told
    assert all(use["why"] for use in estimate["left_out"])


@pytest.mark.parametrize("number", [60, 80, 200, 45])
def test_no_figure_of_readers_or_teasers(record: Record, number: int) -> None:
    """What readers write under an article, and what a page says of other articles, is no claim."""
    assert number not in {count["best"] for claim in record.rows("claims") for count in claim["counts"]}


def test_sport_and_markets_yield_nothing(record: Record) -> None:
    """A match that is killed off and a bombshell from the central bank are no claims."""
    (paper,) = [d for d in record.rows("documents") if d["published"] == "2024-03-30"]
    assert [c for c in record.rows("claims") if c["document"] == paper["id"]] == []


def test_the_order_of_arrival_changes_nothing(record: Record, tmp_path: Path) -> None:
    """The same reports added in three goes, the last first, give the same sums."""
    made = Record(tmp_path)
    assert made.run("init", "--pack", str(ROOT / "demo" / "pack")).returncode == 0
    paths = [str(path) for path in sorted(REPORTS.iterdir(), reverse=True)]
    for some in (paths[:9], paths[9:17], paths[17:]):
        assert made.run("add", *some).returncode == 0
    ask = ("tally", "--by", "party,month")
    assert _sums(made.rows(*ask), "party", "month", "effect") == _sums(record.rows(*ask), "party", "month", "effect")


def test_checking_an_article(record: Record) -> None:
    """Each figure of the article to check has the verdict a person gives it."""
    checks = record.rows("check", str(ROOT / "demo" / "article-to-check.txt"))
    assert [(c["best"], c["effect"], c["verdict"]) for c in checks] == [
        (11, "killed", "agrees"),
        (30, "killed", "contradicts"),
        (19, "killed", "agrees"),
        (6, "killed", "agrees"),
        (8, "killed", "not on record"),
    ]


@pytest.mark.parametrize("page", ["demo/TALLY.md", "docs/method.md"])
def test_the_pages_say_the_same(page: str) -> None:
    """The tables of TALLY.md and method.md hold these constants."""
    text = (ROOT / page).read_text(encoding="utf-8").replace("*", "")
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.startswith("|")]
    for party, numbers in KILLED_BY_PARTY.items():
        told = [str(number) for number in numbers]
        assert any(row[1] == (party or "unknown") and " ".join(told) in " ".join(row) for row in rows), party


def test_the_record_verifies(record: Record) -> None:
    """Every quote, hash and journal line of the demo holds."""
    done = record.run("verify")
    assert done.returncode == 0, done.stdout + done.stderr
