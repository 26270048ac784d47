"""Are those asked who can be, and is it said who cannot?"""

from __future__ import annotations

import pytest

from forges.github_stage import GitHubStage
from paraph.adapters.forges.github.reviewers import still_to_ask
from paraph.core.model.proposal import Proposal
from paraph.ports.forge import ForgeError

CHANGE = Proposal("github:acme/app", "1", "1" * 40, "refs/heads/main", author="github:ada", asked=("github:grace",))


@pytest.mark.parametrize(
    ("accounts", "logins"),
    [
        (["github:joan"], ("joan",)), (["github:Grace"], ()), (["github:ADA"], ()), (["gitlab:joan"], ()),
        (["github:joan", "github:JOAN"], ("joan",)), (["github:x/../y"], ()), (["github:ci[bot]"], ()),
        ([f"github:p{n}" for n in range(30)], tuple(f"p{n}" for n in range(14))),
    ],
)  # fmt: skip
def test_who_is_left_to_ask(accounts: list[str], logins: tuple[str, ...]) -> None:
    assert still_to_ask(CHANGE, accounts) == logins


@pytest.mark.enable_socket
def test_one_who_cannot_be_asked_does_not_stop_the_others(stage: GitHubStage) -> None:
    number = stage.propose()
    stage.repo.collaborators = {"grace", "joan"}
    with pytest.raises(ForgeError, match="does not let mallory be asked"):
        stage.forge.ask(stage.repository, number, ["github:grace", "github:mallory", "github:joan"])
    assert stage.repo.pulls[1].requested == ["grace", "joan"]
    with pytest.raises(ForgeError, match="422"):
        stage.forge.ask(stage.repository, number, ["github:mallory"])
    assert all("422" in each for each in stage.fake.wrong)
    stage.fake.wrong.clear()
