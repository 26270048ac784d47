"""How is a file of our own read and replaced, so that nobody sees half of it or waits for one that never ends?"""

from __future__ import annotations

import os
import stat


def read_kept(path: str, max_bytes: int) -> bytes:
    """The bytes of a plain file; anything else (a pipe, a link to elsewhere, a giant) is an OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > max_bytes:
            raise OSError(f"{path} is not an entry")
        return stream.read(max_bytes)


def keep(path: str, content: bytes, most: int) -> None:
    """Write a file that appears whole or not at all, and drop the oldest so that its folder holds at most `most`.

    Raises OSError where that cannot be done; any number of processes may do it at once.
    """
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True, mode=0o700)
    _drop_oldest(folder, most - 1)
    draft = f"{path}~{os.getpid()}"
    with open(draft, "wb") as file:
        file.write(content)
    os.replace(draft, path)


def _drop_oldest(folder: str, most: int) -> None:
    from contextlib import suppress  # only a miss pays for it

    ages: list[tuple[float, str]] = []
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):  # somebody else has dropped it meanwhile
            ages.append((entry.stat(follow_symlinks=False).st_mtime, entry.path))
    for _, path in sorted(ages)[: max(0, len(ages) - most)]:
        with suppress(FileNotFoundError):
            os.unlink(path)
