"""Can a person try the guard on a command, with exit codes that a script can use?"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main

POLICY = """\
version: 1
mode: shadow
guard:
  environments:
    - {name: dev, match: envs/dev, answer: silent}
rules:
  - {name: x, deny: "no"}
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["terraform", "destroy"], 1),
        (["git reset --hard"], 3),
        (["ls", "-la"], 0),
        (["echo", "terraform destroy; x"], 0),
    ],
)
def test_the_exit_code_is_the_answer(words: list[str], code: int, tmp_path: Path) -> None:
    assert main(["guard", "check", "--repo", str(tmp_path), "--", *words]) == code


def test_what_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["guard", "check", "--repo", str(tmp_path), "sudo terraform destroy"])

    first, second = capsys.readouterr().out.splitlines()
    assert first == "deny    terraform destroy"
    assert second == "        destroys everything that the state knows, seen through sudo [terraform.destroy]"


def test_a_command_from_stdin_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"terraform destroy\n")))

    assert main(["guard", "check", "--repo", str(tmp_path), "--json", "-"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["answer"], said["dangers"][0]["rule"]) == ("deny", "terraform.destroy")


def test_silence_is_said_to_be_no_permission(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["guard", "check", "--repo", str(tmp_path), "ls"])

    assert capsys.readouterr().out.startswith("silent  ")


def test_why_it_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = GitRepo(tmp_path / "work")
    repo.commit("policy", {".paraph/policy.yaml": POLICY})
    asked = ["guard", "check", "-v", "--repo", str(repo.path)]
    main([*asked, "cd envs/dev && terraform destroy"])
    said = capsys.readouterr()
    assert "milder by: environment dev\n" in said.out
    assert "policy:    .paraph/policy.yaml at refs/heads/main (" in said.out
    assert said.err == ""

    repo.write(".paraph/policy.yaml", POLICY.replace("envs/dev", "envs/*"))
    main([*asked, "--json", "ls"])
    said = capsys.readouterr()
    assert json.loads(said.out)["milder_by"] == []
    assert "differs from the one in force" in said.err


def test_without_a_policy_the_table_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["guard", "check", "-v", "--repo", str(tmp_path), "ls"])

    assert "nothing known against it\n        policy:    no policy: the table's own answers" in capsys.readouterr().out


def test_no_command_is_a_wrong_use(tmp_path: Path) -> None:
    assert main(["guard", "check", "--repo", str(tmp_path)]) == 2
