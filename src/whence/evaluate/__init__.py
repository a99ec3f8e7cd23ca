"""Finders against a user's own gold. In come claims found and claims known to be right, out goes how well the finder
reads: figures, slots, slices, parties, the documents' numbers, and whether its confidence is kept.

`score.py` is the front door for one finder, `compare.py` for two; every other file answers one question for them.
"""

from whence.evaluate.agreement import SLOTS, numbers_agree
from whence.evaluate.compare import GAINS, LOSSES, Change, Comparison, Difference, compare_claims
from whence.evaluate.figures import Figure, label
from whence.evaluate.forms import comparison_to_json, evaluation_to_json
from whence.evaluate.gold import Gold, find_misplaced, read_claims, read_gold
from whence.evaluate.parties import PartyGap, say_gaps
from whence.evaluate.reliability import Bin, Reliability
from whence.evaluate.resampling import RESAMPLES, Interval, Resamples
from whence.evaluate.score import Evaluation, evaluate_claims
from whence.evaluate.scores import Score
from whence.evaluate.slices import SLICES, About
from whence.evaluate.tolls import Toll, TollError

__all__ = [
    "GAINS",
    "LOSSES",
    "RESAMPLES",
    "SLICES",
    "SLOTS",
    "About",
    "Bin",
    "Change",
    "Comparison",
    "Difference",
    "Evaluation",
    "Figure",
    "Gold",
    "Interval",
    "PartyGap",
    "Reliability",
    "Resamples",
    "Score",
    "Toll",
    "TollError",
    "compare_claims",
    "comparison_to_json",
    "evaluate_claims",
    "evaluation_to_json",
    "find_misplaced",
    "label",
    "numbers_agree",
    "read_claims",
    "read_gold",
    "say_gaps",
]
