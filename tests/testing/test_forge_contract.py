"""Do the adapters of all forges behave alike?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.github_stage import GitHubStage, github_stage
from paraph.testing.forge_contract import HostedForgeContract


@pytest.mark.enable_socket
class TestGitHub(HostedForgeContract):
    @pytest.fixture
    def stage(self) -> Iterator[GitHubStage]:
        with github_stage() as stage:
            yield stage
