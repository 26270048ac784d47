"""Does `paraph backup` say what it copied, and what is left to do?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paraph.cli.main import main
from served import apart


def test_what_was_copied_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    apart(monkeypatch, tmp_path)
    data = ["--data", f"{tmp_path}/data"]
    assert main(["migrate", *data]) == 0
    capsys.readouterr()
    assert main(["backup", f"{tmp_path}/one", *data]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/one has the server as it is, 2 entries verified\n"
    assert main(["backup", f"{tmp_path}/two", *data, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {"schema": "paraph/backup/v1", "folder": f"{tmp_path}/two", "entries": 2, "by_hand": None}
    shared = ["--database", "postgresql://u:hunter2@h/n"]
    assert main(["backup", f"{tmp_path}/three", *data, *shared]) == 0
    out = capsys.readouterr().out
    assert "pg_dump" in out
    assert "hunter2" not in out
    assert main(["backup", f"{tmp_path}/one", *data]) == 2
