"""Is a log, exported or live, what its checkpoint vouches for, and does it go on from an earlier one?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.ledger.audit import Audit
from paraph.core.ledger.checkpoint import Checkpoint, Vouched, checked_checkpoint
from paraph.core.ledger.merkle import EMPTY_ROOT, subtree_root
from paraph.core.ledger.note import COSIGNATURE, CheckEd25519, NoteKey
from paraph.core.ledger.tiles import TILE_WIDTH, TileHashes
from paraph.flows.ledger.log_doubts import entry_doubt, form_doubt, mismatch_doubt
from paraph.ports.log_source import LogSource

FirstOdd = Callable[[Sequence[bytes]], int | None]
"""The position of the first entry that is not in the form of one."""

Watch = Callable[[int, int], None]
"""Told now and then how many entries of how many were looked at."""

_BUNDLES_BETWEEN_WORDS = 64


class Trust(NamedTuple):
    """What the one who asks brings along: keys, and with what they are checked."""

    keys: Sequence[NoteKey]
    check: CheckEd25519
    first_odd: FirstOdd


class Verification(NamedTuple):
    """What was found. The log is what its checkpoint vouches for when there are no `problems`.

    `witnesses` are the names of the known witnesses that signed, `earlier_size` that of the earlier checkpoint.
    """

    checkpoint: Checkpoint | None
    problems: tuple[Problem, ...] = ()
    witnesses: tuple[str, ...] = ()
    blobs: int = 0
    earlier_size: int | None = None


def verify_log(source: LogSource, trust: Trust, earlier: bytes | None, watch: Watch) -> Verification:
    """Look at every byte of a log, in flat memory, and stop at the first that is not in order.

    Raises ReadError where there is no checkpoint or a file cannot be read, InputError where the earlier checkpoint is
    not one of this log.
    """
    content = source.checkpoint()
    if content is None:
        raise ReadError(Problem("P0819", "there is no checkpoint here", "name the folder that was exported"))
    before = None if earlier is None else _earlier(earlier, trust)
    try:
        vouched = checked_checkpoint(content, trust.keys, trust.check)
    except InputError as error:
        return Verification(None, error.problems)
    head, count = vouched.checkpoint, _Count()
    doubts = (doubt for looked in _looks(source, vouched, before, trust, watch, count) for doubt in looked)
    first = next(doubts, None)
    witnesses = tuple(key.name for key in vouched.keys if key.algorithm == COSIGNATURE)
    return Verification(
        head, (first,) if first else (), witnesses, count.blobs, before.size if before is not None else None
    )


class _Count:
    blobs = 0


def _looks(
    source: LogSource, vouched: Vouched, before: Checkpoint | None, trust: Trust, watch: Watch, count: _Count
) -> Iterator[Iterator[Problem]]:
    head = vouched.checkpoint
    yield _older(head, before)
    yield _tree(source, head, trust, watch)
    yield _beginning(source, head, before)
    yield _blobs(source, count)


def _earlier(content: bytes, trust: Trust) -> Checkpoint:
    before = checked_checkpoint(content, trust.keys, trust.check).checkpoint
    if before.size == 0:
        raise InputError(Problem("P0820", "the earlier checkpoint is of a log without entries: it proves nothing",
                                 "give a later one"))  # fmt: skip
    return before


def _older(head: Checkpoint, before: Checkpoint | None) -> Iterator[Problem]:
    """What the two checkpoints alone tell."""
    if before is None:
        return
    if before.origin != head.origin:
        what = f"the earlier checkpoint is of the log {before.origin!r}, this is {head.origin!r}"
        yield Problem("P0814", what, "give a checkpoint of this log")
    elif before.size > head.size:
        what = f"the log has {head.size:,} entries, the earlier checkpoint vouches for {before.size:,}"
        yield Problem(
            "P0814", f"{what}: it was cut short, or an old copy was put back", "keep both, and ask its operator"
        )


def _tree(source: LogSource, head: Checkpoint, trust: Trust, watch: Watch) -> Iterator[Problem]:
    """Every entry and every tile, from the first entry to the root."""
    audit = Audit(head.size, source.tile)
    for number in range(-(-head.size // TILE_WIDTH)):
        start = number * TILE_WIDTH
        try:
            entries = source.entries(number, min(TILE_WIDTH, head.size - start))
        except InputError as error:
            yield from error.problems
            return
        if entries is None or len(entries) < min(TILE_WIDTH, head.size - start):
            yield entry_doubt(number, len(entries or ()), head.size)
            return
        if wrong := audit.add(entries):
            yield mismatch_doubt(source, head, wrong, entries)
            return
        odd = trust.first_odd(entries)
        if odd is not None:
            yield form_doubt(start + odd, entries[odd])
            return
        if not number % _BUNDLES_BETWEEN_WORDS:
            watch(start, head.size)
    if wrong := audit.finish():
        yield mismatch_doubt(source, head, wrong, ())
    elif (audit.root() if head.size else EMPTY_ROOT) != head.root:
        what = f"the {head.size:,} entries and their tiles do not give the root that the checkpoint signs"
        yield Problem("P0813", what, "the log was rewritten after it was signed: keep it, and ask its operator")


def _beginning(source: LogSource, head: Checkpoint, before: Checkpoint | None) -> Iterator[Problem]:
    """Whether the log, found to be whole, begins with what was vouched for earlier."""
    if before is None:
        return
    hashes = TileHashes(head.size, lambda level, number, width: source.tile(level, number, width) or b"")
    if subtree_root(0, before.size, hashes.hash_at) != before.root:
        what = f"the first {before.size:,} entries are not those that the earlier checkpoint vouches for"
        yield Problem("P0814", f"{what}: the log was rewritten", "keep both checkpoints: they prove it")


def _blobs(source: LogSource, count: _Count) -> Iterator[Problem]:
    for name, digest in source.blobs():
        if name != digest:
            what = f"blob/sha256/{name} holds something else: the SHA-256 of it is {digest}"
            yield Problem("P0816", what, "take it again from the ledger, and keep this one")
            return
        count.blobs += 1
