"""The configurations of agents are found where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.agents.which_agent import NAMES
from paraph.core.errors import InputError
from paraph.wiring.agents import agent_targets, home_folder, own_program, signs_of_agents, work_tree


def test_the_repository_and_the_account_are_two_places(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/srv/ada")
    (here,) = agent_targets(["codex", "codex"], str(git_repo.path), is_user=False)
    (mine,) = agent_targets(["codex"], "/nowhere", is_user=True)
    assert (here.folder, here.program, here.file) == (
        str(git_repo.path), "paraph", f"{git_repo.path}/.codex/hooks.json",
    )  # fmt: skip
    assert (mine.folder, mine.program) == ("/srv/ada", own_program())
    assert list(signs_of_agents(str(git_repo.path))) == list(NAMES)


def test_a_work_tree_and_a_home_are_needed(tmp_path: Path, git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    git_repo.git("clone", "--quiet", "--bare", str(git_repo.path), str(tmp_path / "bare.git"))
    with pytest.raises(InputError) as caught:
        work_tree(str(tmp_path / "bare.git"))
    assert caught.value.problems[0].code == "P1087"
    monkeypatch.setenv("HOME", "nowhere")
    with pytest.raises(InputError) as caught:
        home_folder()
    assert caught.value.problems[0].code == "P1088"


def test_the_installed_program_is_named_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "my tools" / "paraph"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.argv", [str(program)])
    assert own_program() == f"'{program}'"
    monkeypatch.setattr("sys.argv", ["-c"])
    assert "paraph.cli.main" in own_program()
