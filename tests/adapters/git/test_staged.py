from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.runner import real_place
from paraph.adapters.git.staged import NOBODY, commit_to_be
from paraph.core.model.person import Identity

ROLES = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")


@pytest.fixture
def bare_account(monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo) -> GitRepo:
    for name in (*ROLES, "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    return git_repo


def staged(repo: GitRepo, base: str = "b" * 40) -> tuple[object, ...]:
    commits, doubts = commit_to_be(real_place(str(repo.path)), base)
    return (*((each.id, each.author, each.committer, each.parents) for each in commits), *doubts)


def test_the_user_of_the_configuration_is_the_author(bare_account: GitRepo) -> None:
    bare_account.git("config", "user.name", "Ben Söhne")
    bare_account.git("config", "user.email", "ben@example.test")
    ben = Identity("Ben Söhne", "ben@example.test")
    assert staged(bare_account) == (("", ben, ben, ("b" * 40,)),)
    assert staged(bare_account, "") == (("", ben, ben, ()),)


def test_author_and_committer_of_the_environment_differ(bare_account: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in zip(ROLES, ("Ada", "ada@example.test", "Ben", "ben@example.test"), strict=True):
        monkeypatch.setenv(name, value)
    ada, ben = Identity("Ada", "ada@example.test"), Identity("Ben", "ben@example.test")
    assert staged(bare_account) == (("", ada, ben, ("b" * 40,)),)


@pytest.mark.parametrize("given", [{}, {"user.name": "Ben"}, {"user.name": "Ben", "user.email": ""}])
def test_git_never_guesses_who_it_is(bare_account: GitRepo, given: dict[str, str]) -> None:
    for name, value in given.items():
        bare_account.git("config", name, value)
    assert staged(bare_account) == (NOBODY,)
