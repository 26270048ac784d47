"""Is the file its owner's alone, durable, and read by connections that cannot write?"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from adapters.store.logs import opened
from paraph.adapters.store.session import Sessions
from paraph.adapters.store.sqlite import SqliteDatabase
from paraph.core.errors import ReadError
from paraph.testing.ledger_contract import notes


def pragma(sessions: Sessions, name: str) -> object:
    with sessions.session() as session:
        (value,) = session.driver.execute(f"PRAGMA {name}").fetchone()
    return value


@pytest.fixture
def database(tmp_path: Path) -> SqliteDatabase:
    opened(tmp_path).close()
    return SqliteDatabase(f"{tmp_path}/ledger.db")


def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        log = opened(tmp_path / "a" / "b")
        log.record(notes(1))
        found = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "a" / "b").iterdir() if path.is_file()}
    finally:
        os.umask(old)
    assert found == dict.fromkeys(("ledger.db", "ledger.db-wal", "ledger.db-shm"), 0o600)
    log.close()


def test_a_writer_is_durable_and_the_schema_not_trusted(database: SqliteDatabase) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1}
    assert {name: pragma(database.writers, name) for name in expected} == expected
    assert pragma(database.lazy_writers, "synchronous") == 1
    database.close()


def test_a_reader_cannot_write(database: SqliteDatabase) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"), database.readers.session() as session:
        session.run("fork")
    database.close()


def test_a_path_with_odd_characters_is_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "50% ?mode=ro#x é"
    folder.mkdir()
    log = opened(folder)
    log.record(notes(1))
    log.close()
    assert (folder / "ledger.db").is_file()


def test_where_nothing_can_be_made_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReadError, match="could not be"):
        opened(tmp_path / "file" / "x")


def test_a_busy_database_is_not_tried_in_parts(database: SqliteDatabase) -> None:
    holder, other = database.writers.take(), database.lazy_writers.take()
    holder.begin()
    with pytest.raises(sqlite3.OperationalError) as caught:
        other.begin()
    holder.close()
    other.close()
    assert not database.is_passing(caught.value)
    assert database.is_passing(sqlite3.IntegrityError("UNIQUE"))
    database.close()
