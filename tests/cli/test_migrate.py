"""Is it said what `paraph migrate` did?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paraph.cli.main import main
from served import apart


def test_what_was_done_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    apart(monkeypatch, tmp_path)
    words = ["migrate", "--data", f"{tmp_path}/data"]
    assert main(words) == 0
    assert "it was not there" in capsys.readouterr().out
    assert main(words) == 0
    assert "is up to date" in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["before"] == said["now"]
