from __future__ import annotations

import json

import pytest

from cli.test_gate import POLICY
from gitbuild import GitRepo
from paraph.cli.main import main

PEOPLE = "people: [{id: ada, accounts: ['email:ada@example.test']}, {id: ben, accounts: ['email:ben@example.test']}]\n"


@pytest.fixture
def history(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE})
    git_repo.commit("add a page", {"docs/a.md": "x\n"})
    git_repo.commit("add a key", {"keys/k": "x\n"})
    return git_repo


def test_each_change_and_the_worst_exit_code(history: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--history", "main", "--repo", str(history.path)]) == 1
    captured = capsys.readouterr()
    assert "add a key" in captured.out
    assert captured.out.index("add a key") < captured.out.index("add a page")
    assert "✗ deny" in captured.out
    assert captured.err.startswith("3 changes: 1 deny")


def test_one_json_document_a_line(history: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--history", "main", "--json", "--repo", str(history.path)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["schema"] for line in lines] == ["paraph/decision/v1"] * 3
    assert lines[0]["verdict"] == "deny"


def test_no_other_form(history: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--history", "--format", "sarif", "--repo", str(history.path)]) == 2
    assert "has no sarif form" in capsys.readouterr().err


def test_a_range_is_a_part_of_the_history(history: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--history", "main~2..main~1", "--repo", str(history.path)]) == 3
    captured = capsys.readouterr()
    assert "add a page" in captured.out
    assert captured.err.startswith("1 change: 1 wait")
    assert main(["gate", "--history", "main~1..", "--repo", str(history.path)]) == 1
    assert capsys.readouterr().err.startswith("1 change: 1 deny")
    assert main(["gate", "--history", "main..main", "--repo", str(history.path)]) == 2
