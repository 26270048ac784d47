from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.gitlab_stage import GitLabStage, gitlab
from paraph.adapters.forges.gitlab.merge_request import LATELY_SECONDS, landed_as
from paraph.ports.forge import ForgeError

pytestmark = pytest.mark.enable_socket
A, B, C = ("a" * 40, "b" * 40, "c" * 40)


@pytest.fixture
def stage() -> Iterator[GitLabStage]:
    with gitlab() as made:
        yield made


@pytest.mark.parametrize(
    ("said", "commit"),
    [
        ({"merge_commit_sha": A, "squash_commit_sha": B, "sha": C}, A),
        ({"merge_commit_sha": None, "squash_commit_sha": B, "sha": C}, B),
        ({"sha": C}, C),
    ],
)
def test_how_it_landed(said: dict[str, str], commit: str) -> None:
    assert landed_as(said) == commit


def test_those_that_landed_long_ago_are_not_listed(stage: GitLabStage) -> None:
    old, new = stage.propose(), stage.propose()
    for number in (old, new):
        stage.land(number)
    stage.lab.requests[int(old)]["updated_at"] = "2026-01-01T00:00:00Z"
    stage.time = float(stage.lab.now + LATELY_SECONDS - 60)
    assert [(known.number, known.state) for known in stage.forge.open_changes(stage.repository)] == [(new, "landed")]


@pytest.mark.parametrize("lie", [{"sha": ""}, {"sha": "x"}, {"target_branch": ".."}, {"sha": None}])
def test_a_lie_is_no_answer(stage: GitLabStage, lie: dict[str, object]) -> None:
    number = stage.propose()
    stage.lab.requests[int(number)] |= lie
    with pytest.raises(ForgeError):
        stage.forge.proposal(stage.repository, number)
    with pytest.raises(ForgeError):
        list(stage.forge.open_changes(stage.repository))


def test_our_own_status_is_no_check_and_whoever_posted_is_told(stage: GitLabStage) -> None:
    number = stage.propose()
    stage.conclude(number, "paraph", "success")
    stage.conclude(number, "tests", "failure")
    (check,) = stage.forge.proposal(stage.repository, number).checks
    assert (check.name, check.conclusion, check.app) == ("tests", "failure", "ci-bot")
