"""GitLab passes the suite of every forge, by commit statuses and by external status checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

import pytest

from forges.fake_gitlab import TOKEN
from forges.gitlab_stage import GitLabStage, gitlab
from paraph.adapters.forges.gitlab.forge import GitLabForge
from paraph.adapters.http.client import HttpClient
from paraph.core.model.decision import Verdict
from paraph.ports.config import ForgeSettings
from paraph.ports.forge import ForgeError, Hint
from paraph.testing.forge_contract import HostedForgeContract, report
from paraph.testing.webhook_contract import WebhookContract

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def stage() -> Iterator[GitLabStage]:
    with gitlab() as made:
        yield made


class TestForge(HostedForgeContract):
    pass


class TestWebhooks(WebhookContract):
    kinds = ("change", "comment", "push", "people")


def test_a_status_check_answers_for_one_head() -> None:
    with gitlab(status_checks=True) as checked:
        number = checked.propose()
        for verdict in Verdict:
            shown = checked.forge.show(checked.repository, number, report(checked, number, verdict))
            assert shown == f"4:{checked.head(number)}"
            assert checked.seen(number)[0].is_passing is (verdict is Verdict.ALLOW)
        old = report(checked, number, Verdict.ALLOW)
        checked.push(number)
        with pytest.raises(ForgeError, match="422"):
            checked.forge.show(checked.repository, number, old)
        assert checked.forge.protection(checked.repository).is_pinned
        checked.lab.checks = []
        checked.time += 4_000
        with pytest.raises(ForgeError, match="no external status check"):
            checked.forge.show(checked.repository, number, report(checked, number))


def test_all_projects_where_we_are_maintainers(stage: GitLabStage) -> None:
    settings = ForgeSettings("gitlab", url=stage.lab.url, token=TOKEN)
    forge = GitLabForge(settings, HttpClient([stage.lab.url]), lambda: stage.time)
    assert [each.id for each in forge.repositories()] == ["17"]


def test_members_of_groups(stage: GitLabStage) -> None:
    stage.lab.page = 1
    found = [(each.account, each.team) for each in stage.forge.members(["acme/seniors"])]
    assert found == [("gitlab:grace", "acme/seniors"), ("gitlab:joan", "acme/seniors")]
    with pytest.raises(ForgeError) as caught:
        list(stage.forge.members(["acme/nobody"]))
    assert caught.value.is_gone


def test_a_blocked_deployment_is_answered_by_a_decision_alone(stage: GitLabStage) -> None:
    hint = Hint("1", "deployment", "deployment", said={"deployment": "9"})
    for verdict in Verdict:
        stage.forge.answer_deployment(stage.repository, hint, verdict, "/approve\nbecause")
    assert [(each["status"], each["comment"]) for each in stage.lab.deployments] == [
        ("approved", "\\/approve\nbecause"), ("rejected", "\\/approve\nbecause"),
    ]  # fmt: skip


def test_what_we_say_ourselves_is_an_echo(stage: GitLabStage) -> None:
    number = stage.propose()
    stage.forge.say(stage.repository, number, "It waits.", "")
    payload = stage.payload("comment", number) | {"user": stage.lab.user("paraph-bot")}
    body = json.dumps(payload).encode()
    headers, _ = stage.deliver("comment", number)
    assert stage.forge.read_delivery(stage.sign(headers, body), body, 1_800_000_000).kind == "nothing"


def test_one_that_is_too_slow_has_not_answered(stage: GitLabStage) -> None:
    number = stage.propose()
    http = HttpClient([stage.lab.url], timeout=0.05)
    forge = GitLabForge(ForgeSettings("gitlab", url=stage.lab.url, token=TOKEN), http, lambda: stage.time)
    stage.lab.delay = 0.2
    with pytest.raises(ForgeError):
        forge.proposal(stage.repository, number)


def _instead(lie: object, _: object) -> object:
    return lie


def test_what_is_of_another_form_is_no_answer(stage: GitLabStage) -> None:
    number = stage.propose()
    lies: tuple[object, ...] = ([], {"approved_by": "everybody"}, None, "x", 7)
    for lie in lies:
        stage.lab.change = partial(_instead, lie)
        with pytest.raises(ForgeError):
            stage.forge.proposal(stage.repository, number)
        if lie != []:
            with pytest.raises(ForgeError):
                list(stage.forge.open_changes(stage.repository))
