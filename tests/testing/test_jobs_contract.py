"""Do the runners in memory, in SQLite and in PostgreSQL behave alike?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from paraph.adapters.jobs import leased, procrastinate
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.ports.jobs import JobRunner
from paraph.ports.ledger import Ledger
from paraph.testing import memory_jobs
from paraph.testing.jobs_contract import JobsContract
from paraph.testing.ledger_contract import ORIGIN, SIGNER
from paraph.testing.memory_ledger import MemoryLedger
from postgres_server import PostgresServer


class TestMemory(JobsContract):
    @pytest.fixture
    def log(self) -> MemoryLedger:
        return MemoryLedger(ORIGIN, SIGNER.sign)

    @pytest.fixture
    def jobs(self, log: MemoryLedger) -> JobRunner:
        return memory_jobs.MemoryJobs(log)

    def modules(self) -> list[Any]:
        return [memory_jobs]


class TestSqlite(JobsContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/ledger.db"

    @pytest.fixture
    def log(self, url: str) -> Iterator[Ledger]:
        with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond(), may_create=True)) as log:
            yield log

    @pytest.fixture
    def jobs(self, url: str, log: Ledger) -> Iterator[JobRunner]:
        with closing(leased.LeasedJobs(url.removeprefix("sqlite:///"))) as jobs:
            yield jobs

    def modules(self) -> list[Any]:
        return [leased]


@pytest.fixture(scope="module")
def database(postgresql: PostgresServer) -> str:
    return postgresql.new_database()


@pytest.fixture(scope="module")
def shared(database: str) -> Iterator[Ledger]:
    with closing(open_ledger(database, origin=ORIGIN, signer=SIGNER, second=MemorySecond(), may_create=True)) as log:
        yield log


@pytest.mark.enable_socket  # what runs Procrastinate is woken through a pair of sockets
class TestPostgresql(JobsContract):
    @pytest.fixture
    def url(self, database: str) -> str:
        return database

    @pytest.fixture
    def log(self, shared: Ledger) -> Ledger:
        return shared

    @pytest.fixture
    def jobs(self, url: str, log: Ledger) -> Iterator[JobRunner]:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("DELETE FROM jobs")
            connection.execute("DELETE FROM procrastinate_jobs")
        with closing(procrastinate.ProcrastinateJobs(url, looks_seconds=0.05)) as jobs:
            yield jobs

    def modules(self) -> list[Any]:
        return [procrastinate]
