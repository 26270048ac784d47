"""Do the accounts in memory behave as those in a database?"""

from __future__ import annotations

import pytest

from paraph.ports.accounts import Accounts
from paraph.testing.accounts_contract import AccountsContract
from paraph.testing.ledger_contract import ORIGIN, SIGNER
from paraph.testing.memory_accounts import MemoryAccounts
from paraph.testing.memory_ledger import MemoryLedger


class TestMemory(AccountsContract):
    @pytest.fixture
    def log(self) -> MemoryLedger:
        return MemoryLedger(ORIGIN, SIGNER.sign)

    @pytest.fixture
    def accounts(self, log: MemoryLedger) -> Accounts:
        return MemoryAccounts(log)
