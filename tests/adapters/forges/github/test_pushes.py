"""Is whoever moved a branch known, also where no webhook told of it?"""

from __future__ import annotations

from typing import Any

import pytest

from forges.github_stage import GitHubStage

pytestmark = pytest.mark.enable_socket
TOPIC = "refs/heads/topic-1"


def pushes(stage: GitHubStage, ref: str = TOPIC) -> dict[str, str]:
    return dict(stage.forge.pushes(stage.repository, ref))


def test_by_the_commit_that_it_was_moved_to(stage: GitHubStage) -> None:
    first = stage.head(stage.propose("ada"))
    second = stage.acts.push(1, by="grace")
    stage.propose("joan")
    assert pushes(stage) == {first: "github:ada", second: "github:grace"}
    assert pushes(stage, "refs/heads/none") == {}


def test_of_a_fork_it_knows_nothing(stage: GitHubStage) -> None:
    stage.acts.propose("ada", fork="ada/app")
    assert pushes(stage) == {}


@pytest.mark.parametrize(
    "odd", [{"activity_type": "pr_merge"}, {"actor": None}, {"after": "x"}, {"ref": "refs/heads/other"}, {"ref": None}]
)
def test_what_is_no_push_of_it(stage: GitHubStage, odd: dict[str, Any]) -> None:
    stage.propose("ada")
    stage.repo.activities[0] |= odd
    stage.fake.lies["/repos/acme/app/activity"] = list(stage.repo.activities)
    assert pushes(stage) == {}
