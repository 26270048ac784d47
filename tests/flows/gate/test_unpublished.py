from __future__ import annotations

from contextlib import closing

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.model import places
from paraph.flows.gate.unpublished import Unpublished, unpublished


def look(repo: GitRepo) -> Unpublished | None:
    with closing(GitRepository(str(repo.path))) as reader:
        return unpublished(reader)


@pytest.fixture
def fetched(git_repo: GitRepo) -> GitRepo:
    """A clone whose origin has nothing but a first commit."""
    first = git_repo.commit("first", {"a": "a\n"})
    git_repo.git("update-ref", "refs/remotes/origin/main", first)
    git_repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    return git_repo


def test_committed_here_and_not_pushed(fetched: GitRepo) -> None:
    fetched.commit("rules", {places.POLICY: "version: 1\n"})
    found = look(fetched)
    assert found is not None
    assert found.found == ".paraph/policy.yaml is on main, not on origin/main"
    assert found.fix == "git push, or ask with --target main"


def test_on_a_branch_that_has_not_landed(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a": "a\n"})
    git_repo.switch("work", "main")
    git_repo.commit("rules", {places.POLICY: "version: 1\n"})
    found = look(git_repo)
    assert found is not None
    assert found.found == ".paraph/policy.yaml is at HEAD, not on main"
    assert "main" in found.fix


def test_where_it_counts_already_or_nowhere_at_all(fetched: GitRepo) -> None:
    assert look(fetched) is None
    pushed = fetched.commit("rules", {places.POLICY: "version: 1\n"})
    fetched.git("update-ref", "refs/remotes/origin/main", pushed)
    assert look(fetched) is None


def test_before_the_first_commit(git_repo: GitRepo) -> None:
    assert look(git_repo) is None
