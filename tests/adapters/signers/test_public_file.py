"""Is the one key of a file found, whoever wrote the file?"""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from adapters.signers.oracle import ecdsa, ed25519
from paraph.adapters.signers.private_key import PrivateKey
from paraph.adapters.signers.public_file import read_public_file
from paraph.core.errors import InputError

ADA = ed25519(1).public.text


@pytest.mark.parametrize("text", [f"{ADA} ada@laptop", f"# of Ada\n\n{ADA} ada@laptop\n", f"{ADA} ada@laptop\r\n"])
def test_the_line_of_a_pub_file(text: str) -> None:
    assert read_public_file(text.encode(), "id.pub") == (ADA, "ada@laptop")


def pem(public: Any) -> bytes:
    written: bytes = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return written


@pytest.mark.parametrize("key", [ed25519(1), ecdsa(ec.SECP256R1())], ids=lambda key: key.public.kind)
def test_a_pem_file(key: PrivateKey) -> None:
    assert read_public_file(pem(key._private.public_key()), "robot.pem") == (key.public.text, "")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"{ADA}\n{ADA}\n".encode(), "2 lines"),
        (b"", "empty line"),
        (b"\xff\xfe", "is no kind"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAA\n", "private key"),
        (b"-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----", "no public key"),
        (pem(x25519.X25519PrivateKey.from_private_bytes(bytes(32)).public_key()), "no public key"),
        (pem(dsa.generate_private_key(1024).public_key()), "no public key"),
    ],
)
def test_files_without_exactly_one_key(content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_public_file(content, "id.pub")
