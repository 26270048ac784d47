"""How does the server prove to a forge which app it is? By a short-lived token that its RSA key signs."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping

from paraph.core.errors import InputError, Problem

LEAST_BITS = 2048
SignJwt = Callable[[Mapping[str, object]], str]


def jwt_signer(private_key: str | bytes) -> SignJwt:
    """What turns claims into a signed token, RS256 (RFC 7515 and 7518), by an RSA key in PEM without a passphrase.

    Raises InputError for any other key.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = private_key.encode() if isinstance(private_key, str) else private_key
    try:
        key = load_pem_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _unusable("is no private key in PEM, or needs a passphrase") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise _unusable(f"is no RSA key of {LEAST_BITS} bits or more")
    header = _part({"alg": "RS256", "typ": "JWT"})

    def sign(claims: Mapping[str, object]) -> str:
        signed = f"{header}.{_part(claims)}"
        return f"{signed}.{_text(key.sign(signed.encode(), PKCS1v15(), SHA256()))}"

    return sign


def _part(claims: Mapping[str, object]) -> str:
    return _text(json.dumps(claims, separators=(",", ":")).encode())


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _unusable(what: str) -> InputError:
    return InputError(Problem("P1260", f"the private key of the app {what}", "name the .pem file that the forge gave"))
