"""One finder against gold, whole. In come claims found, gold and what is known of the documents, out comes an
`Evaluation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whence.evaluate.agreement import SLOTS, agree
from whence.evaluate.figures import Figure, figures_of
from whence.evaluate.gold import Gold
from whence.evaluate.pairing import count_acts, pair_figures
from whence.evaluate.parties import PartyGap, find_gaps
from whence.evaluate.reliability import Reliability, measure_reliability
from whence.evaluate.resampling import RESAMPLES, Resamples
from whence.evaluate.scores import Score, count_figures, score_counted, slice_counts
from whence.evaluate.slices import About
from whence.evaluate.tolls import Toll, TollError, find_tolls, score_tolls
from whence.records import Claim


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of an evaluation of one `finder`, on the `documents` that the gold says were read.

    `overall` and one score for each value of each slice; agreement of the figures found slot by slot as
    (slot, right, of); `acts` of `gold_acts` gold claims found as claims, counted people or not; figures missed, wrongly
    found, and said again; each party against the others; the documents' numbers and their error; confidence against
    what is right. Intervals come from `resamples` draws of documents with `seed`. `notes` are sentences for the user.
    """

    finder: str
    documents: int
    resamples: int
    seed: int
    overall: Score
    slices: tuple[Score, ...]
    slots: tuple[tuple[str, int, int], ...]
    acts: int
    gold_acts: int
    missed: tuple[Figure, ...]
    wrong: tuple[Figure, ...]
    again: tuple[Figure, ...]
    gaps: tuple[PartyGap, ...]
    tolls: tuple[Toll, ...]
    toll_errors: tuple[TollError, ...]
    reliability: tuple[Reliability, ...]
    notes: tuple[str, ...] = ()


def evaluate_claims(
    found: Iterable[Claim],
    gold: Gold,
    *,
    finder: str = "claims",
    about: Mapping[str, About] | None = None,
    draws: Resamples | None = None,
    notes: tuple[str, ...] = (),
) -> Evaluation:
    """Score claims found against gold, in the documents of the gold; others are not looked at. The order of either
    does not matter; each figure is paired at most once.
    """
    about = about or {}
    draws = draws or Resamples(gold.documents, RESAMPLES)
    ours = [claim for claim in found if claim.document in gold.documents]
    pairing = pair_figures(list(figures_of(ours)), list(figures_of(gold.claims)))
    tolls = find_tolls(ours, gold.claims)
    return Evaluation(
        finder=finder,
        documents=len(gold.documents),
        resamples=draws.resamples,
        seed=draws.seed,
        overall=score_counted("all", "all", count_figures(pairing), draws),
        slices=tuple(score_counted(*each, draws) for each in slice_counts(pairing, about)),
        slots=tuple((s, sum(agree(s, p.found, p.gold) for p in pairing.pairs), len(pairing.pairs)) for s in SLOTS),
        acts=sum(count_acts(ours, gold.claims).values()),
        gold_acts=len(gold.claims),
        missed=pairing.missed,
        wrong=pairing.wrong,
        again=pairing.again,
        gaps=find_gaps(pairing, draws),
        tolls=tolls,
        toll_errors=score_tolls(tolls, draws),
        reliability=tuple(measure_reliability(pairing, meaning, draws) for meaning in ("figure", "complete")),
        notes=notes,
    )
