"""Makers of claims for tests: a claim in one line, all that is not said left open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from whence.records import Act, Claim, Count, DocumentFacts, PartyRef, Speaker, When, Where

DAY = date(2031, 5, 9)

# A made-up country: city ids lie under a district, a region and the country.
PLACES: dict[str, tuple[tuple[str, ...], float, float, int]] = {
    "Orsa": (("orsa", "orsa-d", "north", "QX"), 10.0, 20.0, 1),
    "Old Orsa": (("old-orsa", "orsa", "orsa-d", "north", "QX"), 10.01, 20.01, 1),
    "Velm": (("velm", "velm-d", "north", "QX"), 10.5, 20.5, 1),
    "Tarn": (("tarn", "tarn-d", "south", "QX"), 8.0, 22.0, 1),
    "North": (("north", "QX"), 10.2, 20.2, 4),
    "Quarland": (("QX",), 9.0, 21.0, 6),
}


def where(name: str | None) -> Where:
    """A place of the made-up country; one it does not have keeps its words only."""
    if name is None:
        return Where()
    if name not in PLACES:
        return Where(words=name, name=name, country="QX")
    path, lat, lon, prec = PLACES[name]
    return Where(name, name, None, "QX", path, lat, lon, prec)


def when(start: date | None, end: date | None = None) -> When:
    if start is None:
        return When()
    end = end or start
    days = (end - start).days
    return When("then", start, end, 1 if days == 0 else 2 if days < 7 else 4, "stated")


def count(
    number: int | None,
    effect: Any = "killed",
    *,
    status: Any = None,
    age: Any = None,
    sex: Any = None,
    hedge: Any = "exact",
    includes: Sequence[Count] = (),
    words: str | None = None,
    low: int | None = None,
    high: int | None = None,
) -> Count:
    """`count(15)` is exactly fifteen; `count(None, words="dozens")` is vague."""
    best = number
    if number is None and hedge == "exact":
        hedge = "vague"
    elif hedge == "at_least":
        low, high = number, None
    elif hedge == "at_most":
        low, high = None, number
    elif hedge == "range":
        best = None
    elif number is not None:
        low = high = number
    words = words or f"{number} people"
    return Count(effect, words, low, best, high, hedge, "people", status, age, sex, tuple(includes))


def claim(
    id: str,
    *counts: Count,
    doc: str | None = None,
    place: str | None = "Orsa",
    day: date | None = DAY,
    until: date | None = None,
    mode: str | None = None,
    act: str = "ASSAULT",
    party: str | None = None,
    speaker: str | Sequence[tuple[str, str]] | None = None,
    stance: Any = "asserts",
    scope: Any = "incident",
    start: int = 0,
    **more: Any,
) -> Claim:
    """A claim; without a document of its own it stands in one named after it."""
    chain = [(speaker, "monitor")] if isinstance(speaker, str) else list(speaker or ())
    return Claim(
        id=id,
        document=doc or f"d-{id}",
        start=start,
        end=start + 10,
        quote="x" * 10,
        act=Act(act, mode),
        counts=counts,
        scope=scope,
        where=where(place),
        when=when(day, until),
        alleged_perpetrator=PartyRef(party, party) if party else None,
        target=None,
        speaker=tuple(Speaker(name, kind) for name, kind in chain),
        stance=stance,
        **more,
    )


def facts_of(
    claims: Sequence[Claim], *, published: date | None = None, **own: tuple[str | None, date | None]
) -> dict[str, DocumentFacts]:
    """Facts for the claims' documents: published the day after the first claim's, each by a source of its own.

    `own` maps a document (with "_" for "-") to (source, published).
    """
    facts = {}
    for c in claims:
        day = published or (c.when.date_start or DAY) + timedelta(days=1)
        source, day_own = own.get(c.document.replace("-", "_"), (f"paper {c.document}", day))
        facts[c.document] = DocumentFacts(c.document, day_own, source, None, None, ())
    return facts
