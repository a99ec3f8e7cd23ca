"""Small records to fill a ledger with. In comes a number, out comes a document of its own with its claims."""

from __future__ import annotations

import hashlib
from datetime import date

from whence.ledger import Entry
from whence.records import (
    EVERYBODY,
    Act,
    AllegedPerpetrator,
    Claim,
    ClaimUse,
    Count,
    Document,
    Estimate,
    Incident,
    Link,
    Linking,
    Origin,
    PartyRef,
    Published,
    Rejected,
    Speaker,
    Text,
    Total,
    When,
    Where,
)

AT = "2024-05-01T08:00:00Z"


def make_entry(number: int, *, id: str | None = None, claims: int = 2, day: date = date(2024, 4, 30)) -> Entry:
    """Document `number`: one sentence a claim, each with a figure of its own."""
    sentences = [f"Monitors said {number + n} civilians died in Karam street {n}." for n in range(max(claims, 1))]
    words = " ".join(sentences)
    content = words.encode()
    document = Document(
        id=id or f"report-{number}",
        text=words,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="text/plain",
        origin=f"reports/{number}.txt",
        published=Published(day, "option"),
        source="Karam Daily",
    )
    text = Text(document.id, words, (), (), document.published, "en", None, f"Report {number}", "KNA", (1, 2**63 + 5))
    found = tuple(make_claim(document, sentence, n, number + n) for n, sentence in enumerate(sentences[:claims]))
    return Entry(document, text, found, (Rejected("claims", f"{document.id}:9", "no figure"),), "karam", "asked for")


def make_claim(document: Document, quote: str, n: int, killed: int) -> Claim:
    start = document.text.index(quote)
    return Claim(
        id=f"{document.id}:{n}",
        document=document.id,
        start=start,
        end=start + len(quote),
        quote=quote,
        act=Act("ASSAULT", "aerial", None),
        counts=(
            Count(
                "killed",
                f"{killed} civilians",
                killed,
                killed,
                killed,
                "exact",
                status="civilian",
                includes=(Count("injured", "none", 0, 0, 0, "exact"),),
            ),
        ),
        scope="incident",
        where=Where("Karam street", "Karam", None, "QZ", ("p1", "QZ"), 1.5, 2.0, 1),
        when=When("on Monday", date(2024, 4, 29), date(2024, 4, 29), 1, "published"),
        alleged_perpetrator=PartyRef("the army", "army"),
        target=None,
        speaker=(Speaker("Karam Monitor", "monitor"),),
        stance="asserts",
        confidence=0.75,
        reading=("number by rule",),
    )


def make_incident(code: str, *claims: str, previous: tuple[str, ...] = ()) -> Incident:
    origin = Origin("speaker:karam monitor", "Karam Monitor", "monitor", claims, "the same speaker")
    return Incident(
        code,
        Act("ASSAULT", "aerial"),
        Where("Karam street", "Karam", None, "QZ"),
        When("on Monday", date(2024, 4, 29), date(2024, 4, 29), 1, "published"),
        (AllegedPerpetrator("army", 1, 0),),
        claims,
        tuple(dict.fromkeys(claim.rsplit(":", 1)[0] for claim in claims)),
        (origin,),
        previous,
    )


def make_estimate(incident: Incident, best: int, policy: str = "ucdp-1") -> Estimate:
    used = tuple(ClaimUse(claim, "the only one") for claim in incident.claims)
    return Estimate(
        incident.code,
        "killed",
        EVERYBODY,
        None,
        best,
        best,
        best,
        policy,
        used,
        (),
        "one origin",
        1,
        ("single origin",),
    )


def make_total(code: str, claim: str) -> Total:
    where = Where("Karam", "Karam", None, "QZ")
    return Total(
        code, "killed", EVERYBODY, 40, 40, None, "at_least", "at least 40", where, date(2024, 4, 1), None, None,
        "Karam Monitor", (claim,),
    )  # fmt: skip


def make_linking(*incidents: Incident, totals: tuple[Total, ...] = (), aside: tuple[Rejected, ...] = ()) -> Linking:
    links = tuple(
        Link(a, b, 0.9, True, ("the same street",), "link-v1")
        for incident in incidents
        for a, b in zip(incident.claims, incident.claims[1:], strict=False)
    )
    return Linking(incidents, totals, links, aside)
