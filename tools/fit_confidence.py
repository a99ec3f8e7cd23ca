"""Fit the weights of `confidence.csv`. In come hand-coded stories, out come weights and a reliability table.

    python tools/fit_confidence.py DOCS.jsonl GOLD.jsonl [DOCS GOLD ...]            # print, with cross-validation
    python tools/fit_confidence.py DOCS.jsonl GOLD.jsonl [DOCS GOLD ...] --write    # and write the table

A figure is right where the gold has one of that harm and number; the whole is right where every slot of it is. The fit
is a logistic regression with a ridge, so that a feature seen twice weighs little. What is printed comes from stories
left out of the fit (ten folds by story), so that it is what to expect of new ones.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import whence
from whence.claims import confidence, slots
from whence.claims.figures.reading import Told
from whence.evaluate import read_gold
from whence.evaluate.agreement import is_complete
from whence.evaluate.figures import figures_of
from whence.evaluate.pairing import pair_figures
from whence.pipeline import Reading
from whence.records import Claim, SectionKind

TABLE = Path(__file__).resolve().parents[1] / "src/whence/vocabulary/data/confidence.csv"
RIDGE = 2.0  # how strongly weights are held to zero
RIDGE_WHOLE = 16.0  # of the whole, more strongly: it is right or wrong for reasons that few features tell
FOLDS = 10
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


class Case(NamedTuple):
    """One figure or act found: its story, its claim's features, and whether it and the whole of its claim are right."""

    story: str
    features: tuple[str, ...]
    figure: bool
    whole: bool


class Weights(NamedTuple):
    """Log-odds by feature, for the figures and for the whole."""

    figure: Mapping[str, float]
    whole: Mapping[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="documents and their gold, by turns")
    parser.add_argument("--pack", default="syria")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args()
    if len(options.files) % 2:
        parser.error("give documents and their gold by turns")
    cases = [
        case
        for docs, gold in zip(options.files[::2], options.files[1::2], strict=True)
        for case in read_cases(docs, gold, options.pack)
    ]
    stories = sorted({case.story for case in cases})
    fold_of = {story: n % FOLDS for n, story in enumerate(stories)}
    unseen: list[tuple[Case, float, float]] = []
    for fold in range(FOLDS):
        weights = fit([c for c in cases if fold_of[c.story] != fold])
        unseen += [
            (c, chance(weights.figure, c), min(chance(weights.figure, c), chance(weights.whole, c)))
            for c in cases
            if fold_of[c.story] == fold
        ]
    print(f"{len(cases)} figures and acts of {len(stories)} stories")
    for name, acts in (("figures", False), ("acts without figures", True)):
        kind = [u for u in unseen if ("figure:act only" in u[0].features or "figure:none" in u[0].features) == acts]
        print_reliability(name, [(p, c.figure) for c, p, _ in kind])
        print_reliability(f"{name}, every slot", [(p, c.whole) for c, _, p in kind])
    if options.write:
        write(fit(cases), cases)


def read_cases(documents: Path, gold_file: Path, pack: str) -> Iterator[Case]:
    """Every figure found in the documents, judged against the gold; and every act in which nobody is counted.

    A figure said again is neither right nor wrong and is left out.
    """
    features: dict[str, tuple[str, ...]] = {}

    def noted(claim: Claim, told: Sequence[Told], section: SectionKind) -> Claim:
        features[claim.id] = confidence.find_features(claim, told, section)
        return claim

    fitted, slots.with_confidence = slots.with_confidence, noted  # type: ignore[attr-defined]
    try:
        readings = [r for r in whence.read([str(documents)], pack=pack) if isinstance(r, Reading)]
    finally:
        slots.with_confidence = fitted  # type: ignore[attr-defined]
    gold = read_gold(gold_file).claims
    for reading in readings:
        known = [g for g in gold if g.document == reading.document.id]
        if not known:
            continue
        pairing = pair_figures(tuple(figures_of(reading.claims)), tuple(figures_of(known)))
        for pair in pairing.pairs:
            yield Case(reading.document.id, features[pair.found.claim.id], True, is_complete(pair.found, pair.gold))
        for figure in pairing.wrong:
            yield Case(reading.document.id, features[figure.claim.id], False, False)
        for claim in reading.claims:
            if not claim.counts:
                yield Case(reading.document.id, features[claim.id], *judge_act(claim, known))


