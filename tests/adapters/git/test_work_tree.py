from __future__ import annotations

import os

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.work_tree import GitWorkTree


def tree(repo: GitRepo, *paths: str) -> list[str]:
    made = GitWorkTree(locate(str(repo.path))).tree(paths)
    return repo.git("ls-tree", "-r", "--name-only", made).split("\n")


def test_named_paths_are_as_they_are_now_and_the_index_stays(git_repo: GitRepo) -> None:
    git_repo.commit("one", {"a": "1\n", "b": "1\n", "c": "1\n"})
    git_repo.write("a", "2\n")
    git_repo.write("new", "n\n")
    git_repo.write("b", None)
    before = git_repo.git("status", "--porcelain")
    made = GitWorkTree(locate(str(git_repo.path))).tree(["a", "b", "new", "never"])
    assert git_repo.git("ls-tree", "-r", "--name-only", made).split("\n") == ["a", "c", "new"]
    assert git_repo.git("show", f"{made}:a") == "2"
    assert git_repo.git("status", "--porcelain") == before


def test_what_is_no_file_is_passed_over(git_repo: GitRepo) -> None:
    git_repo.commit("one", {"a": "1\n", "folder/b": "1\n"})
    os.symlink("/etc/hostname", git_repo.path / "link")
    os.symlink("folder", git_repo.path / "way")
    assert tree(git_repo, "link", "folder", "way/b") == ["a", "folder/b"]


def test_before_the_first_commit(git_repo: GitRepo) -> None:
    git_repo.write("a", "1\n")
    assert tree(git_repo, "a") == ["a"]
