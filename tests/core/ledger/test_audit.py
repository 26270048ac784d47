from __future__ import annotations

import pytest

from log_samples import leaf, tree_hash
from paraph.core.ledger.audit import Audit, Mismatch
from paraph.core.ledger.tiles import tiles_of

BODIES = [number.to_bytes(3, "big") for number in range(70_000)]
LEAVES = [leaf(each) for each in BODIES]
FULL = [tree_hash(LEAVES[at : at + 256]) for at in range(0, 69_888, 256)]


def tiles(size: int) -> dict[tuple[int, int, int], bytes]:
    rows = [LEAVES[:size], FULL[: size // 256], [tree_hash(FULL[:256])][: size // 65_536]]
    return {tile: b"".join(rows[tile[0]][tile[1] * 256 : tile[1] * 256 + tile[2]]) for tile in tiles_of(size)}


def walked(size: int, kept: dict[tuple[int, int, int], bytes], bodies: list[bytes] = BODIES) -> Audit | Mismatch:
    audit = Audit(size, lambda *tile: kept.get(tile))
    for start in range(0, size, 256):
        if wrong := audit.add(bodies[start : min(start + 256, size)]):
            return wrong
    return audit.finish() or audit


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 512, 600, 65_535, 65_536, 65_537, 70_000])
def test_a_clean_log_gives_its_root_and_every_tile_is_read_once(size: int) -> None:
    kept, asked = tiles(size), []
    audit = Audit(size, lambda *tile: asked.append(tile) or kept.get(tile))  # type: ignore[func-returns-value]
    for start in range(0, size, 256):
        assert audit.add(BODIES[start : min(start + 256, size)]) is None
    assert audit.finish() is None
    assert audit.root() == tree_hash(LEAVES[:size])
    assert sorted(asked) == sorted(kept)


def test_a_log_without_entries_has_nothing_to_disagree() -> None:
    assert isinstance(walked(0, {}), Audit)


def test_an_altered_entry_is_named() -> None:
    bodies = [*BODIES[:1000], b"other", *BODIES[1001:]]
    wrong = walked(70_000, tiles(70_000), bodies)
    assert wrong == Mismatch("tile/0/003", 0, 232, (1000, 1001), LEAVES[1000], leaf(b"other"))


@pytest.mark.parametrize(
    ("tile", "hash_number", "name", "span"),
    [
        ((0, 0, 256), 5, "tile/0/000", (5, 6)),
        ((0, 273, 112), 111, "tile/0/273.p/112", (69_999, 70_000)),
        ((1, 0, 256), 7, "tile/1/000", (1792, 2048)),
        ((1, 1, 17), 16, "tile/1/001.p/17", (69_632, 69_888)),
        ((2, 0, 1), 0, "tile/2/000.p/1", (0, 65_536)),
    ],
)
def test_an_altered_tile_is_named(
    tile: tuple[int, int, int], hash_number: int, name: str, span: tuple[int, int]
) -> None:
    kept = tiles(70_000)
    content = bytearray(kept[tile])
    content[hash_number * 32 + 9] ^= 4
    wrong = walked(70_000, kept | {tile: bytes(content)})
    assert isinstance(wrong, Mismatch)
    assert (wrong.tile, wrong.level, wrong.hash_number, wrong.span) == (name, tile[0], hash_number, span)
    for content in (bytearray(), bytearray(kept[tile][:-1]), bytearray(kept[tile] + b"x")):
        wrong = walked(70_000, kept | {tile: bytes(content)})
        assert isinstance(wrong, Mismatch)
        assert (wrong.tile, wrong.hash_number) == (name, None)


def test_a_missing_tile_is_named_with_the_entries_below() -> None:
    kept = tiles(70_000)
    del kept[1, 1, 17]
    assert walked(70_000, kept) == Mismatch("tile/1/001.p/17", 1, None, (65_536, 69_888))
