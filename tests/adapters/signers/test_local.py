"""Does a key file sign without ssh-keygen as it does with it?"""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from adapters.signers.oracle import MESSAGE, NAMESPACE, Case, ecdsa, ed25519, key_file, verdict
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.local import LocalSigner
from paraph.adapters.signers.private_key import PrivateKey
from paraph.core.errors import ReadError


def test_what_it_signs_is_good_to_us_and_to_ssh_keygen(tmp_path: Path) -> None:
    curves = [ecdsa(curve) for curve in (ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1())]
    for number, key in enumerate([ed25519(1), *curves, PrivateKey(rsa.generate_private_key(65537, 2048))]):
        signer = LocalSigner(key_file(key, tmp_path / str(number)))
        blob = signer.sign(NAMESPACE, MESSAGE)
        assert signer.public == key.public.text
        assert Checker().check(signer.public, NAMESPACE, MESSAGE, blob) is not None
        assert verdict(Case("", signer.public, NAMESPACE, MESSAGE, blob, "")) in (True, None)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        LocalSigner(str(tmp_path))
