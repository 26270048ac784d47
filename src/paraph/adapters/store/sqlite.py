"""How is a ledger in one SQLite file opened, so that what it acknowledges survives a power cut?"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from paraph.adapters.store import troubles
from paraph.adapters.store.second import sync_folder
from paraph.adapters.store.session import Session, Sessions

BUSY_SECONDS = 20.0
_LAZY_MILLISECONDS = 2
_SAFE = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
    "PRAGMA wal_autocheckpoint=4000",  # 16 MiB: what is copied rarely is copied once for many appends
)
_DURABLE = "PRAGMA synchronous=FULL"
_LAZY = "PRAGMA synchronous=NORMAL"


class SqliteDatabase:
    """The file with a writer's connections, a reader's, and one for what may be lost and made again."""

    name = "sqlite"
    errors: tuple[type[Exception], ...] = (sqlite3.Error,)

    def __init__(self, path: str) -> None:
        self.path = path
        self.where = path
        self.readers = Sessions(lambda: self._session(_DURABLE, "PRAGMA query_only=ON"))
        self.writers = Sessions(lambda: self._session(_DURABLE))
        self.lazy_writers = Sessions(lambda: self._session(_LAZY, f"PRAGMA busy_timeout={_LAZY_MILLISECONDS}"))

    def is_there(self) -> bool:
        """Whether there is a file with something in it."""
        try:
            return os.path.getsize(self.path) > 0
        except FileNotFoundError:
            return False
        except OSError as error:
            raise troubles.unread(error) from None

    def create(self) -> None:
        """Make the file for its owner alone, in the journal mode that it keeps. Raises ReadError."""
        try:
            os.makedirs(os.path.dirname(os.path.abspath(self.path)), mode=0o700, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
            sync_folder(self.path)
            with closing(self._connected()) as connection:
                (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except (OSError, sqlite3.Error) as error:
            raise troubles.refused(error, "be created") from None
        if mode != "wal":
            raise troubles.refused(OSError(f"the disk of {self.path} allows no write-ahead log"), "be created")

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(
            f"file:{_quoted(self.path)}?mode=rw", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False,
            uri=True, cached_statements=64,
        )  # fmt: skip

    def _session(self, *settings: str) -> Session:
        connection = self._connected()
        try:
            for setting in (*_SAFE, *settings):
                connection.execute(setting)
        except BaseException:
            connection.close()
            raise
        return Session(connection, "sqlite", "BEGIN IMMEDIATE")

    def is_passing(self, error: Exception) -> bool:
        """Whether a part of the same work may succeed: not where the database is locked, or cannot be opened."""
        name = getattr(error, "sqlite_errorname", "") or ""
        return not name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_NOTADB"))

    def is_settled(self, error: BaseException, session: Session) -> bool:  # noqa: ARG002 - the same for every error
        """Whether nothing was kept when COMMIT failed: what this process could not commit, it has not."""
        return True

    def is_no_table(self, error: Exception) -> bool:
        """Whether the error says that a table does not exist."""
        return str(error).startswith("no such table")

    def purge(self) -> None:
        """Empty the write-ahead log, where old pages may still stand; in the file, `secure_delete` zeroes them."""
        with self.writers.session() as session:
            session.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """End all connections."""
        for sessions in (self.readers, self.lazy_writers, self.writers):
            sessions.close()


def _quoted(path: str) -> str:
    """A path in a URI of SQLite (https://www.sqlite.org/uri.html)."""
    return os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
