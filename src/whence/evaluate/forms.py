"""An evaluation as JSON objects, one a line, each with its `kind`. In come records, out go plain objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from whence.evaluate.compare import GAINS, Change, Comparison, Difference
from whence.evaluate.figures import Figure
from whence.evaluate.parties import PartyGap, say_gaps
from whence.evaluate.reliability import Bin, Reliability
from whence.evaluate.resampling import Interval
from whence.evaluate.score import Evaluation
from whence.evaluate.scores import Score
from whence.evaluate.tolls import Toll, TollError

Object = dict[str, object]
_Flat = Score | PartyGap | TollError | Toll | Bin | Difference


def evaluation_to_json(found: Evaluation) -> Iterator[Object]:
    """`evaluation` first, then `score`, `slot`, `acts`, `party`, `document_number`, `number_error`, `reliability`,
    `missed`, `wrong` and `again`; unknown is null.
    """
    yield {
        "kind": "evaluation",
        "finder": found.finder,
        "documents": found.documents,
        "resamples": found.resamples,
        "resampled": "documents",
        "seed": found.seed,
        "between_parties": list(say_gaps(found.gaps, found.documents)),
        "notes": list(found.notes),
    }
    yield from (_flat("score", score) for score in (found.overall, *found.slices))
    yield from ({"kind": "slot", "slot": slot, "right": right, "of": of} for slot, right, of in found.slots)
    yield {"kind": "acts", "right": found.acts, "gold": found.gold_acts}
    yield from (_flat("party", gap) for gap in found.gaps)
    yield from (_flat("number_error", error) for error in found.toll_errors)
    yield from (_flat("document_number", toll) for toll in found.tolls)
    yield from (_reliability(table) for table in found.reliability)
    for kind, figures in (("missed", found.missed), ("wrong", found.wrong), ("again", found.again)):
        yield from ({"kind": kind, **_figure(figure)} for figure in figures)


def comparison_to_json(found: Comparison) -> Iterator[Object]:
    """`comparison` first, then `difference`, `gain` and `loss`."""
    yield {
        "kind": "comparison",
        "first": found.first,
        "second": found.second,
        "documents": found.documents,
        "resamples": found.resamples,
        "resampled": "documents",
        "seed": found.seed,
        "notes": list(found.notes),
    }
    yield from (_flat("difference", difference) for difference in found.differences)
    yield from (_change(change) for change in found.changes)


def _change(change: Change) -> Object:
    kind = "gain" if change.kind in GAINS else "loss"
    return {"kind": kind, "what": change.kind, "slots": list(change.slots), **_figure(change.figure)}


def _reliability(table: Reliability) -> Object:
    bins = [{k: v for k, v in _flat("", each).items() if k != "kind"} for each in table.bins]
    return {
        "kind": "reliability",
        "meaning": table.meaning,
        "figures": table.figures,
        "error": table.error,
        "over": table.over,
        "bins": bins,
    }


def _figure(figure: Figure) -> Object:
    claim, count = figure.claim, figure.count
    return {
        "document": claim.document,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "effect": count.effect,
        "words": count.words,
        "low": count.low,
        "best": count.best,
        "high": count.high,
        "confidence": claim.confidence,
    }


def _flat(kind: str, record: _Flat) -> Object:
    return {"kind": kind, **{f.name: _plain(getattr(record, f.name)) for f in fields(record)}}


def _plain(value: object) -> object:
    return [round(value.low, 4), round(value.high, 4)] if isinstance(value, Interval) else value
