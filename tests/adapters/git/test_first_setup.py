"""A server guards a bare, whole repository, and begins with a commit that is named in full."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.first_setup import commit_named, head_branch, refuse_unfit
from paraph.adapters.git.location import locate
from paraph.core.errors import InputError


def test_a_work_tree_is_no_server(git_repo: GitRepo, make_repo: Callable[..., GitRepo]) -> None:
    with pytest.raises(InputError) as caught:
        refuse_unfit(locate(str(git_repo.path)))
    assert caught.value.problems[0].code == "P0913"
    bare = locate(str(make_repo("s.git", bare=True).path))
    refuse_unfit(bare)
    assert head_branch(bare) == "refs/heads/main"


def test_a_shallow_repository_cannot_judge(git_repo: GitRepo, make_repo: Callable[..., GitRepo]) -> None:
    git_repo.commit("one")
    git_repo.commit("two")
    bare = make_repo("s.git", bare=True)
    bare.git("fetch", "--quiet", "--depth=1", f"file://{git_repo.path}", "main")
    with pytest.raises(InputError):
        refuse_unfit(locate(str(bare.path)))


def test_a_detached_head_names_no_branch(make_repo: Callable[..., GitRepo], git_repo: GitRepo) -> None:
    bare = make_repo("s.git", bare=True)
    git_repo.commit("one")
    bare.git("fetch", "--quiet", str(git_repo.path), "main")
    bare.git("update-ref", "--no-deref", "HEAD", "FETCH_HEAD")
    with pytest.raises(InputError) as caught:
        head_branch(locate(str(bare.path)))
    assert caught.value.problems[0].code == "P0915"


@pytest.mark.parametrize("typed", ["", "HEAD", "1" * 39, "1" * 64, "0" * 40, "g" * 40])
def test_a_first_commit_is_named_in_full(git_repo: GitRepo, typed: str) -> None:
    location = locate(str(git_repo.path))
    with pytest.raises(InputError) as caught:
        commit_named(location, typed)
    assert caught.value.problems[0].code == "P0916"
    assert commit_named(location, " " + "AB" * 20 + "\n") == "ab" * 20
