from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository

Open = Callable[[Path], GitRepository]


def test_a_patch_is_streamed_whatever_the_attributes_say(git_repo: GitRepo, open_repo: Open) -> None:
    old = git_repo.commit("one", {"a.txt": "1\n2\n", ".gitattributes": "* -diff diff=evil\n"})
    git_repo.git("config", "diff.evil.textconv", "echo hidden;true")
    new = git_repo.commit("two", {"a.txt": "1\n3", "ü.txt": "x\n"})
    lines = list(open_repo(git_repo.path).patch(old, new))
    assert b"diff --git a/a.txt b/a.txt" in lines
    assert "diff --git a/ü.txt b/ü.txt".encode() in lines
    assert [line for line in lines if line[:1] in b"+-" and line[:3] not in (b"+++", b"---")] == [b"-2", b"+3", b"+x"]


def test_the_paths_of_each_commit(git_repo: GitRepo, open_repo: Open) -> None:
    one = git_repo.commit("one", {"a": "1", "b c": "1"})
    git_repo.switch("side")
    two = git_repo.commit("two", {"d/e": "1", "a": None})
    git_repo.switch("main")
    git_repo.commit("three", {"f": "1"})
    merged = git_repo.merge("side")
    reader = open_repo(git_repo.path)
    assert reader.touched([one, two, merged]) == {
        one: frozenset({"a", "b c"}), two: frozenset({"a", "d/e"}), merged: frozenset(),
    }  # fmt: skip
    assert reader.touched([]) == {}
