"""Linking only the neighbourhood of what is new gives what linking everything gives, on both databases."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from build import PLACES, claim, count
from whence import relinking
from whence.estimates import load_policy
from whence.ledger import Entry, Ledger, open_ledger
from whence.records import Claim, Document, Published, Text

AT = "2031-06-01T08:00:00Z"
FIRST = date(2031, 1, 1)


def made_claims(number: int, seed: int = 7) -> list[Claim]:
    """Claims of a year, some of them of one happening, some undated, some totals."""
    dice = random.Random(seed)
    found = []
    for n in range(number):
        day = FIRST + timedelta(days=dice.randrange(300))
        place, killed = dice.choice(list(PLACES)), dice.randint(1, 40)
        for copy in range(dice.choice((1, 1, 2, 3))):
            name = f"{n:04d}-{copy}"
            wide = dice.random() < 0.05
            found.append(
                claim(
                    f"c{name}",
                    count(killed),
                    place=place if dice.random() > 0.1 else None,
                    day=day if dice.random() > 0.1 else None,
                    until=day + timedelta(days=20) if wide else None,
                    scope="cumulative" if wide else "incident",
                    party=dice.choice((None, "north", "south")),
                    speaker=dice.choice((None, "the Watch", "residents")),
                )
            )
    return found


def entry(one: Claim) -> Entry:
    """A document that holds one claim; tests of linking need no real text."""
    content = one.id.encode()
    published = Published((one.when.date_start or FIRST) + timedelta(days=1), "option")
    document = Document(
        one.document, one.id, content, hashlib.sha256(content).hexdigest(), "text/plain", "x", published
    )
    text = Text(one.document, one.id, (), (), published, "en", f"paper {one.id}", None, None, ())
    return Entry(document, text, (one,))


def add(ledger: Ledger, claims: Sequence[Claim]) -> None:
    ledger.add_documents([entry(c) for c in claims], at=AT, actor="test")


def groups(ledger: Ledger) -> set[tuple[str, ...]]:
    return {incident.claims for incident in ledger.incidents()}


def numbers(ledger: Ledger) -> list[tuple[object, ...]]:
    policy = load_policy("ucdp").label
    claims = {incident.code: incident.claims for incident in ledger.incidents()}
    return sorted(
        (claims[e.incident], e.effect, str(e.victims), str(e.low), str(e.best), str(e.high))
        for e in ledger.estimates(policy)
    )


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Link by neighbourhoods however small the record."""
    monkeypatch.setattr(relinking, "SMALL_CLAIMS", 0)
    monkeypatch.setattr(relinking, "LARGEST_SHARE", 0.9)


def test_a_part_linked_again_is_as_if_all_was(small: None, record_url: str) -> None:
    """Claims that come in one by one end in the same incidents, totals and estimates as all at once."""
    policy = load_policy("ucdp")
    claims = made_claims(120)
    with open_ledger(record_url, create=True) as ledger:
        add(ledger, claims[:-8])
        assert relinking.relink(ledger, policy)
        parts = 0
        for one in claims[-8:]:
            add(ledger, [one])
            parts += not relinking.relink(ledger, policy)
        assert parts >= 6
        after = (groups(ledger), {(t.code, t.claims) for t in ledger.totals()}, numbers(ledger), set(ledger.unlinked()))
        relinking.link_everything(ledger, policy, ledger.head().seq)
        whole = (groups(ledger), {(t.code, t.claims) for t in ledger.totals()}, numbers(ledger), set(ledger.unlinked()))
    assert after == whole


def test_judgements_reach_no_further_than_their_neighbourhood(small: None, tmp_path: object) -> None:
    """A merge and its undo, and an edit that moves a claim to another day, link a part and give the whole's answer."""
    policy = load_policy("ucdp")
    claims = made_claims(120)
    with open_ledger(f"sqlite:///{tmp_path}/whence.db", create=True) as ledger:
        add(ledger, claims)
        relinking.relink(ledger, policy)
        before, made = groups(ledger), numbers(ledger)
        some = sorted(before)[:2]
        merged = ledger.add_judgement("merge", [*some[0], *some[1]], who="ana", at=AT, why="one")
        assert not relinking.relink(ledger, policy)
        assert tuple(sorted(some[0] + some[1])) in groups(ledger)
        ledger.add_judgement("undo", merged.about, who="ana", at=AT, why="two", undoes=merged.number)
        assert not relinking.relink(ledger, policy)
        assert (groups(ledger), numbers(ledger)) == (before, made)
        ledger.add_judgement("edit", [claims[0].id], who="ana", at=AT, why="x", change=[("when", "2031-12-24")])
        relinking.relink(ledger, policy)
        after = groups(ledger), numbers(ledger)
        relinking.link_everything(ledger, policy, ledger.head().seq)
        assert after == (groups(ledger), numbers(ledger))
