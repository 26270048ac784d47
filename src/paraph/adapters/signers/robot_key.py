"""How does a server get a key of its own, with which it signs the reports that it was sent?"""

from __future__ import annotations


def new_robot_key() -> bytes:
    """A fresh Ed25519 key in PEM (PKCS #8, RFC 5958)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
