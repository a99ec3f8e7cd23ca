"""What is made of the evidence: incidents, totals, links, estimates. In come stage outputs, out go rows, and back.

Writing compares with what is there and touches only what differs, so that a record with one new document is not
written anew. A code that goes away leaves a redirect to the incident that took it up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, select, tuple_

from whence.forms import (
    estimate_from_json,
    estimate_to_json,
    incident_from_json,
    incident_to_json,
    total_from_json,
    total_to_json,
)
from whence.ledger import tables
from whence.ledger.journal import canonical_json
from whence.ledger.rows import TableRow
from whence.records import Estimate, Incident, Link, Linking, Mark, Rejected, Total

_AT_ONCE = 500
_ROWS_AT_ONCE = 5_000  # rows in memory at one time


def write_linking(connection: Connection, linking: Linking) -> None:
    """Make the record's incidents, totals, links and unlinked claims those of `linking`."""
    gone = _sync(connection, tables.incidents, incident_rows(linking.incidents), ("code",))
    _sync(connection, tables.incident_claims, membership_rows(linking.incidents), ("claim", "incident"))
    _sync(connection, tables.totals, total_rows(linking.totals), ("code",))
    _sync(connection, tables.links, link_rows(linking.links), ("claim_a", "claim_b", "author"))
    _sync(connection, tables.unlinked, unlinked_rows(linking.aside), ("stage", "item", "reason"))
    _sync(connection, tables.marks, mark_rows(linking.marks), ("item",))
    _sync(connection, tables.blocks, block_rows(linking.marks), ("block", "item"))
    write_redirects(connection, linking.incidents, {key[0] for key in gone})


def write_estimates(connection: Connection, policy: str, estimates: Iterable[Estimate]) -> None:
    """Make the record's estimates under one policy those given; other policies' stay."""
    rows = estimate_rows(policy, estimates)
    _sync(connection, tables.estimates, rows, ("policy", "incident", "position"), policy=policy)


def drop_estimates(connection: Connection, keep: str | None = None) -> None:
    """Forget estimates made from an earlier linking, but those under the policy `keep`."""
    query = delete(tables.estimates)
    connection.execute(query if keep is None else query.where(tables.estimates.c.policy != keep))


def write_answer(connection: Connection, question: str, data: str) -> None:
    """Keep an answer over the one before."""
    connection.execute(delete(tables.answers).where(tables.answers.c.question == question))
    connection.execute(insert(tables.answers), {"question": question, "data": data})


def drop_answers(connection: Connection) -> None:
    """Forget all answers: what they were made from has changed."""
    connection.execute(delete(tables.answers))


def read_answer(connection: Connection, question: str) -> str | None:
    query = select(tables.answers.c.data).where(tables.answers.c.question == question)
    return connection.execute(query).scalar_one_or_none()


def read_incidents(connection: Connection) -> Iterator[Incident]:
    query = select(tables.incidents.c.data).order_by(tables.incidents.c.code)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield incident_from_json(json.loads(row.data))


def read_incident(connection: Connection, code: str) -> Incident | None:
    """The incident of a code, or the one its code redirects to; null where there is none."""
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        data = connection.execute(select(tables.incidents.c.data).where(tables.incidents.c.code == code)).scalar()
        if data is not None:
            return incident_from_json(json.loads(data))
        new = connection.execute(select(tables.redirects.c.new).where(tables.redirects.c.old == code)).scalar()
        if new is None:
            return None
        code = new
    return None


def read_totals(connection: Connection) -> Iterator[Total]:
    for row in connection.execute(select(tables.totals.c.data).order_by(tables.totals.c.code)):
        yield total_from_json(json.loads(row.data))


def read_links(connection: Connection, claim: str | None = None) -> Iterator[Link]:
    query = select(tables.links).order_by(tables.links.c.claim_a, tables.links.c.claim_b, tables.links.c.author)
    if claim is not None:
        query = query.where((tables.links.c.claim_a == claim) | (tables.links.c.claim_b == claim))
    for row in connection.execute(query):
        yield Link(row.claim_a, row.claim_b, row.score, bool(row.same), tuple(json.loads(row.reasons)), row.author)


def read_unlinked(connection: Connection) -> Iterator[Rejected]:
    for row in connection.execute(select(tables.unlinked).order_by(tables.unlinked.c.item)):
        yield Rejected(row.stage, row.item, row.reason)


def read_estimates(connection: Connection, policy: str, incident: str | None = None) -> Iterator[Estimate]:
    e = tables.estimates.c
    query = select(e.data).where(e.policy == policy)
    if incident is not None:
        query = query.where(e.incident == incident)
    for row in connection.execute(query.order_by(e.incident, e.position)):
        yield estimate_from_json(json.loads(row.data))


def read_redirects(connection: Connection) -> Mapping[str, str | None]:
    return {row.old: row.new for row in connection.execute(select(tables.redirects))}


# ---------------------------------------------------------------- rows


