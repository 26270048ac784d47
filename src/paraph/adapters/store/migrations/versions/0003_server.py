"""Where does a server keep what it knows of changes, of whom it asked, and of who is logged in?"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Jobs that workers share, and the rows of a server."""
    _jobs()
    _repositories()
    _changes()
    _beside_changes()
    _outside()
    _asks()
    _accounts()


def _jobs() -> None:
    with op.batch_alter_table("jobs") as batch:
        batch.drop_constraint("uq_jobs_key", type_="unique")
        batch.add_column(sa.Column("state", sa.Text(), nullable=False, server_default="waiting"))
        for name in ("added_at", "due_at", "lease_until", "token", "attempts"):
            batch.add_column(sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("why", sa.Text(), nullable=False, server_default=""))
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_jobs_waiting", "jobs", ["key"], unique=True, sqlite_where=waiting, postgresql_where=waiting)
    _index("jobs", "key", "state")
    _index("jobs", "state", "due_at")


def _repositories() -> None:
    _table(
        "repositories",
        _keys("key"),
        *_texts("kind", "name", "id", "place", "url", "target", "account", "identity"),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        _bytes("protection"),
        *_numbers("seen_at"),
        *_texts("trouble"),
    )
    _table("settings", _keys("name"), _bytes("value"))


def _changes() -> None:
    _table(
        "changes",
        _keys("repository", "number"),
        *_numbers("version"),
        *_texts("title", "author", "person", "url", "source", "target", "head", "base", "tree", "state"),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        *_texts("verdict", "waits_for", "tier", "summary", "assistance"),
        sa.Column("ai_share", sa.Double(), nullable=False),
        *_numbers("ai_lines", "minutes"),
        *_texts("owed_by", "decision", "facts", "policy"),
        sa.Column("entry", sa.BigInteger()),
        *_numbers("opened_at", "waiting_since", "decided_at", "landed_at"),
        *_texts("landed", "kind"),
    )
    _index("changes", "decided_at")
    _index("changes", "state", "decided_at")
    _index("changes", "state", "verdict", "decided_at")
    _index("changes", "repository", "state", "decided_at")
    _index("changes", "person", "state", "decided_at")
    _index("changes", "head")
    _table(
        "owed",
        _keys("repository", "number", "person"),
        *_texts("state"),
        *_numbers("decided_at"),
        sqlite_with_rowid=False,
    )
    _index("owed", "person", "state", "decided_at")
    _index("owed", "person", "decided_at")


def _beside_changes() -> None:
    _table(
        "read_marks",
        _keys("repository", "number", "person", "path", "blob"),
        *_numbers("at"),
        sqlite_with_rowid=False,
    )
    _table(
        "reviews",
        _keys("repository", "id"),
        *_texts("number", "account", "state", "target", "base", "head", "tree", "diff", "tier"),
        *_numbers("at", "entry"),
    )
    _index("reviews", "repository", "number", "entry")


def _outside() -> None:
    _table(
        "deliveries",
        _keys("forge", "id"),
        *_texts("event"),
        *_numbers("received_at"),
        _bytes("body"),
        *_numbers("done_at"),
    )
    _index("deliveries", "received_at")
    _table("posted", _keys("key"), *_texts("digest", "external"), *_numbers("at"))


def _asks() -> None:
    _table(
        "asks",
        _keys("id"),
        *_texts("repository", "number", "head", "requirement", "person"),
        *_numbers("asked_at", "due_at", "minutes"),
        *_texts("proof", "deputy", "state", "by", "why"),
        *_numbers("changed_at"),
    )
    _index("asks", "repository", "number")
    _index("asks", "person", "state")
    _index("asks", "state", "due_at")


def _accounts() -> None:
    _table(
        "sessions",
        _keys("digest"),
        *_texts("person", "account", "csrf"),
        *_numbers("started_at", "expires_at", "fresh_at"),
        _bytes("pending"),
    )
    _table(
        "tokens",
        _keys("digest"),
        *_texts("name", "scopes", "repositories", "made_by"),
        *_numbers("made_at", "expires_at", "used_at"),
    )
    _table(
        "passkeys",
        _keys("id"),
        *_texts("person", "public", "name"),
        *_numbers("made_at", "counter", "revoked_at", "entry"),
        *_texts("accounts"),
    )
    _index("passkeys", "person")
    _table("links", _keys("digest"), *_texts("person"), *_numbers("expires_at", "used_at"))


def _table(name: str, keys: list[sa.Column[str]], *columns: sa.Column[Any], **options: bool) -> None:
    key = sa.PrimaryKeyConstraint(*[column.name for column in keys], name=f"pk_{name}")
    op.create_table(name, *keys, *columns, key, **options)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _keys(*names: str) -> list[sa.Column[str]]:
    return _texts(*names)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)
