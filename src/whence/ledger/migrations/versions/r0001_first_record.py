"""The first record: journal, evidence and derived tables, and triggers that keep the journal append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQLITE_TRIGGERS = """
CREATE TRIGGER journal_no_{verb} BEFORE {verb} ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE FUNCTION whence_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
"""
_POSTGRES_TRIGGERS = (
    "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal "
    "FOR EACH ROW EXECUTE FUNCTION whence_refuse_change()",
    "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE FUNCTION whence_refuse_change()",
)


def upgrade() -> None:
    """Make every table of the first format."""
    _make_evidence()
    _make_derived()
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_TRIGGERS.format(verb=verb))
    else:
        for statement in (_POSTGRES_FUNCTION, *_POSTGRES_TRIGGERS):
            op.execute(statement)


def _text(name: str, *, key: bool = False, null: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=null, unique=unique)


def _big(name: str, *, key: bool = False, null: bool = False, unique: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=key, nullable=null, unique=unique, autoincrement=False)


def _make_evidence() -> None:
    op.create_table("settings", _text("name", key=True), _text("value"))
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        *(_text(name) for name in ("at", "actor", "action", "about", "payload", "prev_hash", "hash")),
    )
    op.create_table(
        "documents",
        _text("id", key=True),
        _big("seq", unique=True),
        _text("added_at"),
        _text("sha256", unique=True),
        _text("text_sha256"),
        sa.Column("content", sa.LargeBinary),
        *(_text(name) for name in ("text", "media_type", "origin")),
        *(_text(name, null=True) for name in ("published", "published_how", "published_words")),
        *(_text(name, null=True) for name in ("source", "title", "url", "language", "apart")),
    )
    op.create_table(
        "readings",
        sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), primary_key=True),
        _big("seq"),
        *(_text(name, null=True) for name in ("published", "published_how", "published_words")),
        *(_text(name, null=True) for name in ("source", "title", "language", "agency")),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
        _text("notes"),
        _text("aside"),
        _text("pack", null=True),
        _text("pack_reason", null=True),
    )
    op.create_table(
        "claims",
        sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), primary_key=True),
        _text("id", key=True),
        _big("seq"),
        sa.Column("position", sa.Integer, nullable=False),
        _text("scope"),
        _text("effects"),
        *(_text(name, null=True) for name in ("party", "country", "date_start", "date_end")),
        _text("data"),
    )
    op.create_index("claims_by_id", "claims", ["id"])
    op.create_index("claims_in_order", "claims", ["seq", "position"])
    op.create_table(
        "judgements",
        _big("number", key=True),
        *(_text(name) for name in ("kind", "about", "change", "who", "at", "why")),
        _big("undoes", null=True),
    )


def _make_derived() -> None:
    op.create_table("incidents", _text("code", key=True), _text("data"))
    op.create_table("incident_claims", _text("claim", key=True), _text("incident", key=True))
    op.create_index("incident_claims_by_incident", "incident_claims", ["incident"])
    op.create_table("redirects", _text("old", key=True), _text("new", null=True))
    op.create_table("totals", _text("code", key=True), _text("data"))
    op.create_table(
        "links",
        *(_text(name, key=True) for name in ("claim_a", "claim_b", "author")),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("same", sa.Integer, nullable=False),
        _text("reasons"),
    )
    op.create_index("links_by_claim_b", "links", ["claim_b"])
    op.create_table("unlinked", *(_text(name, key=True) for name in ("stage", "item", "reason")))
    op.create_table(
        "estimates",
        _text("policy", key=True),
        _text("incident", key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        _text("data"),
    )
