"""How is a tree laid out in files of 256 hashes, and a log in bundles of 256 entries?

The layout is C2SP tlog-tiles: tile N of level L holds the hashes of the complete subtrees of 256^L leaves from number
256 * N on; the last tile of a level is partial unless it holds 256, and stands under a name with its width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from paraph.core.ledger.merkle import HASH_BYTES, Frontier, node_hash

TILE_HEIGHT = 8
TILE_WIDTH = 256
MAX_ENTRY_BYTES = 65_535
_KEPT_TILES = 12

ReadTile = Callable[[int, int, int], bytes]
"""The bytes of the tile at (level, number, width)."""


class Tile(NamedTuple):
    """One tile of a tree: `width` is the count of its hashes, 1 to 256."""

    level: int
    number: int
    width: int


class TileHash(NamedTuple):
    """The hash of a complete subtree of 256^level leaves, and its number among those."""

    level: int
    number: int
    hash: bytes


def tile_path(level: int, number: int, width: int = TILE_WIDTH) -> str:
    """`tile/0/x001/x234/067`, with `.p/<width>` behind it where the tile is partial."""
    return f"tile/{level}/{_numbered(number, width)}"


def bundle_path(number: int, width: int = TILE_WIDTH) -> str:
    """`tile/entries/…`: the entries of the level-0 tile of this number."""
    return f"tile/entries/{_numbered(number, width)}"


def _numbered(number: int, width: int) -> str:
    name = f"{number % 1000:03d}"
    while number := number // 1000:
        name = f"x{number % 1000:03d}/{name}"
    return name if width == TILE_WIDTH else f"{name}.p/{width}"


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles of a tree of `size`, level by level, those left out that a tree of `since` already had in full."""
    level = 0
    while count := size >> (TILE_HEIGHT * level):
        full, rest = divmod(count, TILE_WIDTH)
        for number in range((since >> (TILE_HEIGHT * level)) // TILE_WIDTH, full):
            yield Tile(level, number, TILE_WIDTH)
        if rest:
            yield Tile(level, full, rest)
        level += 1


def width_at(level: int, number: int, size: int) -> int:
    """How many hashes the tile has in a tree of `size`: 0 where it does not exist yet."""
    return max(0, min(TILE_WIDTH, (size >> (TILE_HEIGHT * level)) - number * TILE_WIDTH))


def grow(frontier: Frontier, leaves: Iterable[bytes]) -> list[TileHash]:
    """Append leaf hashes, and name the subtrees of 256, 65,536, … leaves that they complete, in order."""
    found: list[TileHash] = []
    for leaf in leaves:
        if (frontier.size + 1) % TILE_WIDTH:
            frontier.append(leaf)
        else:
            complete = frontier.climb(leaf)[TILE_HEIGHT::TILE_HEIGHT]
            found += [
                TileHash(level, (frontier.size >> (TILE_HEIGHT * level)) - 1, root)
                for level, root in enumerate(complete, 1)
            ]
    return found


class TileHashes:
    """The hashes of a tree of `size`, read from its tiles, of which the last dozen are kept."""

    def __init__(self, size: int, read_tile: ReadTile) -> None:
        self._size = size
        self._read = read_tile
        self._kept: dict[tuple[int, int], bytes] = {}

    def hash_at(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree. Raises ValueError where the tile is too short for it."""
        height = level % TILE_HEIGHT
        number, first = divmod(index << height, TILE_WIDTH)
        content = self._tile(level // TILE_HEIGHT, number)
        count = 1 << height
        part = content[first * HASH_BYTES : (first + count) * HASH_BYTES]
        if len(part) != count * HASH_BYTES:
            raise ValueError(f"{tile_path(level // TILE_HEIGHT, number)} has no hash {first + count - 1}")
        return folded(part)

    def _tile(self, level: int, number: int) -> bytes:
        key = level, number
        if key not in self._kept:
            if len(self._kept) >= _KEPT_TILES:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = self._read(level, number, width_at(level, number, self._size))
        return self._kept[key]


def folded(hashes: bytes) -> bytes:
    """The root of a power of two of hashes that stand one behind the other."""
    row = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def write_bundle(entries: Sequence[bytes]) -> bytes:
    """Entries one behind the other, each after its length as 2 bytes, big-endian. Raises OverflowError for an entry
    of more than 65,535 bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def read_bundle(bundle: bytes) -> list[bytes]:
    """The entries of a bundle. Raises ValueError where its last entry is cut short."""
    entries: list[bytes] = []
    at, end = 0, len(bundle)
    while at < end:
        start = at + 2
        at = start + (bundle[at] << 8 | bundle[at + 1]) if start <= end else end + 1
        if at > end:
            raise ValueError(f"entry {len(entries)} of the bundle is cut short")
        entries.append(bundle[start:at])
    return entries
