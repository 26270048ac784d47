"""Is a deployment answered at its own run, and nowhere else?"""

from __future__ import annotations

import pytest

from forges.github_stage import GitHubStage
from paraph.adapters.forges.github.deployments import run_of
from paraph.adapters.forges.github.hints import hint_of
from paraph.core.model.decision import Verdict
from paraph.ports.forge import ForgeError, Hint

API, PATH = "https://api.github.com", "/repos/acme/app"
GOOD = f"{API}{PATH}/actions/runs/9001/deployment_protection_rule"


def test_the_run_is_taken_from_the_callback() -> None:
    assert run_of(API, PATH, GOOD) == "9001"
    assert run_of(API, PATH, GOOD.replace("acme/app", "Acme/App")) == "9001"


@pytest.mark.parametrize(
    "odd",
    [
        "", "x", GOOD + "/", GOOD + "?x", GOOD.replace("9001", "0"), GOOD.replace("9001", "9001/../9"),
        GOOD.replace("api.github.com", "evil.test"), GOOD.replace("api.github.com", "api.github.com@evil.test"),
        GOOD.replace("https", "http"), GOOD.replace("acme/app", "acme/other"), GOOD.replace("actions", "x"),
    ],
)  # fmt: skip
def test_another_address_is_refused(odd: str) -> None:
    with pytest.raises(ForgeError):
        run_of(API, PATH, odd)


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("verdict", "state"),
    [(Verdict.ALLOW, "approved"), (Verdict.DENY, "rejected"), (Verdict.WAIT, None), (Verdict.CANNOT_TELL, None)],
)
def test_what_is_answered(stage: GitHubStage, verdict: Verdict, state: str | None) -> None:
    hint = hint_of("d", "deployment_protection_rule", stage.webhooks.deployment("2" * 40), "424242")
    stage.forge.answer_deployment(stage.repository, hint, verdict, "ä" * 3_000)
    (answered,) = stage.repo.deployments
    assert (answered["run"], answered["environment_name"], answered.get("state")) == (9_001, "production", state)


@pytest.mark.enable_socket
def test_a_hint_without_an_environment(stage: GitHubStage) -> None:
    callback = f"{stage.fake.url}/repos/acme/app/actions/runs/1/deployment_protection_rule"
    hint = Hint("1", "x", "deployment", "github:acme/app", said={"callback": callback})
    with pytest.raises(ForgeError):
        stage.forge.answer_deployment(stage.repository, hint, Verdict.ALLOW, "")
    assert stage.repo.deployments == []
