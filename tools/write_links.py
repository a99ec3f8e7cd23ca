"""Write docs/links.md: who said what of the incidents told by most stories. In come the stories beside the checkout.

    python tools/write_links.py            # reads ../shared/bench/fakes-dev.jsonl, or --shared FOLDER

For each incident: one line per figure with its day, office, words and place on a scale, and the estimate under each
policy on the same scale. No text of the stories is copied but the figures' own words, and no private person is named.
Without the stories nothing is written.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import whence
from whence.estimates import load_policies
from whence.records import EVERYBODY, Claim, Count, Estimate, Incident, Origin
from whence.vocabulary import load_vocabulary
from whence.vocabulary.folding import fold

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "links.md"
INCIDENTS = 10
PLOT = 40  # characters of the scale
WORDS = 26
BODIES = frozenset({"monitor", "government", "state-media", "media", "un", "military", "armed-group", "opposition",
                    "rights-group", "aid", "rescuer", "organisation", "intergovernmental", "police"})  # fmt: skip
HEAD = """# The incidents told by most stories

Written by `python tools/write_links.py` from the 388 stories of FA-KES (Abu Salem et al. 2019, CC BY 4.0), of which
nothing is copied here but the words of figures. `o` is a best figure, `|` a bound, `>` an open end ("at least"). A
line marked `+` counts in the estimate under `ucdp`; `.` is left out: the same office says it again, or said more later.

