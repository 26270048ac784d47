"""Is what works once refused to whoever is second, also where others write in the same transaction?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from migrated import sqlite_url
from paraph.adapters.store.accounts import StoredAccounts
from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.ports.ledger import Row
from paraph.testing.accounts_contract import LINK, SESSION
from paraph.testing.ledger_contract import ORIGIN, SIGNER, notes


@pytest.fixture
def log(tmp_path: Path) -> Iterator[StoredLedger]:
    with closing(open_ledger(sqlite_url(tmp_path), origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as log:
        yield log


def test_two_processes_share_a_link_and_one_gets_in(log: StoredLedger, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    log.record((), rows=[Row(LINK), Row(SESSION._replace(pending=b"once"))])
    served = list[object]()
    with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as other:

        def come(of: StoredLedger) -> None:
            served.append(StoredAccounts(of).use_link(LINK.digest, 1))
            served.append(StoredAccounts(of).take_pending(SESSION.digest) or None)

        threads = [Thread(target=come, args=(each,)) for each in (log, other) * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert sorted(str(type(each).__name__) for each in served if each) == ["LoginLink", "bytes"]


def test_what_is_written_beside_is_not_lost(log: StoredLedger) -> None:
    log.record((), rows=[Row(LINK)])
    accounts = StoredAccounts(log)
    taken = list[object]()
    threads = [Thread(target=lambda: taken.append(accounts.use_link(LINK.digest, 1))) for _ in range(4)]
    threads += [Thread(target=log.record, args=(notes(1, number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert log.head().size == 8
    assert sum(each is not None for each in taken) == 1
