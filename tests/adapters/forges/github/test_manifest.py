"""Does one click make an app that may do what is needed, and no more?"""

from __future__ import annotations

import json

import pytest

from forges.github_stage import GitHubStage
from paraph.adapters.forges.github.manifest import EVENTS, PERMISSIONS, form_address, manifest
from paraph.ports.config import ServerConfig
from paraph.ports.forge import ForgeError

CONFIG = ServerConfig("https://paraph.example.test/", "/data", "sqlite:///x", name="Paraph of Acme" * 9)


def test_a_manifest() -> None:
    said = manifest(CONFIG)
    assert said["hook_attributes"] == {"url": "https://paraph.example.test/hooks/github", "active": True}
    assert said["redirect_url"].startswith("https://paraph.example.test/")
    assert (said["public"], len(said["name"])) == (False, 34)
    assert json.loads(json.dumps(said)) == said


def test_it_may_write_only_checks_reviews_and_deployments() -> None:
    assert {name for name, level in PERMISSIONS.items() if level != "read"} == {
        "checks", "pull_requests", "deployments",
    }  # fmt: skip
    assert len(set(EVENTS)) == len(EVENTS)


def test_where_the_form_goes() -> None:
    assert form_address("https://github.com") == "https://github.com/settings/apps/new"
    assert form_address("https://ghe.example.test", "acme").endswith("/organizations/acme/settings/apps/new")


@pytest.mark.enable_socket
def test_the_code_is_exchanged(stage: GitHubStage) -> None:
    found = stage.forge.convert("a-good-code")
    assert (found.app_id, found.slug, found.webhook_secret) == ("424242", "paraph", "a-webhook-secret")
    assert found.private_key.startswith("-----BEGIN")


@pytest.mark.enable_socket
@pytest.mark.parametrize("code", ["", "another-code", "../../app", "a b", "x" * 200])
def test_another_code_is_refused(stage: GitHubStage, code: str) -> None:
    with pytest.raises(ForgeError):
        stage.forge.convert(code)
