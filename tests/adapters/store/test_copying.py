"""Is a copy whole, and its owner's alone?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from log_samples import some_entries
from paraph.adapters.store.copying import copy_sqlite, size_of
from paraph.core.errors import ReadError
from stored_log import stored_log


def test_a_copy_has_what_was_there_while_somebody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    log = stored_log(tmp_path, tmp_path / "state", 20)
    with closing(sqlite3.connect(log.file)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        copy_sqlite(str(log.file), f"{tmp_path}/copy #1.db")
        writer.rollback()
    log.record(some_entries(5))
    origin, size = size_of(f"{tmp_path}/copy #1.db")
    assert (origin, size) == (*size_of(str(log.file))[:1], 20)
    assert (tmp_path / "copy #1.db").stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("kept")
    with pytest.raises(ReadError):
        copy_sqlite(f"{tmp_path}/source", f"{tmp_path}/there")
    assert (tmp_path / "there").read_text() == "kept"


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be looked at"])
def test_what_is_no_log_has_no_size(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ReadError):
        size_of(f"{tmp_path}/file")
