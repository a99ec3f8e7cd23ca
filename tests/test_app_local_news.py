"""Texts of two other kinds, written for the project: news of local attacks told by several papers with rising tolls,
and a casualty recorder's narratives of one incident each, with the range that its sources give.

The narratives are invented and dated decades ahead, so that none can be taken for what a body named there said of a
real day. Everything is counted from the texts alone. How many come out right is a floor: raise it when reading gets
better.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from whence.estimates import load_policy
from whence.intake import read_documents
from whence.pipeline import Reading, estimate_all, facts_of, link_state, read_many
from whence.records import EVERYBODY

DATA = Path(__file__).parent / "data"
NEWS_RIGHT, NEWS_INCIDENTS = 10, 11
NARRATIVES_RIGHT, NARRATIVES = 20, 25
Range = tuple[int | None, int | None]


def count_texts(name: str, policy: str = "ucdp") -> tuple[list[dict[str, Any]], dict[str, set[str]], dict[str, Range]]:
    """The rows of a file, the incidents of each document, and low and high of the killed of each incident."""
    rows = [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]
    readings = [r for r in read_many(read_documents([DATA / name])) if isinstance(r, Reading)]
    assert len(readings) == len(rows)
    state = link_state([c for r in readings for c in r.claims], {r.document.id: facts_of(r) for r in readings})
    incidents: dict[str, set[str]] = defaultdict(set)
    for incident in state.linking.incidents:
        for document in incident.documents:
            incidents[document].add(incident.code)
    ranges = {
        e.incident: (e.low, e.high)
        for e in estimate_all(state, load_policy(policy))
        if e.effect == "killed" and e.victims == EVERYBODY
    }
    return rows, incidents, ranges


def test_papers_that_tell_of_one_attack() -> None:
    """Every paper's report of an attack shares its incident, which counts from the first toll to the last."""
    rows, incidents, ranges = count_texts("local_news.jsonl")
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        told[row["incident"]].append(row)
    assert len(told) == NEWS_INCIDENTS
    right = 0
    for own in told.values():
        shared = set.intersection(*(incidents[row["id"]] for row in own))
        assert len(shared) == 1, f"{own[0]['incident']} is told of by all of its papers as one incident"
        right += ranges.get(*shared) == tuple(own[0]["killed"])
    assert right >= NEWS_RIGHT
    by_incident = defaultdict(set)
    for row in rows:
        for code in incidents[row["id"]]:
            by_incident[code].add(row["incident"])
    assert all(len(names) == 1 for names in by_incident.values()), "no two attacks are taken for one"


def test_a_narrative_is_one_incident_with_its_sources_range() -> None:
    """One incident each; low and high are the least and the most that a source gives, under both policies alike."""
    for policy in ("ucdp", "airwars"):
        rows, incidents, ranges = count_texts("narratives.jsonl", policy)
        assert len(rows) == NARRATIVES
        assert [row["id"] for row in rows if len(incidents[row["id"]]) != 1] == []
        right = sum(
            ranges.get(*incidents[row["id"]], (None, None)) == tuple(row["killed"] or (None, None)) for row in rows
        )
        assert right >= NARRATIVES_RIGHT, policy
