"""Where linking looks for what may be compared, so that one more document is linked with its neighbourhood alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty: the next command that links fills them."""
    op.create_table(
        "marks",
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("profile", sa.Text),
    )
    op.create_table(
        "blocks",
        sa.Column("block", sa.Text, primary_key=True),
        sa.Column("item", sa.Text, primary_key=True),
    )
    op.create_index("blocks_by_item", "blocks", ["item"])
