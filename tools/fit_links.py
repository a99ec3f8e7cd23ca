"""Fit the weights of linking. In come stories whose incidents are known and simulated wars, out come weights.

    python tools/fit_links.py                  # propose weights and say what they would do to stories not fitted on
    python tools/fit_links.py --pull 10 --wars 4
    python tools/fit_links.py --check          # only measure the weights as they are

Reads `bench/fakes-dev` in `../shared` (or --shared FOLDER) and makes wars as `whence simulate` does, with other seeds
than the published measurements have. A logistic model over the outcomes of the comparators, pulled towards the present
weights so that an outcome seldom seen stays where it is. Of two documents on one incident only the pair of stories most
alike is taken for a link; of two documents with no incident in common every pair is taken for none. Figures are those
of whole linking, with weights fitted without the incidents that are scored (`--folds`). Nothing is changed: weights
that hold up are copied into `incidents/score.py` by hand.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from floors import ROOT
from whence.incidents import link_claims
from whence.incidents.binding import bind_judgements
from whence.incidents.blocking import pair_profiles
from whence.incidents.cluster import tell_heads
from whence.incidents.comparators import COMPARATORS
from whence.incidents.profile import Profile, profile_claim
from whence.incidents.score import PRIOR, SCORES
from whence.intake import read_documents
from whence.pipeline import Reading, facts_of, read_many
from whence.records import Claim, DocumentFacts
from whence.simulate import Scenario
from whence.simulate.measure import measure_claims
from whence.simulate.reports import make_war
from whence.simulate.told import Told, tell_claims

_T = TypeVar("_T")
FIRST_SEED = 101  # the published measurements use 1 to 5
_STEPS = 400
_OUT_OF_REACH = -6.0  # two documents that say so little alike teach nothing about how likeness looks
_HAPPENINGS = frozenset({"ASSAULT", "COERCE"})


@dataclass(frozen=True, slots=True)
class Stories:
    """Real stories: their claims, and the incident each is mainly about with those it also tells of."""

    claims: tuple[Claim, ...]
    facts: Mapping[str, DocumentFacts]
    main: Mapping[str, str]
    told: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """One pair of stories: the outcomes of its comparators, and the documents (both null in a war)."""

    outcomes: tuple[str, ...]
    same: bool
    documents: tuple[str, str] | None


def read_stories(shared: Path) -> Stories:
    """The stories hand-coded for what they tell of; those that the coder was unsure of are left out."""
    rows = [json.loads(line) for line in (shared / "bench/fakes-dev.links.jsonl").read_text("utf-8").splitlines()]
    kept = {row["id"]: row for row in rows if row["main"] and not row.get("unsure")}
    claims: list[Claim] = []
    facts: dict[str, DocumentFacts] = {}
    for reading in read_many(read_documents([shared / "bench/fakes-dev.jsonl"]), "syria"):
        if isinstance(reading, Reading):
            claims += reading.claims
            facts[reading.document.id] = facts_of(reading)
    return Stories(
        tuple(claims),
        facts,
        {document: row["main"] for document, row in kept.items()},
        {document: frozenset([row["main"], *row.get("also", [])]) for document, row in kept.items()},
    )


def find_examples(stories: Stories) -> list[Example]:
    """Every pair of stories of two documents that are known to be on one incident, or to have none in common."""
    found = []
    for a, b in _pairs(stories.claims, stories.facts):
        first, second = sorted((a.document, b.document))
        if first not in stories.main or second not in stories.main:
            continue
        same = stories.main[first] == stories.main[second]
        if same or not stories.told[first] & stories.told[second]:
            found.append(Example(_outcomes(a, b), same, (first, second)))
    return found


def find_war_examples(wars: Sequence[Told]) -> list[Example]:
    """The same of simulated wars, where it is known of every claim."""
    found = []
    for told in wars:
        for a, b in _pairs(told.claims, told.facts):
            if (truth := told.truth[a.claim]) is not None and told.truth[b.claim] is not None:
                found.append(Example(_outcomes(a, b), truth == told.truth[b.claim], None))
    return found


def _pairs(claims: Sequence[Claim], facts: Mapping[str, DocumentFacts]) -> Iterator[tuple[Profile, Profile]]:
    happenings = [c for c in claims if c.scope == "incident" and (c.act.type in _HAPPENINGS or c.counts)]
    nobody = bind_judgements((), (), frozenset())
    heads = tell_heads([profile_claim(claim, facts) for claim in happenings], nobody)
    for i, j in sorted(pair_profiles(heads)):
        if heads[i].document != heads[j].document:
            yield heads[i], heads[j]


def _outcomes(a: Profile, b: Profile) -> tuple[str, ...]:
    return tuple(compare(a, b) for compare in COMPARATORS)


def fit(stories: Sequence[Example], wars: Sequence[Example], pull: float, share: float) -> dict[str, float]:
    """Weights that tell the pairs of one incident from others. All wars together weigh `share` of all stories."""
    weights = dict(SCORES)
    each = share * len(stories) / len(wars) if wars else 0.0
    speed: dict[str, float] = defaultdict(lambda: 1.0)
    for step in range(_STEPS):
        if step % 50 == 0:
            rows = [*((e, 1.0) for e in _taken(stories, weights)), *((e, each) for e in wars)]
        slope = {name: pull * (weights[name] - SCORES[name]) for name in weights}
        for example, weight in rows:
            wrong = weight * (_probability(example, weights) - example.same)
            for outcome in example.outcomes:
                slope[outcome] += wrong
        for name, value in slope.items():
            speed[name] += value * value
            weights[name] -= 0.5 * value / math.sqrt(speed[name])
    return weights


def _taken(examples: Sequence[Example], weights: Mapping[str, float]) -> list[Example]:
    """All pairs that are no link, and of two documents on one incident the pair most alike."""
    best: dict[tuple[str, str], Example] = {}
    for example in examples:
        if example.same and example.documents:
            rival = best.get(example.documents)
            if rival is None or _score(example, weights) > _score(rival, weights):
                best[example.documents] = example
    links = [example for example in best.values() if _score(example, weights) > _OUT_OF_REACH]
    return [*(example for example in examples if not example.same), *links]


def _score(example: Example, weights: Mapping[str, float]) -> float:
    return PRIOR + sum(weights[outcome] for outcome in example.outcomes)


def _probability(example: Example, weights: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, _score(example, weights)))))


def fold_of(incident: str, folds: int) -> int:
    """The fold of an incident, the same in every run."""
    return zlib.crc32(incident.encode()) % folds


def score_links(stories: Stories, weights: Mapping[str, float], folds: int) -> dict[int, tuple[int, int, int]]:
    """Pairs of documents rightly found, found, and there to be found, by the fold of the first one's incident."""
    linking = _with(weights, lambda: link_claims(stories.claims, stories.facts))
    of: dict[str, set[str]] = defaultdict(set)
    for incident in linking.incidents:
        for document in incident.documents:
            of[document].add(incident.code)
    sums = {fold: [0, 0, 0] for fold in range(folds)}
    documents = list(stories.main)
    for k, a in enumerate(documents):
        for b in documents[k + 1 :]:
            same = stories.main[a] == stories.main[b]
            if not same and stories.told[a] & stories.told[b]:
                continue
            found = not of[a].isdisjoint(of[b])
            row = sums[fold_of(stories.main[a], folds)]
            row[0] += found and same
            row[1] += found
            row[2] += same
    return {fold: (row[0], row[1], row[2]) for fold, row in sums.items()}


