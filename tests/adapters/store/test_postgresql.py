"""Does a ledger on a real PostgreSQL survive what a server does to its connections, and many writers?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.postgresql import PostgresqlDatabase
from paraph.adapters.store.second import MemorySecond
from paraph.core.errors import InputError, ReadError
from paraph.core.ledger.entry import entry
from paraph.ports.ledger import Introduced, KeptBlob, Movement, Row
from paraph.testing.ledger_contract import MAIN, ORIGIN, SIGNER, notes
from postgres_server import PostgresServer


@pytest.fixture
def url(postgresql: PostgresServer) -> str:
    return postgresql.new_database()


@contextmanager
def opened(url: str, second: MemorySecond | None = None) -> Iterator[StoredLedger]:
    log = open_ledger(url, origin=ORIGIN, signer=SIGNER, second=second or MemorySecond(), may_create=True)
    with closing(log):
        yield log


def asked(url: str, text: str) -> list[tuple[object, ...]]:
    plain = url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, autocommit=True) as connection:
        cursor = connection.execute(text.encode())
        return cursor.fetchall() if cursor.description else []


def others_ended(url: str) -> None:
    asked(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
               "AND pid <> pg_backend_pid()")  # fmt: skip


def test_nothing_is_made_unless_asked(url: str) -> None:
    with pytest.raises(ReadError, match="there is no ledger"):
        open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond())


def test_an_address_that_cannot_be_read_is_told_without_its_secret() -> None:
    url = "postgresql+psycopg://a:secret@c:no/d"
    with pytest.raises(InputError) as caught:
        PostgresqlDatabase(url)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_told(postgresql: PostgresServer) -> None:
    with pytest.raises(ReadError, match="could not be read"), opened("postgresql+psycopg:///x?host=/nowhere"):
        pass


def test_connections_ended_by_the_server_cost_nothing(url: str) -> None:
    with opened(url) as log:
        log.record(notes(2))
        others_ended(url)
        assert log.record(notes(1, 2))[0].index == 2
        others_ended(url)
        with pytest.raises(ReadError, match="could not be read"):
            log.head()
        assert log.head().size == 3


def test_a_writer_ended_in_its_transaction_keeps_nothing(url: str) -> None:
    with opened(url) as log:
        log.record(notes(1))
        asked(url, "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                   "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$")  # fmt: skip
        asked(url, "CREATE TRIGGER die BEFORE UPDATE ON head FOR EACH ROW EXECUTE FUNCTION die()")
        with pytest.raises(ReadError):
            log.record(notes(1, 1), (), [Row(Introduced("1" * 40, "a"))])
        asked(url, "DROP TRIGGER die ON head")
        assert log.head().size == 1
        assert log.introducers(["1" * 40]) == {}
        assert log.record(notes(1, 1))[0].index == 1


def test_a_writer_ended_while_it_commits_is_told_that_it_is_not_known(url: str) -> None:
    with opened(url) as log:
        log.record(notes(1))
        asked(url, "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                   "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$")  # fmt: skip
        asked(url, "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED "
                   "FOR EACH ROW EXECUTE FUNCTION die()")  # fmt: skip
        with pytest.raises(ReadError, match="went away while it was recording"):
            log.record(notes(1, 1))
        asked(url, "DROP TRIGGER die ON entries")
        assert log.record(notes(1, 1))[0].index == 1


def test_a_refusal_of_the_server_is_told(url: str) -> None:
    with opened(url) as log:
        asked(url, "ALTER TABLE entries ADD CHECK (idx < 1)")
        log.record(notes(1))
        with pytest.raises(ReadError, match="could not record"):
            log.record(notes(1, 1))
        asked(url, "ALTER TABLE entries DROP CONSTRAINT entries_idx_check")
        assert log.record(notes(1, 1))[0].index == 1


def test_many_writers_with_rows_in_any_order_make_one_log(url: str) -> None:
    commits = [f"{number:040x}" for number in range(40)]
    blobs = [Row(KeptBlob(f"{number:064x}", b"x")) for number in range(40)]
    failures: list[str] = []

    def work(writer: int) -> None:
        with opened(url) as log:
            for turn in range(15):
                order = slice(None, None, 1 if writer % 2 else -1)
                rows = [Row(Introduced(commit, "a")) for commit in commits[order]] + blobs[order]
                moved = Movement(MAIN, str(writer), str(turn), "landed", "allow", 0)
                body = entry("note", 1_800_000_000, text=f"{writer}/{turn}")
                (receipt,) = log.record([body], (), [*rows, Row(moved, 0)])
                if list(log.entries(receipt.index, receipt.index + 1)) != [body]:
                    failures.append(f"{writer}/{turn}")

    with opened(url) as log:
        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert failures == []
        assert log.head().size == 60 == len(list(log.entries()))
        assert [moved.entry for moved in log.movements(MAIN)] == list(range(60))
        assert log.checkpoint()


def test_a_log_put_back_is_read_only(url: str) -> None:
    second = MemorySecond()
    with opened(url, second) as log:
        log.record(notes(3))
        log.checkpoint()
        asked(url, "UPDATE head SET size = 2")
    with opened(url, second) as log:
        with pytest.raises(ReadError, match="FORKED"):
            log.record(notes(1))
        assert len(list(log.entries())) == 2


def test_a_server_that_forgets_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = PostgresqlDatabase(url)

    class Answer:
        def fetchone(self) -> tuple[str]:
            return ("off",)

    with database.readers.session() as session:
        session.driver.close()
        monkeypatch.setattr(
            session, "driver", type("Off", (), {"execute": lambda *_: Answer(), "close": lambda _: None})()
        )
    with pytest.raises(ReadError, match="fsync = off"):
        database.is_there()
    database.close()
