"""Does every event say what to look at again, and none of them more than it knows?"""

from __future__ import annotations

from typing import Any

import pytest

from forges.fake_github import APP_ID
from forges.github_acts import GitHubActs
from forges.github_stage import GitHubStage
from forges.github_webhooks import ZEROS, Webhooks
from paraph.adapters.forges.github.hints import hint_of
from paraph.ports.forge import Hint

pytestmark = pytest.mark.enable_socket
KEY = "github:acme/app"


def read(event: str, payload: Any) -> Hint:
    return hint_of("d-1", event, payload, str(APP_ID))


@pytest.fixture
def hooks(stage: GitHubStage) -> Webhooks:
    stage.propose()
    return stage.webhooks


@pytest.fixture
def acts(stage: GitHubStage) -> GitHubActs:
    return stage.acts


@pytest.mark.parametrize("action", ["opened", "synchronize", "edited", "closed", "labeled", "enqueued", "brand_new"])
def test_a_pull_request(hooks: Webhooks, action: str) -> None:
    hint = read("pull_request", hooks.pull_request(1, action, before="1" * 40, after="2" * 40))
    assert hint[:7] == ("d-1", "pull_request", "change", KEY, "1", hooks.repo.pulls[1].head, "refs/heads/main")
    assert hint.said == {
        "action": action, "sender": "github:ada", "installation": "77", "before": "1" * 40, "after": "2" * 40,
    }  # fmt: skip


def test_a_review(hooks: Webhooks, acts: GitHubActs) -> None:
    review = acts.review(1, "grace")
    hint = read("pull_request_review", hooks.review(1))
    assert (hint.kind, hint.number, hint.said["review"]) == ("change", "1", str(review["id"]))
    assert hint.said["commit"] == hooks.repo.pulls[1].head
    assert "edited_by" not in read("pull_request_review", hooks.review(1, "edited")).said
    assert read("pull_request_review", hooks.review(1, "edited", "mallory")).said["edited_by"] == "github:mallory"


def test_a_comment(hooks: Webhooks, acts: GitHubActs) -> None:
    id_ = acts.write(1, "grace", "/paraph explain")["id"]
    hint = read("issue_comment", hooks.comment(id_))
    assert (hint.kind, hint.number, hint.said["comment"], hint.said["author"]) == (
        "comment", "1", str(id_), "github:grace",
    )  # fmt: skip
    assert read("issue_comment", hooks.comment(id_, "edited", "mallory")).said["edited_by"] == "github:mallory"
    payload = hooks.comment(id_)
    del payload["issue"]["pull_request"]
    assert read("issue_comment", payload).kind == "nothing"


def test_our_own_comment_is_an_echo_unless_another_edits_it(hooks: Webhooks, acts: GitHubActs) -> None:
    ours = acts.fake.state.new_comment(acts.repo, 1, "paraph[bot]", "It waits.", acts.fake.clock(), is_ours=True)
    assert read("issue_comment", hooks.comment(ours["id"])).kind == "nothing"
    assert read("issue_comment", hooks.comment(ours["id"], "edited", "mallory")).kind == "comment"


def test_another_apps_check(hooks: Webhooks, acts: GitHubActs) -> None:
    check = acts.conclude(1, "tests", "success")
    hint = read("check_run", hooks.check_run(check, numbers=(1,)))
    assert (hint.kind, hint.number, hint.head) == ("change", "1", hooks.repo.pulls[1].head)
    assert hint.said["check"] == "tests"
    from_fork = read("check_run", hooks.check_run(check))
    assert (from_fork.kind, from_fork.number, from_fork.head) == ("change", "", hooks.repo.pulls[1].head)
    several = read("check_run", hooks.check_run(check, numbers=(1, 2)))
    assert (several.number, several.said["numbers"]) == ("", "1,2")