def _with(weights: Mapping[str, float], work: Callable[[], _T]) -> _T:
    """Do something with other weights than the program's."""
    before = dict(SCORES)
    SCORES.update(weights)
    try:
        return work()
    finally:
        SCORES.update(before)


def say(title: str, rows: Sequence[tuple[int, int, int]]) -> str:
    """Precision and recall of several folds together."""
    hit, found, there = (sum(row[k] for row in rows) for k in range(3))
    return f"{title}: precision {hit / max(1, found):.3f}, recall {hit / max(1, there):.3f} ({found} of {there} pairs)"


def say_wars(title: str, wars: Sequence[Told], weights: Mapping[str, float]) -> str:
    """What a simulated war is counted like, the mean over several."""
    runs = _with(weights, lambda: [measure_claims(told) for told in wars])
    precision, recall, twice, error = (
        sum(values) / len(runs)
        for values in zip(
            *((r.links.pair_precision, r.links.pair_recall, r.double_counted, r.tally_error) for r in runs), strict=True
        )
    )
    return (
        f"{title}: pair precision {precision:.3f}, recall {recall:.3f}, "
        f"counted twice {twice:.1%}, tally error {error:.1%}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--pull", type=float, default=10.0, help="how hard weights are held where they are")
    parser.add_argument("--wars", type=int, default=3, help="simulated wars to fit on as well")
    parser.add_argument("--share", type=float, default=0.3, help="what the wars weigh, against the stories")
    parser.add_argument("--check", action="store_true", help="only measure the weights as they are")
    options = parser.parse_args()
    stories = read_stories(options.shared)
    wars = [tell_claims(make_war(replace(Scenario(), seed=FIRST_SEED + n))) for n in range(options.wars + 2)]
    unseen, wars = wars[-2:], wars[:-2]
    present = score_links(stories, SCORES, options.folds)
    print(say("as it is", list(present.values())))
    print(say_wars("  wars", unseen, SCORES))
    if options.check:
        return
    examples, told = find_examples(stories), find_war_examples(wars)
    print(f"{len(examples)} pairs of stories, {sum(e.same for e in examples)} on one incident; {len(told)} in wars")
    held = []
    for fold in range(options.folds):
        out = {document for document, main in stories.main.items() if fold_of(main, options.folds) == fold}
        learnt = [e for e in examples if e.documents and out.isdisjoint(e.documents)]
        held.append(score_links(stories, fit(learnt, told, options.pull, options.share), options.folds)[fold])
    print(say("fitted without the incidents scored", held))
    weights = fit(examples, told, options.pull, options.share)
    print(say("fitted on all", list(score_links(stories, weights, options.folds).values())))
    print(say_wars("  wars", unseen, weights))
    seen = defaultdict(int)
    for example in (*_taken(examples, weights), *told):
        for outcome in example.outcomes:
            seen[outcome] += 1
    for name, weight in weights.items():
        if abs(weight - SCORES[name]) >= 0.05:
            print(f"  {name:34} {SCORES[name]:5.1f} -> {weight:5.1f}   seen {seen[name]} times")


if __name__ == "__main__":
    main()
