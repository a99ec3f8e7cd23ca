"""Linking only the neighbourhood of what is new gives what linking everything gives, on both databases."""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from build import PLACES, claim, count
from whence import relinking
from whence.estimates import load_policy
from whence.incidents import blocking
from whence.ledger import Entry, Ledger, open_ledger, tables
from whence.records import Claim, Document, Published, Text

AT = "2031-06-01T08:00:00Z"
FIRST = date(2031, 1, 1)
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a disk would take longer than the linking


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
    monkeypatch.setattr(relinking, "LARGEST_SHARE", 1.0)


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a block of four for a full one."""
    monkeypatch.setattr(blocking, "FULL_BLOCK", 3)
    monkeypatch.setattr(blocking, "WINDOW", 1)


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


# ---------------------------------------------------------------- laws

told = st.tuples(
    st.sampled_from(["Orsa", "Old Orsa", "Velm", "Tarn", "North", "Quarland", "Nowhere", None]),
    st.one_of(st.none(), st.integers(0, 9)),
    st.sampled_from([0, 0, 0, 3, 40]),
    st.sampled_from([None, "army", "rebels"]),
    st.integers(1, 12),
    st.sampled_from(["incident", "incident", "incident", "incident", "cumulative", "background"]),
    st.sampled_from([None, None, "the Watch"]),
)
document = st.lists(told, min_size=1, max_size=4)
step = st.one_of(
    st.lists(document, min_size=1, max_size=2),
    st.tuples(
        st.sampled_from(["merge", "split", "reject", "undo", "when", "scope"]), st.integers(0, 99), st.integers(0, 99)
    ),
)


def _document(name: str, rows: list[Any]) -> Entry:
    claims = tuple(
        claim(
            f"{hashlib.sha256(f'{name}-{i}'.encode()).hexdigest()[:6]}",
            count(n),
            place=place,
            day=None if day is None else FIRST + timedelta(days=day),
            until=FIRST + timedelta(days=day + longer) if day is not None and longer else None,
            party=party,
            scope=scope,
            speaker=speaker,
            doc=name,
            start=i * 100,
        )
        for i, (place, day, longer, party, n, scope, speaker) in enumerate(rows)
    )
    one = entry(claims[0])
    return Entry(one.document, one.text, claims)


def _judge(ledger: Ledger, kind: str, a: int, b: int) -> None:
    ids = sorted(c.id for c in ledger.claims())
    one, other = ids[a % len(ids)], ids[b % len(ids)]
    made = ledger.judgements()
    if kind == "undo" and made:
        last = made[a % len(made)]
        ledger.add_judgement("undo", last.about, who="ana", at=AT, why="x", undoes=last.number)
    elif kind in ("merge", "split") and one != other:
        ledger.add_judgement(kind, [one, other], who="ana", at=AT, why="x")  # type: ignore[arg-type]
    elif kind == "reject":
        ledger.add_judgement("reject", [one], who="ana", at=AT, why="x")
    elif kind in ("when", "scope"):
        change = [("when", f"2031-01-{1 + b % 9:02d}")] if kind == "when" else [("scope", "cumulative")]
        ledger.add_judgement("edit", [one], who="ana", at=AT, why="x", change=change)


def everything(ledger: Ledger) -> tuple[object, ...]:
    """All that is derived, as it is kept."""
    names = ("incidents", "incident_claims", "totals", "links", "unlinked", "estimates", "marks", "blocks")
    with ledger._reading() as connection:
        return tuple(set(connection.execute(select(tables.metadata.tables[name]))) for name in names)


def follow(ledger: Ledger, steps: Sequence[Any]) -> None:
    """Whatever happens to a record, a part linked again is as if all was; links, reasons, codes and marks too."""
    policy = load_policy("ucdp")
    for number, now in enumerate(steps):
        if isinstance(now, list):
            entries = [_document(f"d{number}-{n}", rows) for n, rows in enumerate(now)]
            ledger.add_documents(entries, at=AT, actor="test")
        elif ledger.head().seq:
            _judge(ledger, *now)
        relinking.relink(ledger, policy)
        after = everything(ledger)
        relinking.link_everything(ledger, policy, ledger.head().seq)
        assert after == everything(ledger)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record, to be copied: making one takes longer than the test."""
    path = tmp_path_factory.mktemp("relinking") / "empty.db"
    open_ledger(str(path), create=True).close()
    return path


@given(steps=st.lists(step, min_size=1, max_size=6))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_part_linked_again_is_always_as_if_all_was(small: None, empty: Path, steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        path = Path(folder) / "whence.db"
        shutil.copy(empty, path)
        with open_ledger(str(path)) as ledger:
            follow(ledger, steps)


@given(steps=st.lists(step, min_size=2, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_also_in_blocks_too_full_to_compare_all(small: None, crowded: None, empty: Path, steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        path = Path(folder) / "whence.db"
        shutil.copy(empty, path)
        with open_ledger(str(path)) as ledger:
            follow(ledger, steps)


def test_also_on_a_server(small: None, postgres_url: str) -> None:
    """The same, of one record that many things happen to."""
    dice = random.Random(11)
    places = [*PLACES, "Nowhere", None]
    steps: list[Any] = []
    for number in range(25):
        rows = [
            (dice.choice(places), dice.choice((None, *range(10))), dice.choice((0, 0, 3, 40)),
             dice.choice((None, "army", "rebels")), dice.randint(1, 12),
             dice.choice(("incident", "incident", "incident", "cumulative", "background")), None)
            for _ in range(dice.randint(1, 4))
        ]  # fmt: skip
        kind = dice.choice(("merge", "split", "reject", "undo", "when", "scope"))
        steps += [[rows]] if number % 3 else [[rows], (kind, dice.randint(0, 99), dice.randint(0, 99))]
    with open_ledger(postgres_url, create=True) as ledger:
        follow(ledger, steps)
