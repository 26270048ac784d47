from __future__ import annotations

import random

import pytest

from log_samples import leaf, path_to, proof_of, tree_hash
from paraph.core.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    HashAt,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves over which RFC 6962 logs are usually tried, and the roots that are published for them.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
LEAVES = [leaf(number.to_bytes(3, "big")) for number in range(400)]
SEED = 20_260_301


def hashes_of(leaves: list[bytes]) -> HashAt:
    return lambda level, index: tree_hash(leaves[index << level : (index + 1) << level])


def grown(size: int) -> Frontier:
    frontier = Frontier()
    for each in LEAVES[:size]:
        frontier.append(each)
    return frontier


@pytest.mark.parametrize("size", ROOTS)
def test_published_roots(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(each)) for each in INPUTS[:size]]
    assert root_of(leaves).hex() == tree_hash(leaves).hex() == ROOTS[size]


def test_a_frontier_has_the_root_of_every_size() -> None:
    frontier = Frontier()
    for size in range(301):
        assert frontier.root() == tree_hash(LEAVES[:size])
        assert frontier.size == size
        frontier.append(LEAVES[size])


def test_a_frontier_goes_on_where_it_was_kept() -> None:
    for size in (0, 1, 5, 255, 256, 300):
        kept = grown(size).to_bytes()
        assert len(kept) == 8 + 32 * size.bit_count()
        again = Frontier.from_bytes(kept)
        again.append(LEAVES[size])
        assert again.root() == tree_hash(LEAVES[: size + 1])
    with pytest.raises(ValueError, match="no frontier"):
        Frontier.from_bytes(grown(5).to_bytes()[:-1])


def test_climbing_names_every_subtree_that_is_complete() -> None:
    frontier = grown(255)
    way = frontier.climb(LEAVES[255])
    assert way == [tree_hash(LEAVES[256 - (1 << level) : 256]) for level in range(9)]
    assert (frontier.size, frontier.root()) == (256, tree_hash(LEAVES[:256]))


@pytest.mark.parametrize("size", [*range(1, 34), 100, 255, 256, 257, 300])
def test_proofs_are_those_of_the_plain_reading(size: int) -> None:
    leaves, root = LEAVES[:size], tree_hash(LEAVES[:size])
    at = hashes_of(leaves)
    for index in {*range(min(size, 34)), size // 2, size - 1}:
        proof = inclusion_proof(index, size, at)
        assert proof == path_to(index, leaves)
        assert verify_inclusion(leaves[index], index, size, proof, root)
        if index:
            growth = consistency_proof(index, size, at)
            assert growth == proof_of(index, leaves)
            assert verify_consistency(index, size, tree_hash(leaves[:index]), root, growth)
    assert consistency_proof(size, size, at) == []
    assert verify_consistency(size, size, root, root, [])


def test_large_trees_at_random() -> None:
    draw = random.Random(SEED)
    leaves = [leaf(number.to_bytes(3, "big")) for number in range(100_000)]
    levels = [leaves]
    while len(levels[-1]) > 1:
        row = levels[-1]
        levels.append([node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)])

    def at(level: int, index: int) -> bytes:
        return levels[level][index]

    for _ in range(12):
        size = draw.randrange(2, len(leaves) + 1)
        index = draw.randrange(1, size)
        root = root_of(leaves[:size])
        growth = consistency_proof(index, size, at)
        assert verify_inclusion(leaves[index], index, size, inclusion_proof(index, size, at), root), (SEED, index, size)
        assert verify_consistency(index, size, root_of(leaves[:index]), root, growth), (SEED, index, size)
        assert not verify_inclusion(leaves[index - 1], index, size, inclusion_proof(index, size, at), root)


