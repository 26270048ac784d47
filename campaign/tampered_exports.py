"""Is every way to alter a published log found by somebody who holds one earlier checkpoint and the log's key?

A run takes a clean export, lets every attack at a copy of it, and lets a clean log grow and be published in random
steps, which must raise no alarm against any checkpoint that was kept on the way.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from campaign.outcome import Outcome
from paraph.adapters.signers.notes import NoteSigner
from paraph.adapters.store.export_folder import ExportFolder
from paraph.core.errors import ParaphError
from paraph.core.ledger.entry import entry
from paraph.core.ledger.note import read_vkey
from paraph.core.ledger.tiles import bundle_path, read_bundle, tile_path, tiles_of, write_bundle
from paraph.flows.ledger.export_ledger import export_ledger
from paraph.flows.ledger.verify_log import verify_log
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.ledger import check_note, trust

WHAT = "every alteration of an export is found, and a clean one raises no alarm"
RUNS = 200
ORIGIN = "paraph/" + "e0" * 16
SIGNER = NoteSigner(b"exported" * 4, ORIGIN)
SIZE, EARLIER = 700, 520

Attack = Callable[[Path, random.Random], None]


def current(folder: Path, *levels: int) -> list[Path]:
    """The files that the published size calls for: tiles of these levels (all without), or bundles for -1."""
    tiles = list(tiles_of(SIZE))
    found = [folder / tile_path(*tile) for tile in tiles if not levels or tile.level in levels]
    bundles = [folder / bundle_path(tile.number, tile.width) for tile in tiles if tile.level == 0]
    return [*found, *(bundles if not levels or -1 in levels else [])]


def flip(folder: Path, draw: random.Random) -> None:
    file = draw.choice([*current(folder), folder / "checkpoint"])
    content = bytearray(file.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    file.write_bytes(content)


def truncate(folder: Path, draw: random.Random) -> None:
    file = draw.choice([*current(folder), folder / "checkpoint"])
    content = file.read_bytes()
    file.write_bytes(content[: draw.randrange(len(content))])


def lengthen(folder: Path, draw: random.Random) -> None:
    file = draw.choice(current(folder))
    file.write_bytes(file.read_bytes() + draw.randbytes(draw.randrange(1, 80)))


def delete(folder: Path, draw: random.Random) -> None:
    draw.choice(current(folder)).unlink()


def swap(folder: Path, draw: random.Random) -> None:
    one, other = draw.sample(current(folder, 0, -1), 2)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def edited(folder: Path, draw: random.Random, edit: Callable[[list[bytes]], object]) -> None:
    file = draw.choice(current(folder, -1))
    entries = read_bundle(file.read_bytes())
    edit(entries)
    file.write_bytes(write_bundle(entries))


def drop_entry(folder: Path, draw: random.Random) -> None:
    edited(folder, draw, lambda entries: entries.pop(draw.randrange(len(entries))))


def insert_entry(folder: Path, draw: random.Random) -> None:
    edited(folder, draw, lambda entries: entries.insert(draw.randrange(len(entries)), entry("note", 1)))


def replace_entry(folder: Path, draw: random.Random) -> None:
    edited(folder, draw, lambda entries: entries.__setitem__(draw.randrange(len(entries)), entry("note", 1)))


def reorder(folder: Path, draw: random.Random) -> None:
    edited(folder, draw, lambda entries: entries.append(entries.pop(draw.randrange(len(entries) - 1))))


def story(size: int) -> list[bytes]:
    return [
        entry("landed", 1_800_000_000 + number, ref=f"refs/heads/topic-{number * number}") for number in range(size)
    ]


def told(size: int) -> MemoryLedger:
    """The log as it is."""
    ledger = MemoryLedger(ORIGIN, SIGNER.sign)
    ledger.record(story(size))
    return ledger


def another_story(draw: random.Random, size: int = SIZE, signer: NoteSigner = SIGNER) -> MemoryLedger:
    """The log with one entry of its beginning altered, and all its hashes and signatures made anew."""
    entries = story(size)
    entries[draw.randrange(EARLIER)] = entry("note", draw.randrange(1000))
    ledger = MemoryLedger(ORIGIN, signer.sign)
    ledger.record(entries)
    return ledger


def published(folder: Path, ledger: MemoryLedger, signer: NoteSigner = SIGNER) -> None:
    shutil.rmtree(folder)
    export_ledger(ledger, ExportFolder(str(folder)), [read_vkey(signer.vkey)], check_note)


def rewrite(folder: Path, draw: random.Random) -> None:
    published(folder, another_story(draw))


def rewrite_longer(folder: Path, draw: random.Random) -> None:
    published(folder, another_story(draw, SIZE + draw.randrange(1, 300)))


def rewrite_unsigned(folder: Path, draw: random.Random) -> None:
    checkpoint = (folder / "checkpoint").read_bytes()
    rewrite(folder, draw)
    (folder / "checkpoint").write_bytes(checkpoint)


def swap_keys(folder: Path, draw: random.Random) -> None:
    other = NoteSigner(draw.randbytes(32), ORIGIN)
    published(folder, another_story(draw, signer=other), other)


def put_back(folder: Path, draw: random.Random) -> None:
    published(folder, told(draw.randrange(EARLIER)))


def cut_and_go_on(folder: Path, draw: random.Random) -> None:
    ledger = told(draw.randrange(EARLIER))
    ledger.record([entry("note", number) for number in range(400)])
    published(folder, ledger)


def old_checkpoint(folder: Path, draw: random.Random) -> None:
    (folder / "checkpoint").write_text(told(draw.randrange(EARLIER)).checkpoint(), encoding="utf-8")


ATTACKS = (
    flip, truncate, lengthen, delete, swap, drop_entry, insert_entry, replace_entry, reorder, rewrite, rewrite_longer,
    rewrite_unsigned, swap_keys, put_back, cut_and_go_on, old_checkpoint,
)  # fmt: skip


def is_found(folder: Path, earlier: bytes) -> bool:
    """Whether the holder of an earlier checkpoint is warned, in whatever way."""
    try:
        keys = (read_vkey(SIGNER.vkey),)
        return bool(verify_log(ExportFolder(str(folder)), trust(keys), earlier, lambda *_: None).problems)
    except ParaphError:
        return True


def grown(folder: Path, draw: random.Random) -> list[bytes]:
    """Publish a log that grows in random steps, not at each of them; the checkpoints of all steps."""
    ledger, entries, kept = MemoryLedger(ORIGIN, SIGNER.sign), story(1200), list[bytes]()
    while entries:
        count = draw.choice([1, 2, 17, 255, 256, 257, 400])
        ledger.record(entries[:count])
        del entries[:count]
        kept.append(ledger.checkpoint().encode())
        if draw.random() < 0.6 or not entries:
            export_ledger(ledger, ExportFolder(str(folder)), [read_vkey(SIGNER.vkey)], check_note)
    return kept


def run(runs: int, seed: int) -> Outcome:
    """Let every attack at an export so many times."""
    failures, earlier = list[str](), told(EARLIER).checkpoint().encode()
    with tempfile.TemporaryDirectory() as name:
        clean = Path(name) / "clean"
        clean.mkdir()
        published(clean, told(SIZE))
        for number in range(seed, seed + runs):
            failures += [f"{what} was not found, seed {number}" for what in _unseen(clean, Path(name), number, earlier)]
            folder = Path(name) / "grown"
            if any(is_found(folder, kept) for kept in grown(folder, random.Random(number))):
                failures.append(f"a clean log raised an alarm, seed {number}")
            shutil.rmtree(folder)
    return Outcome(runs, tuple(failures), f"{runs * len(ATTACKS):,} alterations in {len(ATTACKS)} ways")


def _unseen(clean: Path, name: Path, seed: int, earlier: bytes) -> Iterator[str]:
    for attack in ATTACKS:
        folder = name / "attacked"
        shutil.copytree(clean, folder)
        attack(folder, random.Random(seed))
        if not is_found(folder, earlier):
            yield attack.__name__
        shutil.rmtree(folder)
