"""Does the reader answer what the flows ask?"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.change import EMPTY_TREE
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError, ReadError
from paraph.ports.repository import RepositoryReader, Tip, TreeEntry

Open = Callable[[Path], GitRepository]


def test_it_is_a_repository_reader(git_repo: GitRepo, open_repo: Open) -> None:
    reader: RepositoryReader = open_repo(git_repo.path)
    assert reader.work_tree() == str(git_repo.path)


def test_reading_files(git_repo: GitRepo, open_repo: Open) -> None:
    head = git_repo.commit("start", {"a/b/c.txt": "content\n", "a/big": "x" * 100})
    (git_repo.path / "a/link").symlink_to("b/c.txt")
    (git_repo.path / "folder").symlink_to("a")
    git_repo.commit("links")
    reader = open_repo(git_repo.path)
    for revision in ("HEAD", "main", head, git_repo.rev("HEAD^{tree}")):
        assert reader.read(revision, "a/b/c.txt") == b"content\n"
    for path in ("absent", "a/absent/c", "a/b/c.txt/d"):
        assert reader.read("HEAD", path) is None
    for path, said in (
        ("a/link", "a symbolic link"),
        ("folder/b/c.txt", "a symbolic link"),
        ("a/b", "a folder"),
        ("a/big", "more than 50"),
    ):
        with pytest.raises(ReadError, match=said):
            reader.read("HEAD", path, max_bytes=50)


def test_trees(git_repo: GitRepo, open_repo: Open) -> None:
    head = git_repo.commit("start", {"a/b": "1\n", "c\nd": "2\n"})
    reader = open_repo(git_repo.path)
    entries = [TreeEntry("a/b", "100644", git_repo.rev("HEAD:a/b")), TreeEntry("c\nd", "100644", git_repo.blob("2\n"))]
    tree = git_repo.rev("HEAD^{tree}")
    assert list(reader.tree(head)) == list(reader.tree(tree)) == entries
    assert reader.tree_id("main") == reader.tree_id(tree) == tree
    assert list(reader.tree("")) == []
    assert [one.path for one in reader.difference("", head)] == ["a/b", "c\nd"]


def test_tips_and_default_branch(git_repo: GitRepo, open_repo: Open) -> None:
    head = git_repo.commit("start")
    git_repo.git("tag", "v1")
    reader = open_repo(git_repo.path)
    assert reader.tips() == (Tip("refs/heads/main", head), Tip("refs/tags/v1", head))
    assert reader.default_branch() == "refs/heads/main"
    git_repo.git("branch", "one")
    git_repo.git("branch", "--move", "main", "two")
    with pytest.raises(InputError, match="plainly the default"):
        reader.default_branch()


def test_the_merge_base(git_repo: GitRepo, open_repo: Open) -> None:
    start = git_repo.commit("start", {"a": "1\n"})
    git_repo.switch("topic")
    topic = git_repo.commit("work", {"b": "1\n"})
    git_repo.switch("main")
    main = git_repo.commit("more", {"a": "2\n"})
    git_repo.git("switch", "--quiet", "--orphan", "other")
    other = git_repo.commit("other", {"c": "1\n"})
    reader = open_repo(git_repo.path)
    assert (reader.merge_base(main, topic), reader.merge_base(main, other)) == (start, "")


def test_a_recomputed_merge(git_repo: GitRepo, open_repo: Open) -> None:
    main = git_repo.commit("start", {"a": "1\n"})
    git_repo.switch("topic")
    topic = git_repo.commit("work", {"b": "1\n"})
    assert open_repo(git_repo.path).merged(main, topic) == ("fast_forward", git_repo.rev("topic^{tree}"), None)
    assert open_repo(git_repo.path).merged(topic, main) == ("clean", git_repo.rev("topic^{tree}"), None)


def test_absent_commits_are_read_errors(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start")
    reader = open_repo(git_repo.path)
    with pytest.raises(ReadError, match="missing"):
        reader.tree_id("f" * 40)
    with pytest.raises(ReadError):
        list(reader.commits("f" * 40))


def test_closing_ends_every_process(git_repo: GitRepo) -> None:
    head = git_repo.commit("start", {"a": "1\n"})
    with GitRepository(str(git_repo.path)) as reader:
        assert reader.read(head, "a") == b"1\n"
        reader.close()
        assert reader.read(head, "a") == b"1\n"


def test_movements_are_told_from_what_they_brought(git_repo: GitRepo, open_repo: Open) -> None:
    root = git_repo.commit("start", {"a": "1\n"})
    git_repo.switch("topic")
    topic = git_repo.commit("work", {"b": "1\n"})
    git_repo.switch("main")
    merge = git_repo.merge("topic")
    reader = open_repo(git_repo.path)
    assert [reader.is_movement(merge, one) for one in (merge, topic, root)] == [True, False, True]
    assert (reader.count_landed("main"), reader.commit_id("main")) == (2, merge)


def test_the_reviewed_change_is_named_by_gits_own_bytes(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n", "b c": "1\n", "gone": "1\n", "mode": "1\n"})
    git_repo.switch("topic")
    git_repo.git("update-index", "--chmod=+x", "mode")
    git_repo.commit("work", {"a": "2\n", "gone": None, "new\tname": "1\n", "ü": "1\n", "moved": "1\n"})
    git_repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib")
    git_repo.git("commit", "--quiet", "--message", "lib")
    reader = open_repo(git_repo.path)
    options = ("-r", "--raw", "-z", "--no-renames", "--full-index")
    said = git_repo.git("diff-tree", *options, "main", "topic").encode("utf-8", "surrogateescape")
    expected = sha256(said).hexdigest()
    tree = reader.tree_id("topic")
    found = reader.reviewed(git_repo.rev("main"), tree)
    assert found.diff == expected
    change, _ = reader.change(reader.resolve("main..topic"))
    assert change.diff == expected
    assert {each.path for each in found.files} == {each.path for each in change.files}
    assert {each.added_lines for each in found.files} == {None}
    assert reader.reviewed(git_repo.rev("main"), reader.tree_id("main")) == (sha256(b"").hexdigest(), ())
    whole = git_repo.git("diff-tree", *options, EMPTY_TREE["sha1"], "main").encode()
    assert reader.reviewed("", reader.tree_id("main")).diff == sha256(whole).hexdigest()
    with pytest.raises(ReadError):
        reader.reviewed(git_repo.rev("main"), "1" * 40)


def test_a_conflict_leaves_no_reviewed_change(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n"})
    git_repo.switch("topic")
    git_repo.commit("work", {"a": "2\n"})
    git_repo.switch("main")
    git_repo.commit("against", {"a": "3\n"})
    reader = open_repo(git_repo.path)
    assert reader.change(reader.resolve("main..topic"))[0].diff == ""


def test_which_commits_are_here_and_what_they_are_on(git_repo: GitRepo, open_repo: Open) -> None:
    first = git_repo.commit("start", {"a": "1\n"})
    second = git_repo.commit("next", {"a": "2\n"})
    reader = open_repo(git_repo.path)
    asked = [second, first, second, "1" * 40, git_repo.rev("main^{tree}"), "main", "", first[:12]]
    assert reader.present(asked) == {first, second}
    assert reader.parents(second) == (first,)
    assert reader.parents(first) == ()
    with pytest.raises(ReadError, match="missing"):
        reader.parents("1" * 40)
