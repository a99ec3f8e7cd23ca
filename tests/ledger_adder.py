"""A program that adds documents until it is killed. In come a URL, a first number and a count; out goes each id that
was acknowledged, as soon as it was.
"""

from __future__ import annotations

import os
import sys

from ledger_samples import AT, make_entry
from whence.ledger import Added, open_ledger


def main(url: str, first: int, how_many: int, at_once: int) -> None:
    """Write the ids of each call's documents once the call has come back."""
    with open_ledger(url) as ledger:
        for start in range(first, first + how_many, at_once):
            entries = [make_entry(n * 10) for n in range(start, start + at_once)]
            outcomes = ledger.add_documents(entries, at=AT, actor=f"adder-{first}")
            acknowledged = "".join(f"{outcome.document}\n" for outcome in outcomes if isinstance(outcome, Added))
            os.write(1, acknowledged.encode())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
