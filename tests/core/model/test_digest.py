from __future__ import annotations

import hashlib

import pytest

from paraph.core.model.digest import sha256, sha256_hex


@pytest.mark.parametrize("content", [b"", b"abc", bytes(range(256)) * 300])
def test_it_is_the_digest_that_openssl_makes(content: bytes) -> None:
    assert sha256(content) == hashlib.sha256(content).digest()
    assert sha256_hex(content) == hashlib.sha256(content).hexdigest()
