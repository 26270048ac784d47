"""What is the SHA-256 of these bytes, without waiting for OpenSSL?"""

from __future__ import annotations


def sha256(content: bytes) -> bytes:
    """SHA-256 (FIPS 180-4). Python's own module first, as `random` does it: loading OpenSSL costs more."""
    try:
        from _sha256 import sha256 as hasher  # type: ignore[import-not-found]
    except ImportError:
        from hashlib import sha256 as hasher
    return bytes(hasher(content).digest())


def sha256_hex(content: bytes) -> str:
    """The same in hex."""
    return sha256(content).hex()
