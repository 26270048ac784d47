"""Are branches and tags listed as they are, and the default branch found?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.references import Reference, current_branch, default_branch, near, references


def test_tags_lead_to_what_they_are_put_on(git_repo: GitRepo) -> None:
    head = git_repo.commit("start")
    git_repo.git("tag", "--annotate", "--message=x", "v1")
    git_repo.git("tag", "v2")
    location = locate(str(git_repo.path))
    assert references(location, "refs/tags/") == [
        Reference("refs/tags/v1", head, ""), Reference("refs/tags/v2", head, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("branches", "expected"),
    [
        (["master", "topic"], "refs/heads/master"),
        (["topic", "trunk", "master"], "refs/heads/master"),
        (["only"], "refs/heads/only"),
        (["one", "two"], None),
        (["one", "origin/main", "main"], "refs/remotes/origin/main"),
    ],
)
def test_the_default_branch(git_repo: GitRepo, branches: list[str], expected: str | None) -> None:
    head = git_repo.commit("start")
    git_repo.git("switch", "--quiet", "--detach")
    git_repo.git("branch", "--delete", "--force", "main")
    for branch in branches:
        space = "refs/remotes/" if branch.startswith("origin/") else "refs/heads/"
        git_repo.git("update-ref", space + branch, head)
    found = default_branch(locate(str(git_repo.path)))
    assert (found.name if found else None) == expected


def test_the_remotes_head_wins(git_repo: GitRepo) -> None:
    head = git_repo.commit("start")
    git_repo.git("update-ref", "refs/remotes/origin/develop", head)
    git_repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop")
    assert default_branch(locate(str(git_repo.path))) == Reference("refs/remotes/origin/develop", head, "")


def test_a_bare_repositorys_own_head_counts(git_repo: GitRepo, tmp_path: Path) -> None:
    git_repo.commit("start")
    git_repo.git("branch", "odd")
    git_repo.git("clone", "--quiet", "--bare", str(git_repo.path), "../bare.git")
    git_repo.git("-C", "../bare.git", "symbolic-ref", "HEAD", "refs/heads/odd")
    found = default_branch(locate(str(tmp_path / "bare.git")))
    assert found is not None
    assert found.name == "refs/heads/odd"


def test_the_current_branch(git_repo: GitRepo) -> None:
    git_repo.commit("start")
    assert current_branch(locate(str(git_repo.path))) == "refs/heads/main"
    git_repo.git("switch", "--quiet", "--detach")
    assert current_branch(locate(str(git_repo.path))) == ""


def test_near_names(git_repo: GitRepo) -> None:
    git_repo.commit("start")
    git_repo.git("branch", "feature/payments")
    assert near(locate(str(git_repo.path)), "feature/payment") == ["feature/payments"]
    git_repo.git("update-ref", "refs/remotes/origin/stable", "HEAD")
    assert near(locate(str(git_repo.path)), "stable") == ["origin/stable"]
