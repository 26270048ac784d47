"""Is every way to alter a published log found by somebody who holds one earlier checkpoint and the log's key?"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from log_samples import KEY, ORIGIN, SIGNER, exported, memory_ledger, some_entries, verified
from paraph import wiring
from paraph.adapters.signers.notes import NoteSigner
from paraph.adapters.store.export_folder import ExportFolder
from paraph.core.errors import ParaphError
from paraph.core.ledger.entry import entry
from paraph.core.ledger.note import read_vkey
from paraph.core.ledger.tiles import bundle_path, read_bundle, tile_path, tiles_of, write_bundle
from paraph.flows.export_ledger import export_ledger
from paraph.testing import MemoryLedger

SIZE, EARLIER = 700, 520
SEEDS = range(20_260_000, 20_260_006)

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


def another_story(draw: random.Random, size: int = SIZE, signer: NoteSigner = SIGNER) -> MemoryLedger:
    """The log with one entry of its beginning altered, and all its hashes and signatures made anew."""
    entries = some_entries(size)
    entries[draw.randrange(EARLIER)] = entry("note", draw.randrange(1000))
    ledger = MemoryLedger(ORIGIN, signer.sign)
    ledger.record(entries)
    return ledger


def published(folder: Path, ledger: MemoryLedger, signer: NoteSigner = SIGNER) -> None:
    shutil.rmtree(folder)
    export_ledger(ledger, ExportFolder(str(folder)), [read_vkey(signer.vkey)], wiring.check_note)


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
    published(folder, memory_ledger(draw.randrange(EARLIER)))


def cut_and_go_on(folder: Path, draw: random.Random) -> None:
    ledger = memory_ledger(draw.randrange(EARLIER))
    ledger.record([entry("note", number) for number in range(400)])
    published(folder, ledger)


def old_checkpoint(folder: Path, draw: random.Random) -> None:
    (folder / "checkpoint").write_text(memory_ledger(draw.randrange(EARLIER)).checkpoint(), encoding="utf-8")


ATTACKS = (
    flip, truncate, lengthen, delete, swap, drop_entry, insert_entry, replace_entry, reorder, rewrite, rewrite_longer,
    rewrite_unsigned, swap_keys, put_back, cut_and_go_on, old_checkpoint,
)  # fmt: skip


def is_found(folder: Path, earlier: bytes) -> bool:
    try:
        return bool(verified(folder, earlier).problems)
    except ParaphError:
        return True


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean") / "log"
    exported(folder, memory_ledger(SIZE))
    return folder


@pytest.fixture(scope="module")
def earlier() -> bytes:
    return memory_ledger(EARLIER).checkpoint().encode()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_every_attack_is_found(attack: Attack, clean: Path, earlier: bytes, tmp_path: Path) -> None:
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        shutil.copytree(clean, folder)
        attack(folder, random.Random(seed))
        assert is_found(folder, earlier), f"{attack.__name__} with seed {seed} was not found"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_log_raises_no_alarm_however_it_grew(tmp_path: Path, seed: int) -> None:
    draw, ledger, kept = random.Random(seed), memory_ledger(), list[bytes]()
    entries = some_entries(1500, seed)
    while entries:
        count = draw.choice([1, 2, 17, 255, 256, 257, 400])
        ledger.record(entries[:count])
        del entries[:count]
        kept.append(ledger.checkpoint().encode())
        if draw.random() < 0.6:
            exported(tmp_path, ledger)
    exported(tmp_path, ledger)
    assert not any(is_found(tmp_path, each) for each in kept), f"seed {seed}"
    assert KEY.name == ORIGIN
