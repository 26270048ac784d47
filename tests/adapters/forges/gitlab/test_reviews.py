from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.gitlab_stage import GitLabStage, gitlab
from paraph.adapters.forges.gitlab.reviews import Version, head_at
from paraph.ports.forge import ForgeError

pytestmark = pytest.mark.enable_socket
THREE = (Version("a", 10), Version("c", 30), Version("b", 20))


@pytest.fixture
def stage() -> Iterator[GitLabStage]:
    with gitlab() as made:
        yield made


@pytest.mark.parametrize(("at", "head"), [(5, ""), (10, "a"), (15, "a"), (20, "a"), (21, "b"), (30, "b"), (99, "c")])
def test_an_approval_speaks_of_what_was_surely_there(at: int, head: str) -> None:
    assert head_at(THREE, at) == head


def test_two_versions_of_one_moment_cannot_be_told_apart() -> None:
    assert head_at((Version("a", 10), Version("b", 10)), 10) == ""


@pytest.mark.parametrize("tells", [True, False])
def test_the_moment_comes_with_the_approval_or_from_the_notes(stage: GitLabStage, tells: bool) -> None:
    stage.lab.tells_moments = tells
    number = stage.propose()
    first = stage.head(number)
    stage.review(number, "grace", "approved")
    second = stage.push(number)
    stage.review(number, "joan", "approved")
    stage.lab.note(int(number), "mallory", "approved this merge request")
    found = stage.forge.proposal(stage.repository, number, checks=False)
    assert {each.account: each.commit for each in found.reviews} == {"gitlab:grace": first, "gitlab:joan": second}
    assert len({each.id for each in found.reviews}) == 2
    again = stage.forge.proposal(stage.repository, number, checks=False)
    assert again.reviews == found.reviews


def test_an_approval_of_which_nobody_knows_when_counts_for_nothing(stage: GitLabStage) -> None:
    stage.lab.tells_moments = False
    number = stage.propose()
    stage.review(number, "grace", "approved")
    stage.lab.notes[int(number)].clear()
    assert stage.forge.proposal(stage.repository, number).reviews == ()


def test_who_wants_changes_is_told(stage: GitLabStage) -> None:
    number = stage.propose()
    stage.forge.ask(stage.repository, number, ["gitlab:grace", "gitlab:nobody"])
    stage.lab.objections[int(number)].add("grace")
    (review,) = stage.forge.proposal(stage.repository, number).reviews
    assert (review.account, review.state, review.commit) == ("gitlab:grace", "changes_requested", stage.head(number))


@pytest.mark.parametrize("lie", [[], [{"id": 1}], [{"head_commit_sha": "x", "created_at": "yesterday"}]])
def test_versions_that_say_nothing_are_no_answer(stage: GitLabStage, lie: list[dict[str, object]]) -> None:
    number = stage.propose()
    stage.review(number, "grace", "approved")
    stage.lab.versions[int(number)] = lie
    with pytest.raises(ForgeError):
        stage.forge.proposal(stage.repository, number)