@pytest.mark.parametrize(
    ("action", "kind"),
    [("created", "nothing"), ("completed", "nothing"), ("rerequested", "change"), ("requested_action", "change")],
)
def test_our_own_check_is_an_echo_unless_somebody_asks_again(
    hooks: Webhooks, acts: GitHubActs, action: str, kind: str
) -> None:
    ours = acts.fake.state.new_check(acts.repo, acts.repo.pulls[1].head, "Paraph", "success", acts.fake.state.app)
    assert read("check_run", hooks.check_run(ours, action)).kind == kind


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("status", {"sha": "3" * 40, "context": "ci/tests", "state": "success"}),
        ("workflow_run", {"action": "completed", "workflow_run": {"head_sha": "3" * 40, "name": "tests"}}),
        ("check_suite", {"action": "completed", "check_suite": {"head_sha": "3" * 40, "app": {"id": 1}}}),
    ],
)
def test_what_concluded_at_a_head(event: str, payload: dict[str, Any]) -> None:
    hint = read(event, {**payload, "repository": {"full_name": "acme/app"}})
    assert (hint.kind, hint.repository, hint.number, hint.head) == ("change", KEY, "", "3" * 40)


def test_a_push(hooks: Webhooks) -> None:
    hint = read("push", hooks.push("refs/heads/main", "1" * 40, "2" * 40, "grace", forced=True))
    assert (hint.kind, hint.ref, hint.head) == ("push", "refs/heads/main", "2" * 40)
    assert (hint.said["before"], hint.said["sender"], hint.said["forced"]) == ("1" * 40, "github:grace", "yes")
    gone = read("push", hooks.push("refs/heads/main", "1" * 40, ZEROS))
    assert (gone.kind, gone.head) == ("push", "")


@pytest.mark.parametrize(("kind", "ref"), [("branch", "refs/heads/x/y"), ("tag", "refs/tags/x/y"), ("other", "")])
def test_a_ref_that_came_or_went(kind: str, ref: str) -> None:
    said = {"ref": "x/y", "ref_type": kind, "repository": {"full_name": "acme/app"}}
    assert [read(event, said)[2:7:4] for event in ("create", "delete")] == [("push", ref)] * 2


def test_a_try_of_the_merge_queue(hooks: Webhooks) -> None:
    hint = read("merge_group", hooks.merge_group("3" * 40, "1" * 40, 1))
    assert (hint.kind, hint.head) == ("merge_group", "3" * 40)
    assert hint.ref == f"refs/heads/gh-readonly-queue/main/pr-1-{'1' * 40}"
    assert (hint.said["base_ref"], hint.said["base_sha"]) == ("refs/heads/main", "1" * 40)
    gone = read("merge_group", hooks.merge_group("3" * 40, "1" * 40, 1, action="destroyed", reason="invalidated"))
    assert (gone.said["action"], gone.said["reason"]) == ("destroyed", "invalidated")


def test_a_deployment(hooks: Webhooks) -> None:
    hint = read("deployment_protection_rule", hooks.deployment("2" * 40))
    assert (hint.kind, hint.head, hint.ref, hint.number) == ("deployment", "2" * 40, "refs/heads/main", "1")
    assert hint.said["environment"] == "production"
    assert hint.said["callback"].endswith("/actions/runs/9001/deployment_protection_rule")


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("team", "people"), ("membership", "people"), ("member", "people"), ("organization", "people"),
        ("installation", "repository"), ("installation_repositories", "repository"), ("repository", "repository"),
        ("branch_protection_rule", "protection"), ("repository_ruleset", "protection"),
        ("ping", "nothing"), ("star", "nothing"), ("deployment_status", "nothing"), ("pull_request", "nothing"),
    ],
)  # fmt: skip
def test_other_events(event: str, kind: str) -> None:
    assert read(event, {"action": "x", "repository": {"full_name": "acme/app"}}).kind == kind


def test_what_is_about_no_repository_is_about_none() -> None:
    hint = read("repository_ruleset", {"action": "edited", "installation": {"id": 77}})
    assert (hint.kind, hint.repository, hint.said) == ("protection", "", {"action": "edited", "installation": "77"})
    assert read("push", {"ref": "refs/heads/main"}).repository == ""
