"""Which tables does a server have beside its log? The columns stand in the order of the rows' fields.

`changes` holds each change as it was last decided; `owed` one row for each person whose turn it is, with what an inbox
asks for, so that no inbox reads the changes of others. A job is `waiting` until `due_at`, `doing` as long as its worker
has `token` and renews `lease_until`, or `dead`; its times are epoch milliseconds, all others epoch seconds. At most one
job of a key waits. On PostgreSQL each job that waits is deferred to Procrastinate in the transaction that adds it: its
task by name, the key as its lock, `{"job": id}` as its arguments.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, LargeBinary, Table, Text, text

from paraph.adapters.store.tables import NUMBER, metadata

WAITING = text("state = 'waiting'")


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, BigInteger, nullable=False) for name in names]


def _keys(*names: str) -> list[Column[str]]:
    return [Column(name, Text, primary_key=True) for name in names]


jobs = Table(
    "jobs",
    metadata,
    Column("id", NUMBER, primary_key=True),
    *_texts("task"),
    Column("arguments", LargeBinary, nullable=False),
    *_texts("key"),
    Column("state", Text, nullable=False, server_default="waiting"),
    *(
        Column(name, BigInteger, nullable=False, server_default="0")
        for name in ("added_at", "due_at", "lease_until", "token", "attempts")
    ),
    Column("why", Text, nullable=False, server_default=""),
    Index("ix_jobs_waiting", "key", unique=True, sqlite_where=WAITING, postgresql_where=WAITING),
    Index(None, "key", "state"),
    Index(None, "state", "due_at"),
)

repositories = Table(
    "repositories",
    metadata,
    *_keys("key"),
    *_texts("kind", "name", "id", "place", "url", "target", "account", "identity"),
    Column("is_on", Boolean, nullable=False),
    Column("protection", LargeBinary, nullable=False),
    *_numbers("seen_at"),
    *_texts("trouble"),
)

changes = Table(
    "changes",
    metadata,
    *_keys("repository", "number"),
    *_numbers("version"),
    *_texts("title", "author", "person", "url", "source", "target", "head", "base", "tree", "state"),
    Column("is_draft", Boolean, nullable=False),
    *_texts("verdict", "waits_for", "tier", "summary", "assistance"),
    Column("ai_share", Double, nullable=False),
    *_numbers("ai_lines", "minutes"),
    *_texts("owed_by", "decision", "facts", "policy"),
    Column("entry", BigInteger),
    *_numbers("opened_at", "waiting_since", "decided_at", "landed_at"),
    *_texts("landed", "kind"),
    Index(None, "decided_at"),
    Index(None, "state", "decided_at"),
    Index(None, "state", "verdict", "decided_at"),
    Index(None, "repository", "state", "decided_at"),
    Index(None, "person", "state", "decided_at"),
    Index(None, "head"),
)

owed = Table(
    "owed",
    metadata,
    *_keys("repository", "number", "person"),
    *_texts("state"),
    *_numbers("decided_at"),
    Index(None, "person", "state", "decided_at"),
    Index(None, "person", "decided_at"),
    sqlite_with_rowid=False,
)

read_marks = Table(
    "read_marks",
    metadata,
    *_keys("repository", "number", "person", "path", "blob"),
    *_numbers("at"),
    sqlite_with_rowid=False,
)

reviews = Table(
    "reviews",
    metadata,
    *_keys("repository", "id"),
    *_texts("number", "account", "state", "target", "base", "head", "tree", "diff", "tier"),
    *_numbers("at", "entry"),
    Index(None, "repository", "number", "entry"),
)

deliveries = Table(
    "deliveries",
    metadata,
    *_keys("forge", "id"),
    *_texts("event"),
    *_numbers("received_at"),
    Column("body", LargeBinary, nullable=False),
    *_numbers("done_at"),
    Index(None, "received_at"),
)

posted = Table("posted", metadata, *_keys("key"), *_texts("digest", "external"), *_numbers("at"))

asks = Table(
    "asks",
    metadata,
    *_keys("id"),
    *_texts("repository", "number", "head", "requirement", "person"),
    *_numbers("asked_at", "due_at", "minutes"),
    *_texts("proof", "deputy", "state", "by", "why"),
    *_numbers("changed_at"),
    Index(None, "repository", "number"),
    Index(None, "person", "state"),
    Index(None, "state", "due_at"),
)

settings = Table("settings", metadata, *_keys("name"), Column("value", LargeBinary, nullable=False))

sessions = Table(
    "sessions",
    metadata,
    *_keys("digest"),
    *_texts("person", "account", "csrf"),
    *_numbers("started_at", "expires_at", "fresh_at"),
    Column("pending", LargeBinary, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    *_keys("digest"),
    *_texts("name", "scopes", "repositories", "made_by"),
    *_numbers("made_at", "expires_at", "used_at"),
)

passkeys = Table(
    "passkeys",
    metadata,
    *_keys("id"),
    *_texts("person", "public", "name"),
    *_numbers("made_at", "counter", "revoked_at", "entry"),
    *_texts("accounts"),
    Index(None, "person"),
)

links = Table("links", metadata, *_keys("digest"), *_texts("person"), *_numbers("expires_at", "used_at"))
