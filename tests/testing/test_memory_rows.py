"""Do rows in memory hold what those in a database do?"""

from __future__ import annotations

import pytest

from paraph.adapters.store.troubles import StaleError
from paraph.ports.board import Fence, Setting
from paraph.ports.ledger import Row
from paraph.testing.ledger_contract import ORIGIN, SIGNER, notes
from paraph.testing.memory_ledger import MemoryLedger
from paraph.testing.memory_rows import MemoryRows


def test_a_fence_keeps_out_who_is_not_the_worker_any_more() -> None:
    log = MemoryLedger(ORIGIN, SIGNER.sign)
    log.record((), rows=[Row(Fence("7", 1))])
    log.kept.fences["7"] = 2
    with pytest.raises(StaleError):
        log.record(notes(1), rows=[Row(Setting("a", b"1")), Row(Fence("7", 1))])
    assert (log.head().size, log.kept.settings) == (0, {})


def test_what_is_no_row_is_told() -> None:
    with pytest.raises(TypeError, match="a str is no row"):
        MemoryRows().keep("nonsense", None)
