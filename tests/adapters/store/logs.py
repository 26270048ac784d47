"""Which logs do the tests of the store open?"""

from __future__ import annotations

from pathlib import Path

from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import FileSecond
from paraph.testing.ledger_contract import ORIGIN, SIGNER


def second_of(folder: Path) -> FileSecond:
    return FileSecond(f"{folder}/second/checkpoint")


def opened(folder: Path, *, may_create: bool = True, origin: str = ORIGIN) -> StoredLedger:
    """The log in `folder/ledger.db`."""
    url = f"sqlite:///{folder}/ledger.db"
    return open_ledger(url, origin=origin, signer=SIGNER, second=second_of(folder), may_create=may_create)
