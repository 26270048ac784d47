"""Is what a user typed understood, and what is wrong with it said?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError

Open = Callable[[Path], GitRepository]


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    git_repo.commit("start", {"a": "1\n"})
    git_repo.commit("more", {"a": "2\n"})
    git_repo.switch("topic")
    git_repo.commit("work", {"b": "1\n"})
    return git_repo


@pytest.mark.parametrize(
    ("spec", "form", "base", "head", "target", "source"),
    [
        ("main..HEAD", "range", "main", "topic", "refs/heads/main", "refs/heads/topic"),
        ("main...topic", "range", "main", "topic", "refs/heads/main", "refs/heads/topic"),
        ("main..", "range", "main", "topic", "refs/heads/main", "refs/heads/topic"),
        ("main~1..topic", "range", "main~1", "topic", "", "refs/heads/topic"),
        (None, "range", "main", "topic", "refs/heads/main", "refs/heads/topic"),
        ("topic", "range", "main", "topic", "refs/heads/main", "refs/heads/topic"),
        ("refs/heads/topic", "range", "main", "topic", "refs/heads/main", "refs/heads/topic"),
        ("main", "commit", "main~1", "main", "", "refs/heads/main"),
        ("HEAD", "commit", "main", "topic", "", "refs/heads/topic"),
        ("topic~1", "commit", "main~1", "main", "", ""),
        ("v1", "commit", "main", "topic", "", ""),
        ("light..HEAD", "range", "main", "topic", "", "refs/heads/topic"),
    ],
)
def test_forms(
    repo: GitRepo, open_repo: Open, spec: str | None, form: str, base: str, head: str, target: str, source: str
) -> None:
    repo.git("tag", "--annotate", "--message=v1", "v1", "topic")
    repo.git("tag", "light", "main")
    request = open_repo(repo.path).resolve(spec)
    assert request == (form, repo.rev(base), repo.rev(head), target, source)


def test_a_merge_and_a_root(repo: GitRepo, open_repo: Open) -> None:
    repo.switch("main")
    before = repo.rev("HEAD")
    merge = repo.merge("topic")
    reader = open_repo(repo.path)
    assert reader.resolve("HEAD")[:3] == ("merge", before, merge)
    assert reader.resolve("HEAD~2")[:3] == ("commit", "", repo.rev("HEAD~2"))


def test_a_target_replaces_the_base(repo: GitRepo, open_repo: Open) -> None:
    repo.git("branch", "release", "main~1")
    reader = open_repo(repo.path)
    assert reader.resolve(None, "release")[:4] == (
        "range",
        repo.rev("release"),
        repo.rev("topic"),
        "refs/heads/release",
    )
    assert reader.resolve("HEAD", "release")[1] == repo.rev("release")
    with pytest.raises(InputError, match="already names its target"):
        reader.resolve("main..HEAD", "release")


def test_the_remote_says_which_branch_is_the_default(repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", str(repo.path), "../clone")
    request = open_repo(tmp_path / "clone").resolve("origin/main")
    assert (request.target, request.base) == ("refs/remotes/origin/topic", repo.rev("topic"))


def test_work_on_the_default_branch_is_what_is_not_pushed(repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    repo.switch("main")
    repo.git("clone", "--quiet", str(repo.path), "../clone")
    clone = GitRepo(tmp_path / "clone")
    local = clone.commit("local", {"c": "1\n"})
    request = open_repo(clone.path).resolve(None)
    assert request == ("range", repo.rev("main"), local, "refs/remotes/origin/main", "refs/heads/main")


def test_staged_work(repo: GitRepo, open_repo: Open) -> None:
    reader = open_repo(repo.path)
    expected = ("staged", repo.rev("topic"), "", "refs/heads/topic", "refs/heads/topic")
    assert reader.resolve(None, staged=True) == expected
    assert reader.resolve(None, "main", staged=True).target == "refs/heads/main"
    with pytest.raises(InputError, match="two different changes"):
        reader.resolve("main..HEAD", staged=True)


@pytest.mark.parametrize(
    ("spec", "code", "said"),
    [
        ("nope", "P0502", "no revision 'nope'"),
        ("main..nope", "P0502", "no revision 'nope'"),
        ("topik", "P0502", "no revision"),
        ("--output=/x", "P0505", "looks like an option"),
        ("main..--help", "P0505", "looks like an option"),
        ("^main", "P0505", "not one revision"),
        ("main^@", "P0505", "not one revision"),
        ("a..b..c", "P0505", "not one revision"),
        ("ma\nin", "P0505", "not one revision"),
        ("HEAD:b", "P0502", "is not a commit"),
        ("twice..HEAD", "P0503", "ambiguous"),
        ("twice", "P0503", "ambiguous"),
    ],
)
def test_what_is_wrong_is_said(repo: GitRepo, open_repo: Open, spec: str, code: str, said: str) -> None:
    repo.git("config", "core.warnAmbiguousRefs", "false")
    repo.git("branch", "twice", "main")
    repo.git("tag", "twice", "topic")
    with pytest.raises(InputError, match=said) as error:
        open_repo(repo.path).resolve(spec)
    assert error.value.problems[0].code == code
    assert error.value.problems[0].fix


def test_a_near_name_is_offered(repo: GitRepo, open_repo: Open) -> None:
    with pytest.raises(InputError) as error:
        open_repo(repo.path).resolve("topik")
    assert "did you mean topic?" in error.value.problems[0].fix


def test_no_commits_yet(git_repo: GitRepo, open_repo: Open) -> None:
    for spec in ("HEAD", "main..HEAD", None):
        with pytest.raises(InputError, match="no commits yet"):
            open_repo(git_repo.path).resolve(spec)


def test_the_default_branch_itself_is_no_change(repo: GitRepo, open_repo: Open) -> None:
    repo.switch("main")
    with pytest.raises(InputError, match="no change between"):
        open_repo(repo.path).resolve(None)


def test_no_default_branch_asks_for_one(repo: GitRepo, open_repo: Open) -> None:
    repo.git("branch", "--move", "main", "unusual")
    with pytest.raises(InputError, match="plainly the default"):
        open_repo(repo.path).resolve(None)


def test_a_detached_head_has_no_source(repo: GitRepo, open_repo: Open) -> None:
    repo.git("switch", "--quiet", "--detach")
    assert open_repo(repo.path).resolve(None) == ("range", repo.rev("main"), repo.rev("topic"), "refs/heads/main", "")


def test_a_bare_repository_has_no_staged_work(repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", str(repo.path), "../bare.git")
    reader = open_repo(tmp_path / "bare.git")
    assert reader.resolve("main..topic").target == "refs/heads/main"
    assert reader.default_branch() == "refs/heads/topic" or reader.default_branch() == "refs/heads/main"
    with pytest.raises(InputError, match="bare"):
        reader.resolve(None, staged=True)
