"""The tables of the record. In comes nothing, out go SQLAlchemy Core tables; SQLite and PostgreSQL have the same ones.

Evidence (`documents`, `readings`, `claims`, `judgements`) follows the journal and is checked against it by `verify`;
the derived tables below it can always be made again. Migrations make these tables; nothing else creates them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# What was got, never changed. `content` is zlib-compressed; null where it is exactly the text in UTF-8.
documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False, unique=True),
    Column("added_at", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("text_sha256", Text, nullable=False),
    Column("content", LargeBinary),
    Column("text", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("published", Text),
    Column("published_how", Text),
    Column("published_words", Text),
    Column("source", Text),
    Column("title", Text),
    Column("url", Text),
    Column("language", Text),
    Column("apart", Text),
)

# What the text stage and the finder made of a document, besides its claims. `sketch` is packed 64-bit integers.
readings = Table(
    "readings",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("published", Text),
    Column("published_how", Text),
    Column("published_words", Text),
    Column("source", Text),
    Column("title", Text),
    Column("language", Text),
    Column("agency", Text),
    Column("sketch", LargeBinary, nullable=False),
    Column("notes", Text, nullable=False),
    Column("aside", Text, nullable=False),
    Column("pack", Text),
    Column("pack_reason", Text),
)

# `data` is the claim's own form without its empty keys; the other columns repeat parts of it, to filter by.
claims = Table(
    "claims",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("scope", Text, nullable=False),
    Column("effects", Text, nullable=False),
    Column("party", Text),
    Column("country", Text),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("data", Text, nullable=False),
    Index("claims_by_id", "id"),
    Index("claims_in_order", "seq", "position"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("undoes", BigInteger),
)

# ---------------------------------------------------------------- derived: can always be made again

incidents = Table(
    "incidents",
    metadata,
    Column("code", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

incident_claims = Table(
    "incident_claims",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("incident", Text, primary_key=True),
    Index("incident_claims_by_incident", "incident"),
)

# A code once given is never lost: where its incident was merged into another, `new` is that one, null where none.
redirects = Table(
    "redirects",
    metadata,
    Column("old", Text, primary_key=True),
    Column("new", Text),
)

totals = Table(
    "totals",
    metadata,
    Column("code", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("claim_a", Text, primary_key=True),
    Column("claim_b", Text, primary_key=True),
    Column("author", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("same", Integer, nullable=False),
    Column("reasons", Text, nullable=False),
    Index("links_by_claim_b", "claim_b"),
)

unlinked = Table(
    "unlinked",
    metadata,
    Column("stage", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
)

estimates = Table(
    "estimates",
    metadata,
    Column("policy", Text, primary_key=True),
    Column("incident", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("data", Text, nullable=False),
)

# Where linking looks for what it may compare with something new; see `Mark`.
marks = Table(
    "marks",
    metadata,
    Column("item", Text, primary_key=True),
    Column("profile", Text),
)

blocks = Table(
    "blocks",
    metadata,
    Column("block", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Index("blocks_by_item", "item"),
)

# What was made from all of the above and takes long to make; emptied whenever the derived state changes.
answers = Table(
    "answers",
    metadata,
    Column("question", Text, primary_key=True),
    Column("data", Text, nullable=False),
)
