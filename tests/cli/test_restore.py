"""Does `paraph restore` say what it put back?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paraph.cli.main import main
from served import apart


def test_there_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    apart(monkeypatch, tmp_path)
    data = ["--data", f"{tmp_path}/data"]
    assert main(["migrate", *data]) == 0
    assert main(["backup", f"{tmp_path}/copy", *data]) == 0
    assert main(["backup", f"{tmp_path}/keys", *data, "--database", "postgresql://u@h/n"]) == 0
    capsys.readouterr()
    assert main(["restore", f"{tmp_path}/copy", "--data", f"{tmp_path}/again"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/again is back, 2 entries verified\n"
    assert main(["restore", f"{tmp_path}/copy", "--data", f"{tmp_path}/third", "--json", "--accept-loss"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] == 2
    assert main(["restore", f"{tmp_path}/keys", "--data", f"{tmp_path}/fourth"]) == 0
    assert "pg_restore" in capsys.readouterr().out
    assert main(["restore", f"{tmp_path}/copy", *data]) == 2
