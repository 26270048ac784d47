"""Is the token one that others verify, and is only a good key taken?"""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from forges.fake_github import app_key, app_pem
from paraph.adapters.signers.jwt import jwt_signer
from paraph.core.errors import InputError


def part(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize("pem", [app_pem, lambda: app_pem().encode()])
def test_a_token_is_verified(pem: object) -> None:
    claims = {"iat": 1, "exp": 2, "iss": "7"}
    head, body, signature = jwt_signer(pem())(claims).split(".")  # type: ignore[operator]
    assert json.loads(part(head)) == {"alg": "RS256", "typ": "JWT"}
    assert json.loads(part(body)) == claims
    app_key().public_key().verify(part(signature), f"{head}.{body}".encode(), PKCS1v15(), SHA256())


def weak() -> bytes:
    return rsa.generate_private_key(65_537, 1_024).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )  # fmt: skip


def other() -> bytes:
    return ed25519.Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def locked() -> bytes:
    return app_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))


@pytest.mark.parametrize("key", [lambda: b"", lambda: "no key", weak, other, locked])
def test_another_key_is_refused(key: object) -> None:
    with pytest.raises(InputError):
        jwt_signer(key())  # type: ignore[operator]
