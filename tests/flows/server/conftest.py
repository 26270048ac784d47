from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from serverside import RULES, Server


@pytest.fixture
def work(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n", "docs/a.md": "a\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.begin(work)
    return made
