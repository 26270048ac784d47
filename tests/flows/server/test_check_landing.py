from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.flows.server.check_landing import Landing, landed_as


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    """`topic` is two commits ahead of where it left `main`, which has moved on elsewhere; `ahead` is on top of main."""
    git_repo.commit("start", {"a": "1\n", "b": "1\n", "c": "1\n"})
    git_repo.switch("topic")
    git_repo.commit("one", {"a": "2\n"})
    git_repo.commit("two", {"d": "1\n"})
    git_repo.switch("main")
    git_repo.commit("elsewhere", {"b": "2\n"})
    git_repo.switch("ahead")
    git_repo.commit("one", {"a": "2\n"})
    git_repo.switch("main")
    return git_repo


def landed(repo: GitRepo, head: str, new: str, base: str = "main") -> Landing:
    with GitRepository(str(repo.path)) as reader:
        return landed_as(reader, repo.rev(base), repo.rev(head), repo.rev(new))


def way(repo: GitRepo, name: str) -> str:
    repo.switch(name, "main")
    return name


def test_every_form_of_landing_is_approved_by_its_tree(repo: GitRepo) -> None:
    way(repo, "merged")
    repo.merge("topic")
    way(repo, "rebased")
    repo.git("cherry-pick", "main~1..topic")
    tree = repo.rev("merged^{tree}")
    repo.git("branch", "squashed", repo.raw_commit(tree, "squashed", repo.rev("main")))
    for new, form in (("merged", "merge"), ("rebased", "rebase"), ("squashed", "squash")):
        found = landed(repo, "topic", new)
        assert found == Landing(form, True, tree, tree)  # type: ignore[arg-type]
    assert landed(repo, "ahead", "ahead")[:2] == ("forward", True)
    assert landed(repo, "topic", "rebased").found_tree == tree


@pytest.mark.parametrize("files", [{"e": "slipped\n"}, {"a": "3\n"}, {"c": None}], ids=["new", "edit", "erased"])
@pytest.mark.parametrize("form", ["merge", "squash", "rebase", "forward"])
def test_what_was_not_approved_is_named(repo: GitRepo, form: str, files: dict[str, str | None]) -> None:
    way(repo, "landing")
    if form == "merge":
        repo.git("merge", "--quiet", "--no-ff", "--no-commit", "topic")
        repo.commit("Merge branch 'topic'", files)
    elif form == "rebase":
        repo.git("cherry-pick", "main~1..topic")
        repo.commit("more", files)
    else:
        repo.git("merge", "--quiet", "--squash", "topic")
        repo.commit("all", files)
    found = landed(repo, "topic", "landing")
    assert (found.form, found.is_approved) == (form if form != "forward" else "squash", False)
    assert found.paths == tuple(files)
    assert found.why == f"the landed tree is not the approved one: {next(iter(files))}"
    assert found.expected_tree not in (None, found.found_tree)


def test_a_queue_that_built_on_a_wrong_base_takes_something_back(repo: GitRepo) -> None:
    stale = repo.raw_commit(repo.rev("topic^{tree}"), "squashed on a stale base", repo.rev("main"))
    repo.git("branch", "stale", stale)
    found = landed(repo, "topic", "stale")
    assert (found.form, found.is_approved, found.paths) == ("squash", False, ("b",))


def test_the_old_tip_must_be_on_the_first_parent_chain(repo: GitRepo) -> None:
    repo.switch("foxtrot", "topic")
    repo.merge("main")
    for head, new in (("topic", "foxtrot"), ("foxtrot", "foxtrot"), ("topic", "topic"), ("main", "main~1")):
        found = landed(repo, head, new)
        assert (found.form, found.is_approved) == ("other", False), new
        assert found.why == "the old tip is not on the new tip's first-parent chain"


def test_a_chain_longer_than_what_is_walked_at_hand_is_asked_of_git(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paraph.flows.server.check_landing.NEAR", 1)
    way(repo, "rebased")
    repo.git("cherry-pick", "main~1..topic")
    assert landed(repo, "topic", "rebased")[:2] == ("rebase", True)
    repo.switch("foxtrot", "topic")
    repo.merge("main")
    assert landed(repo, "topic", "foxtrot").form == "other"


def test_what_does_not_merge_any_more_is_not_approved(repo: GitRepo) -> None:
    way(repo, "against")
    repo.commit("conflict", {"a": "9\n"})
    found = landed(repo, "topic", "topic", base="against")
    assert found.form == "other"
    merged = repo.raw_commit(repo.rev("topic^{tree}"), "forced", repo.rev("against"), repo.rev("topic"))
    repo.git("branch", "forced", merged)
    found = landed(repo, "topic", "forced", base="against")
    assert (found.form, found.is_approved, found.expected_tree) == ("merge", False, None)
    assert "conflicts with its target in a" in found.why


def test_the_first_commits_of_a_branch_are_what_they_are(repo: GitRepo) -> None:
    with GitRepository(str(repo.path)) as reader:
        found = landed_as(reader, "", repo.rev("topic"), repo.rev("topic"))
        assert found[:2] == ("forward", True)
        assert not landed_as(reader, "", repo.rev("topic"), repo.rev("main")).is_approved


def test_many_paths_are_named_by_the_first(repo: GitRepo) -> None:
    way(repo, "landing")
    repo.git("merge", "--quiet", "--squash", "topic")
    repo.commit("all", dict.fromkeys("uvwxyz", "x\n"))
    assert landed(repo, "topic", "landing").why.endswith("u, v, w and 3 more")
