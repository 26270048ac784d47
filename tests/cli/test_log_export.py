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


def test_an_export_grows_and_verifies(log: StoredLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "out")
    assert main(["log", "export", folder, "--ledger", log.folder]) == 0
    said = capsys.readouterr()
    assert said.out == f"{log.vkey}\n"
    assert said.err.startswith(f"300 new entries of 300, 0 blobs in {folder}.")
    earlier = tmp_path / "earlier"
    earlier.write_bytes((tmp_path / "out/checkpoint").read_bytes())
    log.record(some_entries(1, 8))
    assert main(["log", "export", folder, "--json", "--ledger", log.folder]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["size"], told["size_before"], told["vkey"]) == (
        "paraph/log-export/v1", 301, 300, log.vkey,
    )  # fmt: skip
    assert main(["log", "verify", folder, "--key", log.vkey, "--checkpoint", str(earlier)]) == 0
    assert "301 entries of paraph/sample" in capsys.readouterr().out


def test_another_log_is_not_written_over(log: StoredLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/checkpoint").write_text("mine")
    assert main(["log", "export", str(tmp_path / "out"), "--ledger", log.folder]) == 2
    assert "the folder is no earlier export of this ledger" in capsys.readouterr().err
