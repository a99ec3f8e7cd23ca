"""A model's counts against the words. In come a proposed count and where it stands, out comes a Count, or why not.

Where our number grammar reads the words (English, Arabic), its reading is the number, and a model that says another is
refused; elsewhere digits decide, and number words stay words. Nobody's status, age or sex is taken but from the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.claims.figures.numbers import Number, find_numbers
from whence.claims.figures.victims import find_groups
from whence.claims.proposed.grounding import Grounded
from whence.claims.proposed.known import Figure, Known
from whence.claims.proposed.shape import ProposedPart
from whence.claims.words import split_words
from whence.records import Age, Count, Sentence, Sex, Status, Unit

_DIGITS = re.compile(r"\d+(?:[.,٬\u00a0\u202f ]\d{3})*(?!\d)")
_NOT_DIGIT = re.compile(r"\D")
LARGEST = 2_000_000_000


class UnsupportedError(Exception):
    """The text does not bear out what the model says; the message says what, in a few words."""


def check_count(
    known: Known, proposed: ProposedPart, place: Grounded, sentence: Sentence, words: str
) -> tuple[Count, str | None]:
    """The count that the words bear out, and a remark where its number could not be checked (else null).

    Raises UnsupportedError where the model's number is not that of the words.
    """
    said = _value(proposed)
    if not known.by_rules and known.seen(sentence) is None:
        figure, remark = _by_digits(proposed, words)
        return _count(proposed, words, figure, None, None, None), remark
    figures = list(figures_in(known, sentence, place.start - sentence.start, place.end - sentence.start))
    chosen = _agreeing(figures, proposed)
    if chosen is None and said in (None, 1) and not any(f.value is not None for f in figures):
        chosen = Figure(said, said, said, "vague" if said is None else "exact")  # "a lorry driver": one
    if chosen is None:
        read = ", ".join(str(f.value) for f in figures if f.value is not None) or "no number"
        raise UnsupportedError(f"“{words}” says {read}, the model {'no number' if said is None else said}")
    return _count(proposed, words, chosen, chosen.status, chosen.age, chosen.sex), None


def check_parts(whole: Count, parts: tuple[Count, ...]) -> None:
    """Raises UnsupportedError where a part is larger than its whole."""
    most = whole.high if whole.high is not None else whole.best
    for part in parts:
        if whole.hedge in ("exact", "at_most", "range") and most is not None and (part.low or 0) > most:
            raise UnsupportedError(f"the part “{part.words}” is larger than its whole “{whole.words}”")


def figures_in(known: Known, sentence: Sentence, start: int, end: int) -> Iterator[Figure]:
    """The figures our rules read in a stretch (offsets in the sentence), left to right."""
    if sentence.index not in known.figures:
        known.figures[sentence.index] = tuple(_figures_of(known, sentence))
    return (figure for first, last, figure in known.figures[sentence.index] if first < end and start < last)


def _figures_of(known: Known, sentence: Sentence) -> Iterator[tuple[int, int, Figure]]:
    """Every figure of a sentence with its half-open offsets there."""
    seen = known.seen(sentence)
    if seen is not None:
        for g in (inside for whole in seen.groups for inside in (whole, *whole.includes)):
            figure = Figure(g.low, g.best, g.high, g.hedge, g.unit == "percent", g.status, g.age, g.sex)
            yield seen.words.start[g.first], seen.words.end[g.last - 1], figure
        return
    words = split_words(known.words(sentence))
    lexicon = known.vocabulary.lexicon
    numbers = find_numbers(words, lexicon)
    covered: set[int] = set()
    for group in find_groups(words, numbers, lexicon, known.vocabulary.armed):
        covered.update(range(group.first, group.last))
        people = (group.status, group.age, group.sex)
        figure = Figure(group.low, group.best, group.high, group.hedge, False, *people)
        yield words.start[group.first], words.end[group.last - 1], figure
    for number in numbers:
        if number.last - 1 not in covered:
            yield words.start[number.first], words.end[number.last - 1], _bare(number)


def _bare(number: Number) -> Figure:
    return Figure(number.low, number.best, number.high, number.hedge, number.percent)


def _agreeing(figures: list[Figure], proposed: ProposedPart) -> Figure | None:
    """The figure that the model means; null where it says another number. What the model leaves open the words tell."""
    said = _value(proposed)
    percent = proposed.unit == "percent"
    fitting = [f for f in figures if f.percent == percent]
    if said is None:
        numbered = [f for f in fitting if f.value is not None]
        return fitting[0] if fitting and not numbered else numbered[0] if len(numbered) == 1 else None
    for figure in fitting:
        slack = 1 if figure.hedge in ("at_least", "at_most") else 0  # "more than 350" may be 350 or 351
        if figure.value is not None and abs(figure.value - said) <= slack and _ends_agree(figure, proposed):
            return figure
    values = [f.best for f in fitting if f.hedge == "exact" and f.best is not None]
    if len(values) > 1 and len(values) == len(fitting) and sum(values) == said:  # "a man, his wife and three children"
        return Figure(said, said, said, "exact")
    return None


def _ends_agree(figure: Figure, proposed: ProposedPart) -> bool:
    """Whether the range that the words give is the model's, where it gives one."""
    ends = ((figure.low, proposed.low), (figure.high, proposed.high))
    if figure.hedge != "range":
        return all(b is None or abs(b - (figure.value or 0)) <= 1 for _, b in ends)
    return all(b is None or a == b for a, b in ends)


def _value(proposed: ProposedPart) -> int | None:
    numbers = [n for n in (proposed.best, proposed.low, proposed.high) if n is not None]
    if any(not 0 <= n <= LARGEST for n in numbers):
        raise UnsupportedError("a number below zero or beyond all people")
    return numbers[0] if numbers else None


def _by_digits(proposed: ProposedPart, words: str) -> tuple[Figure, str | None]:
    """Without rules for the language: digits in the words must be the model's number; number words are not believed."""
    said = _value(proposed)
    digits = {int(_NOT_DIGIT.sub("", run)) for run in _DIGITS.findall(words)}
    numbers = [n for n in (proposed.low, proposed.best, proposed.high) if n is not None]
    if said is None or not digits:
        remark = None if said is None else f"“{words}” was not read as {said}: no rules here read its number words"
        return Figure(None, None, None, "vague"), remark
    if any(min(abs(n - d) for d in digits) > (proposed.hedge in ("at_least", "at_most")) for n in numbers):
        raise UnsupportedError(f"“{words}” says {', '.join(map(str, sorted(digits)))}, the model {said}")
    return Figure(proposed.low, proposed.best, proposed.high, proposed.hedge, proposed.unit == "percent"), None


def _count(
    proposed: ProposedPart, words: str, figure: Figure, status: Status | None, age: Age | None, sex: Sex | None
) -> Count:
    unit: Unit = "percent" if figure.percent else proposed.unit if proposed.unit != "percent" else "people"
    low, best, high = figure.low, figure.best, figure.high
    return Count(proposed.effect, words, low, best, high, figure.hedge, unit, status, age, sex)
