"""`paraph hook uninstall` asks where, and what belongs to a server stays there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from serverside import MAIN, RULES, Server


def test_it_is_for_a_server_or_for_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "uninstall"]) == 2
    assert "P0918" in capsys.readouterr().err


def test_it_answers_for_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> None:
    server = Server(tmp_path / "shop.git", monkeypatch)
    server.take(git_repo, git_repo.commit("rules", RULES), MAIN)
    server.install()
    assert main(["hook", "uninstall", "--server", str(server.path)]) == 0
    assert main(["hook", "uninstall", "--server", str(tmp_path / "none.git")]) == 2
