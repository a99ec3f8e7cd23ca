"""Make synthetic documents and time a record of them: adding, linking, tallying. Prints one line a step.

    python tools/synthetic_record.py 100000 --jobs 2
    python tools/synthetic_record.py 1000 --record postgresql://localhost/whence_speed

The documents tell of invented incidents at real place names of the pack, several outlets an incident, so that
linking has work to do; one in twenty is a running total. Seeded: the same number gives the same documents.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from whence.vocabulary.packs import read_pack

FIRST_DAY = date(2013, 1, 1)
DAYS = 1500
REPORTS_PER_INCIDENT = 4
TOTALS = 0.05
OUTLETS = ("North Wire", "Harbour Post", "Daily Ledger", "Evening Sheet", "Plain News", "Radio Three")
DOERS = ("government air strikes", "rebel rocket fire", "a car bomb", "artillery shelling", "an air strike")
SPEAKERS = ("a monitoring group said", "residents said", "a hospital doctor said", "local activists said")


def synthetic_documents(number: int, places: list[str], seed: int = 20131) -> Iterator[dict[str, str]]:
    """`number` short reports in the form that `whence add` reads, four reports an incident on average."""
    dice = random.Random(seed)
    made = 0
    while made < number:
        day = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
        place, doer, killed = dice.choice(places), dice.choice(DOERS), dice.randint(1, 40)
        for _ in range(min(number - made, dice.randint(1, 2 * REPORTS_PER_INCIDENT - 1))):
            told = max(1, killed + dice.choice((0, 0, 0, -1, 1, 2)))
            hedge = dice.choice(("", "", "At least ", "Around "))
            people = "civilians" if told > 1 else "civilian"
            published = day + timedelta(days=dice.choice((0, 0, 1)))
            since = published - timedelta(days=dice.choice((30, 60, 90)))
            text = (
                f"{hedge}{told} {people} {'were' if told > 1 else 'was'} killed and {dice.randint(2, 60)} people were "
                f"wounded by {doer} in {place} on {day:%A}, {dice.choice(SPEAKERS)}.\n\n"
                f"It was among the worst attacks there for weeks."
            )
            if dice.random() < TOTALS:
                text = f"At least {20 * told} civilians have been killed in {place} since {since:%B} {since.day}, "
                text += f"{dice.choice(SPEAKERS)}."
            yield {
                "id": f"synthetic-{made:07d}",
                "text": text[0].upper() + text[1:],
                "published": published.isoformat(),
                "source": dice.choice(OUTLETS),
            }
            made += 1


def timed(name: str, command: list[str]) -> None:
    """Run one command; print its wall seconds. Exits with the command's code when it fails."""
    started = time.monotonic()
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"{name:28} {time.monotonic() - started:9.2f} s", flush=True)
    if finished.returncode not in (0, 3):
        sys.stderr.write(finished.stderr)
        raise SystemExit(finished.returncode)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--record", help="a record's URL or path; a new SQLite file when not given")
    options = parser.parse_args()
    pack = read_pack("syria")
    if pack.places is None:
        raise SystemExit("the pack brings no places")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with pack.places.open(encoding="utf-8") as table:
            rows = csv.DictReader(line for line in table if not line.startswith("#"))
            names = sorted({row["name"] for row in rows if row["kind"] in ("city", "town")})
        documents = folder / "documents.jsonl"
        with documents.open("w", encoding="utf-8") as stream:
            for document in synthetic_documents(options.number, names):
                stream.write(json.dumps(document) + "\n")
        record = options.record or str(folder / "whence.db")
        whence = [sys.executable, "-m", "whence.cli", "--record", record]
        print(f"{options.number} documents, {len(names)} places, {options.jobs} job(s)")
        timed("init", [*whence, "init", "--pack", "syria"])
        timed("add (read, find, link)", [*whence, "add", str(documents), "--jobs", str(options.jobs)])
        timed("add again (nothing new)", [*whence, "add", str(documents), "--jobs", str(options.jobs)])
        timed("tally", [*whence, "tally"])
        timed("tally --by party,month", [*whence, "tally", "--by", "party,month"])
        one = folder / "one.jsonl"
        document = next(synthetic_documents(1, names, seed=7)) | {"id": "one-more"}
        one.write_text(json.dumps(document), encoding="utf-8")
        timed("add one document", [*whence, "add", str(one)])
        timed("tally after it", [*whence, "tally"])
        timed("tally again", [*whence, "tally"])
        timed("incidents --json", [*whence, "incidents", "--json"])
        timed("verify", [*whence, "verify"])
        if not options.record:
            print(f"{'record on disk':28} {Path(record).stat().st_size / 1e6:9.1f} MB")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{'peak memory of a command':28} {peak:9.0f} MB")


if __name__ == "__main__":
    main()
