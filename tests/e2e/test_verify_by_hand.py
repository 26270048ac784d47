from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from log_samples import SIGNER, exported, memory_ledger

SCRIPT = Path(__file__).parent / "verify_by_hand.py"


def by_hand(folder: Path, vkey: str = SIGNER.vkey) -> int:
    run = subprocess.run([sys.executable, "-I", str(SCRIPT), str(folder), vkey], capture_output=True)
    return run.returncode


def test_the_script_knows_nothing_of_us() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert "import paraph" not in text
    assert "from paraph" not in text


@pytest.mark.parametrize("size", [0, 1, 256, 700])
def test_an_export_is_good_without_our_code(tmp_path: Path, size: int) -> None:
    exported(tmp_path, memory_ledger(size))
    assert by_hand(tmp_path) == 0


def test_an_export_of_many_tiles_is_good_without_our_code(tmp_path: Path) -> None:
    ledger = memory_ledger()
    ledger.record([b"%d" % number for number in range(70_000)])
    exported(tmp_path, ledger)
    assert by_hand(tmp_path) == 0


@pytest.mark.parametrize("name", ["tile/entries/001", "tile/0/002.p/188", "tile/1/000.p/2", "checkpoint"])
def test_it_finds_one_altered_byte(tmp_path: Path, name: str) -> None:
    exported(tmp_path, memory_ledger(700))
    content = bytearray((tmp_path / name).read_bytes())
    content[60] ^= 1
    (tmp_path / name).write_bytes(content)
    assert by_hand(tmp_path) != 0
