"""Can a person try the guard on a command, with exit codes that a script can use?"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from paraph.cli.main import main


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


def test_no_command_is_a_wrong_use(tmp_path: Path) -> None:
    assert main(["guard", "check", "--repo", str(tmp_path)]) == 2
