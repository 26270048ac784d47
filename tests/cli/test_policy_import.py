from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from paraph.adapters.formats.yaml import read_yaml
from paraph.cli.policy_import import IMPORT_SCHEMA, command
from paraph.cli.terminal_text import safe
from paraph.core.errors import InputError
from paraph.core.policy.read import read_policy

BOT = """\
policy: {approval: [one, two]}
approval_rules:
  - {name: one, requires: {count: 1}, options: {request_review: {enabled: true}}}
  - {name: two, if: {has_labels: [big]}, requires: {count: 2, teams: [acme/dev]}}
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    assert command.main(list(arguments), standalone_mode=False) == 0
    out, err = capsys.readouterr()
    return out, err


def test_the_policy_on_stdout_and_the_account_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "policy.yml"
    file.write_text(BOT)
    out, err = run(capsys, str(file))
    policy = read_policy(read_yaml(out.encode(), "written.yaml"))
    assert [rule.name for rule in policy.rules] == ["one", "two"]
    assert f"{safe(str(file))}:3: rule `one`.options.request_review: not carried over" in err
    assert "carried over as they are" in err
    assert "has_labels" not in err
    _, err = run(capsys, str(file), "-v")
    assert "has_labels: equal" in err


def test_json(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BOT.encode())))
    out, _ = run(capsys, "-", "--json", "-q")
    answer = json.loads(out)
    assert answer["schema"] == IMPORT_SCHEMA
    assert answer["policy"].startswith("# Imported from stdin")
    assert {"construct", "path", "line", "carried", "why"} == set(answer["notes"][0])


def test_codeowners_by_name_or_by_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "CODEOWNERS").write_text("* @x\n")
    assert "owners: touched" in run(capsys, str(tmp_path / "CODEOWNERS"))[0]
    (tmp_path / "other").write_text("[A]\n* @x\n")
    out, err = run(capsys, "--from", "codeowners", "--flavour", "gitlab", "-v", str(tmp_path / "other"))
    assert "owners: touched" in out
    assert "[A]" in err


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        command.main([str(tmp_path / "none")], standalone_mode=False)
    assert caught.value.problems[0].code == "P0604"
