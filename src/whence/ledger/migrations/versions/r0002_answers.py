"""Answers worth keeping: a tally of a large record takes seconds to make and milliseconds to read again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it is emptied whenever the derived state changes."""
    op.create_table(
        "answers",
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )
