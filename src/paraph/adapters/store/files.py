"""How are worked-out values kept in files, so that a torn or foreign one is never believed?

An entry is a header and marshalled data. The header holds the format, the Python that wrote it (marshal
differs between versions) and a checksum of the data, which is checked before a byte of it is unmarshalled.
The checksum is against accidents: the folder lies inside the repository's own private area, and whoever
can write there can change the repository itself.
"""

from __future__ import annotations

import marshal
import sys
import zlib

from paraph.adapters.formats.kept_file import keep, read_kept
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
            header, _, data = read_kept(self._path(kind, key), MAX_ENTRY_BYTES).partition(b"\n")
            return marshal.loads(data) if header == _header(data) else None  # noqa: S302 - checked the line before
        except _BROKEN:
            return None

    def put(self, kind: str, key: str, value: CacheValue) -> None:
        """Keep a value in a file that appears whole or not at all, and drop the oldest of too many."""
        try:
            data = marshal.dumps(value)
            keep(self._path(kind, key), _header(data) + b"\n" + data, MAX_ENTRIES_OF_A_KIND)
        except _BROKEN:
            return

    def _path(self, kind: str, key: str) -> str:
        if not _NAME.fullmatch(kind) or not _NAME.fullmatch(key):
            raise ValueError(f"{kind}/{key} cannot be a file name")
        return f"{self._folder}/{kind}/{key}"


def _header(data: bytes) -> bytes:
    return f"{_FORMAT} {zlib.crc32(data):08x} {len(data)}".encode()
