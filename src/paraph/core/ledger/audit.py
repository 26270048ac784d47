"""Do the entries of a log, its tiles and its root agree, and if not, what is the first that does not?

The walk goes from the first entry to the last and holds one tile of each level, whatever the size of the log.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple

from paraph.core.ledger.merkle import HASH_BYTES, subtree_root
from paraph.core.ledger.tiles import TILE_HEIGHT, TILE_WIDTH, TileHashes, folded, tile_path

ReadTile = Callable[[int, int, int], bytes | None]
"""The bytes of the tile at (level, number, width), None where there is none."""


class Mismatch(NamedTuple):
    """A place where a tile does not say what lies below it. `hash_number` is None where the tile is missing, or is
    not of its length; `span` are the entries below that hash, the last excluded."""

    tile: str
    level: int
    hash_number: int | None
    span: tuple[int, int]
    said: bytes = b""
    found: bytes = b""


class Audit:
    """Walks over a log of `size` entries; bundles come in order."""

    def __init__(self, size: int, read_tile: ReadTile) -> None:
        self._size = size
        self._read = read_tile
        self._open: list[bytearray] = [bytearray()]
        self._numbers = [0]

    def add(self, entries: Sequence[bytes]) -> Mismatch | None:
        """The next 256 entries, or the last ones; the lowest place that disagrees."""
        self._open[0] += b"".join([sha256(b"\x00" + entry).digest() for entry in entries])
        level, wrong = 0, self._differs(0)
        while not wrong and self._is_full(level):
            level = self._carry(level)
            wrong = self._differs(level) if self._is_full(level) else None
        return wrong

    def _is_full(self, level: int) -> bool:
        return len(self._open[level]) == TILE_WIDTH * HASH_BYTES

    def _carry(self, level: int) -> int:
        """Put the root of a full tile into the one above, and begin the next; the level above."""
        if len(self._open) == level + 1:
            self._open.append(bytearray())
            self._numbers.append(0)
        self._open[level + 1] += folded(bytes(self._open[level]))
        self._open[level] = bytearray()
        self._numbers[level] += 1
        return level + 1

    def finish(self) -> Mismatch | None:
        """The partial tiles above level 0 once all bundles were added."""
        wrongs = (self._differs(level) for level in range(1, len(self._open)) if self._open[level])
        return next(filter(None, wrongs), None)

    def root(self) -> bytes:
        """The root of the entries added, all of them having been."""
        hashes = TileHashes(self._size, lambda level, _, __: bytes(self._open[level]))
        return subtree_root(0, self._size, hashes.hash_at)

    def _differs(self, level: int) -> Mismatch | None:
        number, computed = self._numbers[level], bytes(self._open[level])
        width = len(computed) // HASH_BYTES
        said = self._read(level, number, width)
        if said == computed:
            return None
        name, below = tile_path(level, number, width), 1 << (TILE_HEIGHT * level)
        if said is None or len(said) != len(computed):
            start = number * TILE_WIDTH * below
            return Mismatch(name, level, None, (start, start + width * below))
        at = next(at for at in range(width) if _hash(said, at) != _hash(computed, at))
        start = (number * TILE_WIDTH + at) * below
        return Mismatch(name, level, at, (start, start + below), _hash(said, at), _hash(computed, at))


def _hash(hashes: bytes, at: int) -> bytes:
    return hashes[at * HASH_BYTES : (at + 1) * HASH_BYTES]
