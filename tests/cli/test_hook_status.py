"""`paraph hook status` asks where, and what belongs to a server stays there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from serverside import MAIN, RULES, Server


def test_it_is_for_a_server_or_for_here(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "status", "--local", "--server", str(git_repo.path)]) == 2
    assert "P0918" in capsys.readouterr().err


def test_without_a_place_it_is_the_clone_and_the_agents_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "account"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    words = ["hook", "status", "--repo", str(git_repo.path)]
    assert main(words) == 1
    said = capsys.readouterr().out
    assert "✗ commit-msg  is not here: paraph hook install --local" in said
    assert "· no coding agent is used here (paraph hook status --all)" in said
    (git_repo.path / ".cursor").mkdir()
    main(words)
    assert "✗ cursor  not in place, but it is used here: .cursor" in capsys.readouterr().out


def test_it_answers_for_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> None:
    server = Server(tmp_path / "shop.git", monkeypatch)
    server.take(git_repo, git_repo.commit("rules", RULES), MAIN)
    server.install()
    assert main(["hook", "status", "--server", str(server.path)]) == 0
    assert main(["hook", "status", "--server", str(tmp_path / "none.git")]) == 2
