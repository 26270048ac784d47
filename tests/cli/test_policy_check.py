from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main

POLICY = """\
version: 1
identity: "0123456789abcdef0123456789abcdef"
mode: enforce
rules:
  - name: review
    when: {paths: src/**}
    require: [{signoff: {count: 1}}]
"""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository of two files whose policy stands in the work tree."""
    built = GitRepo(tmp_path / "repo")
    built.commit("start", {"src/a.py": "a\n", "docs/b.md": "b\n"})
    folder = tmp_path / "repo"
    (folder / ".paraph").mkdir()
    (folder / ".paraph/policy.yaml").write_text(POLICY)
    return folder


def test_warnings_are_told_and_pass(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check", "--repo", str(repo)]) == 0
    printed = capsys.readouterr()
    assert "warning[P0156] .paraph/policy.yaml:1:1: no rule covers 1 of 2 paths: docs/ (1)" in printed.out
    assert "fix: " in printed.out
    assert "1 rule read: 0 errors, 1 warning." in printed.err


def test_strictly_a_warning_is_enough(repo: Path) -> None:
    assert main(["policy", "check", "--strict", "--repo", str(repo)]) == 1


def test_nothing_to_mend(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / ".paraph/policy.yaml").write_text(POLICY.replace("    when: {paths: src/**}\n", ""))
    assert main(["policy", "check", "--strict", "--repo", str(repo)]) == 0
    printed = capsys.readouterr()
    assert re.fullmatch(r"policy [0-9a-f]{64}\n", printed.out)
    assert "nothing to mend" in printed.err
    assert main(["policy", "check", "-q", "--repo", str(repo)]) == 0
    assert capsys.readouterr().out == ""


def test_the_digest_is_that_of_a_decision_and_comments_do_not_change_it(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digests = []
    for text in (POLICY, f"# why\n{POLICY}", POLICY.replace("count: 1", "count: 2")):
        (repo / ".paraph/policy.yaml").write_text(text)
        assert main(["policy", "check", "--json", "--repo", str(repo)]) == 0
        digests.append(json.loads(capsys.readouterr().out)["policy_digest"])
    assert digests[0] == digests[1] != digests[2]
    words = ["gate", "HEAD", "--json", "--repo", str(repo), "--policy", str(repo / ".paraph/policy.yaml")]
    assert main(words) in (3, 4)
    assert json.loads(capsys.readouterr().out)["policy_digest"] == digests[2]


def test_errors_fail_and_come_as_json(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / ".paraph/policy.yaml").write_text(POLICY.replace("src/**}", "src/**, only_paths: docs/**}"))
    assert main(["policy", "check", "--json", "--repo", str(repo)]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "paraph/policy-check/v1"
    (error,) = [remark for remark in document["remarks"] if remark["severity"] == "error"]
    assert (error["code"], error["position"]["line"], error["related"]["line"]) == ("P0150", 6, 6)


def test_a_related_place_is_shown(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / ".paraph/policy.yaml").write_text(POLICY.replace("src/**}", "src/**, only_paths: docs/**}"))
    assert main(["policy", "check", "--repo", str(repo)]) == 1
    assert "also: .paraph/policy.yaml:6:12" in capsys.readouterr().out


def test_a_policy_that_cannot_be_read_is_exit_2(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / ".paraph/policy.yaml").write_text(POLICY + "ruels: []\n")
    assert main(["policy", "check", "--repo", str(repo)]) == 2
    assert "P0120" in capsys.readouterr().err


def test_without_a_repository_paths_are_not_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.yaml").write_text(POLICY)
    assert main(["policy", "check", "--repo", str(tmp_path), "--policy", str(tmp_path / "p.yaml")]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("policy ")
    assert "not looked at" in printed.err
