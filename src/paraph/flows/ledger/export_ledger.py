"""How is a ledger published as static files, so that what was published before stays true?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import NamedTuple, NoReturn

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.ledger.checkpoint import Checkpoint, checked_checkpoint
from paraph.core.ledger.entry import described, digests_in
from paraph.core.ledger.merkle import EMPTY_ROOT, HASH_BYTES, leaf_hash, subtree_root
from paraph.core.ledger.note import CheckEd25519, NoteKey, write_vkey
from paraph.core.ledger.tiles import (
    TILE_HEIGHT,
    TILE_WIDTH,
    Tile,
    TileHashes,
    bundle_path,
    folded,
    tile_path,
    tiles_of,
    write_bundle,
)
from paraph.ports.ledger import Ledger
from paraph.ports.log_source import LogExport


class Exported(NamedTuple):
    """What was done: the head that is published now, how many entries were before, and what was written."""

    checkpoint: Checkpoint
    size_before: int
    files: int
    blobs: int


def export_ledger(ledger: Ledger, place: LogExport, keys: Sequence[NoteKey], check: CheckEd25519) -> Exported:
    """Put what is new since the last export into `place`, its checkpoint last.

    Raises InputError (P0817) where the place holds what this ledger does not go on from; nothing is written then.
    Raises ReadError (P0818) where the ledger contradicts its own checkpoint; then that is not published.
    """
    with place.alone():
        signed = ledger.checkpoint().encode()
        head = checked_checkpoint(signed, keys, check).checkpoint
        hashes = TileHashes(head.size, ledger.tile)
        since = _published(place, head, hashes, keys, check)
        if _root(head.size, hashes) != head.root:
            _contradict("its tiles do not give the root that its checkpoint signs")
        written = list(_put_new(ledger, place, head.size, since, hashes))
        place.put("vkey", "".join(f"{write_vkey(key)}\n" for key in keys).encode())
        place.publish(signed)
    blobs = sum(1 for path in written if path.startswith("blob/"))
    return Exported(head, since, len(written) - blobs, blobs)


def _published(
    place: LogExport, head: Checkpoint, hashes: TileHashes, keys: Sequence[NoteKey], check: CheckEd25519
) -> int:
    """The size of the log that the place holds already, 0 for none."""
    content = place.checkpoint()
    if content is None:
        return 0
    try:
        old = checked_checkpoint(content, keys, check).checkpoint
    except InputError as error:
        _refuse(f"its checkpoint is not this ledger's: {error}")
    if old.origin != head.origin:
        _refuse(f"it is the log {old.origin!r}, this ledger is {head.origin!r}")
    if old.size > head.size:
        _refuse(f"it has {old.size:,} entries, this ledger {head.size:,}: the ledger was cut short or put back")
    if _root(old.size, hashes) != old.root:
        _refuse(f"its {old.size:,} entries do not begin this ledger: one of the two was rewritten")
    return old.size


def _root(size: int, hashes: TileHashes) -> bytes | None:
    """The root of the first entries, None where tiles are too short to tell."""
    try:
        return subtree_root(0, size, hashes.hash_at) if size else EMPTY_ROOT
    except ValueError:
        return None


def _put_new(ledger: Ledger, place: LogExport, size: int, since: int, hashes: TileHashes) -> Iterator[str]:
    """Put bundles, blobs and tiles that are new, each tile once it agrees with the one above; the path of each."""
    kept: set[str] = set()
    entries = ledger.entries(since - since % TILE_WIDTH, size)
    for tile in tiles_of(size, since):
        content = ledger.tile(*tile)
        if tile.level == 0:
            bundle = list(islice(entries, tile.width))
            _refuse_other(bundle, tile, content)
            place.put(bundle_path(tile.number, tile.width), write_bundle(bundle))
            yield bundle_path(tile.number, tile.width)
            yield from _put_blobs(ledger, place, bundle, kept)
        if tile.width == TILE_WIDTH:
            _refuse_unvouched(tile, content, hashes)
        place.put(tile_path(*tile), content)
        yield tile_path(*tile)


def _refuse_unvouched(tile: Tile, content: bytes, hashes: TileHashes) -> None:
    try:
        is_same = folded(content) == hashes.hash_at(TILE_HEIGHT * (tile.level + 1), tile.number)
    except ValueError:
        is_same = False
    if not is_same:
        _contradict(f"{tile_path(*tile)} is not what the tile above it says")


def _refuse_other(bundle: Sequence[bytes], tile: Tile, content: bytes) -> None:
    """Raise ReadError unless the tile holds the hashes of just these entries."""
    if len(bundle) != tile.width or len(content) != tile.width * HASH_BYTES:
        _contradict(f"{bundle_path(tile.number, tile.width)} or its tile is not whole")
    for at, entry in enumerate(bundle):
        if content[at * HASH_BYTES : (at + 1) * HASH_BYTES] != leaf_hash(entry):
            _contradict(f"entry {tile.number * TILE_WIDTH + at} ({described(entry)}) is not what it committed to")


def _put_blobs(ledger: Ledger, place: LogExport, bundle: Sequence[bytes], kept: set[str]) -> Iterator[str]:
    """Put what entries commit to and nobody can be known by: blobs without a salt."""
    for digest in dict.fromkeys(found for entry in bundle for found in digests_in(entry)):
        blob = ledger.blob(digest) if digest not in kept else None
        if blob is not None and blob.salt is None and sha256(blob.content).hexdigest() == digest:
            kept.add(digest)
            place.put(f"blob/sha256/{digest}", blob.content)
            yield f"blob/sha256/{digest}"


def _refuse(why: str) -> NoReturn:
    fix = "export into another folder, and keep both: they are the proof that something was rewritten"
    raise InputError(Problem("P0817", f"the folder is no earlier export of this ledger: {why}", fix)) from None


def _contradict(why: str) -> NoReturn:
    fix = "run `paraph log verify --ledger` and keep the last export: somebody altered the ledger"
    raise ReadError(Problem("P0818", f"the ledger is not published: {why}", fix))
