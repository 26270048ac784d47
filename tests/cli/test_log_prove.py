from __future__ import annotations

import json
from pathlib import Path

import pytest

from log_samples import some_entries
from paraph.cli.main import main
from stored_log import StoredLog, stored_log


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoredLog:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return stored_log(tmp_path, tmp_path / "state")


def test_a_receipt_can_be_verified_offline(log: StoredLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt, entry = tmp_path / "5.tlog-proof", tmp_path / "entry"
    assert main(["log", "prove", "5", "--write-entry", str(entry), "--ledger", log.folder]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("Entry 5: pushed, refs/")
    assert entry.read_bytes() == some_entries(300)[5]
    receipt.write_text(said.out, encoding="utf-8")
    assert main(["log", "verify", str(receipt), "--entry", str(entry), "--key", log.vkey]) == 0
    assert capsys.readouterr().out == "verified: entry 5 of paraph/sample, in the log of 300\n"


def test_json(log: StoredLog, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "prove", "299", "--json", "--ledger", log.folder]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["index"]) == ("paraph/log-prove/v1", 299)
    assert told["entry"].encode() == some_entries(300)[299]


def test_what_is_not_there(log: StoredLog, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "prove", "300", "--ledger", log.folder]) == 2
    assert "there is no entry 300" in capsys.readouterr().err
