"""How are the files of a server kept, which nobody else on the machine may read?"""

from __future__ import annotations

import os

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
    draft = f"{path}.{os.getpid()}"
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(draft, path)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: str, error: OSError) -> ReadError:
    return ReadError(Problem("P0914", f"{path} cannot be written: {error.strerror or error}", "see to its rights"))
