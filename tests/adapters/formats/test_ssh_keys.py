"""Which lines are public keys that may sign here?"""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from adapters.signers.oracle import Token, ecdsa, ed25519
from paraph.adapters.formats.ssh_keys import KINDS, RSA, SK_ECDSA, SK_ED25519, read_commented, read_public
from paraph.adapters.formats.ssh_wire import pack, positive
from paraph.core.errors import InputError

ADA = ed25519(1).public


def line(kind: str, *fields: bytes) -> str:
    return f"{kind} {b64encode(pack(kind.encode()) + b''.join(fields)).decode()}"


def rsa(exponent: int, modulus: int) -> str:
    return line(RSA, positive(exponent), positive(modulus))


def point(length: int = 65, first: int = 4) -> bytes:
    return pack(b"nistp256") + pack(bytes([first]) + bytes(length - 1))


def test_all_kinds_are_read() -> None:
    curves = [ecdsa(curve).public for curve in (ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1())]
    keys = [ADA, *curves, Token(SK_ED25519).public, Token(SK_ECDSA).public, read_public(rsa(65537, 2**2047 + 1))]
    for key in keys:
        assert read_public(key.text) == key
        assert read_public(f"  {key.text}  ada@laptop \n") == key
    assert {key.kind for key in keys} == set(KINDS)
    assert [key.kind for key in keys if key.is_hardware] == [SK_ED25519, SK_ECDSA]


def test_the_comment_may_have_spaces() -> None:
    assert read_commented(f"{ADA.text}  my old  laptop ") == (ADA, "my old  laptop")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "an empty line"),
        ("hello world", "`hello` is no kind"),
        ("ssh-dss AAAA", "too weak"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA", "a certificate"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", "private key"),
        (f"{ADA.text}\n{ADA.text}", "one line"),
        (f"{ADA.text} a\x1b[31m", "one line"),
        (f"ssh-ed25519 {'A' * 20_000}", "one line"),
        ("ssh-ed25519 A", "no public key"),
        ("ssh-ed25519 AA*A", "no public key"),
        ("ssh-ed25519 ", "too early"),
        (ADA.text.replace("ssh-ed25519 ", "ssh-rsa "), "the line says ssh-rsa"),
        (line("ssh-ed25519", pack(bytes(31))), "32 bytes"),
        (line("ssh-ed25519", pack(bytes(32)), b"\0"), "1 bytes follow"),
        (line("sk-ssh-ed25519@openssh.com", pack(bytes(32))), "too early"),
        (line("sk-ssh-ed25519@openssh.com", pack(bytes(32)), pack(b"https://example.test")), "another use"),
        (line("sk-ssh-ed25519@openssh.com", pack(bytes(32)), pack(b"ssh:" + b"a" * 252)), "another use"),
        (line("ecdsa-sha2-nistp256", point(64)), "uncompressed"),
        (line("ecdsa-sha2-nistp256", point(65, 2)), "uncompressed"),
        (line("ecdsa-sha2-nistp256", point(1, 0)), "uncompressed"),
        (line("ecdsa-sha2-nistp384", point()), "curve is not"),
        (rsa(65537, 2**2047 - 1), "2047 bits"),
        (rsa(65537, 2**16384 + 1), "16385 bits"),
        (rsa(65538, 2**2047 + 1), "exponent"),
        (rsa(3, 2**2047 + 1), "exponent"),
        (rsa(2**257 + 1, 2**2047 + 1), "exponent"),
        (rsa(65537, 2**2047), "modulus is even"),
        (line(RSA, pack(b"\xff"), positive(2**2047 + 1)), "shortest form"),
    ],
)
def test_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_public(text)
    (problem,) = caught.value.problems
    assert problem.code == "P0730"
    assert says in problem.what
    assert problem.fix


def test_base64_has_one_form() -> None:
    text = ecdsa(ec.SECP256R1()).public.text
    assert text.endswith("=")
    assert text[-2] in "AEIMQUYcgkosw048"
    for second in (text[:-2] + chr(ord(text[-2]) + 1) + "=", text[:-1], f"{text}=", f"{ADA.text}===="):
        with pytest.raises(InputError):
            read_public(second)


@given(st.text(max_size=80))
def test_no_line_crashes_it(text: str) -> None:
    for each in (text, f"ssh-ed25519 {text}", f"{ADA.text[:40]}{text}"):
        with suppress(InputError):
            assert read_public(each).text
