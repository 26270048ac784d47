"""Which tables did the first release make?"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The log, what follows from it, and the work that it asks for."""
    _log()
    _effects()
    _movements()
    _queues()


def _log() -> None:
    op.create_table(
        "entries",
        sa.Column("idx", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("idx", name="pk_entries"),
    )
    op.create_table(
        "subtrees",
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name="pk_subtrees"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=False),
        sa.Column("signed", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_head"),
        sa.CheckConstraint("id = 1", name="ck_head_single"),
        sa.CheckConstraint("state IN ('OK', 'FORKED')", name="ck_head_state"),
    )


def _effects() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("diff", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("spent_by", sa.BigInteger()),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("takes_back", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
        sa.ForeignKeyConstraint(["entry"], ["entries.idx"], name="fk_statements_entry"),
        sa.ForeignKeyConstraint(["spent_by"], ["entries.idx"], name="fk_statements_spent_by"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statements_target_entry", "statements", ["target", "entry"])
    op.create_index("ix_statements_head_entry", "statements", ["head", "entry"])
    for name in ("diff", "tree", "takes_back"):
        op.create_index(f"ix_statements_{name}", "statements", [name])
    unspent = sa.text("spent_by IS NULL")
    op.create_index("ix_statements_standing", "statements", ["target", "kind", "expires_at"],
                    sqlite_where=unspent, postgresql_where=unspent)  # fmt: skip


def _movements() -> None:
    op.create_table(
        "movements",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_movements"),
        sa.ForeignKeyConstraint(["entry"], ["entries.idx"], name="fk_movements_entry"),
    )
    op.create_index("ix_movements_ref_entry", "movements", ["ref", "entry"])
    op.create_index("ix_movements_ref_old_new", "movements", ["ref", "old", "new"])


def _queues() -> None:
    op.create_table(
        "blobs",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_blobs"),
    )
    op.create_table(
        "introduced",
        sa.Column("commit_id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commit_id", name="pk_introduced"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "jobs",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("arguments", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("key", name="uq_jobs_key"),
    )
