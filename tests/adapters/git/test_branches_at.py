from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.branches_at import branches_at
from paraph.adapters.git.location import locate


def test_a_commit_is_on_the_branches_that_are_not_merged(git_repo: GitRepo) -> None:
    first = git_repo.commit("one")
    git_repo.switch("topic")
    second = git_repo.commit("two")
    git_repo.switch("further")
    third = git_repo.commit("three")
    git_repo.switch("main")
    at = locate(str(git_repo.path))
    assert branches_at(at, [second]) == ["refs/heads/further", "refs/heads/topic"]
    assert branches_at(at, [third]) == ["refs/heads/further"]
    assert branches_at(at, [first]) == ["refs/heads/further", "refs/heads/topic"]
    assert branches_at(at, []) == []
    assert branches_at(at, ["1" * 40]) == []
