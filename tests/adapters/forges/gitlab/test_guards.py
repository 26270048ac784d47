from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.gitlab_stage import GitLabStage, gitlab
from paraph.ports.forge import ForgeError, Protection

pytestmark = pytest.mark.enable_socket
MAIN = "refs/heads/main"


@pytest.fixture
def stage() -> Iterator[GitLabStage]:
    with gitlab() as made:
        yield made


def test_what_is_enforced(stage: GitLabStage) -> None:
    assert stage.forge.protection(stage.repository) == Protection(
        MAIN, is_protected=True, requires_check=True, is_pinned=False, requires_review=True, admins_bound=True,
        allows_force=False, others=(),
    )  # fmt: skip


def test_what_is_not(stage: GitLabStage) -> None:
    level = {"access_level": 40, "access_level_description": "Maintainers"}
    stage.lab.guards["main"] |= {"push_access_levels": [level], "allow_force_push": True}
    stage.lab.project["allow_merge_on_skipped_pipeline"] = True
    stage.lab.rules = None
    found = stage.forge.protection(stage.repository)
    assert found.bypass == ("Maintainers may push",)
    assert (found.requires_check, found.requires_review, found.admins_bound, found.allows_force) == (
        False, None, False, True,
    )  # fmt: skip
    stage.lab.guards.clear()
    bare = stage.forge.protection(stage.repository)
    assert (bare.is_protected, bare.allows_force, bare.admins_bound) == (False, True, False)


def test_what_cannot_be_read_is_told(stage: GitLabStage) -> None:
    stage.trouble("denied")
    with pytest.raises(ForgeError):
        stage.forge.protection(stage.repository)


def test_other_branches_that_are_protected(stage: GitLabStage) -> None:
    stage.lab.guards |= {"release/*": {}, "*-stable": {}}
    assert stage.forge.protection(stage.repository).others == (
        "refs/heads/release/*", "refs/heads/release/*/**", "refs/heads/*-stable", "refs/heads/**/*-stable",
    )  # fmt: skip
