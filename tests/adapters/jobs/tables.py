"""A table of jobs in SQLite, with jobs in it, for tests of what reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.ports.ledger import Job
from paraph.testing.ledger_contract import ORIGIN, SIGNER


@contextmanager
def stored(folder: Path) -> Iterator[tuple[StoredLedger, str]]:
    """An empty log, and the file that it is in."""
    path = f"{folder}/ledger.db"
    url = f"sqlite:///{path}"
    with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond(), may_create=True)) as log:
        yield log, path


def named(*keys: str) -> list[Job]:
    """Jobs by their keys."""
    return [Job("do", b"{}", key) for key in keys]
