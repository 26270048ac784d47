"""How does a line come into a file of our own: whole or not at all, one writer at a time, and nobody waits for ever?"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

LOCK_SECONDS = 0.5


@contextmanager
def locked(path: str) -> Iterator[int]:
    """The file, made where it is not there, open to read and append for this writer only.

    Raises OSError where another one has been at it for half a second.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        until = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise OSError("another hook has been writing there for too long") from None
                time.sleep(0.005)
        yield descriptor
    finally:
        os.close(descriptor)


def append_whole(descriptor: int, lines: bytes) -> None:
    """Append lines, all of them or nothing; what a writer that died left of its own line is closed first.

    Raises OSError.
    """
    size = os.fstat(descriptor).st_size
    opening = b"" if not size or os.pread(descriptor, 1, size - 1) == b"\n" else b"\n"
    whole = opening + lines
    try:
        if os.write(descriptor, whole) != len(whole):
            raise OSError("the disk is full")
    except OSError:
        os.ftruncate(descriptor, size)
        raise
