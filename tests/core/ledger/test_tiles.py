from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from log_samples import leaf, tree_hash
from paraph.core.ledger.merkle import Frontier, root_of, subtree_root
from paraph.core.ledger.tiles import (
    Tile,
    TileHash,
    TileHashes,
    bundle_path,
    folded,
    grow,
    read_bundle,
    tile_path,
    tiles_of,
    width_at,
    write_bundle,
)

LEAVES = [leaf(number.to_bytes(3, "big")) for number in range(70_000)]


def rows_of(leaves: list[bytes]) -> list[list[bytes]]:
    """All hashes of each level of tiles."""
    rows = [leaves]
    while len(rows[-1]) >= 256:
        below = rows[-1]
        rows.append([tree_hash(below[at : at + 256]) for at in range(0, len(below) // 256 * 256, 256)])
    return rows


ROWS = rows_of(LEAVES)


def read(level: int, number: int, width: int) -> bytes:
    return b"".join(ROWS[level][number * 256 : number * 256 + width])


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 67, 1, "tile/0/067.p/1"),
        (1, 999, 255, "tile/1/999.p/255"),
        (2, 1000, 256, "tile/2/x001/000"),
        (0, 1_234_067, 256, "tile/0/x001/x234/067"),
        (63, 1_234_067, 5, "tile/63/x001/x234/067.p/5"),
    ],
)
def test_paths(level: int, number: int, width: int, path: str) -> None:
    assert tile_path(level, number, width) == path
    assert bundle_path(number, width) == path.replace(f"tile/{level}/", "tile/entries/")


def test_the_tiles_of_the_worked_example() -> None:
    """70,000 leaves, as in C2SP tlog-tiles."""
    tiles = list(tiles_of(70_000))
    assert Counter((tile.level, tile.width) for tile in tiles) == {
        (0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1,
    }  # fmt: skip
    assert list(tiles_of(256)) == [Tile(0, 0, 256), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_what_is_new_and_what_was_there_are_all_tiles(one: int, other: int) -> None:
    since, size = sorted((one, other))
    full = {tile for tile in tiles_of(since) if tile.width == 256}
    assert {*tiles_of(size, since)} | full == {*tiles_of(size)}
    assert not {*tiles_of(size, since)} & full
    assert all(width_at(tile.level, tile.number, size) == tile.width for tile in tiles_of(size))


def test_no_width_beyond_the_tree() -> None:
    assert [width_at(0, number, 300) for number in (0, 1, 2)] == [256, 44, 0]
    assert width_at(1, 0, 255) == 0


def test_growing_names_the_hashes_of_upper_tiles() -> None:
    frontier = Frontier()
    found = [each for at in range(0, 70_000, 777) for each in grow(frontier, LEAVES[at : min(at + 777, 70_000)])]
    assert frontier.root() == root_of(LEAVES)
    assert [each.hash for each in found if each.level == 1] == ROWS[1]
    assert [each for each in found if each.level == 2] == [TileHash(2, 0, ROWS[2][0])]
    assert [each.number for each in found if each.level == 1] == list(range(273))


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999])
def test_roots_come_back_from_tiles(size: int) -> None:
    def read_of_size(level: int, number: int, width: int) -> bytes:
        assert width == width_at(level, number, size)
        return read(level, number, width)

    assert subtree_root(0, size, TileHashes(size, read_of_size).hash_at) == root_of(LEAVES[:size])


def test_hashes_of_every_level_come_from_tiles() -> None:
    hashes = TileHashes(70_000, read)
    for level in range(17):
        for index in {0, (70_000 >> level) - 1}:
            assert hashes.hash_at(level, index) == root_of(LEAVES[index << level : (index + 1) << level])


def test_a_tile_that_is_too_short_is_said_to_be() -> None:
    hashes = TileHashes(300, lambda level, number, width: read(level, number, width)[:-32])
    with pytest.raises(ValueError, match=r"tile/0/001 has no hash 43"):
        hashes.hash_at(0, 299)


def test_few_tiles_are_kept() -> None:
    asked: list[int] = []

    def noted(level: int, number: int, width: int) -> bytes:
        asked.append(number)
        return read(level, number, width)

    hashes = TileHashes(70_000, noted)
    for number in [*range(20), 19, 0]:
        hashes.hash_at(0, number * 256)
    assert asked == [*range(20), 0]


def test_folding() -> None:
    assert folded(b"".join(LEAVES[:256])) == tree_hash(LEAVES[:256])
    assert folded(LEAVES[0]) == LEAVES[0]


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_come_back(entries: list[bytes]) -> None:
    assert read_bundle(write_bundle(entries)) == entries


def test_the_bytes_of_a_bundle() -> None:
    assert write_bundle([b"ab", b"", b"x" * 65_535]) == b"\x00\x02ab\x00\x00\xff\xff" + b"x" * 65_535
    with pytest.raises(OverflowError):
        write_bundle([b"x" * 65_536])


@given(st.binary(max_size=400))
def test_any_bytes_are_a_bundle_or_cut_short(content: bytes) -> None:
    try:
        entries = read_bundle(content)
    except ValueError:
        assert content
    else:
        assert write_bundle(entries) == content
