"""How does a log lie in a folder of static files that any web server can hand out and any tlog client can read?"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BufferedReader
from typing import NoReturn

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.ledger.merkle import HASH_BYTES
from paraph.core.ledger.note import MAX_NOTE_BYTES
from paraph.core.ledger.tiles import MAX_ENTRY_BYTES, bundle_path, read_bundle, tile_path

CHECKPOINT = "checkpoint"
BLOBS = "blob/sha256"
_SYNCED_ALONE = 64
_CHUNK_BYTES = 1 << 20


class ExportFolder:
    """An export in `folder`; implements `paraph.ports.log_source.LogExport`."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.abspath(folder)
        self._put: list[str] = []

    def checkpoint(self) -> bytes | None:
        """The signed note, None where there is none."""
        return self._read(CHECKPOINT, MAX_NOTE_BYTES)

    def tile(self, level: int, number: int, width: int) -> bytes | None:
        """One tile; no more bytes of it than tell that it is too long."""
        return self._read(tile_path(level, number, width), width * HASH_BYTES)

    def entries(self, number: int, width: int) -> list[bytes] | None:
        """The entries of a bundle. Raises InputError (P0808) where it is not so many, one behind the other."""
        path = bundle_path(number, width)
        content = self._read(path, width * (MAX_ENTRY_BYTES + 2))
        if content is None:
            return None
        try:
            entries = read_bundle(content)
        except ValueError as error:
            _refuse_bundle(f"{path}: {error}")
        if len(entries) != width:
            _refuse_bundle(f"{path} has {len(entries)} entries instead of {width}")
        return entries

    def blobs(self) -> Iterator[tuple[str, str]]:
        """The name of each file of the blob folder, and the SHA-256 of what it holds."""
        try:
            with os.scandir(f"{self._folder}/{BLOBS}") as found:
                for each in found:
                    if "~" not in each.name:
                        yield each.name, self._digest(each.path)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self._fail(BLOBS, error)

    def _digest(self, path: str) -> str:
        hashing = sha256()
        with _opened(path) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                hashing.update(chunk)
        return hashing.hexdigest()

    def _read(self, path: str, max_bytes: int) -> bytes | None:
        try:
            with _opened(f"{self._folder}/{path}") as stream:
                return stream.read(max_bytes + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self._fail(path, error)

    def _fail(self, path: str, error: OSError) -> NoReturn:
        what = f"{self._folder}/{path}: {error.strerror or error}"
        raise ReadError(Problem("P0809", what, "give a folder whose files can be read and written")) from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold a lock on the folder, which is made where it is not there."""
        try:
            os.makedirs(self._folder, exist_ok=True)
            descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            self._fail("", error)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def put(self, path: str, content: bytes) -> None:
        """Write a file beside its place and move it there."""
        place = f"{self._folder}/{path}"
        try:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(f"{place}~", "wb") as stream:
                stream.write(content)
            os.replace(f"{place}~", place)
        except OSError as error:
            self._fail(path, error)
        self._put.append(place)

    def _folders(self) -> Iterator[str]:
        """The folders in which names of what was put may be new."""
        for place in self._put:
            while len(place := os.path.dirname(place)) >= len(self._folder):
                yield place

    def publish(self, checkpoint: bytes) -> None:
        """Sync what was put, each file or, where they are many, the disk; then the checkpoint."""
        try:
            if len(self._put) > _SYNCED_ALONE:
                os.sync()
            else:
                _sync({*self._put, *self._folders()})
            self._put.clear()
            self.put(CHECKPOINT, checkpoint)
            _sync({*self._put, *self._folders()})
        except OSError as error:
            self._fail(CHECKPOINT, error)
        self._put.clear()


def _opened(path: str) -> BufferedReader:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError("not a file")


def _sync(paths: set[str]) -> None:
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse_bundle(what: str) -> NoReturn:
    raise InputError(Problem("P0808", what, "take the export again from its ledger, and keep this one")) from None
