"""A GitHub on loopback with the adapter that speaks to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forges.github_stage import GitHubStage, github_stage


@pytest.fixture
def stage() -> Iterator[GitHubStage]:
    """The test needs `enable_socket`."""
    with github_stage() as stage:
        yield stage
