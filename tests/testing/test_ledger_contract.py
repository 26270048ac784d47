"""Do the ledgers in memory, in SQLite and in PostgreSQL behave alike?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from migrated import postgresql_url, sqlite_url
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.scoped import RepositoryLedger
from paraph.adapters.store.second import FileSecond, MemorySecond
from paraph.ports.ledger import Ledger
from paraph.testing.ledger_contract import ORIGIN, REPOSITORY, SIGNER, LedgerContract
from paraph.testing.memory_ledger import MemoryLedger
from postgres_server import PostgresServer


class TestMemory(LedgerContract):
    @pytest.fixture
    def log(self) -> Ledger:
        return MemoryLedger(ORIGIN, SIGNER.sign)


class TestScoped(LedgerContract):
    @pytest.fixture
    def log(self) -> Ledger:
        return RepositoryLedger(MemoryLedger(ORIGIN, SIGNER.sign), REPOSITORY)


class TestScopedSqlite(LedgerContract):
    @pytest.fixture
    def log(self, tmp_path: Path) -> Iterator[Ledger]:
        url, second = sqlite_url(tmp_path), MemorySecond()
        with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=second)) as log:
            yield RepositoryLedger(log, REPOSITORY)


class TestScopedPostgresql(LedgerContract):
    @pytest.fixture
    def log(self, postgresql: PostgresServer) -> Iterator[Ledger]:
        url, second = postgresql_url(postgresql), MemorySecond()
        with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=second)) as log:
            yield RepositoryLedger(log, REPOSITORY)


class TestSqlite(LedgerContract):
    @pytest.fixture
    def log(self, tmp_path: Path) -> Iterator[Ledger]:
        url = sqlite_url(tmp_path)
        second = FileSecond(f"{tmp_path}/second/checkpoint")
        with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=second)) as log:
            yield log


class TestPostgresql(LedgerContract):
    @pytest.fixture
    def log(self, postgresql: PostgresServer) -> Iterator[Ledger]:
        url = postgresql_url(postgresql)
        with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as log:
            yield log
