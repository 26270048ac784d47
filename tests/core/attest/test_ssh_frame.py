from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.attest.ssh_frame import SshFrame, ssh_frame
from statement_samples import ssh_signature

GOOD = ssh_signature("ada", b"message", "signoff")


def test_the_key_and_the_namespace_are_read() -> None:
    assert ssh_frame(GOOD) == SshFrame(b"adaadaada", "paraph-signoff@v1")


@pytest.mark.parametrize(
    "signature",
    [
        b"", b"SSHSIG", b"x" * 64, GOOD[:9], GOOD[:12], GOOD[:20], GOOD[:40], GOOD[1:], b"sshsig" + GOOD[6:],
        GOOD[:9] + b"\2" + GOOD[10:],
        GOOD[:10] + b"\xff\xff\xff\xff" + GOOD[14:],
        GOOD[:10] + b"\0\0\0\0" + GOOD[10:],
    ],
    ids=lambda value: repr(value[:14]),
)  # fmt: skip
def test_other_bytes_are_none(signature: bytes) -> None:
    assert ssh_frame(signature) is None


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_not(rest: bytes) -> None:
    found = ssh_frame(b"SSHSIG\0\0\0\1" + rest)
    assert found is None or (found.key in rest and len(found.key) + len(found.namespace.encode()) <= 4 * len(rest))


def test_a_namespace_that_is_no_text_is_shown() -> None:
    odd = GOOD.replace(b"paraph-signoff@v1", b"paraph-signoff\xff\x001")
    found = ssh_frame(odd)
    assert found is not None
    assert found.namespace == "paraph-signoff\\xff\x001"