def incident_rows(incidents: Sequence[Incident]) -> Iterator[TableRow]:
    return ({"code": incident.code, "data": canonical_json(incident_to_json(incident))} for incident in incidents)


def membership_rows(incidents: Sequence[Incident]) -> Iterator[TableRow]:
    return ({"claim": claim, "incident": i.code} for i in incidents for claim in dict.fromkeys(i.claims))


def total_rows(totals: Sequence[Total]) -> Iterator[TableRow]:
    return ({"code": total.code, "data": canonical_json(total_to_json(total))} for total in totals)


def link_rows(links: Sequence[Link]) -> Iterator[TableRow]:
    return (
        {
            "claim_a": link.claim_a,
            "claim_b": link.claim_b,
            "author": link.author,
            "score": link.score,
            "same": int(link.same),
            "reasons": canonical_json(list(link.reasons)),
        }
        for link in links
    )


def mark_rows(marks: Sequence[Mark]) -> Iterator[TableRow]:
    return ({"item": mark.item, "profile": mark.profile} for mark in marks)


def block_rows(marks: Sequence[Mark]) -> Iterator[TableRow]:
    return ({"block": block, "item": mark.item} for mark in marks for block in mark.blocks)


def estimate_rows(policy: str, estimates: Iterable[Estimate]) -> Iterator[TableRow]:
    counts: dict[str, int] = {}
    for estimate in estimates:
        position = counts[estimate.incident] = counts.get(estimate.incident, -1) + 1
        data = canonical_json(estimate_to_json(estimate))
        yield {"policy": policy, "incident": estimate.incident, "position": position, "data": data}


def unlinked_rows(aside: Sequence[Rejected]) -> Iterator[TableRow]:
    return ({"stage": r.stage, "item": r.item, "reason": r.reason} for r in aside)


def write_redirects(connection: Connection, incidents: Sequence[Incident], gone: set[str]) -> None:
    """Codes merged into others lead there; a code that is used again leads nowhere else; none is forgotten."""
    known = dict(read_redirects(connection))
    wanted: dict[str, str | None] = dict.fromkeys(gone)
    wanted |= {old: incident.code for incident in incidents for old in incident.previous_codes}
    living = {incident.code for incident in incidents}
    changed = {old: new for old, new in wanted.items() if old not in living and known.get(old, "") != new}
    dropped = (set(known) & set(changed)) | (set(known) & living)
    _delete_keys(connection, tables.redirects, ("old",), [(old,) for old in dropped])
    if changed:
        connection.execute(insert(tables.redirects), [{"old": old, "new": new} for old, new in changed.items()])


# ---------------------------------------------------------------- writing only what differs


def _sync(
    connection: Connection, table: Table, rows: Iterable[TableRow], key: tuple[str, ...], *, policy: str | None = None
) -> list[tuple[Any, ...]]:
    """Make `table` (or its rows of one policy) hold exactly `rows`; the keys that went away come back."""
    others = [column.name for column in table.columns if column.name not in key]
    there = _read_prints(connection, table, key, others, policy)
    stream = iter(rows)
    while some := list(islice(stream, _ROWS_AT_ONCE)):
        fresh, changed = [], []
        for row in some:
            print_there = there.pop(tuple(row[name] for name in key), None)
            if print_there is None:
                fresh.append(row)
            elif print_there != hash(tuple(row[name] for name in others)):
                changed.append(row)
        if changed:
            _update_rows(connection, table, key, others, changed)
        if fresh:
            connection.execute(insert(table), fresh)
    _delete_keys(connection, table, key, list(there))
    return list(there)


def _read_prints(
    connection: Connection, table: Table, key: Sequence[str], others: Sequence[str], policy: str | None
) -> dict[tuple[Any, ...], int]:
    """A fingerprint of each row by its key: of a large record the rows themselves would fill the memory."""
    query = select(*(table.c[name] for name in (*key, *others))).execution_options(yield_per=_ROWS_AT_ONCE)
    if policy is not None:
        query = query.where(table.c.policy == policy)
    at = len(key)
    return {tuple(row[:at]): hash(tuple(row[at:])) for row in connection.execute(query)}


def _update_rows(
    connection: Connection, table: Table, key: Sequence[str], others: Sequence[str], rows: Sequence[TableRow]
) -> None:
    matches = and_(*(table.c[name] == bindparam(f"key_{name}") for name in key))
    query = table.update().where(matches).values({name: bindparam(f"new_{name}") for name in others})
    connection.execute(
        query, [{f"key_{n}": row[n] for n in key} | {f"new_{n}": row[n] for n in others} for row in rows]
    )


def _delete_keys(connection: Connection, table: Table, key: Sequence[str], keys: Sequence[tuple[Any, ...]]) -> None:
    columns = [table.c[name] for name in key]
    for start in range(0, len(keys), _AT_ONCE // len(key)):
        some = keys[start : start + _AT_ONCE // len(key)]
        matches = columns[0].in_([k[0] for k in some]) if len(key) == 1 else tuple_(*columns).in_(some)
        connection.execute(delete(table).where(matches))
