from __future__ import annotations

import pytest

from attribution_samples import RECORDS, note
from gitbuild import GitRepo
from paraph.adapters.git.has_records import may_have_records


def test_none_are_there_until_somebody_writes_one(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a.py": "a\n"})
    folder = str(git_repo.path / ".git")
    assert not may_have_records(folder)
    git_repo.git("pack-refs", "--all")
    assert not may_have_records(folder)
    note(git_repo, "HEAD", {"a.py": (1, 1)})
    assert may_have_records(folder)
    git_repo.git("pack-refs", "--all", "--prune")
    assert not (git_repo.path / ".git" / RECORDS).exists()
    assert may_have_records(folder)


@pytest.mark.parametrize("ref", ["refs/notes/ai-remote/origin", "refs/notes/ai-remote/a/b"])
def test_fetched_ones_count(git_repo: GitRepo, ref: str) -> None:
    git_repo.commit("first", {"a.py": "a\n"})
    git_repo.git("update-ref", ref, "HEAD")
    folder = str(git_repo.path / ".git")
    assert may_have_records(folder)
    git_repo.git("pack-refs", "--all", "--prune")
    assert may_have_records(folder)


def test_where_only_git_can_say_there_may_be_some(git_repo: GitRepo) -> None:
    (git_repo.path / ".git/reftable").mkdir()
    assert may_have_records(str(git_repo.path / ".git"))


def test_other_notes_are_none(git_repo: GitRepo) -> None:
    git_repo.commit("first", {"a.py": "a\n"})
    git_repo.git("update-ref", "refs/notes/ai2", "HEAD")
    git_repo.git("pack-refs", "--all", "--prune")
    assert not may_have_records(str(git_repo.path / ".git"))
