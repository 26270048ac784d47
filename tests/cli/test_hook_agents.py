"""The hooks of agents come and go by the command line, and it says what it changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.agents.which_agent import NAMES
from paraph.cli.main import main

CLAUDE = ".claude/settings.json"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account that uses no agent."""
    folder = tmp_path / "account"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    return folder


def hook(repo: GitRepo, verb: str, *words: str) -> int:
    return main(["hook", verb, "--repo", str(repo.path), *words])


def test_a_hook_comes_and_goes_and_the_difference_is_shown(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hook(git_repo, "install", "--agent", "claude-code") == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"✓ claude-code  put into {CLAUDE}\n  --- /dev/null\n  +++ {CLAUDE}\n")
    assert '  +            "onFailure": "block"' in said.out
    assert "claude-code: fails closed from 2.1.295 on" in said.err
    assert "needs `paraph` on PATH" in said.err
    assert hook(git_repo, "install", "--agent", "claude-code") == 0
    assert capsys.readouterr().out == f"✓ claude-code  unchanged: {CLAUDE}\n"
    assert hook(git_repo, "status", "--agent", "claude-code") == 0
    assert f"✓ claude-code  in place ({CLAUDE})\n  fails closed from 2.1.295 on" in capsys.readouterr().out
    assert hook(git_repo, "uninstall", "--agent", "claude-code") == 0
    assert capsys.readouterr().out.startswith(f"✓ claude-code  removed: {CLAUDE}\n")
    assert not (git_repo.path / CLAUDE).exists()
    assert hook(git_repo, "uninstall", "--agent", "claude-code") == 0
    assert capsys.readouterr().out == f"✓ claude-code  there is no hook in {CLAUDE}\n"
    assert hook(git_repo, "status", "--agent", "claude-code") == 1


