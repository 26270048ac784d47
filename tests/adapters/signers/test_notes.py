"""Are a log's keys and signature lines those of C2SP signed-note, byte for byte?"""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.signers.ed25519_points import ORDER
from paraph.adapters.signers.notes import (
    NoteSigner,
    check_note_signature,
    generate,
    key_id,
    read_private_note_key,
)  # fmt: skip
from paraph.core.errors import InputError

SEED = bytes(range(32))
NAME = "paraph.example.test/shop"
TEXT = "paraph.example.test/shop\n3\nAAAA\n"
SIGNER = NoteSigner(SEED, NAME)


def test_the_verifier_key_is_made_as_the_specification_says() -> None:
    public = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
    identity = hashlib.sha256(NAME.encode() + b"\n\1" + public).digest()[:4]
    assert SIGNER.vkey == f"{NAME}+{identity.hex()}+{base64.b64encode(bytes([1]) + public).decode()}"
    assert (SIGNER.name, SIGNER.id, SIGNER.public) == (NAME, identity, public)
    assert key_id(NAME, public) == identity


def test_the_signature_line() -> None:
    line = SIGNER.sign(TEXT)
    value = Ed25519PrivateKey.from_private_bytes(SEED).sign(TEXT.encode())
    assert line == f"\u2014 {NAME} {base64.b64encode(SIGNER.id + value).decode()}\n".encode()
    assert check_note_signature(SIGNER.vkey, TEXT, value)
    assert check_note_signature(SIGNER.vkey, TEXT, SIGNER.id + value)


def test_what_is_not_this_keys_signature_of_this_text() -> None:
    value = base64.b64decode(SIGNER.sign(TEXT).split()[-1])
    second = value[:36] + (int.from_bytes(value[36:], "little") + ORDER).to_bytes(32, "little")
    for text, sig in (
        (TEXT + "\n", value), (TEXT, b"\0" + value[1:]), (TEXT, value[:-1]), (TEXT, value + b"\0"), (TEXT, second),
        (TEXT, b""), (TEXT, value[:4] + bytes(64)), ("\udcff\n", value),
    ):  # fmt: skip
        assert not check_note_signature(SIGNER.vkey, text, sig)
    assert not check_note_signature(NoteSigner(bytes(32), NAME).vkey, TEXT, value[4:])


def test_a_generated_key_comes_back() -> None:
    private, vkey = generate(NAME)
    signer = read_private_note_key(private + "\n")
    assert private.startswith(f"PRIVATE+KEY+{NAME}+{signer.id.hex()}+")
    assert signer.vkey == vkey
    assert generate(NAME)[0] != private
    assert check_note_signature(vkey, TEXT, base64.b64decode(signer.sign(TEXT).split()[-1]))


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n", "a\u00a0b", "x" * 256])
def test_names_that_would_break_a_line(name: str) -> None:
    with pytest.raises(InputError, match="no spaces and no plus"):
        NoteSigner(SEED, name)


def test_a_text_without_its_last_newline_is_not_signed() -> None:
    with pytest.raises(InputError, match="newline"):
        SIGNER.sign("x")


def vkey(raw: bytes, name: str = NAME) -> str:
    return f"{name}+{key_id(name, raw[1:]).hex()}+{base64.b64encode(raw).decode()}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no spaces"),
        ("a+b", "NAME"),
        (SIGNER.vkey.replace("+AQ", "+*Q"), "base64"),
        (vkey(b"\2" + SIGNER.public), "Ed25519 kind"),
        (vkey(b"\1" + SIGNER.public + b"\0"), "Ed25519 kind"),
        (vkey(b"\1" + bytes(32)), "small order"),
        (vkey(b"\1\1" + bytes(31)), "small order"),
        (SIGNER.vkey.replace("shop", "shep"), "id does not fit"),
        (f"{NAME}+{SIGNER.id.hex().upper()}+{SIGNER.vkey.split('+', 2)[2]}", "one form"),
    ],
)
def test_verifier_keys_that_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        check_note_signature(text, TEXT, bytes(64))


@pytest.mark.parametrize("text", ["", "PRIVATE+KEY+", "PRIVATE+KEY+a+00000000+AQ==", SIGNER.vkey])
def test_private_keys_that_are_refused_are_not_quoted(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_private_note_key(text)
    assert "AQ==" not in str(caught.value)
    private = generate(NAME)[0]
    with pytest.raises(InputError, match="does not fit"):
        read_private_note_key(private.replace("shop", "shep"))
    with pytest.raises(InputError):
        NoteSigner(SEED[:-1], NAME)


@given(st.text(max_size=60))
def test_no_text_crashes_it(text: str) -> None:
    for each in (text, f"{NAME}+{text}", f"{SIGNER.vkey[:40]}{text}"):
        with suppress(InputError):
            assert check_note_signature(each, TEXT, bytes(64)) is False
