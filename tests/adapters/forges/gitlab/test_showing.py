from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.gitlab_stage import GitLabStage, gitlab
from paraph.core.model.decision import Verdict
from paraph.ports.forge import ForgeError
from paraph.testing.forge_contract import report

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def stage() -> Iterator[GitLabStage]:
    with gitlab() as made:
        yield made


def test_a_wait_holds_the_pipeline_and_what_cannot_be_told_fails_it(stage: GitLabStage) -> None:
    number = stage.propose()
    states = []
    for verdict in (Verdict.WAIT, Verdict.WAIT, Verdict.ALLOW, Verdict.CANNOT_TELL, Verdict.DENY, Verdict.ALLOW):
        stage.forge.show(stage.repository, number, report(stage, number, verdict, link="https://paraph.example.test/r"))
        states.append(stage.lab.latest(stage.head(number))[0]["status"])
    assert states == ["pending", "pending", "success", "failed", "failed", "success"]


def test_only_a_commit_is_shown(stage: GitLabStage) -> None:
    number = stage.propose()
    for head in ("", "main", "../x", "A" * 40):
        with pytest.raises(ForgeError):
            stage.forge.show(stage.repository, number, report(stage, number)._replace(head=head))


def test_another_answer_than_what_was_sent_is_told(stage: GitLabStage) -> None:
    number = stage.propose()
    stage.lab.change = lambda said: {**said, "status": "success"}
    with pytest.raises(ForgeError):
        stage.forge.show(stage.repository, number, report(stage, number, Verdict.DENY))
    assert stage.lab.statuses[-1]["status"] == "failed"
