"""Check the weights of `carrying.csv` on hand-coded stories. In come documents and gold claims, out goes a table.

    python tools/carrying.py DOCUMENTS.jsonl CLAIMS.jsonl

Looks at every gold claim whose sentence names no speaker though one spoke within the sentences before, and counts how
often that speaker is the claim's: in all, by each feature that holds, and by what the table says. Writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from whence.claims.voices.carry import CARRY_SENTENCES, features_of, score_going_on
from whence.claims.voices.chunks import speaker_lexicon
from whence.claims.voices.speakers import find_attributions
from whence.pipeline import Reading
from whence.reading import read
from whence.vocabulary import load_vocabulary
from whence.vocabulary.garbled import legible


def told_on(reading: Reading, gold: list[dict[str, Any]]) -> list[tuple[bool, bool, frozenset[str]]]:
    """For each sentence in question: whether its speaker is the one before, whether the table says so, its features."""
    text = replace(reading.text, text=legible(reading.text.text))
    pack = load_vocabulary(reading.pack).pack
    found, lexicon = find_attributions(text, pack), speaker_lexicon(pack)
    cases: dict[int, tuple[bool, bool, frozenset[str]]] = {}
    for claim in gold:
        i = next((s.index for s in text.sentences if s.start <= claim["start"] < s.end), None)
        last = next((k for k in range((i or 0) - 1, -1, -1) if found.said[k]), None)
        if i is None or last is None or found.said[i] or i - last > CARRY_SENTENCES:
            continue
        said, sentence = found.said[last][-1], text.text[text.sentences[i].start : text.sentences[i].end]
        same = bool({s["name"] for s in claim["speaker"]} & {s.name for s in said.chain})
        names = frozenset(f.name for f in features_of(sentence, said, i - last, lexicon))
        cases[i] = (same, score_going_on(sentence, said, i - last, lexicon)[0] > 0, names)
    return list(cases.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("claims", type=Path)
    options = parser.parse_args()
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in options.claims.read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        gold[claim["document"]].append(claim)
    readings = [r for r in read([options.documents]) if isinstance(r, Reading)]
    cases = [case for reading in readings for case in told_on(reading, gold[reading.document.id])]
    held, same = Counter(n for c in cases for n in c[2]), Counter(n for c in cases if c[0] for n in c[2])
    print(f"{len(cases)} sentences; in {sum(c[0] for c in cases)} the speaker before goes on")
    right, wrongly = sum(c[0] == c[1] for c in cases), sum(c[1] and not c[0] for c in cases)
    print(f"as the table says: {right} right, {wrongly} carried wrongly")
    for name, times in held.most_common():
        print(f"  {name:14} holds in {times:4}, the speaker goes on in {same[name]:4}")


if __name__ == "__main__":
    main()
