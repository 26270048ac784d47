"""Is the right repository found from wherever one stands, or its absence explained?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate, shallow_commits
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError, ReadError

Open = Callable[[Path], GitRepository]


def start(repo: GitRepo) -> None:
    repo.commit("start", {"deep/er/a": "1\n"})


def test_from_a_subfolder(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    found = locate(str(git_repo.path / "deep/er"))
    assert (found.work_tree, found.common_folder) == (str(git_repo.path), str(git_repo.path / ".git"))
    assert (found.hash_name, found.id_length, found.is_bare) == ("sha1", 40, False)
    assert open_repo(git_repo.path / "deep").read("HEAD", "deep/er/a") == b"1\n"


def test_a_worktree_shares_the_objects_and_has_an_index_of_its_own(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.git("worktree", "add", "--quiet", "-b", "side", "../side")
    (git_repo.path / "../side/new").write_text("x\n")
    git_repo.git("-C", "../side", "add", "new")
    side = git_repo.path.parent / "side"
    assert locate(str(side)).common_folder == str(git_repo.path / ".git")
    reader = open_repo(side)
    assert [one.path for one in reader.change(reader.resolve(None, staged=True))[0].files] == ["new"]
    assert reader.private_area() == str(git_repo.path / ".git/paraph")


def test_a_bare_repository(make_repo: Callable[..., GitRepo]) -> None:
    bare = make_repo("bare.git", bare=True)
    found = locate(str(bare.path))
    assert (found.is_bare, found.work_tree, found.git_folder) == (True, "", str(bare.path))


def test_inside_a_git_folder_there_is_no_work_tree(git_repo: GitRepo) -> None:
    assert locate(str(git_repo.path / ".git/refs")).work_tree == ""


def test_a_submodule_is_a_repository_of_its_own(git_repo: GitRepo, make_repo: Callable[..., GitRepo]) -> None:
    start(git_repo)
    outer = make_repo("outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(git_repo.path), "inner")
    found = locate(str(outer.path / "inner"))
    assert found.git_folder == str(outer.path / ".git/modules/inner")
    assert found.work_tree == str(outer.path / "inner")


def test_the_variables_of_a_hook_are_heeded(
    git_repo: GitRepo, open_repo: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(git_repo)
    quarantine = tmp_path / "quarantine"
    quarantine.mkdir()
    own = str(git_repo.path / ".git/objects")
    held = {"GIT_OBJECT_DIRECTORY": str(quarantine), "GIT_ALTERNATE_OBJECT_DIRECTORIES": own}
    monkeypatch.setenv("GIT_DIR", str(git_repo.path / ".git"))
    for name, value in held.items():
        monkeypatch.setenv(name, value)
    blob = git_repo.blob("pushed\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    reader = open_repo(elsewhere)
    assert reader.location.objects == (str(quarantine), own)
    assert list(reader.blobs([blob], max_bytes=100)) == [(blob, b"pushed\n")]
    assert [one.name for one in reader.tips()] == ["refs/heads/main"]


def test_an_index_named_by_a_hook_is_the_one_that_counts(
    git_repo: GitRepo, open_repo: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(git_repo)
    index = str(git_repo.path / ".git/next-index")
    git_repo.git("read-tree", "HEAD", env={"GIT_INDEX_FILE": index})
    git_repo.git(
        "update-index", "--add", "--cacheinfo", f"100644,{git_repo.blob('x')},new", env={"GIT_INDEX_FILE": index}
    )
    monkeypatch.setenv("GIT_INDEX_FILE", index)
    monkeypatch.chdir(git_repo.path)
    reader = open_repo(git_repo.path)
    assert [one.path for one in reader.change(reader.resolve(None, staged=True))[0].files] == ["new"]


def test_a_folder_that_was_named_is_that_repository_whatever_the_environment_says(
    git_repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = GitRepo(tmp_path / "other")
    start(other)
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", str(other.path / ".git/objects"))
    found = locate(str(git_repo.path))
    assert found.git_folder == str(git_repo.path / ".git")
    assert found.objects == (str(git_repo.path / ".git/objects"),)


def test_no_repository_says_so(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(InputError) as error:
            locate(str(folder))
        assert error.value.problems[0].code == "P0501"


def test_a_repository_of_another_user_is_read_only_where_its_reader_trusts_it(
    git_repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(git_repo.path)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr("paraph.adapters.git.runner.PLACE_VARIABLES", ("GIT_TEST_ASSUME_DIFFERENT_OWNER",))
    with pytest.raises(ReadError, match="another user") as error:
        locate(str(git_repo.path))
    assert "safe.directory" in error.value.problems[0].fix
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[safe]\n\tdirectory = {git_repo.path}\n[core]\n\tfsmonitor = touch owned\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert locate(str(git_repo.path)).work_tree == str(git_repo.path)


def test_a_broken_repository_says_what_git_said(git_repo: GitRepo) -> None:
    (git_repo.path / ".git/config").write_text("[core\n")
    with pytest.raises(ReadError, match="config"):
        locate(str(git_repo.path))


def test_the_shallow_boundary(tmp_path: Path) -> None:
    path = tmp_path / "shallow"
    assert shallow_commits(str(path)) == ("", frozenset())
    path.write_text("a\nb\n")
    assert shallow_commits(str(path)) == (str(path), frozenset("ab"))
    path.unlink()
    path.mkdir()
    with pytest.raises(ReadError, match="unreadable"):
        shallow_commits(str(path))
