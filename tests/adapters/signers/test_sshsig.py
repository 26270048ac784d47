"""Is one signature one row of bytes?"""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.signers.oracle import NAMESPACE, Case, Token, ed25519, sign, verdict
from paraph.adapters.formats.ssh_keys import SK_ED25519
from paraph.adapters.formats.ssh_wire import MalformedError, pack
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.sshsig import (
    MAX_BLOB_BYTES,
    SshSignature,
    read_armored,
    read_signature,
    signed_bytes,
    write_armored,
    write_signature,
)  # fmt: skip

GOOD = sign(ed25519(1))


@pytest.mark.parametrize("blob", [GOOD, Token(SK_ED25519).sign(5)])
def test_what_is_read_is_written_again(blob: bytes) -> None:
    assert write_signature(read_signature(blob)) == blob
    assert read_armored(write_armored(blob)) == blob
    assert read_armored(write_armored(blob).replace(b"\n", b"\r\n")) == blob


def test_the_fields_of_a_hardware_key() -> None:
    found = read_signature(Token(SK_ED25519).sign(5, counter=300))
    assert (found.flags, found.counter, found.namespace) == (5, 300, NAMESPACE)
    assert read_signature(GOOD).flags is None


def test_what_is_signed() -> None:
    signed = signed_bytes("n", "sha256", b"")
    assert signed.startswith(b"SSHSIG\0\0\0\1n\0\0\0\0\0\0\0\6sha256\0\0\0\x20\xe3\xb0\xc4\x42")
    with pytest.raises(KeyError):
        signed_bytes("n", "md5", b"")


def test_a_reserved_field_that_says_something_is_refused_though_ssh_keygen_ignores_it() -> None:
    at = GOOD.index(NAMESPACE.encode()) + len(NAMESPACE)
    blob = GOOD[:at] + pack(b"later") + GOOD[at + 4 :]
    with pytest.raises(MalformedError, match="reserved"):
        read_signature(blob)
    case = Case("", ed25519(1).public.text, NAMESPACE, b"DSSEv1", blob, "")
    assert Checker().check(case.public, NAMESPACE, case.message, blob) is None
    assert verdict(case) in (False, None)


@pytest.mark.parametrize(
    ("blob", "says"),
    [
        (b"", "too early"),
        (b"SSHSIG\0\0\0\0", "version 1"),
        (GOOD + b"x", "follow"),
        (GOOD + b"x" * MAX_BLOB_BYTES, "longer"),
        (GOOD.replace(b"sha512", b"sha384"), "hash"),
        (GOOD.replace(b"paraph-", b"paraph "), "ASCII"),
    ],
)
def test_refused(blob: bytes, says: str) -> None:
    with pytest.raises(MalformedError, match=says):
        read_signature(blob)


def test_bytes_behind_the_inner_signature_are_refused() -> None:
    fields = read_signature(GOOD)
    inner = pack(b"ssh-ed25519") + pack(fields.value) + b"\0"
    outer = (fields.public, NAMESPACE.encode(), b"", b"sha512", inner)
    with pytest.raises(MalformedError, match="follow"):
        read_signature(b"SSHSIG\0\0\0\1" + b"".join(pack(each) for each in outer))


@pytest.mark.parametrize(
    "text",
    [
        b"", b"-----BEGIN SSH SIGNATURE-----", b"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
        write_armored(GOOD).replace(b"BEGIN SSH", b"BEGIN PGP"), write_armored(GOOD).replace(b"\nU1NI", b"\nU1*I"),
        b"x\n" + write_armored(GOOD), write_armored(GOOD) + b"x", write_armored(GOOD + bytes(40_000)),
    ],
)  # fmt: skip
def test_what_is_no_armour_is_refused(text: bytes) -> None:
    with pytest.raises(MalformedError):
        read_armored(text)


@given(st.binary(max_size=300))
def test_no_bytes_crash_it(data: bytes) -> None:
    for read in (read_signature, read_armored):
        for blob in (data, b"SSHSIG\0\0\0\1" + data):
            with suppress(MalformedError):
                assert isinstance(read(blob), (SshSignature, bytes))
