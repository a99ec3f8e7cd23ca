"""A part of the derived state, made anew without touching the rest. In come the claims that were linked again and what
that gave, out goes a record as if everything had been linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select

from whence.ledger import derived, tables
from whence.ledger.rows import claim_from
from whence.records import Claim, Estimate, Incident, Linking

_AT_ONCE = 500


def read_claims_added(connection: Connection, after: int) -> Iterator[Claim]:
    """Claims of documents that were added after a journal seq."""
    c = tables.claims.c
    for row in connection.execute(select(c.data).where(c.seq > after).order_by(c.seq, c.position)):
        yield claim_from(row.data)


def read_claims_near(connection: Connection, since: date, until: date) -> Iterator[Claim]:
    """Claims of single happenings whose dates touch a period or are open, and all others of wider scope."""
    c = tables.claims.c
    touches = (c.date_end >= since.isoformat()) & (c.date_start <= until.isoformat())
    wanted = or_(c.scope != "incident", c.date_start.is_(None), c.date_end.is_(None), touches)
    for row in connection.execute(select(c.data).where(wanted).order_by(c.seq, c.position)):
        yield claim_from(row.data)


def read_incidents_of(connection: Connection, claims: Iterable[str]) -> Iterator[Incident]:
    """The incidents that claims belong to, each once."""
    m = tables.incident_claims.c
    codes: set[str] = set()
    for some in _portions(claims):
        codes |= {row.incident for row in connection.execute(select(m.incident).where(m.claim.in_(some)))}
    for code in sorted(codes):
        found = derived.read_incident(connection, code)
        if found is not None:
            yield found


def find_codes(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those of `names` that are codes of present incidents."""
    code = tables.incidents.c.code
    return {row.code for some in _portions(names) for row in connection.execute(select(code).where(code.in_(some)))}


def write_part(connection: Connection, linking: Linking, claims: Iterable[str], was: Sequence[Incident]) -> None:
    """Put what linking `claims` gave in the place of the incidents `was`; totals are all the record's."""
    ids = sorted(claims)
    gone = {incident.code for incident in was} - {incident.code for incident in linking.incidents}
    codes = sorted(gone | {incident.code for incident in linking.incidents})
    t = tables
    _delete(connection, t.incidents, t.incidents.c.code, codes)
    _delete(connection, t.incident_claims, t.incident_claims.c.incident, codes)
    _delete(connection, t.incident_claims, t.incident_claims.c.claim, ids)
    _delete(connection, t.links, t.links.c.claim_a, ids)
    _delete(connection, t.links, t.links.c.claim_b, ids)
    _delete(connection, t.unlinked, t.unlinked.c.item, ids)
    for table, rows in (
        (t.incidents, derived.incident_rows(linking.incidents)),
        (t.incident_claims, derived.membership_rows(linking.incidents)),
        (t.links, derived.link_rows(linking.links)),
        (t.unlinked, derived.unlinked_rows(linking.aside)),
    ):
        if rows:
            connection.execute(insert(table), rows)
    derived.write_totals(connection, linking.totals)
    derived.write_redirects(connection, linking.incidents, gone)


def write_estimates_of(
    connection: Connection, codes: Iterable[str], policy: str, estimates: Iterable[Estimate]
) -> None:
    """Put estimates in the place of those of some incidents."""
    _delete(connection, tables.estimates, tables.estimates.c.incident, codes)
    rows = derived.estimate_rows(policy, estimates)
    if rows:
        connection.execute(insert(tables.estimates), rows)


def _delete(connection: Connection, table: Table, column: ColumnElement[str], values: Iterable[str]) -> None:
    for some in _portions(values):
        connection.execute(delete(table).where(column.in_(some)))


def _portions(values: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(set(values))
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
