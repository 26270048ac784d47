"""The branch that landed as a squash is told by what would have come of merging it."""

from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.flows.server.landed_head import landed_head


def asked(repo: GitRepo, base: str, new: str) -> str:
    with GitRepository(str(repo.path)) as reader:
        return landed_head(reader, repo.rev(base), repo.rev(new), "refs/heads/main")


def test_the_branch_that_would_merge_to_the_same(git_repo: GitRepo) -> None:
    git_repo.commit("base", {"a": "1\n"})
    git_repo.switch("work", "main")
    git_repo.commit("one", {"b": "1\n"})
    work = git_repo.commit("two", {"b": "2\n"})
    git_repo.switch("other", "main")
    git_repo.commit("three", {"c": "1\n"})
    git_repo.switch("main")
    git_repo.commit("ahead", {"d": "1\n"})
    git_repo.git("merge", "--quiet", "--squash", "work")
    git_repo.commit("squash")
    assert asked(git_repo, "main~1", "main") == work
    assert asked(git_repo, "main", "main") == ""
    assert asked(git_repo, "main~2", "main~1") == ""


def test_a_branch_whose_own_commits_landed_needs_no_search(git_repo: GitRepo) -> None:
    git_repo.commit("base", {"a": "1\n"})
    git_repo.switch("work", "main")
    git_repo.commit("one", {"b": "1\n"})
    git_repo.switch("main")
    git_repo.git("merge", "--quiet", "--no-ff", "-m", "merge", "work")
    assert asked(git_repo, "main~1", "main") == ""


def test_two_branches_that_read_alike_are_none(git_repo: GitRepo) -> None:
    base = git_repo.commit("base", {"a": "1\n"})
    git_repo.switch("work", "main")
    git_repo.commit("one", {"b": "1\n"})
    twin = git_repo.raw_commit(git_repo.rev("work^{tree}"), "twin", base)
    git_repo.git("branch", "twin", twin)
    squash = git_repo.raw_commit(git_repo.rev("work^{tree}"), "squash", base)
    assert asked(git_repo, base, squash) == ""
    git_repo.git("branch", "-D", "twin")
    assert asked(git_repo, base, squash) == git_repo.rev("work")
