"""Measure simulated wars and write the plots and figures of docs/benchmarks.md. In come dials, out come SVG files and
a table.

    python tools/plot_simulation.py                 # five wars a point: some minutes
    python tools/plot_simulation.py --runs 1        # a quick look
    python tools/plot_simulation.py --table         # print the table only, at moderate noise
    python tools/plot_simulation.py --trade         # print what linking more or less boldly would give

Each plot turns one dial and leaves the others where `whence simulate` has them. The same runs give the same files.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from whence.incidents.score import SCORES
from whence.simulate import Measurement, Scenario
from whence.simulate.measure import mean_of_runs, measure_claims, measure_mean
from whence.simulate.reports import make_war
from whence.simulate.told import tell_claims

DOCS = Path(__file__).parents[1] / "docs"
FOLDER = DOCS / "simulation"
PAGE = DOCS / "benchmarks.md"
BEGIN, END = "<!-- simulation: begin -->", "<!-- simulation: end -->"
TURNS: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("noise", "noise (0.5 is moderate)", (0.0, 0.125, 0.25, 0.375, 0.5, 0.75, 1.0)),
    ("copying", "share of reports that copy", (0.0, 0.25, 0.5, 0.75, 1.0)),
    ("sources", "number of sources", (2, 4, 8, 12, 20, 30)),
)
SHIFTS = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)  # log-odds by which linking is made more cautious or bolder
COLOURS = ("#0b6e4f", "#b23a48", "#d98324", "#5b5f97", "#8a8d91")
MARKS = ("circle", "square", "triangle", "diamond", "cross")
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 680, 340, 64, 34, 218, 48


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot; `points` are (x, y)."""

    name: str
    points: tuple[tuple[float, float], ...]


Runs = Sequence[tuple[float, Sequence[Measurement]]]
Yard = Callable[[Measurement], float | None]


def measure_turns(dial: str, values: Sequence[float], runs: int) -> list[tuple[float, tuple[Measurement, ...]]]:
    """Every way of counting at each value of one dial, the mean over `runs` wars."""
    found = []
    for value in values:
        scenario = replace(Scenario(), **{dial: int(value) if dial == "sources" else value})
        found.append((value, measure_mean([replace(scenario, seed=1 + run) for run in range(runs)])))
        print(f"{dial} {value:g}: tally error {found[-1][1][0].tally_error:.1%}", flush=True)
    return found


def plot_errors(runs: Runs, label: str) -> str:
    """The error of the tally, all ways, on a logarithmic scale."""
    lines = [
        Line(first.way, tuple((x, max(0.005, ways[index].tally_error)) for x, ways in runs))
        for index, first in enumerate(runs[0][1])
    ]
    return draw("Error of the tally of killed, by region and month", label, lines, logarithmic=True)


def plot_quality(runs: Runs, label: str) -> str:
    """What this program does: coverage, links, what is counted twice or merged."""
    yards: tuple[tuple[str, Yard], ...] = (
        ("truth within low–high", lambda m: m.coverage),
        ("pair precision", lambda m: m.links.pair_precision),
        ("pair recall", lambda m: m.links.pair_recall),
        ("counted twice", lambda m: m.double_counted),
        ("wrongly merged", lambda m: m.wrongly_merged),
    )
    lines = [Line(name, tuple((x, yard(ways[0]) or 0.0) for x, ways in runs)) for name, yard in yards]
    return draw("Shares of incidents, and of pairs of claims", label, lines, logarithmic=False)


def draw(title: str, label: str, lines: Sequence[Line], *, logarithmic: bool) -> str:
    """A plot as SVG."""
    import math

    xs = [x for line in lines for x, _ in line.points]
    ticks = (0.01, 0.1, 1.0, 10.0) if logarithmic else (0.0, 0.25, 0.5, 0.75, 1.0)
    low, high = (0.005, 20.0) if logarithmic else (0.0, 1.0)

    def across(x: float) -> float:
        return LEFT + (x - min(xs)) / (max(xs) - min(xs)) * (WIDTH - LEFT - RIGHT)

    def down(y: float) -> float:
        share = math.log(y / low) / math.log(high / low) if logarithmic else (y - low) / (high - low)
        return HEIGHT - BOTTOM - min(1.0, max(0.0, share)) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{title}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="20" font-size="14" fill="#1d1d1f">{title}</text>',
    ]
    for tick in ticks:
        y = down(tick)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#555555">{tick:.0%}</text>')
    for x in sorted(set(xs)):
        at = f'x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 18}"'
        parts.append(f'<text {at} text-anchor="middle" fill="#555555">{x:g}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle" fill="#1d1d1f">{label}</text>')
    for index, line in enumerate(lines):
        path = "M" + "L".join(f"{across(x):.1f} {down(y):.1f}" for x, y in line.points)
        colour = COLOURS[index]
        parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [mark(MARKS[index], across(x), down(y), colour) for x, y in line.points]
        y = TOP + 14 + 20 * index
        parts.append(mark(MARKS[index], WIDTH - RIGHT + 18, y - 4, colour))
        parts.append(f'<text x="{WIDTH - RIGHT + 30}" y="{y}" fill="#1d1d1f">{line.name}</text>')
    return "\n".join([*parts, "</svg>\n"])


