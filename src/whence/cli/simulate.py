"""`whence simulate`. In come dials, out goes a war that never was: reports with their truth, or how well they are
counted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.doors import json_option, parse_pairs
from whence.cli.printing import note, print_json, print_table
from whence.errors import RecordError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whence.simulate import Measurement, Scenario


@click.command(epilog="Example: whence simulate --measure --set noise=0.3 --set copying=0.8 --runs 3")
@click.argument("folder", required=False, metavar="[FOLDER]")
@click.option("--measure", "measuring", is_flag=True, help="Count the war and say how far off that is.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same number gives the same war.")
@click.option("--set", "pairs", multiple=True, metavar="DIAL=NUMBER", help="Turn a dial: incidents, noise, copying...")
@click.option("--runs", type=click.IntRange(1), default=1, metavar="N", help="Measure N wars, seed after seed.")
@click.option("--texts", is_flag=True, help="Measure with texts that are read, not with faultless claims.")
@click.option("--policy", metavar="NAME", default="ucdp", show_default=True, help="ucdp, acled, or your own file.")
@json_option
def simulate(
    folder: str | None,
    measuring: bool,
    seed: int,
    pairs: tuple[str, ...],
    runs: int,
    texts: bool,
    policy: str,
    as_json: bool,
) -> None:
    """Make a war in which the truth is known, to test rules and policies on.

    With FOLDER, its reports, its pack and the truth are written there, for `whence init --pack` and `whence add`. With
    --measure, the war is counted: by this program, and by the sum, the maximum and the mean of all claims, and by
    similar words. Dials are incidents, days, towns, sources, and from 0 to 1 noise, bias, copying, uncredited,
    roundups, totals, corrections, denials, duplicates. Nothing in such a war exists.
    """
    from dataclasses import replace

    if not folder and not measuring:
        raise UsageError("nothing to do", remedy="name a FOLDER to write the war to, or ask for --measure")
    scenario = parse_scenario(seed, parse_pairs("--set", pairs))
    if folder:
        write_war(scenario, Path(folder))
    if measuring:
        lines = measure_wars([replace(scenario, seed=seed + run) for run in range(runs)], policy, texts)
        if as_json:
            print_json(measurement_to_json(line) for line in lines)
        else:
            print_measurements(lines)


def parse_scenario(seed: int, pairs: Sequence[tuple[str, str]]) -> Scenario:
    """The dials that were turned. Raises UsageError that lists them."""
    from whence.simulate import Scenario
    from whence.simulate.scenario import DIALS

    turned: dict[str, float | int] = {}
    for dial, value in pairs:
        if dial not in DIALS:
            raise UsageError(f"no dial is called {dial!r}", remedy=f"one of {', '.join(DIALS)}")
        try:
            turned[dial] = int(value) if isinstance(getattr(Scenario(), dial), int) else float(value)
        except ValueError as problem:
            raise UsageError(f"{dial} is {value!r}, not a number", remedy=f"for instance {dial}=1") from problem
    return Scenario(seed=seed, **turned)  # type: ignore[arg-type]  # each dial was read as its own kind of number


def write_war(scenario: Scenario, folder: Path) -> None:
    """The war's files. Raises RecordError where they cannot be written, or there are some already."""
    from whence.simulate import make_war
    from whence.simulate.files import files_of

    if (folder / "reports.jsonl").exists():
        raise RecordError(f"there is a simulated war in {folder} already", remedy="name another folder")
    war = make_war(scenario)
    try:
        for name, content in files_of(war).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
    except OSError as problem:
        raise RecordError(f"cannot write to {folder}: {problem.strerror}") from problem
    click.echo(f"{len(war.incidents)} incidents, {len(war.reports)} reports by {len(war.sources)} sources in {folder}")
    note(f"next: cd {folder} && whence init --pack pack && whence add reports.jsonl && whence tally")


def measure_wars(scenarios: Sequence[Scenario], policy: str, texts: bool) -> tuple[Measurement, ...]:
    """Each war counted, the mean of all."""
    from whence.simulate import make_war, tell_claims
    from whence.simulate.measure import mean_of_runs, measure
    from whence.simulate.read import read_war

    runs = []
    for scenario in scenarios:
        war = make_war(scenario)
        runs.append(measure(read_war(war) if texts else tell_claims(war), policy))
    return mean_of_runs(runs)


def print_measurements(lines: Sequence[Measurement]) -> None:
    """A table, and what its columns mean."""
    header = ["way", "tally error", "total error", "incident error", "in range", "twice", "merged", "P", "R", "B3"]
    rows = [
        [m.way, *(f"{n:.1%}" for n in (m.tally_error, m.total_error, m.incident_error)),
         "-" if m.coverage is None else f"{m.coverage:.1%}", f"{m.double_counted:.1%}", f"{m.wrongly_merged:.1%}",
         *(f"{n:.3f}" for n in (m.links.pair_precision, m.links.pair_recall, m.links.b3_f1))]
        for m in lines
    ]  # fmt: skip
    print_table(header, rows, [False, *[True] * 9])
    note(
        f"{lines[0].incidents} incidents were reported, {lines[0].killed} killed in them. Errors are shares of all "
        "killed: of the rows by region and month, of the one sum, of each incident; in range, twice and merged are "
        "shares of incidents; P, R and B3 tell how well claims are linked."
    )


def measurement_to_json(line: Measurement) -> dict[str, object]:
    """One line of `--json`."""
    return {
        "way": line.way,
        "incidents": line.incidents,
        "killed": line.killed,
        "tally_error": round(line.tally_error, 4),
        "total_error": round(line.total_error, 4),
        "incident_error": round(line.incident_error, 4),
        "coverage": None if line.coverage is None else round(line.coverage, 4),
        "double_counted": round(line.double_counted, 4),
        "double_people": round(line.double_people, 4),
        "wrongly_merged": round(line.wrongly_merged, 4),
        "pair_precision": round(line.links.pair_precision, 4),
        "pair_recall": round(line.links.pair_recall, 4),
        "b3_f1": round(line.links.b3_f1, 4),
    }
