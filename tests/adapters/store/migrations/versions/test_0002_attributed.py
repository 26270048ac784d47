"""Does a ledger of the first release get the table of first records, and keep what it holds?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from adapters.store.logs import opened
from paraph.core.errors import ReadError


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        database.execute("DROP TABLE attributed")
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    database.close()
    with pytest.raises(ReadError) as caught:
        opened(tmp_path, may_create=False)
    assert "paraph hook install --server" in caught.value.problems[0].fix
    with closing(opened(tmp_path)) as ledger:
        assert ledger.attributed(["1" * 40]) == {}
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        found = database.execute("SELECT version_num FROM alembic_version").fetchone()
        columns = [row[1] for row in database.execute("PRAGMA table_info(attributed)")]
    database.close()
    assert found == ("0002",)
    assert columns == ["commit_id", "digest", "entry", "ai_lines"]
