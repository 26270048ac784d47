from __future__ import annotations

from log_samples import memory_ledger, some_entries
from paraph.adapters.store.ledger_source import LedgerSource


def test_a_ledger_has_the_parts_of_an_export() -> None:
    ledger = memory_ledger(300)
    source = LedgerSource(ledger)
    assert source.checkpoint() == ledger.checkpoint().encode()
    assert source.entries(1, 44) == some_entries(300)[256:]
    assert source.tile(0, 1, 44) == b"".join(ledger.leaves[256:])
    assert list(source.blobs()) == []
