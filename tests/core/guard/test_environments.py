"""Does the environment of a command decide, and can no word that an agent adds relax it?"""

from __future__ import annotations

import pytest

from core.guard.commands import answer, verdict
from paraph.core.guard.environments import selected, stricter
from paraph.core.model.guard import EnvironmentGuard, GuardSettings

PROD = EnvironmentGuard("production", ("*prod*",), "deny")
DEV = EnvironmentGuard(
    "dev", ("envs/dev", "envs/dev/**", "dev", "AWS_PROFILE=dev-*", "terraform destroy -var-file=dev*"), "silent"
)
BOTH = GuardSettings(environments=(PROD, DEV))


@pytest.mark.parametrize(
    "command",
    [
        "cd envs/dev && terraform destroy",
        "terraform -chdir=envs/dev destroy",
        "kubectl --context dev delete ns x",
        "kubectl config use-context dev; kubectl delete ns x",
        "terraform workspace select dev && terraform destroy",
        "AWS_PROFILE=dev-1 aws s3 rb s3://x",
        "export AWS_PROFILE=dev-1; aws s3 rb s3://x",
        "terraform destroy -var-file=dev.tfvars",
    ],
)
def test_what_goes_to_dev_is_silent(command: str) -> None:
    assert answer(command, BOTH) == "silent"


@pytest.mark.parametrize(
    "command",
    [
        "terraform destroy",
        "terraform destroy # dev",
        "terraform destroy -var x=dev",
        "echo dev; terraform destroy",
        "DEV=1 terraform destroy",
        "(cd envs/dev); terraform -chdir=envs/prod destroy",
        "cd envs/dev && terraform -chdir=../prod destroy",
    ],
)
def test_a_word_that_is_added_relaxes_nothing(command: str) -> None:
    assert answer(command, BOTH) == "deny"


def test_an_answer_names_its_environment() -> None:
    assert verdict("aws --profile prod s3 rm s3://x/y", BOTH).dangers[0].environment == "production"


def test_a_row_may_count_in_an_environment_only() -> None:
    assert answer("terraform apply", BOTH) == "silent"
    assert answer("terraform -chdir=envs/prod apply", BOTH) == "deny"
    assert answer("terraform -chdir=envs/dev apply", BOTH) == "silent"


def test_what_is_no_environment_s_matter_is_answered_everywhere() -> None:
    assert answer("cd envs/dev && rm -rf /", BOTH) == "deny"


def test_the_least_answer_where_no_environment_matches() -> None:
    assert answer("kubectl delete pod x", GuardSettings(unknown="deny")) == "deny"
    assert answer("terraform destroy", GuardSettings(unknown="silent")) == "deny"


def test_a_named_row_is_answered_so_unless_an_environment_is_stricter() -> None:
    settings = GuardSettings(environments=(PROD,), rules=(("terraform.destroy", "silent"),))

    assert answer("terraform destroy", settings) == "silent"
    assert answer("terraform -chdir=envs/prod destroy", settings) == "deny"


def test_what_is_selected() -> None:
    assert selected(("kubectl", "config", "use-context", "x")) == ("context", "x")
    assert selected(("git", "switch", "x")) is None
    assert stricter("ask", "deny") == "deny"


def test_metadata_of_secrets_may_be_read() -> None:
    assert answer("vault kv metadata get secret/x") == "silent"
    assert answer("vault kv metadata delete secret/x") == "deny"