Read beside the stories, these faults are known. The bombing of the buses at al-Rashidin stands a second time under
al-Fu'ah, the town they had left, with 112 dead, and so does what nobody counts of their leaving. The gas attack on Khan
Shaykhun stands a second time under Idlib, by reports that name only the province. The rockets on Aleppo on 21 July 2015
hold two reports of a raid on a village the day after, which counted eighteen dead as well. A person joins and parts
such incidents with `whence review`, and what was judged stays so.
"""


class Line(NamedTuple):
    """One figure of one claim: when it was published, who says it, in which words, and whether it counts."""

    day: str
    who: str
    figure: Count
    used: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    stories = parser.parse_args().shared / "bench" / "fakes-dev.jsonl"
    if not stories.exists():
        print(f"no stories at {stories}: nothing written", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        bench = whence.create(str(Path(folder) / "whence.db"), pack="syria")
        bench.add([stories])
        claims = {claim.id: claim for claim in bench.claims()}
        days = {line.id: line.published for line in bench.documents()}
        incidents = bench.incidents()
        estimates = {name: bench.estimates(policy=name) for name in load_policies()}
        bench.close()
    most = sorted(incidents, key=lambda i: (-len(i.documents), i.code))[:INCIDENTS]
    parts = [HEAD, _rates(incidents, claims)]
    parts += [_tell(number, i, claims, days, estimates) for number, i in enumerate(most, 1)]
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _rates(incidents: Sequence[Incident], claims: Mapping[str, Claim]) -> str:
    """How often an incident told by several stories looks like more than one happening."""
    several = [[claims[c] for c in i.claims] for i in incidents if len(i.documents) > 1]
    regions = sum(len({c.where.path[-2] for c in own if len(c.where.path) > 1}) > 1 for own in several)
    apart = sum(_days_apart(own) > 3 for own in several)
    doers = sum(len(_doers(own)) > 1 for own in several)
    return (
        f"Of {len(incidents)} incidents {len(several)} are told by more than one story. Of these, {regions} have\n"
        f"claims in more than one governorate, {apart} have days more than three apart, and of {doers} more than one\n"
        "party is said to have done it, which may be a dispute as well as a wrong link.\n"
    )


def _days_apart(claims: Sequence[Claim]) -> int:
    days = [c.when.date_start for c in claims if c.when.date_start and c.when.date_start == c.when.date_end]
    return (max(days) - min(days)).days if days else 0


def _doers(claims: Sequence[Claim]) -> set[str]:
    said = (c.alleged_perpetrator.party for c in claims if c.alleged_perpetrator and c.stance in ("asserts", "admits"))
    return {party for party in said if party != "unknown"}


def _tell(
    number: int,
    incident: Incident,
    claims: Mapping[str, Claim],
    days: Mapping[str, date | None],
    estimates: Mapping[str, Sequence[Estimate]],
) -> str:
    own = {
        name: next((e for e in found if e.incident == incident.code and _of_all_killed(e)), None)
        for name, found in estimates.items()
    }
    used = {use.claim for use in own["ucdp"].used} if own["ucdp"] else set()
    lines = [
        Line(str(days[claims[c].document] or "undated"), _name(origin), count, c in used)
        for origin in incident.origins
        for c in origin.claims
        for count in claims[c].counts
        if count.effect == "killed" and count.unit in ("people", "bodies")
    ]
    lines.sort(key=lambda line: (line.day, line.who, line.figure.words))
    known = [n for line in lines for n in (line.figure.low, line.figure.best, line.figure.high) if n is not None]
    scale = _round_up(max(known, default=1))
    shown = [_line(line, scale) for line in lines]
    shown += ["", *(_policy(name, estimate, scale) for name, estimate in own.items() if estimate is not None)]
    where, when = incident.where.name or "place unknown", incident.when.date_start or "day unknown"
    how = incident.act.mode or incident.act.type.lower()
    title = f"## {number}. {where}, {when}: {how}"
    about = f"`{incident.code}`: {len(incident.documents)} stories, {len(incident.origins)} independent origins."
    ruler = f"{'':{13 + 26 + WORDS + 2}}0{scale:>{PLOT - 1}}"
    return "\n".join([title, "", about, "", "```text", ruler, *(line.rstrip() for line in shown), "```", ""])


def _of_all_killed(estimate: Estimate) -> bool:
    return estimate.effect == "killed" and estimate.victims == EVERYBODY


def _name(origin: Origin) -> str:
    """The office; people who are not one are told by what they are."""
    kind = origin.kind
    if kind is None:
        return origin.name
    known = load_vocabulary("syria").pack
    offices = {fold(speaker.name) for speaker in known.speakers} if known else set()
    return origin.name if kind in BODIES and fold(origin.name) in offices else f"({kind})"


def _line(line: Line, scale: int) -> str:
    count = line.figure
    words = count.words if any(c.isdigit() for c in count.words) or count.best is None else str(count.best)
    plot = _plot(count.low, count.best, count.high, scale)
    return f"{'+' if line.used else '.'} {line.day:11}{_cut(line.who, 25):26}{_cut(words, WORDS):{WORDS + 2}}{plot}"


def _policy(name: str, estimate: Estimate, scale: int) -> str:
    low, best, high = estimate.low, estimate.best, estimate.high
    said = " / ".join("?" if n is None else str(n) for n in (low, best, high))
    return f"  {name:11}{'low / best / high':26}{said:{WORDS + 2}}{_plot(low, best, high, scale)}"


def _plot(low: int | None, best: int | None, high: int | None, scale: int) -> str:
    if low is None and best is None and high is None:
        return "(no number)"

    def at(number: int) -> int:
        return round(number * (PLOT - 1) / scale)

    known = [n for n in (low, best, high) if n is not None]
    row = [" "] * PLOT
    first, last = at(min(known)), PLOT - 1 if high is None else at(max(known))
    for k in range(first, last + 1):
        row[k] = "-"
    if low is not None:
        row[at(low)] = "|"
    row[last] = ">" if high is None else "|"
    if best is not None:
        row[at(best)] = "o"
    return "".join(row)


def _round_up(number: int) -> int:
    """The next of 10, 20, 50, 100, …: a scale that a person can read."""
    step = 10
    while True:
        for factor in (1, 2, 5):
            if number <= step * factor:
                return step * factor
        step *= 10


def _cut(words: str, width: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= width else words[: width - 1] + "…"


if __name__ == "__main__":
    main()
