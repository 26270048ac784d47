from __future__ import annotations

import json

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from provenance_samples import sample


def test_a_record_is_shown(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = sample(git_repo)
    assert main(["provenance", "show", one, "--repo", str(git_repo.path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{one[:10]}  one",
        "  a.py",
        "            1-2  AI       claude-code, opus, session talk-1, asked by Ada <ada@example.test>",
        "  b c.py",
        "              1  attested human  Ben <ben@example.test>",
    ]
    assert main(["provenance", "show", two, "--repo", str(git_repo.path)]) == 0
    out = capsys.readouterr().out
    assert "unknown" in out
    assert "! legacy key" in out


def test_a_range_as_json(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = sample(git_repo)
    three = git_repo.commit("three", {"c": "1\n"})
    assert main(["provenance", "show", f"{one}..HEAD", "--json", "--repo", str(git_repo.path)]) == 0
    commits = json.loads(capsys.readouterr().out)["commits"]
    assert [(each["commit"], each["has_record"]) for each in commits] == [(three, False), (two, True)]
    assert main(["provenance", "show", one, "--json", "--repo", str(git_repo.path)]) == 0
    (first,) = json.loads(capsys.readouterr().out)["commits"]
    told = first["files"][0]["spans"][0]
    assert (told["tool"], told["stated_tool"]) == ("claude-code", "claude")
    assert commits[1]["files"][0]["spans"][1] == {
        "first": 3, "last": 4, "kind": "ai", "tool": "cursor", "model": "opus", "session": "talk-1",
        "strength": "strong",
    }  # fmt: skip


def test_no_record_is_said_to_be_unknown(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("one", {"a": "1\n"})
    assert main(["provenance", "show", "--repo", str(git_repo.path)]) == 0
    assert "nothing is known of who wrote them" in capsys.readouterr().err
