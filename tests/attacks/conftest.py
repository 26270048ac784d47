"""What do all attacks share?"""

from __future__ import annotations

import pytest

from attacks.field import FILES, Field
from gitbuild import GitRepo


@pytest.fixture
def field(git_repo: GitRepo, capfd: pytest.CaptureFixture[str]) -> Field:
    git_repo.commit("start", FILES)
    git_repo.switch("topic")
    return Field(git_repo, capfd)
