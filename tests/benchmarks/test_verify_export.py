from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks import verify_export
from benchmarks.verify_export import bare, proofs, publish, speed, verify


def test_what_is_measured_is_a_log_that_verifies(tmp_path: Path) -> None:
    publish(str(tmp_path), 600, random.Random(1))
    verify(str(tmp_path))
    bare(str(tmp_path), 600)
    (row,) = speed(str(tmp_path), 600, 1)
    assert row.what == "verify an export of 600 entries"
    assert proofs(str(tmp_path), 600, random.Random(1)).what == "inclusion proof of any of 600 entries"


def test_a_log_that_does_not_verify_is_not_measured(tmp_path: Path) -> None:
    publish(str(tmp_path), verify_export.FEW // 100, random.Random(1))
    (tmp_path / "tile/0/000.p/200").write_bytes(b"")
    with pytest.raises(RuntimeError, match="tile/0/000"):
        verify(str(tmp_path))
