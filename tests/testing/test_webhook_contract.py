"""Do the adapters of all forges refuse the same webhooks?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.github_stage import GitHubStage, github_stage
from paraph.testing.webhook_contract import WebhookContract


@pytest.mark.enable_socket
class TestGitHub(WebhookContract):
    kinds = ("change", "comment", "push", "merge_group", "deployment")

    @pytest.fixture
    def stage(self) -> Iterator[GitHubStage]:
        with github_stage() as stage:
            yield stage
