"""How does one process after the other do what two must not do at once?"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from paraph.core.errors import Problem, ReadError


@contextmanager
def turn(path: str) -> Iterator[None]:
    """Wait for the lock of a file, and hold it; a process that dies gives it back. Raises ReadError."""
    try:
        lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise ReadError(Problem("P0910", f"{path} cannot be locked: {error.strerror}", "see to its rights")) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
