"""How is a log's note signed and checked, and how are its keys written?

The formats are those of C2SP signed-note, signature type 0x01 (Ed25519); the private form is the one of Go's
`golang.org/x/mod/sumdb/note`.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from functools import lru_cache
from hashlib import sha256
from typing import Any

from paraph.adapters.signers.ed25519_points import ORDER, weakness
from paraph.core.errors import InputError, Problem

ALGORITHM = b"\x01"
MAX_NAME_CHARACTERS = 255
_SEED_BYTES = _PUBLIC_BYTES = 32
_SIGNATURE_BYTES = 64
_ID_BYTES = 4
_PRIVATE_START = "PRIVATE+KEY+"


class NoteSigner:
    """Signs notes with one Ed25519 key under one name. Raises InputError for a name or a seed of another form."""

    def __init__(self, private: bytes, name: str) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        if len(private) != _SEED_BYTES:
            raise _malformed(f"a private key has {_SEED_BYTES} bytes, this one {len(private)}")
        _check_name(name)
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.name = name
        self.public = self._key.public_key().public_bytes_raw()
        self.id = key_id(name, self.public)

    @property
    def vkey(self) -> str:
        """The verifier key: name, key id in hex, algorithm and public key in base64."""
        return f"{self.name}+{self.id.hex()}+{b64encode(ALGORITHM + self.public).decode()}"

    def sign(self, text: str) -> bytes:
        """The signature line, with its line end, for a note's text, which ends in one too. Raises InputError."""
        if not text.endswith("\n"):
            raise _malformed("the text of a note ends in a newline")
        signature = self._key.sign(text.encode("utf-8"))
        return f"— {self.name} {b64encode(self.id + signature).decode()}\n".encode()


def generate(name: str) -> tuple[str, str]:
    """A new key: its private form, to be kept in a file that only its owner reads, and its verifier key."""
    from secrets import token_bytes

    seed = token_bytes(_SEED_BYTES)
    signer = NoteSigner(seed, name)
    return f"{_PRIVATE_START}{name}+{signer.id.hex()}+{b64encode(ALGORITHM + seed).decode()}", signer.vkey


def read_private_note_key(text: str) -> NoteSigner:
    """The signer of a private form. Raises InputError, which never quotes the key, where it is not whole."""
    text = text.removesuffix("\n")
    if not text.startswith(_PRIVATE_START):
        raise _malformed(f"a private key of a log starts with {_PRIVATE_START}")
    name, identity, seed = _parts(text.removeprefix(_PRIVATE_START))
    signer = NoteSigner(seed, name)
    if signer.id != identity:
        raise _malformed("the private key of the log does not fit its name and id")
    return signer


def check_note_signature(vkey: str, text: str, sig: bytes) -> bool:
    """Whether `sig` is this key's signature of a note's text: the 64 bytes, or the key id and the 64 bytes as they
    stand in a signature line. Raises InputError for a verifier key that is malformed or weak."""
    from cryptography.exceptions import InvalidSignature

    identity, key = _verifier(vkey)
    if len(sig) == _ID_BYTES + _SIGNATURE_BYTES:
        if sig[:_ID_BYTES] != identity:
            return False
        sig = sig[_ID_BYTES:]
    if len(sig) != _SIGNATURE_BYTES or int.from_bytes(sig[32:], "little") >= ORDER:
        return False
    try:
        key.verify(sig, text.encode("utf-8"))
    except (InvalidSignature, UnicodeEncodeError):
        return False
    return True


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which a signature line names its key."""
    return sha256(name.encode() + b"\n" + ALGORITHM + public).digest()[:_ID_BYTES]


@lru_cache(256)
def _verifier(vkey: str) -> tuple[bytes, Any]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, identity, public = _parts(vkey)
    if identity != key_id(name, public):
        raise _malformed("the verifier key's id does not fit its name and key")
    reason = weakness(public)
    if reason:
        raise _malformed(f"the verifier key {reason}")
    return identity, Ed25519PublicKey.from_public_bytes(public)


def _parts(text: str) -> tuple[str, bytes, bytes]:
    """Name, key id and key of either form; base64 may hold a `+`, a name may not."""
    name, _, rest = text.partition("+")
    identity, _, encoded = rest.partition("+")
    _check_name(name)
    try:
        raw, number = b64decode(encoded, validate=True), bytes.fromhex(identity)
    except (Base64Error, ValueError):
        raise _malformed("the key of a log is NAME+ID+KEY, ID in hex and KEY in base64") from None
    if len(raw) != 1 + _PUBLIC_BYTES or raw[:1] != ALGORITHM:
        raise _malformed("the key of a log is not of the Ed25519 kind (0x01)")
    if number.hex() != identity or len(number) != _ID_BYTES or b64encode(raw).decode() != encoded:
        raise _malformed("the key of a log is not in its one form")
    return name, number, raw[1:]


def _check_name(name: str) -> None:
    is_plain = name.isprintable() and not any(each.isspace() for each in name)
    if not name or not is_plain or "+" in name or len(name) > MAX_NAME_CHARACTERS:
        raise _malformed("the name of a log's key has no spaces and no plus, for instance paraph.example.test/shop")


def _malformed(what: str) -> InputError:
    return InputError(Problem("P0740", what, "take the key as `paraph` or another C2SP tool wrote it"))
