"""How fast is an export of a million entries verified offline, in how much memory, and how fast is an entry proven?

The peer of verification is the bare hashing of the same bytes: one SHA-256 an entry, one a node, no file and no check
of the form. Entries are those of a busy server: a push, a decision and a landing in turn.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256

from benchmarks.row import Row, Setting, number, within
from benchmarks.timing import Sample, in_turns, peak_of
from paraph.adapters.signers.notes import NoteSigner
from paraph.adapters.store.export_folder import ExportFolder
from paraph.core.ledger.checkpoint import Checkpoint, text_of
from paraph.core.ledger.entry import entry
from paraph.core.ledger.merkle import Frontier, inclusion_proof, leaf_hash, node_hash
from paraph.core.ledger.note import read_vkey, write_note
from paraph.core.ledger.tiles import (
    TILE_WIDTH,
    TileHash,
    TileHashes,
    bundle_path,
    grow,
    tile_path,
    tiles_of,
    write_bundle,
)
from paraph.flows.ledger.verify_log import verify_log
from paraph.wiring.ledger import trust

ENTRIES, FEW = 1_000_000, 20_000
LEAST_A_SECOND = 150_000
MOST_PROOF_MILLISECONDS = 2.0
RUNS = 3
SIGNER = NoteSigner(bytes(range(32)), "paraph/bench")


def figures(setting: Setting) -> Iterator[Row]:
    """Verification against bare hashing, its memory, and proofs."""
    count = FEW if setting.quick else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        sys.stderr.write(f"writing an export of {count:,} entries …\n")
        publish(folder, count, random.Random(setting.seed))
        yield from speed(folder, count, 1 if setting.quick else RUNS)
        yield memory(folder, count, setting)
        yield proofs(folder, count, random.Random(setting.seed))


def some_entries(draw: random.Random, count: int) -> Iterator[bytes]:
    """Entries as long as those of a server: a third of them decisions."""
    for at in range(count):
        movement = {"ref": "refs/heads/main", "old": _hex(draw, 20), "new": _hex(draw, 20)}
        now = 1_767_225_600 + at
        if at % 3 == 0:
            yield entry("pushed", now, ref="refs/heads/main", by=_hex(draw, 32), commits=3, tips=[_hex(draw, 20)])
        elif at % 3 == 1:
            yield entry("decided", now, **movement, **_decision(draw))
        else:
            yield entry("landed", now, **movement, form="merge")


def _decision(draw: random.Random) -> dict[str, object]:
    change = {"base": _hex(draw, 20), "head": _hex(draw, 20), "tree": _hex(draw, 20), "diff": _hex(draw, 32)}
    digests = {"policy": _hex(draw, 32), "facts": _hex(draw, 32), "statements": [_hex(draw, 32), _hex(draw, 32)]}
    return {"form": "merge", "change": change, "verdict": "allow", "tier": "high", **digests, "git": "2.39.5"}


def _hex(draw: random.Random, size: int) -> str:
    return draw.randbytes(size).hex()


def publish(folder: str, count: int, draw: random.Random) -> None:
    """Write an export without a ledger behind it."""
    place, frontier, rows, bundle = ExportFolder(folder), Frontier(), dict[int, list[bytes]](), list[bytes]()
    for content in some_entries(draw, count):
        bundle.append(content)
        if len(bundle) == TILE_WIDTH or frontier.size + len(bundle) == count:
            place.put(bundle_path(frontier.size // TILE_WIDTH, len(bundle)), write_bundle(bundle))
            leaves = [leaf_hash(each) for each in bundle]
            found = [TileHash(0, 0, leaf) for leaf in leaves] + grow(frontier, leaves)
            for level, _, each in found:
                rows.setdefault(level, []).append(each)
            bundle.clear()
    for level, place_number, width in tiles_of(count):
        start = place_number * TILE_WIDTH
        place.put(tile_path(level, place_number, width), b"".join(rows[level][start : start + width]))
    text = text_of(Checkpoint(SIGNER.name, count, frontier.root()))
    place.publish(write_note(text, [SIGNER.sign(text).decode()]).encode())


def verify(folder: str) -> None:
    """What `paraph log verify` does."""
    found = verify_log(ExportFolder(folder), trust((read_vkey(SIGNER.vkey),)), None, lambda *_: None)
    if found.problems:
        raise RuntimeError(str(found.problems))


def bare(folder: str, count: int) -> None:
    """Hash the same bytes, and nothing else."""
    place, peaks = ExportFolder(folder), list[bytes]()
    for at in range(0, count, TILE_WIDTH):
        for size, content in enumerate(place.entries(at // TILE_WIDTH, min(TILE_WIDTH, count - at)) or (), at):
            leaf, merges = sha256(b"\x00" + content).digest(), size
            while merges & 1:
                leaf, merges = node_hash(peaks.pop(), leaf), merges >> 1
            peaks.append(leaf)


def speed(folder: str, count: int, runs: int) -> Iterator[Row]:
    """Entries a second of one core."""
    costs = in_turns({"ours": lambda: verify(folder), "bare": lambda: bare(folder, count)}, runs)
    ours = Sample(count / (each / 1000) for each in costs["ours"].cpu)
    theirs = Sample(count / (each / 1000) for each in costs["bare"].cpu)
    yield Row(
        f"verify an export of {count:,} entries", f"{number(ours.median)}/s", f"bare hashing {number(theirs.median)}/s",
        ours.median / theirs.median, f"≥ {LEAST_A_SECOND:,}/s a core", ours.median >= LEAST_A_SECOND,
        f"{number(min(ours))}–{number(max(ours))} of {len(ours)}",
    )  # fmt: skip


def memory(folder: str, count: int, setting: Setting) -> Row:
    """The peak of a run over everything, beside that over a fiftieth."""
    with tempfile.TemporaryDirectory() as small:
        publish(small, count // 50, random.Random(setting.seed))
        peaks = [peak_of(["log", "verify", each, "--key", SIGNER.vkey, "-q"]) for each in (folder, small)]
    ratio = peaks[0] / peaks[1]
    what = "memory of that, and of a fiftieth of it"
    return Row(what, f"{number(peaks[0])} MiB", f"{number(peaks[1])} MiB", ratio, "≤ 1.2 ×", ratio <= 1.2)


def proofs(folder: str, count: int, draw: random.Random) -> Row:
    """Inclusion proofs of entries drawn at random, each from files that were not yet looked at."""
    place, spent = ExportFolder(folder), list[float]()
    for _ in range(200):
        index, started = draw.randrange(count), time.perf_counter()
        inclusion_proof(index, count, TileHashes(count, lambda *tile: place.tile(*tile) or b"").hash_at)
        spent.append((time.perf_counter() - started) * 1000)
    return within(f"inclusion proof of any of {count:,} entries", Sample(spent), MOST_PROOF_MILLISECONDS, "ms")