def altered(proof: list[bytes], draw: random.Random) -> list[list[bytes]]:
    """A proof with each of its bits in turn the other way, and cut, lengthened and out of order."""
    flipped = []
    for place, content in enumerate(proof):
        for bit in draw.sample(range(256), 16):
            other = bytearray(content)
            other[bit // 8] ^= 1 << bit % 8
            flipped.append([*proof[:place], bytes(other), *proof[place + 1 :]])
    more = [*proof, bytes(32)]
    shapes = [proof[1:], proof[:-1], more, [bytes(32), *proof], [each[:-1] for each in proof], proof[::-1]]
    return [*flipped, *(shape for shape in shapes if shape != proof)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 100, 257])
def test_no_altered_inclusion_proof_is_good(size: int) -> None:
    draw, root, at = random.Random(SEED), tree_hash(LEAVES[:size]), hashes_of(LEAVES[:size])
    for index in {0, size // 3, size - 1}:
        proof = inclusion_proof(index, size, at)
        assert not any(verify_inclusion(LEAVES[index], index, size, other, root) for other in altered(proof, draw))
        wrong_places = [(index + 1, size), (index - 1, size), (size, size), (-1, size), (index, 0)]
        assert not any(verify_inclusion(LEAVES[index], *place, proof, root) for place in wrong_places)
        assert not verify_inclusion(LEAVES[index], index, size, proof, bytes(32))
        assert not verify_inclusion(LEAVES[index][1:], index, size, proof, root)


@pytest.mark.parametrize(("old", "new"), [(1, 2), (1, 8), (3, 7), (4, 8), (6, 8), (64, 100), (99, 257), (256, 257)])
def test_no_altered_consistency_proof_is_good(old: int, new: int) -> None:
    draw, old_root, new_root = random.Random(SEED), tree_hash(LEAVES[:old]), tree_hash(LEAVES[:new])
    proof = consistency_proof(old, new, hashes_of(LEAVES[:new]))
    assert not any(verify_consistency(old, new, old_root, new_root, other) for other in altered(proof, draw))
    assert not verify_consistency(old, new, new_root, old_root, proof)
    assert not verify_consistency(old, new, bytes(32), new_root, proof)
    assert not verify_consistency(old, new, old_root, bytes(32), proof)
    assert not verify_consistency(new, old, new_root, old_root, proof)


@pytest.mark.parametrize(
    ("old", "new", "old_root", "new_root", "proof", "is_good"),
    [
        (0, 0, EMPTY_ROOT, EMPTY_ROOT, [], True),
        (0, 0, b"x" * 32, b"x" * 32, [], False),
        (0, 0, EMPTY_ROOT, EMPTY_ROOT, [bytes(32)], False),
        (0, 3, EMPTY_ROOT, tree_hash(LEAVES[:3]), [], False),
        (3, 3, tree_hash(LEAVES[:3]), tree_hash(LEAVES[:3]), [], True),
        (3, 3, tree_hash(LEAVES[:3]), tree_hash(LEAVES[:4]), [], False),
        (3, 3, tree_hash(LEAVES[:3]), tree_hash(LEAVES[:3]), [bytes(32)], False),
        (2, 3, tree_hash(LEAVES[:2]), tree_hash(LEAVES[:3]), [], False),
        (1, 1 << 62, LEAVES[0], bytes(32), [bytes(32)] * 64, False),
    ],
)
def test_edges(old: int, new: int, old_root: bytes, new_root: bytes, proof: list[bytes], is_good: bool) -> None:
    assert verify_consistency(old, new, old_root, new_root, proof) is is_good


def test_what_cannot_be_proven_is_refused() -> None:
    at = hashes_of(LEAVES[:5])
    for index in (-1, 5):
        with pytest.raises(ValueError, match="no entry"):
            inclusion_proof(index, 5, at)
    for old in (0, 6):
        with pytest.raises(ValueError, match="cannot be shown"):
            consistency_proof(old, 5, at)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_what_is_no_hash_proves_nothing(length: int) -> None:
    mine, beside = leaf_hash(b"mine"), bytes(length)
    assert not verify_inclusion(mine, 0, 2, [beside], node_hash(mine, beside))
    assert not verify_consistency(1, 2, mine, node_hash(mine, beside), [beside])
    assert not verify_inclusion(beside, 0, 1, [], beside)
