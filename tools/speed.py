"""Print the speed of finding claims beside a plain spaCy tokeniser on the same texts, in one run, one core.

    python tools/speed.py ../shared/bench/fakes-dev.jsonl            # articles a second, peak memory
    python tools/speed.py DOCS.jsonl --against-spacy                 # needs `pip install spacy`, not part of Whence

The two are timed in turn, three rounds each, and the medians are given with their ratio, since one machine's
seconds say little about another's.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from whence.intake import read_documents
from whence.pipeline import read_claims
from whence.records import Document
from whence.vocabulary import guess_pack, load_vocabulary


def find_all(documents: list[Document]) -> int:
    """Find the claims of all documents as `whence claims` does with no pack named; returns how many."""
    found = 0
    for document in documents:
        pack, _ = guess_pack(document.text)
        found += len(read_claims(document, load_vocabulary(pack)).claims)
    return found


def seconds_of(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--against-spacy", action="store_true")
    options = parser.parse_args()
    documents = [item for item in read_documents([options.documents]) if isinstance(item, Document)]
    find_all(documents[:5])  # the tables are read once, before the clock starts
    whence_s, spacy_s = [], []
    tokenise: Callable[[], object] | None = None
    if options.against_spacy:
        import spacy  # type: ignore[import-not-found]

        blank = spacy.blank("en")
        tokenise = lambda: [len(blank(document.text)) for document in documents]  # noqa: E731
    for _ in range(options.rounds):
        whence_s.append(seconds_of(lambda: find_all(documents)))
        if tokenise:
            spacy_s.append(seconds_of(tokenise))
    rate = len(documents) / statistics.median(whence_s)
    print(f"{len(documents)} documents, {options.rounds} rounds, CPU seconds of one core")
    print(f"whence claims         {rate:8.1f} articles/s")
    if spacy_s:
        peer = len(documents) / statistics.median(spacy_s)
        print(f"spaCy blank English   {peer:8.1f} articles/s   ratio {rate / peer:.2f}")
    print(f"peak memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
