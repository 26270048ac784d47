"""Does a private key file sign as its kind asks, and is a file that cannot be used refused in words?"""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, x25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from adapters.signers.oracle import MESSAGE, NAMESPACE, ecdsa, ed25519, key_file
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.private_key import PrivateKey, read_private, read_private_file
from paraph.core.errors import ReadError

KEYS = [ed25519(1), ecdsa(ec.SECP256R1()), ecdsa(ec.SECP384R1())]


def written(key: PrivateKey, form: PrivateFormat, passphrase: bytes = b"") -> bytes:
    hidden = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    content: bytes = key._private.private_bytes(Encoding.PEM, form, hidden)
    return content


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.public.kind)
@pytest.mark.parametrize("form", [PrivateFormat.OpenSSH, PrivateFormat.PKCS8])
def test_both_forms_hold_the_same_key(key: PrivateKey, form: PrivateFormat) -> None:
    assert read_private(written(key, form), "key").public == key.public


def test_what_it_signs_is_good() -> None:
    for key in KEYS[:2]:
        value = key.plain_value(MESSAGE)
        assert Checker().check(key.public.text, NAMESPACE, MESSAGE, value) is not None
        assert key.ssh_value(MESSAGE)[0] == key.public.kind


def test_a_file(tmp_path: Path) -> None:
    assert read_private_file(key_file(KEYS[0], tmp_path / "key")).public == KEYS[0].public


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no private key"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "holds no private key"),
        (written(KEYS[0], PrivateFormat.PKCS8, b"secret"), "needs a passphrase"),
    ],
)
def test_files_that_cannot_be_used(content: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read_private(content, "id_sample")
    assert "id_sample" in caught.value.problems[0].what
    assert caught.value.problems[0].fix


def test_other_kinds_of_keys_do_not_sign() -> None:
    for private in (x25519.X25519PrivateKey.generate(), dsa.generate_private_key(1024)):
        content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with pytest.raises(ReadError, match="holds no private key that signs here"):
            read_private(content, "key")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        read_private_file(str(tmp_path / "none"))
