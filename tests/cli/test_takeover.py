from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest

from paraph.cli.main import main
from signing_samples import signing_repo


def test_somebody_takes_over_what_another_can_explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = signing_repo(tmp_path)
    words = ["takeover", "work", "--repo", place.folder, "--key", place.key("dan"), "--yes", "--json"]
    assert main([*words, "--from", "cleo", "--path", "app/**", "--reason", "she moves on"]) == 0
    found = json.loads(capsys.readouterr().out)
    said = json.loads(b64decode(found["envelope"]["payload"]))["predicate"]
    assert (said["to"], said["previous"], said["paths"]) == ("dan", "cleo", ["app/**"])
    assert found["kind"] == "owner-transfer"
    assert "from cleo below app/**" in found["assertion"]
    assert main([*words, "--from", "nobody"]) == 2
