"""What a push has brought, and where the refs stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.location import locate
from paraph.adapters.git.receiving import KEPT, GitReceiving
from paraph.core.errors import ReadError

MAIN = "refs/heads/main"


@pytest.fixture
def here(git_repo: GitRepo) -> Iterator[GitReceiving]:
    git_repo.commit("one", {"a": "1"})
    git_repo.switch("side", "main")
    git_repo.commit("side", {"b": "1"})
    git_repo.switch("main")
    git_repo.commit("two", {"a": "2"})
    git_repo.merge("side")
    found = GitReceiving(locate(str(git_repo.path)))
    yield found
    found.close()


def test_refs_and_what_they_lead_to(here: GitReceiving, git_repo: GitRepo) -> None:
    git_repo.git("tag", "-a", "v1", "-m", "one", "main~1")
    git_repo.git("tag", "blob", git_repo.rev("main:a"))
    assert here.value_of(MAIN) == git_repo.rev("main")
    assert here.value_of("refs/heads/none") == ""
    assert here.commit_of(here.value_of("refs/tags/v1")) == git_repo.rev("main~1")
    assert here.commit_of(here.value_of("refs/tags/blob")) == ""
    assert here.commit_of("1" * 40) == ""
    assert here.tips([MAIN, "refs/tags/v*"]).keys() == {MAIN, "refs/tags/v1"}
    assert here.tips(["refs/heads/s*"]).keys() == {"refs/heads/side"}
    assert here.tips(["refs/heads/*", "refs/heads/none/*"]).keys() == {MAIN, "refs/heads/side"}


def test_the_chain_follows_first_parents(here: GitReceiving, git_repo: GitRepo) -> None:
    base = git_repo.rev("main~2")
    chain = here.chain(base, git_repo.rev("main"), 10)
    assert [link.commit for link in chain] == [git_repo.rev("main~1"), git_repo.rev("main")]
    assert chain[1].parents == (git_repo.rev("main~1"), git_repo.rev("side"))
    assert chain[0].tree == git_repo.rev("main~1^{tree}")
    assert len(here.chain("", git_repo.rev("main"), 10)) == 3
    assert len(here.chain("", git_repo.rev("main"), 2)) == 2
    assert here.chain(git_repo.rev("main"), base, 10) == ()
    assert here.is_behind(base, git_repo.rev("main"))
    assert not here.is_behind(git_repo.rev("main"), base)


def test_a_new_branch_forks_where_another_one_was(here: GitReceiving, git_repo: GitRepo) -> None:
    main, side = git_repo.rev("main"), git_repo.rev("side")
    assert here.fork([main], main) == main
    assert here.fork([main], side) == git_repo.rev("main~2")
    assert here.fork([], side) == ""
    assert here.fork([main], git_repo.raw_commit(git_repo.rev("main^{tree}"), "root")) == ""


def test_new_commits_are_those_that_no_ref_reaches(here: GitReceiving, git_repo: GitRepo) -> None:
    new = git_repo.raw_commit(git_repo.rev("main^{tree}"), "new", "main")
    newer = git_repo.raw_commit(git_repo.rev("main^{tree}"), "newer", new)
    assert set(here.new_commits([newer], 10).ids) == {new, newer}
    git_repo.git("tag", "-a", "-m", "x", "t", newer)
    tag, blob = git_repo.rev("t"), git_repo.rev("main:a")
    git_repo.git("tag", "-d", "t")
    assert set(here.new_commits([blob, tag, git_repo.rev("main^{tree}")], 10).ids) == {new, newer}
    assert here.new_commits([newer], 1) == ((newer,), False)
    assert here.new_commits([git_repo.rev("side")], 10).ids == () == here.new_commits([], 10).ids
    with pytest.raises(ReadError):
        here.new_commits(["1" * 40], 10)


def test_packed_refs_are_looked_up_whole(here: GitReceiving, git_repo: GitRepo) -> None:
    tip = git_repo.rev("main")
    assert not here.is_packed(MAIN, tip)
    git_repo.git("pack-refs", "--all")
    assert here.is_packed(MAIN, tip)
    assert not here.is_packed("refs/heads/mai", tip)
    assert not here.is_packed(MAIN, git_repo.rev("main~1"))


def test_commits_are_compared_at_paths(here: GitReceiving, git_repo: GitRepo) -> None:
    one, two = git_repo.rev("main~2"), git_repo.rev("main")
    assert here.is_same(one, two, ["c", ".paraph"])
    assert not here.is_same(one, two, ["c", "a"])
    with pytest.raises(ReadError):
        here.is_same(one, "1" * 40, ["a"])


def test_commits_are_kept_where_they_are_here(
    here: GitReceiving, git_repo: GitRepo, make_repo: Callable[..., GitRepo]
) -> None:
    lone = git_repo.raw_commit(git_repo.rev("main^{tree}"), "lone")
    here.keep([lone, "1" * 40, lone])
    here.keep([lone])
    assert here.value_of(f"{KEPT}{lone}") == lone
    assert here.value_of(f"{KEPT}{'1' * 40}") == ""


def test_git_says_its_version(here: GitReceiving) -> None:
    assert here.git_version()[0].isdigit()
