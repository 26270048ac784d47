"""`paraph hook install` asks where, and what belongs to a server stays there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from serverside import MAIN, RULES, Server


def test_it_is_for_a_server_or_for_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "install"]) == 2
    assert "P0918" in capsys.readouterr().err


def test_it_answers_for_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> None:
    server = Server(tmp_path / "shop.git", monkeypatch)
    server.take(git_repo, git_repo.commit("rules", RULES), MAIN)
    server.install()
    assert main(["hook", "install", "--server", str(server.path)]) == 0
    assert main(["hook", "install", "--server", str(tmp_path / "none.git")]) == 2


@pytest.mark.parametrize("words", [["--protect", "main"], ["--signed-pushes"], ["--genesis", "1" * 40], ["--no-fsck"]])
def test_a_server_s_words_mean_nothing_here(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hook", "install", "--local", *words]) == 2
    assert "P0917" in capsys.readouterr().err
