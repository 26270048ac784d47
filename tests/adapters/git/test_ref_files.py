from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.receiving import GitReceiving
from paraph.adapters.git.ref_files import value_in_files

MAIN = "refs/heads/main"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return GitRepo(tmp_path / "shop.git", bare=True)


def head(repo: GitRepo, folder: Path) -> str:
    work = GitRepo(folder / "work")
    commit = work.commit("first", {"a": "a\n"})
    work.git("push", "--quiet", str(repo.path), "main", "main:topic/one")
    return commit


@pytest.mark.parametrize("ref", [MAIN, "refs/heads/topic/one", "refs/heads/topic", "refs/heads/gone", "refs/tags/v1.0"])
@pytest.mark.parametrize("form", ["loose", "packed", "both"])
def test_it_says_what_git_says(repo: GitRepo, tmp_path: Path, ref: str, form: str) -> None:
    first = head(repo, tmp_path)
    repo.git("tag", "v1.0", first)
    if form != "loose":
        repo.git("pack-refs", "--all")
    if form == "both":
        later = repo.git("commit-tree", "-m", "later", f"{first}^{{tree}}").strip()
        repo.git("update-ref", MAIN, later)
    told = repo.git("for-each-ref", "--format=%(objectname)", "--", ref).split()
    expected = told[0] if told and ref != "refs/heads/topic" else ""
    assert value_in_files(str(repo.path), ref) == expected
    assert GitReceiving(locate(str(repo.path))).value_of(ref) == expected


@pytest.mark.parametrize("content", ["ref: refs/heads/other\n", "no id\n", "", "0" * 40 + "\n"])
def test_what_is_not_plain_is_left_to_git(repo: GitRepo, tmp_path: Path, content: str) -> None:
    head(repo, tmp_path)
    (repo.path / MAIN).write_text(content)
    assert value_in_files(str(repo.path), MAIN) is None


@pytest.mark.parametrize("ref", ["main", "HEAD", "refs/heads/../../config", "refs/heads/a b", "refs//heads/main",
                                 "refs/heads/é", "refs/heads/main.lock", "refs/heads/.hidden", ""])  # fmt: skip
def test_odd_names_are_left_to_git(repo: GitRepo, tmp_path: Path, ref: str) -> None:
    head(repo, tmp_path)
    assert value_in_files(str(repo.path), ref) is None


def test_another_way_to_keep_refs_is_left_to_git(repo: GitRepo) -> None:
    (repo.path / "reftable").mkdir()
    assert value_in_files(str(repo.path), MAIN) is None
