"""Which tables does a ledger have? Statements are compiled from this, and migrations checked against it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

# In SQLite only a column declared as INTEGER is the row's own number, without an index beside it.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# `leaf` stands before `body`, so that reading a tile does not touch the pages on which long bodies go on.
entries = Table(
    "entries",
    metadata,
    Column("idx", NUMBER, primary_key=True, autoincrement=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# Roots of complete subtrees of 256, 256², … leaves: the hashes of the tiles above level 0.
subtrees = Table(
    "subtrees",
    metadata,
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# One row: what a writer locks. `checkpoint` is the last signed one, `signed` its size.
head = Table(
    "head",
    metadata,
    Column("id", SmallInteger, CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("checkpoint", Text, nullable=False),
    Column("signed", BigInteger, nullable=False),
    Column("state", Text, CheckConstraint("state IN ('OK', 'FORKED')", name="state"), nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("diff", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("entry", BigInteger, ForeignKey(entries.c.idx), nullable=False),
    Column("spent_by", BigInteger, ForeignKey(entries.c.idx)),
    Column("tree", Text, nullable=False),
    Column("takes_back", Text, nullable=False),
    Index(None, "target", "entry"),
    Index(None, "head", "entry"),
    Index(None, "diff"),
    Index(None, "tree"),
    Index(None, "takes_back"),
    sqlite_with_rowid=False,
)
# What every decision on a target looks at, however much has landed there.
Index(
    "ix_statements_standing", statements.c.target, statements.c.kind, statements.c.expires_at,
    sqlite_where=statements.c.spent_by.is_(None), postgresql_where=statements.c.spent_by.is_(None),
)  # fmt: skip

blobs = Table(
    "blobs",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("salt", LargeBinary),
    Column("content", LargeBinary, nullable=False),
)

movements = Table(
    "movements",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("entry", BigInteger, ForeignKey(entries.c.idx), nullable=False),
    Index(None, "ref", "entry"),
    Index(None, "ref", "old", "new"),
)

introduced = Table(
    "introduced",
    metadata,
    Column("commit_id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    sqlite_with_rowid=False,
)

# The first record of lines of each commit; later ones are entries of the log alone.
attributed = Table(
    "attributed",
    metadata,
    Column("commit_id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("entry", BigInteger, ForeignKey(entries.c.idx), nullable=False),
    Column("ai_lines", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
