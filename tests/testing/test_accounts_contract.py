"""Do the accounts in SQLite and in PostgreSQL behave alike?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from migrated import postgresql_url, sqlite_url
from paraph.adapters.store.accounts import StoredAccounts
from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.ports.accounts import Accounts
from paraph.testing.accounts_contract import AccountsContract
from paraph.testing.ledger_contract import ORIGIN, SIGNER
from postgres_server import PostgresServer


class OfStore(AccountsContract):
    @pytest.fixture
    def accounts(self, log: StoredLedger) -> Accounts:
        return StoredAccounts(log)


class TestSqlite(OfStore):
    @pytest.fixture
    def log(self, tmp_path: Path) -> Iterator[StoredLedger]:
        url, second = sqlite_url(tmp_path), MemorySecond()
        with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=second)) as log:
            yield log


class TestPostgresql(OfStore):
    @pytest.fixture
    def log(self, postgresql: PostgresServer) -> Iterator[StoredLedger]:
        url = postgresql_url(postgresql)
        with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as log:
            yield log
