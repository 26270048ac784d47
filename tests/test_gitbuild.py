"""Does the builder of repositories make the same repository every time?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import ADA, BEN, GitRepo, isolated_environment


def build(repo: GitRepo) -> str:
    repo.commit("first", {"a.py": "x = 1\n"})
    repo.switch("change/side")
    repo.commit("second\n\nAssisted-by: sample\n", {"b/c.py": b"\xff\n", "a.py": None}, author=BEN)
    repo.switch("main")
    repo.commit("third", {"d.py": ""}, author=BEN, committer=ADA)
    return repo.merge("change/side")


def test_the_same_steps_give_the_same_commit(make_repo: Callable[..., GitRepo]) -> None:
    one, two = make_repo("one"), make_repo("two")
    assert build(one) == build(two) == one.rev("main")
    assert one.git("log", "--format=%an>%cn", "--no-merges", "--topo-order").split("\n") == [
        "Ben Sample>Ben Sample",
        "Ben Sample>Ada Sample",
        "Ada Sample>Ada Sample",
    ]
    assert one.git("ls-tree", "-r", "--name-only", "main") == "b/c.py\nd.py"


def test_objects_can_be_made_without_a_work_tree(make_repo: Callable[..., GitRepo]) -> None:
    repo = make_repo("bare.git", bare=True)
    tree = repo.tree(("120000", repo.blob("../elsewhere"), "deep/link"))
    commit = repo.raw_commit(tree, "a link")
    assert repo.git("ls-tree", "-r", commit).split()[0] == "120000"


def test_a_failing_git_speaks(git_repo: GitRepo) -> None:
    with pytest.raises(AssertionError, match="rev-parse"):
        git_repo.rev("nowhere")


def test_nothing_of_the_surroundings_reaches_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    made = isolated_environment(tmp_path)
    assert "GIT_DIR" not in made
    assert made["HOME"] == str(tmp_path)
    assert os.environ["GIT_CONFIG_GLOBAL"] == os.devnull
