from __future__ import annotations

import json

import pytest

from gitbuild import GitRepo
from paraph.adapters.formats.agent_trace import read_agent_trace
from paraph.adapters.formats.git_ai_note import read_git_ai_note
from paraph.cli.main import main
from provenance_samples import sample


def exported(repo: GitRepo, capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> bytes:
    assert main(["provenance", "export", "--repo", str(repo.path), *words]) == 0
    return capfdbinary.readouterr().out


def test_one_commit_is_its_note(git_repo: GitRepo, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    one, _ = sample(git_repo)
    note = exported(git_repo, capfdbinary, one)
    found = read_git_ai_note(one, note)
    assert (found.oddities, [path for path, _ in found.files]) == ((), ["a.py", "b c.py"])


def test_a_range_is_one_object_a_line(git_repo: GitRepo, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    one, two = sample(git_repo)
    (line,) = exported(git_repo, capfdbinary, f"{one}..HEAD").splitlines()
    found = json.loads(line)
    assert found["commit_sha"] == two
    assert "secret" not in found["content"]


def test_as_traces(git_repo: GitRepo, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    one, _ = sample(git_repo)
    found = read_agent_trace(one, exported(git_repo, capfdbinary, "--format", "agent-trace", one))
    assert [(path, spans[0].kind) for path, spans in found.files] == [("a.py", "ai"), ("b c.py", "human_attested")]


def test_nothing_to_export_is_said(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("one", {"a": "1\n"})
    assert main(["provenance", "export", "--repo", str(git_repo.path)]) == 0
    assert "No record of lines stands at these commits." in capsys.readouterr().err
