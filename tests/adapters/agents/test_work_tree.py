"""Is the right repository and work tree found from a path alone?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.agents.work_tree import another_users, capture_folder, head_of, work_place


def test_the_main_work_tree_from_deep_below(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    place = work_place(str(repo.path / "not" / "there" / "yet"))
    assert place is not None
    assert (place.top, place.shared, place.tree) == (str(repo.path), str(repo.path / ".git"), "")
    assert place.capture == capture_folder(f"{repo.path}/.git/paraph")
    assert [place.below(f"{repo.path}/{name}") for name in ("a/b.py", ".git/config", "x/.git/y")] == ["a/b.py", "", ""]
    assert place.below("/elsewhere") == place.below(str(repo.path)) == ""


def test_a_linked_work_tree_shares_the_area(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    commit = repo.commit("one", {"a": "a"})
    repo.git("worktree", "add", "--quiet", "../other", "-b", "side")
    place = work_place(str(tmp_path / "other"))
    assert place is not None
    assert (place.shared, place.tree) == (str(repo.path / ".git"), "worktrees/other")
    assert head_of(place) == f"ref: refs/heads/side {commit}"


def test_what_head_holds(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    place = work_place(str(repo.path))
    assert place is not None
    assert head_of(place) == "ref: refs/heads/main"
    commit = repo.commit("one", {"a": "a"})
    assert head_of(place) == f"ref: refs/heads/main {commit}"
    repo.git("checkout", "--quiet", "--detach")
    assert head_of(place) == commit


def test_the_environment_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = GitRepo(tmp_path / "one"), GitRepo(tmp_path / "two")
    monkeypatch.setenv("GIT_DIR", str(two.path / ".git"))
    place = work_place(str(one.path))
    assert place is not None
    assert place.top == str(one.path)


@pytest.mark.parametrize("content", [b"", b"gitdir: nowhere\n", b"\xff\xfe", b"gitdir: .\n"])
def test_a_git_file_that_leads_nowhere(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".git").write_bytes(content)
    assert work_place(str(tmp_path)) is None


def test_no_repository_and_another_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert work_place(str(tmp_path)) is None
    assert work_place("/" + "x/" * 300) is None
    repo = GitRepo(tmp_path / "work")
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    assert work_place(str(repo.path)) is None
    assert another_users(f"{repo.path}/a/b") == str(repo.path)
    monkeypatch.undo()
    assert another_users(str(repo.path)) == another_users(str(tmp_path)) == another_users("/" + "x/" * 300) == ""
