"""How is a text signed so that anybody can check it, and which line of it is whose signature?

The format is C2SP signed-note: the text, an empty line, and a line `— name base64(key id, signature)` for each key.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple, NoReturn

from paraph.core.errors import InputError, Problem
from paraph.core.model.regex import regex

ED25519 = 0x01
COSIGNATURE = 0x04
MAX_NOTE_BYTES = 1 << 20
MAX_SIGNATURES = 100
_DASH = "\N{EM DASH} "
_CONTROL = regex("[\\x00-\\x09\\x0b-\\x1f]")
_HALF = regex("[\\ud800-\\udfff]")
_MOST_SECONDS = (1 << 63) - 1

CheckEd25519 = Callable[[bytes, bytes, bytes], bool]
"""Whether, for a public key of 32 bytes and a message, 64 bytes are its signature."""


class NoteSignature(NamedTuple):
    """One signature line: the key's name and its id of 4 bytes, and what follows them."""

    name: str
    key_id: bytes
    signature: bytes


class Note(NamedTuple):
    """A signed text, with its last newline, and its signatures in order."""

    text: str
    signatures: tuple[NoteSignature, ...]


class NoteKey(NamedTuple):
    """A public key that notes are checked with; `algorithm` is ED25519 or COSIGNATURE, `public` 32 bytes."""

    name: str
    algorithm: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The 4 bytes that signature lines name the key by."""
        return key_id(self.name, self.algorithm, self.public)


def key_id(name: str, algorithm: int, public: bytes) -> bytes:
    """The first 4 bytes of SHA-256(name, newline, algorithm, key)."""
    return sha256(name.encode() + b"\n" + bytes([algorithm]) + public).digest()[:4]


def write_vkey(key: NoteKey) -> str:
    """`name+hex id+base64(algorithm, key)`."""
    return f"{key.name}+{key.id.hex()}+{b64encode(bytes([key.algorithm]) + key.public).decode()}"


def read_vkey(text: str) -> NoteKey:
    """The key that a vkey line writes down. Raises InputError (P0801) for anything else."""
    name, plus, rest = text.strip().partition("+")
    written_id, _, encoded = rest.partition("+")
    material = unbase64(encoded)
    if not plus or not is_key_name(name) or not material:
        _refuse_key(text, "is not of the form name+id+base64")
    key = NoteKey(name, material[0], material[1:])
    if key.algorithm not in (ED25519, COSIGNATURE) or len(key.public) != 32:
        _refuse_key(text, "is neither an Ed25519 key nor an Ed25519 witness key")
    if written_id != key.id.hex():
        _refuse_key(text, f"names itself {written_id[:16]!r}, its key has the id {key.id.hex()}")
    return key


def _refuse_key(text: str, why: str) -> NoReturn:
    fix = "give the line that the log's operator published, for example the file `vkey` beside the ledger"
    raise InputError(Problem("P0801", f"the verification key {text.strip()[:60]!r} {why}", fix))


def is_key_name(name: str) -> bool:
    """Whether a name may stand in a signature line: text without spaces, control characters or `+`."""
    is_text = bool(name) and not _CONTROL.search(name) and not _HALF.search(name)
    return is_text and "+" not in name and not any(map(str.isspace, name))


def signature_line(name: str, key: bytes, signature: bytes) -> str:
    """One signature line with its newline; `key` is the id."""
    return f"{_DASH}{name} {b64encode(key + signature).decode()}\n"


def write_note(text: str, lines: Sequence[str]) -> str:
    """A text that ends in a newline with its signature lines."""
    return f"{text}\n{''.join(lines)}"


def read_note(content: bytes) -> Note:
    """A note's text and signatures, none of them checked. Raises InputError (P0802) for what is no note."""
    if len(content) > MAX_NOTE_BYTES:
        _refuse_note(f"it is larger than {MAX_NOTE_BYTES:,} bytes")
    try:
        whole = content.decode()
    except UnicodeDecodeError:
        _refuse_note("it is not UTF-8")
    if _CONTROL.search(whole):
        _refuse_note("it has a control character")
    text, gap, lines = whole.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        _refuse_note("it has no text, empty line and signatures")
    signed = lines[:-1].split("\n")
    if len(signed) > MAX_SIGNATURES:
        _refuse_note(f"it has more than {MAX_SIGNATURES} signatures")
    return Note(text + "\n", tuple(map(_signature, signed)))


def _signature(line: str) -> NoteSignature:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    content = unbase64(encoded)
    if not line.startswith(_DASH) or not gap or not is_key_name(name) or content is None or len(content) < 5:
        _refuse_note(f"{line[:60]!r} is no signature line")
    return NoteSignature(name, content[:4], content[4:])


def _refuse_note(why: str) -> NoReturn:
    raise InputError(Problem("P0802", f"not a signed note: {why}", "give the note as its signer wrote it")) from None


def unbase64(text: str) -> bytes | None:
    """The bytes of standard, padded base64 as RFC 4648 (section 4) writes it; None for any other text."""
    try:
        content = b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, Base64Error, ValueError):
        return None
    return content if b64encode(content).decode() == text else None


def signers(note: Note, keys: Sequence[NoteKey], check: CheckEd25519) -> tuple[NoteKey, ...]:
    """Those of `keys` that signed the note, signatures of unknown keys aside.

    Raises InputError (P0803) where a signature that says it is by one of them is not: such a note is to be rejected
    as a whole.
    """
    known = {(key.name, key.id): key for key in keys}
    found: dict[NoteKey, None] = {}
    for name, named, signature in note.signatures:
        key = known.get((name, named))
        if key is None:
            continue
        if not _is_good(note.text, key, signature, check):
            fix = "somebody altered the text or the signature: ask the log's operator, and keep what you have"
            raise InputError(Problem("P0803", f"the signature of {name} is not good for this text", fix))
        found[key] = None
    return tuple(found)


def _is_good(text: str, key: NoteKey, signature: bytes, check: CheckEd25519) -> bool:
    if key.algorithm == ED25519:
        return len(signature) == 64 and check(key.public, text.encode(), signature)
    seconds = int.from_bytes(signature[:8], "big")
    if len(signature) != 72 or seconds > _MOST_SECONDS:
        return False
    return check(key.public, cosigned_message(text, seconds), signature[8:])


def cosigned_message(text: str, seconds: int) -> bytes:
    """What a witness signs (C2SP tlog-cosignature, cosignature/v1); `seconds` since the epoch."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
