from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest

from paraph.cli.main import main
from report_samples import robot_repo


def test_what_was_signed_is_printed_and_not_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = robot_repo(tmp_path)
    here = ["--repo", place.folder]
    assert main(["veto", "work", "--reason", "no", "--key", place.key("ben"), "--yes", "--json", *here]) == 0
    made = json.loads(capsys.readouterr().out)
    assert main(["statement", "show", made["statement"][:10], "--json", *here]) == 0
    found = json.loads(capsys.readouterr().out)
    payload = json.loads(b64decode(made["envelope"]["payload"]))
    assert (found["schema"], found["predicate"]) == ("paraph/statement/v1", payload["predicate"])
    assert "is_good" not in found
    envelope = tmp_path / "envelope.json"
    envelope.write_text(json.dumps(made["envelope"]))
    assert main(["statement", "show", str(envelope), "--repo", "/nowhere"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == f"veto {made['statement']}  (not checked)"
    assert json.loads("\n".join(lines[lines.index("") :])) == payload


def test_what_is_no_statement_cannot_be_shown(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("{}")
    assert main(["statement", "show", str(tmp_path / "x")]) == 4
    assert main(["statement", "show", str(tmp_path / "y.json")]) == 2
