"""Does a ledger of the first release get the table of first records?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from migrated import as_released


def test_its_columns(tmp_path: Path) -> None:
    as_released(f"sqlite:///{tmp_path}/ledger.db", "0001")
    as_released(f"sqlite:///{tmp_path}/ledger.db", "0002")
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(attributed)")]
    assert columns == ["commit_id", "digest", "entry", "ai_lines"]
