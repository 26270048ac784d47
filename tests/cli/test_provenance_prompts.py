from __future__ import annotations

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main


def test_without_a_key_nothing_can_be_read(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("one", {"a": "1\n"})
    assert main(["provenance", "prompts", "--repo", str(git_repo.path)]) == 2
    assert "P1027" in capsys.readouterr().err
