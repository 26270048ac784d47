"""What shows that one entry is in the ledger, to somebody who has nothing but the log's public key?"""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.ledger.checkpoint import read_checkpoint
from paraph.core.ledger.merkle import inclusion_proof, leaf_hash, verify_inclusion
from paraph.core.ledger.note import read_note
from paraph.core.ledger.proofs import Proof
from paraph.core.ledger.tiles import TileHashes
from paraph.core.model.regex import regex
from paraph.ports.ledger import Ledger

_INDEX = regex(r"0|[1-9][0-9]{0,17}")
_ID = regex(r"[0-9a-f]{64}")


class Proven(NamedTuple):
    """An entry, verbatim, and its receipt."""

    entry: bytes
    proof: Proof


def prove_entry(ledger: Ledger, asked: str) -> Proven:
    """The receipt for an entry, named by its index, or by the id of the signed statement that it records.

    Raises InputError (P0860) where there is no such entry, ReadError (P0861) where the ledger contradicts itself.
    """
    checkpoint = ledger.checkpoint()
    head = read_checkpoint(read_note(checkpoint.encode()).text)
    index = _index(ledger, asked)
    if index >= head.size:
        _unknown(f"the ledger has {head.size:,} entries, from 0 on: there is no entry {index}")
    try:
        hashes = inclusion_proof(index, head.size, TileHashes(head.size, ledger.tile).hash_at)
    except ValueError as error:
        _contradiction(str(error))
    entry = next(ledger.entries(index, index + 1), b"")
    if not verify_inclusion(leaf_hash(entry), index, head.size, hashes, head.root):
        _contradiction(f"entry {index} is not what its checkpoint vouches for")
    return Proven(entry, Proof(index, tuple(hashes), checkpoint))


def _index(ledger: Ledger, asked: str) -> int:
    if _INDEX.fullmatch(asked):
        return int(asked)
    if not _ID.fullmatch(asked):
        _unknown(f"{asked[:80]!r} is neither an index nor the 64 hex digits of a statement's id")
    found = ledger.statements(ids=[asked])
    if not found:
        _unknown(f"the ledger has no statement {asked}")
    return found[0].entry


def _unknown(what: str) -> NoReturn:
    fix = "give an index, or a statement's id, as `paraph log show` prints them"
    raise InputError(Problem("P0860", what, fix))


def _contradiction(what: str) -> NoReturn:
    fix = "run `paraph log verify --ledger` and keep the last export: somebody altered the ledger"
    raise ReadError(Problem("P0861", f"the ledger contradicts itself: {what}", fix)) from None
