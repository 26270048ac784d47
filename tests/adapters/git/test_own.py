from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.own import identity, own_git, setting


def test_the_user_s_own_settings_count(git_repo: GitRepo) -> None:
    git_repo.git("config", "paraph.assistance", "none")
    assert setting(str(git_repo.path), "paraph.assistance") == "none"
    assert setting(str(git_repo.path), "paraph.nothing") == ""
    assert own_git(str(git_repo.path), "rev-parse", "--git-dir").output == b".git\n"


def test_who_the_user_is(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    assert identity(str(git_repo.path)) == ("Ada Sample", "ada@example.test")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    git_repo.git("config", "user.useConfigOnly", "true")
    assert identity(str(git_repo.path)) == ("paraph", "paraph@localhost")
