"""On which log do the campaigns against the store work, and is it whole afterwards?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from paraph.adapters.signers.notes import NoteSigner, check_note_signature
from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import FileSecond
from paraph.core.ledger.entry import entry
from paraph.core.ledger.merkle import Frontier, leaf_hash
from paraph.core.ledger.note import read_vkey
from paraph.core.ledger.proofs import read_proof, verify_proof

ORIGIN = "paraph/" + "c0" * 16
SIGNER = NoteSigner(b"campaign" * 4, ORIGIN)
KEYS = (read_vkey(SIGNER.vkey),)


def opened(folder: Path, *, may_create: bool = False) -> StoredLedger:
    """The log in a folder."""
    second = FileSecond(f"{folder}/second/checkpoint")
    return open_ledger(
        f"sqlite:///{folder}/ledger.db", origin=ORIGIN, signer=SIGNER, second=second, may_create=may_create
    )


def body(name: str) -> bytes:
    """An entry by which it is known later."""
    return entry("note", 1_800_000_000, text=name, padding="x" * 300)


def name_of(content: bytes) -> str:
    """The name that `body` was given."""
    return str(json.loads(content)["text"])


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the campaign's key signed."""
    return public == KEYS[0].public and check_note_signature(SIGNER.vkey, message.decode(), signature)


def flaws(folder: Path, acknowledged: Mapping[int, str], receipts: Mapping[int, str]) -> list[str]:
    """What is wrong with a log that acknowledged these names at these indices, and gave out these receipts."""
    found: list[str] = []
    with closing(sqlite3.connect(folder / "ledger.db")) as database:
        (state,) = database.execute("PRAGMA integrity_check").fetchone()
        indices = [index for (index,) in database.execute("SELECT idx FROM entries ORDER BY idx")]
    if state != "ok":
        found.append(f"integrity_check says {state}")
    if indices != list(range(len(indices))):
        found.append("there is a gap")
    with closing(opened(folder)) as log:
        bodies, head = list(log.entries()), log.head()
        log.record([body(f"afterwards {head.size}")])
        log.checkpoint()
    names, roots, frontier = [name_of(each) for each in bodies], [Frontier().root()], Frontier()
    for each in bodies:
        frontier.append(leaf_hash(each))
        roots.append(frontier.root())
    if (head.size, head.root) != (len(bodies), roots[-1]):
        found.append(f"the head speaks of {head.size} entries, {len(bodies)} are there, or its root is another")
    if len(set(names)) != len(names):
        found.append("an entry is there twice")
    found += [f"{name}, acknowledged at {index}, is lost" for index, name in acknowledged.items()
              if names[index : index + 1] != [name]]  # fmt: skip
    return found + [f"the receipt of {index} does not hold" for index, text in receipts.items()
                    if not _holds(text, bodies, roots)]  # fmt: skip


def _holds(text: str, bodies: list[bytes], roots: list[bytes]) -> bool:
    proof = read_proof(text.encode())
    vouched = verify_proof(proof, bodies[proof.index], KEYS, is_signed)
    return vouched is not None and vouched.checkpoint.root == roots[vouched.checkpoint.size]
