"""Which tree does a log vouch for? Its checkpoint, a signed note as C2SP tlog-checkpoint lays it out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.merkle import HASH_BYTES
from paraph.core.ledger.note import ED25519, CheckEd25519, Note, NoteKey, read_note, signers, unbase64

MAX_SIZE = (1 << 63) - 1


class Checkpoint(NamedTuple):
    """The head of a log: who issued it, how many entries it has, and their RFC 6962 root."""

    origin: str
    size: int
    root: bytes


def text_of(checkpoint: Checkpoint) -> str:
    """The three lines that are signed. Raises InputError (P0804) for an origin that is not one line of text."""
    if not checkpoint.origin or not checkpoint.origin.isprintable():
        _refuse(f"the origin {checkpoint.origin[:60]!r} is not one line of text")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{b64encode(checkpoint.root).decode()}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note's text; extension lines are passed over. Raises InputError (P0804)."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or "" in lines:
        _refuse("it is not at least three lines, none of them empty")
    origin, size, root = lines[:3]
    is_size = size.isascii() and size.isdecimal() and len(size) < 20 and str(int(size)) == size
    if not is_size or int(size) > MAX_SIZE:
        _refuse(f"{size[:40]!r} is not the size of a tree")
    found = unbase64(root)
    if found is None or len(found) != HASH_BYTES:
        _refuse(f"{root[:60]!r} is not a root hash")
    return Checkpoint(origin, int(size), found)


def _refuse(why: str) -> NoReturn:
    raise InputError(Problem("P0804", f"not a checkpoint: {why}", "give a checkpoint as the log wrote it"))


class Vouched(NamedTuple):
    """A checkpoint whose signature is good, and the keys that signed it: the log's own and known witnesses'."""

    checkpoint: Checkpoint
    note: Note
    keys: tuple[NoteKey, ...]


def checked_checkpoint(content: bytes, keys: Sequence[NoteKey], check: CheckEd25519) -> Vouched:
    """A checkpoint that the log itself signed with one of `keys`; a witness alone is not enough.

    Raises InputError where it is none (P0802, P0804), where a known key's signature is bad (P0803), or where none of
    the keys is the log's and signed (P0805).
    """
    note = read_note(content)
    good = signers(note, keys, check)
    if not any(key.algorithm == ED25519 for key in good):
        named = ", ".join(f"{name}+{named.hex()}" for name, named, _ in note.signatures[:3])
        fix = f"it is signed by {named}: give that log's key"
        raise InputError(Problem("P0805", "none of the keys given signed this checkpoint", fix))
    return Vouched(read_checkpoint(note.text), note, good)
