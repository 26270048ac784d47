"""Is what the guard answered shown, and a changed record told?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.agents.guard.journal import NAME
from paraph.cli.main import main
from paraph.core.model.capture import ToolEvent
from paraph.wiring.guard import judged_call


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository in which an agent was denied something."""
    built = GitRepo(tmp_path / "work")
    built.commit("one", {"a": "a"})
    judged_call(ToolEvent("codex", "s", "before", "shell", "shell", str(built.path), command="terraform destroy"))
    return built.path


def test_the_answers_are_shown(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guard", "log", "--repo", str(repo)]) == 0
    assert capsys.readouterr().out.endswith("  deny  codex         terraform destroy [terraform.destroy]\n")


def test_a_changed_record_is_told(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = repo / ".git/paraph" / NAME
    path.write_text(path.read_text().replace("destroy", "plan"))

    assert main(["guard", "log", "--json", "--repo", str(repo)]) == 4
    printed = capsys.readouterr()
    assert json.loads(printed.out)["broken_at"] == 1
    assert "breaks at line 1" in printed.err


def test_nothing_was_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    GitRepo(tmp_path / "work")

    assert main(["guard", "log", "--repo", str(tmp_path / "work")]) == 0
    assert "denied and asked nothing here" in capsys.readouterr().err


def test_without_a_ledger_nothing_is_appended(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guard", "log", "--append", "--repo", str(repo)]) == 4
    assert "P0830" in capsys.readouterr().err
