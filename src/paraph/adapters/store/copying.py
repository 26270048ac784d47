"""How is a SQLite file copied while others write to it?"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from paraph.adapters.store import troubles
from paraph.adapters.store.second import sync_folder

_PAGES = 2_048


def copy_sqlite(source: str, target: str) -> None:
    """Copy a database as it is at one moment, with SQLite's own online backup (https://sqlite.org/backup.html), to a
    new file that only its owner can read; it is on the disk when this returns. Raises ReadError."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
        quoted = os.path.abspath(source).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        with (
            closing(sqlite3.connect(f"file:{quoted}?mode=ro", uri=True, timeout=20.0)) as one,
            closing(sqlite3.connect(target)) as other,
        ):
            one.backup(other, pages=_PAGES)
        descriptor = os.open(target, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_folder(target)
    except (OSError, sqlite3.Error) as error:
        raise troubles.refused(error, "be copied") from None


def size_of(path: str) -> tuple[str, int]:
    """The origin and the number of entries of the log in a file. Raises ReadError."""
    quoted = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        with closing(sqlite3.connect(f"file:{quoted}?mode=ro", uri=True, timeout=20.0)) as connection:
            row = connection.execute("SELECT origin, size FROM head").fetchone()
    except sqlite3.Error as error:
        raise troubles.unread(error) from None
    if row is None:
        raise troubles.damaged("it has no head")
    return str(row[0]), int(row[1])
