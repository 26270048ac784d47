"""Does a robot sign plainly, and only with kinds of keys that have one plain form?"""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from adapters.signers.oracle import MESSAGE, ecdsa, ed25519, key_file
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.raw import ROBOT_KINDS, RobotSigner
from paraph.core.errors import InputError


def test_what_it_signs_is_good(tmp_path: Path) -> None:
    for key in (ed25519(1), ecdsa(ec.SECP256R1())):
        pem = tmp_path / "robot.pem"
        pem.write_bytes(key._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        for path in (str(pem), key_file(key, tmp_path / "robot")):
            signer = RobotSigner(path)
            assert signer.public == key.public.text
            found = Checker().check(signer.public, "any", MESSAGE, signer.sign("any", MESSAGE))
            assert found == ("signed", False, key.public.fingerprint)
        assert key.public.kind in ROBOT_KINDS


def test_other_kinds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Ed25519 or ECDSA P-256, not with ecdsa-sha2-nistp384"):
        RobotSigner(key_file(ecdsa(ec.SECP384R1()), tmp_path / "key"))
