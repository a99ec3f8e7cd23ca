"""How an evaluation looks in a terminal. In come scores, gaps, tolls and tables of confidence, out go lines, bars where
people would rather look than read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from whence.cli.printing import one_line, print_paragraph, print_table

if TYPE_CHECKING:
    from whence.evaluate import (
        Bin,
        Change,
        Comparison,
        Difference,
        Evaluation,
        Interval,
        PartyGap,
        Reliability,
        Score,
        TollError,
    )

_BAR = 30
_FEW = "few"
_EXAMPLES = 10  # shown where nobody asks for another number
_MEANINGS = {
    "figure": ("the figure is right: effect and number", "figure"),
    "complete": ("the figure is right in every slot", "complete"),
}
_SLICE_MEASURES = ("f1", "complete")  # a comparison's table shows no more of a slice; --json has all
_WHICH = {"largest": "deadliest incident", "sum": "all incidents"}
_CHANGES = {
    "found": "found now",
    "mended": "mended",
    "wrong gone": "wrong, gone now",
    "missed": "missed now",
    "spoiled": "spoiled",
    "wrong new": "wrong, new",
}


def interval_note(documents: int, resamples: int, seed: int) -> str:
    """What the intervals are."""
    return (
        f"Intervals hold 95 in 100: {resamples:,} draws of the {documents} documents (seed {seed}), a document being "
        f"the unit, and never narrower than the number of figures allows. “{_FEW}”: fewer than 10 figures or 5 "
        "documents, too few to tell."
    )


def print_overall(found: Evaluation) -> None:
    """The four measures with bars, acts, and agreement slot by slot."""
    score = found.overall
    click.echo(
        f"{one_line(found.finder)} on {_many(found.documents, 'document')}: {score.right} of {score.gold} figures "
        f"found, {len(found.wrong)} wrong, {score.complete} complete"
    )
    measures = (
        ("precision", score.precision, score.precision_interval),
        ("recall", score.recall, score.recall_interval),
        ("F1", score.f1, score.f1_interval),
        ("complete", score.complete_share, score.complete_interval),
    )
    rows = [
        [name, _share(value), _range(interval), interval_bar(value, interval)] for name, value, interval in measures
    ]
    if found.gold_acts:
        rows.append(["acts", _share(found.acts / found.gold_acts), "", share_bar(found.acts / found.gold_acts)])
    print_table(["", "", "interval", f"0{'1':>{_BAR - 1}}"], rows, [False, True, False, False])
    click.echo("\nslots of the figures found")
    rows = [
        [
            slot.replace("_", " "),
            f"{right}/{of}",
            _share(right / of if of else None),
            share_bar(right / of if of else 0),
        ]
        for slot, right, of in found.slots
    ]
    print_table(["slot", "right", "", ""], rows, [False, True, True, False])


def print_slice(name: str, scores: Sequence[Score]) -> None:
    """One row for each value of a slice."""
    click.echo(f"\nby {name}{' of the document, in characters' if name == 'length' else ''}")
    header = [name, "gold", "found", "precision", "recall", "F1", "complete", ""]
    rows = [
        [
            one_line(score.value),
            str(score.gold),
            str(score.found),
            _with_range(score.precision, score.precision_interval),
            _with_range(score.recall, score.recall_interval),
            _with_range(score.f1, score.f1_interval),
            _with_range(score.complete_share, score.complete_interval),
            _FEW if score.few else "",
        ]
        for score in scores
    ]
    print_table(header, rows, [False, True, True, False, False, False, False, False])


def print_parties(found: Evaluation) -> None:
    """Whether one party's figures are read better than another's: sentences, then the gaps drawn around no gap."""
    from whence.evaluate import say_gaps

    click.echo("\nbetween parties")
    for sentence in say_gaps(found.gaps, found.documents):
        print_paragraph(sentence, indent="  ", hanging="    ")
    shown = [gap for gap in found.gaps if gap.verdict != "few"]
    if shown:
        header = ["party", "", "figures", "its", "others'", "gap", "interval", f"less{'more':>{_BAR - 4}}", ""]
        numeric = [False, False, True, True, True, True, False, False, False]
        print_table(header, [_gap_row(gap) for gap in shown], numeric)


def print_tolls(found: Evaluation) -> None:
    """How far the number is off that a reader carries away from a document."""
    click.echo("\nthe documents' numbers (told as incidents; parts are not added)")
    header = ["effect", "of a document", "documents", "exact", "mean error", "bias", ""]
    numeric = [False, False, True, False, True, False, False]
    print_table(header, [_toll_row(error) for error in found.toll_errors if error.documents], numeric)
    invented = sum(error.invented for error in found.toll_errors if error.which == "largest")
    click.echo(f"{_EXACT} exact  {_LOW} too low  {_HIGH} too high  {_NONE} no number found")
    if invented:
        click.echo(f"and {_many(invented, 'number')} found where the gold has none")


def print_reliability(tables: Iterable[Reliability]) -> None:
    """Confidence claimed and shares right, drawn."""
    for table in tables:
        says, short = _MEANINGS[table.meaning]
        click.echo(f"\nconfidence: how often {says}")
        header = ["confidence", "figures", "claimed", "right", "interval", f"0{'1':>{_BAR - 1}}", ""]
        numeric = [False, True, True, True, False, False, False]
        print_table(header, [_bin_row(each) for each in table.bins], numeric)
        if table.error is not None and table.over is not None:
            way = "too high" if table.over > 0 else "too low"
            click.echo(
                f"█ right  ┃ claimed   expected calibration error ({short}) {table.error:.2f}; on the whole confidence "
                f"is {abs(table.over):.2f} {way}"
            )


def print_misses(found: Evaluation, most: int | None) -> None:
    """Examples of figures missed and wrong, and of documents whose number is off."""
    from whence.evaluate import label

    most = most or 0
    for title, figures in (("missed", found.missed), ("wrong", found.wrong)):
        if figures and most:
            click.echo(f"\n{title} ({len(figures)})")
            for figure in figures[:most]:
                print_paragraph(one_line(label(figure)), indent="  ", hanging="    ")
    off = [toll for toll in found.tolls if toll.which == "largest" and toll.off != 0 and toll.gold != toll.found]
    off.sort(key=lambda toll: (toll.gold is None, toll.found is None, -abs(toll.off or 0)))
    if off and most:
        click.echo(f"\ndocuments' numbers that are off ({len(off)})")
        for toll in off[:most]:
            gold, ours = (_number(toll.gold), _number(toll.found))
            click.echo(f"  {one_line(toll.document)}: {toll.effect} {gold} in the gold, {ours} found")


def print_differences(found: Comparison, slices: Sequence[str]) -> None:
    """The second finder against the first, measure by measure."""
    click.echo(
        f"{one_line(found.second)} against {one_line(found.first)} on {_many(found.documents, 'document')}; "
        "above 0 the second reads better"
    )
    shown = [
        difference
        for difference in found.differences
        if difference.slice in ("all", "document number")
        or (difference.slice in slices and difference.measure in _SLICE_MEASURES)
    ]
    header = ["slice", "value", "measure", "figures", "first", "second", "difference", "interval", ""]
    numeric = [False, False, False, True, True, True, True, False, False]
    print_table(header, [_difference_row(d) for d in shown], numeric)


def print_changes(found: Comparison, most: int | None) -> None:
    """Gains, then losses, example by example."""
    from whence.evaluate import GAINS, LOSSES

    most = _EXAMPLES if most is None else most
    for title, kinds in (("gains", GAINS), ("losses", LOSSES)):
        click.echo(f"\n{title}: {sum(change.kind in kinds for change in found.changes)}")
        for kind in kinds:
            changes = [change for change in found.changes if change.kind == kind]
            for change in changes[:most]:
                print_paragraph(_change_words(change), indent="  ", hanging="    ")
            if len(changes) > most:
                click.echo(f"  and {len(changes) - most} more {_CHANGES[kind]}")


def interval_bar(value: float | None, interval: Interval | None) -> str:
    """A share from 0 to 1 as a point with its interval: `├──●─┤`."""
    if value is None or interval is None:
        return ""
    return _drawn(interval.low, value, interval.high)


def share_bar(share: float, mark: float | None = None) -> str:
    """A share from 0 to 1 as a filled bar, with a mark at another."""
    cells = list("█" * round(share * _BAR) + " " * (_BAR - round(share * _BAR)))
    if mark is not None:
        cells[min(_BAR - 1, round(mark * _BAR))] = "┃"
    return "".join(cells).rstrip()


def _drawn(low: float, middle: float, high: float) -> str:
    """Three places on a line of `_BAR` columns, given from 0 to 1."""
    a, b, c = (round(min(1.0, max(0.0, x)) * (_BAR - 1)) for x in (low, middle, high))
    cells = [" "] * a + ["─"] * (c - a + 1)
    cells[a], cells[c] = "├", "┤"
    cells[b] = "●"
    return "".join(cells)


def _gap_row(gap: PartyGap) -> list[str]:
    interval = gap.interval
    return [
        one_line(gap.party),
        {"party": "right party"}.get(gap.measure, gap.measure),
        str(gap.figures),
        _share(gap.share),
        _share(gap.others_share),
        f"{gap.difference:+.2f}",
        f"{interval.low:+.2f} to {interval.high:+.2f}",
        _drawn(*((x + 1) / 2 for x in (interval.low, gap.difference, interval.high))),
        "" if gap.verdict == "chance" else gap.verdict,
    ]


_EXACT, _LOW, _HIGH, _NONE = "█", "▼", "▲", "·"


def _toll_row(error: TollError) -> list[str]:
    ratio = min(1.0, _BAR / error.documents)
    parts = ((_EXACT, error.exact), (_LOW, error.low), (_HIGH, error.high), (_NONE, error.missed))
    both = error.mean_absolute is not None and error.mean_relative is not None
    return [
        error.effect,
        _WHICH[error.which],
        str(error.documents),
        _with_range(error.exact_share, error.exact_interval),
        f"{error.mean_absolute:,.1f} ({error.mean_relative:.0%})" if both else "-",
        _bias(error),
        "".join(sign * (max(1, round(n * ratio)) if n else 0) for sign, n in parts),
    ]


def _bias(error: TollError) -> str:
    if error.bias is None:
        return "-"
    interval = error.bias_interval
    return f"{error.bias:+.0%}" + (f" ({interval.low:+.0%} to {interval.high:+.0%})" if interval else "")


def _bin_row(each: Bin) -> list[str]:
    return [
        f"{each.start:.1f}–{each.end:.1f}",
        str(each.figures),
        _share(each.claimed),
        _share(each.right),
        _range(each.interval),
        share_bar(each.right, each.claimed),
        _FEW if each.few else "",
    ]


def _difference_row(difference: Difference) -> list[str]:
    gap, interval = difference.difference, difference.interval
    better = "better" if gap is not None and gap > 0 else "worse"
    return [
        difference.slice,
        one_line(_WHICH.get(difference.value, difference.value)),
        "F1" if difference.measure == "f1" else difference.measure,
        str(difference.figures),
        _share(difference.first),
        _share(difference.second),
        "-" if gap is None else f"{gap:+.2f}",
        "" if interval is None else f"{interval.low:+.2f} to {interval.high:+.2f}",
        better if difference.sure else _FEW if difference.few else "",
    ]


def _change_words(change: Change) -> str:
    from whence.evaluate import label

    slots = f" ({', '.join(slot.replace('_', ' ') for slot in change.slots)})" if change.slots else ""
    return one_line(f"{_CHANGES[change.kind]}{slots}  {label(change.figure)}")


def _with_range(value: float | None, interval: Interval | None) -> str:
    return _share(value) if interval is None else f"{_share(value)} {_range(interval)}"


def _range(interval: Interval | None) -> str:
    return "" if interval is None else f"{_short(interval.low)}–{_short(interval.high)}"


def _short(value: float) -> str:
    """Two places without the nought before them: .83, 1.0."""
    words = f"{value:.2f}"
    return "1.0" if words == "1.00" else words.removeprefix("0")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _number(value: int | None) -> str:
    return "none" if value is None else f"{value:,}"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
