"""Alembic's door. In comes the open connection that `schema` hands over, out comes the same, upgraded."""

from __future__ import annotations

from alembic import context

from whence.ledger.formats import VERSION_TABLE
from whence.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
