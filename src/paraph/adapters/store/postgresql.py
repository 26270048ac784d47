"""How is a ledger in a PostgreSQL database opened, so that many writers wait for each other and for nothing else?"""

from __future__ import annotations

from typing import Any

import psycopg

from paraph.adapters.store import troubles
from paraph.adapters.store.postgresql_url import read_address
from paraph.adapters.store.session import Session, Sessions
from paraph.core.errors import InputError, Problem

_WRITES = {"synchronous_commit": "on", "lock_timeout": "20s", "idle_in_transaction_session_timeout": "60s"}
_LAZY = {**_WRITES, "synchronous_commit": "off", "lock_timeout": "100ms"}
_READS = {"default_transaction_read_only": "on", "statement_timeout": "60s"}


class PostgresqlDatabase:
    """The database with a writer's connections, a reader's, and one for what may be lost and made again."""

    name = "postgresql"
    errors: tuple[type[Exception], ...] = (psycopg.Error,)

    def __init__(self, url: str) -> None:
        try:
            self._arguments, self.where = read_address(url)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with an address, it cannot be used
            what = f"the address of the database cannot be read: {type(error).__name__}"
            raise InputError(Problem("P0845", what, "give postgresql+psycopg://USER@HOST/NAME")) from None
        self.readers = Sessions(lambda: self._session(_READS))
        self.writers = Sessions(lambda: self._session(_WRITES))
        self.lazy_writers = Sessions(lambda: self._session(_LAZY))

    def _session(self, settings: dict[str, str]) -> Session:
        options = " ".join([*(f"-c {name}={value}" for name, value in settings.items()),
                            self._arguments.get("options", "")])  # fmt: skip
        given = {"connect_timeout": 10, **self._arguments, "options": options, "autocommit": True}
        return Session(psycopg.connect(**given), "postgresql")

    def is_there(self) -> bool:
        """Whether the database answers, and keeps what it acknowledges. Raises ReadError."""
        try:
            with self.readers.session() as session:
                for setting in ("fsync", "full_page_writes"):
                    (value,) = session.driver.execute(f"SHOW {setting}").fetchone()
                    if value != "on":
                        raise troubles.not_durable(setting)
        except psycopg.Error as error:
            raise troubles.unread(error) from None
        return True

    def is_no_table(self, error: Exception) -> bool:
        """Whether the error says that a table does not exist."""
        return isinstance(error, psycopg.errors.UndefinedTable)

    def create(self) -> None:
        """A database is made by its administrator."""

    def is_passing(self, error: Exception) -> bool:
        """Whether a part of the same work may succeed: where the server refused it and is still there."""
        waits = (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled)
        return getattr(error, "sqlstate", None) is not None and not isinstance(error, waits)

    def is_settled(self, error: BaseException, session: Session) -> bool:
        """Whether a COMMIT that raised `error` kept nothing, for certain: only where the server itself says so."""
        driver: Any = session.driver
        return getattr(error, "sqlstate", None) is not None and not driver.closed

    def purge(self) -> None:
        """Have the pages of deleted blobs given up."""
        with self.writers.session() as session:
            session.driver.execute("VACUUM blobs")

    def close(self) -> None:
        """End all connections."""
        for sessions in (self.readers, self.lazy_writers, self.writers):
            sessions.close()
