"""Which checkpoint was signed last? Kept beside the database, so that a database put back from a copy is found out."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Protocol

from paraph.adapters.store import troubles

MAX_BYTES = 1 << 20


def default_second(origin: str) -> str:
    """The file for what a log signed last where nobody names another: among the user's state (XDG base directories),
    apart from the repository."""
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return f"{state}/paraph/{origin.replace('/', '_')}.checkpoint"


class Held(Protocol):
    """The record while nobody else can change it."""

    def last(self) -> str:
        """The checkpoint (a signed note) that was kept last, empty where there is none. Raises ReadError."""
        ...

    def keep(self, checkpoint: str) -> None:
        """Put a checkpoint in its place; durable when it returns. Raises ReadError."""
        ...


class SecondStore(Protocol):
    """A record that is not in the database and not in the same backups as it."""

    @property
    def where(self) -> str:
        """Its place, for messages."""
        ...

    def held(self) -> AbstractContextManager[Held]:
        """The record, for one caller on this machine at a time. Raises ReadError."""
        ...

    def last(self) -> str:
        """What is kept now, without waiting. Raises ReadError."""
        ...


class FileSecond:
    """The record as one file that holds the checkpoint as it is, with a lock file beside it."""

    def __init__(self, path: str) -> None:
        self.where = path

    @contextmanager
    def held(self) -> Iterator[FileSecond]:
        """Lock the record; a process that dies leaves no lock behind."""
        try:
            os.makedirs(os.path.dirname(os.path.abspath(self.where)), mode=0o700, exist_ok=True)
            lock = os.open(f"{self.where}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise troubles.no_second(self.where, error.strerror or str(error)) from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self
        except OSError as error:
            raise troubles.no_second(self.where, error.strerror or str(error)) from None
        finally:
            os.close(lock)

    def last(self) -> str:
        """The checkpoint, empty where there never was one."""
        try:
            with open(self.where, "rb") as file:
                return file.read(MAX_BYTES).decode()
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as error:
            raise troubles.no_second(self.where, getattr(error, "strerror", None) or str(error)) from None

    def keep(self, checkpoint: str) -> None:
        """Replace the file by a whole new one; both its bytes and its name are on the disk afterwards."""
        beside = f"{self.where}.new"
        try:
            _write_whole(beside, checkpoint.encode())
            os.replace(beside, self.where)
            sync_folder(self.where)
        except OSError as error:
            with suppress(OSError):
                os.unlink(beside)
            raise troubles.no_second(self.where, error.strerror or str(error)) from None


def _write_whole(path: str, content: bytes) -> None:
    target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        while content:
            content = content[os.write(target, content) :]
        os.fsync(target)
    finally:
        os.close(target)


def sync_folder(path: str) -> None:
    """Have the name of a file on the disk. Raises OSError."""
    folder = os.open(os.path.dirname(os.path.abspath(path)), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class MemorySecond:
    """A record that ends with the process: for tests, and where nothing outlives it."""

    def __init__(self) -> None:
        from threading import Lock

        self.where = "memory"
        self._lock = Lock()
        self._last = ""

    @contextmanager
    def held(self) -> Iterator[MemorySecond]:
        """Let one thread at a time in."""
        with self._lock:
            yield self

    def last(self) -> str:
        """The checkpoint."""
        return self._last

    def keep(self, checkpoint: str) -> None:
        """Put a checkpoint in its place."""
        self._last = checkpoint