def test_who_asks_for_quiet_is_told_where_and_no_more(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(git_repo, "install", "--agent", "claude-code", "--dry-run", "--quiet") == 0
    assert "+++ " in capsys.readouterr().out
    assert hook(git_repo, "install", "--agent", "claude-code", "--quiet") == 0
    assert capsys.readouterr() == (f"✓ claude-code  put into {CLAUDE}\n", "")
    assert hook(git_repo, "install", "--local", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert hook(git_repo, "status", "--local") == 0


def test_a_dry_run_writes_nothing(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(git_repo, "install", "--agent", "cline", "--agent", "codex", "--dry-run") == 0
    assert "→ codex  would be put into .codex/hooks.json" in capsys.readouterr().out
    assert [path.name for path in git_repo.path.iterdir()] == [".git"]
    hook(git_repo, "install", "--agent", "codex")
    capsys.readouterr()
    assert hook(git_repo, "uninstall", "--all", "--dry-run") == 0
    assert "→ codex  would be removed: .codex/hooks.json" in capsys.readouterr().out
    assert (git_repo.path / ".codex" / "hooks.json").exists()


def test_all_are_those_that_are_found(git_repo: GitRepo, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(git_repo, "install", "--all") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("not found  claude-code, codex,")
    (home / ".gemini").mkdir()
    (git_repo.path / ".cursor").mkdir()
    assert hook(git_repo, "status", "--all") == 1
    assert "✗ gemini  not in place, but it is used here: ~/.gemini: paraph hook install --agent gemini" in (
        capsys.readouterr().out
    )
    assert hook(git_repo, "install", "--all") == 0
    said = capsys.readouterr()
    assert "found      gemini: ~/.gemini\nfound      cursor: .cursor\n" in said.err
    assert "not found  claude-code, codex, copilot" in said.err
    assert (git_repo.path / ".cursor" / "hooks.json").exists()
    assert hook(git_repo, "status", "--all") == 0
    assert "· droid  is not used here" in capsys.readouterr().out
    assert hook(git_repo, "uninstall", "--all") == 0
    assert hook(git_repo, "uninstall", "--all") == 0
    assert "There are no hooks of Paraph in the configurations" in capsys.readouterr().out


def test_one_s_own_file_names_the_program_by_its_path(
    git_repo: GitRepo, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hook(git_repo, "install", "--agent", "claude-code", "--user") == 0
    assert f"put into ~/{CLAUDE}" in capsys.readouterr().out
    handler = json.loads((home / CLAUDE).read_text())["hooks"]["PreToolUse"][0]["hooks"][0]
    assert handler["command"].startswith(("/", "'/"))
    assert handler["command"].endswith(" hook agent --from claude-code || exit 2")
    assert hook(git_repo, "status", "--agent", "claude-code") == 0
    assert not (git_repo.path / ".claude").exists()


def test_a_file_that_is_broken_is_told_and_nothing_is_written(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    path = git_repo.path / CLAUDE
    path.parent.mkdir()
    path.write_text('{\n  "a": 1,,\n}\n')
    assert hook(git_repo, "install", "--agent", "codex", "--agent", "claude-code") == 2
    said = capsys.readouterr()
    assert f"error[P1080] {path}:2:10" in said.err
    assert path.read_text() == '{\n  "a": 1,,\n}\n'
    assert hook(git_repo, "status", "--all") == 1
    assert f"✗ claude-code  error[P1080] {path}:2:10" in capsys.readouterr().out
    assert not (git_repo.path / ".codex").exists()


def test_as_data(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(git_repo, "install", "--agent", "kiro", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["dry_run"]) == ("paraph/agents/v1", False)
    (kiro,) = found["agents"]
    assert (kiro["agent"], kiro["place"], kiro["can_ask"]) == ("kiro", "repository", False)
    assert (kiro["fails"]["closed"], kiro["changes"][0]["path"]) == ("open on timeout", ".kiro/hooks/paraph.json")
    assert hook(git_repo, "status", "--all", "--json") == 0
    states = {each["agent"]: each["state"] for each in json.loads(capsys.readouterr().out)["agents"]}
    assert states == {name: "current" if name == "kiro" else "absent" for name in NAMES}
    assert hook(git_repo, "uninstall", "--agent", "kiro", "--json") == 0
    assert json.loads(capsys.readouterr().out)["agents"][0]["changes"][0]["is_removed"] is True


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--agent", "nobody"], "P1086"), (["--agent", "codex", "--local"], "P0918"), (["--all", "--local"], "P0918"),
        (["--all", "--server", "x"], "P0918"), (["--local", "--user"], "P0918"), (["--user"], "P0918"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("verb", ["install", "uninstall", "status"])
def test_odd_words_are_refused(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str], verb: str, words: list[str], code: str
) -> None:
    assert hook(git_repo, verb, *words) == 2
    assert f"error[{code}]" in capsys.readouterr().err


def test_agents_and_the_clone_are_named_in_turn(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(git_repo, "install", "--all", "--local") == 2
    assert "once with --all, and once more with --local alone" in capsys.readouterr().err


def test_a_server_s_words_mean_nothing_to_agents(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(git_repo, "install", "--agent", "codex", "--protect", "main") == 2
    assert "P0917" in capsys.readouterr().err


def test_no_agent_works_in_a_bare_repository(tmp_path: Path, git_repo: GitRepo) -> None:
    git_repo.git("clone", "--quiet", "--bare", str(git_repo.path), str(tmp_path / "bare.git"))
    assert main(["hook", "install", "--repo", str(tmp_path / "bare.git"), "--agent", "codex"]) == 2


def test_the_status_of_a_clone_shows_the_agents_that_are_used_here(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    hook(git_repo, "install", "--local")
    capsys.readouterr()
    assert hook(git_repo, "status", "--local") == 0
    assert "codex" not in capsys.readouterr().out
    (git_repo.path / ".cursor").mkdir()
    hook(git_repo, "install", "--agent", "kiro")
    capsys.readouterr()
    assert hook(git_repo, "status", "--local") == 0
    said = capsys.readouterr().out
    assert "✗ cursor  not in place, but it is used here: .cursor" in said
    assert "✓ kiro  in place" in said
    assert "codex" not in said


def test_what_agents_do_is_kept_with_git_s_own_hooks_alone(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hook(git_repo, "install", "--agent", "claude-code") == 0
    assert "paraph hook install --local" in capsys.readouterr().err
    assert hook(git_repo, "status", "--agent", "claude-code") == 0
    assert "paraph hook install --local" in capsys.readouterr().err
    assert hook(git_repo, "status", "--agent", "claude-code", "--json") == 0
    assert json.loads(capsys.readouterr().out)["puts_down"] is False
    assert main(["hook", "install", "--local", "--repo", str(git_repo.path)]) == 0
    capsys.readouterr()
    assert hook(git_repo, "install", "--agent", "claude-code") == 0
    assert "--local" not in capsys.readouterr().err
    assert hook(git_repo, "status", "--agent", "claude-code") == 0
    assert capsys.readouterr().err == ""
