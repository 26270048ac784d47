"""Does the board in memory behave as those in a database?"""

from __future__ import annotations

import pytest

from paraph.ports.board import Board
from paraph.testing.board_contract import BoardContract
from paraph.testing.ledger_contract import ORIGIN, SIGNER
from paraph.testing.memory_board import MemoryBoard
from paraph.testing.memory_ledger import MemoryLedger


class TestMemory(BoardContract):
    @pytest.fixture
    def log(self) -> MemoryLedger:
        return MemoryLedger(ORIGIN, SIGNER.sign)

    @pytest.fixture
    def board(self, log: MemoryLedger) -> Board:
        return MemoryBoard(log)
