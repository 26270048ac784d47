"""Where are the published parts of a log read, and where are they put?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol


class LogSource(Protocol):
    """A log's parts as C2SP tlog-tiles cuts them: an export, or a ledger itself.

    What is not there is None; any method may raise ReadError for what is there and cannot be read.
    """

    def checkpoint(self) -> bytes | None:
        """The signed note."""
        ...

    def tile(self, level: int, number: int, width: int) -> bytes | None:
        """The hashes of one tile."""
        ...

    def entries(self, number: int, width: int) -> Sequence[bytes] | None:
        """The entries of a level-0 tile. Raises InputError where they cannot be told apart."""
        ...

    def blobs(self) -> Iterator[tuple[str, str]]:
        """For each blob the digest that it goes by, and the SHA-256, in hex, of what it holds."""
        ...


class LogExport(LogSource, Protocol):
    """A place to publish in. What was put stands whole or not at all; nothing counts before `publish`."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep other exports out of the place meanwhile. Raises ReadError where it cannot be made or written."""
        ...

    def put(self, path: str, content: bytes) -> None:
        """Keep a file under its path below the place. Raises ReadError where that cannot be done."""
        ...

    def publish(self, checkpoint: bytes) -> None:
        """Make all that was put durable, then put this checkpoint in the place of the one before."""
        ...