def mark(kind: str, x: float, y: float, colour: str) -> str:
    """A point of a line; each line has its own shape, so that colour is not needed to tell them apart."""
    shapes = {
        "circle": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>',
        "square": f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>',
        "triangle": f'<path d="M{x:.1f} {y - 5:.1f}l5 9h-10z" fill="{colour}"/>',
        "diamond": f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="{colour}"/>',
        "cross": f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m-8 0l8 -8" stroke="{colour}" stroke-width="2"/>',
    }
    return shapes[kind]


def table(ways: Sequence[Measurement]) -> str:
    """All yardsticks of all ways, in Markdown."""
    head = "| way | tally error | total | in range | counted twice | wrongly merged | pair P / R | B³ F1 |"
    rows = [head, "|---|--:|--:|--:|--:|--:|--:|--:|"]
    for m in ways:
        inside = "" if m.coverage is None else f"{m.coverage:.1%}"
        pairs = f"{m.links.pair_precision:.3f} / {m.links.pair_recall:.3f}"
        rows.append(
            f"| {m.way} | {m.tally_error:.1%} | {m.total_error:.1%} | {inside} | {m.double_counted:.1%} "
            f"| {m.wrongly_merged:.1%} | {pairs} | {m.links.b3_f1:.3f} |"
        )
    return "\n".join(rows)


def measure_trade(shifts: Sequence[float], runs: int) -> list[tuple[float, Measurement]]:
    """This program with every pair of stories of two documents scored more or less alike by so many log-odds."""
    wars = [tell_claims(make_war(Scenario(seed=1 + run))) for run in range(runs)]
    present, found = SCORES["document:other"], []
    for shift in shifts:
        SCORES["document:other"] = present + shift
        found.append((shift, mean_of_runs([[measure_claims(told)] for told in wars])[0]))
    SCORES["document:other"] = present
    return found


def trade_table(trade: Sequence[tuple[float, Measurement]]) -> str:
    """What one gains and loses by linking more boldly, in Markdown."""
    rows = ["| shift | pair precision | pair recall | B³ F1 | counted twice | wrongly merged | tally error |"]
    rows.append("|--:|--:|--:|--:|--:|--:|--:|")
    for shift, m in trade:
        rows.append(
            f"| {shift:+.1f} | {m.links.pair_precision:.3f} | {m.links.pair_recall:.3f} | {m.links.b3_f1:.3f} "
            f"| {m.double_counted:.1%} | {m.wrongly_merged:.1%} | {m.tally_error:.1%} |"
        )
    return "\n".join(rows)


def write_page(words: str) -> None:
    """Put the measured part into docs/benchmarks.md, between its marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{words}\n{END}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--trade", action="store_true")
    options = parser.parse_args()
    if options.trade:
        print(trade_table(measure_trade(SHIFTS, options.runs)))
        return
    if options.table:
        print(table(measure_mean([Scenario(seed=1 + run) for run in range(options.runs)])))
        return
    FOLDER.mkdir(exist_ok=True)
    moderate: Sequence[Measurement] = ()
    for dial, label, values in TURNS:
        runs = measure_turns(dial, values, options.runs)
        (FOLDER / f"{dial}-error.svg").write_text(plot_errors(runs, label), encoding="utf-8")
        (FOLDER / f"{dial}-quality.svg").write_text(plot_quality(runs, label), encoding="utf-8")
        moderate = next((ways for value, ways in runs if dial == "noise" and value == 0.5), moderate)
    words = f"Moderate noise, the mean of {options.runs} wars, {moderate[0].incidents} reported incidents:\n\n"
    write_page(f"{words}{table(moderate)}")


if __name__ == "__main__":
    main()
