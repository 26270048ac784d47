"""Which one hash stands for a whole list of entries, and how is it shown that an entry, or an older list, is in it?

Hashing is that of RFC 6962, section 2.1; proofs are checked as RFC 9162, 2.1.3.2 and 2.1.4.2, says. A subtree of
2^level leaves that is complete is named by its level and its index among those of that level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
MAX_PROOF_HASHES = 63
EMPTY_ROOT = sha256(b"").digest()

HashAt = Callable[[int, int], bytes]
"""The hash of the complete subtree at (level, index)."""


def leaf_hash(entry: bytes) -> bytes:
    """The 32 bytes that stand for an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32 bytes that stand for two subtrees beside each other."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A growing tree of which only the roots of its complete subtrees are kept, the largest first."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more leaf; one node is hashed on average."""
        peaks, size = self._peaks, self.size
        while size & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def climb(self, leaf: bytes) -> list[bytes]:
        """As `append`; the roots of all subtrees that are complete with this leaf, from itself upwards."""
        way, peaks, size = [leaf], self._peaks, self.size
        while size & 1:
            way.append(node_hash(peaks.pop(), way[-1]))
            size >>= 1
        peaks.append(way[-1])
        self.size += 1
        return way

    def root(self) -> bytes:
        """The RFC 6962 root of all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        *rest, root = self._peaks
        for peak in reversed(rest):
            root = node_hash(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """The size as 8 bytes, big-endian, and the peaks: at most 2,056 bytes."""
        return self.size.to_bytes(8, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, kept: bytes) -> Frontier:
        """What `to_bytes` wrote. Raises ValueError for anything else."""
        frontier = cls()
        frontier.size = int.from_bytes(kept[:8], "big")
        if len(kept) != 8 + HASH_BYTES * frontier.size.bit_count():
            raise ValueError("these bytes are no frontier")
        frontier._peaks = [kept[at : at + HASH_BYTES] for at in range(8, len(kept), HASH_BYTES)]
        return frontier


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a list of leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def subtree_root(start: int, end: int, hash_at: HashAt) -> bytes:
    """The root of the leaves from `start` to before `end`, where `start` is a multiple of a power of two that is no
    smaller than their number."""
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(hash_at(level, start >> level))
        start += 1 << level
    *rest, root = peaks
    for peak in reversed(rest):
        root = node_hash(peak, root)
    return root


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> list[bytes]:
    """The hashes beside the way from a leaf up to the root (RFC 6962, 2.1.1). Raises ValueError for an index that is
    not in the tree."""
    if not 0 <= index < size:
        raise ValueError(f"there is no entry {index} among {size}")
    proof, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(subtree_root(middle, end, hash_at))
            end = middle
        else:
            proof.append(subtree_root(start, middle, hash_at))
            start = middle
    proof.reverse()
    return proof


def consistency_proof(old_size: int, new_size: int, hash_at: HashAt) -> list[bytes]:
    """The hashes that show a tree of `old_size` to be the beginning of one of `new_size` (RFC 6962, 2.1.2).

    Raises ValueError unless 0 < old_size <= new_size: nothing can be shown of an empty tree.
    """
    if not 0 < old_size <= new_size:
        raise ValueError(f"a tree of {old_size} cannot be shown in one of {new_size}")
    proof, start, end, is_whole = [], 0, new_size, True
    while old_size < end:
        middle = start + _split(end - start)
        if old_size <= middle:
            proof.append(subtree_root(middle, end, hash_at))
            end = middle
        else:
            proof.append(subtree_root(start, middle, hash_at))
            start, is_whole = middle, False
    if not is_whole:
        proof.append(subtree_root(start, end, hash_at))
    proof.reverse()
    return proof


def _split(size: int) -> int:
    """The largest power of two that is smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `leaf` is at `index` of the tree of `size` with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _is_proof((*proof, leaf, root)):
        return False
    node, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(beside, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree of `old_size` begins the tree of `new_size` (RFC 9162, 2.1.4.2).

    Of equal sizes the roots must be equal and the proof empty; an older tree of no entries shows nothing and is
    refused, unless the newer one is empty too.
    """
    if not 0 <= old_size <= new_size or not _is_proof((*proof, old_root, new_root)):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root and (new_size > 0 or new_root == EMPTY_ROOT)
    if old_size == 0 or not proof:
        return False
    rest = list(proof)
    if old_size & (old_size - 1) == 0:
        rest.insert(0, old_root)
    return _grows(old_size - 1, new_size - 1, rest, old_root, new_root)


def _grows(node: int, last: int, proof: list[bytes], old_root: bytes, new_root: bytes) -> bool:
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = proof[0]
    for beside in proof[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _is_proof(hashes: Sequence[bytes]) -> bool:
    return len(hashes) <= MAX_PROOF_HASHES + 2 and all(len(found) == HASH_BYTES for found in hashes)
