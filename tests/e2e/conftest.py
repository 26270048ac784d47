"""The guarded server that most stories play on, and the clone of somebody who works on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from serverside import RULES, Server


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    """A clone with rules and one file."""
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    """A bare repository that guards `main`, releases and their tags, and has what the clone has."""
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work, "--protect", "main", "--protect", "release/*", "--protect", "refs/tags/v*")
    return made
