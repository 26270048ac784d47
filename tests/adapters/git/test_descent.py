from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.descent import descent
from paraph.adapters.git.location import locate


def test_every_commit_with_its_parents_but_no_notes(git_repo: GitRepo) -> None:
    one = git_repo.commit("one", {"a": "1\n"})
    two = git_repo.commit("two", {"a": "2\n"})
    git_repo.git("notes", "--ref=ai", "add", "-m", "x", one)
    git_repo.git("update-ref", "refs/other/one", one)
    assert sorted(descent(locate(str(git_repo.path)))) == sorted([(one,), (two, one)])


def test_there_may_be_none(git_repo: GitRepo) -> None:
    assert list(descent(locate(str(git_repo.path)))) == []
