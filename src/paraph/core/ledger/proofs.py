"""How is it shown, offline, that an entry is in the log? By a receipt in the form of C2SP tlog-proof@v1."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import NoReturn

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.checkpoint import Vouched, checked_checkpoint
from paraph.core.ledger.merkle import HASH_BYTES, MAX_PROOF_HASHES, leaf_hash, verify_inclusion
from paraph.core.ledger.note import MAX_NOTE_BYTES, CheckEd25519, NoteKey, unbase64
from paraph.core.model.noun import noun

SUFFIX = ".tlog-proof"
_HEADER = "c2sp.org/tlog-proof@v1"


@noun
class Proof:
    """Where an entry stands, the hashes from its sibling up to the root's child, and the checkpoint, a signed note
    with whatever cosignatures it carries. `extra` is not vouched for by anybody."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None


def write_proof(proof: Proof) -> str:
    """The text of a receipt."""
    extra = "" if proof.extra is None else f"extra {b64encode(proof.extra).decode()}\n"
    hashes = "".join(f"{b64encode(found).decode()}\n" for found in proof.hashes)
    return f"{_HEADER}\n{extra}index {proof.index}\n{hashes}\n{proof.checkpoint}"


def read_proof(content: bytes) -> Proof:
    """A receipt, nothing of it checked. Raises InputError (P0807) for any other text."""
    if len(content) > MAX_NOTE_BYTES:
        _refuse(f"it is larger than {MAX_NOTE_BYTES:,} bytes")
    try:
        head, gap, checkpoint = content.decode().partition("\n\n")
    except UnicodeDecodeError:
        _refuse("it is not UTF-8")
    header, *lines = head.split("\n")
    if header != _HEADER or not gap:
        _refuse(f"it does not begin with {_HEADER} and go on with an empty line and a checkpoint")
    extra = _extra(lines.pop(0)) if lines and lines[0].startswith("extra ") else None
    if not lines:
        _refuse("it has no index")
    hashes = tuple(_hash(line) for line in lines[1 : MAX_PROOF_HASHES + 2])
    if len(hashes) > MAX_PROOF_HASHES:
        _refuse(f"it has more than {MAX_PROOF_HASHES} hashes")
    return Proof(_index(lines[0]), hashes, checkpoint, extra)


def _extra(line: str) -> bytes:
    content = unbase64(line.removeprefix("extra "))
    if content is None:
        _refuse("its extra data is not base64")
    return content


def _index(line: str) -> int:
    digits = line.removeprefix("index ")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 20 and str(int(digits)) == digits
    if digits == line or not is_number:
        _refuse(f"{line[:40]!r} is no index")
    return int(digits)


def _hash(line: str) -> bytes:
    content = unbase64(line)
    if content is None or len(content) != HASH_BYTES:
        _refuse(f"{line[:60]!r} is no hash")
    return content


def _refuse(why: str) -> NoReturn:
    fix = "give a receipt as `paraph log prove` prints it"
    raise InputError(Problem("P0807", f"not a receipt: {why}", fix)) from None


def verify_proof(proof: Proof, entry: bytes, keys: Sequence[NoteKey], check: CheckEd25519) -> Vouched | None:
    """The checkpoint that vouches for these bytes at the index of the proof; None where it does not.

    Raises InputError where the checkpoint is none, or is not signed by one of the keys (see `checked_checkpoint`).
    """
    vouched = checked_checkpoint(proof.checkpoint.encode(), keys, check)
    _, size, root = vouched.checkpoint
    return vouched if verify_inclusion(leaf_hash(entry), proof.index, size, proof.hashes, root) else None
