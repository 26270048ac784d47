from __future__ import annotations

import json

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from provenance_samples import sample


def test_the_trailers_of_a_commit(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = sample(git_repo)
    assert main(["provenance", "trailer", one, "--repo", str(git_repo.path)]) == 0
    assert capsys.readouterr().out == "Assisted-by: claude:opus\n"
    assert main(["provenance", "trailer", two, "--json", "--repo", str(git_repo.path)]) == 0
    assert json.loads(capsys.readouterr().out)["trailers"] == ["Assisted-by: cursor:opus"]


def test_nothing_where_no_agent_was_seen(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.stage({"a": "1\n"})
    assert main(["provenance", "trailer", "--repo", str(git_repo.path)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "No trailer is owed: no agent is known in what is staged.\n")
    assert main(["provenance", "trailer", "--quiet", "--repo", str(git_repo.path)]) == 0
    assert "".join(capsys.readouterr()) == ""
    commit = git_repo.commit("one", {"a": "1\n"})
    assert main(["provenance", "trailer", commit, "--repo", str(git_repo.path)]) == 0
    assert "no agent is known in the record of this commit" in capsys.readouterr().err
