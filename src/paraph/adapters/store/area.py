"""How are the files of a server kept, which nobody else on the machine may read?"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from threading import get_ident

from paraph.core.errors import Problem, ReadError


def own_folder(path: str) -> None:
    """Make a folder that only its owner can enter, or have one so. Raises ReadError."""
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
        os.chmod(path, 0o700)
    except OSError as error:
        raise _refused(path, error) from error


def write_own(path: str, content: bytes) -> None:
    """Replace a file that only its owner can read, whole or not at all, and have it on the disk. Raises ReadError."""
    _written(path, content, os.replace)


def write_first(path: str, content: bytes) -> None:
    """The same of a file that is not there; of many who try at once, the first one's stays. Raises ReadError."""

    def put(draft: str, path: str) -> None:
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)

    _written(path, content, put)


def _written(path: str, content: bytes, put: Callable[[str, str], None]) -> None:
    draft = f"{path}.{os.getpid()}.{get_ident()}"
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        put(draft, path)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: str, error: OSError) -> ReadError:
    return ReadError(Problem("P0914", f"{path} cannot be written: {error.strerror or error}", "see to its rights"))
