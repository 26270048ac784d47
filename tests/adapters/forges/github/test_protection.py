"""Is everything that GitHub enforces found, and what it does not tell left open?"""

from __future__ import annotations

from typing import Any

import pytest

from forges.fake_github import APP_ID
from forges.github_stage import GitHubStage
from paraph.ports.forge import ForgeError, Protection

pytestmark = pytest.mark.enable_socket
MAIN = "refs/heads/main"


def classic(*, app_id: int | None = APP_ID, admins: bool = True, reviews: int = 1, name: str = "Paraph") -> Any:
    return {
        "required_status_checks": {"strict": False, "checks": [{"context": name, "app_id": app_id}]},
        "enforce_admins": {"enabled": admins}, "allow_force_pushes": {"enabled": False},
        "required_pull_request_reviews": {
            "required_approving_review_count": reviews,
            "bypass_pull_request_allowances": {"users": [{"login": "root"}], "teams": [], "apps": [{"slug": "bot"}]},
        },
    }  # fmt: skip


def ruled(stage: GitHubStage, *, app_id: int | None = APP_ID, bypass: Any = ()) -> None:
    check = {"context": "Paraph", **({"integration_id": app_id} if app_id else {})}
    stage.repo.rules["main"] = [
        {"type": "required_status_checks", "ruleset_id": 5, "parameters": {"required_status_checks": [check]}},
        {"type": "pull_request", "ruleset_id": 5, "parameters": {"required_approving_review_count": 2}},
        {"type": "non_fast_forward", "ruleset_id": 5},
    ]
    stage.repo.rulesets[5] = {"id": 5, "enforcement": "active"} | (
        {"bypass_actors": list(bypass)} if bypass is not None else {}
    )


def test_nothing_is_enforced(stage: GitHubStage) -> None:
    assert stage.forge.protection(stage.repository) == Protection(
        MAIN, is_protected=False, requires_check=False, is_pinned=False, requires_review=False, admins_bound=False,
        allows_force=True, others=(),
    )  # fmt: skip


def test_branch_protection(stage: GitHubStage) -> None:
    stage.repo.protection["main"] = classic()
    assert stage.forge.protection(stage.repository) == Protection(
        MAIN, is_protected=True, requires_check=True, is_pinned=True, requires_review=True, admins_bound=True,
        allows_force=False, bypass=("user root (reviews)", "app bot (reviews)"), others=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"app_id": None}, (True, False, True)), ({"app_id": 15_368}, (True, False, True)),
        ({"name": "Other"}, (False, False, False)), ({"admins": False}, (True, True, False)),
    ],
)  # fmt: skip
def test_a_check_that_is_not_ours(stage: GitHubStage, how: dict[str, Any], expected: tuple[bool, ...]) -> None:
    stage.repo.protection["main"] = classic(**how)
    found = stage.forge.protection(stage.repository)
    assert (found.requires_check, found.is_pinned, found.admins_bound) == expected
    assert ("administrators" in found.bypass) is (how.get("admins") is False)


def test_rulesets(stage: GitHubStage) -> None:
    ruled(stage)
    assert stage.forge.protection(stage.repository) == Protection(
        MAIN, is_protected=True, requires_check=True, is_pinned=True, requires_review=True, admins_bound=True,
        allows_force=False, others=(),
    )  # fmt: skip


def test_who_may_go_past_a_ruleset(stage: GitHubStage) -> None:
    actors = [
        {"actor_type": "OrganizationAdmin", "actor_id": None, "bypass_mode": "always"},
        {"actor_type": "Team", "actor_id": 12, "bypass_mode": "exempt"},
    ]
    ruled(stage, bypass=actors)
    found = stage.forge.protection(stage.repository)
    assert (found.admins_bound, found.bypass) == (False, ("OrganizationAdmin (always)", "Team 12 (exempt)"))


def test_a_bypass_list_that_is_not_told(stage: GitHubStage) -> None:
    ruled(stage, bypass=None)
    assert stage.forge.protection(stage.repository).admins_bound is None
    del stage.repo.rulesets[5]
    assert stage.forge.protection(stage.repository).admins_bound is None


def test_what_may_not_be_read_is_none(stage: GitHubStage) -> None:
    stage.fake.trouble = "denied"
    assert stage.forge.protection(stage.repository) == Protection(MAIN)
    stage.fake.trouble = "down"
    with pytest.raises(ForgeError):
        stage.forge.protection(stage.repository)


def test_a_ruleset_is_enough_where_the_protection_is_not_told(stage: GitHubStage) -> None:
    ruled(stage)
    stage.fake.lies["/repos/acme/app/branches/main/protection"] = {}
    found = stage.forge.protection(stage.repository)
    assert (found.requires_check, found.is_pinned, found.admins_bound) == (True, True, True)


def test_other_branches_that_are_protected(stage: GitHubStage) -> None:
    stage.repo.protection |= {"main": classic(), "release/1": classic()}
    assert stage.forge.protection(stage.repository).others == ("refs/heads/release/1",)
