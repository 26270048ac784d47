"""Does a try of the merge queue name all changes that would land with it?"""

from __future__ import annotations

import pytest

from forges.github_stage import GitHubStage
from paraph.ports.forge import ForgeError, Hint, MergeGroup

pytestmark = pytest.mark.enable_socket
BASE = "b" * 40


def hint(stage: GitHubStage, head: str, base: str = BASE, number: int = 1, target: str = "main") -> Hint:
    payload = stage.webhooks.merge_group(head, base, number, target)
    from paraph.adapters.forges.github.hints import hint_of

    return hint_of("d-1", "merge_group", payload, "424242")


@pytest.fixture
def heads(stage: GitHubStage) -> list[str]:
    for _ in range(3):
        stage.propose()
    return stage.acts.enqueue(1, 2, 3, base=BASE)


def test_one_change(stage: GitHubStage, heads: list[str]) -> None:
    found = stage.forge.merge_group(stage.repository, hint(stage, heads[0]))
    assert found == MergeGroup(heads[0], "refs/heads/main", BASE, ("1",))


def test_several_changes_in_their_order(stage: GitHubStage, heads: list[str]) -> None:
    found = stage.forge.merge_group(stage.repository, hint(stage, heads[2], number=3))
    assert (found.base_head, found.numbers) == (BASE, ("1", "2", "3"))
    found = stage.forge.merge_group(stage.repository, hint(stage, heads[2], heads[0], 3))
    assert (found.base_head, found.numbers) == (heads[0], ("2", "3"))


def test_without_a_base_the_whole_queue_before_it_counts(stage: GitHubStage, heads: list[str]) -> None:
    bare = Hint("1", "merge_group", "merge_group", "github:acme/app", head=heads[1], ref=hint(stage, heads[1]).ref)
    assert stage.forge.merge_group(stage.repository, bare).numbers == ("1", "2")


def test_one_that_has_left_the_queue(stage: GitHubStage, heads: list[str]) -> None:
    stage.repo.queue.clear()
    with pytest.raises(ForgeError) as caught:
        stage.forge.merge_group(stage.repository, hint(stage, heads[0]))
    assert caught.value.is_gone


def test_a_base_that_the_queue_does_not_know(stage: GitHubStage, heads: list[str]) -> None:
    with pytest.raises(ForgeError, match="not what the merge queue builds on"):
        stage.forge.merge_group(stage.repository, hint(stage, heads[1], "c" * 40))


def test_a_change_for_another_branch(stage: GitHubStage, heads: list[str]) -> None:
    with pytest.raises(ForgeError):
        stage.forge.merge_group(stage.repository, hint(stage, heads[0], target="release"))


def test_a_queue_that_runs_in_a_circle(stage: GitHubStage, heads: list[str]) -> None:
    stage.repo.queue[0]["baseCommit"]["oid"] = heads[2]
    with pytest.raises(ForgeError):
        stage.forge.merge_group(stage.repository, hint(stage, heads[2]))


@pytest.mark.parametrize("ref", ["", "refs/heads/main", "refs/heads/gh-readonly-queue/main/pr-x-1"])
def test_a_ref_that_is_of_no_queue(stage: GitHubStage, ref: str) -> None:
    with pytest.raises(ForgeError):
        stage.forge.merge_group(stage.repository, Hint("1", "x", "merge_group", head="1" * 40, ref=ref))


def test_a_queue_that_may_not_be_read(stage: GitHubStage, heads: list[str]) -> None:
    stage.repo.name = "acme/renamed"
    del stage.fake.state.repos["acme/app"]
    with pytest.raises(ForgeError):
        stage.forge.merge_group(stage.repository, hint(stage, heads[0]))
    assert all("does not exist" in each for each in stage.fake.wrong)
    stage.fake.wrong.clear()