def judge_act(claim: Claim, known: Sequence[Claim]) -> tuple[bool, bool]:
    """Whether the gold has the act in the same words, and whether its doer, days, scope and stance are the same."""
    beside = [
        g
        for g in known
        if g.start < claim.end
        and claim.start < g.end
        and g.act.type == claim.act.type
        and (g.stance == "denies") == (claim.stance == "denies")
    ]
    whole = [g for g in beside if _slots(g) == _slots(claim)]
    return bool(beside), bool(whole)


def _slots(claim: Claim) -> tuple[object, ...]:
    party = claim.alleged_perpetrator
    return party and party.party, claim.when.date_start, claim.when.date_end, claim.scope, claim.stance


def fit(cases: Sequence[Case]) -> Weights:
    figure = _fit([(c.features, c.figure) for c in cases], RIDGE)
    return Weights(figure, _fit([(c.features, c.whole) for c in cases], RIDGE_WHOLE))


def _fit(cases: Sequence[tuple[tuple[str, ...], bool]], ridge: float) -> dict[str, float]:
    """Ridge logistic regression by gradient steps; "any" is the intercept and is not held down."""
    weights = dict.fromkeys({f for features, _ in cases for f in features}, 0.0)
    for step in range(600):
        slope = {f: (0.0 if f == "any" else ridge * w) for f, w in weights.items()}
        for features, right in cases:
            miss = 1 / (1 + math.exp(-sum(weights[f] for f in features))) - right
            for f in features:
                slope[f] += miss
        rate = 4.0 / (len(cases) * (1 + step / 200))
        weights = {f: w - rate * slope[f] for f, w in weights.items()}
    return weights


def chance(weights: Mapping[str, float], case: Case) -> float:
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in case.features)))


def print_reliability(name: str, pairs: Sequence[tuple[float, bool]]) -> None:
    error = sum(
        abs(sum(p for p, _ in inside) - sum(r for _, r in inside)) / len(pairs)
        for low, high in itertools.pairwise(BINS)
        if (inside := [(p, r) for p, r in pairs if low <= p < high])
    )
    print(f"\n{name}: {sum(r for _, r in pairs) / len(pairs):.3f} right; calibration error {error:.3f}")
    print("| said | claims | mean said | right |\n|---|--:|--:|--:|")
    for low, high in itertools.pairwise(BINS):
        if inside := [(p, r) for p, r in pairs if low <= p < high]:
            said, right = sum(p for p, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            print(f"| {low:.2f}–{min(high, 1):.2f} | {len(inside)} | {said:.3f} | {right:.3f} |")


def write(weights: Weights, cases: Sequence[Case]) -> None:
    """The table again, with the meanings that it has; a feature that is new gets an empty one to be filled in.

    Arabic has no coded stories: its row keeps what was set by hand.
    """
    text = TABLE.read_text(encoding="utf-8").splitlines()
    head = [line for line in text if line.startswith("#")]
    rows = {row["feature"]: row for row in csv.DictReader(line for line in text if not line.startswith("#"))}
    seen = {f for case in cases for f in case.features}
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\n" for line in head)
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("feature", "figure", "whole", "meaning"))
        for f in sorted(seen | {"language:ar"}):
            old = rows.get(f, {"figure": "0", "whole": "0", "meaning": ""})
            figure, whole = weights.figure.get(f), weights.whole.get(f)
            fitted = (f"{figure:.3f}", f"{whole:.3f}") if figure is not None and whole is not None else None
            table.writerow((f, *(fitted or (old["figure"], old["whole"])), old["meaning"]))


if __name__ == "__main__":
    main()
