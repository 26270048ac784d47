from __future__ import annotations

import json

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main


def test_a_key_is_made_once(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["provenance", "key", "--json", "--repo", str(git_repo.path)]) == 0
    assert json.loads(capsys.readouterr().out)["is_new"] is True
    assert main(["provenance", "key", "--repo", str(git_repo.path)]) == 0
    assert capsys.readouterr().out.startswith("There is already the key ")
