"""Are the commits between two points listed whole, with the lines of each?"""

from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git import walk
from paraph.adapters.git.location import locate
from paraph.adapters.git.scratch import Scratch
from paraph.adapters.git.walk import LineCount, Walk, counted_commits
from paraph.core.errors import ReadError


def test_commits_with_their_parents(git_repo: GitRepo) -> None:
    base = git_repo.commit("start", {"a": "1\n"})
    first = git_repo.commit("first")
    last = git_repo.commit("last")
    place = Scratch(locate(str(git_repo.path))).place
    with Walk(place, base, last) as found:
        assert list(found.collect().items()) == [(last, (first,)), (first, (base,))]
    with Walk(place, "", base) as found:
        assert found.collect() == {base: ()}
    with Walk(place, base, "") as found:
        assert found.collect() == {}
    with Walk(place, "f" * 40, last) as found, pytest.raises(ReadError, match="rev-list"):
        found.collect()


def test_lines_of_each_commit(git_repo: GitRepo) -> None:
    base = git_repo.commit("start", {"a": "1\n"})
    first = git_repo.commit("first", {"a": "1\n2\n", "b": b"\0"})
    empty = git_repo.commit("empty")
    last = git_repo.commit("last", {"a": "x\n", "c": "1\n2\n"})
    place = Scratch(locate(str(git_repo.path))).place
    with LineCount(place, [last, empty, first, base]) as count:
        assert count.collect() == {last: (3, 2), empty: (0, 0), first: (1, 0), base: (1, 0)}
    with LineCount(place, []) as count:
        assert count.collect() == {}


def test_without_contents_no_lines_are_known(git_repo: GitRepo) -> None:
    git_repo.commit("start")
    head = git_repo.commit("first", {"a": "1\n"})
    blob = git_repo.rev("HEAD:a")
    (git_repo.path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with LineCount(Scratch(locate(str(git_repo.path))).place, [head]) as count:
        assert count.collect() == {}


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
