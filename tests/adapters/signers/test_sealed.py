from __future__ import annotations

import stat
from pathlib import Path

import pytest

from paraph.adapters.signers.sealed import make_key, read_key, seal, unseal
from paraph.core.errors import InputError, ReadError

KEY = bytes(range(32))


def test_what_is_sealed_opens_with_its_key_and_place_alone() -> None:
    sealed = seal(KEY, b"said", b"here")
    assert b"said" not in sealed
    assert sealed != seal(KEY, b"said", b"here")
    assert unseal(KEY, sealed, b"here") == b"said"
    wrong = [
        (bytes(32), sealed, b"here"), (KEY, sealed, b"there"), (KEY, sealed[:-1], b"here"), (KEY, b"", b"here"),
        (KEY, b"\x02" + sealed[1:], b"here"),
    ]  # fmt: skip
    for each in wrong:
        with pytest.raises(InputError, match="does not open"):
            unseal(*each)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert read_key(str(path)) is None
    assert (make_key(str(path)), make_key(str(path))) == (True, False)
    assert len(read_key(str(path)) or b"") == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "short").write_bytes(b"x")
    with pytest.raises(InputError, match="no key of 32 bytes"):
        read_key(str(tmp_path / "short"))
    with pytest.raises(ReadError, match="cannot be read"):
        read_key(str(tmp_path))
