"""Is a pull request read as it is, with its reviews and checks?"""

from __future__ import annotations

from typing import Any

import pytest

from forges.github_stage import GitHubStage
from paraph.adapters.forges.github.pulls import pull_reader, read_known, read_reviews
from paraph.ports.forge import ForgeError

pytestmark = pytest.mark.enable_socket


def test_everything_that_is_said(stage: GitHubStage) -> None:
    pull = stage.acts.propose("ada", title="Counts", labels=["area/tax", "urgent"], is_draft=True, body="Why")
    pull.requested = ["grace"]
    found = stage.forge.proposal(stage.repository, "1")
    assert (found.title, found.body, found.is_draft, found.labels) == ("Counts", "Why", True, ("area/tax", "urgent"))
    assert (found.author, found.source, found.asked) == ("github:ada", "refs/heads/topic-1", ("github:grace",))
    assert (found.url, found.updated_at) == (f"{stage.fake.url}/acme/app/pull/1", int(stage.clock.now))


def test_a_deleted_user_is_nobody(stage: GitHubStage) -> None:
    stage.propose()
    stage.acts.review(1, "grace")["user"] = None
    truth = stage.fake.state.pull(stage.repo, stage.repo.pulls[1])
    stage.fake.lies["/repos/acme/app/pulls/1"] = {**truth, "user": None, "body": None}
    found = stage.forge.proposal(stage.repository, "1")
    assert (found.author, found.body, found.reviews[0].account) == ("", "", "")


def test_reviews_in_their_states(stage: GitHubStage) -> None:
    stage.propose()
    for state in ("APPROVED", "CHANGES_REQUESTED", "COMMENTED", "PENDING", "BRAND_NEW"):
        stage.acts.review(1, "grace", state)
    found = stage.forge.proposal(stage.repository, "1").reviews
    assert [review.state for review in found] == ["approved", "changes_requested", "commented"]
    assert {review.commit for review in found} == {stage.head("1")}


def test_more_reviews_than_a_page(stage: GitHubStage) -> None:
    stage.propose()
    for _ in range(230):
        stage.acts.review(1, "grace", "COMMENTED")
    assert len(stage.forge.proposal(stage.repository, "1").reviews) == 230


@pytest.mark.parametrize("odd", [{"number": 2}, {"number": 1}, {"number": True}, {}, [], None])
def test_what_is_no_pull_request(odd: Any) -> None:
    with pytest.raises(ForgeError):
        pull_reader("github:acme/app", "1")(odd)


@pytest.mark.parametrize(
    "wrong", [{"head": {"sha": "x"}}, {"base": None}, {"base": {"ref": "a..b"}}, {"state": "odd"}, {"number": 2}]
)
def test_what_has_to_be_there(stage: GitHubStage, wrong: dict[str, Any]) -> None:
    stage.propose()
    truth = stage.fake.state.pull(stage.repo, stage.repo.pulls[1])
    assert pull_reader("k", "1")(truth).proposal.number == "1"
    with pytest.raises(ForgeError):
        pull_reader("k", "1")({**truth, **wrong})


def test_a_merged_one_that_names_no_merge_is_not_open(stage: GitHubStage) -> None:
    stage.propose()
    truth = stage.fake.state.pull(stage.repo, stage.repo.pulls[1])
    found = pull_reader("k", "1")({**truth, "state": "closed", "merged": True, "merge_commit_sha": None}).proposal
    assert (found.state, found.landed) == ("landed", "")
    assert pull_reader("k", "1")({**truth, "merge_commit_sha": "3" * 40}).proposal.landed == ""


def test_checks_of_apps_and_statuses(stage: GitHubStage) -> None:
    stage.propose()
    head = stage.head("1")
    stage.acts.conclude(1, "tests", "failure")
    stage.acts.conclude(1, "tests", "success")
    stage.repo.statuses[head] = [
        {"context": "ci/old", "state": state, "id": 1} for state in ("success", "pending", "error", "odd")
    ]
    found = stage.forge.proposal(stage.repository, "1").checks
    assert [(check.name, check.conclusion, check.app) for check in found] == [
        ("tests", "success", "ci"), ("ci/old", "success", ""), ("ci/old", None, ""), ("ci/old", "failure", ""),
        ("ci/old", "failure", ""),
    ]  # fmt: skip


def test_checks_of_another_head_are_not_taken(stage: GitHubStage) -> None:
    stage.propose()
    check = stage.acts.conclude(1, "tests", "success")
    lie = {"total_count": 1, "check_runs": [{**check, "head_sha": "3" * 40}]}
    stage.fake.lies[f"/repos/acme/app/commits/{stage.head('1')}/check-runs"] = lie
    assert stage.forge.proposal(stage.repository, "1").checks == ()


@pytest.mark.parametrize("lie", [{}, [], {"check_runs": None}])
def test_checks_that_are_none(stage: GitHubStage, lie: Any) -> None:
    stage.propose()
    stage.fake.lies[f"/repos/acme/app/commits/{stage.head('1')}/check-runs"] = lie
    with pytest.raises(ForgeError):
        stage.forge.proposal(stage.repository, "1")


def test_a_listing_has_all_open_ones_and_few_closed(stage: GitHubStage) -> None:
    for number in range(1, 371):
        stage.propose()
        if number > 120:
            stage.close(str(number))
    found = list(stage.forge.open_changes(stage.repository))
    assert [known.state for known in found] == ["open"] * 120 + ["closed"] * 200
    assert found[120].number == "370"


def test_odd_members_of_lists_are_left_out() -> None:
    assert read_known([{"number": 1}, None, 7, {}]) == []
    assert read_reviews([{"id": 1, "state": "APPROVED"}, None]) == ()
    with pytest.raises(ForgeError):
        read_known({})
