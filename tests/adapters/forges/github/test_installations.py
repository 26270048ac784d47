"""Are exactly the repositories known that the app was given, and the members of teams?"""

from __future__ import annotations

import pytest

from forges.github_stage import GitHubStage
from paraph.adapters.forges.github.installations import installation_of, read_members, read_repositories
from paraph.ports.forge import ForgeError, Member

pytestmark = pytest.mark.enable_socket


def test_repositories_of_all_installations(stage: GitHubStage) -> None:
    stage.fake.add_repo("other/tool", 78, default_branch="trunk", is_archived=True)
    found = {repository.key: repository for repository in read_repositories(stage.forge.api)}
    assert found.keys() == {"github:acme/app", "github:other/tool"}
    other = found["github:other/tool"]
    assert (other.account, other.target, other.is_on) == ("78", "refs/heads/trunk", False)
    assert (other.id, other.url) == (str(stage.fake.state.repos["other/tool"].id), f"{stage.fake.url}/other/tool")
    stage.fake.state.suspended.add(78)
    assert [repository.key for repository in read_repositories(stage.forge.api)] == ["github:acme/app"]


def test_more_repositories_than_a_page(stage: GitHubStage) -> None:
    for number in range(120):
        stage.fake.add_repo(f"acme/r{number}")
    assert len(list(read_repositories(stage.forge.api))) == 121


def test_members_of_a_team(stage: GitHubStage) -> None:
    found = list(read_members(stage.forge.api, "acme/seniors"))
    assert found == [Member("github:grace", "acme/seniors"), Member("github:joan", "acme/seniors")]
    for team in ("acme/nobody", "elsewhere/seniors"):
        with pytest.raises(ForgeError) as caught:
            list(read_members(stage.forge.api, team))
        assert caught.value.is_gone


def test_the_installation_of_a_repository(stage: GitHubStage) -> None:
    assert installation_of(stage.forge.api, "/repos/acme/app") == "77"
    number = stage.propose()
    unknown = stage.repository._replace(account="", id="")
    assert stage.forge.proposal(unknown, number).number == number
