"""Did the first release make these tables?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from migrated import as_released

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


def test_its_tables(tmp_path: Path) -> None:
    as_released(f"sqlite:///{tmp_path}/ledger.db", "0001")
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    assert [name for (name,) in found] == TABLES
