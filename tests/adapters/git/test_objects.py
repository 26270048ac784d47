"""Does one process answer for any number of objects, in order and within bounds?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gitbuild import GitRepo
from paraph.adapters.git import objects
from paraph.adapters.git.location import locate
from paraph.adapters.git.objects import Objects
from paraph.adapters.git.scratch import Scratch
from paraph.core.errors import ReadError

ABSENT = "f" * 40


@pytest.fixture
def store(git_repo: GitRepo) -> Iterator[Objects]:
    opened = Objects(Scratch(locate(str(git_repo.path))).place, 40)
    yield opened
    opened.close()


def test_blobs_in_order_with_gaps(git_repo: GitRepo, store: Objects) -> None:
    small, large, tree = git_repo.blob("x\n"), git_repo.blob("y" * 5000), git_repo.tree()
    asked = [large, small, ABSENT, tree, small, "0" * 40]
    assert list(store.blobs(asked, max_bytes=100)) == [
        (large, None), (small, b"x\n"), (ABSENT, None), (tree, None), (small, b"x\n"), ("0" * 40, None),
    ]  # fmt: skip
    assert list(store.blobs([small, large], max_bytes=5000, min_bytes=3)) == [(small, None), (large, b"y" * 5000)]
    assert list(store.blobs([], max_bytes=1)) == []


def test_more_than_a_window_and_than_a_group(
    git_repo: GitRepo, store: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "WINDOW", 3)
    monkeypatch.setattr(objects, "GROUP_BYTES", 10)
    contents = {git_repo.blob(f"content {count}"): f"content {count}".encode() for count in range(11)}
    assert dict(store.blobs(contents, max_bytes=100)) == contents


def test_content_that_looks_like_an_answer(git_repo: GitRepo, store: Objects) -> None:
    nasty = git_repo.blob(f"{ABSENT} blob 3\nabc\n{ABSENT} missing\n")
    after = git_repo.blob("after")
    assert [one.content[:5] for one in store.contents([nasty, after])] == [b"fffff", b"after"]


@pytest.mark.parametrize("asked", ["HEAD", "", "a" * 39, "a" * 41, "a" * 39 + "\n", ":" + "a" * 39])
def test_only_full_ids_are_asked_for(store: Objects, asked: str) -> None:
    with pytest.raises(ReadError, match="not a full object id"):
        list(store.sizes([asked]))


def test_one_object(git_repo: GitRepo, store: Objects) -> None:
    blob = git_repo.blob("content")
    assert store.one(blob, "blob") == b"content"
    for id_, kind, said in ((blob, "tree", "is a blob"), (ABSENT, "blob", "is missing")):
        with pytest.raises(ReadError, match=said):
            store.one(id_, kind)
    with pytest.raises(ReadError, match="more than 3"):
        store.one(blob, "blob", max_bytes=3)


def test_an_object_beyond_all_bounds_is_refused(
    git_repo: GitRepo, store: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "OBJECT_BYTES", 10)
    blob = git_repo.blob("more than ten bytes")
    with pytest.raises(ReadError, match="more than 10"):
        list(store.contents([blob]))
    assert [one.size for one in store.sizes([blob])] == [19]


def test_entries_of_a_tree(git_repo: GitRepo, store: Objects) -> None:
    blob = git_repo.blob("x")
    tree = git_repo.tree(("100644", blob, "a b"), ("120000", blob, "d/link"), ("100755", blob, "z\n"))
    found = store.entries(store.one(tree, "tree"))
    assert [(one.mode, one.name) for one in found] == [("100644", b"a b"), ("040000", b"d"), ("100755", b"z\n")]
    assert found[0].id == blob


def test_a_corrupt_object_is_an_error(git_repo: GitRepo, store: Objects) -> None:
    blob = git_repo.blob("content")
    path = git_repo.path / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(b"nonsense")
    with pytest.raises(ReadError):
        store.one(blob, "blob")


def test_what_was_read_is_not_asked_for_again(git_repo: GitRepo, store: Objects) -> None:
    blob = git_repo.blob("x\n")
    assert store.one(blob, "blob") == b"x\n"
    store.close()
    assert store.one(blob, "blob") == b"x\n"
    assert store._running is None
    with pytest.raises(ReadError):
        store.one(blob, "blob", max_bytes=1)
    with pytest.raises(ReadError):
        store.one(blob, "tree")


def test_what_is_kept_is_bounded(git_repo: GitRepo, store: Objects, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "KEPT_BYTES", 5)
    monkeypatch.setattr(objects, "KEPT_OBJECT_BYTES", 4)
    first, second, large = (git_repo.blob(each) for each in ("abc", "def", "abcdef"))
    assert [store.one(each, "blob") for each in (first, second, large, second)] == [b"abc", b"def", b"abcdef", b"def"]
    assert [*store._kept] == [second]


def test_an_old_process_is_not_asked_again(git_repo: GitRepo, store: Objects, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = git_repo.blob("x\n")
    assert store.one(blob, "blob") == b"x\n"
    first = store._running
    monkeypatch.setattr(objects, "KEPT_SECONDS", -1.0)
    assert next(store.sizes([blob])).kind == "blob"
    assert store._running is not first
