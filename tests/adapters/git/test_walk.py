"""Are the commits between two points listed whole, with the lines of each?"""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git import walk
from paraph.adapters.git.location import locate
from paraph.adapters.git.scratch import Scratch
from paraph.adapters.git.walk import Walk, counted_commits
from paraph.core.errors import ReadError


def test_commits_with_their_lines(git_repo: GitRepo) -> None:
    base = git_repo.commit("start", {"a": "1\n"})
    first = git_repo.commit("first", {"a": "1\n2\n", "b": b"\0"})
    empty = git_repo.commit("empty")
    last = git_repo.commit("last", {"a": "x\n", "c": "1\n2\n"})
    place = Scratch(locate(str(git_repo.path))).place
    with Walk(place, base, last) as found:
        assert found.collect() == ([last, empty, first], {last: (3, 2), empty: (0, 0), first: (1, 0)})
    with Walk(place, "", base) as found:
        assert found.collect() == ([base], {base: (1, 0)})
    with Walk(place, base, "") as found:
        assert found.collect() == ([], {})


def test_without_contents_the_commits_remain(git_repo: GitRepo) -> None:
    base = git_repo.commit("start")
    head = git_repo.commit("first", {"a": "1\n"})
    blob = git_repo.rev("HEAD:a")
    (git_repo.path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with Walk(Scratch(locate(str(git_repo.path))).place, base, head) as found:
        assert found.collect() == ([head], {})


def test_too_many_commits_are_refused(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "COMMITS_AT_MOST", 1)
    git_repo.commit("one")
    head = git_repo.commit("two")
    with (
        Walk(Scratch(locate(str(git_repo.path))).place, "", head) as found,
        pytest.raises(ReadError, match="more than 1 commits"),
    ):
        found.collect()


def test_a_path_cannot_pose_as_a_commit() -> None:
    one, two = "a" * 40, "b" * 40
    output = f"{one}\0\n1\t2\t{two}\0-\t-\tx\0{two}\0".encode()
    assert counted_commits(output) == {one: (1, 2), two: (0, 0)}
