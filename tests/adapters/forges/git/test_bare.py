from __future__ import annotations

from collections.abc import Callable

from gitbuild import GitRepo
from paraph.adapters.forges.git.bare import branch_at, is_bare, is_change, landed_as, new_commits, open_branches
from paraph.adapters.git.location import locate
from paraph.ports.server import ServerSettings

MAIN = "refs/heads/main"


def test_an_empty_repository_proposes_nothing(make_repo: Callable[..., GitRepo]) -> None:
    bare = make_repo("x.git", bare=True)
    assert [*open_branches(locate(str(bare.path)), MAIN)] == []
    assert is_bare(str(bare.path))


def test_a_name_is_one_branch_and_no_pattern(git_repo: GitRepo) -> None:
    head = git_repo.commit("one")
    git_repo.git("branch", "topic/a")
    at = locate(str(git_repo.path))
    assert [branch_at(at, f"refs/heads/{name}") for name in ("topic", "topic/*", "*", "topi")] == [None] * 4
    found = branch_at(at, "refs/heads/topic/a")
    assert found is not None
    assert (found.head, found.email, found.title, found.body) == (head, "ada@example.test", "one", "")


def test_commits_are_those_of_the_branch(git_repo: GitRepo) -> None:
    git_repo.commit("one")
    git_repo.switch("topic")
    heads = [git_repo.commit("two"), git_repo.commit("three")]
    at = locate(str(git_repo.path))
    assert new_commits(at, git_repo.rev("main"), heads[1]) == heads[::-1]
    assert landed_as(str(git_repo.path), at, git_repo.rev("main"), git_repo.rev("main")) == ""


def test_what_is_protected_is_no_change() -> None:
    settings = ServerSettings("log", (MAIN, "refs/heads/release/*"), MAIN, "sqlite:///x", "/second")
    refs = ("refs/heads/topic", "refs/heads/release/1", MAIN, "refs/tags/v1")
    assert [is_change(ref, MAIN, settings) for ref in refs] == [True, False, False, False]
    assert is_change("refs/heads/release/1", MAIN, None)
