"""How are worked-out values kept in files, so that a torn or foreign one is never believed?

An entry is a header and marshalled data. The header holds the format, the Python that wrote it (marshal
differs between versions) and a checksum of the data, which is checked before a byte of it is unmarshalled.
The checksum is against accidents: the folder lies inside the repository's own private area, and whoever
can write there can change the repository itself.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import zlib

from paraph.core.model.regex import regex
from paraph.ports.cache import CacheValue

MAX_ENTRY_BYTES = 256 * 1_048_576
MAX_ENTRIES_OF_A_KIND = 32

_FORMAT = f"paraph-cache-1 {sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]} {marshal.version}"
_NAME = regex(r"[a-z0-9][a-z0-9.-]{0,127}")
_BROKEN = (OSError, ValueError, TypeError, EOFError, MemoryError)


class FileCache:
    """A cache in `folder`, one file an entry, safe for any number of processes at once."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def get(self, kind: str, key: str) -> object | None:
        """The value kept under `kind` and `key`, None where there is no sound one."""
        try:
            header, _, data = _read(self._path(kind, key)).partition(b"\n")
            return marshal.loads(data) if header == _header(data) else None  # noqa: S302 - checked the line before
        except _BROKEN:
            return None

    def put(self, kind: str, key: str, value: CacheValue) -> None:
        """Keep a value in a file that appears whole or not at all, and drop the oldest of too many."""
        try:
            path = self._path(kind, key)
            data = marshal.dumps(value)
            os.makedirs(os.path.dirname(path), exist_ok=True, mode=0o700)
            _drop_oldest(os.path.dirname(path))
            draft = f"{path}~{os.getpid()}"
            with open(draft, "wb") as file:
                file.write(_header(data) + b"\n" + data)
            os.replace(draft, path)
        except _BROKEN:
            return

    def _path(self, kind: str, key: str) -> str:
        if not _NAME.fullmatch(kind) or not _NAME.fullmatch(key):
            raise ValueError(f"{kind}/{key} cannot be a file name")
        return f"{self._folder}/{kind}/{key}"


def _header(data: bytes) -> bytes:
    return f"{_FORMAT} {zlib.crc32(data):08x} {len(data)}".encode()


def _read(path: str) -> bytes:
    """The bytes of a plain file; anything else (a pipe, a link to elsewhere, a giant) is an OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_ENTRY_BYTES:
            raise OSError(f"{path} is not an entry")
        return stream.read()


def _drop_oldest(folder: str) -> None:
    from contextlib import suppress

    entries = sorted(os.scandir(folder), key=lambda entry: entry.stat(follow_symlinks=False).st_mtime)
    for entry in entries[: max(0, len(entries) - MAX_ENTRIES_OF_A_KIND + 1)]:
        with suppress(FileNotFoundError):
            os.unlink(entry.path)
