"""Which public key is in this file, and what is it called there?"""

from __future__ import annotations

from paraph.adapters.formats.ssh_keys import read_commented, read_public
from paraph.core.errors import InputError, Problem


def read_public_file(content: bytes, name: str) -> tuple[str, str]:
    """The key without its comment, and the comment, of a .pub file or of a PEM public key.

    Raises InputError where there is not exactly one key that signs here.
    """
    if b"-----BEGIN PUBLIC KEY-----" in content:
        return _pem(content, name), ""
    text = content.decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) > 1 and "PRIVATE KEY" not in text:
        what = f"{name} holds {len(lines)} lines, and one key at a time is added"
        raise InputError(Problem("P0733", what, "give the one line on stdin, with `-`"))
    key, comment = read_commented(text if "PRIVATE KEY" in text else "".join(lines))
    return key.text, comment


def _pem(content: bytes, name: str) -> str:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.dsa import DSAPublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

    try:
        key = load_pem_public_key(content)
        if isinstance(key, DSAPublicKey):
            raise ValueError("a DSA key")
        return read_public(key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()).text
    except (ValueError, UnsupportedAlgorithm) as error:
        what = f"{name} holds no public key that signs here"
        raise InputError(Problem("P0733", what, "use Ed25519, ECDSA P-256 or RSA")) from error
