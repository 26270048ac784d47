from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.ledger.test_note import cosigned
from log_samples import SIGNER, exported, memory_ledger, some_entries
from paraph.cli.main import main
from paraph.core.ledger.note import write_vkey


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    exported(tmp_path / "log", memory_ledger(600))
    return tmp_path / "log"


def verify(*words: str) -> int:
    return main(["log", "verify", *words, "--key", SIGNER.vkey])


def test_a_log_by_a_key_alone(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(str(folder)) == 0
    root = memory_ledger(600).head().root.hex()
    assert capsys.readouterr().out == f"verified: 600 entries of paraph/sample, root {root}\n"
    (tmp_path / "keys").write_text(f"\n{SIGNER.vkey}\n")
    assert main(["log", "verify", str(folder), "--key", str(tmp_path / "keys"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": "paraph/log-verify/v1", "is_verified": True, "origin": "paraph/sample", "size": 600, "root": root,
        "witnesses": [], "blobs": 0, "earlier_size": None, "problems": [],
    }  # fmt: skip


def test_an_altered_byte_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = bytearray((folder / "tile/entries/001").read_bytes())
    bundle[60] ^= 1
    (folder / "tile/entries/001").write_bytes(bundle)
    assert verify(str(folder)) == 1
    said = capsys.readouterr().out
    assert said.startswith(
        "not verified\nerror[P0811] entry 256 (pushed, refs/heads/main) is not what the log committed"
    )
    assert verify(str(folder), "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["is_verified"], [problem["code"] for problem in told["problems"]]) == (False, ["P0811"])


def test_earlier_checkpoints_and_witnesses(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old").write_text(memory_ledger(1).checkpoint(), encoding="utf-8")
    checkpoint = (folder / "checkpoint").read_text(encoding="utf-8")
    line, witness = cosigned(checkpoint.rpartition("\n\n")[0] + "\n")
    (folder / "checkpoint").write_text(checkpoint + line, encoding="utf-8")
    assert verify(str(folder), "--checkpoint", str(tmp_path / "old"), "--key", write_vkey(witness)) == 0
    said = capsys.readouterr().out
    assert "; goes on from the 1 entry of the earlier checkpoint; witnessed by witness.example.test/w1" in said
    (tmp_path / "old").write_text(memory_ledger(601).checkpoint(), encoding="utf-8")
    assert verify(str(folder), "--checkpoint", str(tmp_path / "old")) == 1
    assert "it was cut short, or an old copy was put back" in capsys.readouterr().out


def test_a_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt, entry = str(tmp_path / "a.tlog-proof"), str(tmp_path / "entry")
    Path(receipt).write_text(memory_ledger().record(some_entries(3))[1].text(), encoding="utf-8")
    Path(entry).write_bytes(some_entries(3)[1])
    assert verify(receipt, "--entry", entry, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["is_verified"], told["index"], told["size"]) == (True, 1, 3)
    Path(entry).write_bytes(some_entries(3)[2])
    assert verify(receipt, "--entry", entry) == 1
    assert "these bytes are not what the log has at index 1" in capsys.readouterr().out
    Path(receipt).write_text(Path(receipt).read_text(encoding="utf-8").replace("\n3\n", "\n4\n"), encoding="utf-8")
    assert verify(receipt, "--entry", entry) == 1
    assert "is not good for this text" in capsys.readouterr().out
    assert verify(receipt) == 2
    Path(receipt).write_text("x")
    assert verify(receipt, "--entry", entry) == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["/nonexistent", "--key", SIGNER.vkey], 4, "there is no checkpoint here"),
        (["/nonexistent"], 2, "give the log's public key by --key"),
        (["/nonexistent", "--key", "nonsense"], 2, "there is no file nonsense, and it is no key"),
        (["/nonexistent", "--key", SIGNER.vkey, "--ledger", "x"], 2, "not both"),
    ],
)
def test_what_cannot_be_asked(words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "verify", *words]) == code
    assert said in capsys.readouterr().err
