from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.staged_paths import staged_paths


def test_the_paths_of_the_next_commit(git_repo: GitRepo) -> None:
    git_repo.stage({"a": "1\n", "ü b": "1\n"})
    assert staged_paths(locate(str(git_repo.path))) == {"a", "ü b"}
    git_repo.commit("one", {})
    assert staged_paths(locate(str(git_repo.path))) == frozenset()
    git_repo.stage({"a": "2\n"})
    git_repo.write("ü b", "2\n")
    assert staged_paths(locate(str(git_repo.path))) == {"a"}
