from __future__ import annotations

import json

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main


def hook(repo: GitRepo, verb: str, *words: str) -> int:
    return main(["hook", verb, "--local", "--repo", str(repo.path), *words])


def test_hooks_come_and_go(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(git_repo, "status") == 1
    assert "✗ commit-msg  is not here: paraph hook install --local" in capsys.readouterr().out
    assert hook(git_repo, "install") == 0
    said = capsys.readouterr()
    assert "✓ commit-msg  adds the AI-assistance trailer that you choose" in said.out
    assert "Next: git config paraph.ask true" in said.err
    assert hook(git_repo, "status") == 0
    assert hook(git_repo, "uninstall") == 0
    assert "removed: commit-msg, pre-push, post-commit, post-rewrite and 3 more" in capsys.readouterr().out
    assert hook(git_repo, "uninstall") == 0
    assert "There are no hooks of Paraph here." in capsys.readouterr().out


def test_what_was_there_is_said_to_run_first(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    path = git_repo.path / ".git" / "hooks" / "pre-push"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n")
    assert hook(git_repo, "status") == 1
    assert "✗ pre-push  is another program's" in capsys.readouterr().out
    assert hook(git_repo, "install") == 0
    assert "What was there runs first: pre-push." in capsys.readouterr().err


def test_hooks_that_git_tracks_are_told_of(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("hooks", {".husky/pre-push": "#!/bin/sh\n", ".husky/other": "x\n"})
    git_repo.git("config", "core.hooksPath", ".husky")
    assert hook(git_repo, "install") == 0
    said = capsys.readouterr().err
    assert "warning: core.hooksPath lies in the work tree, where git tracks .husky/pre-push: they are written" in said
    assert "git config --unset core.hooksPath" in said
    assert hook(git_repo, "uninstall") == 0
    git_repo.git("config", "--unset", "core.hooksPath")
    capsys.readouterr()
    assert hook(git_repo, "install") == 0
    assert "core.hooksPath" not in capsys.readouterr().err


def test_how_records_of_others_come_along_is_told_once(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(git_repo, "install") == 0
    assert "Records" not in capsys.readouterr().err
    git_repo.git("remote", "add", "upstream", "../upstream.git")
    assert hook(git_repo, "install") == 0
    spec = "+refs/notes/ai*:refs/notes/ai-remote/upstream*"
    told = f"Records of others come with each fetch after: git config --add remote.upstream.fetch '{spec}'"
    assert told in capsys.readouterr().err
    git_repo.git("config", "--add", "remote.upstream.fetch", spec)
    assert hook(git_repo, "install") == 0
    assert "Records" not in capsys.readouterr().err


@pytest.mark.parametrize(("verb", "state"), [("install", "current"), ("status", "absent"), ("uninstall", "absent")])
def test_as_data(git_repo: GitRepo, capsys: pytest.CaptureFixture[str], verb: str, state: str) -> None:
    hook(git_repo, verb, "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["place"]) == ("paraph/hooks/v1", "local")
    assert [each["state"] for each in found["hooks"]] == [state] * 7
