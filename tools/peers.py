"""Whence beside other programs on their part of the job: same texts, same run, one core.

    python -m venv peers && . peers/bin/activate
    pip install . 'spacy>=3.8,<3.9' spacy-lookups-data textacy dateparser geotext
    python tools/peers.py DOCS.jsonl GOLD.jsonl --parser FOLDER [DOCS GOLD ...]

No other program gives a whole claim, so each is asked for what it can: (effect, number) pairs of a document, who is
quoted as a speaker, which days and which places a text names. What is right is said by claims coded by hand (GOLD).
Whence is scored by the same loose measure as the rest, which asks less than `whence evaluate` does.

The parser is spaCy's own tagger and parser trained on the English Web Treebank:
    spacy convert en_ewt-ud-train.conllu . -c conllu -n 10 -s && spacy convert en_ewt-ud-dev.conllu . -c conllu -n 10 -s
    spacy init config base.cfg -l en -p tagger,parser -o efficiency
    spacy train base.cfg -o parser --paths.train en_ewt-ud-train.spacy --paths.dev en_ewt-ud-dev.spacy
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from whence.evaluate import read_gold
from whence.intake import read_documents
from whence.pipeline import Reading, read_claims
from whence.records import Claim, Count, Document
from whence.vocabulary import load_vocabulary
from whence.vocabulary.folding import fold_name

Answers = dict[str, set[object]]


class Row(NamedTuple):
    """One program on one part of the job. Shares are null where it was not asked."""

    part: str
    program: str
    rate: float
    precision: float | None
    recall: float | None


class Texts(NamedTuple):
    """The documents, what is right of them, and what Whence read (for publication days, which all may know)."""

    documents: tuple[Document, ...]
    gold: tuple[Claim, ...]
    readings: tuple[Reading, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="documents and their gold, by turns")
    parser.add_argument("--parser", type=Path, help="a spaCy pipeline with tagger and parser")
    parser.add_argument("--pack", default="syria")
    options = parser.parse_args()
    if len(options.files) % 2:
        parser.error("give documents and their gold by turns")
    texts = read_texts(options.files[::2], options.files[1::2], options.pack)
    print(f"{len(texts.documents)} documents, {sum(len(d.text) for d in texts.documents):,} characters, CPU seconds\n")
    print("| part of the job | program | articles a second | precision | recall | F1 |\n|---|---|--:|--:|--:|--:|")
    for row in rows_of(texts, options.parser):
        print(" | ".join(("", row.part, row.program, f"{row.rate:,.1f}", *_shares(row), "")).strip())


def read_texts(documents: Sequence[Path], gold_files: Sequence[Path], pack: str) -> Texts:
    gold = tuple(claim for file in gold_files for claim in read_gold(file).claims)
    coded = {claim.document for claim in gold}
    items = [d for d in read_documents(list(documents)) if isinstance(d, Document) and d.id in coded]
    vocabulary = load_vocabulary(pack)
    return Texts(tuple(items), gold, tuple(read_claims(d, vocabulary) for d in items))


def rows_of(texts: Texts, parser: Path | None) -> Iterator[Row]:
    """One row for each program that is installed, Whence first in each part."""
    vocabulary = load_vocabulary("syria")
    published = {r.document.id: r.text.published.day for r in texts.readings if r.text.published}

    def whole(document: Document) -> tuple[Claim, ...]:
        return read_claims(document, vocabulary).claims

    pairs = _right(texts.gold, _pairs)
    yield _row("people killed or injured: (effect, number)", "whence", texts, lambda d: _union(whole(d), _pairs), pairs)
    yield _row("", "patterns: number, at most 4 words, verb", texts, lambda d: pattern_pairs(d.text), pairs)
    parse = _parser(parser)
    if parse is not None:
        yield _row("", "spaCy parse and a matcher", texts, lambda d: parsed_pairs(parse(d.text)), pairs)
    speakers = _right(texts.gold, _speakers)
    yield _row("who is quoted as saying it", "whence", texts, lambda d: _union(whole(d), _speakers), speakers, _alike)
    if parse is not None and _has("textacy"):
        yield _row("", "textacy, direct quotations", texts, lambda d: quoted(parse, d.text), speakers, _alike)
    days = _right(texts.gold, _days)
    yield _row("first day of what happened", "whence", texts, lambda d: _union(whole(d), _days), days)
    if _has("dateparser"):
        yield _row("", "dateparser, search", texts, lambda d: searched_days(d.text, published.get(d.id)), days)
    places = _right(texts.gold, _places)
    yield _row("place of what happened", "whence", texts, lambda d: _union(whole(d), _places), places, _alike)
    if _has("geotext"):
        yield _row("", "geotext, cities", texts, lambda d: cities(d.text), places, _alike)


# ---------------------------------------------------------------- what each program says


_VERBS = {
    "killed": r"killed|dead|died|dies|deaths|slain|murdered|executed",
    "injured": r"wounded|injured|hurt",
}
_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBER = r"\d[\d,]*|" + "|".join(_WORDS)
_BEFORE = {e: re.compile(rf"\b({_NUMBER})\b(?:\s+[\w'-]+){{0,4}}?\s+(?:{v})\b", re.I) for e, v in _VERBS.items()}
_AFTER = {
    "killed": re.compile(rf"\b(?:kill(?:ed|s|ing)|death toll of|claimed)\s+(?:[\w'-]+\s+){{0,2}}?({_NUMBER})\b", re.I),
    "injured": re.compile(rf"\b(?:wound|injur)(?:ed|ing|s)\s+(?:[\w'-]+\s+){{0,2}}?({_NUMBER})\b", re.I),
}
_SMALL = {w: n for n, w in enumerate(_WORDS, 1)}


def pattern_pairs(text: str) -> set[object]:
    """What a page of regular expressions finds."""
    found = [
        (effect, _value(m.group(1)))
        for table in (_BEFORE, _AFTER)
        for effect, p in table.items()
        for m in p.finditer(text)
    ]
    return {pair for pair in found if pair[1] is not None}


def _value(words: str) -> int | None:
    digits = words.replace(",", "")
    return int(digits) if digits.isdigit() else _SMALL.get(words.lower())


_LEMMAS = {
    "killed": frozenset(["kill", "die", "murder", "execute", "slay", "assassinate"]),
    "injured": frozenset(["wound", "injure", "hurt"]),
}


def parsed_pairs(doc: object) -> set[object]:
    """Numbers that modify the subject or object of a verb of harm in a dependency parse."""
    found: set[object] = set()
    for token in doc:  # type: ignore[attr-defined]
        word = token.text.lower()
        for effect, lemmas in _LEMMAS.items():
            if not any(word.startswith(lemma[:4]) for lemma in lemmas):
                continue
            for child in token.children:
                if child.dep_ not in ("nsubj:pass", "obj", "nsubj", "dobj", "nsubjpass"):
                    continue
                if child.dep_ == "nsubj" and lemmas == _LEMMAS["killed"] and not word.startswith(("die", "dead")):
                    continue
                numbers = [
                    n for n in (child, *child.children) if n.dep_ == "nummod" or n.pos_ == "NUM" or n.tag_ == "CD"
                ]
                found |= {(effect, value) for n in numbers if (value := _value(n.text)) is not None}
    return found


def quoted(parse: Callable[[str], object], text: str) -> set[object]:
    """Speakers of direct quotations; a text whose quotation marks do not close gives none."""
    from textacy.extract import direct_quotations  # type: ignore[import-not-found]

    try:
        return {" ".join(t.text for t in quote.speaker) for quote in direct_quotations(parse(text))}
    except ValueError:
        return set()


def searched_days(text: str, published: date | None) -> set[object]:
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    base = datetime.combine(published, datetime.min.time()) if published else None
    settings = {"PREFER_DATES_FROM": "past", **({"RELATIVE_BASE": base} if base else {})}
    return {found.date() for _, found in search_dates(text, languages=["en"], settings=settings) or ()}


def cities(text: str) -> set[object]:
    from geotext import GeoText  # type: ignore[import-not-found]

    return set(GeoText(text).cities)


def _parser(folder: Path | None) -> Callable[[str], object] | None:
    if folder is None or not _has("spacy"):
        return None
    import spacy  # type: ignore[import-not-found]

    nlp = spacy.load(folder)
    pos = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "CD": "NUM"}

    def parse(text: str) -> object:
        doc = nlp(text)
        for token in doc:  # textacy asks for universal tags and lemmas, which the treebank's tagger does not give
            token.pos_ = "VERB" if token.tag_.startswith("VB") else pos.get(token.tag_, "X")
            token.lemma_ = _LEMMA.get(token.text.lower(), token.text.lower())
        return doc

    return parse


_LEMMA = {"said": "say", "says": "say", "told": "tell", "added": "add", "reported": "report", "announced": "announce"}


# ---------------------------------------------------------------- what is right


def _flat(counts: Sequence[Count]) -> Iterator[Count]:
    for count in counts:
        yield count
        yield from _flat(count.includes)


def _pairs(claim: Claim) -> set[object]:
    return {
        (c.effect, c.best or c.low)
        for c in _flat(claim.counts)
        if c.effect in ("killed", "injured") and (c.best or c.low)
    }


def _speakers(claim: Claim) -> set[object]:
    return {claim.speaker[0].name} if claim.speaker else set()


def _days(claim: Claim) -> set[object]:
    return {claim.when.date_start} if claim.when.date_start else set()


def _places(claim: Claim) -> set[object]:
    return {claim.where.name} if claim.where.name else set()


def _union(claims: Sequence[Claim], of: Callable[[Claim], set[object]]) -> set[object]:
    return set().union(*(of(claim) for claim in claims))


def _right(gold: Sequence[Claim], of: Callable[[Claim], set[object]]) -> Answers:
    return {d: _union([c for c in gold if c.document == d], of) for d in {c.document for c in gold}}


def _alike(a: object, b: object) -> bool:
    """The same name, or one that holds the other's words."""
    x, y = set(fold_name(str(a)).split()), set(fold_name(str(b)).split())
    return bool(x and y and (x <= y or y <= x))


def _row(
    part: str,
    program: str,
    texts: Texts,
    ask: Callable[[Document], set[object]],
    right: Answers,
    same: Callable[[object, object], bool] = lambda a, b: a == b,
) -> Row:
    started = time.process_time()
    said = {document.id: ask(document) for document in texts.documents}
    seconds = time.process_time() - started
    found = sum(len(answers) for answers in said.values())
    good = sum(any(same(a, b) for b in right[d]) for d, answers in said.items() for a in answers)
    known = sum(len(answers) for answers in right.values())
    hit = sum(any(same(a, b) for a in said.get(d, ())) for d, answers in right.items() for b in answers)
    return Row(part, program, len(said) / seconds, good / found if found else None, hit / known if known else None)


def _shares(row: Row) -> tuple[str, str, str]:
    p, r = row.precision, row.recall
    f = 2 * p * r / (p + r) if p and r else None
    return tuple("–" if x is None else f"{x:.3f}" for x in (p, r, f))  # type: ignore[return-value]


def _has(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


if __name__ == "__main__":
    main()
