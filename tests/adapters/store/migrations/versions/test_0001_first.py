"""Did the first release make these tables?"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from adapters.store.logs import opened

TABLES = [
    "alembic_version",
    "blobs",
    "entries",
    "head",
    "introduced",
    "jobs",
    "movements",
    "statements",
    "subtrees",
]
LATER = {"attributed"}  # fmt: skip


def test_its_tables(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        head = database.execute("SELECT id, size, signed, state FROM head").fetchall()
    database.close()
    assert [name for (name,) in found if name not in LATER] == TABLES
    assert head == [(1, 0, -1, "OK")]
