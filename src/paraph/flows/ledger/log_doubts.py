"""How is it said that an entry or a tile of a log is not what it should be?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.errors import Problem
from paraph.core.ledger.audit import Mismatch
from paraph.core.ledger.checkpoint import Checkpoint
from paraph.core.ledger.entry import described, flaw_of
from paraph.core.ledger.merkle import subtree_root
from paraph.core.ledger.tiles import TILE_HEIGHT, TILE_WIDTH, TileHashes, bundle_path, folded, width_at
from paraph.ports.log_source import LogSource

_KEEP = "keep this copy as proof, and compare it with another export"
_SHOWN_HEX = 16


def entry_doubt(number: int, found: int, size: int) -> Problem:
    """A bundle that is missing, or of which only `found` entries are there."""
    start, end = number * TILE_WIDTH, min((number + 1) * TILE_WIDTH, size)
    what = f"entry {start + found} is missing" if found else f"the entries {start} to {end - 1} are missing"
    return Problem("P0810", f"{what}: {bundle_path(number, end - start)} does not have them", _KEEP)


def form_doubt(index: int, content: bytes) -> Problem:
    """An entry that was committed to, but that Paraph would not have written."""
    return Problem("P0815", f"entry {index} is not in the form of an entry: {flaw_of(content)}", _KEEP)


def mismatch_doubt(source: LogSource, head: Checkpoint, wrong: Mismatch, entries: Sequence[bytes]) -> Problem:
    """A tile that does not say what lies below it; at level 0, `entries` are those of its bundle."""
    first, last = wrong.span[0], wrong.span[1] - 1
    if wrong.hash_number is None:
        what = f"{wrong.tile} is missing or not of its length; it stands for the entries {first} to {last}"
        return Problem("P0812", what, _KEEP)
    said, found = wrong.said.hex()[:_SHOWN_HEX], wrong.found.hex()[:_SHOWN_HEX]
    if wrong.level:
        what = f"{wrong.tile} says {said}… of the entries {first} to {last}, which give {found}…"
        return Problem("P0812", f"{what}: one of them was altered with its tile, or this tile was", _KEEP)
    entry = f"entry {first} ({described(entries[wrong.hash_number])})"
    if _is_vouched_for(source, head, first // TILE_WIDTH):
        what = f"{entry} is not what the log committed to: {wrong.tile} says {said}…, its bytes give {found}…"
        return Problem("P0811", what, _KEEP)
    what = f"{wrong.tile} was altered, and with it perhaps {entry}: the tile says {said}…, the entry gives {found}…"
    return Problem("P0812", what, _KEEP)


def _is_vouched_for(source: LogSource, head: Checkpoint, number: int) -> bool:
    """Whether a tile of level 0 is what the tiles above it, or the checkpoint, say."""
    width = width_at(0, number, head.size)
    hashes = TileHashes(head.size, lambda *place: source.tile(*place) or b"")
    try:
        if width < TILE_WIDTH:
            return subtree_root(0, head.size, hashes.hash_at) == head.root
        return hashes.hash_at(TILE_HEIGHT, number) == folded(source.tile(0, number, width) or b"")
    except ValueError:
        return False
