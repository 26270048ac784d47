"""How is a batch of requests written whole or refused, by one of many writers to the same log?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.adapters.store import troubles
from paraph.adapters.store.database import Database
from paraph.adapters.store.session import Session
from paraph.adapters.store.writing import Request, StoredHead, write
from paraph.core.errors import ParaphError
from paraph.ports.ledger import Head

_UNKEEPABLE = (ValueError, TypeError, OverflowError)
"""What a driver raises for a value that no column can hold; others of the batch have nothing to do with it."""


class Transactions:
    """Writes to one log, and notices when it is not the one that this process wrote to before."""

    def __init__(self, database: Database, origin: str) -> None:
        self._database = database
        self._origin = origin
        self._seen = Head(0, b"")

    def write(self, requests: Sequence[Request]) -> list[int]:
        """The index of the first entry of each request; durable when it returns.

        Raises ReadError. It is tried again where only a connection that had been idle was found to be dead.
        """
        try:
            return self._attempt(requests)
        except troubles.IdleError:
            self._database.writers.refresh()
            return self._attempt(requests)

    def _attempt(self, requests: Sequence[Request]) -> list[int]:
        database, session, phase = self._database, None, "begin"
        try:
            session = database.writers.take()
            session.begin()
            phase = "write"
            written = write(session, requests, self.guard)
            phase = "commit"
            session.commit()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the transaction must not stay open
            raise self._failed(error, session, phase) from None
        database.writers.give(session)
        self._seen = Head(written.size, written.root)
        return written.starts

    def _failed(self, error: BaseException, session: Session | None, phase: str) -> BaseException:
        """What to raise for a transaction that failed in a phase; it is undone, and its connection ended."""
        is_settled, was_idle = True, False
        if session:
            was_idle = session.was_idle
            is_settled = phase != "commit" or self._database.is_settled(error, session)
            session.rollback()
            session.close()
        if isinstance(error, _UNKEEPABLE) and phase == "write":
            return troubles.refused(error, "record", is_passing=True)
        if not isinstance(error, self._database.errors):
            return error
        if phase == "begin" and was_idle:
            return troubles.IdleError()
        if not is_settled:
            return troubles.unsettled(error)
        return troubles.refused(error, "record", is_passing=self._database.is_passing(error))

    def guard(self, head: StoredHead) -> None:
        """Raise ReadError for a head that must not be grown."""
        self.check_origin(head)
        if head.state != "OK":
            raise troubles.forked("it was found to be so before")
        seen = self._seen
        if head.size < seen.size or (head.size == seen.size and seen.root not in (b"", head.root)):
            raise troubles.forked(f"{seen.size:,} entries were there, now it is another log of {head.size:,}")

    def check_origin(self, head: StoredHead) -> None:
        """Raise ReadError for the log of another repository."""
        if head.origin != self._origin:
            raise troubles.other_origin(self._database.where, head.origin, self._origin)


def may_part(error: ParaphError) -> bool:
    """Whether each request of a batch that failed is worth a try by itself."""
    if isinstance(error, troubles.StaleError):
        return True
    return isinstance(error, troubles.StoreError) and error.is_settled and error.is_passing
