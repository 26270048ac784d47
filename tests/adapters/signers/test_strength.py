"""Are weak keys kept from standing for anybody?"""

from __future__ import annotations

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from adapters.signers.oracle import Token, ecdsa, ed25519
from paraph.adapters.formats.ssh_keys import SK_ECDSA, SK_ED25519
from paraph.adapters.formats.ssh_wire import pack
from paraph.adapters.signers import strength
from paraph.adapters.signers.strength import curve_named, strong_key
from paraph.core.errors import InputError


def line(kind: str, *fields: bytes) -> str:
    return f"{kind} {b64encode(b''.join(pack(each) for each in (kind.encode(), *fields))).decode()}"


@pytest.mark.parametrize("public", [ed25519(1).public, ecdsa(ec.SECP521R1()).public, Token(SK_ECDSA).public])
def test_strong_keys_are_made_once(public: object) -> None:
    text = getattr(public, "text", "")
    assert strong_key(text).key == public
    assert strong_key(text) is strong_key(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (line("ssh-ed25519", bytes(32)), "small order"),
        (line("ssh-ed25519", b"\2" + bytes(31)), "not the one encoding"),
        (line("ssh-ed25519", b"\xff" * 32), "not the one encoding"),
        (line(SK_ED25519, bytes(32), b"ssh:"), "small order"),
        (line("ecdsa-sha2-nistp256", b"nistp256", b"\4" + b"\1" * 64), "does not lie on nistp256"),
        (line("ecdsa-sha2-nistp521", b"nistp521", b"\4" + bytes(132)), "does not lie on nistp521"),
        (line(SK_ECDSA, b"nistp256", b"\4" + bytes(64), b"ssh:"), "does not lie on nistp256"),
    ],
)
def test_weak_keys_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        strong_key(text)
    (problem,) = caught.value.problems
    assert (problem.code, says in problem.what) == ("P0732", True)
    assert "SHA256:" in problem.what


def test_a_weak_key_is_examined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = line("ssh-ed25519", b"\3" + bytes(31))
    counted: list[bytes] = []

    def counting(point: bytes) -> str:
        counted.append(point)
        return "is weak"

    monkeypatch.setattr(strength, "weakness", counting)
    for _ in range(3):
        with pytest.raises(InputError):
            strong_key(text)
    assert len(counted) == 1


def test_every_curve_has_its_name() -> None:
    assert [curve_named(name).key_size for name in ("nistp256", "nistp384", "nistp521")] == [256, 384, 521]
