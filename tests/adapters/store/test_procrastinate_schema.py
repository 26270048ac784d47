"""Are jobs deferred to Procrastinate in the transaction that adds them, and its tables made once?"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from migrated import as_released, postgresql_url
from paraph.adapters.store import procrastinate_schema
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.migrate import differences, migrate
from paraph.adapters.store.second import MemorySecond
from paraph.core.errors import ReadError
from paraph.ports.board import Fence
from paraph.ports.ledger import Job, Row
from paraph.testing.ledger_contract import ORIGIN, SIGNER, notes
from postgres_server import PostgresServer

DEFERRED = "SELECT queue_name, task_name, lock, queueing_lock, args->>'job' FROM procrastinate_jobs ORDER BY id"


def asked(url: str, text: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(text.encode())
        return cursor.fetchall() if cursor.description else []


def test_what_is_new_is_deferred_with_its_record(postgresql: PostgresServer) -> None:
    url = postgresql_url(postgresql)
    with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as log:
        log.record(notes(1), [Job("show", b"{}", "show:2"), Job("attend", b"{}", "attend:1")])
        log.record((), [Job("attend", b"{}", "attend:1"), Job("ask", b"{}", "ask:'%s")])
        with pytest.raises(ReadError):
            log.record(notes(1), [Job("attend", b"{}", "attend:9")], [Row(Fence("1", 77))])
        log.record((), [Job("attend", b"{}", "attend:1")])
    ids = {key: str(id_) for id_, key in asked(url, "SELECT id, key FROM jobs WHERE state = 'waiting'")}
    assert asked(url, DEFERRED) == [
        ("paraph", "attend", "attend:1", None, ids["attend:1"]),
        ("paraph", "show", "show:2", None, ids["show:2"]),
        ("paraph", "ask", "ask:'%s", None, ids["ask:'%s"]),
    ]


def test_later_migrations_of_its_own_are_applied_in_order(
    postgresql: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql_url(postgresql)
    folder = tmp_path / "sql" / "migrations"
    folder.mkdir(parents=True)
    for number, name in enumerate(("99.1", "99.2", "00.1", "99.3")):
        (folder / f"{name}.sql").write_text(f"CREATE TABLE procrastinate_{number} AS SELECT 'made' AS it; SELECT 1;")
    asked(url, "UPDATE settings SET value = convert_to('99.1.sql', 'utf8')")
    monkeypatch.setattr(procrastinate_schema, "files", lambda _: tmp_path)
    for _ in range(2):
        migrate(url, ORIGIN)
    made = [asked(url, f"SELECT to_regclass('procrastinate_{number}') IS NOT NULL")[0][0] for number in range(4)]
    assert made == [False, True, False, True]
    assert asked(url, "SELECT convert_from(value, 'utf8') FROM settings") == [("99.3.sql",)]
    assert differences(url) == []


def test_what_waited_before_is_deferred(postgresql: PostgresServer) -> None:
    url = postgresql.new_database()
    waits = "INSERT INTO jobs (task, arguments, key) VALUES ('attend', '{}', 'k')"
    as_released(url, "0002", waits)
    migrate(url, ORIGIN)
    assert asked(url, DEFERRED) == [("paraph", "attend", "k", None, "1")]
