from __future__ import annotations

import json
from pathlib import Path

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


def test_a_commit_that_cannot_be_used_stops_nothing(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    twice = PEOPLE.replace("ben@", "ada@")
    git_repo.commit("rules", {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": twice})
    git_repo.commit("add a page", {"docs/a.md": "x\n"})
    git_repo.commit("mend the people", {".paraph/people.yaml": PEOPLE})
    head = git_repo.commit("add a key", {"keys/k": "x\n"})
    assert main(["gate", "--history", "main", "--repo", str(git_repo.path)]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("4 changes: 1 deny, 3 cannot tell")
    assert captured.out.startswith(head[:12])
    said = " ".join(captured.out.partition("mend the people")[2].split())
    assert "? cannot tell Cannot tell: .paraph/people.yaml:1 at the base: the account `email:ada@example.test`" in said
    assert "(P0210)" in said
    assert main(["gate", "--history", "main", "--json", "--repo", str(git_repo.path)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["verdict"] for line in lines] == ["deny", "cannot_tell", "cannot_tell", "cannot_tell"]
    assert lines[0]["head"] == head


@pytest.mark.parametrize("option", ["--policy", "--directory"])
def test_a_named_file_that_cannot_be_used_is_refused_at_once(
    history: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    (tmp_path / "broken.yaml").write_text("x: [\n")
    assert main(["gate", "--history", "main", option, str(tmp_path / "broken.yaml"), "--repo", str(history.path)]) == 2
    assert main(["gate", "--history", "main", "--target", "none", "--repo", str(history.path)]) == 2
    assert capsys.readouterr().out == ""


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
