"""How do the many handlers of a web server write and read, without a thread for each?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from paraph.adapters.store.batches import Batches
from paraph.adapters.store.ledger import StoredLedger, StoredReceipt
from paraph.adapters.store.writing import Request
from paraph.ports.ledger import Job, Ledger, Receipt, Row

_Result = TypeVar("_Result")

MOST_WAITING = 4_096
READERS = 4


class LedgerWriter:
    """Writes what handlers ask for, all that has come in the meantime as one transaction of one thread; another thread
    makes proofs, all that are asked for under one signature. The ledger is its owner's to close, after this."""

    def __init__(self, ledger: Ledger, *, most_waiting: int = MOST_WAITING) -> None:
        self._ledger = ledger
        self._records = Batches(self._record, "ledger-writer", most_waiting)
        self._proofs = Batches(self._prove, "ledger-prover", most_waiting)

    async def record(
        self, entries: Sequence[bytes] = (), jobs: Sequence[Job] = (), rows: Sequence[Row] = ()
    ) -> tuple[Receipt, ...]:
        """What `Ledger.record` does: durable when it returns. Raises what that raises, and ReadError where too many
        wait already, or the server stops. A handler that is cancelled may have written."""
        return await self._records.submit(Request(tuple(entries), (), tuple(jobs), tuple(rows)))

    async def proof(self, receipt: Receipt) -> str:
        """What `Receipt.text` says."""
        return await self._proofs.submit(receipt)

    def close(self) -> None:
        """Write what was asked for, and end."""
        self._records.close()
        self._proofs.close()

    def _record(self, requests: Sequence[Request]) -> Sequence[tuple[Receipt, ...] | BaseException]:
        if isinstance(self._ledger, StoredLedger):
            return self._ledger.record_all(requests)
        return [_tried(partial(self._ledger.record, each.entries, each.jobs, each.rows)) for each in requests]

    def _prove(self, receipts: Sequence[Receipt]) -> Sequence[str | BaseException]:
        if isinstance(self._ledger, StoredLedger) and all(isinstance(each, StoredReceipt) for each in receipts):
            return self._ledger.proofs([each.index for each in receipts])
        return [_tried(each.text) for each in receipts]


def _tried(work: Callable[[], _Result]) -> _Result | BaseException:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - it is raised where the answer is awaited
        return error


class ReadPool:
    """A few threads in which handlers read: no more than these wait for the database or the disk at once."""

    def __init__(self, threads: int = READERS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="ledger-reader")

    async def run(self, work: Callable[..., _Result], *given: Any, **named: Any) -> _Result:
        """What `work` returns for what it is given, or raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, partial(work, *given, **named))

    def close(self) -> None:
        """End once what is being read has been read."""
        self._pool.shutdown()
