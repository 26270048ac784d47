"""Logs for tests, and the plainest possible reading of RFC 6962 to hold ours against."""

from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path

from paraph.adapters.signers.notes import NoteSigner
from paraph.adapters.store.export_folder import ExportFolder
from paraph.core.ledger.entry import entry
from paraph.core.ledger.note import read_vkey
from paraph.flows.ledger.export_ledger import export_ledger
from paraph.flows.ledger.verify_log import Verification, verify_log
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring.ledger import check_note, trust

ORIGIN = "paraph/sample"
SIGNER = NoteSigner(bytes(range(32)), ORIGIN)
KEY = read_vkey(SIGNER.vkey)
REFS = ("refs/heads/main", "refs/heads/release", "refs/tags/v1")


def leaf(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def tree_hash(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, over leaf hashes, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = biggest_power_below(len(leaves))
    return sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:])).digest()


def path_to(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    split = biggest_power_below(len(leaves))
    if index < split:
        return [*path_to(index, leaves[:split]), tree_hash(leaves[split:])]
    return [*path_to(index - split, leaves[split:]), tree_hash(leaves[:split])]


def proof_of(old: int, leaves: list[bytes], *, is_whole: bool = True) -> list[bytes]:
    """PROOF and SUBPROOF of RFC 6962, 2.1.2."""
    if old == len(leaves):
        return [] if is_whole else [tree_hash(leaves)]
    split = biggest_power_below(len(leaves))
    if old <= split:
        return [*proof_of(old, leaves[:split], is_whole=is_whole), tree_hash(leaves[split:])]
    return [*proof_of(old - split, leaves[split:], is_whole=False), tree_hash(leaves[:split])]


def biggest_power_below(number: int) -> int:
    power = 1
    while power * 2 < number:
        power *= 2
    return power


def some_entries(count: int, seed: int = 7) -> list[bytes]:
    """Entries as a server writes them."""
    draw = random.Random(seed)
    return [
        entry(
            "pushed", 1_767_225_600 + number, ref=draw.choice(REFS), old=f"{draw.getrandbits(160):040x}",
            new=f"{draw.getrandbits(160):040x}", by=f"{draw.getrandbits(256):064x}",
        )
        for number in range(count)
    ]  # fmt: skip


def memory_ledger(count: int = 0, seed: int = 7) -> MemoryLedger:
    ledger = MemoryLedger(ORIGIN, SIGNER.sign)
    if count:
        ledger.record(some_entries(count, seed))
    return ledger


def exported(folder: Path, ledger: MemoryLedger) -> ExportFolder:
    export_ledger(ledger, ExportFolder(str(folder)), [KEY], check_note)
    return ExportFolder(str(folder))


def verified(folder: Path, earlier: bytes | None = None) -> Verification:
    return verify_log(ExportFolder(str(folder)), trust((KEY,)), earlier, lambda *_: None)


def words(found: Verification) -> str:
    return "; ".join(problem.what for problem in found.problems)
