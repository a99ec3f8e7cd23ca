"""A part of the derived state: what linking must see to link it again, and the writing of it. In come the claims that
something changed about, out comes a record as if everything had been linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, func, insert, select

from whence.ledger import derived, read, tables, write
from whence.ledger.rows import claim_from
from whence.records import Claim, DocumentFacts, Estimate, Incident, Judgement, Linking, Mark

_AT_ONCE = 500


class Near:
    """One moment of the record, to find in it what is near some claims. Made by `Ledger.near`, valid while it is open.

    `seq` is the journal's head, `since` that from which the derived state was made, null where none was.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.seq = write.read_head(connection).seq
        self.since = read.read_derived_from(connection)

    def count_claims(self) -> int:
        """How many claims were found."""
        return self._connection.execute(select(func.count()).select_from(tables.claims)).scalar_one()

    def documents_added(self, after: int) -> set[str]:
        """Documents added after a journal seq."""
        d = tables.documents.c
        return {row.id for row in self._connection.execute(select(d.id).where(d.seq > after))}

    def documents_of(self, claims: Iterable[str]) -> set[str]:
        """The documents that claims stand in; ids that are no claims are left out."""
        c = tables.claims.c
        return {row.document for row in self._rows((c.document,), c.id, claims)}

    def claims(self, documents: Iterable[str]) -> tuple[Claim, ...]:
        """All claims of some documents, before judgements."""
        c = tables.claims.c
        return tuple(claim_from(row.data) for row in self._rows((c.data,), c.document, documents))

    def claims_named(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Claims by their ids, before judgements; ids that are no claims are left out."""
        c = tables.claims.c
        return tuple(claim_from(row.data) for row in self._rows((c.data,), c.id, ids))

    def facts(self, documents: Iterable[str]) -> Mapping[str, DocumentFacts]:
        """What is known of some documents."""
        return read.read_facts(self._connection, documents, upto=None)

    def judgements(self) -> tuple[Judgement, ...]:
        """Everything people decided."""
        return tuple(read.read_judgements(self._connection, upto=None))

    def linked(self, claims: Iterable[str]) -> set[str]:
        """These claims, all that links lead to from them, for or against, and so on."""
        k = tables.links.c
        found, fresh = set(claims), set(claims)
        while fresh:
            ends = [*self._rows((k.claim_b,), k.claim_a, fresh), *self._rows((k.claim_a,), k.claim_b, fresh)]
            fresh = {row[0] for row in ends} - found
            found |= fresh
        return found

    def incidents_of(self, claims: Iterable[str]) -> tuple[Incident, ...]:
        """The incidents that claims belong to, each once, by code."""
        m = tables.incident_claims.c
        codes = {row.incident for row in self._rows((m.incident,), m.claim, claims)}
        found = (derived.read_incident(self._connection, code) for code in sorted(codes))
        return tuple(incident for incident in found if incident is not None)

    def incidents_named(self, names: Iterable[str]) -> tuple[Incident, ...]:
        """The incidents that have, or once had, one of these codes."""
        found = (derived.read_incident(self._connection, name) for name in names)
        return tuple(incident for incident in found if incident is not None)

    def taken(self, codes: Iterable[str]) -> set[str]:
        """Those of `codes` that stand for an incident, or lead to one."""
        i, r = tables.incidents.c, tables.redirects.c
        leading = {row.old for row in self._rows((r.old, r.new), r.old, codes) if row.new is not None}
        return leading | {row.code for row in self._rows((i.code,), i.code, codes)}

    def marks(self, items: Iterable[str]) -> tuple[Mark, ...]:
        """The marks of stories, claims of totals and totals."""
        m, b = tables.marks.c, tables.blocks.c
        wanted = set(items)
        blocks: dict[str, list[str]] = {}
        for row in self._rows((b.item, b.block), b.item, wanted):
            blocks.setdefault(row.item, []).append(row.block)
        kept = self._rows((m.item, m.profile), m.item, blocks)
        return tuple(Mark(row.item, tuple(sorted(blocks[row.item])), row.profile) for row in kept)

    def items_in(self, blocks: Iterable[str]) -> set[str]:
        """The items of all marks in some blocks."""
        b = tables.blocks.c
        return {row.item for row in self._rows((b.item,), b.block, blocks)}

    def _rows(
        self, columns: Sequence[ColumnElement[str]], by: ColumnElement[str], values: Iterable[str]
    ) -> Iterator[Row[Any]]:
        for some in _portions(values):
            yield from self._connection.execute(select(*columns).where(by.in_(some)))  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Place:
    """What a part of the derived state takes the place of. Made by who links it.

    `claims` are all that were linked again, `was` the incidents they belonged to, `items` their marks and totals.
    """

    claims: frozenset[str]
    was: tuple[Incident, ...]
    items: frozenset[str]


def write_part(connection: Connection, linking: Linking, place: Place) -> None:
    """Put what linking a part gave in the place of what was there."""
    gone = {incident.code for incident in place.was} - {incident.code for incident in linking.incidents}
    codes = gone | {incident.code for incident in linking.incidents}
    items = place.items | {mark.item for mark in linking.marks}
    t = tables
    for table, column, values in (
        (t.incidents, t.incidents.c.code, codes),
        (t.incident_claims, t.incident_claims.c.incident, codes),
        (t.incident_claims, t.incident_claims.c.claim, place.claims),
        (t.links, t.links.c.claim_a, place.claims),
        (t.links, t.links.c.claim_b, place.claims),
        (t.unlinked, t.unlinked.c.item, place.claims),
        (t.totals, t.totals.c.code, items),
        (t.marks, t.marks.c.item, items),
        (t.blocks, t.blocks.c.item, items),
    ):
        _delete(connection, table, column, values)
    for table, rows in (
        (t.incidents, derived.incident_rows(linking.incidents)),
        (t.incident_claims, derived.membership_rows(linking.incidents)),
        (t.links, derived.link_rows(linking.links)),
        (t.unlinked, derived.unlinked_rows(linking.aside)),
        (t.totals, derived.total_rows(linking.totals)),
        (t.marks, derived.mark_rows(linking.marks)),
        (t.blocks, derived.block_rows(linking.marks)),
    ):
        if new := list(rows):
            connection.execute(insert(table), new)
    derived.write_redirects(connection, linking.incidents, gone)


def write_estimates_of(
    connection: Connection, codes: Iterable[str], policy: str, estimates: Iterable[Estimate]
) -> None:
    """Put estimates in the place of those of some incidents."""
    e = tables.estimates
    for some in _portions(codes):
        connection.execute(delete(e).where(e.c.policy == policy, e.c.incident.in_(some)))
    rows = list(derived.estimate_rows(policy, estimates))
    if rows:
        connection.execute(insert(e), rows)


def _delete(connection: Connection, table: Table, column: ColumnElement[str], values: Iterable[str]) -> None:
    for some in _portions(values):
        connection.execute(delete(table).where(column.in_(some)))


def _portions(values: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(set(values))
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
