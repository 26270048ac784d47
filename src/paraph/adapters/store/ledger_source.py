"""How is a ledger looked at as if it had been published?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.ledger.tiles import TILE_WIDTH
from paraph.ports.ledger import Ledger


class LedgerSource:
    """A ledger as its own parts; implements `paraph.ports.log_source.LogSource`."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def checkpoint(self) -> bytes:
        """The signed note of the log as it is now."""
        return self._ledger.checkpoint().encode()

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The hashes of one tile."""
        return self._ledger.tile(level, number, width)

    def entries(self, number: int, width: int) -> list[bytes]:
        """The entries of a level-0 tile."""
        return list(self._ledger.entries(number * TILE_WIDTH, number * TILE_WIDTH + width))

    def blobs(self) -> Iterator[tuple[str, str]]:
        """None: blobs of a ledger are looked at where they are read."""
        return iter(())
