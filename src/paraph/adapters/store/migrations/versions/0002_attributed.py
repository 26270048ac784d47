"""Where does a ledger keep the first record of lines of each commit?"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One row a commit, so that a record that was changed or taken away is told from what it was."""
    op.create_table(
        "attributed",
        sa.Column("commit_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("ai_lines", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("commit_id", name="pk_attributed"),
        sa.ForeignKeyConstraint(["entry"], ["entries.idx"], name="fk_attributed_entry"),
        sqlite_with_rowid=False,
    )
