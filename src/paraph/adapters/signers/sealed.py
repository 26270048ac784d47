"""How is text kept so that only who holds the key can read it? AES-256-GCM (NIST SP 800-38D), a fresh nonce each."""

from __future__ import annotations

import os

from paraph.core.errors import InputError, Problem, ReadError

KEY_BYTES, NONCE_BYTES = 32, 12
FORM = b"\x01"


def make_key(path: str) -> bool:
    """Make a key that only its owner can read; False where there is one already."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return True


def read_key(path: str) -> bytes | None:
    """The key, None where there is none. Raises InputError for a file that is no key."""
    try:
        with open(path, "rb") as file:
            key = file.read(KEY_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        what = f"{path} cannot be read: {error.strerror}"
        raise ReadError(Problem("P1024", what, "see to its permissions")) from None
    if len(key) != KEY_BYTES:
        raise InputError(Problem("P1025", f"{path} is no key of {KEY_BYTES} bytes", "put the key back, or remove it"))
    return key


def seal(key: bytes, content: bytes, about: bytes) -> bytes:
    """The content encrypted; `about` is not hidden, and opening needs the same."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return FORM + nonce + AESGCM(key).encrypt(nonce, content, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """The content again. Raises InputError for another key, another `about`, or other bytes."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        if not sealed.startswith(FORM) or len(sealed) < 1 + NONCE_BYTES + 16:
            raise InvalidTag
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], about)
    except InvalidTag:
        raise InputError(Problem("P1026", "what was sealed does not open", "use the key it was sealed with")) from None
