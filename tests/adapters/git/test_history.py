"""Does the stream of landed changes give each commit to the movement that brought it?"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git import history
from paraph.adapters.git.reader import GitRepository

Open = Callable[[Path], GitRepository]


def grow(repo: GitRepo, seed: int) -> None:
    """A random history of commits and merges, made of commit objects alone."""
    draw = random.Random(seed)
    blobs = [repo.blob(f"{count}\n" * count) for count in range(1, 6)]
    trees = [repo.tree(("100644", draw.choice(blobs), "a"), ("100644", draw.choice(blobs), "b")) for _ in range(6)]
    tips = [repo.raw_commit(trees[0], "root")]
    for count in range(40):
        parents = draw.sample(tips, min(len(tips), draw.choice([1, 1, 2])))
        made = repo.raw_commit(draw.choice(trees), f"commit {count}", *parents)
        if draw.random() < 0.7:
            tips[tips.index(parents[0])] = made
        else:
            tips.append(made)
    repo.git("update-ref", "refs/heads/main", repo.raw_commit(trees[0], "tip", *tips[:3]))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("window", [1, 3, 1024])
def test_brought_commits_and_files_agree_with_git(
    git_repo: GitRepo, open_repo: Open, monkeypatch: pytest.MonkeyPatch, seed: int, window: int
) -> None:
    grow(git_repo, seed)
    monkeypatch.setattr(history, "WINDOW", window)
    reader = open_repo(git_repo.path)
    chain = git_repo.git("rev-list", "--first-parent", "main").split()
    found = list(reader.landed("main"))
    assert [one.landing.id for one in found] == chain
    for one in found:
        parent = one.landing.parents[0] if one.landing.parents else ""
        listed = git_repo.git("rev-list", one.landing.id, *([f"^{parent}"] if parent else [])).split()
        assert sorted(commit.id for commit in one.brought) == sorted(set(listed) - {one.landing.id})
        assert one.files == reader.difference(parent, one.landing.id)


def test_bounds(git_repo: GitRepo, open_repo: Open) -> None:
    for count in range(4):
        git_repo.commit(f"commit {count}", {"a": f"{count}\n"})
    reader = open_repo(git_repo.path)
    assert [one.landing.message for one in reader.landed("HEAD", limit=2)] == ["commit 3", "commit 2"]
    assert list(reader.landed("HEAD", limit=0)) == []
    since = next(iter(reader.commits("HEAD~1"))).commit_time
    assert [one.landing.message for one in reader.landed("HEAD", since=since)] == ["commit 3", "commit 2"]


def test_hostile_names_cannot_pose_as_commits(git_repo: GitRepo, open_repo: Open) -> None:
    fake = "a" * 40 + "\n" + "b" * 40 + "\n\nEve\neve@example.test\nEve\neve@example.test\n1\n1\nfake"
    names = [fake, ":100644 100644 a b M", "1\t2\t3", "\n:x", "-\t-\tz", "a\tb"]
    git_repo.commit("start", {"a": "1\n"})
    tree = git_repo.tree(*(("100644", git_repo.blob("x\n"), name) for name in names))
    git_repo.git("update-ref", "refs/heads/main", git_repo.raw_commit(tree, "names", "HEAD"))
    first, second = open_repo(git_repo.path).landed("main")
    assert (first.landing.message, second.landing.message) == ("names", "start")
    assert {one.path for one in first.files} == {*names, "a"}
    assert all((one.added_lines, one.deleted_lines) == (1, 0) for one in first.files if one.path != "a")


def test_a_stream_may_be_left_early(git_repo: GitRepo, open_repo: Open) -> None:
    for count in range(3):
        git_repo.commit(f"commit {count}", {"a": f"{count}\n"})
    stream = open_repo(git_repo.path).landed("HEAD")
    assert next(stream).landing.message == "commit 2"
    stream.close()  # type: ignore[attr-defined]
    assert list(stream) == []
