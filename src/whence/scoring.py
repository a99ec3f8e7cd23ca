"""Finders set to work on a user's gold. In come a gold file and the names of finders, out come an evaluation or a
comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from whence.errors import InputError, UsageError
from whence.pipeline import Reading
from whence.reading import read
from whence.records import Claim, Rejected

if TYPE_CHECKING:
    from whence.evaluate import About, Comparison, Evaluation, Gold

RULES, ON_RECORD = "rules", "record"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a record can say for an evaluation: its `claims` as people judged them, what is known `about` its documents,
    and the `texts` of those asked for by id. Made by the workbench.
    """

    claims: Callable[[], Iterable[Claim]]
    about: Callable[[], Mapping[str, About]]
    texts: Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Job:
    """What to evaluate on: the `gold` file; `documents` to read anew, or null; what a record has `kept`, or null where
    there is none; pack, processes and the file of a user's own `places` for reading; how many `resamples` of documents
    to draw (2,000 where null), and with which `seed`.
    """

    gold: str | Path
    documents: str | Path | None
    kept: Kept | None
    pack: str | None
    jobs: int
    resamples: int | None
    seed: int
    places: Path | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What finders made of the gold's documents: the claims of each, in the order asked for, what is known of each
    document, and sentences for the user.
    """

    claims: tuple[tuple[Claim, ...], ...]
    about: Mapping[str, About]
    notes: tuple[str, ...]


def score_finder(job: Job, finder: str | None = None) -> Evaluation:
    """Score one finder (see `hear_finders`); null: `rules` where there are documents to read, else `record`.

    Raises InputError that names the line of bad gold, UsageError where there is nothing to score.
    """
    from whence.evaluate import RESAMPLES, Resamples, evaluate_claims, read_gold

    gold = read_gold(Path(job.gold))
    name = finder or (ON_RECORD if job.documents is None and job.kept is not None else RULES)
    heard = hear_finders([name], gold, job)
    draws = Resamples(gold.documents, job.resamples or RESAMPLES, job.seed)
    return evaluate_claims(heard.claims[0], gold, finder=name, about=heard.about, draws=draws, notes=heard.notes)


def compare_finders(job: Job, first: str, second: str) -> Comparison:
    """Compare two finders on the same gold, as `score_finder` otherwise."""
    from whence.evaluate import RESAMPLES, Resamples, compare_claims, read_gold

    gold = read_gold(Path(job.gold))
    heard = hear_finders([first, second], gold, job)
    one, other = heard.claims
    draws = Resamples(gold.documents, job.resamples or RESAMPLES, job.seed)
    return compare_claims((first, one), (second, other), gold, about=heard.about, draws=draws, notes=heard.notes)


def hear_finders(names: Sequence[str], gold: Gold, job: Job) -> Heard:
    """The claims of each finder: `rules` reads the documents anew, `record` takes the claims on record as people judged
    them, any other name is a file of claims. Raises UsageError for what is not there, InputError for a bad line, and
    where not one document of the gold is among those read.
    """
    for name in names:
        _refuse_unknown(name, job)
    readings, aside = _read_documents(job)
    texts = {r.document.id: r.document.text for r in readings if r.document.id in gold.documents}
    about = dict(job.kept.about()) if job.kept else {}
    about |= {r.document.id: _about(r) for r in readings}
    if job.documents is not None and not texts:
        raise InputError(
            f"none of the {len(gold.documents)} documents of {job.gold} is in {job.documents}",
            remedy="`document` in the gold is the id that `whence claims --json` prints",
        )
    if job.kept is not None:
        kept = job.kept.texts(gold.documents - texts.keys())
        about |= {id: replace(about[id], characters=len(text)) for id, text in kept.items() if id in about}
        texts |= kept
    claims = tuple(_claims_of(name, readings, job) for name in names)
    notes = [f"{item.item} was set aside: {item.reason}" for item in aside if item.item in gold.documents]
    return Heard(claims, about, (*notes, *_gold_notes(gold, about, texts)))


def _refuse_unknown(name: str, job: Job) -> None:
    if name == RULES and job.documents is None:
        raise UsageError("no documents to read", remedy="name them with --documents, or run it where a record is")
    if name == ON_RECORD and job.kept is None:
        raise UsageError("no record here", remedy="name one with --record, or documents to read with --documents")
    if name not in (RULES, ON_RECORD) and not Path(name).is_file():
        raise UsageError(f"no finder or file {name!r}", remedy=f"{RULES}, {ON_RECORD}, or a file of claims")


def _read_documents(job: Job) -> tuple[list[Reading], list[Rejected]]:
    if job.documents is None:
        return [], []
    items = list(read([job.documents], pack=job.pack, jobs=job.jobs, places=job.places))
    return [i for i in items if isinstance(i, Reading)], [i for i in items if isinstance(i, Rejected)]


def _claims_of(name: str, readings: Iterable[Reading], job: Job) -> tuple[Claim, ...]:
    from whence.evaluate import read_claims

    if name == RULES:
        return tuple(claim for reading in readings for claim in reading.claims)
    if name == ON_RECORD and job.kept is not None:
        return tuple(job.kept.claims())
    return read_claims(Path(name))


def _about(reading: Reading) -> About:
    from whence.evaluate import About

    document, text = reading.document, reading.text
    return About(text.language, document.source or text.source or text.agency, len(document.text))


def _gold_notes(gold: Gold, about: Mapping[str, About], texts: Mapping[str, str]) -> list[str]:
    """What a person should know of the gold before believing the score."""
    from whence.evaluate import find_misplaced

    notes = []
    unread = sorted(gold.documents - about.keys()) if about else []
    if unread:
        more = " and more" if len(unread) > 3 else ""
        notes.append(
            f"{len(unread)} of the gold's {len(gold.documents)} documents were not read, and count as if nothing had "
            f"been found in them: {', '.join(unread[:3])}{more}"
        )
    misplaced = find_misplaced(gold.claims, texts)
    if misplaced:
        notes.append(
            f"{len(misplaced)} quotes of the gold do not stand where it says, the first at {misplaced[0].start} of "
            f"{misplaced[0].document}; figures are paired by place, so mend these first"
        )
    return notes
